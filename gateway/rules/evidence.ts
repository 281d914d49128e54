import { type Day, isoDay } from "./calendar.js";
import type { CaseworkerPeriod, Client, Decision, FollowUp, Order, Plan } from "./facts.js";
import type { EvidenceItem } from "./timeline.js";

/** A value of a decision, such as `decision.watchOn`. */
export function ofDecision(decision: Decision, name: string, value: string): EvidenceItem {
  return { name, value, fact: "DECISION", key: decision.number, load: decision.load, line: decision.line };
}

/** What the decision is about: part of every finding's evidence, since its title names it. */
export function interventionOf(decision: Decision): EvidenceItem {
  return ofDecision(decision, "decision.intervention", decision.intervention);
}

/** A date of a decision. */
export function dateOfDecision(decision: Decision, name: string, date: Day): EvidenceItem {
  return ofDecision(decision, name, isoDay(date));
}

/** A value of the client, such as `client.deceasedOn`. Never the number. */
export function ofClient(client: Client, name: string, value: string): EvidenceItem {
  return { name, value, fact: "CLIENT", key: client.fileNumber, load: client.load, line: client.line };
}

/** A value of an order, such as `order.orderedOn`. */
export function ofOrder(order: Order, name: string, value: string): EvidenceItem {
  return { name, value, fact: "ORDER", key: order.number, load: order.load, line: order.line };
}

/** A value of a plan. A receipt has no number of its own: its key is the order and the day it was received. */
export function ofPlan(plan: Plan, name: string, value: string): EvidenceItem {
  const part = plan.source === "CASE_SYSTEM" ? String(plan.version) : isoDay(plan.receivedOn);
  return { name, value, fact: "PLAN", key: `${plan.order}/${part}`, load: plan.load, line: plan.line };
}

/** A value of a follow-up. */
export function ofFollowUp(followUp: FollowUp, name: string, value: string): EvidenceItem {
  return { name, value, fact: "FOLLOW_UP", key: followUp.number, load: followUp.load, line: followUp.line };
}

/** The role of a signature in a period. */
export function roleOf(period: CaseworkerPeriod): EvidenceItem {
  return {
    name: "caseworker.role", value: period.role ?? "", fact: "CASEWORKER",
    key: `${period.signature}/${isoDay(period.from)}`, load: period.load, line: period.line,
  };
}
