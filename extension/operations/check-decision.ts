import type { Language } from "../language.js";
import { operation } from "./operation.js";
import type { Evidence, FindingKind, Severity } from "./overlay.js";

/** A decision that is being written (contract 4, `DecisionDraftInput`). Dates are `YYYY-MM-DD`. What is left out is not known. */
export interface DecisionDraft {
  readonly fileNumber: string;
  readonly law?: string;
  readonly intervention: string;
  readonly decidedOn?: string;
  readonly decidedBy?: string;
  readonly validFrom?: string;
  readonly validTo?: string;
  readonly hoursPerMonth?: number;
  readonly hoursPerWeek?: number;
  readonly level?: number;
}

export type DelegationRole = "CASEWORKER" | "SPECIAL_DELEGATION" | "DEPUTY_HEAD" | "UNIT_HEAD" | "OTHER_BOARD" | "STATE";

export type DecisionNoticeKind =
  | "CLIENT_DECEASED" | "CLIENT_PROTECTED" | "OVERLAPS" | "OVERLAPS_OPEN" | "REPLACES" | "EXECUTE" | "REVIEW" | "EXPIRES";

/** What a rule has against a draft. */
export interface DraftFinding {
  readonly kind: FindingKind;
  readonly severity: Severity;
  readonly title: string;
  /** Three lines: why; what to do next; by which rule and source. */
  readonly explanation: string;
  readonly rule: { readonly id: string; readonly version: string; readonly parameters: readonly { readonly name: string; readonly unit: string }[] };
  readonly evidence: readonly Evidence[];
}

/** Something else to know before the decision is made. */
export interface DraftNotice {
  readonly kind: DecisionNoticeKind;
  /** The whole of it in a sentence. */
  readonly text: string;
}

export interface DecisionCheck {
  /** False when the decision-maker lacks the delegation. */
  readonly allowed: boolean;
  /** Who may make it; empty: nobody in the unit by the rules. */
  readonly requiredRoles: readonly DelegationRole[];
  /** What rules have limits in and the draft does not say: those limits are not judged. */
  readonly unjudged: readonly ("HOURS" | "LEVEL")[];
  /** SEK; null where no price is known for it. */
  readonly estimatedMonthlyCost: number | null;
  readonly findings: readonly DraftFinding[];
  readonly notices: readonly DraftNotice[];
}

/** Whether a drafted decision would be within delegation, and what else to know. Nothing of it is kept. */
export const checkDecisionOperation = /* @__PURE__ */ operation<{ draft: DecisionDraft; language: Language }, { checkDecision: DecisionCheck }>(
  "CheckDecision",
  `query CheckDecision($draft: DecisionDraftInput!, $language: Language!) {
  checkDecision(draft: $draft) {
    allowed
    requiredRoles
    unjudged
    estimatedMonthlyCost
    findings {
      kind severity title(language: $language) explanation(language: $language)
      rule { id version parameters { name unit } }
      evidence { label(language: $language) shown(language: $language) fact key file line loadedAt }
    }
    notices { kind text(language: $language) }
  }
}`,
);

const TEXTS = new Set(["fileNumber", "law", "intervention", "decidedOn", "decidedBy", "validFrom", "validTo"]);
const NUMBERS = new Set(["hoursPerMonth", "hoursPerWeek", "level"]);

/** Whether something that arrived is a draft, and nothing more. */
export function isDecisionDraft(value: unknown): value is DecisionDraft {
  if (typeof value !== "object" || value === null) return false;
  const entries = Object.entries(value);
  return (
    ["fileNumber", "intervention"].every((name) => Object.hasOwn(value, name)) &&
    entries.every(([name, each]) => (TEXTS.has(name) && typeof each === "string") || (NUMBERS.has(name) && Number.isFinite(each)))
  );
}
