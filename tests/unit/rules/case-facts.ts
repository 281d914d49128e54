import { type Day, day, FOREVER } from "../../../gateway/rules/calendar.js";
import { type Catalogue, loadCatalogue } from "../../../gateway/rules/catalogue.js";
import { evaluateCase } from "../../../gateway/rules/evaluate-case.js";
import type {
  Alarm, CareCost, CaseFacts, CaseSegment, CaseworkerDirectory, CaseworkerPeriod, CityFacts, Client, Decision, Delivery, FollowUp,
  IndividualPlan, LssLevel, Order, Plan, Price,
} from "../../../gateway/rules/facts.js";
import type { Severity, Timeline } from "../../../gateway/rules/timeline.js";

export const CATALOGUE: Catalogue = loadCatalogue();

/** A home care decision of 2022-03-10 by a unit head, until further notice, with a watch date far away. */
export function decision(changes: Partial<Decision> = {}): Decision {
  return {
    load: 1, line: 3, number: "2200001", law: "SoL 4:1", intervention: "HTJ", decidedOn: day("2022-03-10"),
    outcome: "BIFALL", from: day("2022-03-15"), to: null, amount: "40", amountUnit: "TIM_MAN", level: null,
    decidedBy: "CHEF01", watchOn: day("2030-01-01"), executedOn: null, endedOn: null, byCourt: false, ...changes,
  };
}

export function order(changes: Partial<Order> = {}): Order {
  return {
    load: 1, line: 3, number: "7100001", decision: "2200001", provider: "U101", orderedOn: day("2022-11-01"),
    startsOn: day("2022-11-05"), endsOn: null, ...changes,
  };
}

export function plan(changes: Partial<Plan> = {}): Plan {
  return {
    load: 1, line: 3, order: "7100001", source: "CASE_SYSTEM", version: 1, receivedOn: day("2022-11-10"), counts: true,
    ...changes,
  };
}

export function followUp(date: string, kind = "ORD", changes: Partial<FollowUp> = {}): FollowUp {
  return { load: 1, line: 3, number: "900001", decision: "2200001", date: day(date), kind, ...changes };
}

export function period(signature: string, role: string | null, from = "2010-01-01", to: string | null = null): CaseworkerPeriod {
  return { load: 1, line: 3, signature, role, from: day(from), to: to === null ? null : day(to) };
}

/** The signatures of the tests: one for each role. */
export const STAFF: readonly CaseworkerPeriod[] = [
  period("CHEF01", "CHEF"), period("BITR01", "BITR"), period("SARS01", "SARSK"), period("BIST01", "BIST"),
  period("ADMI01", "ADM"), period("SLUT01", "BIST", "2010-01-01", "2022-03-09"),
];

export function directoryOf(periods: readonly CaseworkerPeriod[]): CaseworkerDirectory {
  return (signature) => periods.filter((candidate) => candidate.signature === signature);
}

/** October 2022 of order 7100001: 20 hours ordered and performed. */
export function delivery(changes: Partial<Delivery> = {}): Delivery {
  return {
    load: 4, line: 5, provider: "U101", month: "2022-10", order: "7100001", ordinal: 1, orderedSeconds: "72000", performedSeconds: "72000",
    ...changes,
  };
}

/** An alarm in October 2022. */
export function alarm(position: number, changes: Partial<Alarm> = {}): Alarm {
  return { load: 5, line: position, district: "HAL", month: "2022-10", position, date: day("2022-10-05"), service: "TRYGGHET", ...changes };
}

export function level(measuredOn: string, changes: Partial<LssLevel> = {}): LssLevel {
  return { load: 6, line: 2, intervention: "LBV", measuredOn: day(measuredOn), level: 4, ...changes };
}

/** An individual plan offered and drawn up in May 2022. */
export function individualPlan(changes: Partial<IndividualPlan> = {}): IndividualPlan {
  return {
    load: 7, line: 3, unit: "HALFN1", kind: "IP", ordinal: 1, offeredOn: day("2022-05-10"), drawnUpOn: day("2022-05-20"),
    followUpOn: null, ...changes,
  };
}

/** A row that pays 1500 a day for a care home up to October 2022. */
export function careCost(changes: Partial<CareCost> = {}): CareCost {
  return {
    load: 8, line: 2, caseworker: "BIST01", year: "2022", ordinal: 1, provider: "U101", intervention: "VOB", price: "1500", per: "DYGN",
    lastMonth: "2022-10", ...changes,
  };
}

/** 1500 a day in a municipal care home since January 2022. */
export function price(changes: Partial<Price> = {}): Price {
  return {
    load: 9, line: 6, listYear: "2022", intervention: "VOB", level: null, per: "DYGN", validFrom: day("2022-01-01"), ownership: "KOMMUN",
    price: "1500", ...changes,
  };
}

/** A living client with a personal number, whose birthday no rule asks for. */
export function client(changes: Partial<Client> = {}): Client {
  return {
    load: 1, line: 3, fileNumber: "100000-1", unit: "HALAO1", caseworker: "BIST01", deceasedOn: null, birthDate: null,
    numberKind: "PERSONAL", reserveDate: null, ...changes,
  };
}

export function facts(changes: Partial<CaseFacts> = {}): CaseFacts {
  return {
    client: client(), decisions: [decision()], orders: [], plans: [], followUps: [], deliveries: [], alarms: [], levels: [],
    individualPlans: [], careCosts: [], ...changes,
  };
}

/** From 2010 on, so that every day of a test lies in it. */
export function segment(changes: Partial<CaseSegment> = {}): CaseSegment {
  return { from: day("2010-01-01"), to: FOREVER, unit: "HALAO1", area: "AO", district: "HAL", dead: false, ...changes };
}

/** A city that has sent nothing but what the case system delivers; `prices` are a list, `ownership` all providers'. */
export function city(changes: Partial<CityFacts> = {}): CityFacts {
  return {
    periods: directoryOf(STAFF), reported: () => null, alarmsReported: null, levelsCome: false, individualPlansCome: false,
    prices: () => [], ownership: () => "KOMMUN", horizon: day("2030-01-01"), ...changes,
  };
}

export function evaluate(
  changes: Partial<CaseFacts>, place: Partial<CaseSegment> = {}, around: Partial<CityFacts> = {}, catalogue: Catalogue = CATALOGUE,
): Timeline[] {
  return evaluateCase(facts(changes), segment(place), city(around), catalogue);
}

/** The severity of a timeline on a day within it, or null when it is no finding that day. */
export function severityOn(timeline: Timeline, on: Day): Severity | null {
  if (timeline.criticalFrom !== null && timeline.criticalFrom <= on) return "CRITICAL";
  if (timeline.warningFrom !== null && timeline.warningFrom <= on) return "WARNING";
  return timeline.infoFrom !== null && timeline.infoFrom <= on ? "INFO" : null;
}

export function holdingOn(timelines: readonly Timeline[], on: Day): Timeline[] {
  return timelines.filter((timeline) => timeline.from <= on && on < timeline.to);
}

/** The findings of one kind on a day, as "rule severity". */
export function found(timelines: readonly Timeline[], kind: string, on: string): string[] {
  return holdingOn(timelines, day(on))
    .filter((timeline) => timeline.kind === kind && severityOn(timeline, day(on)) !== null)
    .map((timeline) => `${timeline.rule} ${severityOn(timeline, day(on))}`)
    .sort();
}

export function nextDueOn(timelines: readonly Timeline[], on: Day): Day | null {
  const dates = holdingOn(timelines, on).flatMap(({ countsAsNext, dueOn }) => (countsAsNext && dueOn !== null && dueOn >= on ? [dueOn] : []));
  return dates.length === 0 ? null : Math.min(...dates);
}
