import type { CaseworkerPeriod, Client, Decision, FollowUp, Order, Plan } from "../rules/facts.js";
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
}

/** What cases share: who answers for a unit, and who held which role. */
export interface SharedFacts {
  answering(unitCode: string): readonly Answering[];
  periods(signature: string): readonly Known<CaseworkerPeriod>[];
}
