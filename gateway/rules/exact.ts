import type { Decision } from "./facts.js";

const DECIMAL = /^(-?)(\d+)(?:\.(\d+))?$/;

/** The weeks and months that contract 6 counts with: a week's hours are a month's × 12 / 52. */
const WEEKS_A_YEAR = 52n;
const MONTHS_A_YEAR = 12n;

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
  if (unit === "hoursPerMonth") {
    if (hours.perMonth !== null) return compareProducts(hours.perMonth, 1n, limitText, 1n);
    return hours.perWeek === null ? null : compareProducts(hours.perWeek, WEEKS_A_YEAR, limitText, MONTHS_A_YEAR);
  }
  if (hours.perWeek !== null) return compareProducts(hours.perWeek, 1n, limitText, 1n);
  return hours.perMonth === null ? null : compareProducts(hours.perMonth, MONTHS_A_YEAR, limitText, WEEKS_A_YEAR);
}

/**
 * The sign of a × aFactor − b × bFactor for decimal texts such as "12.5", without rounding.
 * @throws RangeError when a text is not a plain decimal number.
 */
export function compareProducts(a: string, aFactor: bigint, b: string, bFactor: bigint): number {
  const left = parseDecimal(a);
  const right = parseDecimal(b);
  const places = Math.max(left.places, right.places);
  const difference =
    left.digits * 10n ** BigInt(places - left.places) * aFactor - right.digits * 10n ** BigInt(places - right.places) * bFactor;
  return difference > 0n ? 1 : difference < 0n ? -1 : 0;
}

function parseDecimal(text: string): { digits: bigint; places: number } {
  const match = DECIMAL.exec(text);
  if (match === null) throw new RangeError(`Not a decimal number: "${text}"`);
  const fraction = match[3] ?? "";
  return { digits: BigInt(`${match[1] ?? ""}${match[2] ?? ""}${fraction}`), places: fraction.length };
}
