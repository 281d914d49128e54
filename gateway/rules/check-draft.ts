import { type Day, FOREVER } from "./calendar.js";
import type { Catalogue } from "./catalogue.js";
import {
  type DelegationCase, delegationTimeline, type DelegationVerdict, isOverLimit, judgeDelegation, rulesFor, unjudged, type UnjudgedFact,
  verdictOf, widestPeriod,
} from "./delegation.js";
import type { CaseworkerDirectory, Decision } from "./facts.js";
import { type DelegationRole, DELEGATION_ROLES, type Rule } from "./rule.js";
import type { Timeline } from "./timeline.js";

/** Contract 6: who may decide when no rule keeps the decision for some of them. */
const ROLES_OF_THE_UNIT: readonly DelegationRole[] = ["CASEWORKER", "SPECIAL_DELEGATION", "DEPUTY_HEAD", "UNIT_HEAD"];

/** A drafted decision never came with a load: its own evidence carries this load and an empty key. */
export const DRAFT_LOAD = 0;

/** A decision that is being drafted. Hours are decimal text with a point ("99.5"), so that limits compare exactly. */
export interface DecisionDraft {
  readonly law: string;
  readonly intervention: string;
  /** Null: today. */
  readonly decidedOn: Day | null;
  /** Signature of the decision-maker: the draft's own, or else the caller's; null when neither is known. */
  readonly decidedBy: string | null;
  readonly validFrom: Day | null;
  readonly validTo: Day | null;
  readonly hoursPerMonth: string | null;
  readonly hoursPerWeek: string | null;
  readonly level: number | null;
}

/** The client's unit today. */
export interface DraftPlace {
  readonly area: string | null;
  readonly district: string;
}

/** The answer of `checkDecision` (contract 4). */
export interface DraftCheck {
  /** False when a critical delegation finding arises for the decision-maker. */
  readonly allowed: boolean;
  /** Who may make it, in the order of contract 4's enum. */
  readonly requiredRoles: readonly DelegationRole[];
  /** What the draft does not say and rules about it have limits in: neither `allowed` nor `requiredRoles` heeds those. */
  readonly unjudged: readonly UnjudgedFact[];
  /** What the rules say, from today on; about no decision, since there is none yet. */
  readonly findings: readonly Timeline[];
}

/**
 * Whether a drafted decision would be within the decision-maker's delegation, by the same rules as decisions that are
 * made. Pure.
 * @param decision the draft as {@link draftedDecision} makes it
 * @throws RangeError when hours are not plain decimal numbers.
 */
export function checkDraft(
  draft: DecisionDraft, decision: Decision, place: DraftPlace, directory: CaseworkerDirectory, catalogue: Catalogue, today: Day,
): DraftCheck {
  const subject: DelegationCase = {
    decision,
    hours: { perMonth: draft.hoursPerMonth, perWeek: draft.hoursPerWeek },
    area: place.area,
    inForce: catalogue.rulesByDecisionDate(place.district, decision.decidedOn),
  };
  const verdicts = [...judgeDelegation(subject, directory), ...consultations(subject, directory)];
  return {
    allowed: !verdicts.some((verdict) => verdict.severity === "CRITICAL"),
    requiredRoles: requiredRoles(subject),
    unjudged: unjudged(subject),
    findings: verdicts.map((verdict) => delegationTimeline(verdict, null, { from: today, to: FOREVER }, today)),
  };
}

/** A draft as the decision that it would be: without a number, granted, and from today where it names no day. */
export function draftedDecision(draft: DecisionDraft, today: Day): Decision {
  const decidedOn = draft.decidedOn ?? today;
  return {
    number: "",
    load: DRAFT_LOAD,
    line: null,
    law: draft.law,
    intervention: draft.intervention,
    decidedOn,
    outcome: "BIFALL",
    from: draft.validFrom ?? decidedOn,
    to: draft.validTo,
    amount: null,
    amountUnit: null,
    level: draft.level,
    decidedBy: draft.decidedBy,
    watchOn: null,
    executedOn: null,
    endedOn: null,
    byCourt: false,
  };
}

/** Contract 6: `delegation.consult` speaks of drafts alone. */
function consultations(subject: DelegationCase, directory: CaseworkerDirectory): DelegationVerdict[] {
  const { decision } = subject;
  const rules = rulesFor(subject, "delegation-consult");
  if (rules.length === 0 || decision.decidedBy === null) return [];
  const holder = widestPeriod(directory(decision.decidedBy), decision.decidedOn);
  const role = holder?.role ?? null;
  if (role === null) return [];
  return rules
    .filter((rule) => rule.consultRoles.includes(role))
    .map((rule) => verdictOf(rule, rule.severity, "", decision, holder, []));
}

/** The roles that all rules whose condition the draft meets agree on. */
function requiredRoles(subject: DelegationCase): DelegationRole[] {
  const met: Rule[] = [
    ...rulesFor(subject, "delegation-other-board"),
    ...rulesFor(subject, "delegation-roles").filter((rule) => isOverLimit(rule, subject)),
  ];
  if (met.length === 0) return [...ROLES_OF_THE_UNIT];
  return DELEGATION_ROLES.filter((role) => met.every((rule) => rule.requiredRoles.includes(role)));
}
