import { FileFault } from "../file-fault.js";
import { checkContent, requireFewRows } from "./content-type.js";
import { readCsv } from "./csv.js";
import { decodeUtf8OrWindows1252 } from "./encoding.js";
import { cellText, readSheets, type SheetCell } from "./sheets.js";

/** A report's rows, whatever format it came in. */
export interface ReportTable {
  /** The rows above the header row, where a sheet has any: their cells as text. */
  readonly titles: readonly (readonly string[])[];
  /** The labels of the header row, as {@link labelOf} has them. */
  readonly columns: readonly string[];
  readonly rows: readonly TableRow[];
}

export interface TableRow {
  /** Line of the text file or row of the sheet from 1, or position in the JSON array from 1. */
  readonly line: number;
  /** Each cell by its column, as trimmed text, "" where it is empty. Null when the row does not have the table's shape; `raw` then holds what stood there. */
  readonly cells: ReadonlyMap<string, string> | null;
  readonly raw: string;
}

/** A row before it is known which one has the labels. */
export interface GridRow {
  readonly line: number;
  /** Null when the line does not split into fields. */
  readonly cells: readonly string[] | null;
  /** The line itself, of a text file: how many fields it has is part of its shape, whereas a sheet leaves empty cells out. */
  readonly text?: string;
}

/** How a workbook's cells become text, where a column does not hold plain text, numbers or dates: by its label. */
export type CellTexts = ReadonlyMap<string, (cell: SheetCell) => string>;

/** How far down the header row is looked for: title rows may stand above it. */
const HEADER_WITHIN = 20;

/**
 * Reads a report by the ending of its name.
 * @param wanted the labels that the header row must have, as {@link labelOf} writes them
 * @throws {FileFault} when it is not what its name says or lacks a column
 */
export async function readTable(
  bytes: Buffer, fileName: string, wanted: readonly string[], texts: CellTexts = new Map(),
): Promise<ReportTable> {
  const ending = fileName.slice(fileName.lastIndexOf(".") + 1).toLowerCase();
  checkContent(bytes, ending);
  switch (ending) {
    case "csv":
      return readCsvTable(decodeUtf8OrWindows1252(bytes), wanted, [";", ","]);
    case "xlsx":
      return readSheetTable(bytes, wanted, texts);
    case "json":
      return readObjects(decodeUtf8OrWindows1252(bytes), wanted);
    default:
      throw new FileFault(`files that end in .${ending} are not read`);
  }
}

/** Reads a table of text, its fields separated by the first of these signs that gives the header row. @throws {FileFault} */
export function readCsvTable(text: string, wanted: readonly string[], delimiters: readonly string[]): ReportTable {
  const grids = delimiters.map((delimiter) => readCsv(text, delimiter));
  return tableOf(grids.find((grid) => headerOf(grid, wanted) !== null) ?? grids[0]!, wanted);
}

/** Reads the one sheet of a workbook that has the table. @throws {FileFault} */
async function readSheetTable(bytes: Buffer, wanted: readonly string[], texts: CellTexts): Promise<ReportTable> {
  const sheets = await readSheets(bytes);
  const grids = sheets.map(({ rows }) => rows.map((cells, at): GridRow => ({ line: at + 1, cells: cells.map(cellText) })));
  const tables = sheets.flatMap(({ rows }, at) => {
    const header = headerOf(grids[at]!, wanted);
    if (header === null) return [];
    const told = header.cells!.map((label) => texts.get(labelOf(label)) ?? cellText);
    const below = rows.map((cells, place): GridRow => ({ line: place + 1, cells: cells.map((cell, column) => (told[column] ?? cellText)(cell)) }));
    return [tableOf([...grids[at]!.slice(0, header.line), ...below.slice(header.line)], wanted)];
  });
  const filled = tables.filter(({ rows }) => rows.length > 0);
  if (filled.length > 1) throw new FileFault(`${filled.length} sheets of the workbook have the table: send them as a file each`);
  return filled[0] ?? tables[0] ?? tableOf(grids.find((grid) => grid.length > 0) ?? [], wanted);
}

/** The table below the header row. @throws {FileFault} when no row has the labels */
function tableOf(grid: readonly GridRow[], wanted: readonly string[]): ReportTable {
  const header = headerOf(grid, wanted);
  if (header === null) throw new FileFault(`column ${missingLabels(grid, wanted).join(", ")} is missing in the header row`);
  const columns = header.cells!.map(labelOf);
  const repeated = wanted.filter((name) => columns.indexOf(name) !== columns.lastIndexOf(name));
  if (repeated.length > 0) throw new FileFault(`column ${repeated.join(", ")} stands twice in the header row`);
  const at = grid.indexOf(header);
  return {
    titles: grid.slice(0, at).map(({ cells }) => cells ?? []),
    columns,
    rows: grid.slice(at + 1).filter(isFilled).map((row) => rowOf(row, columns)),
  };
}

/** A label as it is compared: in lower case, on one line, with one blank between words. */
export function labelOf(cell: string): string {
  return cell.normalize("NFC").replaceAll("\0", "").replace(/\s+/gu, " ").trim().toLowerCase();
}

/** A row's cells as JSON: what is kept of a row in quarantine, and what {@link cellsOf} reads again. */
export function rawOf(cells: ReadonlyMap<string, string>): string {
  return JSON.stringify(Object.fromEntries(cells));
}

/** The cells of a kept row; null when it never had the table's shape. */
export function cellsOf(raw: string): ReadonlyMap<string, string> | null {
  const value: unknown = JSON.parse(raw);
  if (typeof value !== "object" || value === null || Array.isArray(value)) return null;
  return new Map(Object.entries(value).map(([name, cell]) => [name, String(cell)]));
}

function headerOf(grid: readonly GridRow[], wanted: readonly string[]): GridRow | null {
  return grid.slice(0, HEADER_WITHIN).find(({ cells }) => {
    const labels = cells?.map(labelOf) ?? [];
    return wanted.every((name) => labels.includes(name));
  }) ?? null;
}

/** What the row lacks that has most of the labels. */
function missingLabels(grid: readonly GridRow[], wanted: readonly string[]): readonly string[] {
  const missing = grid.slice(0, HEADER_WITHIN).map(({ cells }) => {
    const labels = cells?.map(labelOf) ?? [];
    return wanted.filter((name) => !labels.includes(name));
  });
  return missing.reduce((fewest, labels) => (labels.length < fewest.length ? labels : fewest), wanted);
}

function isFilled({ cells }: GridRow): boolean {
  return cells === null || cells.some((cell) => cell !== "");
}

function rowOf({ line, cells, text }: GridRow, columns: readonly string[]): TableRow {
  const shapeless = { line, cells: null, raw: JSON.stringify(text === undefined ? cells : [text]) };
  if (cells === null || cells.slice(columns.length).some((cell) => cell !== "")) return shapeless;
  if (text !== undefined && cells.length < columns.length) return shapeless;
  const named = new Map(columns.map((name, at) => [name, cells[at] ?? ""]));
  return { line, cells: named, raw: rawOf(named) };
}

/** The objects of a JSON array as rows, their keys in any case. @throws {FileFault} when it is no array */
function readObjects(text: string, columns: readonly string[]): ReportTable {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    // JSON.parse quotes the text that it stopped at.
    throw new FileFault("not JSON: the file is cut off or was not written as JSON");
  }
  if (!Array.isArray(value)) throw new FileFault("the JSON is not an array of objects");
  requireFewRows(value.length);
  try {
    return { titles: [], columns, rows: value.map((item: unknown, at) => objectRow(item, at + 1)) };
  } catch (error) {
    // What can be read at any depth can't be written at any.
    if (error instanceof RangeError) throw new FileFault("the JSON has objects within objects without end");
    throw error;
  }
}

function objectRow(item: unknown, line: number): TableRow {
  if (typeof item !== "object" || item === null || Array.isArray(item)) return { line, cells: null, raw: JSON.stringify([item]) };
  const cells = new Map(Object.entries(item).map(([name, cell]) => [name.toLowerCase(), jsonText(cell)]));
  return { line, cells, raw: rawOf(cells) };
}

function jsonText(value: unknown): string {
  if (value === null || value === undefined) return "";
  return typeof value === "string" ? value.trim() : JSON.stringify(value);
}
