import type { Day } from "./calendar.js";
import type { FindingKind, Severity } from "./timeline.js";

export type Language = "SV" | "EN";

/** The same words in both languages. */
export type Words = Readonly<Record<Language, string>>;

/** Which evaluator reads a rule. Several rules can share one: they differ in their data. */
export const EVALUATORS = [
  "review", "watch-date", "reassessment", "plan-missing", "plan-insufficient",
  "delegation-roles", "delegation-other-board", "delegation-holder", "delegation-consult", "execution-late",
  "execution-court", "deceased", "identity", "order-on-ended", "handover", "level-missing", "individual-plan",
  "individual-plan-follow-up", "delivery-not-started", "delivery-stopped", "delivery-deviation", "alarm-repeated",
  "price-mismatch",
] as const;
export type Evaluator = (typeof EVALUATORS)[number];

/** Who may decide, in the words of contract 4. */
export const DELEGATION_ROLES = [
  "CASEWORKER", "SPECIAL_DELEGATION", "DEPUTY_HEAD", "UNIT_HEAD", "OTHER_BOARD", "STATE",
] as const;
export type DelegationRole = (typeof DELEGATION_ROLES)[number];

export type ParameterUnit =
  | "years" | "months" | "days" | "hoursPerMonth" | "hoursPerWeek" | "hours" | "level" | "percent" | "alarms";

/** A day that comes every year. */
export interface YearDay {
  /** 1-12. */
  readonly month: number;
  readonly dayOfMonth: number;
}

/** A number of a rule. */
export interface RuleParameter {
  readonly name: string;
  readonly value: number;
  readonly unit: ParameterUnit;
  /** True when the rule's source gives no number, so that the district's own choice stands here. */
  readonly localDefault: boolean;
  /** The interventions that it holds for; null for all of the rule's. */
  readonly interventions: ReadonlySet<string> | null;
}

/** Templates of one finding's texts, in the syntax of template.ts. The overdue ones speak when `dueOn` has passed. */
export interface Message {
  readonly title: string;
  readonly titleOverdue: string;
  readonly explanation: string;
  readonly explanationOverdue: string;
}

/** A rule of the catalogue as it holds in some districts between some dates. Sets that are null mean "all". */
export interface Rule {
  readonly id: string;
  readonly version: string;
  readonly kind: FindingKind;
  readonly evaluator: Evaluator;
  readonly laws: ReadonlySet<string> | null;
  readonly interventions: ReadonlySet<string> | null;
  readonly exceptInterventions: ReadonlySet<string> | null;
  readonly areas: ReadonlySet<string> | null;
  readonly districts: ReadonlySet<string> | null;
  readonly validFrom: Day | null;
  /** Last day, or null. */
  readonly validTo: Day | null;
  readonly parameters: readonly RuleParameter[];
  /** Kinds of follow-up that begin the interval anew; null for any kind. */
  readonly resetBy: ReadonlySet<string> | null;
  /** Days of the year on which something is measured, in their order; empty for rules without. */
  readonly measuredOn: readonly YearDay[];
  /** Roles (`HANDL`) that may decide; empty when the finding arises whoever decides. */
  readonly allowedRoles: readonly string[];
  /** Who must decide when the rule's condition is met. */
  readonly requiredRoles: readonly DelegationRole[];
  /** Roles (`HANDL`) that are told to consult. */
  readonly consultRoles: readonly string[];
  /** What a delegation finding is when the rule is broken. */
  readonly severity: Severity;
  /** What it is exactly at the rule's limit; null for nothing. */
  readonly severityAtLimit: Severity | null;
  /** What the rule says, its numbers filled in. */
  readonly text: Words;
  /** The same with places for the numbers, in the syntax of template.ts. */
  readonly textTemplate: Words;
  /** Document and place, so that a reader can look it up. */
  readonly source: string;
  /** Where the catalogue has it, and which version of itself it takes from what it does not say. */
  readonly place: { readonly file: string; readonly line: number; readonly extends: string | null };
  /** By variant; {@link ORDINARY} is always there. */
  readonly messages: ReadonlyMap<string, Readonly<Record<Language, Message>>>;
}

/** The catalogue's name for the variant "" of a timeline. */
export const ORDINARY = "ordinary";

/** Whether a rule speaks of such a decision. District and dates are the catalogue's look-up, not this. */
export function appliesTo(rule: Rule, law: string, intervention: string, area: string | null): boolean {
  if (rule.interventions !== null && !rule.interventions.has(intervention)) return false;
  if (rule.exceptInterventions !== null && rule.exceptInterventions.has(intervention)) return false;
  return appliesInArea(rule, area) && (rule.laws === null || rule.laws.has(law));
}

/** Whether a rule about a client, and no decision, speaks of those of an area. */
export function appliesInArea(rule: Rule, area: string | null): boolean {
  return rule.areas === null || (area !== null && rule.areas.has(area));
}

/** A parameter by name, or null. */
export function findParameter(rule: Rule, name: string): RuleParameter | null {
  for (const parameter of rule.parameters) if (parameter.name === name) return parameter;
  return null;
}

/**
 * The value of a parameter that the rule's evaluator needs.
 * @throws Error when it is missing; the loader has checked that it is not.
 */
export function parameterValue(rule: Rule, name: string): number {
  const parameter = findParameter(rule, name);
  if (parameter === null) throw new Error(`RULE_PARAMETER_MISSING: rule ${rule.id} has no parameter "${name}"`);
  return parameter.value;
}
