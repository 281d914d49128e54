import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { from as copyFrom } from "pg-copy-streams";
import { copyText } from "../database/copy-text.js";
import type { ParsedRow, SourceType } from "../sources/source-type.js";
import type { LoaderSession } from "../database/session.js";

/** What is the same for all rows of one file. */
export interface StagedOrigin {
  readonly loadId: number;
  /** The district or provider that delivered. */
  readonly owner: string;
  /** The day from which the facts are known, `YYYY-MM-DD`. */
  readonly date: string;
}

/** A waiting row that is tried again, with the file it came in. */
export interface WaitingRow extends StagedOrigin {
  readonly rejectedId: string;
  readonly row: ParsedRow;
}

const COMMON = ["line", "raw", "fault", "fault_column"] as const;
const ORIGIN = ["load_id", "delivered_by", "extract_date", "rejected_id"] as const;

/**
 * Makes the staging table `stage`, which lives as long as the transaction: all rows of a file, with their fault where
 * they have one. Rows of one file share their origin as column defaults, so that it is not sent with each of them.
 */
export async function createStage(session: LoaderSession, source: SourceType, origin: StagedOrigin | null): Promise<void> {
  const literal = (value: string): string => (origin ? ` DEFAULT ${session.escapeLiteral(value)}` : "");
  const columns = source.staged.map(({ name, sqlType }) => `${name} ${sqlType}${sqlType === "text" ? ' COLLATE "C"' : ""}`);
  await session.query(`CREATE TEMPORARY TABLE stage (
    line integer NOT NULL,
    raw text NOT NULL,
    fault text COLLATE "C",
    fault_column text COLLATE "C",
    load_id integer NOT NULL${origin ? ` DEFAULT ${origin.loadId}` : ""},
    delivered_by text COLLATE "C" NOT NULL${literal(origin?.owner ?? "")},
    extract_date date NOT NULL${literal(origin?.date ?? "")},
    rejected_id bigint,
    ${columns.join(",\n    ")}
  ) ON COMMIT DROP`);
}

/** Streams the rows of one file into `stage`. @returns how many there were */
export async function copyRows(
  session: LoaderSession,
  source: SourceType,
  batches: AsyncIterable<readonly ParsedRow[]> | Iterable<readonly ParsedRow[]>,
): Promise<number> {
  let count = 0;
  async function* lines(): AsyncIterable<string> {
    for await (const batch of batches) {
      count += batch.length;
      yield batch.map((row) => `${rowLine(row)}\n`).join("");
    }
  }
  await copyLines(session, [...COMMON, ...source.staged.map(({ name }) => name)], lines());
  await session.query("ANALYZE stage");
  return count;
}

/** Puts a batch of waiting rows into `stage`, each with the origin of its own file. */
export async function copyWaitingRows(session: LoaderSession, source: SourceType, batch: readonly WaitingRow[]): Promise<void> {
  const lines = batch.map(({ rejectedId, loadId, owner, date, row }) =>
    `${[String(loadId), owner, date, rejectedId].map(copyText).join("\t")}\t${rowLine(row)}\n`);
  await copyLines(session, [...ORIGIN, ...COMMON, ...source.staged.map(({ name }) => name)], lines);
}

async function copyLines(session: LoaderSession, columns: readonly string[], lines: AsyncIterable<string> | Iterable<string>): Promise<void> {
  const copy = session.query(copyFrom(`COPY stage (${columns.join(", ")}) FROM STDIN`));
  await pipeline(Readable.from(lines), copy);
}

function rowLine(row: ParsedRow): string {
  let line = `${row.line}\t${copyText(row.raw)}\t${row.fault?.reason ?? "\\N"}\t${copyText(row.fault?.column ?? null)}`;
  for (const value of row.values) line += `\t${value === null ? "\\N" : copyText(value)}`;
  return line;
}
