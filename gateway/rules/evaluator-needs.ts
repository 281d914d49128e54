import type { Evaluator, ParameterUnit } from "./rule.js";
import { ORDINARY } from "./rule.js";
import type { FindingKind } from "./timeline.js";

/** What an evaluator reads from its rules, so that a rule file which lacks it is refused before it runs. */
export interface EvaluatorNeeds {
  readonly kind: FindingKind;
  /** Parameters that must be there. */
  readonly required: Readonly<Record<string, readonly ParameterUnit[]>>;
  /** Parameters that may be there. */
  readonly optional: Readonly<Record<string, readonly ParameterUnit[]>>;
  /** Fields of the rule that must be there. */
  readonly fields: readonly ("resetBy" | "allowedRoles" | "consultRoles" | "requiredRoles" | "severity" | "measuredOn")[];
  /** Variants of the texts that its timelines can have. */
  readonly variants: readonly string[];
}

export const EVALUATOR_NEEDS: Readonly<Record<Evaluator, EvaluatorNeeds>> = {
  review: {
    kind: "REVIEW_DUE",
    required: { intervalMonths: ["months"], warningDays: ["days"] },
    optional: {},
    fields: ["resetBy"],
    variants: [ORDINARY, "followed-up"],
  },
  "watch-date": {
    kind: "REVIEW_DUE",
    required: { warningDays: ["days"] },
    optional: {},
    fields: [],
    variants: [ORDINARY, "missing"],
  },
  reassessment: {
    kind: "REASSESSMENT_DUE",
    required: { warningDays: ["days"], afterDays: ["days"], longDays: ["days"] },
    optional: { warningDaysShort: ["days"] },
    fields: [],
    variants: [ORDINARY, "order-runs-on", "lapsed"],
  },
  "plan-missing": {
    kind: "PLAN_MISSING",
    required: { dueDays: ["days"], warningDays: ["days"] },
    optional: {},
    fields: [],
    variants: [ORDINARY],
  },
  "plan-insufficient": {
    kind: "PLAN_INSUFFICIENT",
    required: { dueDays: ["days"] },
    optional: {},
    fields: [],
    variants: [ORDINARY, "returned"],
  },
  "delegation-roles": {
    kind: "DELEGATION",
    required: {},
    optional: { limit: ["hoursPerMonth", "hoursPerWeek", "level"] },
    fields: ["allowedRoles", "severity"],
    variants: [ORDINARY],
  },
  "delegation-other-board": {
    kind: "DELEGATION", required: {}, optional: {}, fields: ["requiredRoles", "severity"], variants: [ORDINARY],
  },
  "delegation-holder": {
    kind: "DELEGATION", required: {}, optional: {}, fields: ["severity"], variants: [ORDINARY, "administrator", "unknown"],
  },
  "delegation-consult": {
    kind: "DELEGATION", required: {}, optional: {}, fields: ["consultRoles", "severity"], variants: [ORDINARY],
  },
  "execution-late": {
    kind: "EXECUTION_LATE",
    required: { dueMonths: ["months"], warningDays: ["days"] },
    optional: {},
    fields: [],
    variants: [ORDINARY],
  },
  "execution-court": { kind: "EXECUTION_LATE", required: {}, optional: {}, fields: [], variants: [ORDINARY] },
  deceased: {
    kind: "INTEGRITY", required: { closingDays: ["days"] }, optional: {}, fields: [], variants: [ORDINARY, "order"],
  },
  identity: {
    kind: "INTEGRITY", required: {}, optional: {}, fields: [], variants: [ORDINARY, "empty", "reserve-ahead"],
  },
  "order-on-ended": {
    kind: "INTEGRITY", required: {}, optional: {}, fields: [], variants: [ORDINARY, "closed", "rejected", "not-begun"],
  },
  handover: {
    kind: "HANDOVER",
    required: { ageYears: ["years"], warningDays: ["days"], reminderYears: ["years"] },
    optional: {},
    fields: [],
    variants: [ORDINARY],
  },
  "level-missing": {
    kind: "LEVEL_MISSING", required: { graceDays: ["days"] }, optional: {}, fields: ["measuredOn"], variants: [ORDINARY],
  },
  "individual-plan": {
    kind: "INDIVIDUAL_PLAN",
    required: { offerMonths: ["months"] },
    optional: {},
    fields: [],
    variants: [ORDINARY, "drawn-up", "never"],
  },
  "individual-plan-follow-up": {
    kind: "INDIVIDUAL_PLAN", required: { warningDays: ["days"] }, optional: {}, fields: [], variants: [ORDINARY],
  },
  "delivery-not-started": {
    kind: "DELIVERY_NOT_STARTED", required: {}, optional: {}, fields: [], variants: [ORDINARY],
  },
  "delivery-stopped": { kind: "DELIVERY_DEVIATION", required: {}, optional: {}, fields: [], variants: [ORDINARY] },
  "delivery-deviation": {
    kind: "DELIVERY_DEVIATION",
    required: { hours: ["hours"], percent: ["percent"] },
    optional: {},
    fields: [],
    variants: [ORDINARY],
  },
  "alarm-repeated": {
    kind: "ALARM_REPEATED", required: { alarms: ["alarms"] }, optional: {}, fields: [], variants: [ORDINARY],
  },
  "price-mismatch": {
    kind: "PRICE", required: { percent: ["percent"] }, optional: {}, fields: [], variants: [ORDINARY, "level"],
  },
};

/** Units whose parameters may have decimals; all others are counted whole. */
export const DECIMAL_UNITS: ReadonlySet<ParameterUnit> = new Set(["hoursPerMonth", "hoursPerWeek", "hours", "percent"]);

/** The variant of a delegation finding exactly at the limit of a rule that has `severityAtLimit`. */
export const EXACTLY_AT_LIMIT = "exactly-at-limit";
