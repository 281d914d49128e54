import { compareDecimals, product } from "./exact.js";
import type { Decision } from "./facts.js";

/** The weeks and months that contract 6 counts with: a week's hours are a month's × 12 / 52. */
const WEEKS_A_YEAR = "52";
const MONTHS_A_YEAR = "12";

/** Hours as decimal text, in one or both of the units that a limit can be in. */
export interface Hours {
  readonly perMonth: string | null;
  readonly perWeek: string | null;
}

const NO_HOURS: Hours = { perMonth: null, perWeek: null };

/** The hours of a decision; none when its amount is in something else. */
export function hoursOf(decision: Decision): Hours {
  if (decision.amount === null) return NO_HOURS;
  if (decision.amountUnit === "TIM_MAN") return { perMonth: decision.amount, perWeek: null };
  if (decision.amountUnit === "TIM_VECKA") return { perMonth: null, perWeek: decision.amount };
  return NO_HOURS;
}

/**
 * Compares hours with a limit, exactly: negative under, 0 at, positive over it; null when no hours are known.
 * Hours in the limit's own unit go before converted ones.
 */
export function compareHours(hours: Hours, limit: number, unit: "hoursPerMonth" | "hoursPerWeek"): number | null {
  const limitText = String(limit);
  const perYear = (ofMonths: string): string => product(ofMonths, MONTHS_A_YEAR);
  const perYearOfWeeks = (ofWeeks: string): string => product(ofWeeks, WEEKS_A_YEAR);
  if (unit === "hoursPerMonth") {
    if (hours.perMonth !== null) return compareDecimals(hours.perMonth, limitText);
    return hours.perWeek === null ? null : compareDecimals(perYearOfWeeks(hours.perWeek), perYear(limitText));
  }
  if (hours.perWeek !== null) return compareDecimals(hours.perWeek, limitText);
  return hours.perMonth === null ? null : compareDecimals(perYear(hours.perMonth), perYearOfWeeks(limitText));
}
