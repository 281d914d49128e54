import { parseDay } from "../../rules/calendar.js";
import { fieldReader } from "../columns.js";

/** `YYYY-MM-DD`. */
export const readIsoDate = fieldReader("YYYY-MM-DD", "BAD_DATE", (text) => (parseDay(text) === null ? undefined : text));

/** `HH:MM`, of a day. */
export const readTimeOfDay = fieldReader("HH:MM", "BAD_DATE", (text) => {
  const match = /^([01]?\d|2[0-3])[:.]([0-5]\d)(?:[:.][0-5]\d)?$/.exec(text);
  return match ? `${match[1]!.padStart(2, "0")}:${match[2]}` : undefined;
});

/**
 * A length of time, as seconds in decimals: `12,5` hours, `12:30` or `102:45`, with seconds where a sheet has them.
 * Exact, whatever the form. Never negative.
 */
export const readHours = fieldReader("12,5 or 12:30", "BAD_NUMBER", (text) => {
  const clock = /^(\d{1,6}):([0-5]\d)(?::([0-5]\d))?$/.exec(text);
  if (clock) return String(Number(clock[1]) * 3600 + Number(clock[2]) * 60 + Number(clock[3] ?? 0));
  const decimal = /^(\d{1,6}|\d{1,3}(?:[ \u00a0]\d{3}))(?:,(\d{1,20}))?$/.exec(text);
  if (!decimal) return undefined;
  const fraction = decimal[2] ?? "";
  const seconds = BigInt(decimal[1]!.replace(/[ \u00a0]/, "") + fraction) * 3600n;
  return withPoint(seconds, fraction.length);
});

/** A whole number of parts as decimal text, without zeros at its end. */
function withPoint(parts: bigint, places: number): string {
  const figures = parts.toString().padStart(places + 1, "0");
  const whole = figures.slice(0, figures.length - places);
  const fraction = figures.slice(figures.length - places).replace(/0+$/, "");
  return fraction === "" ? whole : `${whole}.${fraction}`;
}
