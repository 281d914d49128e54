import { expect } from "vitest";
import { parseDay } from "../../../../gateway/rules/calendar.js";
import { FileFault } from "../../../../gateway/sources/file-fault.js";
import { type FileIdentity, type FileTop, LONGEST_TEXT, type ParsedRow, type SourceType, type StagedColumn } from "../../../../gateway/sources/source-type.js";

/** A source with what it takes to throw anything at its reader. */
export interface FuzzedSource {
  readonly source: SourceType;
  /** Also says which of its formats the file has. */
  readonly fileName: string;
  /** A file of that name that is right, as the samples have it. */
  readonly valid: Buffer;
  /** The cells of a row that is right, of which some are replaced by anything. */
  readonly example: readonly string[];
  /** Writes rows of any cells as such a file, its top and its end right, so that the fuzzing gets past them. */
  write(rows: readonly (readonly string[])[]): Buffer;
  /** Whether the format says where a file ends (a checksum, an archive's directory, a bracket), so that no cut of it is read. */
  readonly knowsItsEnd: boolean;
  /** Staged columns of free text, of which no index is made. */
  readonly freeText?: readonly string[];
  /** Facts are sums over the whole file, so that a part has others and none of them can be read again by itself. */
  readonly sums?: true;
}

/** What became of a file: read to its end, or refused as a whole. */
export type Outcome = { readonly top: FileTop; readonly rows: readonly ParsedRow[] } | { readonly refused: string };

/** The day of the load, for files without a date in their name. */
const TODAY = "2022-11-30";

const REASONS = ["PARSE", "MISSING_KEY", "MISSING_VALUE", "BAD_DATE", "UNKNOWN_CODE", "BAD_NUMBER", "DUPLICATE_KEY"];

/** What the file's name says of it. */
export function identityOf({ source, fileName }: FuzzedSource): FileIdentity {
  const name = source.recognise(fileName);
  if (!name) throw new Error(`${source.type} does not know the name ${fileName}`);
  return { ...name, date: name.date ?? TODAY };
}

/** Reads a file as the engine does. @throws whatever is no {@link FileFault}: the reader crashed */
export async function readWhole(fuzzed: FuzzedSource, bytes: Buffer): Promise<Outcome> {
  // In chunks that no line, letter or archive's part knows of.
  async function* chunks(): AsyncIterable<Buffer> {
    for (let at = 0; at < bytes.length; at += 997) yield await Promise.resolve(bytes.subarray(at, at + 997));
  }
  try {
    const reader = fuzzed.source.read(chunks, fuzzed.fileName, identityOf(fuzzed));
    const top = await reader.top();
    const rows: ParsedRow[] = [];
    for await (const batch of reader.rows()) rows.push(...batch);
    return { top, rows };
  } catch (error) {
    if (error instanceof FileFault) return { refused: error.reason };
    throw error;
  }
}

/** Holds what was read against what the database takes, and what quarantine and its retry count on. */
export function expectLoadable(fuzzed: FuzzedSource, outcome: Outcome): void {
  if ("refused" in outcome) return;
  const { source, freeText = [] } = fuzzed;
  for (const text of [...outcome.top.columns, outcome.top.note ?? ""]) expect(text).not.toContain("\0");
  for (const row of outcome.rows) {
    expect(row.values).toHaveLength(source.staged.length);
    source.staged.forEach((column, at) => expectTakes(column, row.values[at] ?? null, freeText.includes(column.name)));
    if (row.fault === null) {
      for (const key of source.key) expect(row.values[source.staged.findIndex(({ name }) => name === key)]).not.toBeNull();
    } else {
      expect(REASONS).toContain(row.fault.reason);
    }
    // A row is twice in its file with another one; by itself it has no fault.
    if (fuzzed.sums || row.fault?.reason === "DUPLICATE_KEY") continue;
    const again = source.readAgain(row.raw, row.line, outcome.top.columns, identityOf(fuzzed));
    expect({ fault: again.fault, values: again.values }).toEqual({ fault: row.fault, values: row.values });
  }
}

function expectTakes(column: StagedColumn, value: string | null, free: boolean): void {
  if (value === null) return;
  expect(value).not.toContain("\0");
  if (!free) expect(value.length).toBeLessThanOrEqual(LONGEST_TEXT);
  switch (column.sqlType) {
    case "date":
      expect(parseDay(value.replace(/^(\d{4})(\d{2})(\d{2})$/, "$1-$2-$3"))).not.toBeNull();
      return;
    case "numeric":
      expect(value).toMatch(/^-?\d+(\.\d+)?$/);
      return;
    case "numeric[]":
      expect(value).toMatch(/^\{((-?\d+(\.\d+)?|NULL),?)*\}$/);
      return;
    case "integer":
      expect(value).toMatch(/^-?\d{1,10}$/);
      expect(Math.abs(Number(value))).toBeLessThan(2 ** 31);
      return;
    case "smallint":
      expect(value).toMatch(/^-?\d{1,5}$/);
      expect(Math.abs(Number(value))).toBeLessThan(2 ** 15);
      return;
    case "boolean":
      expect(["t", "f"]).toContain(value);
      return;
    case "text":
      return;
  }
}

/** What the log may hold of a file: its reasons and notes. */
export function toldOf(outcome: Outcome): string {
  return "refused" in outcome ? outcome.refused : outcome.top.note ?? "";
}
