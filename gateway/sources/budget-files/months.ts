import type { SourceColumn } from "../columns.js";
import { KRONOR, type Scale } from "../formats/amount.js";
import { readKronor } from "./fields.js";

/** The columns of January to December. */
export const MONTHS = ["Jan", "Feb", "Mar", "Apr", "Maj", "Jun", "Jul", "Aug", "Sep", "Okt", "Nov", "Dec"] as const;

/** The twelve columns of months, which are staged as one array. */
export function monthColumns(meaning: string, scale: Scale = KRONOR): SourceColumn[] {
  return MONTHS.map((name) => ({ name, meaning, staged: "months", sqlType: "numeric[]", read: readKronor(scale) }));
}

/** Twelve amounts as PostgreSQL takes an array of them. */
export function monthsOf(amounts: readonly (string | null)[]): string {
  return `{${amounts.map((amount) => amount ?? "NULL").join(",")}}`;
}
