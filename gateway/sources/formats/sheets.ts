import readXlsxFile, { type CellValue } from "read-excel-file/universal";
import { FileFault } from "../file-fault.js";
import { checkContent } from "./content-type.js";
import { decimalText, parseDecimal } from "./decimal.js";
import { checkWorkbook } from "./workbook.js";

/** A sheet of a workbook. Each cell is text as one would type it in Sweden: dates `YYYY-MM-DD`, numbers with a decimal comma. */
export interface Sheet {
  readonly name: string;
  readonly rows: readonly SheetRow[];
}

export interface SheetRow {
  /** Row of the sheet, from 1. */
  readonly line: number;
  readonly cells: readonly string[];
}

/** A number cell as it stands in the file. */
class NumberCell {
  constructor(readonly written: string) {}
}

/** All sheets of a workbook. @throws {FileFault} when the file is none that can be read */
export async function readSheets(bytes: Buffer): Promise<Sheet[]> {
  checkContent(bytes, "xlsx");
  checkWorkbook(bytes);
  const options = { parseNumber: (written: string) => new NumberCell(written) };
  let sheets;
  try {
    // From the archive's directory, as it was checked: the library's reader for streams believes other places.
    sheets = await readXlsxFile(new Blob([bytes as Uint8Array<ArrayBuffer>]), options);
  } catch {
    // The library's own messages can quote the content.
    throw new FileFault("not a workbook that can be read (.xlsx)");
  }
  return sheets.map(({ sheet, data }) => ({
    name: storable(sheet),
    rows: data.map((row, at) => ({ line: at + 1, cells: row.map(cellText) })),
  }));
}

function cellText(cell: CellValue<NumberCell> | null): string {
  if (cell === null) return "";
  if (cell instanceof NumberCell) return numberText(cell.written);
  if (cell instanceof Date) return Number.isNaN(cell.valueOf()) ? "" : cell.toISOString().slice(0, 10);
  return storable(String(cell).trim());
}

/** A cell can hold the character NUL, escaped, which PostgreSQL can't keep. */
function storable(text: string): string {
  return text.replaceAll("\0", "\uFFFD");
}

/**
 * A spreadsheet reckons in binary, and keeps 15 figures of what it shows: 0.1 + 0.2 stands as 0.30000000000000004 in the
 * file and is 0,3.
 */
function numberText(written: string): string {
  const number = Number(written);
  const value = Number.isFinite(number) ? parseDecimal(number.toPrecision(15)) : null;
  return value === null ? written : decimalText(value).replace(".", ",");
}
