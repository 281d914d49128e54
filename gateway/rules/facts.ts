import type { Day, Month } from "./calendar.js";

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

/** A row of a provider's time report (`AVVIK`). Seconds are decimal text: deviations are compared exactly. */
export interface Delivery extends Provenance {
  readonly provider: string;
  readonly month: Month;
  readonly order: string;
  /** Which of the report's rows about this order. */
  readonly ordinal: number;
  readonly orderedSeconds: string;
  readonly performedSeconds: string;
}

/** An alarm that an on-call service answered (`JOUR`, `LARM`). */
export interface Alarm extends Provenance {
  readonly district: string;
  readonly month: Month;
  readonly position: number;
  readonly date: Day;
  /** `TRYGGHET` or `SOCIAL`. */
  readonly service: string;
}

/** A measured LSS level (`LSSNIVA`). */
export interface LssLevel extends Provenance {
  readonly intervention: string;
  readonly measuredOn: Day;
  readonly level: number;
}

/** A row of a unit's list of individual plans (`IPLAN`). */
export interface IndividualPlan extends Provenance {
  readonly unit: string;
  /** `IP` (LSS 10 §) or `SIP` (coordinated, with the region). */
  readonly kind: string;
  /** Which of the list's rows about this client and kind. */
  readonly ordinal: number;
  readonly offeredOn: Day | null;
  readonly drawnUpOn: Day | null;
  readonly followUpOn: Day | null;
}

/** A row of a caseworker's care cost file (`VARDFIL`). */
export interface CareCost extends Provenance {
  /** Signature in the file's name. */
  readonly caseworker: string;
  readonly year: string;
  readonly intervention: string;
  /** Which of the file's rows about this client and intervention. */
  readonly ordinal: number;
  readonly provider: string;
  /** SEK as decimal text. */
  readonly price: string;
  /** `DYGN`, `TIM` or `MAN`. */
  readonly per: string;
  /** The last month that has an amount; null when none has. */
  readonly lastMonth: Month | null;
}

/** A row of the price list (`PRISLISTA`). */
export interface Price extends Provenance {
  readonly listYear: string;
  readonly intervention: string;
  /** 1 to 7; null where the price has no level. */
  readonly level: number | null;
  /** `DYGN`, `TIM` or `MAN`. */
  readonly per: string;
  readonly validFrom: Day;
  /** Null where the price holds for both. */
  readonly ownership: Ownership | null;
  /** SEK as decimal text. */
  readonly price: string;
}

/** Who runs a provider (`regi`). */
export type Ownership = "KOMMUN" | "PRIVAT";

/** The facts of one case as they were known on one day. Arrays may come in any order. */
export interface CaseFacts {
  readonly client: Client;
  readonly decisions: readonly Decision[];
  readonly orders: readonly Order[];
  readonly plans: readonly Plan[];
  readonly followUps: readonly FollowUp[];
  readonly deliveries: readonly Delivery[];
  readonly alarms: readonly Alarm[];
  readonly levels: readonly LssLevel[];
  readonly individualPlans: readonly IndividualPlan[];
  readonly careCosts: readonly CareCost[];
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

/** The latest month that a provider or district has reported, and the load that brought it last. */
export interface ReportedMonth {
  readonly month: Month;
  readonly load: number;
}

/** What cases share, as known in the segment: of others' files mostly that they have come at all. */
export interface CityFacts {
  readonly periods: CaseworkerDirectory;
  /** The latest month of a provider's time reports (`AVVIK`). */
  reported(provider: string): ReportedMonth | null;
  /** The latest month that the segment's district has sent of its on-call services (`JOUR`). */
  readonly alarmsReported: ReportedMonth | null;
  /** Whether the segment's district has ever sent measured levels (`LSSNIVA`). */
  readonly levelsCome: boolean;
  /** Whether the segment's unit has ever sent its list of individual plans (`IPLAN`). */
  readonly individualPlansCome: boolean;
  /** The prices of an intervention, of all lists. */
  prices(intervention: string): readonly Price[];
  /** Null for a provider that is not known, or that no file says it of. */
  ownership(provider: string): Ownership | null;
  /** The day to which what recurs for ever is worked out, not included. */
  readonly horizon: Day;
}

/** Who held which role: the periods of one signature as known in the segment, empty when it has none. */
export type CaseworkerDirectory = (signature: string) => readonly CaseworkerPeriod[];
