import type { Language } from "../language.js";
import { operation } from "./operation.js";
import { type Finding, FINDING_FIELDS, type Reminder } from "./overlay.js";

// What people do on a case: read it whole, answer its findings, remind its providers. Dates are `YYYY-MM-DD`, months `YYYY-MM`.

/** A case beyond its findings. */
export interface CaseFile {
  readonly fileNumber: string;
  /** The one that began last first. */
  readonly decisions: readonly CaseDecision[];
  /** The months that there is a list of, the oldest first. */
  readonly onCall: readonly OnCallMonth[];
  readonly costs: readonly CaseCost[];
}

export interface CaseDecision {
  readonly id: string;
  readonly law: string;
  readonly intervention: { readonly name: string };
  readonly outcome: "BIFALL" | "DELAVSLAG" | "AVSLAG";
  readonly decidedOn: string;
  readonly validFrom: string;
  readonly validTo: string | null;
  readonly endedOn: string | null;
  readonly amount: number | null;
  readonly amountUnit: "TIM_MAN" | "TIM_VECKA" | "DYGN" | "NIVA" | "ST" | null;
  /** Null: it is not to be reviewed. */
  readonly nextReviewOn: string | null;
  readonly followUps: readonly { readonly date: string }[];
  readonly orders: readonly CaseOrder[];
}

export interface CaseOrder {
  readonly id: string;
  readonly provider: { readonly name: string };
  readonly orderedOn: string;
  readonly startsOn: string | null;
  readonly endsOn: string | null;
  readonly hoursPerMonth: number | null;
  /** As they came; the last one speaks. */
  readonly plans: readonly { readonly receivedOn: string; readonly counts: boolean }[];
  /** A month without a report is not there. */
  readonly deliveries: readonly Delivery[];
  readonly reminders: readonly Reminder[];
}

/** Hours. */
export interface Delivery {
  readonly month: string;
  readonly orderedHours: number;
  readonly performedHours: number;
}

export interface OnCallMonth {
  readonly month: string;
  readonly alarms: number;
  readonly visits: number;
  readonly falls: number;
  readonly others: number;
}

/** What an intervention costs a month, in SEK. */
export interface CaseCost {
  readonly intervention: { readonly name: string };
  readonly basis: "CARE_COST_FILE" | "PRICE_LIST";
  /** Null for an estimate. */
  readonly month: string | null;
  /** Null: not known. */
  readonly amount: number | null;
}

/** Reads a case. `case` is null for one that the caller may not know of. */
export const caseFileOperation = /* @__PURE__ */ operation<{ fileNumber: string; language: Language }, { case: CaseFile | null }>(
  "CaseFile",
  `query CaseFile($fileNumber: String!, $language: Language!) {
  case(fileNumber: $fileNumber) {
    fileNumber
    decisions {
      id law outcome decidedOn validFrom validTo endedOn amount amountUnit nextReviewOn
      intervention { name(language: $language) }
      followUps { date }
      orders {
        id orderedOn startsOn endsOn hoursPerMonth
        provider { name }
        plans { receivedOn counts }
        deliveries(months: 12) { month orderedHours performedHours }
        reminders { id order sentOn note by: byShown }
      }
    }
    onCall(months: 12) { month alarms visits falls others }
    costs { intervention { name(language: $language) } basis month amount }
  }
}`,
);

// What an answer to a finding gives back takes the place of what is shown.

/** Acknowledges a finding to and with a day; null: as long as its facts are the same. */
export const acknowledgeFindingOperation = /* @__PURE__ */ operation<
  { finding: string; until: string | null; note: string; language: Language }, { acknowledgeFinding: Finding }
>(
  "AcknowledgeFinding",
  `mutation AcknowledgeFinding($finding: ID!, $until: Date, $note: String!, $language: Language!) {
  acknowledgeFinding(finding: $finding, until: $until, note: $note) { ${FINDING_FIELDS} }
}`,
);

/** Takes an acknowledgement back. */
export const withdrawAcknowledgementOperation = /* @__PURE__ */ operation<{ finding: string; language: Language }, { withdrawAcknowledgement: Finding }>(
  "WithdrawAcknowledgement",
  `mutation WithdrawAcknowledgement($finding: ID!, $language: Language!) {
  withdrawAcknowledgement(finding: $finding) { ${FINDING_FIELDS} }
}`,
);

/** Says that a warning is wrong. */
export const disputeFindingOperation = /* @__PURE__ */ operation<{ finding: string; reason: string; language: Language }, { disputeFinding: Finding }>(
  "DisputeFinding",
  `mutation DisputeFinding($finding: ID!, $reason: String!, $language: Language!) {
  disputeFinding(finding: $finding, reason: $reason) { ${FINDING_FIELDS} }
}`,
);

/** Records that the provider of an order was reminded of its plan. */
export const recordReminderOperation = /* @__PURE__ */ operation<{ order: string; sentOn: string; note: string | null }, { recordReminder: Reminder }>(
  "RecordReminder",
  `mutation RecordReminder($order: String!, $sentOn: Date!, $note: String) {
  recordReminder(order: $order, sentOn: $sentOn, note: $note) { id order sentOn note by: byShown }
}`,
);

/** The letter that reminds the provider of an order. */
export const reminderTextOperation = /* @__PURE__ */ operation<{ order: string; language: Language }, { reminderText: string }>(
  "ReminderText",
  `query ReminderText($order: String!, $language: Language!) {
  reminderText(order: $order, language: $language)
}`,
);
