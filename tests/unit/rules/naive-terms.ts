import { civil, type Day, daysInMonth, dayOf } from "../../../gateway/rules/calendar.js";
import type { Decision, Order } from "../../../gateway/rules/facts.js";

/* Contract 6, "Terms", read aloud: shares nothing with the evaluators but the shape of the facts and the calendar. */

/** Where a case belongs. */
export interface Place {
  readonly area: string | null;
  readonly district: string;
  readonly plansFrom: Day | null;
}

export const granted = (decision: Decision): boolean => ["BIFALL", "DELAVSLAG"].includes(decision.outcome);

export function running(decision: Decision, on: Day): boolean {
  return granted(decision) && decision.from <= on && (decision.to === null || decision.to >= on) &&
    (decision.endedOn === null || decision.endedOn > on);
}

export function months(from: Day, count: number): Day {
  let { year, month } = civil(from);
  const { dayOfMonth } = civil(from);
  for (let step = 0; step < count; step++) {
    month++;
    if (month > 12) { month = 1; year++; }
  }
  return dayOf(year, month, Math.min(dayOfMonth, daysInMonth(year, month)));
}

export function orderRunning(order: Order, on: Day): boolean {
  return (order.startsOn ?? order.orderedOn) <= on && (order.endsOn === null || order.endsOn >= on);
}
