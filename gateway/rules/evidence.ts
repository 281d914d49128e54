import { type Day, isoDay } from "./calendar.js";
import type {
  Alarm, CareCost, CaseworkerPeriod, Client, Decision, Delivery, FollowUp, IndividualPlan, LssLevel, Order, Plan, Price,
  ReportedMonth,
} from "./facts.js";
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

/** A value of a row of a provider's time report. */
export function ofDelivery(delivery: Delivery, name: string, value: string): EvidenceItem {
  const { provider, month, order, load, line } = delivery;
  return { name, value, fact: "DELIVERY", key: `${provider}/${month}/${order}`, load, line };
}

/** A provider's newest report itself, where what counts is what it lacks. */
export function ofReport(provider: string, { month, load }: ReportedMonth): EvidenceItem {
  return { name: "delivery.month", value: month, fact: "DELIVERY", key: `${provider}/${month}`, load, line: null };
}

/** A value of an alarm. */
export function ofAlarm(alarm: Alarm, name: string, value: string): EvidenceItem {
  const { district, month, position, load, line } = alarm;
  return { name, value, fact: "ON_CALL_EVENT", key: `${district}/${month}/${position}`, load, line };
}

/** A value of a measured level. */
export function ofLevel(fileNumber: string, level: LssLevel, name: string, value: string): EvidenceItem {
  const key = `${fileNumber}/${level.intervention}/${isoDay(level.measuredOn)}`;
  return { name, value, fact: "LSS_LEVEL", key, load: level.load, line: level.line };
}

/** A value of a row of a list of individual plans. */
export function ofIndividualPlan(fileNumber: string, plan: IndividualPlan, name: string, value: string): EvidenceItem {
  const key = `${plan.unit}/${fileNumber}/${plan.kind}/${plan.ordinal}`;
  return { name, value, fact: "INDIVIDUAL_PLAN", key, load: plan.load, line: plan.line };
}

/** A value of a row of a care cost file. */
export function ofCareCost(fileNumber: string, cost: CareCost, name: string, value: string): EvidenceItem {
  const key = `${cost.caseworker}/${cost.year}/${fileNumber}/${cost.intervention}/${cost.ordinal}`;
  return { name, value, fact: "CARE_COST", key, load: cost.load, line: cost.line };
}

/** A value of a row of the price list. */
export function ofPrice(price: Price, name: string, value: string): EvidenceItem {
  const { listYear, intervention, level, per, validFrom, ownership, load, line } = price;
  const key = [listYear, intervention, level ?? "", per, isoDay(validFrom), ownership ?? ""].join("/");
  return { name, value, fact: "PRICE", key, load, line };
}
