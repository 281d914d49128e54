import { isCalendarDate } from "../../rules/calendar.js";
import type { RejectReason } from "../source-type.js";

/** What a field's text became: the value as COPY takes it, null for none, or why it can't be read. */
export type FieldValue = string | null | FieldFault;

export interface FieldFault {
  readonly reason: RejectReason;
}

/** Reads one trimmed, non-empty field. */
export type FieldReader = (text: string) => FieldValue;

const BAD_DATE: FieldFault = { reason: "BAD_DATE" };
const BAD_NUMBER: FieldFault = { reason: "BAD_NUMBER" };
const UNKNOWN_CODE: FieldFault = { reason: "UNKNOWN_CODE" };

export const readText: FieldReader = (text) => text;

/** `YYYYMMDD`; `00000000` is none and `99991231` open-ended, which is no date either (contract 1, "Values"). */
export const readDate: FieldReader = (text) => {
  const figures = text.length === 8 ? wholeNumber(text) : null;
  if (figures === null) return BAD_DATE;
  if (figures === 0 || figures === 99991231) return null;
  const year = Math.floor(figures / 10_000);
  return year > 0 && isCalendarDate(year, Math.floor(figures / 100) % 100, figures % 100) ? text : BAD_DATE;
};

/** The number that up to nine figures make; null for anything else. Dates are most of a city's fields: no pattern, no parts. */
function wholeNumber(text: string): number | null {
  let number = 0;
  for (let at = 0; at < text.length; at += 1) {
    const figure = text.charCodeAt(at) - 48;
    if (figure < 0 || figure > 9) return null;
    number = number * 10 + figure;
  }
  return number;
}

/** Decimal comma, and a blank or no-break blank between thousands; never negative: all are hours or amounts of help. */
export const readDecimal: FieldReader = (text) => {
  if (!/^(\d+|\d{1,3}([ \u00a0]\d{3})+)(,\d+)?$/.test(text)) return BAD_NUMBER;
  return text.replace(/[ \u00a0]/g, "").replace(",", ".");
};

/** A whole number that fits PostgreSQL's integer. */
export const readInteger: FieldReader = (text) =>
  /^\d{1,10}$/.test(text) && Number(text) <= 2147483647 ? String(Number(text)) : BAD_NUMBER;

/** `J` or `N`. */
export const readFlag: FieldReader = (text) => {
  if (text === "J") return "t";
  return text === "N" ? "f" : UNKNOWN_CODE;
};

/** One of the contract's codes, loaded as the value that it maps to. */
export function readCode(codes: Readonly<Record<string, string>>): FieldReader {
  const known = new Map(Object.entries(codes));
  return (text) => known.get(text) ?? UNKNOWN_CODE;
}

/** One of the contract's codes, loaded as it is. */
export function readOneOf(...codes: readonly string[]): FieldReader {
  const known = new Set(codes);
  return (text) => (known.has(text) ? text : UNKNOWN_CODE);
}
