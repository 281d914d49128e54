import fc from "fast-check";
import { addMonths, type Day, day, FIRST_DAY, FOREVER } from "../../../gateway/rules/calendar.js";
import type { CaseFacts, CityFacts, Decision, FollowUp, Order, Plan } from "../../../gateway/rules/facts.js";
import {
  alarm, careCost, city, client, decision, delivery, directoryOf, facts, followUp, individualPlan, level, order, period, plan, price, STAFF,
} from "./case-facts.js";
import type { Place } from "./naive-terms.js";

/** The days that are asked about: a day of measurement becomes the latest in them. */
export const FROM = day("2022-04-20");
export const TO = day("2022-08-15");
export const STAFF_AND_MORE = [...STAFF, period("TVA001", "ADM"), period("TVA001", "BIST", "2021-06-01", "2022-05-31"), period("TVA001", "CHEF", "2022-03-01")];

/** Now and then the calendar's first or last date, which programs write that have none. */
const between = (from: string, to: string): fc.Arbitrary<Day> => fc.oneof(
  { weight: 40, arbitrary: fc.integer({ min: day(from), max: day(to) }) },
  { weight: 1, arbitrary: fc.constantFrom(FIRST_DAY, FOREVER) },
);
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
  provider: fc.constantFrom("U101", "U101", "U203"),
  orderedOn: between("2022-04-20", "2022-08-10"),
  startsOn: sometimes(fc.oneof(between("2022-04-20", "2022-08-20"), between("2022-02-25", "2022-05-03"))),
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

const MONTHS = ["2022-02", "2022-03", "2022-04", "2022-05"];

const deliveryFacts = fc.record({
  month: fc.constantFrom(...MONTHS), order: fc.constantFrom("11", "12", "13"), ordinal: fc.integer({ min: 1, max: 2 }),
  orderedSeconds: fc.constantFrom("0", "18000", "72000", "73800", "360000"),
  performedSeconds: fc.constantFrom("0", "0.0", "14400", "14401", "57600", "88200", "288000", "432000"),
});

const alarmFacts = fc.record({ month: fc.constantFrom("2022-03", "2022-04", "2022-04"), service: fc.constantFrom("TRYGGHET", "SOCIAL") });

const levelFacts = fc.record({
  intervention: fc.constantFrom("LBB", "LKT"), level: fc.integer({ min: 3, max: 5 }),
  measuredOn: fc.constantFrom("2021-03-31", "2021-08-20", "2022-03-31", "2022-04-01").map(day),
});

const individualPlanFacts = fc.record({
  kind: fc.constantFrom("IP", "IP", "SIP"),
  offeredOn: sometimes(fc.oneof(between("2021-03-01", "2021-09-01"), between("2022-04-01", "2022-08-20"))),
  drawnUpOn: sometimes(fc.oneof(between("2021-03-01", "2021-09-01"), between("2021-06-01", "2021-06-02"))),
  followUpOn: sometimes(between("2022-04-01", "2022-09-20")),
});

const careCostFacts = fc.record({
  intervention: fc.constantFrom("VOB", "LBB"), provider: fc.constantFrom("U101", "U203", "U999"),
  price: fc.constantFrom("1500", "1507.5", "1507.51", "1492.49", "2000", "2010"), per: fc.constantFrom("DYGN", "DYGN", "MAN"),
  lastMonth: sometimes(fc.constantFrom(...MONTHS)),
});

const priceFacts = fc.record({
  listYear: fc.constantFrom("2021", "2022"), intervention: fc.constantFrom("VOB", "LBB"), per: fc.constantFrom("DYGN", "DYGN", "MAN"),
  level: fc.constantFrom(null, 3, 4, 5), ownership: fc.constantFrom(null, "KOMMUN" as const, "PRIVAT" as const),
  validFrom: fc.constantFrom("2021-01-01", "2022-01-01", "2022-03-31", "2022-04-01").map(day), price: fc.constantFrom("1500", "2000"),
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

export const cases: fc.Arbitrary<CaseFacts> = fc
  .record({
    client: clientFacts, decisions: fc.array(decisionFacts, { minLength: 1, maxLength: 4 }),
    orders: fc.array(orderFacts, { maxLength: 4 }), plans: fc.array(planFacts, { maxLength: 5 }), followUps: fc.array(followUpFacts, { maxLength: 6 }),
    deliveries: fc.array(deliveryFacts, { maxLength: 8 }), alarms: fc.array(alarmFacts, { maxLength: 12 }),
    levels: fc.array(levelFacts, { maxLength: 4 }), individualPlans: fc.array(individualPlanFacts, { maxLength: 4 }),
    careCosts: fc.array(careCostFacts, { maxLength: 3 }),
  })
  .map((drawn) => facts({
    client: client(drawn.client),
    decisions: oneForEach((each) => each.number, drawn.decisions).map((each): Decision => decision(each)),
    orders: oneForEach((each) => each.number, drawn.orders).map((each): Order => order(each)),
    plans: oneForEach((each) => `${each.order} ${each.source} ${each.source === "PROVIDER" ? each.line : each.version}`, drawn.plans)
      .map((each): Plan => plan(each.source === "PROVIDER" ? { ...each, version: 0 } : each)),
    followUps: drawn.followUps.map((each, index): FollowUp => ({ ...followUp("2022-01-01", each.kind, { number: String(index) }), ...each })),
    deliveries: oneForEach((each) => `${each.month} ${each.order} ${each.ordinal}`, drawn.deliveries).map((each) => delivery(each)),
    alarms: drawn.alarms.map((each, index) => alarm(index, each)),
    levels: oneForEach((each) => `${each.intervention} ${each.measuredOn}`, drawn.levels).map((each) => level("2022-03-31", each)),
    individualPlans: drawn.individualPlans.map((each, ordinal) => individualPlan({ ...each, ordinal })),
    careCosts: drawn.careCosts.map((each, ordinal) => careCost({ ...each, ordinal })),
  }));

export const places: fc.Arbitrary<Place> = fc.record({
  area: fc.constantFrom("AO", "SP", "FN", null), district: fc.constantFrom("HAL", "HAL", "HGL", "SKH"),
  plansFrom: seldom(between("2022-05-01", "2022-06-15")),
});


/** What others have delivered: two providers, one district, a unit and a price list. */
export const cities: fc.Arbitrary<CityFacts> = fc
  .record({
    reported: sometimes(fc.constantFrom("2022-03", "2022-04", "2022-04", "2022-05")), alarms: sometimes(fc.constantFrom("2022-03", "2022-04")),
    levelsCome: fc.boolean(), individualPlansCome: fc.boolean(), prices: fc.array(priceFacts, { maxLength: 8 }),
  })
  .map(({ reported, alarms, levelsCome, individualPlansCome, prices }) => {
    const list = oneForEach((each) => JSON.stringify({ ...each, price: "" }), prices).map((each) => price(each));
    return city({
      periods: directoryOf(STAFF_AND_MORE), levelsCome, individualPlansCome,
      reported: (provider) => (reported === null || provider === "U999" ? null : { month: reported, load: 4 }),
      alarmsReported: alarms === null ? null : { month: alarms, load: 5 },
      prices: (intervention) => list.filter((each) => each.intervention === intervention),
      ownership: (provider) => (provider === "U101" ? "KOMMUN" : provider === "U203" ? "PRIVAT" : null),
    });
  });
