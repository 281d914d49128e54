import { type Day, FOREVER } from "../rules/calendar.js";

/** A fact version with the days on which it is known: `from` included, `to` not. */
export interface Known<Fact> {
  readonly fact: Fact;
  readonly from: Day;
  readonly to: Day;
}

/** Whether the version is known at the end of a day. */
export function isKnownOn(version: Known<unknown>, day: Day): boolean {
  return version.from <= day && day < version.to;
}

/** The facts that are known at the end of a day. */
export function knownOn<Fact>(versions: readonly Known<Fact>[], day: Day): Fact[] {
  const facts: Fact[] = [];
  for (const version of versions) if (isKnownOn(version, day)) facts.push(version.fact);
  return facts;
}

/** The days after `after` on which the knowledge of these versions changes. */
export function addChanges(days: Set<Day>, versions: readonly Known<unknown>[], after: Day): void {
  for (const { from, to } of versions) {
    if (from > after) days.add(from);
    if (to > after && to < FOREVER) days.add(to);
  }
}
