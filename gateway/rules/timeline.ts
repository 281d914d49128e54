import { type Day, FIRST_DAY } from "./calendar.js";

/** The kinds of finding of contract 4. */
export type FindingKind =
  | "REVIEW_DUE" | "REASSESSMENT_DUE" | "WATCH_MISSING" | "LEVEL_MISSING" | "PLAN_MISSING" | "PLAN_INSUFFICIENT"
  | "INDIVIDUAL_PLAN" | "DELEGATION" | "EXECUTION_LATE" | "DELIVERY_NOT_STARTED" | "DELIVERY_DEVIATION"
  | "ALARM_REPEATED" | "INTEGRITY" | "PRICE" | "HANDOVER" | "OUTREACH";

export type Severity = "INFO" | "WARNING" | "CRITICAL";

/** The first day of a severity that stands on every day on which the timeline holds: earlier than each of them. */
export const AS_LONG_AS_IT_HOLDS = FIRST_DAY;

/** The types of fact of contract 4 that evidence can point at. */
export type FactType =
  | "UNIT" | "CASEWORKER" | "CLIENT" | "INVESTIGATION" | "DECISION" | "ORDER" | "PLAN" | "FOLLOW_UP" | "PROVIDER"
  | "DELIVERY" | "ON_CALL_EVENT" | "FEEDBACK" | "BUDGET_LINE" | "LEDGER_LINE" | "CARE_COST" | "LSS_LEVEL" | "PRICE"
  | "INDIVIDUAL_PLAN";

/** One fact that a finding stands on. Never a name, a personal number or free text. */
export interface EvidenceItem {
  /** Stable name of what the value is, such as `decision.to`; the texts give it words. */
  readonly name: string;
  /** The value as text: dates as YYYY-MM-DD, codes as the contract's codes. */
  readonly value: string;
  readonly fact: FactType;
  readonly key: string;
  readonly load: number;
  readonly line: number | null;
}

/**
 * What one rule says of one subject over a stretch of days on which nothing but the calendar moves. A query
 * compares its day with these dates; nothing is recomputed because a night passed.
 */
export interface Timeline {
  readonly rule: string;
  readonly kind: FindingKind;
  /** Set for a finding about a decision or an order. */
  readonly decision: string | null;
  /** Set for a finding about an order. */
  readonly order: string | null;
  /** Tells findings of one rule and client apart (type of plan, intervention). */
  readonly about: string | null;
  /** First day on which this holds. */
  readonly from: Day;
  /** First day on which it no longer holds; FOREVER when no known fact ends it. */
  readonly to: Day;
  /** First day of each severity, or null when it never has it. Before the earliest of them there is no finding. */
  readonly infoFrom: Day | null;
  readonly warningFrom: Day | null;
  readonly criticalFrom: Day | null;
  readonly dueOn: Day | null;
  /** Whether `dueOn` counts for the overlay's `nextDueOn`, found or not yet (contract 6, "Terms"). */
  readonly countsAsNext: boolean;
  /** Which of the rule's texts explains it, such as `exactly-at-limit`; "" for the rule's ordinary one. */
  readonly variant: string;
  readonly evidence: readonly EvidenceItem[];
}
