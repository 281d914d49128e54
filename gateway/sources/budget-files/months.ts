import type { CellColumn, ReadCells } from "../formats/cells.js";
import { readAnyAmount } from "../formats/cells.js";

/** The columns of January to December. */
export const MONTHS = ["Jan", "Feb", "Mar", "Apr", "Maj", "Jun", "Jul", "Aug", "Sep", "Okt", "Nov", "Dec"] as const;

export const MONTH_COLUMNS: readonly CellColumn[] = MONTHS.map((name) => ({ name, read: readAnyAmount }));

/** Twelve amounts as PostgreSQL takes an array of them. */
export function monthsOf({ value }: ReadCells): string {
  return `{${MONTHS.map((name) => value(name) ?? "NULL").join(",")}}`;
}
