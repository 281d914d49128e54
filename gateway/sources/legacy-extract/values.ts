import { isCalendarDate } from "../../rules/calendar.js";
import { fieldReader } from "../columns.js";
import { MOST_FIGURES } from "../formats/decimal.js";

/** `YYYYMMDD`; `00000000` is none and `99991231` open-ended, which is no date either (contract 1, "Values"). */
export const readDate = fieldReader("YYYYMMDD", "BAD_DATE", (text) => {
  const figures = text.length === 8 ? wholeNumber(text) : null;
  if (figures === null) return undefined;
  if (figures === 0 || figures === 99991231) return null;
  return isCalendarDate(Math.floor(figures / 10_000), Math.floor(figures / 100) % 100, figures % 100) ? text : undefined;
});

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

/**
 * Decimal comma, and a blank or no-break blank between thousands; never negative: all are hours or amounts of help. More than
 * {@link MOST_FIGURES} figures are none.
 */
export const readDecimal = fieldReader("12,5", "BAD_NUMBER", (text) => {
  if (!/^(\d+|\d{1,3}([ \u00a0]\d{3})+)(,\d+)?$/.test(text)) return undefined;
  const number = text.replace(/[ \u00a0]/g, "").replace(",", ".");
  return number.replace(".", "").length > MOST_FIGURES ? undefined : number;
});

/** `J` or `N`. */
export const readFlag = fieldReader("J N", "UNKNOWN_CODE", (text) => (text === "J" ? "t" : text === "N" ? "f" : undefined));
