import { type Day, FOREVER } from "../rules/calendar.js";
import { addChanges, type Known } from "./known.js";

/** What the case system says of a unit. */
export interface UnitFact {
  readonly code: string;
  readonly district: string;
  readonly area: string | null;
  /** Last day; null while open. */
  readonly validTo: Day | null;
  readonly replacedBy: string | null;
}

/** Which unit answers for those filed under `unitCode` on the days from `from` to the day before `to`. */
export interface Answering {
  readonly unitCode: string;
  readonly from: Day;
  readonly to: Day;
  readonly answeringUnit: string;
  readonly area: string | null;
  readonly district: string;
}

/**
 * For each unit the unit that answers, day by day: a closed unit's successor from the day after it closed (contract 6,
 * Terms), as known on that day. A unit that closed without a successor, or whose successor is not known, answers still, and
 * so does one that the case system has withdrawn, as it was: its clients must not drop out of sight.
 */
export function answeringUnits(versions: readonly Known<UnitFact>[]): Answering[] {
  const byCode = versionsByCode(versions);
  const days = new Set<Day>();
  addChanges(days, versions, 0);
  for (const { fact } of versions) if (fact.validTo !== null) days.add(fact.validTo + 1);
  const borders = [...days].sort((a, b) => a - b);
  const answers: Answering[] = [];
  for (const code of byCode.keys()) {
    borders.forEach((from, at) => {
      const to = borders[at + 1] ?? FOREVER;
      const unit = answeringOn(byCode, code, from);
      if (!unit) return;
      const before = answers.at(-1);
      if (before && before.unitCode === code && before.to === from && sameAnswer(before, unit)) {
        answers[answers.length - 1] = { ...before, to };
      } else {
        answers.push({ unitCode: code, from, to, answeringUnit: unit.code, area: unit.area, district: unit.district });
      }
    });
  }
  return answers;
}

/** For each unit that is known on a day, or was before it, the unit that answers then. */
export function unitsAnsweringOn(versions: readonly Known<UnitFact>[], day: Day): ReadonlyMap<string, UnitFact> {
  const byCode = versionsByCode(versions);
  return new Map([...byCode.keys()].flatMap((code) => {
    const unit = answeringOn(byCode, code, day);
    return unit ? [[code, unit] as const] : [];
  }));
}

function versionsByCode(versions: readonly Known<UnitFact>[]): Map<string, Known<UnitFact>[]> {
  const byCode = new Map<string, Known<UnitFact>[]>();
  for (const version of versions) {
    const same = byCode.get(version.fact.code);
    if (same) same.push(version);
    else byCode.set(version.fact.code, [version]);
  }
  return byCode;
}

function sameAnswer(open: Answering, unit: UnitFact): boolean {
  return open.answeringUnit === unit.code && open.area === unit.area && open.district === unit.district;
}

function answeringOn(byCode: ReadonlyMap<string, Known<UnitFact>[]>, code: string, day: Day): UnitFact | null {
  const knownUnit = (wanted: string): UnitFact | null => lastKnown(byCode.get(wanted) ?? [], day);
  let unit = knownUnit(code);
  // A ring of successors would never end: each unit is passed once.
  const passed = new Set<string>();
  while (unit && unit.validTo !== null && unit.validTo < day && unit.replacedBy !== null && !passed.has(unit.code)) {
    passed.add(unit.code);
    const successor = knownUnit(unit.replacedBy);
    if (!successor) break;
    unit = successor;
  }
  return unit;
}

/** What is known of the unit on the day; of one that is withdrawn what was known last. */
function lastKnown(versions: readonly Known<UnitFact>[], day: Day): UnitFact | null {
  let last: Known<UnitFact> | null = null;
  for (const version of versions) if (version.from <= day && (last === null || version.from > last.from)) last = version;
  return last?.fact ?? null;
}
