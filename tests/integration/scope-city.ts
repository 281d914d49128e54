import fc from "fast-check";
import { type CasePeriod, MOMENTS, UNITS_OF_CITY } from "./scope-units.js";

/** A person of a random city with everything that is known of them. */
export interface Person {
  readonly fileNumber: string;
  readonly personalNumber: string;
  readonly givenName: string;
  readonly birthDate: string;
  /** What the case system said, one after another. The last one is the newest. */
  readonly periods: readonly CasePeriod[];
  /** How many decisions, each with an order, plans and a follow-up. */
  readonly decisions: number;
  /** How many findings there are in each period. */
  readonly findings: number;
}

/** A row in quarantine, and the persons (by their place in the city) or never delivered cases that it leads to. */
export interface WaitingRow {
  readonly leadsTo: readonly string[];
  /** The row as it came. */
  readonly text: string;
  readonly fromExtract: boolean;
}

/** An entry of the access log. */
export interface LoggedRead {
  readonly id: number;
  readonly subject: string;
  readonly day: string;
  readonly fileNumbers: readonly string[];
}

/** Where the case system has a member of staff. */
export interface Employment {
  readonly signature: string;
  readonly unit: string;
  /** Last day; null: still there. */
  readonly until: string | null;
}

export interface RandomCity {
  readonly people: readonly Person[];
  readonly waiting: readonly WaitingRow[];
  readonly reads: readonly LoggedRead[];
  readonly staff: readonly Employment[];
  /** Whether the files behind badges were loaded, and whether one of them is late. */
  readonly loads: "NONE" | "FRESH" | "LATE";
  /** The year's budget of each unit, in SEK. */
  readonly budgets: Readonly<Record<string, number>>;
}

/** All have eight characters, whether somebody has them or not. */
export const FILE_NUMBERS = [1, 2, 3, 4, 5, 6, 7, 8].map((at) => `10${at * 37 + 200}0-${at}`);
/** File numbers that nobody has ever had. */
export const NOBODYS = ["100999-9", "200001-1"] as const;
/** Twelve digits. Fewer than there are persons, so that some share one. */
export const PERSONAL_NUMBERS = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9].map((at) => `1940020${at}121${at}`);
export const NOBODYS_NUMBER = "194002099999";

export const SIGNATURES = ["KAAN01", "KABO02", "KACE03"] as const;
const PLACES = [...UNITS_OF_CITY, "AO1", "AO1"];

interface Said {
  readonly unit: string;
  readonly caseworker: string | null;
  readonly protection: number;
}

const said: fc.Arbitrary<Said> = fc.record({
  unit: fc.constantFrom(...PLACES),
  caseworker: fc.option(fc.constantFrom(...SIGNATURES), { freq: 4, nil: null }),
  protection: fc.constantFrom(0, 0, 1, 2),
});

/** Some people never move, some are protected later or no longer, some are withdrawn: with a last word on that very day. */
const periods = fc.record({
  said: fc.array(said, { minLength: 1, maxLength: MOMENTS.length }),
  withdrawn: fc.constantFrom("NEVER", "NEVER", "WITHDRAWN", "SAID_AND_WITHDRAWN"),
}).map(({ said: words, withdrawn }): CasePeriod[] => {
  const known = words.map((word, at): CasePeriod => ({ ...word, from: MOMENTS[at]!, to: at + 1 < words.length ? MOMENTS[at + 1]! : null }));
  if (withdrawn === "NEVER") return known;
  const { from, ...last } = known.pop()!;
  if (withdrawn === "WITHDRAWN") return [...known, { ...last, from, to: WITHDRAWN_ON }];
  // Replaced by a later delivery of the same date: no day ends with it, and it is the last word all the same.
  return [...known, { ...last, from, to: WITHDRAWN_ON }, { ...last, protection: last.protection === 0 ? 1 : 0, from: WITHDRAWN_ON, to: WITHDRAWN_ON }];
});

/** The day on which some are withdrawn. */
export const WITHDRAWN_ON = "2022-11-01";

const people: fc.Arbitrary<Person[]> = fc.tuple(...FILE_NUMBERS.map((fileNumber, at) => fc.record({
  fileNumber: fc.constant(fileNumber),
  personalNumber: fc.constantFrom(...PERSONAL_NUMBERS),
  givenName: fc.constant(`Person${at}`),
  birthDate: fc.constant(`194${at}-02-03`),
  periods,
  decisions: fc.nat(2),
  findings: fc.nat(2),
})));

const fileNumbers = fc.uniqueArray(fc.constantFrom(...FILE_NUMBERS, NOBODYS[1]), { minLength: 0, maxLength: 3 });

export const cities: fc.Arbitrary<RandomCity> = fc.record({
  people,
  waiting: fc.array(
    fc.record({ leadsTo: fileNumbers, fromExtract: fc.boolean() }).map((row) => ({ ...row, text: `Testsson of ${row.leadsTo.join()}` })),
    { minLength: 4, maxLength: 8 },
  ),
  reads: fc.array(
    fc.record({
      subject: fc.constantFrom(...SIGNATURES, "CHEF01"),
      day: fc.constantFrom("2022-11-21", "2022-11-28", "2022-11-30"),
      fileNumbers: fc.uniqueArray(fc.constantFrom(...FILE_NUMBERS), { minLength: 1, maxLength: 3 }).map((numbers) => numbers.sort()),
    }),
    { minLength: 6, maxLength: 12 },
  ).map((reads) => reads.map((read, at) => ({ id: at + 1, ...read }))),
  staff: fc.tuple(...SIGNATURES.map((signature) => fc.record({
    signature: fc.constant(signature),
    unit: fc.constantFrom(...PLACES),
    until: fc.constantFrom(null, null, null, "2022-11-29", "2022-11-30"),
  }))),
  loads: fc.constantFrom("FRESH", "FRESH", "LATE"),
  budgets: fc.constant(Object.fromEntries(UNITS_OF_CITY.map((unit, at) => [unit, 1000 + at]))),
});
