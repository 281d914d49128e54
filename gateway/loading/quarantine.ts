import type { KeyRing } from "../access/keys.js";
import { unsealText } from "../access/sealed-text.js";
import { noteMoves } from "../feed/note-moves.js";
import { ALL_SOURCES } from "../sources/all-sources.js";
import { klient } from "../sources/legacy-extract/klient.js";
import type { FileIdentity, SourceType } from "../sources/source-type.js";
import { mergeStage, noteTouchedCases } from "./merge.js";
import { inTransaction, type LoaderSession, openCommit } from "../database/session.js";
import { hasKey, keyText, markStagedFaults, resolveStagedKeys, sameKey } from "./stage-checks.js";
import { copyWaitingRows, createStage, indexStage, RAW_PLACE, type WaitingRow } from "./staging.js";
import { dropOvertakenRows, giveKeysToNewHomes, isAtHome, keepPassedOverRows, passedOverColumns } from "./two-districts.js";

const BATCH = 2000;

/** SQL for the reasons that go away by themselves: the reference comes, or the order becomes the provider's own. */
const WAITS = "('UNKNOWN_REFERENCE', 'NOT_YOUR_ORDER')";

/**
 * Puts the staged rows with a fault into quarantine. What stands in the column of the file number and looks like a personal
 * number is one that slipped into the wrong column: it is kept in the sealed row alone, neither as who is named nor in the key.
 * @returns how many
 */
export async function quarantineFaults(session: LoaderSession, source: SourceType): Promise<number> {
  const named = (column: string | undefined): string => (column ? `s.${column}` : "NULL");
  const { client } = source.names;
  const slipped = client ? looksLikePersonalNumber(`s.${client}`) : "FALSE";
  const keyHasClient = client !== undefined && source.key.includes(client);
  const { rowCount } = await session.query(
    `INSERT INTO rejected_row (load_id, type, district, extract_date, line, fault_column, reason, raw_sealed, key_text,
       names_client, names_decision, names_order, names_investigation)
     SELECT s.load_id, $1, s.delivered_by, s.extract_date, s.line, s.fault_column, s.fault, s.raw_sealed,
       CASE WHEN ${hasKey(source, "s")}${keyHasClient ? ` AND NOT ${slipped}` : ""} THEN ${keyText(source, "s")} END,
       CASE WHEN NOT ${slipped} THEN ${named(client)} END, ${named(source.names.decision)}, ${named(source.names.order)}, ${named(source.names.investigation)}
     FROM stage s WHERE s.fault IS NOT NULL`,
    [source.type],
  );
  return rowCount ?? 0;
}

/** SQL: whether a text is written as personal, coordination or reserve numbers are, and is no client's file number. */
function looksLikePersonalNumber(text: string): string {
  return `coalesce(${text} ~ '^([0-9]{2})?[0-9]{2}(0[1-9]|1[0-2])([0-3]|[6-9])[0-9][-+ ]?[0-9A-Za-z]{4}$'
    AND NOT EXISTS (SELECT FROM client known WHERE known.file_number = ${text}), FALSE)`;
}

/**
 * A row leaves quarantine when its key loads, and all rows of an owner's files when a later snapshot takes their place. One
 * that waits, and that another district delivered for the same date, may yet win by home (contract 1): it waits on.
 */
export async function releaseLoadedRows(
  session: LoaderSession,
  source: SourceType,
  load: FileIdentity & { readonly id: number; readonly snapshot: boolean },
): Promise<void> {
  await session.query(
    `DELETE FROM rejected_row r USING stage s
     WHERE s.fault IS NULL AND r.type = $1 AND r.key_text = ${keyText(source, "s")}
       AND NOT (r.reason IN ${WAITS} AND r.extract_date = s.extract_date AND r.district <> s.delivered_by)`,
    [source.type],
  );
  if (!load.snapshot) return;
  await session.query(
    `DELETE FROM rejected_row r USING load l
     WHERE l.id = r.load_id AND r.type = $1 AND r.district = $2 AND l.period IS NOT DISTINCT FROM $3 AND r.load_id <> $4`,
    [source.type, load.owner, load.period, load.id],
  );
}

/**
 * Tries the rows again that waited for a reference or for an order to become the provider's, file type after file type, in one transaction. Never over a newer
 * extract's row: such a row has had its time and leaves.
 * @param today the day of the load, `YYYY-MM-DD`
 * @param alsoOfLoad a load whose other faulty rows are read again too, for an operator who has mended what they lacked
 */
export async function retryWaitingRows(session: LoaderSession, ring: KeyRing, today: string, alsoOfLoad: number | null = null): Promise<void> {
  await inTransaction(session, async () => {
    if (alsoOfLoad !== null) await letFaultyRowsWait(session, alsoOfLoad);
    const { rows } = await session.query<{ type: string }>(
      `SELECT DISTINCT type FROM rejected_row WHERE reason IN ${WAITS}`,
    );
    const waiting = new Set(rows.map(({ type }) => type));
    const sources = ALL_SOURCES.filter(({ type }) => waiting.has(type));
    if (sources.length === 0) return;
    const commit = await openCommit(session, "RETRY", today);
    for (const source of sources) await retrySource(session, source, ring, commit);
    await noteMoves(session, commit, today);
  });
}

/** Rows that wait are read anew, and get the fault back that they still have. Of a key twice in one file both stay: which is right is not in the rows. */
async function letFaultyRowsWait(session: LoaderSession, loadId: number): Promise<void> {
  await session.query("UPDATE rejected_row SET reason = 'UNKNOWN_REFERENCE' WHERE load_id = $1 AND reason <> 'DUPLICATE_KEY'", [loadId]);
}

async function retrySource(session: LoaderSession, source: SourceType, ring: KeyRing, commit: number): Promise<void> {
  await createStage(session, source, null);
  await stageWaitingRows(session, source, ring);
  await resolveStagedKeys(session, source);
  await markStagedFaults(session, source);
  await dropOvertakenRows(session, source, true);
  await keepBestOfEachKey(session, source);
  await mergeStage(session, source, { commit, withdraw: null, markDelivery: true });
  await noteTouchedCases(session, source, commit);
  await countRetried(session, source, commit);
  await session.query(
    `UPDATE rejected_row r SET retries = r.retries + 1, fault_column = s.fault_column, reason = s.fault
     FROM stage s WHERE s.fault IS NOT NULL AND r.id = s.rejected_id`,
  );
  // Loaded now, or overtaken by another delivery of the key: either way they have nothing left to wait for.
  await session.query(
    `DELETE FROM rejected_row r WHERE r.type = $1 AND r.reason IN ${WAITS}
       AND NOT EXISTS (SELECT 1 FROM stage s WHERE s.rejected_id = r.id AND s.fault IS NOT NULL)`,
    [source.type],
  );
  await releaseOlderRows(session, source);
  await keepPassedOverRows(session, source, commit);
  await session.query("DROP TABLE stage");
  if (source === klient) await giveKeysToNewHomes(session, commit);
}

/**
 * Of rows with one key whose references all exist now, one is loaded: the newest extract's, on the same date the one
 * from the client's own district, of two that say so the first by its code, else the later delivered (contract 1). Those that must wait on are not weighed.
 */
async function keepBestOfEachKey(session: LoaderSession, source: SourceType): Promise<void> {
  const key = source.key.map((column) => `s.${column}`).join(", ");
  const ofDistricts = source.homeDistrict ? `${isAtHome(source, "s")} DESC, s.delivered_by, ` : "";
  const columns = passedOverColumns(source).join(", ");
  await session.query(
    `WITH ranked AS (
       SELECT s.rejected_id, row_number() OVER best AS place,
         s.extract_date = first_value(s.extract_date) OVER best AND s.delivered_by <> first_value(s.delivered_by) OVER best AS on_same_date
       FROM stage s WHERE s.fault IS NULL
       WINDOW best AS (PARTITION BY ${key} ORDER BY s.extract_date DESC, ${ofDistricts}s.load_id DESC, s.line DESC)
     ),
     lost AS (
       DELETE FROM stage d USING ranked WHERE d.rejected_id = ranked.rejected_id AND ranked.place > 1 RETURNING d.*, ranked.on_same_date
     )
     INSERT INTO passed_over SELECT ${columns} FROM lost WHERE on_same_date`,
  );
}

/** A key that loads takes what an earlier delivery left of it out of quarantine, whatever was wrong there. */
async function releaseOlderRows(session: LoaderSession, source: SourceType): Promise<void> {
  await session.query(
    `DELETE FROM rejected_row r USING stage s
     WHERE s.fault IS NULL AND r.type = $1 AND r.key_text = ${keyText(source, "s")}
       AND (r.extract_date < s.extract_date
         OR (r.extract_date = s.extract_date AND r.district = s.delivered_by AND r.load_id < s.load_id))`,
    [source.type],
  );
}

/** Adds what the retry moved to the figures of the file that each row came in. */
async function countRetried(session: LoaderSession, source: SourceType, commit: number): Promise<void> {
  const key = source.key.map((column) => `o.${column}`).join(", ");
  const opened = source.targets.map(({ table }) =>
    `SELECT o.load_id, ${key}, EXISTS (SELECT 1 FROM ${table} c WHERE c.closed_in = $1 AND ${sameKey(source, "c", "o")}) AS replaced
     FROM ${table} o WHERE o.opened_in = $1`);
  await session.query(
    `UPDATE load l SET added = l.added + moved.added, changed = l.changed + moved.changed
     FROM (
       SELECT load_id, count(*) FILTER (WHERE NOT replaced) AS added, count(*) FILTER (WHERE replaced) AS changed
       FROM (${opened.join(" UNION ")}) o GROUP BY load_id
     ) moved
     WHERE l.id = moved.load_id`,
    [commit],
  );
}

interface KeptRow {
  readonly id: string;
  readonly raw_sealed: Buffer;
  readonly line: number;
  readonly load_id: number;
  readonly district: string;
  readonly extract_date: string;
  readonly period: string | null;
  readonly columns: string[];
}

/** Reads the waiting rows again and stages them, a batch at a time: their number has no bound. */
async function stageWaitingRows(session: LoaderSession, source: SourceType, ring: KeyRing): Promise<void> {
  await session.query(
    `DECLARE waiting NO SCROLL CURSOR FOR
     SELECT r.id, r.raw_sealed, r.line, r.load_id, r.district, r.extract_date::text AS extract_date, l.period, l.columns
     FROM rejected_row r JOIN load l ON l.id = r.load_id
     WHERE r.type = ${session.escapeLiteral(source.type)} AND r.reason IN ${WAITS} ORDER BY r.id`,
  );
  for (;;) {
    const { rows } = await session.query<KeptRow>(`FETCH ${BATCH} FROM waiting`);
    if (rows.length === 0) break;
    await copyWaitingRows(session, source, ring, rows.map((kept) => readKeptRow(source, ring, kept)));
  }
  await session.query("CLOSE waiting");
  // Staged and quarantined rows are set against each other below, and nothing is known yet of how many there are of these.
  await session.query("CREATE INDEX ON stage (rejected_id)");
  await indexStage(session, source);
}

function readKeptRow(source: SourceType, ring: KeyRing, kept: KeptRow): WaitingRow {
  const identity = { owner: kept.district, date: kept.extract_date, period: kept.period };
  const row = source.readAgain(unsealText(ring, kept.raw_sealed, RAW_PLACE), kept.line, kept.columns, identity);
  return { ...identity, rejectedId: kept.id, loadId: kept.load_id, row };
}

/**
 * Brings the books in order at the end of a call: how many rows of each load are left in quarantine, and which cases
 * they name or lead to (entities/rejected-row-case.ts).
 */
export async function settleQuarantine(session: LoaderSession): Promise<void> {
  await inTransaction(session, async () => {
    await session.query(
      `UPDATE load l SET quarantined = counted.left_over
       FROM (
         SELECT k.id, count(r.id) AS left_over FROM load k LEFT JOIN rejected_row r ON r.load_id = k.id
         WHERE k.quarantined > 0 GROUP BY k.id
       ) counted
       WHERE l.id = counted.id AND l.quarantined <> counted.left_over`,
    );
    await session.query("DELETE FROM rejected_row_case");
    await session.query(
      `INSERT INTO rejected_row_case (rejected_row_id, file_number, from_extract)
       SELECT traced.id, traced.file_number, l.source = 'legacy-extract'
       FROM (
         SELECT id, load_id, names_client AS file_number FROM rejected_row WHERE names_client IS NOT NULL
         UNION
         SELECT r.id, r.load_id, d.file_number FROM rejected_row r JOIN decision d ON d.number = r.names_decision
         UNION
         SELECT r.id, r.load_id, d.file_number FROM rejected_row r
         JOIN care_order o ON o.number = r.names_order JOIN decision d ON d.number = o.decision_number
         UNION
         SELECT r.id, r.load_id, i.file_number FROM rejected_row r JOIN investigation i ON i.number = r.names_investigation
         UNION
         SELECT r.id, r.load_id, d.file_number FROM rejected_row r
         JOIN follow_up f ON r.type = 'UPPF' AND f.number = r.key_text JOIN decision d ON d.number = f.decision_number
       ) traced
       JOIN load l ON l.id = traced.load_id`,
    );
  });
}
