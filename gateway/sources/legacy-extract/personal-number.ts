import { dayOf, isCalendarDate, isoDay } from "../../rules/calendar.js";
import type { NumberKind } from "../../rules/facts.js";

/** What a client's number says: its kind, and the birth date where the number is one to be trusted. Dates are ISO. */
export interface NumberReading {
  readonly kind: NumberKind;
  readonly birthDate: string | null;
  /** The date in a reserve number: no birthday, but before that day the number is not valid (contract 6). */
  readonly reserveDate: string | null;
}

const EMPTY: NumberReading = { kind: "EMPTY", birthDate: null, reserveDate: null };
const INVALID: NumberReading = { kind: "INVALID", birthDate: null, reserveDate: null };

/**
 * Judges a number of twelve places: personal number, coordination number (day + 60) or reserve number (letters in its
 * last four places, which gives no birthday). A wrong number is still loaded: the person needs their review all the
 * same, and the fault is itself a finding (contract 1, "Values"; contract 6, `integrity.identity`).
 */
export function readPersonalNumber(text: string | null): NumberReading {
  if (text === null) return EMPTY;
  const match = /^(\d{4})(\d{2})(\d{2})([0-9A-Za-z]{4})$/.exec(text);
  if (!match) return INVALID;
  const [year, month, dayField] = [Number(match[1]), Number(match[2]), Number(match[3])];
  const isReserve = /[A-Za-z]/.test(match[4]!);
  const isCoordination = !isReserve && dayField > 60;
  const dayOfMonth = isCoordination ? dayField - 60 : dayField;
  if (!isCalendarDate(year, month, dayOfMonth)) return INVALID;
  const date = isoDay(dayOf(year, month, dayOfMonth));
  if (isReserve) return { kind: "RESERVE", birthDate: null, reserveDate: date };
  if (!hasRightCheckDigit(text.slice(2))) return INVALID;
  return { kind: isCoordination ? "COORDINATION" : "PERSONAL", birthDate: date, reserveDate: null };
}

/** The Luhn check over the ten last figures, as the Swedish Tax Agency computes it. */
function hasRightCheckDigit(tenFigures: string): boolean {
  let sum = 0;
  for (let at = 0; at < 10; at += 1) {
    const weighted = Number(tenFigures[at]) * (at % 2 === 0 ? 2 : 1);
    sum += weighted > 9 ? weighted - 9 : weighted;
  }
  return sum % 10 === 0;
}
