import { FileFault } from "../file-fault.js";
import { checkContent, wholeReport } from "../formats/content-type.js";
import { findTable, type Label, type SheetTable } from "../formats/sheet-table.js";
import { readSheets } from "../formats/sheets.js";
import type { FileReader, FileTop, ParsedRow } from "../source-type.js";

/** A table with the name of the sheet that it stands on. */
export interface NamedTable extends SheetTable {
  readonly sheet: string;
  /** Which of the workbook's sheets it is, from 1. */
  readonly place: number;
}

/** Reads a workbook whose rows replace those before. Workbooks are small and need to be read whole: one is held in memory. */
export class SheetReader implements FileReader {
  private tables: readonly NamedTable[] = [];

  /**
   * @param labels of the header row
   * @param parse makes rows of the tables. @throws {FileFault} when the file as a whole is to be rejected
   */
  constructor(
    private readonly bytes: () => AsyncIterable<Buffer>,
    private readonly labels: readonly Label[],
    private readonly parse: (tables: readonly NamedTable[]) => Iterable<readonly ParsedRow[]>,
  ) {}

  async top(): Promise<FileTop> {
    const bytes = await wholeReport(this.bytes());
    checkContent(bytes, "xlsx");
    const sheets = await readSheets(bytes);
    this.tables = sheets.flatMap((sheet, at) => {
      const table = findTable(sheet, this.labels);
      return table ? [{ ...table, sheet: sheet.name, place: at + 1 }] : [];
    });
    const [first] = this.tables;
    if (!first) {
      const wanted = this.labels.map((label) => (typeof label === "string" ? label : label.join(" or ")));
      throw new FileFault(`no sheet has a header row with ${wanted.join(", ")}`);
    }
    const unknown = this.tables.reduce((sum, { unknownColumns }) => sum + unknownColumns, 0);
    return { mode: "REPLACE", columns: first.columns, note: unknown === 0 ? null : `${unknown} unknown columns are ignored` };
  }

  rows(): Iterable<readonly ParsedRow[]> {
    return this.parse(this.tables);
  }
}

/** The table of a workbook that has one. @throws {FileFault} when it has several: which rows count would be a guess */
export function onlyTable(tables: readonly NamedTable[]): NamedTable {
  const [first, second] = tables;
  if (!first) throw new Error("rows() before top()");
  if (second) throw new FileFault(`sheets ${first.place} and ${second.place} both have a table: put all rows on one`);
  return first;
}
