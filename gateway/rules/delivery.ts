import { firstDayOf, isoDay, lastDayOf } from "./calendar.js";
import type { CaseIndex } from "./case-index.js";
import { interventionOf, ofDelivery, ofOrder, ofReport } from "./evidence.js";
import { compareDecimals, distance, product, quotient, sumOf } from "./exact.js";
import type { CityFacts, Decision, Delivery, Order, ReportedMonth } from "./facts.js";
import { appliesTo, parameterValue, type Rule } from "./rule.js";
import type { RulesInForce } from "./rules-in-force.js";
import { dayAfter, orderStart, overlap, runningIn, type Stretch } from "./running.js";
import { AS_LONG_AS_IT_HOLDS, type EvidenceItem, type Timeline } from "./timeline.js";

const SECONDS_AN_HOUR = "3600";

/** An order on the days on which it runs, with its provider's latest report and all rows about it up to that. */
interface ReportedOrder {
  readonly decision: Decision;
  readonly order: Order;
  readonly runs: Stretch;
  readonly report: ReportedMonth;
  /** The rows of the latest report. */
  readonly latest: readonly Delivery[];
  /** Seconds. */
  readonly performed: string;
  /** The last row before it with performed time. */
  readonly performedBefore: Delivery | null;
}

/**
 * Contract 6, delivery: orders that the provider's latest time report has no performed time for, or another time than
 * what was ordered.
 */
export function evaluateDelivery(
  index: CaseIndex, city: CityFacts, area: string | null, stretch: Stretch, inForce: RulesInForce, out: Timeline[],
): void {
  for (const { decision, orders } of index.decisions) {
    const applies = (rule: Rule): boolean => appliesTo(rule, decision.law, decision.intervention, area);
    for (const order of orders) {
      const report = city.reported(order.provider);
      const runs = report === null ? null : overlap(stretch, orderStart(order), dayAfter(order.endsOn));
      if (report === null || runs === null) continue;
      const reported = reportedOrder(decision, order, runs, report, index.deliveriesOf(order.number));
      if (compareDecimals(reported.performed, "0") > 0) {
        out.push(...inForce.rules["delivery-deviation"].filter(applies).flatMap((rule) => deviation(reported, rule)));
      } else {
        const absent = inForce.rules[reported.performedBefore === null ? "delivery-not-started" : "delivery-stopped"];
        out.push(...absent.filter(applies).flatMap((rule) => nothingPerformed(reported, rule)));
      }
    }
  }
}

function reportedOrder(
  decision: Decision, order: Order, runs: Stretch, report: ReportedMonth, rows: readonly Delivery[],
): ReportedOrder {
  const latest = rows.filter(({ month }) => month === report.month);
  const before = rows.filter(({ month, performedSeconds }) => month < report.month && compareDecimals(performedSeconds, "0") > 0);
  return {
    decision, order, runs, report, latest, performed: sumOf(latest.map(({ performedSeconds }) => performedSeconds)),
    performedBefore: before.at(-1) ?? null,
  };
}

/** An order that ran all through the reported month, on the days on which its decision runs, too. */
function nothingPerformed(reported: ReportedOrder, rule: Rule): Timeline[] {
  const { decision, order, runs, report, latest, performedBefore } = reported;
  if (orderStart(order) > firstDayOf(report.month) || dayAfter(order.endsOn) <= lastDayOf(report.month)) return [];
  const running = runningIn(decision, runs);
  if (running === null) return [];
  const month = latest[0] === undefined ? ofReport(order.provider, report) : ofDelivery(latest[0], "delivery.month", report.month);
  const evidence = [...orderEvidence(reported), month];
  if (performedBefore === null) {
    return [{ ...deliveryTimeline(reported, rule, running, evidence), kind: "DELIVERY_NOT_STARTED", dueOn: orderStart(order) }];
  }
  evidence.push(ofDelivery(performedBefore, "delivery.lastMonth", performedBefore.month));
  return [{ ...deliveryTimeline(reported, rule, running, evidence), kind: "DELIVERY_DEVIATION", dueOn: null }];
}

/** Performed time that differs by more than the rule's hours, and by more than its share of what was ordered. */
function deviation(reported: ReportedOrder, rule: Rule): Timeline[] {
  const { runs, report, latest, performed } = reported;
  const [first] = latest;
  const ordered = sumOf(latest.map(({ orderedSeconds }) => orderedSeconds));
  const difference = distance(ordered, performed);
  const share = product(ordered, String(parameterValue(rule, "percent")));
  const hours = product(String(parameterValue(rule, "hours")), SECONDS_AN_HOUR);
  const isLarge = compareDecimals(difference, hours) > 0 &&
    compareDecimals(product(difference, "100"), share) > 0;
  if (first === undefined || !isLarge) return [];
  const evidence = [
    ...orderEvidence(reported), ofDelivery(first, "delivery.month", report.month),
    ofDelivery(first, "delivery.orderedHours", inHours(ordered)), ofDelivery(first, "delivery.performedHours", inHours(performed)),
  ];
  return [{ ...deliveryTimeline(reported, rule, runs, evidence), kind: "DELIVERY_DEVIATION", dueOn: null }];
}

/** Hours to read: what is compared stays exact. */
function inHours(seconds: string): string {
  return quotient(seconds, SECONDS_AN_HOUR, 2);
}

function orderEvidence({ decision, order }: ReportedOrder): EvidenceItem[] {
  return [
    interventionOf(decision), ofOrder(order, "order.number", order.number),
    ofOrder(order, order.startsOn === null ? "order.orderedOn" : "order.startsOn", isoDay(orderStart(order))),
    ofOrder(order, "order.provider", order.provider),
  ];
}

function deliveryTimeline(
  { decision, order }: ReportedOrder, rule: Rule, stretch: Stretch, evidence: readonly EvidenceItem[],
): Omit<Timeline, "kind" | "dueOn"> {
  return {
    rule: rule.id,
    decision: decision.number,
    order: order.number,
    about: null,
    from: stretch.from,
    to: stretch.to,
    infoFrom: null,
    warningFrom: AS_LONG_AS_IT_HOLDS,
    criticalFrom: null,
    countsAsNext: false,
    variant: "",
    evidence,
  };
}
