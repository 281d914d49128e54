import { type Day, isoDay } from "./calendar.js";
import type { CaseIndex, DecisionCase } from "./case-index.js";
import { dateOfDecision, interventionOf, ofOrder } from "./evidence.js";
import type { Decision, Order } from "./facts.js";
import { appliesTo, findParameter, parameterValue, type Rule } from "./rule.js";
import type { RulesInForce } from "./rules-in-force.js";
import { dayAfter, isGranted, orderRunsOn, orderStart, overlap, runningIn, type Stretch } from "./running.js";
import type { EvidenceItem, Timeline } from "./timeline.js";

/** Contract 6, "REASSESSMENT_DUE": time-limited decisions that nothing follows, before and after they end. */
export function evaluateReassessment(
  index: CaseIndex, area: string | null, stretch: Stretch, inForce: RulesInForce, out: Timeline[],
): void {
  for (const item of index.decisions) {
    const { decision } = item;
    if (decision.to === null || !isGranted(decision)) continue;
    for (const rule of inForce.rules.reassessment) {
      if (!appliesTo(rule, decision.law, decision.intervention, area)) continue;
      if (hasSuccessor(item, decision.to)) continue;
      beforeTheEnd(decision, decision.to, rule, stretch, out);
      if (decision.endedOn === null) afterTheEnd(item, decision.to, rule, stretch, out);
    }
  }
}

/** Another decision on the same intervention that takes over within a day of the end, and reaches further. */
function hasSuccessor(item: DecisionCase, lastDay: Day): boolean {
  return item.sameIntervention.some((other) =>
    other.from > item.decision.from && other.from <= lastDay + 1 && other.endedOn === null &&
    (other.to === null || other.to > lastDay) && isGranted(other));
}

/** A running decision's end counts as next even when it is about to be ended earlier, which gives no finding. */
function beforeTheEnd(decision: Decision, lastDay: Day, rule: Rule, stretch: Stretch, out: Timeline[]): void {
  const running = runningIn(decision, stretch);
  if (running === null) return;
  const warningFrom = decision.endedOn === null ? lastDay - warningDays(rule, decision) : null;
  out.push({
    ...reassessmentTimeline(decision, lastDay, rule, running, []), warningFrom, countsAsNext: true, variant: "",
  });
}

function warningDays(rule: Rule, decision: Decision): number {
  const short = findParameter(rule, "warningDaysShort");
  if (short?.interventions?.has(decision.intervention) === true) return short.value;
  return parameterValue(rule, "warningDays");
}

/** The days after the end: critical while an order runs on, else a warning if the decision was a long one. */
function afterTheEnd(item: DecisionCase, lastDay: Day, rule: Rule, stretch: Stretch, out: Timeline[]): void {
  const { decision, orders } = item;
  const end = dayAfter(lastDay);
  const lapsed = overlap(stretch, Math.max(end, decision.from), end + parameterValue(rule, "afterDays"));
  if (lapsed === null) return;
  const wasLong = lastDay - decision.from > parameterValue(rule, "longDays");
  for (const part of partsByOrders(orders, lapsed)) {
    if (part.order !== null) {
      out.push({
        ...reassessmentTimeline(decision, lastDay, rule, part, orderEvidence(part.order)),
        criticalFrom: end, variant: "order-runs-on",
      });
    } else if (wasLong) {
      out.push({ ...reassessmentTimeline(decision, lastDay, rule, part, []), warningFrom: end, variant: "lapsed" });
    }
  }
}

/** Splits a stretch where orders begin and end; each part has an order that runs all through it, or none. */
function partsByOrders(orders: readonly Order[], stretch: Stretch): (Stretch & { readonly order: Order | null })[] {
  const borders = new Set<Day>([stretch.from]);
  for (const order of orders) {
    for (const border of [orderStart(order), dayAfter(order.endsOn)]) {
      if (border > stretch.from && border < stretch.to) borders.add(border);
    }
  }
  const starts = [...borders].sort((a, b) => a - b);
  const sorted = orders.length > 1 ? [...orders].sort((a, b) => (a.number < b.number ? -1 : 1)) : orders;
  return starts.map((from, index) => ({
    from,
    to: starts[index + 1] ?? stretch.to,
    order: sorted.find((order) => orderRunsOn(order, from)) ?? null,
  }));
}

function orderEvidence(order: Order): EvidenceItem[] {
  const evidence = [ofOrder(order, "order.number", order.number)];
  if (order.startsOn === null) evidence.push(ofOrder(order, "order.orderedOn", isoDay(order.orderedOn)));
  else evidence.push(ofOrder(order, "order.startsOn", isoDay(order.startsOn)));
  if (order.endsOn !== null) evidence.push(ofOrder(order, "order.endsOn", isoDay(order.endsOn)));
  return evidence;
}

function reassessmentTimeline(
  decision: Decision, lastDay: Day, rule: Rule, stretch: Stretch, more: readonly EvidenceItem[],
): Timeline {
  return {
    rule: rule.id,
    kind: "REASSESSMENT_DUE",
    decision: decision.number,
    order: null,
    about: null,
    from: stretch.from,
    to: stretch.to,
    infoFrom: null,
    warningFrom: null,
    criticalFrom: null,
    dueOn: lastDay,
    countsAsNext: false,
    variant: "",
    evidence: [
      interventionOf(decision), dateOfDecision(decision, "decision.from", decision.from),
      dateOfDecision(decision, "decision.to", lastDay), ...more,
    ],
  };
}
