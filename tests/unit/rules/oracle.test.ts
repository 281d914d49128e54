import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addMonths, type Day, day, isoDay } from "../../../gateway/rules/calendar.js";
import { Catalogue } from "../../../gateway/rules/catalogue.js";
import { evaluateCase } from "../../../gateway/rules/evaluate-case.js";
import type { CaseFacts, CaseSegment, Decision, FollowUp, Order, Plan } from "../../../gateway/rules/facts.js";
import type { Timeline } from "../../../gateway/rules/timeline.js";
import { CATALOGUE, client, decision, directoryOf, facts, followUp, holdingOn, nextDueOn, order, period, plan, severityOn, STAFF } from "./case-facts.js";
import { answerOn, type DayAnswer, type Place } from "./naive-oracle.js";

const FROM = day("2022-05-15");
const TO = day("2022-08-15");
const STAFF_AND_MORE = [...STAFF, period("TVA001", "ADM"), period("TVA001", "BIST", "2021-06-01", "2022-05-31"), period("TVA001", "CHEF", "2022-03-01")];

const between = (from: string, to: string): fc.Arbitrary<Day> => fc.integer({ min: day(from), max: day(to) });
const sometimes = <Value>(value: fc.Arbitrary<Value>): fc.Arbitrary<Value | null> => fc.option(value, { nil: null, freq: 2 });
const seldom = <Value>(value: fc.Arbitrary<Value>): fc.Arbitrary<Value | null> =>
  fc.oneof({ weight: 3, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: value });

const decisionFacts = fc.record({
  number: fc.constantFrom("1", "2", "3", "4"),
  law: fc.constantFrom("SoL 4:1", "SoL 4:1", "SoL25 11:1", "LSS 9:9"),
  intervention: fc.constantFrom("HTJ", "HTJ", "BST", "KTV", "LBB", "VOB", "LKT", "PAS", "TRY", "FTJ"),
  outcome: fc.constantFrom("BIFALL", "BIFALL", "BIFALL", "DELAVSLAG", "AVSLAG"),
  decidedOn: fc.oneof(between("2021-12-25", "2022-01-08"), between("2013-06-01", "2013-06-30"), between("2013-12-25", "2014-01-05"), between("2022-02-25", "2022-06-05"), between("2022-06-01", "2022-07-20")),
  from: fc.oneof(between("2021-05-01", "2022-08-30"), between("2022-05-10", "2022-05-20")),
  to: sometimes(between("2022-03-15", "2022-09-15")),
  endedOn: seldom(between("2022-05-10", "2022-09-01")),
  executedOn: seldom(between("2022-02-01", "2022-08-15")),
  watchOn: sometimes(between("2022-04-01", "2022-09-01")),
  amount: fc.option(fc.constantFrom("20", "20.5", "22.84", "22.85", "86.66", "86.67", "98.99", "99", "99", "99.01", "120"), { nil: null, freq: 9 }),
  amountUnit: fc.constantFrom("TIM_MAN", "TIM_MAN", "TIM_MAN", "TIM_VECKA", "DYGN"),
  level: sometimes(fc.integer({ min: 13, max: 15 })),
  decidedBy: sometimes(fc.constantFrom("CHEF01", "BITR01", "SARS01", "BIST01", "BIST01", "BIST01", "ADMI01", "SLUT01", "TVA001", "OKAND1")),
  byCourt: fc.constantFrom(false, false, false, true),
});

const orderFacts = fc.record({
  number: fc.constantFrom("11", "12", "13", "14"),
  decision: fc.constantFrom("1", "2", "3", "4"),
  orderedOn: between("2022-04-20", "2022-08-10"),
  startsOn: sometimes(between("2022-04-20", "2022-08-20")),
  endsOn: sometimes(between("2022-05-15", "2022-08-20")),
});

const planFacts = fc.record({
  order: fc.constantFrom("11", "12", "13", "14"),
  source: fc.constantFrom("CASE_SYSTEM" as const, "PROVIDER" as const),
  version: fc.integer({ min: 1, max: 3 }),
  line: fc.integer({ min: 3, max: 9 }),
  receivedOn: fc.oneof(between("2022-05-01", "2022-08-14"), between("2022-06-01", "2022-06-03")),
  counts: fc.boolean(),
});

const followUpFacts = fc.record({
  decision: fc.constantFrom("1", "2", "3", "4"),
  date: fc.oneof(between("2021-05-01", "2022-08-20"), between("2022-05-10", "2022-07-01")),
  kind: fc.constantFrom("ORD", "DUR", "BOENDE", "KVAL", "RESURS"),
});

/** Most alive, and with birthdays near the days that are asked about. */
const clientFacts = fc.record({
  deceasedOn: seldom(between("2022-05-05", "2022-08-20")),
  birthDate: sometimes(fc.oneof(
    fc.tuple(between("2021-05-10", "2022-12-01"), fc.constantFrom(65, 20)).map(([on, age]) => addMonths(on, -12 * age)),
    fc.constantFrom(day("1956-02-29"), day("2000-02-29")),
  )),
  numberKind: fc.constantFrom("PERSONAL" as const, "COORDINATION" as const, "RESERVE" as const, "INVALID" as const, "EMPTY" as const),
  reserveDate: between("2022-05-10", "2022-08-20"),
}).map((each) => ({ ...each, reserveDate: each.numberKind === "RESERVE" ? each.reserveDate : null }));

const oneForEach = <Fact>(key: (fact: Fact) => string, all: readonly Fact[]): Fact[] => [...new Map(all.map((fact) => [key(fact), fact])).values()];

const cases: fc.Arbitrary<CaseFacts> = fc
  .record({
    client: clientFacts, decisions: fc.array(decisionFacts, { minLength: 1, maxLength: 4 }),
    orders: fc.array(orderFacts, { maxLength: 4 }), plans: fc.array(planFacts, { maxLength: 5 }), followUps: fc.array(followUpFacts, { maxLength: 6 }),
  })
  .map((drawn) => facts({
    client: client(drawn.client),
    decisions: oneForEach((each) => each.number, drawn.decisions).map((each): Decision => decision(each)),
    orders: oneForEach((each) => each.number, drawn.orders).map((each): Order => order(each)),
    plans: oneForEach((each) => `${each.order} ${each.source} ${each.source === "PROVIDER" ? each.line : each.version}`, drawn.plans)
      .map((each): Plan => plan(each.source === "PROVIDER" ? { ...each, version: 0 } : each)),
    followUps: drawn.followUps.map((each, index): FollowUp => ({ ...followUp("2022-01-01", each.kind, { number: String(index) }), ...each })),
  }));

const places: fc.Arbitrary<Place> = fc.record({
  area: fc.constantFrom("AO", "SP", "FN", null), district: fc.constantFrom("HAL", "HAL", "HGL", "SKH"),
  plansFrom: seldom(between("2022-05-01", "2022-06-15")),
});

function timelinesOf(known: CaseFacts, place: Place, changes: Partial<Pick<CaseSegment, "from" | "to">> = {}): Timeline[] {
  const plansFrom = new Map(place.plansFrom === null ? [] : [["UNIT1", place.plansFrom]]);
  const catalogue = new Catalogue(CATALOGUE.rules, CATALOGUE.names, plansFrom, "test");
  const { from, to } = { from: FROM, to: TO, ...changes };
  const death = Math.min(Math.max(known.client.deceasedOn ?? to, from), to);
  return [{ from, to: death, dead: false }, { from: death, to, dead: true }].filter((part) => part.from < part.to).flatMap((part) => {
    const segment: CaseSegment = { ...part, unit: "UNIT1", area: place.area, district: place.district };
    return evaluateCase(known, segment, directoryOf(STAFF_AND_MORE), catalogue);
  });
}

/** What a query of a day makes of the timelines. */
function answerFrom(timelines: readonly Timeline[], on: Day): DayAnswer {
  const findings = holdingOn(timelines, on).flatMap((timeline) => {
    const severity = severityOn(timeline, on);
    const subject = timeline.order === null ? timeline.decision ?? "client" : `${timeline.decision}/${timeline.order}`;
    const due = timeline.dueOn === null ? "-" : isoDay(timeline.dueOn);
    return severity === null ? [] : [[timeline.kind, timeline.rule, subject, due, severity].join(" ")];
  });
  const next = nextDueOn(timelines, on);
  return { findings: findings.sort(), nextDueOn: next === null ? null : isoDay(next) };
}

describe("timelines give on every day what contract 6 says of that day", () => {
  it("for cases of every kind", () => {
    fc.assert(
      fc.property(cases, places, (known, place) => {
        const timelines = timelinesOf(known, place);
        for (let on = FROM; on < TO; on++) {
          expect({ on: isoDay(on), ...answerFrom(timelines, on) }).toEqual({ on: isoDay(on), ...answerOn(known, place, STAFF_AND_MORE, on) });
        }
      }),
      { numRuns: 400 },
    );
  });

  it("wherever the segment is cut", () => {
    fc.assert(
      fc.property(cases, places, fc.integer({ min: FROM + 1, max: TO - 1 }), (known, place, cut) => {
        const whole = timelinesOf(known, place);
        const parts = [...timelinesOf(known, place, { to: cut }), ...timelinesOf(known, place, { from: cut })];
        for (let on = cut - 3; on < cut + 3; on++) expect(answerFrom(parts, on)).toEqual(answerFrom(whole, on));
      }),
    );
  });

  it("within the segment alone", () => {
    fc.assert(
      fc.property(cases, places, (known, place) => {
        const outside = timelinesOf(known, place).filter(({ from, to }) => from < FROM || to > TO || from >= to);
        expect(outside).toEqual([]);
      }),
    );
  });

  it("whatever the order of the facts", () => {
    fc.assert(
      fc.property(cases, places, (known, place) => {
        const turned = {
          ...known, decisions: known.decisions.toReversed(), orders: known.orders.toReversed(), plans: known.plans.toReversed(),
          followUps: known.followUps.toReversed(),
        };
        const asText = (timelines: readonly Timeline[]): string[] => timelines.map((timeline) => JSON.stringify(timeline)).sort();
        expect(asText(timelinesOf(turned, place))).toEqual(asText(timelinesOf(known, place)));
      }),
    );
  });
});

describe("the cases that were drawn", () => {
  it("hold every rule and severity", () => {
    const seen = new Set<string>();
    for (const [known, place] of fc.sample(fc.tuple(cases, places), { numRuns: 5000, seed: 7 })) {
      for (const on of [day("2022-06-01"), day("2022-07-15")]) {
        for (const finding of answerOn(known, place, STAFF_AND_MORE, on).findings) {
          const [, rule, , , severity] = finding.split(" ");
          seen.add(`${rule} ${severity}`);
        }
      }
    }
    expect([...seen].sort()).toEqual([
      "delegation.assistance-hours WARNING", "delegation.holder CRITICAL", "delegation.holder WARNING",
      "delegation.home-care-hours CRITICAL", "delegation.home-care-hours WARNING", "delegation.home-care-level CRITICAL",
      "delegation.home-care-level WARNING", "delegation.housing CRITICAL", "delegation.other-board CRITICAL",
      "execution.court CRITICAL", "execution.court WARNING", "execution.late CRITICAL", "execution.late WARNING",
      "handover.65 CRITICAL", "handover.65 WARNING", "handover.child CRITICAL", "handover.child WARNING",
      "integrity.deceased CRITICAL", "integrity.deceased WARNING", "integrity.identity WARNING",
      "integrity.order-on-ended WARNING", "plan.insufficient CRITICAL", "plan.insufficient WARNING", "plan.missing CRITICAL", "plan.missing INFO",
      "plan.missing WARNING", "reassessment.before-expiry CRITICAL", "reassessment.before-expiry WARNING",
      "review.annual CRITICAL", "review.annual WARNING", "review.child-housing CRITICAL", "review.child-housing WARNING",
      "review.dur CRITICAL", "review.dur WARNING", "review.housing CRITICAL", "review.housing WARNING",
      "review.resource CRITICAL", "review.resource WARNING", "review.watch-date CRITICAL", "review.watch-date WARNING",
    ]);
  });
});
