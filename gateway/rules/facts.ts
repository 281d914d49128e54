import type { Day } from "./calendar.js";

/** Where a fact came from: the load that brought it and its line in that load's file. */
export interface Provenance {
  readonly load: number;
  readonly line: number | null;
}

/** What a client's number is, judged when it was loaded (contract 1, "Values"). */
export type NumberKind = "PERSONAL" | "COORDINATION" | "RESERVE" | "INVALID" | "EMPTY";

export interface Client extends Provenance {
  readonly fileNumber: string;
  /** The unit that the case system names. The unit that answers stands in {@link CaseSegment}. */
  readonly unit: string;
  readonly caseworker: string | null;
  readonly deceasedOn: Day | null;
  /** From a valid personal or coordination number only. */
  readonly birthDate: Day | null;
  readonly numberKind: NumberKind;
  /** The date in a reserve number, which is no number before that day; null for every other kind. */
  readonly reserveDate: Day | null;
}

export interface Decision extends Provenance {
  readonly number: string;
  readonly law: string;
  readonly intervention: string;
  readonly decidedOn: Day;
  /** `BIFALL`, `DELAVSLAG` or `AVSLAG`. */
  readonly outcome: string;
  readonly from: Day;
  /** Last day, or null for "tills vidare". */
  readonly to: Day | null;
  /** Decimal text with a point, exactly as the file had it ("12.5"): never a float, since limits are compared exactly. */
  readonly amount: string | null;
  /** `TIM_MAN`, `TIM_VECKA`, `DYGN`, `NIVA`, `ST`. */
  readonly amountUnit: string | null;
  readonly level: number | null;
  readonly decidedBy: string | null;
  readonly watchOn: Day | null;
  readonly executedOn: Day | null;
  readonly endedOn: Day | null;
  readonly byCourt: boolean;
}

export interface Order extends Provenance {
  readonly number: string;
  readonly decision: string;
  readonly provider: string;
  readonly orderedOn: Day;
  readonly startsOn: Day | null;
  /** Last day, or null for "tills vidare". */
  readonly endsOn: Day | null;
}

/** A plan that the case system registered, or a receipt that the provider sent. */
export interface Plan extends Provenance {
  readonly order: string;
  readonly source: "CASE_SYSTEM" | "PROVIDER";
  /** The case system's key; 0 for a receipt. */
  readonly version: number;
  readonly receivedOn: Day;
  /** Contract 6, "Plans": read and not returned, or with the client's part in it and at least one goal. */
  readonly counts: boolean;
}

export interface FollowUp extends Provenance {
  readonly number: string;
  readonly decision: string;
  readonly date: Day;
  /** `ORD`, `DUR`, `BOENDE`, `KVAL`, `RESURS`. */
  readonly kind: string;
}

/** A period in which a signature held a role (`HANDL`). */
export interface CaseworkerPeriod extends Provenance {
  readonly signature: string;
  readonly from: Day;
  readonly to: Day | null;
  readonly role: string | null;
}

/** The facts of one case as they were known on one day. Arrays may come in any order. */
export interface CaseFacts {
  readonly client: Client;
  readonly decisions: readonly Decision[];
  readonly orders: readonly Order[];
  readonly plans: readonly Plan[];
  readonly followUps: readonly FollowUp[];
}

/**
 * A stretch of days, `from` included and `to` not, on which the known facts do not change, the same unit answers
 * for the case and the client is alive all through or dead all through. Evaluators see one segment at a time.
 */
export interface CaseSegment {
  readonly from: Day;
  readonly to: Day;
  readonly unit: string;
  /** `AO`, `FN`, `SP`, or null when the unit's row names none. */
  readonly area: string | null;
  readonly district: string;
  readonly dead: boolean;
}

/** Who held which role: the periods of one signature as known in the segment, empty when it has none. */
export type CaseworkerDirectory = (signature: string) => readonly CaseworkerPeriod[];
