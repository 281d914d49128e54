import { isoDay } from "./calendar.js";
import type { CaseIndex } from "./case-index.js";
import { dateOfDecision, interventionOf, ofClient, ofDecision, ofOrder } from "./evidence.js";
import type { Client, Decision, Order } from "./facts.js";
import { appliesTo, parameterValue, type Rule } from "./rule.js";
import type { RulesInForce } from "./rules-in-force.js";
import { dayAfter, isGranted, orderStart, overlap, runningOrLaterIn, type Stretch } from "./running.js";
import { partsByEvidence, runningDecisions, runningOrders } from "./running-evidence.js";
import type { EvidenceItem, Timeline } from "./timeline.js";

/** Contract 6, `integrity.deceased`: a dead client with a decision or an order that runs on. The stretch begins after the death. */
export function evaluateDeceased(
  index: CaseIndex, client: Client, area: string | null, stretch: Stretch, inForce: RulesInForce, out: Timeline[],
): void {
  const { deceasedOn } = client;
  if (deceasedOn === null) return;
  const death = ofClient(client, "client.deceasedOn", isoDay(deceasedOn));
  for (const rule of inForce.rules.deceased) {
    const held = [...runningDecisions(index, rule, area, stretch), ...runningOrders(index, rule, area, stretch)];
    for (const part of partsByEvidence(held)) {
      out.push({
        ...integrityTimeline(rule, part, [death, ...part.evidence]),
        warningFrom: deceasedOn,
        criticalFrom: deceasedOn + parameterValue(rule, "closingDays") + 1,
        dueOn: deceasedOn,
        variant: part.evidence.some(({ fact }) => fact === "DECISION") ? "" : "order",
      });
    }
  }
}

/** Contract 6, `integrity.identity`: a client with a running decision whose number is missing or not valid. */
export function evaluateIdentity(
  index: CaseIndex, client: Client, area: string | null, stretch: Stretch, inForce: RulesInForce, out: Timeline[],
): void {
  const faulty = faultyIn(client, stretch);
  if (faulty === null) return;
  const kind = ofClient(client, "client.numberKind", client.numberKind);
  for (const rule of inForce.rules.identity) {
    for (const part of partsByEvidence(runningDecisions(index, rule, area, faulty))) {
      out.push({
        ...integrityTimeline(rule, part, [kind, ...part.evidence]), warningFrom: part.since, variant: variantOf(client),
      });
    }
  }
}

/** The days on which the client's number is none: all of them, or for a reserve number those before its date. */
function faultyIn(client: Client, stretch: Stretch): Stretch | null {
  if (client.numberKind === "EMPTY" || client.numberKind === "INVALID") return stretch;
  return client.reserveDate === null ? null : overlap(stretch, stretch.from, client.reserveDate);
}

function variantOf({ numberKind }: Client): string {
  if (numberKind === "EMPTY") return "empty";
  return numberKind === "RESERVE" ? "reserve-ahead" : "";
}

/** Contract 6, `integrity.order-on-ended`: orders that run while their decision neither runs nor starts later. */
export function evaluateOrdersOnEnded(
  index: CaseIndex, area: string | null, stretch: Stretch, inForce: RulesInForce, out: Timeline[],
): void {
  for (const { decision, orders } of index.decisions) {
    if (orders.length === 0) continue;
    const current = runningOrLaterIn(decision, stretch);
    for (const rule of inForce.rules["order-on-ended"]) {
      if (!appliesTo(rule, decision.law, decision.intervention, area)) continue;
      for (const order of orders) orderOnEnded(decision, order, current, rule, stretch, out);
    }
  }
}

function orderOnEnded(
  decision: Decision, order: Order, current: Stretch | null, rule: Rule, stretch: Stretch, out: Timeline[],
): void {
  const running = overlap(stretch, orderStart(order), dayAfter(order.endsOn));
  if (running === null) return;
  const parts = current === null
    ? [running]
    : [overlap(running, running.from, current.from), overlap(running, current.to, running.to)];
  for (const part of parts) if (part !== null) out.push(...onEndedTimelines(decision, order, rule, part));
}

/** A part that the decision's first day cuts is told in two: not begun yet, and ended. */
function onEndedTimelines(decision: Decision, order: Order, rule: Rule, part: Stretch): Timeline[] {
  const told = (days: Stretch | null, variant: string, why: readonly EvidenceItem[]): Timeline[] =>
    days === null ? [] : [{
      ...integrityTimeline(rule, days, [
        interventionOf(decision), ...why, ofOrder(order, "order.number", order.number),
        ofOrder(order, "order.provider", order.provider),
      ]),
      decision: decision.number, order: order.number, warningFrom: orderStart(order), variant,
    }];
  if (!isGranted(decision)) return told(part, "rejected", [ofDecision(decision, "decision.outcome", decision.outcome)]);
  const from = dateOfDecision(decision, "decision.from", decision.from);
  return [
    ...told(overlap(part, part.from, decision.from), "not-begun", [from, ...endOf(decision)]),
    ...told(overlap(part, decision.from, part.to), isClosed(decision) ? "closed" : "", endOf(decision)),
  ];
}

/** Whether it was closed in the case system, and not only past its last day. */
function isClosed(decision: Decision): boolean {
  return decision.endedOn !== null && decision.endedOn < dayAfter(decision.to);
}

function endOf(decision: Decision): EvidenceItem[] {
  if (decision.endedOn !== null && isClosed(decision)) return [dateOfDecision(decision, "decision.endedOn", decision.endedOn)];
  return decision.to === null ? [] : [dateOfDecision(decision, "decision.to", decision.to)];
}

/** A finding about the client, without dates. */
function integrityTimeline(rule: Rule, stretch: Stretch, evidence: readonly EvidenceItem[]): Timeline {
  return {
    rule: rule.id,
    kind: "INTEGRITY",
    decision: null,
    order: null,
    about: null,
    from: stretch.from,
    to: stretch.to,
    infoFrom: null,
    warningFrom: null,
    criticalFrom: null,
    dueOn: null,
    countsAsNext: false,
    variant: "",
    evidence,
  };
}
