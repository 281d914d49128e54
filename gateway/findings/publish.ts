import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { Logger } from "pino";
import { from as copyFrom } from "pg-copy-streams";
import { inTransaction, type LoaderSession } from "../database/session.js";
import { copyText } from "../database/copy-text.js";
import { type Day, isoDay } from "../rules/calendar.js";
import type { Catalogue } from "../rules/catalogue.js";
import { readCases } from "./case-reader.js";
import { type DerivedFinding, deriveCase } from "./derive-case.js";
import { findingId } from "./evaluated-finding.js";
import { derivationHorizon, readSharedFacts } from "./shared-facts.js";
import { storeAnsweringUnits } from "./store-answering-units.js";

/** Changes when evaluators change what they emit, so that findings of an older version are derived anew. */
const EVALUATORS_VERSION = 4;
const BATCH = 500;

/**
 * Derives the findings of all cases that loads have touched since the last time, in one transaction. What queries see
 * changes at its commit and not before. A catalogue other than the one that the standing findings were derived by, or
 * another horizon, touches every case.
 * @param today `YYYY-MM-DD`
 */
export async function publishFindings(session: LoaderSession, catalogue: Catalogue, log: Logger, today: string): Promise<void> {
  await inTransaction(session, async () => {
    await storeAnsweringUnits(session);
    await touchAllAfterNewCatalogue(session, await derivationHash(session, catalogue, today));
    await session.query(`CREATE TEMPORARY TABLE deriving_case ON COMMIT DROP AS SELECT file_number, since FROM touched_case`);
    await session.query("ANALYZE deriving_case");
    const { rows } = await session.query<{ cases: string }>("SELECT count(*) AS cases FROM deriving_case");
    const cases = Number(rows[0]!.cases);
    if (cases === 0) return;
    const findings = await deriveTouched(session, catalogue, today);
    await session.query("DELETE FROM touched_case");
    log.info({ cases, findings }, "findings derived");
  });
}

/** What everything is derived by: when it is another than that of the standing findings, they are derived anew. */
async function derivationHash(session: LoaderSession, catalogue: Catalogue, today: string): Promise<string> {
  return `${EVALUATORS_VERSION}:${await derivationHorizon(session, today)}:${catalogue.fingerprint}`;
}

/** Whether the standing findings, if there are any, were derived by this catalogue and reach as far as they should today. */
export async function isPublished(session: LoaderSession, catalogue: Catalogue, today: string): Promise<boolean> {
  const { rows } = await session.query<{ catalogue_hash: string }>("SELECT catalogue_hash FROM derivation WHERE id = 1");
  return rows[0] === undefined || rows[0].catalogue_hash === (await derivationHash(session, catalogue, today));
}

/**
 * Derives everything anew when the catalogue is another than the one that the standing findings were derived by, or the year
 * has turned: a gateway must not serve findings of rules that it does not have. While a load is unfinished nothing is
 * published: the half of a night would flash up, and running the load again does it.
 * @param today `YYYY-MM-DD`
 */
export async function publishAfterNewCatalogue(session: LoaderSession, catalogue: Catalogue, log: Logger, today: string): Promise<void> {
  const { rows } = await session.query<{ unfinished: boolean }>("SELECT EXISTS (SELECT 1 FROM touched_case) AS unfinished");
  if (rows[0]!.unfinished) log.warn("a load was interrupted before its findings were published: run it again");
  else await publishFindings(session, catalogue, log, today);
}

/** Marks every case as touched from the first day on, so that the next publication derives all of them anew. */
export async function touchAllCases(session: LoaderSession): Promise<void> {
  await session.query(`INSERT INTO touched_case (file_number, since)
    SELECT DISTINCT file_number, DATE '0001-01-01' FROM client
    ON CONFLICT (file_number) DO UPDATE SET since = excluded.since`);
}

async function touchAllAfterNewCatalogue(session: LoaderSession, hash: string): Promise<void> {
  const { rows } = await session.query<{ catalogue_hash: string }>("SELECT catalogue_hash FROM derivation WHERE id = 1");
  if (rows[0]?.catalogue_hash === hash) return;
  if (rows[0]) await touchAllCases(session);
  await session.query(
    `INSERT INTO derivation (id, catalogue_hash, derived_at) VALUES (1, $1, now())
     ON CONFLICT (id) DO UPDATE SET catalogue_hash = excluded.catalogue_hash, derived_at = now()`,
    [hash],
  );
}

async function deriveTouched(session: LoaderSession, catalogue: Catalogue, today: string): Promise<number> {
  const shared = await readSharedFacts(session, today);
  await endReplacedFindings(session);
  let count = 0;
  let batch: DerivedFinding[] = [];
  const flush = async (): Promise<void> => {
    count += batch.length;
    await copyFindings(session, batch);
    batch = [];
  };
  for await (const history of readCases(session)) {
    batch.push(...deriveCase(history, shared, catalogue));
    if (batch.length >= BATCH) await flush();
  }
  await flush();
  return count;
}

/** Days before a case's `since` keep their answers: a row that reaches over it is cut there, later ones are replaced. */
async function endReplacedFindings(session: LoaderSession): Promise<void> {
  await session.query("DELETE FROM finding f USING deriving_case t WHERE f.file_number = t.file_number AND f.day_from >= t.since");
  await session.query(`UPDATE finding f SET day_to = t.since FROM deriving_case t
    WHERE f.file_number = t.file_number AND f.day_to > t.since`);
}

const COLUMNS = [
  "finding_id", "file_number", "rule", "kind", "decision", "order_number", "about", "unit", "district", "caseworker", "day_from",
  "day_to", "info_from", "warning_from", "critical_from", "due_on", "counts_as_next", "variant", "evidence",
] as const;

async function copyFindings(session: LoaderSession, findings: readonly DerivedFinding[]): Promise<void> {
  if (findings.length === 0) return;
  const copy = session.query(copyFrom(`COPY finding (${COLUMNS.join(", ")}) FROM STDIN`));
  await pipeline(Readable.from([findings.map(copyLine).join("")]), copy);
}

function copyLine({ fileNumber, unit, district, caseworker, timeline }: DerivedFinding): string {
  const date = (day: Day | null): string | null => (day === null ? null : isoDay(day));
  const cells = [
    findingId(fileNumber, timeline), fileNumber, timeline.rule, timeline.kind, timeline.decision, timeline.order, timeline.about, unit,
    district, caseworker, date(timeline.from), date(timeline.to), date(timeline.infoFrom), date(timeline.warningFrom),
    date(timeline.criticalFrom), date(timeline.dueOn), timeline.countsAsNext ? "t" : "f", timeline.variant, JSON.stringify(timeline.evidence),
  ];
  return `${cells.map(copyText).join("\t")}\n`;
}
