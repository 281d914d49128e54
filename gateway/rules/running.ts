import { type Day, FOREVER } from "./calendar.js";
import type { Decision, Order } from "./facts.js";

/** Days from `from` to, not including, `to`. */
export interface Stretch {
  readonly from: Day;
  readonly to: Day;
}

/** The days that both have, or null. */
export function overlap(a: Stretch, from: Day, to: Day): Stretch | null {
  const start = a.from > from ? a.from : from;
  const end = a.to < to ? a.to : to;
  return start < end ? { from: start, to: end } : null;
}

/** Contract 6, "Terms": outcome BIFALL or DELAVSLAG. */
export function isGranted(decision: Decision): boolean {
  return decision.outcome === "BIFALL" || decision.outcome === "DELAVSLAG";
}

/** The day after the last one, or FOREVER for "tills vidare". */
export function dayAfter(last: Day | null): Day {
  return last === null ? FOREVER : last + 1;
}

/** The days of a stretch on which a decision is running (contract 6, "Terms"), or null. */
export function runningIn(decision: Decision, stretch: Stretch): Stretch | null {
  return isGranted(decision) ? overlap(stretch, decision.from, runningTo(decision)) : null;
}

/** The first day on which a decision that ran no longer does. */
function runningTo(decision: Decision): Day {
  const afterLast = dayAfter(decision.to);
  return decision.endedOn !== null && decision.endedOn < afterLast ? decision.endedOn : afterLast;
}

/**
 * The days of a stretch on which a decision is running or starts later (contract 6, "Plans"), or null. A decision
 * that is ended, even on a later day, does not count as starting later.
 */
export function runningOrLaterIn(decision: Decision, stretch: Stretch): Stretch | null {
  if (!isGranted(decision)) return null;
  if (decision.endedOn !== null) return runningIn(decision, stretch);
  const afterLast = dayAfter(decision.to);
  return overlap(stretch, stretch.from, afterLast > decision.from ? afterLast : decision.from);
}

/** First day of an order: its start, or the day it was made where it has none. */
export function orderStart(order: Order): Day {
  return order.startsOn ?? order.orderedOn;
}

/** Whether an order is running on a day. */
export function orderRunsOn(order: Order, on: Day): boolean {
  return orderStart(order) <= on && (order.endsOn === null || on <= order.endsOn);
}
