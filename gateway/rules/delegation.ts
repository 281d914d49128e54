import type { CaseIndex } from "./case-index.js";
import type { Catalogue } from "./catalogue.js";
import type { Day } from "./calendar.js";
import { dateOfDecision, interventionOf, ofDecision, roleOf } from "./evidence.js";
import { EXACTLY_AT_LIMIT } from "./evaluator-needs.js";
import { compareHours, type Hours, hoursOf } from "./hours.js";
import type { CaseSegment, CaseworkerDirectory, CaseworkerPeriod, Decision } from "./facts.js";
import { appliesTo, findParameter, type Rule, type RuleParameter } from "./rule.js";
import type { RulesInForce } from "./rules-in-force.js";
import { runningIn, type Stretch } from "./running.js";
import type { EvidenceItem, Severity, Timeline } from "./timeline.js";

/** Contract 6, "Delegation": of several roles on the day the widest is taken. */
const WIDEST_FIRST = ["CHEF", "BITR", "SARSK", "BIST", "ADM"];

/** A decision, made or drafted, as the delegation rules see it. */
export interface DelegationCase {
  readonly decision: Decision;
  readonly hours: Hours;
  readonly area: string | null;
  /** The rules of the district on the day of the decision. */
  readonly inForce: RulesInForce;
}

/** What limits of delegation are in. */
export const UNJUDGED_FACTS = ["HOURS", "LEVEL"] as const;
export type UnjudgedFact = (typeof UNJUDGED_FACTS)[number];

/** What one delegation rule says against a decision. */
export interface DelegationVerdict {
  readonly rule: Rule;
  readonly severity: Severity;
  readonly variant: string;
  readonly evidence: readonly EvidenceItem[];
}

/** The running decisions of a case that were not the decision-maker's to make. Court decisions are left out. */
export function evaluateDelegation(
  index: CaseIndex, segment: CaseSegment, directory: CaseworkerDirectory, catalogue: Catalogue, out: Timeline[],
): void {
  for (const { decision } of index.decisions) {
    if (decision.byCourt) continue;
    const running = runningIn(decision, segment);
    if (running === null) continue;
    const inForce = catalogue.rulesByDecisionDate(segment.district, decision.decidedOn);
    const subject = { decision, hours: hoursOf(decision), area: segment.area, inForce };
    for (const verdict of judgeDelegation(subject, directory)) {
      out.push(delegationTimeline(verdict, decision.number, running, decision.from));
    }
  }
}

/** All that the delegation rules have against a decision; a holder without delegation silences the others. */
export function judgeDelegation(subject: DelegationCase, directory: CaseworkerDirectory): DelegationVerdict[] {
  const periods = subject.decision.decidedBy === null ? [] : directory(subject.decision.decidedBy);
  const holder = widestPeriod(periods, subject.decision.decidedOn);
  const verdicts: DelegationVerdict[] = [];
  for (const rule of rulesFor(subject, "delegation-holder")) {
    const verdict = judgeHolder(rule, subject.decision, holder);
    if (verdict !== null) verdicts.push(verdict);
  }
  if (verdicts.some((verdict) => verdict.severity === "CRITICAL")) return verdicts;
  for (const rule of rulesFor(subject, "delegation-other-board")) {
    const ours = holder ?? latestPeriod(periods);
    if (ours !== null) verdicts.push(verdictOf(rule, rule.severity, "", subject.decision, ours, []));
  }
  for (const rule of rulesFor(subject, "delegation-roles")) {
    const verdict = judgeRoles(rule, subject, holder);
    if (verdict !== null) verdicts.push(verdict);
  }
  return verdicts;
}

/** The rules of one evaluator that speak of a decision. */
export function rulesFor(
  subject: DelegationCase, evaluator: "delegation-holder" | "delegation-other-board" | "delegation-roles" | "delegation-consult",
): readonly Rule[] {
  const { law, intervention } = subject.decision;
  const rules = subject.inForce.rules[evaluator];
  return rules.length === 0 ? rules : rules.filter((rule) => appliesTo(rule, law, intervention, subject.area));
}

/** The period of the widest role that covers a day, or null when none does. */
export function widestPeriod(periods: readonly CaseworkerPeriod[], on: Day): CaseworkerPeriod | null {
  let widest: CaseworkerPeriod | null = null;
  for (const period of periods) {
    if (period.from > on || (period.to !== null && period.to < on)) continue;
    if (widest === null || width(period) < width(widest) || (width(period) === width(widest) && period.from > widest.from)) {
      widest = period;
    }
  }
  return widest;
}

/** The period that began last: what shows that a signature is one of the unit's, on whatever day. */
function latestPeriod(periods: readonly CaseworkerPeriod[]): CaseworkerPeriod | null {
  let latest: CaseworkerPeriod | null = null;
  for (const period of periods) if (latest === null || period.from > latest.from) latest = period;
  return latest;
}

function width(period: CaseworkerPeriod): number {
  const place = period.role === null ? -1 : WIDEST_FIRST.indexOf(period.role);
  return place === -1 ? WIDEST_FIRST.length : place;
}

function judgeHolder(rule: Rule, decision: Decision, holder: CaseworkerPeriod | null): DelegationVerdict | null {
  if (decision.decidedBy === null) return verdictOf(rule, "WARNING", "unknown", decision, null, []);
  if (holder === null) return verdictOf(rule, rule.severity, "", decision, null, []);
  return holder.role === "ADM" ? verdictOf(rule, rule.severity, "administrator", decision, holder, []) : null;
}

function judgeRoles(rule: Rule, subject: DelegationCase, holder: CaseworkerPeriod | null): DelegationVerdict | null {
  if (holder?.role != null && rule.allowedRoles.includes(holder.role)) return null;
  const limit = findParameter(rule, "limit");
  if (limit === null) return verdictOf(rule, rule.severity, "", subject.decision, holder, []);
  const order = compareWithLimit(subject, limit);
  if (order === null || order < 0 || (order === 0 && rule.severityAtLimit === null)) return null;
  const evidence = limitEvidence(subject, limit);
  return order > 0 || rule.severityAtLimit === null
    ? verdictOf(rule, rule.severity, "", subject.decision, holder, evidence)
    : verdictOf(rule, rule.severityAtLimit, EXACTLY_AT_LIMIT, subject.decision, holder, evidence);
}

/** Whether a decision is one that the rule keeps for certain roles: over its limit, or any where it has none. */
export function isOverLimit(rule: Rule, subject: DelegationCase): boolean {
  const limit = findParameter(rule, "limit");
  if (limit === null) return true;
  const order = compareWithLimit(subject, limit);
  return order !== null && order > 0;
}

/** What the rules about a decision have limits in and the decision does not say: those limits can't be held against it. */
export function unjudged(subject: DelegationCase): UnjudgedFact[] {
  const units = rulesFor(subject, "delegation-roles").flatMap((rule) => {
    const limit = findParameter(rule, "limit");
    return limit !== null && compareWithLimit(subject, limit) === null ? [limit.unit] : [];
  });
  return UNJUDGED_FACTS.filter((fact) => units.some((unit) => (unit === "level") === (fact === "LEVEL")));
}

/** Negative under the limit, 0 exactly at it, positive over; null when the decision has no such number. */
function compareWithLimit(subject: DelegationCase, limit: RuleParameter): number | null {
  const { level } = subject.decision;
  if (limit.unit === "hoursPerMonth" || limit.unit === "hoursPerWeek") {
    return compareHours(subject.hours, limit.value, limit.unit);
  }
  return level === null ? null : level - limit.value;
}

function limitEvidence(subject: DelegationCase, limit: RuleParameter): EvidenceItem[] {
  const { decision, hours } = subject;
  if (limit.unit === "level") return [ofDecision(decision, "decision.level", String(decision.level))];
  const inMonths = limit.unit === "hoursPerMonth" ? hours.perMonth !== null : hours.perWeek === null;
  return [
    ofDecision(decision, "decision.amount", (inMonths ? hours.perMonth : hours.perWeek) ?? ""),
    ofDecision(decision, "decision.amountUnit", inMonths ? "TIM_MAN" : "TIM_VECKA"),
  ];
}

/** A verdict with the evidence that every delegation finding has: what, when, by whom and in which role. */
export function verdictOf(
  rule: Rule, severity: Severity, variant: string, decision: Decision, holder: CaseworkerPeriod | null,
  more: readonly EvidenceItem[],
): DelegationVerdict {
  const evidence = [
    interventionOf(decision), dateOfDecision(decision, "decision.decidedOn", decision.decidedOn), ...more,
  ];
  if (decision.decidedBy !== null) evidence.push(ofDecision(decision, "decision.decidedBy", decision.decidedBy));
  if (holder !== null) evidence.push(roleOf(holder));
  return { rule, severity, variant, evidence };
}

/** A verdict over the days of a stretch, with its severity from `since`. */
export function delegationTimeline(
  verdict: DelegationVerdict, decision: string | null, stretch: Stretch, since: Day,
): Timeline {
  return {
    rule: verdict.rule.id,
    kind: "DELEGATION",
    decision,
    order: null,
    about: null,
    from: stretch.from,
    to: stretch.to,
    infoFrom: verdict.severity === "INFO" ? since : null,
    warningFrom: verdict.severity === "WARNING" ? since : null,
    criticalFrom: verdict.severity === "CRITICAL" ? since : null,
    dueOn: null,
    countsAsNext: false,
    variant: verdict.variant,
    evidence: verdict.evidence,
  };
}
