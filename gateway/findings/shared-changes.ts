import type { Day } from "../rules/calendar.js";
import type { CaseSegment, CityFacts } from "../rules/facts.js";
import type { CaseHistory, SharedFacts } from "./case-history.js";
import { addChanges, knownOn } from "./known.js";

/** Which unit and district may answer for a case on some day. */
export interface Place {
  readonly unit: string;
  readonly district: string;
}

/** What cases share, as a segment of one of them knows it. */
export function cityOn(shared: SharedFacts, { from, unit, district }: Omit<CaseSegment, "to">): CityFacts {
  return {
    periods: (signature) => knownOn(shared.periods(signature), from),
    reported: (provider) => knownOn(shared.reported(provider), from)[0] ?? null,
    alarmsReported: knownOn(shared.alarmsReported(district), from)[0] ?? null,
    levelsCome: hasCome(shared.levelsSince(district), from),
    individualPlansCome: hasCome(shared.individualPlansSince(unit), from),
    prices: (intervention) => knownOn(shared.prices(intervention), from),
    ownership: (provider) => knownOn(shared.ownership(provider), from)[0] ?? null,
    horizon: shared.horizon,
  };
}

function hasCome(since: Day | null, on: Day): boolean {
  return since !== null && since <= on;
}

/** Adds the days after `start` on which something that the case shares with others changes for it. */
export function addSharedChanges(days: Set<Day>, history: CaseHistory, places: readonly Place[], shared: SharedFacts, start: Day): void {
  for (const { fact } of history.decisions) {
    if (fact.decidedBy !== null) addChanges(days, shared.periods(fact.decidedBy), start);
  }
  for (const provider of new Set(history.orders.map(({ fact }) => fact.provider))) addChanges(days, shared.reported(provider), start);
  for (const { unit, district } of places) {
    if (history.alarms.length > 0) addChanges(days, shared.alarmsReported(district), start);
    for (const since of [shared.levelsSince(district), shared.individualPlansSince(unit)]) {
      if (since !== null && since > start) days.add(since);
    }
  }
  for (const { fact } of history.careCosts) {
    addChanges(days, shared.prices(fact.intervention), start);
    addChanges(days, shared.ownership(fact.provider), start);
  }
}
