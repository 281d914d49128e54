import type { Day } from "./calendar.js";
import { product, quotient } from "./exact.js";
import type { Hours } from "./hours.js";
import type { LssLevel, Ownership, Price } from "./facts.js";
import { levelOn, priceInForce } from "./price-list.js";

/** What a cost is estimated from. */
export interface PricedDraft {
  readonly intervention: string;
  readonly hours: Hours;
  /** The draft's own; else the client's measured one is taken. */
  readonly level: number | null;
  /** The day whose prices hold. */
  readonly on: Day;
  /** Who runs the provider of the client's running order for the same intervention; null where there is none. */
  readonly ownership: Ownership | null;
}

/** Days of a month, as the units' own care cost files count them. */
const DAYS_A_MONTH = "30";

/**
 * What a drafted decision would cost a month by the price list, in SEK, whole öre: hours times the price of an hour, else
 * thirty days, else the price of a month. Without a provider yet the city's own is taken, since its prices have every level,
 * else a private one's. Null where the list has no price, needs a level that is not known, or the hours are not said.
 * @param prices of the intervention
 */
export function estimatedMonthlyCost(draft: PricedDraft, prices: readonly Price[], levels: readonly LssLevel[]): number | null {
  const level = draft.level ?? levelOn(levels, draft.intervention, draft.on)?.level ?? null;
  for (const ownership of draft.ownership === null ? (["KOMMUN", "PRIVAT"] as const) : [draft.ownership]) {
    for (const per of ["TIM", "DYGN", "MAN"]) {
      const price = priceInForce(prices, { per, ownership, on: draft.on, level });
      const cost = price === null ? null : costOf(price, draft.hours);
      if (cost !== null) return Number(cost);
    }
  }
  return null;
}

function costOf({ price, per }: Price, { perMonth, perWeek }: Hours): string | null {
  if (per === "DYGN") return quotient(product(price, DAYS_A_MONTH), "1", 2);
  if (per === "MAN") return quotient(price, "1", 2);
  if (perMonth !== null) return quotient(product(price, perMonth), "1", 2);
  return perWeek === null ? null : quotient(product(product(price, perWeek), "52"), "12", 2);
}
