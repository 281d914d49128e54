import { type Day, parseDay } from "../rules/calendar.js";
import type { Catalogue } from "../rules/catalogue.js";
import type { Rule } from "../rules/rule.js";
import { placeOf, ruleFields } from "./rule-words.js";

/** What was typed can't be done: the message says what can. */
export class UsageError extends Error {}

/** @throws UsageError when it is no date */
export function date(text: string): Day {
  const on = parseDay(text);
  if (on === null) throw new UsageError(`${text} is not a date (YYYY-MM-DD).`);
  return on;
}

/** How much the catalogue has, when it has no fault. */
export function checked({ rules }: Catalogue): string[] {
  const files = new Set(rules.map(({ place }) => place.file));
  return [`${new Set(rules.map(({ id }) => id)).size} rules in ${rules.length} versions and ${files.size} files, without a fault.`];
}

/**
 * A rule in all its versions, or in the one that holds in a district or on a day.
 * @throws UsageError when there is no such rule
 */
export function explained(catalogue: Catalogue, id: string, district: string | null, on: Day | null): string[] {
  const versions = catalogue.rules.filter((rule) => rule.id === id);
  if (versions.length === 0) throw new UsageError(`There is no rule ${id}: ${[...new Set(catalogue.rules.map((rule) => rule.id))].join(", ")}.`);
  const told = district === null && on === null ? versions : versions.filter((rule) => holding(catalogue, district, on).includes(rule));
  if (told.length === 0) return [`${id} does not hold there and then.`];
  return told.flatMap((rule) => [
    `${rule.id}, ${placeOf(rule)}${rule.place.extends === null ? "" : `, extends version ${rule.place.extends}`}`,
    ...[...ruleFields(rule, catalogue.names)].map(([name, value]) => `  ${name}: ${value}`), "",
  ]).slice(0, -1);
}

/** The rules that hold in a district, or in any, on a day, or on any. */
function holding(catalogue: Catalogue, district: string | null, on: Day | null): readonly Rule[] {
  if (on !== null) return catalogue.rulesOn(on, district);
  return catalogue.rules.filter(({ districts }) => districts === null || district === null || districts.has(district));
}

/**
 * What differs between the rules of two sides, each `DISTRICT`, `@DATE` or `DISTRICT@DATE`, by rule and field.
 * @param today of a side without a date
 */
export function compared(catalogue: Catalogue, a: string, b: string, today: Day): string[] {
  const [left, right] = [sideOf(catalogue, a, today), sideOf(catalogue, b, today)];
  const ids = [...new Set([...left.keys(), ...right.keys()])];
  const lines = ids.flatMap((id) => differenceOf(catalogue, id, left.get(id), right.get(id), [a, b]));
  return lines.length === 0 ? [`${a} and ${b} have the same rules.`] : lines;
}

/** By id; the rules of a district, or of any, in force on a day. */
function sideOf(catalogue: Catalogue, side: string, today: Day): Map<string, Rule> {
  const [district = "", on] = side.split("@");
  const rules = catalogue.rulesOn(on === undefined ? today : date(on), district === "" ? null : district);
  return new Map(rules.map((rule) => [rule.id, rule]));
}

function differenceOf(
  catalogue: Catalogue, id: string, left: Rule | undefined, right: Rule | undefined, [a, b]: readonly [string, string],
): string[] {
  if (left === undefined || right === undefined) {
    const [only, where] = left === undefined ? [right, b] : [left, a];
    return only === undefined ? [] : [`${id}: only in ${where} (${placeOf(only)})`];
  }
  const [before, after] = [ruleFields(left, catalogue.names), ruleFields(right, catalogue.names)];
  const names = [...new Set([...before.keys(), ...after.keys()])].filter((name) => before.get(name) !== after.get(name));
  if (names.length === 0) return [];
  return [
    `${id}: ${a} (${placeOf(left)}), ${b} (${placeOf(right)})`,
    ...names.flatMap((name) => [`  ${name}:`, `    - ${before.get(name) ?? "none"}`, `    + ${after.get(name) ?? "none"}`]),
  ];
}
