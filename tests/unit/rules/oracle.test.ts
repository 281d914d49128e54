import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { day, isoDay } from "../../../gateway/rules/calendar.js";
import { Catalogue } from "../../../gateway/rules/catalogue.js";
import { evaluateCase } from "../../../gateway/rules/evaluate-case.js";
import type { CaseFacts, CaseSegment, CityFacts } from "../../../gateway/rules/facts.js";
import type { Timeline } from "../../../gateway/rules/timeline.js";
import { CATALOGUE } from "./case-facts.js";
import { cases, cities, FROM, places, STAFF_AND_MORE, TO } from "./drawn-cases.js";
import { answerFrom, answerOn } from "./naive-oracle.js";
import type { Place } from "./naive-terms.js";

function timelinesOf(known: CaseFacts, place: Place, city: CityFacts, changes: Partial<Pick<CaseSegment, "from" | "to">> = {}): Timeline[] {
  const plansFrom = new Map(place.plansFrom === null ? [] : [["UNIT1", place.plansFrom]]);
  const catalogue = new Catalogue(CATALOGUE.rules, CATALOGUE.names, plansFrom, "test");
  const { from, to } = { from: FROM, to: TO, ...changes };
  const death = Math.min(Math.max(known.client.deceasedOn ?? to, from), to);
  return [{ from, to: death, dead: false }, { from: death, to, dead: true }].filter((part) => part.from < part.to).flatMap((part) => {
    const segment: CaseSegment = { ...part, unit: "UNIT1", area: place.area, district: place.district };
    return evaluateCase(known, segment, city, catalogue);
  });
}

/** Each run asks about more than a hundred days. */
const PATIENCE = { timeout: 60_000 };

describe("timelines give on every day what contract 6 says of that day", PATIENCE, () => {
  it("for cases of every kind", () => {
    fc.assert(
      fc.property(cases, places, cities, (known, place, city) => {
        const timelines = timelinesOf(known, place, city);
        for (let on = FROM; on < TO; on++) {
          expect({ on: isoDay(on), ...answerFrom(timelines, on) }).toEqual({ on: isoDay(on), ...answerOn(known, place, STAFF_AND_MORE, city, on) });
        }
      }),
      { numRuns: 400 },
    );
  });

  it("wherever the segment is cut", () => {
    fc.assert(
      fc.property(cases, places, cities, fc.integer({ min: FROM + 1, max: TO - 1 }), (known, place, city, cut) => {
        const whole = timelinesOf(known, place, city);
        const parts = [...timelinesOf(known, place, city, { to: cut }), ...timelinesOf(known, place, city, { from: cut })];
        for (let on = cut - 3; on < cut + 3; on++) expect(answerFrom(parts, on)).toEqual(answerFrom(whole, on));
      }),
    );
  });

  it("within the segment alone", () => {
    fc.assert(
      fc.property(cases, places, cities, (known, place, city) => {
        const outside = timelinesOf(known, place, city).filter(({ from, to }) => from < FROM || to > TO || from >= to);
        expect(outside).toEqual([]);
      }),
    );
  });

  it("whatever the order of the facts", () => {
    fc.assert(
      fc.property(cases, places, cities, (known, place, city) => {
        const turned = {
          ...known, decisions: known.decisions.toReversed(), orders: known.orders.toReversed(), plans: known.plans.toReversed(),
          followUps: known.followUps.toReversed(), deliveries: known.deliveries.toReversed(), alarms: known.alarms.toReversed(),
          levels: known.levels.toReversed(), individualPlans: known.individualPlans.toReversed(), careCosts: known.careCosts.toReversed(),
        };
        const asText = (timelines: readonly Timeline[]): string[] => timelines.map((timeline) => JSON.stringify(timeline)).sort();
        expect(asText(timelinesOf(turned, place, city))).toEqual(asText(timelinesOf(known, place, city)));
      }),
    );
  });
});

describe("the cases that were drawn", PATIENCE, () => {
  it("hold every rule and severity", () => {
    const seen = new Set<string>();
    for (const [known, place, city] of fc.sample(fc.tuple(cases, places, cities), { numRuns: 5000, seed: 7 })) {
      for (const on of [day("2022-06-01"), day("2022-07-15")]) {
        for (const finding of answerOn(known, place, STAFF_AND_MORE, city, on).findings) {
          const [, rule, , , severity] = finding.split(" ");
          seen.add(`${rule} ${severity}`);
        }
      }
    }
    expect([...seen].sort()).toEqual([
      "alarm.repeated WARNING",
      "delegation.assistance-hours WARNING", "delegation.holder CRITICAL", "delegation.holder WARNING",
      "delegation.home-care-hours CRITICAL", "delegation.home-care-hours WARNING", "delegation.home-care-level CRITICAL",
      "delegation.home-care-level WARNING", "delegation.housing CRITICAL", "delegation.other-board CRITICAL",
      "delivery.deviation WARNING", "delivery.not-started WARNING", "delivery.stopped WARNING",
      "execution.court CRITICAL", "execution.court WARNING", "execution.late CRITICAL", "execution.late WARNING",
      "handover.65 CRITICAL", "handover.65 WARNING", "handover.child CRITICAL", "handover.child WARNING",
      "integrity.deceased CRITICAL", "integrity.deceased WARNING", "integrity.identity WARNING",
      "integrity.order-on-ended WARNING", "level.measured WARNING", "plan.individual WARNING", "plan.individual-followup CRITICAL",
      "plan.individual-followup WARNING", "plan.insufficient CRITICAL", "plan.insufficient WARNING", "plan.missing CRITICAL", "plan.missing INFO",
      "plan.missing WARNING", "price.mismatch WARNING", "reassessment.before-expiry CRITICAL", "reassessment.before-expiry WARNING",
      "review.annual CRITICAL", "review.annual WARNING", "review.child-housing CRITICAL", "review.child-housing WARNING",
      "review.dur CRITICAL", "review.dur WARNING", "review.housing CRITICAL", "review.housing WARNING",
      "review.resource CRITICAL", "review.resource WARNING", "review.watch-date CRITICAL", "review.watch-date WARNING",
    ]);
  });
});
