import { parseDay } from "../../rules/calendar.js";
import type { RejectReason, RowFault } from "../source-type.js";
import { readAmount } from "./amount.js";
import { decimalText } from "./decimal.js";

/** What a cell's text became: the value as COPY takes it, or why it can't be read. */
export type CellRead = { readonly value: string } | { readonly reason: RejectReason };

/** Reads one trimmed cell that is not empty. */
export type CellReader = (text: string) => CellRead;

/** A column of a table, and how its cells are read. */
export interface CellColumn {
  /** As the contract calls it. */
  readonly name: string;
  readonly read: CellReader;
  /** `KEY`: without it the row has no identity. `VALUE`: mandatory. */
  readonly needed?: "KEY" | "VALUE";
}

/** A row's values by column, null where there is none or it can't be read, and the fault to report. */
export interface ReadCells {
  value(name: string): string | null;
  readonly fault: RowFault | null;
}

/**
 * Reads a row. Of several faults the key's is told, else the leftmost column's. A code that is not known is given as it
 * stands: a key that has one can still be told from others.
 */
export function readCells(cells: ReadonlyMap<string, string>, columns: readonly CellColumn[]): ReadCells {
  const values = new Map<string, string>();
  let ofKey: RowFault | null = null;
  let ofOthers: RowFault | null = null;
  for (const { name, read, needed } of columns) {
    const text = cells.get(name) ?? "";
    const result = text === "" ? null : read(text);
    if (result !== null && "value" in result) {
      values.set(name, result.value);
      continue;
    }
    if (result?.reason === "UNKNOWN_CODE") values.set(name, text);
    const reason = result?.reason ?? (needed === "KEY" ? "MISSING_KEY" : needed === "VALUE" ? "MISSING_VALUE" : null);
    if (reason === null) continue;
    if (needed === "KEY") ofKey ??= { reason, column: name };
    else ofOthers ??= { reason, column: name };
  }
  return { value: (name) => values.get(name) ?? null, fault: ofKey ?? ofOthers };
}

export const readText: CellReader = (text) => ({ value: text });

/** `YYYY-MM-DD`; date cells are given as such. */
export const readDay: CellReader = (text) => (parseDay(text) === null ? { reason: "BAD_DATE" } : { value: text });

/** An amount, negative or not. */
export const readAnyAmount: CellReader = (text) => {
  const amount = readAmount(text);
  return amount === null ? { reason: "BAD_NUMBER" } : { value: decimalText(amount) };
};

/** An amount that can't be negative: a price. */
export const readPrice: CellReader = (text) => {
  const amount = readAmount(text);
  return amount === null || amount < 0n ? { reason: "BAD_NUMBER" } : { value: decimalText(amount) };
};

/** A level of LSS: 1 to 7. */
export const readLevel: CellReader = (text) => (/^[1-7]$/.test(text) ? { value: text } : { reason: "BAD_NUMBER" });

/** One of these codes, whatever the case of its letters, loaded as the value that it maps to. */
export function readCode(codes: Readonly<Record<string, string>>): CellReader {
  const known = new Map(Object.entries(codes).map(([code, value]) => [code.toLowerCase(), value]));
  return (text) => {
    const value = known.get(text.normalize("NFC").toLowerCase());
    return value === undefined ? { reason: "UNKNOWN_CODE" } : { value };
  };
}
