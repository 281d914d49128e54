import { isCalendarDate } from "../../rules/calendar.js";
import { LONGEST_TEXT, type RejectReason } from "../source-type.js";

/** What a field's text became: the value as COPY takes it, null for none, or why it can't be read. */
export type FieldValue = { readonly value: string | null } | { readonly reason: RejectReason };

/** Reads one trimmed, non-empty field. */
export type FieldReader = (text: string) => FieldValue;

const NONE: FieldValue = { value: null };
const BAD_DATE: FieldValue = { reason: "BAD_DATE" };
const BAD_NUMBER: FieldValue = { reason: "BAD_NUMBER" };
const TOO_LONG: FieldValue = { reason: "PARSE" };
const UNKNOWN_CODE: FieldValue = { reason: "UNKNOWN_CODE" };

export const readText: FieldReader = (text) => (text.length > LONGEST_TEXT ? TOO_LONG : { value: text });

/** `YYYYMMDD`; `00000000` is none and `99991231` open-ended, which is no date either (contract 1, "Values"). */
export const readDate: FieldReader = (text) => {
  if (text === "00000000" || text === "99991231") return NONE;
  if (!/^\d{8}$/.test(text)) return BAD_DATE;
  const year = Number(text.slice(0, 4));
  return isCalendarDate(year, Number(text.slice(4, 6)), Number(text.slice(6, 8))) ? { value: text } : BAD_DATE;
};

/** Decimal comma, and a blank or no-break blank between thousands; never negative: all are hours or amounts of help. */
export const readDecimal: FieldReader = (text) => {
  if (!/^(\d+|\d{1,3}([ \u00a0]\d{3})+)(,\d+)?$/.test(text)) return BAD_NUMBER;
  return { value: text.replace(/[ \u00a0]/g, "").replace(",", ".") };
};

/** A whole number that fits PostgreSQL's integer. */
export const readInteger: FieldReader = (text) =>
  /^\d{1,10}$/.test(text) && Number(text) <= 2147483647 ? { value: String(Number(text)) } : BAD_NUMBER;

/** `J` or `N`. */
export const readFlag: FieldReader = (text) => {
  if (text === "J") return { value: "t" };
  return text === "N" ? { value: "f" } : UNKNOWN_CODE;
};

/** One of the contract's codes, loaded as the value that it maps to. */
export function readCode(codes: Readonly<Record<string, string>>): FieldReader {
  const known = new Map(Object.entries(codes));
  return (text) => {
    const value = known.get(text);
    return value === undefined ? UNKNOWN_CODE : { value };
  };
}

/** One of the contract's codes, loaded as it is. */
export function readOneOf(...codes: readonly string[]): FieldReader {
  const known = new Set(codes);
  return (text) => (known.has(text) ? { value: text } : UNKNOWN_CODE);
}
