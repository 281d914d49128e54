import type { FactType } from "../rules/timeline.js";

/*
 * Which tables of facts the change feed tells of, and what of them: the one place that knows it. A new kind of fact is a
 * new entry; `fact-tables.test.ts` fails as long as a table or a column has no word here.
 */

/** What a value in a fact says. */
export type Field =
  /** A column. */
  | string
  /** A column that holds the key of another fact about a person: for a receiver of pseudonyms, its pseudonym. */
  | { readonly column: string; readonly refersTo: FactType }
  /** An SQL expression over columns of the version `fact`. */
  | { readonly sql: string };

/** Whom a fact is about, by one of its columns: who may know of them is told of the fact. */
export type About =
  | { readonly client: string }
  /** About a client, or where it names none about a district as a whole. */
  | { readonly client: string; readonly orDistrict: string }
  /** About the client of a decision, or of an order's decision. */
  | { readonly decision: string }
  | { readonly order: string }
  /** About no client, but a unit. */
  | { readonly unit: string }
  /** About the city, and no secret. */
  | "CITY";

/** A table whose versions the feed tells as changes of one type of fact. */
export interface FactTable {
  /** Tells the table in cursors, and orders tables within a commit: never used for another. From 1 to 99. */
  readonly number: number;
  readonly table: string;
  readonly type: FactType;
  /** Columns of the key, which are joined by `/`. */
  readonly key: readonly string[];
  /** Its key counts the rows of a list, of whomever they are: nobody gets it as it stands, since a number that is missing would be somebody's who is protected. */
  readonly countedRows?: true;
  readonly about: About;
  /** What is told, under the names that the types of contract 4 have. */
  readonly fields: Readonly<Record<string, Field>>;
  /** Columns that are never told, and why. */
  readonly withheld: Readonly<Record<string, string>>;
}

const KEY_ALONE = "it stands in the key";

export const FACT_TABLES: readonly FactTable[] = [
  {
    number: 1, table: "unit", type: "UNIT", key: ["code"], about: { unit: "code" },
    fields: { name: "name", district: "district", area: "area", validFrom: "valid_from", validTo: "valid_to", replacedBy: "replaced_by" },
    withheld: {},
  },
  {
    number: 2, table: "caseworker_period", type: "CASEWORKER", key: ["signature", "valid_from"], about: { unit: "unit_code" },
    fields: { signature: "signature", validFrom: "valid_from", validTo: "valid_to", unit: "unit_code", role: "role" },
    withheld: { name: "a person's name" },
  },
  {
    number: 3, table: "provider", type: "PROVIDER", key: ["code"], about: "CITY",
    fields: { name: "name", municipal: "municipal", connected: "connected" },
    withheld: {},
  },
  {
    number: 4, table: "client", type: "CLIENT", key: ["file_number"], about: { client: "file_number" },
    fields: {
      unit: "unit_code", caseworker: "caseworker", deceasedOn: "deceased_on", eligibilityGroup: "eligibility_group",
      childAtHome: "child_at_home",
    },
    withheld: {
      protection: "whoever is told of is not protected",
      sex: "with a birth date it comes close to a name", birth_date: "it is part of the personal number",
      number_kind: "it tells of the personal number", reserve_date: "it tells of the personal number",
    },
  },
  {
    number: 5, table: "investigation", type: "INVESTIGATION", key: ["number"], about: { client: "file_number" },
    fields: { appliedOn: "applied_on", openedOn: "opened_on", closedOn: "closed_on", method: "method", signature: "signature" },
    withheld: {},
  },
  {
    number: 6, table: "decision", type: "DECISION", key: ["number"], about: { client: "file_number" },
    fields: {
      investigation: { column: "investigation", refersTo: "INVESTIGATION" }, law: "law", intervention: "intervention",
      decidedOn: "decided_on", outcome: "outcome", validFrom: "valid_from", validTo: "valid_to", amount: "amount",
      amountUnit: "amount_unit", level: "level", decidedBy: "decided_by", watchOn: "watch_on", executedOn: "executed_on",
      endedOn: "ended_on", byCourt: "by_court",
    },
    withheld: {},
  },
  {
    number: 7, table: "care_order", type: "ORDER", key: ["number"], about: { decision: "decision_number" },
    fields: {
      decision: { column: "decision_number", refersTo: "DECISION" }, provider: "provider", orderedOn: "ordered_on",
      startsOn: "starts_on", endsOn: "ends_on", hoursPerMonth: "hours_per_month",
    },
    withheld: {},
  },
  {
    number: 8, table: "plan", type: "PLAN", key: ["order_number", "version"], about: { order: "order_number" },
    fields: {
      order: { column: "order_number", refersTo: "ORDER" }, source: { sql: "'CASE_SYSTEM'" }, version: "version",
      receivedOn: "received_on", approved: "approved", counts: { sql: "coalesce(fact.approved, TRUE)" },
    },
    withheld: {},
  },
  {
    number: 9, table: "plan_receipt", type: "PLAN", key: ["order_number", "drawn_up_on"], about: { order: "order_number" },
    fields: {
      order: { column: "order_number", refersTo: "ORDER" }, source: { sql: "'PROVIDER'" }, drawnUpOn: "drawn_up_on",
      receivedOn: "received_on", tookPart: "took_part", goals: "goals",
      counts: { sql: "fact.took_part AND coalesce(fact.goals, 0) >= 1" },
    },
    withheld: { signature: "free text of the provider's" },
  },
  {
    number: 10, table: "follow_up", type: "FOLLOW_UP", key: ["number"], about: { decision: "decision_number" },
    fields: { decision: { column: "decision_number", refersTo: "DECISION" }, date: "followed_up_on", kind: "kind", signature: "signature" },
    withheld: {},
  },
  {
    number: 11, table: "delivery", type: "DELIVERY", key: ["provider", "month", "order_number", "ordinal"], about: { client: "file_number" },
    fields: {
      order: { column: "order_number", refersTo: "ORDER" }, provider: "provider", month: "month",
      orderedHours: { sql: "fact.ordered_seconds / 3600" }, performedHours: { sql: "fact.performed_seconds / 3600" },
    },
    withheld: { ordinal: KEY_ALONE },
  },
  {
    number: 12, table: "on_call_event", type: "ON_CALL_EVENT", key: ["district", "month", "position"], countedRows: true,
    about: { client: "file_number" },
    fields: { district: "district", happenedOn: "happened_on", happenedAt: "happened_at", service: "service", event: "event" },
    withheld: { month: KEY_ALONE, position: "what is missing between two of them is somebody else's" },
  },
  {
    number: 13, table: "feedback", type: "FEEDBACK", key: ["district", "id_in_source"], about: { client: "file_number", orDistrict: "district" },
    fields: {
      district: "district", happenedOn: "happened_on", kind: "kind", directedAt: "directed_at", provider: "provider",
      intervention: "intervention",
    },
    withheld: { id_in_source: KEY_ALONE },
  },
  {
    number: 14, table: "budget_line", type: "BUDGET_LINE", key: ["unit_code", "year", "sheet", "line_code"], about: { unit: "unit_code" },
    fields: {
      unit: "unit_code", year: "year", intervention: "intervention", account: "account", budget: "budget", months: "months",
      forecast: "forecast",
    },
    withheld: { sheet: KEY_ALONE, line_code: KEY_ALONE },
  },
  {
    number: 15, table: "ledger_line", type: "LEDGER_LINE", key: ["ledger", "year", "unit_code", "account", "month", "kind"],
    about: { unit: "unit_code" },
    fields: { unit: "unit_code", year: "year", account: "account", month: "month", kind: "kind", amount: "amount" },
    withheld: { ledger: KEY_ALONE },
  },
  {
    number: 16, table: "care_cost", type: "CARE_COST", key: ["caseworker", "year", "file_number", "intervention", "ordinal"], about: { client: "file_number" },
    fields: {
      caseworker: "caseworker", year: "year", provider: "provider", intervention: "intervention", price: "price", per: "per",
      months: "months", yearForecast: "year_forecast",
    },
    withheld: { ordinal: KEY_ALONE },
  },
  {
    number: 17, table: "lss_level", type: "LSS_LEVEL", key: ["file_number", "intervention", "measured_on"], about: { client: "file_number" },
    fields: { intervention: "intervention", measuredOn: "measured_on", level: "level", rate: "rate" },
    withheld: {},
  },
  {
    number: 18, table: "price", type: "PRICE", key: ["list_year", "intervention", "level", "per", "valid_from", "ownership"], about: "CITY",
    fields: {
      listYear: "list_year", intervention: "intervention", level: "level", per: "per", validFrom: "valid_from", ownership: "ownership",
      price: "price",
    },
    withheld: {},
  },
  {
    number: 19, table: "individual_plan", type: "INDIVIDUAL_PLAN", key: ["unit_code", "file_number", "kind", "ordinal"],
    about: { client: "file_number" },
    fields: { unit: "unit_code", kind: "kind", offeredOn: "offered_on", drawnUpOn: "drawn_up_on", followUpOn: "follow_up_on" },
    withheld: { ordinal: KEY_ALONE },
  },
];

/** Tables of facts of which nothing is ever told, and why. */
export const NEVER_TOLD: Readonly<Record<string, string>> = {
  person: "names and personal numbers",
  delivery_reason: "free text about a person",
  on_call_measure: "free text about a person",
  feedback_text: "free text about a person",
};

/** Every type of fact that the feed tells of. The order is that of the bits in cursors: new ones come last. */
export const FACT_TYPES: readonly FactType[] = [
  "UNIT", "CASEWORKER", "CLIENT", "INVESTIGATION", "DECISION", "ORDER", "PLAN", "FOLLOW_UP", "PROVIDER", "DELIVERY",
  "ON_CALL_EVENT", "FEEDBACK", "BUDGET_LINE", "LEDGER_LINE", "CARE_COST", "LSS_LEVEL", "PRICE", "INDIVIDUAL_PLAN",
];

/** Whether facts of the table are about persons. */
export function isAboutPersons({ about }: FactTable): boolean {
  return about !== "CITY" && !("unit" in about);
}
