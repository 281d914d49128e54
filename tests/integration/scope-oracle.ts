import fc from "fast-check";
import { type Cover, ROLES, type Role, type Viewer } from "../../gateway/access/viewer.js";
import { type Employment, type Person, type RandomCity, SIGNATURES } from "./scope-city.js";
import { has, type Shown } from "./scope-operations.js";
import { answeringUnit, UNITS_OF_CITY } from "./scope-units.js";
import { TODAY } from "./world.js";

/*
 * Who may know what, said a second time and by other means than gateway/access says it: contract 4 ("Around it",
 * "Protected identities") over the model of a city. What the gateway tells is held against this.
 */

/** Somebody who asks on TODAY, about a day. */
export interface Caller {
  readonly viewer: Viewer;
  /** `YYYY-MM-DD`. */
  readonly on: string;
}

/** The day whose units count: nobody knows more by asking about a day ahead. */
function unitDay({ on }: Caller): string {
  return on > TODAY ? TODAY : on;
}

/** Whether the caller may know of the person on the day asked about. @param managed as a manager, in a unit of their own */
function mayKnow(caller: Caller, { periods }: Person, staff: readonly Employment[], managed = false): boolean {
  const { viewer } = caller;
  const on = unitDay(caller);
  const then = periods.find(({ from, to }) => from <= on && (to === null || on < to));
  const newest = periods.at(-1);
  if (then === undefined || newest === undefined || !worksIn(viewer, answeringUnit(then.unit, on), staff)) return false;
  if (managed && !ownsUnit(viewer, answeringUnit(then.unit, on))) return false;
  if (newest.protection === 0) return true;
  const unitToday = answeringUnit(newest.unit, TODAY);
  const isOwn = newest.caseworker !== null && standsFor(viewer).includes(newest.caseworker);
  return (isOwn && worksIn(viewer, unitToday, staff)) || (has(viewer, "MANAGER") && ownsUnit(viewer, unitToday));
}

/** The same through what tells all days: the newest word on the person decides, of those who don't handle cases themselves. */
function mayFollow({ viewer: { units } }: Caller, { periods }: Person): boolean {
  const { unit, protection } = periods.at(-1)!;
  return protection === 0 && (units === null || units.includes(answeringUnit(unit, TODAY)));
}

/** Whether the caller may know the budget of a unit, through an operation that shows so much. */
function mayKnowBudget(caller: Caller, unit: string, { budgets, history }: Shown, staff: readonly Employment[]): boolean {
  const { viewer } = caller;
  if (!budgets) return false;
  if (!history) return worksIn(viewer, answeringUnit(unit, unitDay(caller)), staff);
  return viewer.units === null || viewer.units.includes(answeringUnit(unit, TODAY));
}

/** The signatures whose clients are the viewer's today: the own one of a caseworker, and those of covered colleagues. */
function standsFor(viewer: Viewer): string[] {
  return [...(has(viewer, "CASEWORKER") ? [viewer.subject] : []), ...colleagues(viewer)];
}

function runningCovers(viewer: Viewer): Cover[] {
  if (!has(viewer, "CASEWORKER", "MANAGER")) return [];
  return (viewer.covers ?? []).filter(({ from, until }) => !(TODAY < from || until < TODAY));
}

function colleagues(viewer: Viewer): string[] {
  return runningCovers(viewer).flatMap((cover) => ("colleague" in cover ? [cover.colleague] : []));
}

function ownsUnit(viewer: Viewer, unit: string): boolean {
  return viewer.units === null || viewer.units.includes(unit) || runningCovers(viewer).some((cover) => "unit" in cover && cover.unit === unit);
}

function worksIn(viewer: Viewer, unit: string, staff: readonly Employment[]): boolean {
  const covered = new Set(colleagues(viewer));
  return ownsUnit(viewer, unit) || staff.some((employment) => covered.has(employment.signature)
    && (employment.until === null || employment.until >= TODAY) && answeringUnit(employment.unit, TODAY) === unit);
}

/** The persons whom the caller may know of, through an operation that shows so much. */
export function knownPersons(city: RandomCity, caller: Caller, shown: Shown): Person[] {
  if (!shown.persons) return [];
  return city.people.filter((person) => (shown.history ? mayFollow(caller, person) : mayKnow(caller, person, city.staff, shown.managed)));
}

/**
 * The city as it would be if all that the caller may not know were otherwise: those persons were never there, names are
 * others', files never came. An answer that tells nothing of it is the same in both.
 */
export function cityWithout(city: RandomCity, caller: Caller, shown: Shown): RandomCity {
  const known = knownPersons(city, caller, shown);
  const stays = (fileNumber: string): boolean => known.some((person) => person.fileNumber === fileNumber);
  const reads = city.reads.map((read) => ({ ...read, fileNumbers: read.fileNumbers.filter(stays) }));
  return {
    people: shown.identities ? known : known.map((person, at) => ({
      ...person, givenName: `Another${at}`, personalNumber: `1901010${at}${at}000`, birthDate: `190${at}-01-01`,
    })),
    staff: city.staff,
    loads: shown.files ? city.loads : "NONE",
    // Rows that lead to them are there all the same, lead to somebody who was never loaded, and say something else.
    waiting: shown.files ? city.waiting.map((row) => (row.leadsTo.length > 0 && row.leadsTo.every(stays) ? row : { ...row, text: "otherwise" })) : [],
    budgets: Object.fromEntries(Object.entries(city.budgets).map(([unit, budget]) =>
      [unit, mayKnowBudget(caller, unit, shown, city.staff) ? budget : budget + 500])),
    reads: shown.reads === "NONE" ? [] : reads.filter(({ fileNumbers }) => shown.reads === "ALL" || fileNumbers.length > 0),
  };
}

/** Over, running for its first or last day or both, and to come. */
const TIMES = [["2022-11-01", "2022-11-29"], ["2022-11-01", TODAY], [TODAY, TODAY], [TODAY, "2022-12-24"], ["2022-12-01", "2022-12-24"]] as const;

const covers: fc.Arbitrary<Cover> = fc.tuple(
  fc.oneof(
    fc.record({ unit: fc.constantFrom(...UNITS_OF_CITY) }),
    fc.record({ colleague: fc.constantFrom(...SIGNATURES) }),
  ),
  fc.constantFrom(...TIMES, TIMES[2]),
).map(([whom, [from, until]]): Cover => ({ ...whom, from, until }));

const units = fc.oneof(
  fc.uniqueArray(fc.constantFrom(...UNITS_OF_CITY, "XX9"), { minLength: 1, maxLength: 3 }),
  fc.uniqueArray(fc.constantFrom(...UNITS_OF_CITY), { minLength: 4 }),
);

/** Those that a token can describe: a caseworker always has units of their own, and a provider by itself none. */
const viewers: fc.Arbitrary<Viewer> = fc.record({
  subject: fc.constantFrom(...SIGNATURES, "CHEF01"),
  roles: fc.oneof(
    fc.constantFrom<readonly Role[]>(["CASEWORKER"], ["MANAGER"], ["CONTROLLER"]),
    fc.uniqueArray(fc.constantFrom(...ROLES), { minLength: 1, maxLength: 3 }),
  ),
  units,
  wholeCity: fc.boolean(),
  covers: fc.option(fc.array(covers, { minLength: 1, maxLength: 2 }), { freq: 2, nil: undefined }),
}).map(({ subject, roles, units: some, wholeCity, covers: times }): Viewer => ({
  subject,
  roles,
  units: roles.every((role) => role === "PROVIDER") ? [] : wholeCity && !roles.includes("CASEWORKER") ? null : some,
  ...(times && { covers: times }),
}));

/** A day after TODAY, on which AO2 will answer for those of AO1. */
export const AHEAD = "2022-12-24";

export const callers: fc.Arbitrary<Caller> = fc.record({
  viewer: viewers,
  on: fc.constantFrom(TODAY, TODAY, TODAY, "2022-11-01", "2022-10-01", "2022-09-30", "2022-07-15", "2021-06-01", AHEAD),
});
