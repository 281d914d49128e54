import { isoDay, lastDayOf } from "./calendar.js";
import { ofCareCost, ofLevel, ofPrice } from "./evidence.js";
import { compareDecimals, distance, product, sumOf } from "./exact.js";
import type { CareCost, CaseFacts, CityFacts, LssLevel, Price } from "./facts.js";
import { levelOn, priceInForce } from "./price-list.js";
import { appliesInArea, parameterValue, type Rule } from "./rule.js";
import type { RulesInForce } from "./rules-in-force.js";
import type { Stretch } from "./running.js";
import { AS_LONG_AS_IT_HOLDS, type EvidenceItem, type Timeline } from "./timeline.js";

/** A row of a care cost file beside the price of the list. */
interface ComparedPrice {
  readonly cost: CareCost;
  readonly price: Price;
  readonly level: LssLevel | null;
}

/** Contract 6, "PRICE": rows of care cost files with another price than the list's, one finding for each intervention. */
export function evaluatePrices(
  facts: CaseFacts, city: CityFacts, area: string | null, stretch: Stretch, inForce: RulesInForce, out: Timeline[],
): void {
  if (facts.careCosts.length === 0) return;
  const compared = facts.careCosts.flatMap((cost) => comparedPrice(cost, facts.levels, city)).sort(byMonthThenRow);
  for (const rule of inForce.rules["price-mismatch"]) {
    if (!appliesInArea(rule, area)) continue;
    const different = compared.filter((each) => speaksOf(rule, each.cost) && differs(each, rule));
    for (const intervention of new Set(different.map(({ cost }) => cost.intervention))) {
      const evidence = different.filter(({ cost }) => cost.intervention === intervention).flatMap((each) => priceEvidence(facts, each));
      out.push(priceTimeline(intervention, rule, stretch, evidence));
    }
  }
}

function comparedPrice(cost: CareCost, levels: readonly LssLevel[], city: CityFacts): ComparedPrice[] {
  if (cost.lastMonth === null) return [];
  const on = lastDayOf(cost.lastMonth);
  const level = levelOn(levels, cost.intervention, on);
  const price = priceInForce(city.prices(cost.intervention), {
    per: cost.per, ownership: city.ownership(cost.provider), on, level: level?.level ?? null,
  });
  return price === null ? [] : [{ cost, price, level: price.level === null ? null : level }];
}

/** The newest first: the texts tell of that one. */
function byMonthThenRow({ cost: a }: ComparedPrice, { cost: b }: ComparedPrice): number {
  if (a.lastMonth !== b.lastMonth) return (a.lastMonth ?? "") > (b.lastMonth ?? "") ? -1 : 1;
  if (a.year !== b.year) return a.year > b.year ? -1 : 1;
  if (a.caseworker !== b.caseworker) return a.caseworker < b.caseworker ? -1 : 1;
  return a.intervention === b.intervention ? a.ordinal - b.ordinal : a.intervention < b.intervention ? -1 : 1;
}

function speaksOf({ interventions, exceptInterventions }: Rule, { intervention }: CareCost): boolean {
  return (interventions?.has(intervention) ?? true) && !(exceptInterventions?.has(intervention) ?? false);
}

function differs({ cost, price }: ComparedPrice, rule: Rule): boolean {
  const allowed = product(price.price, String(parameterValue(rule, "percent")));
  return compareDecimals(product(distance(cost.price, price.price), "100"), allowed) > 0;
}

function priceEvidence({ client: { fileNumber } }: CaseFacts, { cost, price, level }: ComparedPrice): EvidenceItem[] {
  return [
    ofCareCost(fileNumber, cost, "careCost.intervention", cost.intervention),
    ofCareCost(fileNumber, cost, "careCost.provider", cost.provider),
    ofCareCost(fileNumber, cost, "careCost.price", sumOf([cost.price])),
    ofCareCost(fileNumber, cost, "careCost.per", cost.per),
    ofCareCost(fileNumber, cost, "careCost.month", cost.lastMonth ?? ""),
    ofPrice(price, "price.price", sumOf([price.price])),
    ofPrice(price, "price.validFrom", isoDay(price.validFrom)),
    ...(level === null ? [] : [ofLevel(fileNumber, level, "level.level", String(level.level))]),
  ];
}

function priceTimeline(intervention: string, rule: Rule, stretch: Stretch, evidence: readonly EvidenceItem[]): Timeline {
  return {
    rule: rule.id,
    kind: "PRICE",
    decision: null,
    order: null,
    about: intervention,
    from: stretch.from,
    to: stretch.to,
    infoFrom: null,
    warningFrom: AS_LONG_AS_IT_HOLDS,
    criticalFrom: null,
    dueOn: null,
    countsAsNext: false,
    variant: evidence.some(({ name }) => name === "level.level") ? "level" : "",
    evidence,
  };
}
