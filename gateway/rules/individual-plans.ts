import { addMonths, type Day, isoDay } from "./calendar.js";
import type { CaseIndex } from "./case-index.js";
import { ofIndividualPlan } from "./evidence.js";
import type { CaseFacts, CaseSegment, CityFacts, IndividualPlan } from "./facts.js";
import { appliesInArea, parameterValue, type Rule } from "./rule.js";
import type { RulesInForce } from "./rules-in-force.js";
import { overlap, type Stretch } from "./running.js";
import { partsByEvidence, runningDecisions } from "./running-evidence.js";
import { AS_LONG_AS_IT_HOLDS, type EvidenceItem, type Timeline } from "./timeline.js";

/** The kind of plan that LSS 10 § gives a right to. */
const INDIVIDUAL = "IP";

/** Contract 6, "INDIVIDUAL_PLAN": plans whose follow-up is due, and clients who were not offered one for a year. */
export function evaluateIndividualPlans(
  index: CaseIndex, facts: CaseFacts, city: CityFacts, { area, unit }: Pick<CaseSegment, "area" | "unit">, stretch: Stretch,
  inForce: RulesInForce, out: Timeline[],
): void {
  const { fileNumber } = facts.client;
  for (const rule of inForce.rules["individual-plan-follow-up"]) {
    if (!appliesInArea(rule, area)) continue;
    for (const plan of latestOfEachKind(facts.individualPlans, unit)) {
      if (plan.followUpOn !== null) out.push(followUpTimeline(fileNumber, plan, plan.followUpOn, rule, stretch));
    }
  }
  if (!city.individualPlansCome) return;
  const offers = offersOf(facts.individualPlans);
  for (const rule of inForce.rules["individual-plan"]) {
    for (const lack of daysWithoutOffer(offers, parameterValue(rule, "offerMonths"), stretch)) {
      for (const part of partsByEvidence(runningDecisions(index, rule, area, lack))) {
        out.push(offerTimeline(fileNumber, lack.last, part.since, part.evidence, rule, part));
      }
    }
  }
}

/** By the day on which they were drawn up; rows without one don't count (contract 6). Of one day the unit's own list counts. */
function latestOfEachKind(plans: readonly IndividualPlan[], unit: string): IndividualPlan[] {
  const latest = new Map<string, IndividualPlan>();
  const byDay = (a: IndividualPlan, b: IndividualPlan): number =>
    (a.drawnUpOn ?? 0) - (b.drawnUpOn ?? 0) || Number(a.unit === unit) - Number(b.unit === unit) || byRow(a, b);
  for (const plan of [...plans].sort(byDay)) if (plan.drawnUpOn !== null) latest.set(plan.kind, plan);
  return [...latest.values()];
}

/** Of one day the row further down the list counts. */
function byRow(a: IndividualPlan, b: IndividualPlan): number {
  if (a.kind !== b.kind) return a.kind < b.kind ? -1 : 1;
  return a.unit === b.unit ? a.ordinal - b.ordinal : a.unit < b.unit ? -1 : 1;
}

/** A day on which an individual plan was offered, or drawn up where no offer is noted. */
interface Offer {
  readonly on: Day;
  readonly plan: IndividualPlan;
}

function offersOf(plans: readonly IndividualPlan[]): Offer[] {
  return plans
    .filter(({ kind }) => kind === INDIVIDUAL)
    .flatMap((plan) => {
      const on = plan.offeredOn ?? plan.drawnUpOn;
      return on === null ? [] : [{ on, plan }];
    })
    .sort((a, b) => a.on - b.on || byRow(a.plan, b.plan));
}

/** Days on which no offer is fresh. */
interface WithoutOffer extends Stretch {
  /** The latest offer by then; null when there was none. */
  readonly last: { readonly offer: Offer; readonly dueOn: Day } | null;
}

function daysWithoutOffer(offers: readonly Offer[], months: number, stretch: Stretch): WithoutOffer[] {
  const parts = [null, ...offers].map((offer, at) => {
    const until = offers[at]?.on ?? stretch.to;
    return offer === null
      ? { from: stretch.from, to: until, last: null }
      : { from: firstStaleDay(offer.on, months), to: until, last: { offer, dueOn: addMonths(offer.on, months) } };
  });
  return parts.flatMap(({ from, to, last }) => {
    const days = overlap(stretch, from, to);
    return days === null ? [] : [{ ...days, last }];
  });
}

/** The first day that has the offer no longer after itself − so many months (contract 6: "after today − 1 year"). */
function firstStaleDay(on: Day, months: number): Day {
  let first = addMonths(on, months);
  while (addMonths(first, -months) < on) first++;
  return first;
}

function followUpTimeline(fileNumber: string, plan: IndividualPlan, dueOn: Day, rule: Rule, stretch: Stretch): Timeline {
  return {
    ...clientTimeline(rule, stretch),
    about: plan.kind,
    warningFrom: dueOn - parameterValue(rule, "warningDays"),
    criticalFrom: dueOn + 1,
    dueOn,
    variant: "",
    evidence: [
      ofIndividualPlan(fileNumber, plan, "individualPlan.kind", plan.kind),
      ofIndividualPlan(fileNumber, plan, "individualPlan.drawnUpOn", plan.drawnUpOn === null ? "" : isoDay(plan.drawnUpOn)),
      ofIndividualPlan(fileNumber, plan, "individualPlan.followUpOn", isoDay(dueOn)),
    ],
  };
}

function offerTimeline(
  fileNumber: string, last: WithoutOffer["last"], since: Day, running: readonly EvidenceItem[], rule: Rule, stretch: Stretch,
): Timeline {
  const common = { ...clientTimeline(rule, stretch), about: null, warningFrom: AS_LONG_AS_IT_HOLDS, criticalFrom: null };
  if (last === null) return { ...common, dueOn: since, variant: "never", evidence: running };
  const { on, plan } = last.offer;
  const isOffered = plan.offeredOn !== null;
  return {
    ...common,
    dueOn: last.dueOn,
    variant: isOffered ? "" : "drawn-up",
    evidence: [
      ofIndividualPlan(fileNumber, plan, isOffered ? "individualPlan.offeredOn" : "individualPlan.drawnUpOn", isoDay(on)),
      ...running,
    ],
  };
}

function clientTimeline(
  rule: Rule, stretch: Stretch,
): Pick<Timeline, "rule" | "kind" | "decision" | "order" | "from" | "to" | "infoFrom" | "countsAsNext"> {
  return {
    rule: rule.id,
    kind: "INDIVIDUAL_PLAN",
    decision: null,
    order: null,
    from: stretch.from,
    to: stretch.to,
    infoFrom: null,
    countsAsNext: false,
  };
}
