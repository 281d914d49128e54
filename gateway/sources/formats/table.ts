import { parse } from "csv-parse/sync";
import readXlsxFile, { type CellValue } from "read-excel-file/universal";
import { FileFault } from "../file-fault.js";
import { decodeWindows1252 } from "./windows-1252.js";
import { checkContent } from "./content-type.js";
import { checkWorkbook } from "./workbook.js";

/** A report's rows, whatever format it came in: each cell as trimmed text, dates as `YYYY-MM-DD`, "" for an empty one. */
export interface ReportTable {
  readonly columns: readonly string[];
  readonly rows: readonly TableRow[];
}

export interface TableRow {
  /** Line of the text file or row of the sheet from 1, or position in the JSON array from 1. */
  readonly line: number;
  /** Null when the row does not have the table's shape; `raw` then holds what stood there. */
  readonly cells: ReadonlyMap<string, string> | null;
  readonly raw: string;
}

/** How far down a sheet its header row is looked for: title rows may stand above it. */
const HEADER_WITHIN = 20;

/** Reads a report by the ending of its name. @throws {FileFault} when it is not what its name says or lacks a column */
export async function readTable(bytes: Buffer, fileName: string, wanted: readonly string[]): Promise<ReportTable> {
  const ending = fileName.slice(fileName.lastIndexOf(".") + 1).toLowerCase();
  checkContent(bytes, ending);
  switch (ending) {
    case "csv":
      return tableOf(readCsv(bytes), wanted, 1);
    case "xlsx":
      return tableOf(await readSheet(bytes), wanted, HEADER_WITHIN);
    case "json":
      return readObjects(bytes, wanted);
    default:
      throw new FileFault(`files that end in .${ending} are not read`);
  }
}

/** A row's cells as JSON: what is kept of a row in quarantine, and what {@link cellsOf} reads again. */
function rawOf(cells: ReadonlyMap<string, string>): string {
  return JSON.stringify(Object.fromEntries(cells));
}

/** The cells of a kept row; null when it never had the table's shape. */
export function cellsOf(raw: string): ReadonlyMap<string, string> | null {
  const value: unknown = JSON.parse(raw);
  if (typeof value !== "object" || value === null || Array.isArray(value)) return null;
  return new Map(Object.entries(value).map(([name, cell]) => [name, String(cell)]));
}

interface Grid {
  readonly line: number;
  readonly cells: readonly string[];
}

function tableOf(grid: readonly Grid[], wanted: readonly string[], headerWithin: number): ReportTable {
  const isHeader = (row: Grid): boolean => wanted.every((name) => row.cells.some((cell) => cell.toLowerCase() === name));
  const top = grid.slice(0, headerWithin);
  const header = top.find(isHeader);
  if (!header) {
    const best = top.find((row) => row.cells.some((cell) => wanted.includes(cell.toLowerCase())));
    const missing = wanted.filter((name) => !best?.cells.some((cell) => cell.toLowerCase() === name));
    throw new FileFault(`column ${missing.join(", ")} is missing in the header row`);
  }
  const columns = header.cells.map((cell) => cell.toLowerCase());
  const rows = grid
    .slice(grid.indexOf(header) + 1)
    .filter((row) => row.cells.some((cell) => cell !== ""))
    .map(({ line, cells }): TableRow => {
      if (cells.length > columns.length) return { line, cells: null, raw: JSON.stringify(cells) };
      const named = new Map(columns.map((name, at) => [name, cells[at] ?? ""]));
      return { line, cells: named, raw: rawOf(named) };
    });
  return { columns, rows };
}

function readCsv(bytes: Buffer): Grid[] {
  const text = decode(bytes);
  const firstLine = text.slice(0, text.search(/\r|\n|$/));
  const delimiter = firstLine.split(";").length >= firstLine.split(",").length ? ";" : ",";
  try {
    const records = parse(text, { delimiter, relax_column_count: true, skip_empty_lines: false, info: true, trim: true }) as unknown as {
      record: string[];
      info: { lines: number };
    }[];
    return records.map(({ record, info }) => ({ line: info.lines, cells: record }));
  } catch (error) {
    const at = error instanceof Error && "lines" in error ? ` on line ${String(error.lines)}` : "";
    throw new FileFault(`not a CSV file: the quotes do not fit${at}`);
  }
}

/** UTF-8, with or without byte order mark, or else Windows-1252. */
function decode(bytes: Buffer): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (error) {
    if (error instanceof TypeError) return decodeWindows1252(bytes);
    throw error;
  }
}

async function readSheet(bytes: Buffer): Promise<Grid[]> {
  checkWorkbook(bytes);
  let sheets;
  try {
    // From the archive's directory, as it was checked: the library's reader for streams believes other places.
    sheets = await readXlsxFile(new Blob([bytes as Uint8Array<ArrayBuffer>]));
  } catch {
    // The library's own messages can quote the content.
    throw new FileFault("not a workbook that can be read (.xlsx)");
  }
  const [first] = sheets;
  if (!first) throw new FileFault("the workbook has no sheet");
  return first.data.map((row, at) => ({ line: at + 1, cells: row.map(cellText) }));
}

function cellText(cell: CellValue | null): string {
  if (cell === null) return "";
  // A day that no calendar has is shown by spreadsheet programs as signs.
  if (cell instanceof Date) return Number.isNaN(cell.getTime()) ? "####" : cell.toISOString().slice(0, 10);
  return String(cell).trim();
}

function readObjects(bytes: Buffer, wanted: readonly string[]): ReportTable {
  let value: unknown;
  try {
    value = JSON.parse(decode(bytes).replace(/^\uFEFF/, ""));
  } catch {
    // JSON.parse quotes the text that it stopped at.
    throw new FileFault("not JSON: the file is cut off or was not written as JSON");
  }
  if (!Array.isArray(value)) throw new FileFault("the JSON is not an array of objects");
  const rows = value.map((item: unknown, at): TableRow => {
    if (typeof item !== "object" || item === null || Array.isArray(item)) {
      return { line: at + 1, cells: null, raw: JSON.stringify([item]) };
    }
    const cells = new Map(Object.entries(item).map(([name, cell]) => [name.toLowerCase(), jsonText(cell)]));
    return { line: at + 1, cells, raw: rawOf(cells) };
  });
  return { columns: wanted, rows };
}

function jsonText(cell: unknown): string {
  if (cell === null || cell === undefined) return "";
  return typeof cell === "string" ? cell.trim() : JSON.stringify(cell);
}
