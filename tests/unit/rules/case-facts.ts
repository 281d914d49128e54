import { type Day, day, FOREVER } from "../../../gateway/rules/calendar.js";
import { type Catalogue, loadCatalogue } from "../../../gateway/rules/catalogue.js";
import { evaluateCase } from "../../../gateway/rules/evaluate-case.js";
import type {
  CaseFacts, CaseSegment, CaseworkerDirectory, CaseworkerPeriod, Client, Decision, FollowUp, Order, Plan,
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

/** A living client with a personal number, whose birthday no rule asks for. */
export function client(changes: Partial<Client> = {}): Client {
  return {
    load: 1, line: 3, fileNumber: "100000-1", unit: "HALAO1", caseworker: "BIST01", deceasedOn: null, birthDate: null,
    numberKind: "PERSONAL", reserveDate: null, ...changes,
  };
}

export function facts(changes: Partial<CaseFacts> = {}): CaseFacts {
  return {
    client: client(), decisions: [decision()], orders: [], plans: [], followUps: [], ...changes,
  };
}

/** From 2010 on, so that every day of a test lies in it. */
export function segment(changes: Partial<CaseSegment> = {}): CaseSegment {
  return { from: day("2010-01-01"), to: FOREVER, unit: "HALAO1", area: "AO", district: "HAL", dead: false, ...changes };
}

export function evaluate(
  changes: Partial<CaseFacts>, place: Partial<CaseSegment> = {}, periods: readonly CaseworkerPeriod[] = STAFF,
  catalogue: Catalogue = CATALOGUE,
): Timeline[] {
  return evaluateCase(facts(changes), segment(place), directoryOf(periods), catalogue);
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
