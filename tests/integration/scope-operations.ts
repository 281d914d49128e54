import fc from "fast-check";
import type { Role, Viewer } from "../../gateway/access/viewer.js";
import { FILE_NUMBERS, NOBODYS, NOBODYS_NUMBER, PERSONAL_NUMBERS, SIGNATURES } from "./scope-city.js";
import { UNITS_OF_CITY } from "./scope-units.js";
import { TODAY } from "./world.js";

/*
 * The one register of what the tests of scope know of the schema. Whatever the schema has and this lacks fails
 * nobody-past-scope.test.ts: a root field without an entry, an argument or input field without values. A field of a type
 * needs no entry, since each is selected wherever its type is answered.
 *
 * A new operation: an entry in SCOPED_OPERATIONS. A new argument or field of an input: its values beside the others.
 * Enums, truth values, dates and inputs themselves come from the schema.
 */

/** What an operation may draw on for one caller. Staff and units are nobody's secret. */
export interface Shown {
  /** Whether it tells of the persons whom the caller may know of; of others it never does. */
  readonly persons: boolean;
  /** Whether it tells what was said of them on all days, and so goes by the newest word on them alone; else of one day. */
  readonly history?: true;
  /** Whether it tells a manager of those in the units that they manage alone, and not of those where a colleague is covered by name. */
  readonly managed?: true;
  /** Whether names, numbers and birth dates are among that. */
  readonly identities: boolean;
  /** Whether it tells which files came and which rows wait: never of whom. */
  readonly files: boolean;
  /** Whether it tells the budgets of the units that the caller works for. */
  readonly budgets?: true;
  /** Whether it tells of them as numbers alone. */
  readonly figures?: true;
  /** Which reads it tells of: of those persons alone, or all, and never of whom else. */
  readonly reads: "NONE" | "OF_PERSONS" | "ALL";
}

/** Values of arguments, by name. */
export type Variables = Readonly<Record<string, unknown>>;

/** One operation of the schema. */
export interface ScopedOperation {
  /** Which roles it is for, and what of a person, a file or a read it may tell them. */
  readonly shows: (viewer: Viewer) => Shown;
  /** Who sees something of it, where whoever has every other role does not. */
  readonly seenBy?: readonly Role[];
  /** The argument that says of which day the answer is; null when it is always of today. */
  readonly day: string | null;
  /** What to ask with, by argument: a value of each, or one of a list's. */
  readonly asks: Readonly<Record<string, fc.Arbitrary<unknown>>>;
  /** Arguments of questions that together reach everybody: the day is added. None where these cities have nothing to answer by. */
  readonly everybody: readonly Variables[];
}

const SHOWS_NOTHING: Shown = { persons: false, identities: false, files: false, reads: "NONE" };
const SHOWS_FILES: Shown = { ...SHOWS_NOTHING, files: true };

export function has({ roles }: Viewer, ...wanted: Role[]): boolean {
  return wanted.some((role) => roles.includes(role));
}

/** To these roles the persons in scope, and who they are to those who handle cases; to others nothing. */
function personsTo(...roles: Role[]): (viewer: Viewer) => Shown {
  return (viewer) => has(viewer, ...roles) ? { persons: true, identities: has(viewer, "CASEWORKER", "MANAGER"), files: true, reads: "NONE" } : SHOWS_NOTHING;
}

function figuresTo(...roles: Role[]): (viewer: Viewer) => Shown {
  return (viewer) => ({ ...personsTo(...roles)(viewer), identities: false, figures: true });
}

function managersFiguresTo(...roles: Role[]): (viewer: Viewer) => Shown {
  return (viewer) => ({ ...figuresTo(...roles)(viewer), ...(has(viewer, "MANAGER") && { managed: true }) });
}

function readsTo(viewer: Viewer): Shown {
  if (!has(viewer, "MANAGER", "OPERATOR")) return SHOWS_NOTHING;
  return { ...personsTo("MANAGER")(viewer), managed: true, reads: has(viewer, "OPERATOR") ? "ALL" : "OF_PERSONS" };
}

const fileNumber = fc.constantFrom(...FILE_NUMBERS, ...FILE_NUMBERS, ...NOBODYS, "");
/** As pages write it, too. */
const personalNumber = fc.constantFrom(...PERSONAL_NUMBERS, NOBODYS_NUMBER)
  .chain((number) => fc.constantFrom(number, `${number.slice(0, 8)}-${number.slice(8)}`));
/** Of every argument that is a date and has no values of its own. */
export const ANY_DAY = fc.constantFrom("2022-06-30", "2022-11-21", "2022-11-28", TODAY, "2022-12-24");

const EVERY_KEY = [
  ...[...FILE_NUMBERS, ...NOBODYS].map((key) => ({ fileNumber: key })),
  ...[...PERSONAL_NUMBERS, NOBODYS_NUMBER].map((key) => ({ personalNumber: key })),
];

/** `first`, and cursors of the list's places, those of people out of scope too; now and then of another list. */
function pagesOf(...lists: string[]): Readonly<Record<"first" | "after", fc.Arbitrary<unknown>>> {
  const places = fc.oneof(
    fc.tuple(fc.integer({ min: 18_000, max: 19_400 }), fc.constantFrom(...FILE_NUMBERS).map((key) => `review.annual:decision:${key}/1`)),
    fc.tuple(fc.integer({ min: -8, max: 0 }), fc.integer({ min: 0, max: 9 }).map(String)),
  );
  const after = fc.tuple(fc.constantFrom(...lists, ...lists, "another"), places)
    .map(([list, [rank, tie]]) => Buffer.from(JSON.stringify([list, rank, tie])).toString("base64url"));
  return { first: fc.constantFrom(1, 2, 3, 40, 40, 0), after };
}

/** What operators do about loads and rows, by their numbers. The city is put back after each question. */
function operatorsWork(...ids: string[]): ScopedOperation {
  return {
    shows: (viewer) => (has(viewer, "OPERATOR") ? SHOWS_FILES : SHOWS_NOTHING),
    day: null, asks: { id: fc.constantFrom(...ids, "99", "none") }, everybody: ids.map((id) => ({ id })),
  };
}

/** Of those whom a change is asked of: after each the city is made anew, which takes its time. */
const SOME = [...FILE_NUMBERS.slice(0, 4), NOBODYS[0]];

/** Findings that a case of these cities may have. */
const findingOf = (key: string): string => `review.annual:decision:${key}/1`;
const finding = fc.constantFrom(...FILE_NUMBERS, ...FILE_NUMBERS, ...NOBODYS).map(findingOf);
const answersAFinding = (asks: ScopedOperation["asks"], given: Variables): ScopedOperation => ({
  shows: personsTo("CASEWORKER", "MANAGER"), day: null, asks: { finding, ...asks },
  everybody: SOME.map((key) => ({ finding: findingOf(key), ...given })),
});
const order = fc.constantFrom(...FILE_NUMBERS, ...NOBODYS).map((key) => `${key}/1`);
const unit = fc.constantFrom(...UNITS_OF_CITY, "none");

/** By root field, as `Query.overlay`. */
export const SCOPED_OPERATIONS: Readonly<Record<string, ScopedOperation>> = {
  "Query.overlay": { shows: personsTo("CASEWORKER", "MANAGER"), day: "asOf", asks: {}, everybody: [{ keys: EVERY_KEY }] },
  "Query.case": {
    shows: personsTo("CASEWORKER", "MANAGER", "CONTROLLER"),
    day: "asOf",
    asks: { fileNumber },
    everybody: [...FILE_NUMBERS, NOBODYS[0]].map((key) => ({ fileNumber: key })),
  },
  "Query.findings": {
    shows: personsTo("CASEWORKER", "MANAGER", "CONTROLLER"),
    day: "asOf",
    asks: pagesOf("findings DUE_ON_ASC", "findings DUE_ON_DESC", "findings SEVERITY_DESC"),
    everybody: [{ first: 100 }],
  },
  "Query.checkDecision": {
    shows: personsTo("CASEWORKER", "MANAGER"),
    day: null,
    asks: {},
    everybody: [...FILE_NUMBERS.slice(0, 3), NOBODYS[0]].map((key) => ({ draft: { fileNumber: key, law: "SoL 4:1", intervention: "HTJ", hoursPerMonth: 200 } })),
  },
  "Query.worklist": {
    shows: personsTo("CASEWORKER", "MANAGER"),
    day: "on",
    asks: { unit, caseworker: fc.constantFrom(...SIGNATURES), ...pagesOf("worklist") },
    everybody: [{ first: 100 }],
  },
  "Query.worklistCounts": {
    shows: figuresTo("CASEWORKER", "MANAGER"), day: "on", asks: { unit, caseworker: fc.constantFrom(...SIGNATURES) }, everybody: [{}],
  },
  "Query.clientList": {
    shows: personsTo("CASEWORKER", "MANAGER"),
    day: "on",
    asks: { unit, caseworker: fc.constantFrom(...SIGNATURES), ...pagesOf("clientList") },
    everybody: [{ first: 100 }],
  },
  "Query.caseload": { shows: managersFiguresTo("MANAGER"), day: "on", asks: { unit }, everybody: [{}] },
  "Query.rulePrecision": { shows: managersFiguresTo("MANAGER", "CONTROLLER"), day: null, asks: { unit }, everybody: [{}] },
  "Query.simulateRule": {
    shows: personsTo("MANAGER", "CONTROLLER"),
    day: "asOf",
    asks: { unit, rule: fc.constantFrom("review.annual", "review.annual", "delegation.holder", "none") },
    everybody: [{ rule: "review.annual", parameters: [{ name: "intervalMonths", value: 1 }] }],
  },
  "Query.reminderText": {
    shows: personsTo("CASEWORKER", "MANAGER"), day: null, asks: { order }, everybody: SOME.map((key) => ({ order: `${key}/1` })),
  },
  "Mutation.acknowledgeFinding": answersAFinding({ note: fc.constantFrom("Bokad", ""), until: ANY_DAY }, { note: "Bokad" }),
  "Mutation.withdrawAcknowledgement": answersAFinding({}, {}),
  "Mutation.disputeFinding": answersAFinding({ reason: fc.constantFrom("Gjord redan", "") }, { reason: "Gjord redan" }),
  "Mutation.recordReminder": {
    shows: personsTo("CASEWORKER", "MANAGER"),
    day: null,
    asks: { order, sentOn: ANY_DAY, note: fc.constantFrom("Ringde") },
    everybody: SOME.map((key) => ({ order: `${key}/1`, sentOn: TODAY, note: "Ringde" })),
  },
  "Query.rejectedRows": {
    shows: personsTo("OPERATOR"),
    day: null,
    asks: { load: fc.constantFrom("1", "2", "99", "none"), ...pagesOf("rejectedRows") },
    everybody: [{ first: 100 }],
  },
  "Mutation.openRejectedRow": {
    shows: personsTo("OPERATOR"),
    day: null,
    asks: { id: fc.constantFrom("1", "2", "3", "4", "5", "99", "none") },
    everybody: ["1", "2", "3", "4", "5"].map((id) => ({ id })),
  },
  "Query.accessLog": {
    shows: readsTo,
    day: null,
    asks: pagesOf("accessLog"),
    everybody: [
      { first: 100, filter: { from: "2022-11-01" } },
      ...FILE_NUMBERS.map((key) => ({ first: 20, filter: { fileNumber: key, from: "2022-11-01" } })),
    ],
  },
  // An integration whose token grants no types has none, whatever else it is. What those see who are granted some, and of
  // whom they are told that they left: change-feed-scope.test.ts.
  "Query.changes": {
    shows: (viewer) => (has(viewer, "CONTROLLER") && !has(viewer, "INTEGRATION") ? { ...SHOWS_NOTHING, persons: true, history: true, budgets: true } : SHOWS_NOTHING),
    seenBy: ["CONTROLLER"],
    day: null,
    asks: pagesOf("changes"),
    everybody: [{ first: 100 }, { first: 30, types: ["CLIENT", "ORDER"] }],
  },
  // Sums of a unit and year: no figure of it comes from a person.
  "Query.budget": {
    shows: (viewer) => (has(viewer, "CONTROLLER", "MANAGER") ? { ...SHOWS_NOTHING, budgets: true } : SHOWS_NOTHING),
    day: "asOf",
    asks: { unit: fc.constantFrom(...UNITS_OF_CITY, "none"), year: fc.constantFrom(2022, 2021, 0) },
    everybody: UNITS_OF_CITY.map((unit) => ({ unit, year: 2022 })),
  },
  "Query.loads": {
    shows: (viewer) => (has(viewer, "OPERATOR", "CONTROLLER", "MANAGER") ? SHOWS_FILES : SHOWS_NOTHING),
    day: null,
    asks: pagesOf("loads"),
    everybody: [{ first: 100 }],
  },
  // Caseworkers get those of their districts, which are nobody's secret either.
  "Query.sources": {
    shows: (viewer) => (has(viewer, "OPERATOR", "CONTROLLER", "MANAGER", "CASEWORKER") ? SHOWS_FILES : SHOWS_NOTHING),
    day: null, asks: {}, everybody: [{}],
  },
  // No file is held in these cities.
  "Mutation.acceptLoad": { ...operatorsWork("1"), everybody: [] },
  "Mutation.retryLoad": operatorsWork("1"),
  "Mutation.dismissRejectedRow": operatorsWork("1", "2", "3", "4", "5"),
  "Query.rules": { shows: () => SHOWS_NOTHING, day: null, asks: { district: fc.constantFrom("HAL", "SKH", "none") }, everybody: [{}] },
  "Query.pageAdapters": {
    shows: () => SHOWS_NOTHING, day: null, asks: { host: fc.constantFrom("paraply.example.se", "none.example.se") }, everybody: [{}],
  },
  "Mutation.reportPageHealth": { shows: () => SHOWS_NOTHING, day: null, asks: {}, everybody: [{ reports: [{ system: "paraply", page: "client-list", outcome: "NO_KEYS", rows: 25, withoutKey: 25, unfit: 3, unknown: 0 }] }] },
  "Query.viewer": { shows: () => SHOWS_NOTHING, day: null, asks: {}, everybody: [{}] },
};

/** Values of the fields of inputs, as `FindingFilter.units`: one of each, or of a list's. */
export const INPUT_VALUES: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
  "RuleParameterInput.name": fc.constantFrom("intervalMonths", "warningDays", "none"),
  "RuleParameterInput.value": fc.constantFrom(1, 9, 0.5, -1),
  "CaseKeyInput.fileNumber": fileNumber,
  "CaseKeyInput.personalNumber": personalNumber,
  "DecisionDraftInput.fileNumber": fileNumber,
  "DecisionDraftInput.law": fc.constantFrom("SoL 4:1", "SoL 4:1", "SoL 4:1", "LSS 9:9", "none"),
  "DecisionDraftInput.intervention": fc.constantFrom("HTJ", "HTJ", "HTJ", "SÄBO", "none"),
  "DecisionDraftInput.decidedBy": fc.constantFrom(...SIGNATURES),
  "DecisionDraftInput.hoursPerMonth": fc.constantFrom(10, 99.5, 200, -1),
  "DecisionDraftInput.hoursPerWeek": fc.constantFrom(10, 45),
  "DecisionDraftInput.level": fc.constantFrom(1, 6),
  "FindingFilter.fileNumbers": fileNumber,
  "FindingFilter.units": fc.constantFrom(...UNITS_OF_CITY),
  "FindingFilter.caseworkers": fc.constantFrom(...SIGNATURES),
  "FindingFilter.rules": fc.constantFrom("review.annual", "plan.missing", "none"),
  "PageHealthInput.system": fc.constantFrom("paraply", "none"),
  "PageHealthInput.page": fc.constantFrom("client-list", "none"),
  "PageHealthInput.rows": fc.constantFrom(25, 0, -1),
  "PageHealthInput.withoutKey": fc.constantFrom(25, 0),
  "PageHealthInput.unfit": fc.constantFrom(3, 0),
  "PageHealthInput.unknown": fc.constantFrom(2, 0),
  "AccessLogFilter.fileNumber": fileNumber,
  "AccessLogFilter.subject": fc.constantFrom(...SIGNATURES, "CHEF01"),
  "AccessLogFilter.from": fc.constantFrom("2022-11-20", "2022-11-28"),
  "AccessLogFilter.to": fc.constantFrom("2022-11-28", "2022-12-01"),
};

/** Inputs that are more often valid when made in another way than field by field. */
export const INPUTS_AS_A_WHOLE: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
  // One of its two keys; both or neither is a fault.
  CaseKeyInput: fc.oneof(fc.record({ fileNumber }), fc.record({ personalNumber })),
};

/** Values of the arguments of fields further in, as `Order.deliveries.months`. */
export const FIELD_VALUES: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
  "Case.onCall.months": fc.constantFrom(12, 1, 36),
  "Order.deliveries.months": fc.constantFrom(12, 1, 36),
};
