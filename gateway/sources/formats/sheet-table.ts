import { FileFault } from "../file-fault.js";
import { decimalText, parseDecimal } from "./decimal.js";
import { cellText, type Sheet, type SheetCell } from "./sheets.js";
import { labelOf } from "./table.js";

/** The table of a sheet: what stands under its header row, and the titles above it. */
export interface SheetTable {
  readonly titles: readonly string[];
  /** The contract's labels that the header row has, of alternatives the one that it has. */
  readonly columns: readonly string[];
  /** How many columns it has besides, which are ignored. */
  readonly unknownColumns: number;
  readonly rows: readonly SheetRow[];
}

/** A row whose cells are known by their columns, each as text as one types it in Sweden: numbers with a decimal comma. */
export interface CellRow {
  /** Row of the sheet, from 1. */
  readonly line: number;
  /** The cells as JSON: what is kept of a row in quarantine. */
  readonly raw: string;
  readonly cells: ReadonlyMap<string, string>;
}

/** A row of a sheet's table. */
export interface SheetRow extends CellRow {
  /** What stands furthest to the left in it, in whichever column. */
  readonly first: string;
}

/** What a column is called in the header row, or one of several names. */
export type Label = string | readonly string[];

/** How far down the header row is looked for: title rows stand above it. */
const HEADER_WITHIN = 30;
/** How far above the header row a label may stand whose cell is merged downwards. */
const MERGED_WITHIN = 2;

/**
 * Finds the table of a sheet by the labels of its header row, in any order.
 * @returns null when the sheet has none
 * @throws {FileFault} when its header row lacks a column or has one twice
 */
export function findTable(sheet: Sheet, labels: readonly Label[]): SheetTable | null {
  const rows = sheet.rows.map((cells) => cells.map(typedText));
  const top = rows.slice(0, HEADER_WITHIN).map((_cells, at) => headerAt(rows, at, labels));
  const best = top.reduce<Header | null>((found, next) => (found && found.places.size >= next.places.size ? found : next), null);
  if (!best || best.places.size < Math.min(2, labels.length)) return null;
  if (best.missing.length > 0) throw new FileFault(`column ${best.missing.join(", ")} is missing in the header row`);
  if (best.twice !== null) throw new FileFault(`column ${best.twice} stands twice in the header row`);
  const below = rows.map((cells, at) => ({ line: at + 1, cells })).slice(best.at + 1);
  return {
    titles: rows.slice(0, best.at).flat().filter((cell) => cell !== ""),
    columns: [...best.places.keys()],
    unknownColumns: best.named - best.places.size,
    rows: below.flatMap(({ line, cells }) => {
      const first = cells.find((cell) => cell !== "");
      return first === undefined ? [] : [{ ...cellRow(line, new Map([...best.places].map(([name, place]) => [name, cells[place] ?? ""]))), first }];
    }),
  };
}

/**
 * A spreadsheet reckons in binary, and keeps 15 figures of what it shows: 0.1 + 0.2 stands as 0.30000000000000004 in the
 * file and is 0,3. The character NUL, which a cell can hold, is none that PostgreSQL can keep.
 */
function typedText(cell: SheetCell): string {
  const number = typeof cell === "number" ? parseDecimal(cell.toPrecision(15)) : null;
  return number === null ? cellText(cell).replaceAll("\0", "\uFFFD") : decimalText(number).replace(".", ",");
}

/** A row read as if it were the header row. */
interface Header {
  readonly at: number;
  /** The column in which each label stands. */
  readonly places: ReadonlyMap<string, number>;
  readonly missing: readonly string[];
  readonly twice: string | null;
  /** How many cells have a name of any kind. */
  readonly named: number;
}

function headerAt(rows: readonly (readonly string[])[], at: number, labels: readonly Label[]): Header {
  const names = headerNames(rows, at);
  const places = new Map<string, number>();
  const missing: string[] = [];
  let twice: string | null = null;
  for (const label of labels) {
    const alternatives = typeof label === "string" ? [label] : label;
    const found = alternatives.flatMap((name) => names.flatMap((each, place) => (each === labelOf(name) ? [{ name, place }] : [])));
    const [first, second] = found;
    if (second) twice ??= second.name;
    if (first) places.set(first.name, first.place);
    else missing.push(alternatives.join(" or "));
  }
  return { at, places, missing, twice, named: names.filter((name) => name !== "").length };
}

/** The names in a row; where a cell is empty that of the cell above, since a cell that is merged downwards has its text at the top. */
function headerNames(rows: readonly (readonly string[])[], at: number): string[] {
  const near = rows.slice(Math.max(0, at - MERGED_WITHIN), at + 1).reverse();
  return rows[at]!.map((_cell, column) => labelOf(near.map((cells) => cells[column] ?? "").find((cell) => cell !== "") ?? ""));
}

/** A row of these cells. */
export function cellRow(line: number, cells: ReadonlyMap<string, string>): CellRow {
  return { line, raw: JSON.stringify(Object.fromEntries(cells)), cells };
}
