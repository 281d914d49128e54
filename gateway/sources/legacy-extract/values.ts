import { isCalendarDate } from "../../rules/calendar.js";
import { fieldReader } from "../columns.js";

/** `YYYYMMDD`; `00000000` is none and `99991231` open-ended, which is no date either (contract 1, "Values"). */
export const readDate = fieldReader("YYYYMMDD", "BAD_DATE", (text) => {
  if (text === "00000000" || text === "99991231") return null;
  if (!/^\d{8}$/.test(text)) return undefined;
  return isCalendarDate(Number(text.slice(0, 4)), Number(text.slice(4, 6)), Number(text.slice(6, 8))) ? text : undefined;
});

/** Decimal comma, and a blank or no-break blank between thousands; never negative: all are hours or amounts of help. */
export const readDecimal = fieldReader("12,5", "BAD_NUMBER", (text) =>
  /^(\d+|\d{1,3}([ \u00a0]\d{3})+)(,\d+)?$/.test(text) ? text.replace(/[ \u00a0]/g, "").replace(",", ".") : undefined);

/** `J` or `N`. */
export const readFlag = fieldReader("J N", "UNKNOWN_CODE", (text) => (text === "J" ? "t" : text === "N" ? "f" : undefined));
