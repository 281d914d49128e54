import { FileFault } from "../file-fault.js";
import type { Sheet, SheetRow } from "./sheets.js";
import type { TableRow } from "./table.js";

/** The table of a sheet: what stands under its header row, and the titles above it. */
export interface SheetTable {
  readonly titles: readonly string[];
  /** The contract's labels that the header row has, of alternatives the one that it has. */
  readonly columns: readonly string[];
  /** How many columns it has besides, which are ignored. */
  readonly unknownColumns: number;
  readonly rows: readonly TableRow[];
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
export function findTable({ rows }: Sheet, labels: readonly Label[]): SheetTable | null {
  const top = rows.slice(0, HEADER_WITHIN).map((_row, at) => headerAt(rows, at, labels));
  const best = top.reduce<Header | null>((found, next) => (found && found.places.size >= next.places.size ? found : next), null);
  if (!best || best.places.size < Math.min(2, labels.length)) return null;
  if (best.missing.length > 0) throw new FileFault(`column ${best.missing.join(", ")} is missing in the header row`);
  if (best.twice !== null) throw new FileFault(`column ${best.twice} stands twice in the header row`);
  const above = rows.slice(0, best.at).flatMap(({ cells }) => cells.filter((cell) => cell !== ""));
  return {
    titles: above,
    columns: [...best.places.keys()],
    unknownColumns: best.named - best.places.size,
    rows: rows.slice(best.at + 1).filter(({ cells }) => cells.some((cell) => cell !== "")).map((row) => rowOf(row, best.places)),
  };
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

function headerAt(rows: readonly SheetRow[], at: number, labels: readonly Label[]): Header {
  const names = headerNames(rows, at);
  const places = new Map<string, number>();
  const missing: string[] = [];
  let twice: string | null = null;
  for (const label of labels) {
    const alternatives = typeof label === "string" ? [label] : label;
    const found = alternatives.flatMap((name) => names.flatMap((each, place) => (each === normal(name) ? [{ name, place }] : [])));
    const [first, second] = found;
    if (second) twice ??= second.name;
    if (first) places.set(first.name, first.place);
    else missing.push(alternatives.join(" or "));
  }
  return { at, places, missing, twice, named: names.filter((name) => name !== "").length };
}

/** The names in a row; where a cell is empty that of the cell above, since a cell that is merged downwards has its text at the top. */
function headerNames(rows: readonly SheetRow[], at: number): string[] {
  const near = rows.slice(Math.max(0, at - MERGED_WITHIN), at + 1).reverse();
  const width = rows[at]!.cells.length;
  return Array.from({ length: width }, (_, column) => normal(near.map(({ cells }) => cells[column] ?? "").find((cell) => cell !== "") ?? ""));
}

function normal(label: string): string {
  return label.normalize("NFC").toLowerCase().replace(/\s+/g, " ").trim();
}

function rowOf({ line, cells }: SheetRow, places: ReadonlyMap<string, number>): TableRow {
  const named = new Map([...places].map(([name, place]) => [name, cells[place] ?? ""]));
  return { line, cells: named, raw: JSON.stringify(Object.fromEntries(named)) };
}
