import type { CaseFacts, Decision, Delivery, FollowUp, Order, Plan } from "./facts.js";

/** One decision with what belongs to it. */
export interface DecisionCase {
  readonly decision: Decision;
  readonly orders: readonly Order[];
  /** By date, then number. */
  readonly followUps: readonly FollowUp[];
  /** All decisions of the client about the same intervention, this one among them. */
  readonly sameIntervention: readonly Decision[];
}

/** The facts of one case, found once for all evaluators. */
export interface CaseIndex {
  readonly decisions: readonly DecisionCase[];
  /** The plans of an order, in the order of contract 6, "Plans". */
  plansOf(order: string): readonly Plan[];
  /** The rows of time reports about an order, by month. */
  deliveriesOf(order: string): readonly Delivery[];
}

const NO_ORDERS: readonly Order[] = [];
const NO_FOLLOW_UPS: readonly FollowUp[] = [];
const NO_PLANS: readonly Plan[] = [];
const NO_DELIVERIES: readonly Delivery[] = [];

/** The facts of a case that hang on its decisions. */
type IndexedFacts = Pick<CaseFacts, "decisions" | "orders" | "plans" | "followUps" | "deliveries">;

/** Groups the facts of a case. Facts whose decision or order is not among them (withdrawn) are left out. */
export function indexCase(facts: IndexedFacts): CaseIndex {
  const orders = groupBy(facts.orders, (order) => order.decision);
  const followUps = groupBy(facts.followUps, (followUp) => followUp.decision);
  const plans = groupBy(facts.plans, (plan) => plan.order);
  const deliveries = groupBy(facts.deliveries, (delivery) => delivery.order);
  const interventions = groupBy(facts.decisions, (decision) => decision.intervention);
  for (const group of followUps.values()) if (group.length > 1) group.sort(byDateThenNumber);
  for (const group of plans.values()) if (group.length > 1) group.sort(byReceivedThenSource);
  for (const group of deliveries.values()) if (group.length > 1) group.sort(byMonthThenRow);
  return {
    decisions: facts.decisions.map((decision) => ({
      decision,
      orders: orders.get(decision.number) ?? NO_ORDERS,
      followUps: followUps.get(decision.number) ?? NO_FOLLOW_UPS,
      sameIntervention: interventions.get(decision.intervention) ?? [decision],
    })),
    plansOf: (order) => plans.get(order) ?? NO_PLANS,
    deliveriesOf: (order) => deliveries.get(order) ?? NO_DELIVERIES,
  };
}

function groupBy<Fact>(facts: readonly Fact[], keyOf: (fact: Fact) => string): Map<string, Fact[]> {
  const groups = new Map<string, Fact[]>();
  for (const fact of facts) {
    const key = keyOf(fact);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [fact]);
    else group.push(fact);
  }
  return groups;
}

function byDateThenNumber(a: FollowUp, b: FollowUp): number {
  return a.date - b.date || (a.number < b.number ? -1 : 1);
}

/** Contract 6, "Plans": by received date, then the case system's by version before the provider's by line. */
function byReceivedThenSource(a: Plan, b: Plan): number {
  if (a.receivedOn !== b.receivedOn) return a.receivedOn - b.receivedOn;
  if (a.source !== b.source) return a.source === "CASE_SYSTEM" ? -1 : 1;
  if (a.source === "CASE_SYSTEM") return a.version - b.version;
  return (a.line ?? 0) - (b.line ?? 0) || a.load - b.load;
}

function byMonthThenRow(a: Delivery, b: Delivery): number {
  if (a.month !== b.month) return a.month < b.month ? -1 : 1;
  if (a.provider !== b.provider) return a.provider < b.provider ? -1 : 1;
  return a.ordinal - b.ordinal;
}
