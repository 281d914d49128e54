import type { Language } from "../language.js";
import { operation } from "./operation.js";

/** Exactly one of the two, as a page shows it (contract 4, `CaseKeyInput`). */
export type CaseKey = { readonly fileNumber: string } | { readonly personalNumber: string };

export type OverlayStatus = "OK" | "ATTENTION" | "OVERDUE" | "UNKNOWN" | "FORBIDDEN";

export type Severity = "INFO" | "WARNING" | "CRITICAL";

export type FindingKind =
  | "REVIEW_DUE" | "REASSESSMENT_DUE" | "WATCH_MISSING" | "LEVEL_MISSING" | "PLAN_MISSING" | "PLAN_INSUFFICIENT"
  | "INDIVIDUAL_PLAN" | "DELEGATION" | "EXECUTION_LATE" | "DELIVERY_NOT_STARTED" | "DELIVERY_DEVIATION"
  | "ALARM_REPEATED" | "INTEGRITY" | "PRICE" | "HANDOVER" | "OUTREACH";

export type FactType =
  | "UNIT" | "CASEWORKER" | "CLIENT" | "INVESTIGATION" | "DECISION" | "ORDER" | "PLAN" | "FOLLOW_UP" | "PROVIDER"
  | "DELIVERY" | "ON_CALL_EVENT" | "FEEDBACK" | "BUDGET_LINE" | "LEDGER_LINE" | "CARE_COST" | "LSS_LEVEL" | "PRICE"
  | "INDIVIDUAL_PLAN";

/** One fact behind a finding, and the line of the file it came from. */
export interface Evidence {
  /** What the value is, in words. */
  readonly label: string;
  /** The value in words. */
  readonly shown: string;
  readonly fact: FactType;
  readonly key: string;
  readonly file: string;
  readonly line: number | null;
  /** RFC 3339. */
  readonly loadedAt: string;
}

/** That somebody has seen a finding and answers for it: it counts as INFO meanwhile. */
export interface Acknowledgement {
  /** The name with the signature after it. */
  readonly by: string;
  readonly on: string;
  /** Last day; null: as long as the facts are the same. */
  readonly until: string | null;
  readonly note: string | null;
}

/** That somebody says that a warning is wrong. */
export interface Dispute {
  readonly by: string;
  readonly on: string;
  readonly reason: string | null;
}

/** That the provider of an order was reminded of its plan. */
export interface Reminder {
  readonly id: string;
  readonly order: string;
  readonly sentOn: string;
  readonly note: string | null;
  readonly by: string;
}

/** Dates are ISO `YYYY-MM-DD`. */
export interface Finding {
  readonly id: string;
  readonly kind: FindingKind;
  readonly severity: Severity;
  readonly dueOn: string | null;
  readonly overdueDays: number | null;
  readonly title: string;
  /** Three lines: why; what to do next; by which rule and source. */
  readonly explanation: string;
  readonly rule: { readonly id: string; readonly version: string };
  readonly evidence: readonly Evidence[];
  readonly decision: string | null;
  readonly order: string | null;
  readonly acknowledgement: Acknowledgement | null;
  /** Whether it is the caller's to acknowledge, and to take that back. */
  readonly mayAcknowledge: boolean;
  readonly disputes: readonly Dispute[];
  /** Of the order's plan, the newest first. */
  readonly reminders: readonly Reminder[];
}

export interface CaseOverlay {
  readonly key: { readonly fileNumber: string | null; readonly personalNumber: string | null };
  /** The case that it tells of; null when it tells of nobody. */
  readonly fileNumber: string | null;
  /** The day that it speaks of: the gateway's today. */
  readonly on: string;
  readonly status: OverlayStatus;
  /** The person's identity is protected: details stay closed until they are asked for. */
  readonly protected: boolean;
  readonly findings: readonly Finding[];
  readonly nextDueOn: string | null;
  readonly dataFrom: string | null;
  /** When the files behind it were loaded, RFC 3339. */
  readonly dataLoadedAt: string | null;
  readonly incompleteBecause: readonly string[];
}

/** What is selected of a finding wherever one is shown; takes `$language`. */
export const FINDING_FIELDS = `id kind severity dueOn overdueDays decision order
      title(language: $language) explanation(language: $language)
      rule { id version }
      evidence { label(language: $language) shown(language: $language) fact key file line loadedAt }
      acknowledgement { by: byShown on until note }
      mayAcknowledge
      disputes { by: byShown on reason }
      reminders { id order sentOn note by: byShown }`;

/** More keys than this the gateway refuses in one operation (contract 4). */
export const MOST_KEYS = 200;

/** What a page shows of each key, in the order asked. */
export const overlayOperation = /* @__PURE__ */ operation<{ keys: readonly CaseKey[]; language: Language }, { overlay: readonly CaseOverlay[] }>(
  "Overlay",
  `query Overlay($keys: [CaseKeyInput!]!, $language: Language!) {
  overlay(keys: $keys) {
    key { fileNumber personalNumber }
    fileNumber
    on
    status
    protected
    findings { ${FINDING_FIELDS} }
    nextDueOn
    dataFrom
    dataLoadedAt
    incompleteBecause(language: $language)
  }
}`,
);

/** A text that is the same for the same key, and only then. */
export function keyText(key: CaseKey): string {
  return "fileNumber" in key ? `fileNumber ${key.fileNumber}` : `personalNumber ${key.personalNumber}`;
}

/** Whether an answer speaks of the key that was asked: a badge must never show another person's answer. */
export function answersKey(answer: CaseOverlay, key: CaseKey): boolean {
  return "fileNumber" in key ? answer.key.fileNumber === key.fileNumber : answer.key.personalNumber === key.personalNumber;
}
