import { type Day, FOREVER } from "./calendar.js";
import { EVALUATORS, type Evaluator, type Rule } from "./rule.js";

/** The rules of one district over a stretch of days (`to` not included) in which none begins or ends. */
export interface RulesInForce {
  readonly from: Day;
  readonly to: Day;
  /** In the order of the catalogue. */
  readonly rules: Readonly<Record<Evaluator, readonly Rule[]>>;
}

/** Before every date that a file can hold. */
const BEFORE_EVERYTHING: Day = -1_000_000;

/** Whether a rule holds on a day, wherever. */
export function isValidOn(rule: Rule, day: Day): boolean {
  return (rule.validFrom === null || rule.validFrom <= day) && (rule.validTo === null || day <= rule.validTo);
}

/** Whether a rule is meant for a district. */
function isForDistrict(rule: Rule, district: string): boolean {
  return rule.districts === null || rule.districts.has(district);
}

/** The rules that hold in a district on a day: one for each id, and one for named districts before one for all. */
export function rulesOn(rules: readonly Rule[], day: Day, district: string): Rule[] {
  const valid = rules.filter((rule) => isValidOn(rule, day) && isForDistrict(rule, district));
  return valid.filter((rule) => rule.districts !== null || !valid.some((other) => other.id === rule.id && other.districts !== null));
}

/** All stretches of a district, from before every date to FOREVER without gaps. */
export function rulesInForce(rules: readonly Rule[], district: string): RulesInForce[] {
  const borders = new Set<Day>([BEFORE_EVERYTHING]);
  for (const rule of rules) {
    if (!isForDistrict(rule, district)) continue;
    if (rule.validFrom !== null) borders.add(rule.validFrom);
    if (rule.validTo !== null) borders.add(rule.validTo + 1);
  }
  const starts = [...borders].sort((a, b) => a - b);
  return starts.map((from, index) => ({
    from,
    to: starts[index + 1] ?? FOREVER,
    rules: byEvaluator(rulesOn(rules, from, district)),
  }));
}

function byEvaluator(rules: readonly Rule[]): Readonly<Record<Evaluator, readonly Rule[]>> {
  const groups = {} as Record<Evaluator, readonly Rule[]>;
  for (const evaluator of EVALUATORS) groups[evaluator] = rules.filter((rule) => rule.evaluator === evaluator);
  return groups;
}
