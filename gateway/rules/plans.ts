import { type Day, isoDay } from "./calendar.js";
import type { CaseIndex } from "./case-index.js";
import { interventionOf, ofOrder, ofPlan } from "./evidence.js";
import type { Decision, Order, Plan } from "./facts.js";
import { appliesTo, parameterValue, type Rule } from "./rule.js";
import type { RulesInForce } from "./rules-in-force.js";
import { dayAfter, orderStart, overlap, runningOrLaterIn, type Stretch } from "./running.js";
import type { EvidenceItem, Timeline } from "./timeline.js";

/** Contract 6, "Plans": orders without a plan, or whose last plan does not count. `plansFrom` is the unit's. */
export function evaluatePlans(
  index: CaseIndex, area: string | null, plansFrom: Day | null, stretch: Stretch, inForce: RulesInForce, out: Timeline[],
): void {
  for (const { decision, orders } of index.decisions) {
    if (orders.length === 0) continue;
    const current = runningOrLaterIn(decision, stretch);
    if (current === null) continue;
    const applies = (rule: Rule): boolean => appliesTo(rule, decision.law, decision.intervention, area);
    const missing = inForce.rules["plan-missing"].filter(applies);
    const insufficient = inForce.rules["plan-insufficient"].filter(applies);
    if (missing.length === 0 && insufficient.length === 0) continue;
    for (const order of orders) {
      if (plansFrom !== null && order.orderedOn < plansFrom) continue;
      const days = runningOrOrderedIn(order, current);
      if (days === null) continue;
      evaluateOrder(decision, order, index.plansOf(order.number), days, { missing, insufficient }, out);
    }
  }
}

/** The days on which an order runs, or is made but not yet begun. One that ended before it began needs no plan. */
function runningOrOrderedIn(order: Order, stretch: Stretch): Stretch | null {
  return overlap(stretch, Math.min(order.orderedOn, orderStart(order)), dayAfter(order.endsOn));
}

interface PlanRules {
  readonly missing: readonly Rule[];
  readonly insufficient: readonly Rule[];
}

/** Goes through the plans in order: on each day the last one received by then speaks. */
function evaluateOrder(
  decision: Decision, order: Order, plans: readonly Plan[], days: Stretch, rules: PlanRules, out: Timeline[],
): void {
  let last: Plan | null = null;
  let next = 0;
  let from = days.from;
  while (from < days.to) {
    for (let plan = plans[next]; plan !== undefined && plan.receivedOn <= from; plan = plans[++next]) last = plan;
    const upcoming = plans[next];
    const to = upcoming !== undefined && upcoming.receivedOn < days.to ? upcoming.receivedOn : days.to;
    const part = { from, to };
    if (last === null) {
      for (const rule of rules.missing) out.push(planMissing(decision, order, rule, part));
    } else if (!last.counts) {
      for (const rule of rules.insufficient) out.push(planInsufficient(decision, order, last, rule, part));
    }
    from = to;
  }
}

function planMissing(decision: Decision, order: Order, rule: Rule, stretch: Stretch): Timeline {
  const dueOn = order.orderedOn + parameterValue(rule, "dueDays");
  return {
    ...orderTimeline(decision, order, rule, dueOn, stretch),
    kind: "PLAN_MISSING",
    infoFrom: Math.min(order.orderedOn, orderStart(order)),
    warningFrom: dueOn - parameterValue(rule, "warningDays"),
    variant: "",
    evidence: orderEvidence(decision, order),
  };
}

function planInsufficient(decision: Decision, order: Order, plan: Plan, rule: Rule, stretch: Stretch): Timeline {
  const dueOn = plan.receivedOn + parameterValue(rule, "dueDays");
  return {
    ...orderTimeline(decision, order, rule, dueOn, stretch),
    kind: "PLAN_INSUFFICIENT",
    infoFrom: null,
    warningFrom: plan.receivedOn,
    variant: plan.source === "CASE_SYSTEM" ? "returned" : "",
    evidence: [
      ...orderEvidence(decision, order),
      ofPlan(plan, "plan.receivedOn", isoDay(plan.receivedOn)), ofPlan(plan, "plan.source", plan.source),
    ],
  };
}

function orderEvidence(decision: Decision, order: Order): EvidenceItem[] {
  return [
    interventionOf(decision), ofOrder(order, "order.number", order.number),
    ofOrder(order, "order.orderedOn", isoDay(order.orderedOn)), ofOrder(order, "order.provider", order.provider),
  ];
}

function orderTimeline(
  decision: Decision, order: Order, rule: Rule, dueOn: Day, stretch: Stretch,
): Omit<Timeline, "kind" | "infoFrom" | "warningFrom" | "variant" | "evidence"> {
  return {
    rule: rule.id,
    decision: decision.number,
    order: order.number,
    about: null,
    from: stretch.from,
    to: stretch.to,
    criticalFrom: dueOn + 1,
    dueOn,
    countsAsNext: true,
  };
}
