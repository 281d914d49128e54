import fc from "fast-check";
import type { Family } from "./families.js";
import { COLUMNS, type Mutation, type Page, ROWS, SURROUNDINGS, TEXTS } from "./mutations.js";
import { mark } from "./oracle.js";
import { PEOPLE } from "./people.js";

/** A change and where it happens. */
export interface Step {
  readonly name: string;
  readonly a: number;
  readonly b: number;
}

/** What a page is made of; everything else follows from it. */
export interface PageSpec {
  readonly people: readonly number[];
  /** In the order of the groups: columns, rows, texts, surroundings. */
  readonly mutations: readonly Step[];
}

const GROUPS = [COLUMNS, ROWS, TEXTS, SURROUNDINGS];
const MUTATIONS: Readonly<Record<string, Mutation>> = Object.assign({}, ...GROUPS) as Record<string, Mutation>;

/** Steps of these names. */
export function steps(names: readonly string[], most: number): fc.Arbitrary<Step[]> {
  return fc.array(fc.record({ name: fc.constantFrom(...names), a: fc.nat(60), b: fc.nat(60) }), { maxLength: most });
}

/** Pages with up to eight clients and mutations of every kind. */
export const PAGE_SPECS: fc.Arbitrary<PageSpec> = fc.record({
  people: fc.uniqueArray(fc.nat(PEOPLE - 1), { minLength: 2, maxLength: 8 }),
  mutations: fc.tuple(...GROUPS.map((group) => steps(Object.keys(group), 2))).map((all) => all.flat()),
});

/** Puts a page of a family into a document, and answers what is known of it. */
export function buildPage(document: Document, family: Family, { people, mutations }: PageSpec): Page {
  document.body.innerHTML = family.before + people.map((person) => family.rows[person]!).join("") + family.after;
  const table = document.querySelector<HTMLTableElement>(family.table)!;
  // Before anything is changed each row is its client's, in the order in which they were put in.
  [...table.rows].slice(1).forEach((row, index) => {
    mark(row, people[index]!);
  });
  const page: Page = { family, document, table, survived: true, isMixed: false, next: 60 };
  for (const { name, a, b } of mutations) MUTATIONS[name]!(page, a, b);
  return page;
}
