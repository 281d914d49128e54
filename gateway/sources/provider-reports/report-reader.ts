import { readFields, type SourceColumn } from "../columns.js";
import { wholeReport } from "../formats/content-type.js";
import type { ReportTable, TableRow } from "../formats/table.js";
import type { FileMode, FileReader, FileTop, ParsedRow } from "../source-type.js";

/** Reports are small and their formats need the whole of them: one is held in memory, a row at a time is not worth it. */
export class ReportReader implements FileReader {
  private table: ReportTable | null = null;

  constructor(
    private readonly bytes: () => AsyncIterable<Buffer>,
    private readonly mode: FileMode,
    private readonly readBytes: (bytes: Buffer) => ReportTable | Promise<ReportTable>,
    private readonly readRow: (row: TableRow) => ParsedRow,
  ) {}

  async top(): Promise<FileTop> {
    this.table = await this.readBytes(await wholeReport(this.bytes()));
    return { mode: this.mode, columns: this.table.columns, note: null };
  }

  rows(): Iterable<readonly ParsedRow[]> {
    if (!this.table) throw new Error("rows() before top()");
    return [this.table.rows.map(this.readRow)];
  }
}

/**
 * Reads a row of a report.
 * @param place the values that its file's name and its place say, which come before those of its columns
 * @param whenEmpty the text of an empty cell, by the column's name
 */
export function readReportRow(
  { line, raw, cells }: TableRow, columns: readonly SourceColumn[], place: readonly (string | null)[], whenEmpty: Readonly<Record<string, string>> = {},
): ParsedRow {
  if (cells === null || [...cells.values()].some((text) => text.includes("\0"))) {
    return { line, raw, values: [...place, ...columns.map(() => null)], fault: { reason: "PARSE", column: null } };
  }
  const { values, fault } = readFields(columns, (name) => cells.get(name.toLowerCase()) || (whenEmpty[name] ?? ""));
  return { line, raw, values: [...place, ...values], fault };
}
