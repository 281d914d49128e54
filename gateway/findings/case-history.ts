import type {
  Alarm, CareCost, CaseworkerPeriod, Client, Decision, Delivery, FollowUp, IndividualPlan, LssLevel, Order, Ownership, Plan,
  Price, ReportedMonth,
} from "../rules/facts.js";
import type { Day } from "../rules/calendar.js";
import type { Answering } from "./answering-units.js";
import type { Known } from "./known.js";

/** A client as a case's history has it. */
export interface ClientFact extends Client {
  /** The district that delivered the client: the one that answers where the unit is not known. */
  readonly deliveredBy: string;
}

/** All versions of a case's facts that are known on any day from `since` on. */
export interface CaseHistory {
  readonly fileNumber: string;
  /** The first day whose answers are wanted. */
  readonly since: Day;
  readonly clients: readonly Known<ClientFact>[];
  readonly decisions: readonly Known<Decision>[];
  readonly orders: readonly Known<Order>[];
  readonly plans: readonly Known<Plan>[];
  readonly followUps: readonly Known<FollowUp>[];
  readonly deliveries: readonly Known<Delivery>[];
  readonly alarms: readonly Known<Alarm>[];
  readonly levels: readonly Known<LssLevel>[];
  readonly individualPlans: readonly Known<IndividualPlan>[];
  readonly careCosts: readonly Known<CareCost>[];
}

/** What cases share: who answers for a unit, who held which role, what others have reported, and prices. */
export interface SharedFacts {
  answering(unitCode: string): readonly Answering[];
  periods(signature: string): readonly Known<CaseworkerPeriod>[];
  /** The latest month of a provider's time reports, as it moved on. */
  reported(provider: string): readonly Known<ReportedMonth>[];
  /** The latest month of a district's on-call lists, as it moved on. */
  alarmsReported(district: string): readonly Known<ReportedMonth>[];
  /** Since when a district has sent measured levels; null: it never has. */
  levelsSince(district: string): Day | null;
  /** Since when a unit has sent its list of individual plans; null: it never has. */
  individualPlansSince(unit: string): Day | null;
  prices(intervention: string): readonly Known<Price>[];
  ownership(provider: string): readonly Known<Ownership | null>[];
  /** The day to which what recurs for ever is worked out, not included. */
  readonly horizon: Day;
}
