import type { Day } from "./calendar.js";
import type { LssLevel, Ownership, Price } from "./facts.js";

/** Which price of an intervention is asked for. */
export interface WantedPrice {
  /** `DYGN`, `TIM` or `MAN`. */
  readonly per: string;
  /** Who runs the provider; null when it is not known: then only a price that holds for both will do. */
  readonly ownership: Ownership | null;
  readonly on: Day;
  /** The client's level on that day; null when none is known. */
  readonly level: number | null;
}

/**
 * The price in force on a day (contract 3, care cost file). Where one of the newest prices has a level the client's is
 * needed. Null: the list has none, or needs a level that is not known.
 * @param prices of one intervention, of all lists
 */
export function priceInForce(prices: readonly Price[], wanted: WantedPrice): Price | null {
  const begun = prices.filter(({ per, validFrom, ownership }) =>
    per === wanted.per && validFrom <= wanted.on && (ownership === null || ownership === wanted.ownership));
  const newest = begun.reduce(newer, null);
  const hasLevels = begun.some((price) => price.level !== null && price.validFrom === newest?.validFrom && price.listYear === newest.listYear);
  if (hasLevels && wanted.level === null) return null;
  return begun.filter(({ level }) => level === (hasLevels ? wanted.level : null)).reduce(newer, null);
}

/** The price that began later; of one day the one of the later list, and the one for the provider's own kind. */
function newer(best: Price | null, price: Price): Price | null {
  if (best === null) return price;
  if (price.validFrom !== best.validFrom) return price.validFrom > best.validFrom ? price : best;
  if (price.listYear !== best.listYear) return price.listYear > best.listYear ? price : best;
  return price.ownership !== null && best.ownership === null ? price : best;
}

/** The latest level of an intervention that was measured by a day. */
export function levelOn(levels: readonly LssLevel[], intervention: string, on: Day): LssLevel | null {
  let latest: LssLevel | null = null;
  for (const level of levels) {
    if (level.intervention !== intervention || level.measuredOn > on) continue;
    if (latest === null || level.measuredOn > latest.measuredOn) latest = level;
  }
  return latest;
}
