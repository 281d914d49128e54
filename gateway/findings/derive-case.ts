import { type Day, FOREVER } from "../rules/calendar.js";
import type { Catalogue } from "../rules/catalogue.js";
import { evaluateCase } from "../rules/evaluate-case.js";
import type { CaseFacts, CaseSegment } from "../rules/facts.js";
import type { Timeline } from "../rules/timeline.js";
import type { CaseHistory, ClientFact, SharedFacts } from "./case-history.js";
import type { EvaluatedCase } from "./evaluated-finding.js";
import { addChanges, isKnownOn, type Known, knownOn } from "./known.js";
import { addSharedChanges, cityOn, type Place } from "./shared-changes.js";

/** What is kept of a timeline: the rule's word, and who answers for the case on those days. */
export interface DerivedFinding extends EvaluatedCase {
  readonly timeline: Timeline;
}

/**
 * Everything the rules say of one case from `history.since` on: one evaluation for each stretch of days on which the
 * known facts, the answering unit and the client's being alive do not change. A day's answer stands on what was known
 * that day, so the same rows answer for today and for any `asOf`.
 */
export function deriveCase(history: CaseHistory, shared: SharedFacts, catalogue: Catalogue): DerivedFinding[] {
  const borders = bordersOf(history, shared);
  const findings: DerivedFinding[] = [];
  for (let at = 0; at < borders.length; at += 1) {
    findings.push(...deriveSegment(history, shared, catalogue, borders[at]!, borders[at + 1] ?? FOREVER));
  }
  return borders.length > 1 ? joinAdjacent(findings) : findings;
}

/** The same for days on which nothing changes but the calendar; none when the client is not known on them. */
export function deriveSegment(history: CaseHistory, shared: SharedFacts, catalogue: Catalogue, from: Day, to: Day): DerivedFinding[] {
  const client = history.clients.find((version) => isKnownOn(version, from))?.fact;
  if (!client) return [];
  const segment = segmentOf(client, from, to, shared);
  const of = { fileNumber: history.fileNumber, unit: segment.unit, district: segment.district, caseworker: client.caseworker };
  return evaluateCase(factsOn(history, client, from), segment, cityOn(shared, segment), catalogue)
    .filter((timeline) => timeline.from < timeline.to)
    .map((timeline) => ({ ...of, timeline }));
}

/** The days on which something other than the calendar changes, the first day of all included. */
function bordersOf(history: CaseHistory, shared: SharedFacts): Day[] {
  let start = FOREVER;
  for (const { from } of history.clients) start = Math.min(start, Math.max(from, history.since));
  if (start === FOREVER) return [];
  const days = new Set<Day>([start]);
  for (const versions of ownVersions(history)) addChanges(days, versions, start);
  const places: Place[] = [];
  for (const { fact } of history.clients) {
    if (fact.deceasedOn !== null && fact.deceasedOn > start) days.add(fact.deceasedOn);
    places.push({ unit: fact.unit, district: fact.deliveredBy });
    for (const { from, to, answeringUnit, district } of shared.answering(fact.unit)) {
      if (from > start) days.add(from);
      if (to > start && to < FOREVER) days.add(to);
      places.push({ unit: answeringUnit, district });
    }
  }
  addSharedChanges(days, history, places, shared, start);
  return [...days].sort((a, b) => a - b);
}

function ownVersions(history: CaseHistory): (readonly Known<unknown>[])[] {
  return [
    history.clients, history.decisions, history.orders, history.plans, history.followUps, history.deliveries, history.alarms,
    history.levels, history.individualPlans, history.careCosts,
  ];
}

function segmentOf(client: ClientFact, from: Day, to: Day, shared: SharedFacts): CaseSegment {
  const answer = shared.answering(client.unit).find((candidate) => candidate.from <= from && from < candidate.to);
  return {
    from,
    to,
    unit: answer?.answeringUnit ?? client.unit,
    area: answer?.area ?? null,
    district: answer?.district ?? client.deliveredBy,
    dead: client.deceasedOn !== null && client.deceasedOn <= from,
  };
}

/** The facts of one day. Children whose parent is not known that day stay out: they give no findings (contract 1). */
function factsOn(history: CaseHistory, client: ClientFact, day: Day): CaseFacts {
  const decisions = knownOn(history.decisions, day);
  const decisionNumbers = new Set(decisions.map(({ number }) => number));
  const orders = knownOn(history.orders, day).filter(({ decision }) => decisionNumbers.has(decision));
  const orderNumbers = new Set(orders.map(({ number }) => number));
  return {
    client,
    decisions,
    orders,
    plans: knownOn(history.plans, day).filter(({ order }) => orderNumbers.has(order)),
    followUps: knownOn(history.followUps, day).filter(({ decision }) => decisionNumbers.has(decision)),
    deliveries: knownOn(history.deliveries, day).filter(({ order }) => orderNumbers.has(order)),
    alarms: knownOn(history.alarms, day),
    levels: knownOn(history.levels, day),
    individualPlans: knownOn(history.individualPlans, day),
    careCosts: knownOn(history.careCosts, day),
  };
}

/** Joins stretches that say the same of the same subject without a gap: a change elsewhere in the case did not touch them. */
function joinAdjacent(findings: readonly DerivedFinding[]): DerivedFinding[] {
  const open = new Map<string, DerivedFinding>();
  const joined: DerivedFinding[] = [];
  for (const finding of [...findings].sort((a, b) => a.timeline.from - b.timeline.from)) {
    const sameWord = JSON.stringify({ ...finding, timeline: { ...finding.timeline, from: 0, to: 0 } });
    const before = open.get(sameWord);
    if (before && before.timeline.to === finding.timeline.from) {
      open.set(sameWord, { ...before, timeline: { ...before.timeline, to: finding.timeline.to } });
    } else {
      if (before) joined.push(before);
      open.set(sameWord, finding);
    }
  }
  return [...joined, ...open.values()];
}

