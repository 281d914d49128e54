import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { from as copyFrom } from "pg-copy-streams";
import type { KeyRing } from "../access/keys.js";
import { seal } from "../access/sealed-text.js";
import { copyBytes, copyText } from "../database/copy-text.js";
import { FileFault } from "../sources/file-fault.js";
import type { FileIdentity, ParsedRow, RawRow, SourceType } from "../sources/source-type.js";
import type { LoaderSession } from "../database/session.js";
import { LineSet } from "./line-set.js";
import { cellWriter, stageColumns } from "./stored-columns.js";

/** What is the same for all rows of one file. */
export interface StagedOrigin extends FileIdentity {
  readonly loadId: number;
}

/** A waiting row that is tried again, with the file it came in. */
export interface WaitingRow extends StagedOrigin {
  readonly rejectedId: string;
  readonly row: ParsedRow;
}

/** Where the raw text of a row in quarantine stands. */
export const RAW_PLACE = "rejected_row.raw_sealed";

const LINES = 10_000;

const COMMON = ["line", "raw_sealed", "fault", "fault_column"] as const;
const ORIGIN = ["load_id", "delivered_by", "extract_date", "rejected_id"] as const;

/**
 * Makes the staging table `stage`, which lives as long as the transaction: all rows of a file, with their fault where
 * they have one. Rows of one file share their origin as column defaults, so that it is not sent with each of them.
 */
export async function createStage(session: LoaderSession, source: SourceType, origin: StagedOrigin | null): Promise<void> {
  const literal = (value: string): string => (origin ? ` DEFAULT ${session.escapeLiteral(value)}` : "");
  const columns = stageColumns(source).map(({ name, sqlType }) => `${name} ${sqlType}${sqlType === "text" ? ' COLLATE "C"' : ""}`);
  await session.query(`CREATE TEMPORARY TABLE stage (
    line integer NOT NULL,
    raw_sealed bytea,
    fault text COLLATE "C",
    fault_column text COLLATE "C",
    load_id integer NOT NULL${origin ? ` DEFAULT ${origin.loadId}` : ""},
    delivered_by text COLLATE "C" NOT NULL${literal(origin?.owner ?? "")},
    extract_date date NOT NULL${literal(origin?.date ?? "")},
    rejected_id bigint,
    ${columns.join(",\n    ")}
  ) ON COMMIT DROP`);
}

/** Batches of a file's rows, as a reader gives them. */
export type Batches<Row> = AsyncIterable<readonly Row[]> | Iterable<readonly Row[]>;

/**
 * Streams the rows of one file into `stage`, with the raw text of those that have a fault, sealed.
 * @returns how many there were
 */
export async function copyRows(session: LoaderSession, source: SourceType, ring: KeyRing, batches: Batches<ParsedRow>): Promise<number> {
  const cells = cellWriter(source, ring);
  let count = 0;
  async function* lines(): AsyncIterable<string> {
    for await (const batch of batches) {
      count += batch.length;
      yield batch.map((row) => {
        const raw = row.fault === null ? null : seal(ring, row.raw, RAW_PLACE);
        return `${rowLine(row, raw)}${cells(row.values)}\n`;
      }).join("");
    }
  }
  await copyLines(session, "stage", [...COMMON, ...stageColumns(source).map(({ name }) => name)], lines());
  await indexStage(session, source);
  return count;
}

/**
 * Statements over two tables find the partner of a staged row by its key. The index bounds them where the planner
 * can't know better: the statistics of a fact table are those of before the night that first filled it.
 */
export async function indexStage(session: LoaderSession, source: SourceType): Promise<void> {
  await session.query(`CREATE INDEX ON stage (${source.key.join(", ")})`);
  await session.query("ANALYZE stage");
}

/**
 * Adds the raw text of the rows whose fault only the database saw, sealed: it reads the file once more for them, so that
 * the text of all others never leaves the reader.
 * @param again the file's rows from the start
 */
export async function sealRawOfFaults(session: LoaderSession, ring: KeyRing, again: () => Promise<Batches<RawRow>>): Promise<void> {
  const { rows } = await session.query<{ last: number | null; count: string }>(
    "SELECT max(line) AS last, count(*) FROM stage WHERE fault IS NOT NULL AND raw_sealed IS NULL",
  );
  const { last, count } = rows[0]!;
  if (last === null) return;
  const wanted = await linesWithoutRaw(session, last);
  async function* lines(): AsyncIterable<string> {
    for await (const batch of await again()) {
      const kept = batch.filter(({ line }) => wanted.has(line));
      if (kept.length > 0) yield kept.map(({ line, raw }) => `${line}\t${copyBytes(seal(ring, raw, RAW_PLACE))}\n`).join("");
    }
  }
  await session.query("CREATE TEMPORARY TABLE stage_raw (line integer NOT NULL, raw_sealed bytea NOT NULL) ON COMMIT DROP");
  await copyLines(session, "stage_raw", ["line", "raw_sealed"], lines());
  // The planner knows of no faults: the statistics of the stage are those of before they were marked.
  await session.query("CREATE INDEX ON stage_raw (line)");
  const { rowCount } = await session.query(
    `UPDATE stage s SET raw_sealed = r.raw_sealed FROM stage_raw r
     WHERE s.line = r.line AND s.fault IS NOT NULL AND s.raw_sealed IS NULL`,
  );
  await session.query("DROP TABLE stage_raw");
  if (rowCount !== Number(count)) throw new FileFault("the file changed while it was read: send it again");
}

/** The lines of staged rows with a fault whose raw text is not there yet. */
async function linesWithoutRaw(session: LoaderSession, last: number): Promise<LineSet> {
  const wanted = new LineSet(last);
  await session.query("DECLARE without_raw NO SCROLL CURSOR FOR SELECT line FROM stage WHERE fault IS NOT NULL AND raw_sealed IS NULL");
  for (;;) {
    const { rows } = await session.query<{ line: number }>(`FETCH ${LINES} FROM without_raw`);
    for (const { line } of rows) wanted.add(line);
    if (rows.length < LINES) break;
  }
  await session.query("CLOSE without_raw");
  return wanted;
}

/** Puts a batch of waiting rows into `stage`, each with the origin of its own file. Their raw text stays where it is. */
export async function copyWaitingRows(
  session: LoaderSession, source: SourceType, ring: KeyRing, batch: readonly WaitingRow[],
): Promise<void> {
  const cells = cellWriter(source, ring);
  const lines = batch.map(({ rejectedId, loadId, owner, date, row }) =>
    `${[String(loadId), owner, date, rejectedId].map(copyText).join("\t")}\t${rowLine(row, null)}${cells(row.values)}\n`);
  await copyLines(session, "stage", [...ORIGIN, ...COMMON, ...stageColumns(source).map(({ name }) => name)], lines);
}

async function copyLines(
  session: LoaderSession, table: "stage" | "stage_raw", columns: readonly string[], lines: AsyncIterable<string> | Iterable<string>,
): Promise<void> {
  const copy = session.query(copyFrom(`COPY ${table} (${columns.join(", ")}) FROM STDIN`));
  await pipeline(Readable.from(lines), copy);
}

function rowLine({ line, fault }: ParsedRow, raw: Buffer | null): string {
  return `${line}\t${raw === null ? "\\N" : copyBytes(raw)}\t${fault?.reason ?? "\\N"}\t${copyText(fault?.column ?? null)}`;
}
