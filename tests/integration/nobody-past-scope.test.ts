import { isDeepStrictEqual } from "node:util";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ROLES } from "../../gateway/access/viewer.js";
import { cities, FILE_NUMBERS, NOBODYS, PERSONAL_NUMBERS, type Person, type RandomCity } from "./scope-city.js";
import { fieldsNobodyAsks, goneFromSchema, missingFromRegister } from "./scope-coverage.js";
import { has, type Shown } from "./scope-operations.js";
import { AHEAD, type Caller, callers, cityWithout, knownPersons } from "./scope-oracle.js";
import { entryOf, isChange, nextPage, OPERATIONS, type Question, questionsAbout, questionsAboutAll } from "./scope-questions.js";
import { expectSame, type WholeAnswer, WorldGateway } from "./scope-worlds.js";
import { TODAY } from "./world.js";

/*
 * Every operation of the schema, asked for all that it has, by callers of all roles, units and covers, about days of
 * random cities. What a caller may not know is held against a city in which it is not there: every answer, count, error,
 * header and statement's result has to be the same. What it does not see is time.
 */

/** How many random cities, with four callers each. */
const RUNS = Number(process.env["SCOPE_RUNS"] ?? 8);
const SEEDED = { seed: 20221130, numRuns: RUNS, endOnFailure: true };

let city: WorldGateway;
let otherwise: WorldGateway;

beforeAll(async () => {
  [city, otherwise] = await Promise.all([WorldGateway.start(), WorldGateway.start()]);
});

afterAll(async () => {
  await Promise.all([city.close(), otherwise.close()]);
});

interface Asking {
  readonly caller: Caller;
  readonly questions: readonly Question[];
}

const askings: fc.Arbitrary<Asking> = callers.chain((caller) =>
  fc.tuple(...[...OPERATIONS.keys()].map((operation) => fc.array(questionsAbout(operation, caller.on), { minLength: 2, maxLength: 2 })))
    .map((questions) => ({ caller, questions: questions.flat() })));

describe("the register of what is asked (scope-operations.ts)", () => {
  test("has every operation, argument and field of an input that the schema has", () => {
    expect(missingFromRegister(), "say what it shows, and what to ask it with").toEqual([]);
  });

  test("has nothing that the schema has not", () => {
    expect(goneFromSchema()).toEqual([]);
  });

  test("reaches every field of the schema", () => {
    expect(fieldsNobodyAsks(), "no operation answers these").toEqual([]);
  });

  // Else what is compared below might be refusals alone.
  test.each([...OPERATIONS.keys()].filter((operation) => entryOf(operation).everybody.length > 0))("asks of %s what is answered, and whom it tells of is written to the access log", async (operation) => {
    const { shows, seenBy } = entryOf(operation);
    const seeing: Caller = { ...SEEING, viewer: { ...SEEING.viewer, roles: seenBy ?? SEEING.viewer.roles } };
    const shown = shows(seeing.viewer);
    const answered: string[] = [];
    for (const random of fc.sample(cities, { seed: 20221130, numRuns: 4 })) {
      await city.hold(random);
      const told: string[] = [];
      for (const question of questionsAboutAll(operation, TODAY)) told.push(...tellings(await city.ask(seeing.viewer, question), random, seeing, shown));
      const noted = await city.noted();
      expect(shown.persons && !shown.figures ? told.filter((fileNumber) => !noted.has(fileNumber)) : [], "told of, and not written down").toEqual([]);
      answered.push(...told);
    }
    expect(answered).not.toEqual([]);
  });
});

/** Who has most rights of all whom a token can describe. */
const SEEING: Caller = { viewer: { subject: "CHEF01", roles: ROLES.filter((role) => role !== "CASEWORKER"), units: null }, on: TODAY };

/** What an answer tells, of persons where it may tell of any: the file numbers of those whom the caller may know of. */
function tellings({ text }: WholeAnswer, random: RandomCity, caller: Caller, shown: Shown): string[] {
  const { data } = JSON.parse(text) as { data?: Readonly<Record<string, unknown>> | null };
  const answers = JSON.stringify(Object.values(data ?? {}).filter((answer) => answer !== null));
  if (answers === "[]" || !shown.persons || shown.figures) return answers === "[]" ? [] : [answers];
  return knownPersons(random, caller, shown).map(({ fileNumber }) => fileNumber).filter((fileNumber) => answers.includes(fileNumber));
}

describe("whoever asks whatever", { timeout: RUNS * 60_000 }, () => {
  test("the answer is that of a city in which what they may not know is otherwise", async () => {
    await fc.assert(fc.asyncProperty(cities, fc.array(askings, { minLength: 4, maxLength: 4 }), async (random, asked) => {
      await city.hold(random);
      for (const asking of asked) await compareWithOthers(random, asking);
    }), SEEDED);
  });

  test("out of scope, protected and not existing give one answer, but for the key that was asked", async () => {
    await fc.assert(fc.asyncProperty(cities, fc.array(askings, { minLength: 3, maxLength: 3 }), async (random, asked) => {
      await city.hold(random);
      for (const asking of asked) await compareWithNobody(random, asking);
    }), SEEDED);
  });

  test("those whom the caller may know of are told of, each and no other", async () => {
    await fc.assert(fc.asyncProperty(cities, fc.array(callers, { minLength: 4, maxLength: 4 }), async (random, asking) => {
      await city.hold(random);
      // Cases and badges are of no day ahead.
      for (const caller of asking) await expectAllKnown(random, caller.on > TODAY ? { ...caller, on: TODAY } : caller);
    }), SEEDED);
  });
});

/** What may be behind an answer: operations that take no day speak of today. */
interface Behind {
  readonly shown: Shown;
  readonly caller: Caller;
}

function behind({ operation }: Question, { viewer, on }: Caller): Behind {
  const { shows, day } = entryOf(operation);
  return { shown: shows(viewer), caller: { viewer, on: day === null ? TODAY : on } };
}

/** Questions whose answers may draw on the same are asked of one other city. */
async function compareWithOthers(random: RandomCity, { caller, questions }: Asking): Promise<void> {
  const groups = new Map<string, Question[]>();
  const group = (asked: readonly Question[], asking: Caller): void => {
    for (const question of asked) {
      const key = JSON.stringify(behind(question, asking));
      groups.set(key, [...(groups.get(key) ?? []), question]);
    }
  };
  group([...[...OPERATIONS.keys()].flatMap((operation) => questionsAboutAll(operation, caller.on)), ...questions], caller);
  // What takes `on` answers about a day ahead, too; what takes `asOf` refuses it.
  const ofAnyDay = [...OPERATIONS.keys()].filter((operation) => entryOf(operation).day === "on");
  group(ofAnyDay.flatMap((operation) => questionsAboutAll(operation, AHEAD)), { ...caller, on: AHEAD });
  for (const [key, asked] of groups) {
    const { shown, caller: asking } = JSON.parse(key) as Behind;
    await Promise.all([city.startAnew(), otherwise.hold(cityWithout(random, asking, shown))]);
    for (const question of asked) await comparePages(caller, question);
  }
  expectNobodyLogged();
}

/** The page that is asked for and all that come after it, in each city by its own cursors. */
async function comparePages(caller: Caller, first: Question): Promise<void> {
  for (let question: Question | null = first, there: Question | null = first; question !== null && there !== null;) {
    const [answer, other]: [WholeAnswer, WholeAnswer] = await Promise.all([city.ask(caller.viewer, question), otherwise.ask(caller.viewer, there)]);
    expectSame(answer, other, { ...caller, ...question });
    expect(answer.text).not.toMatch(/INTERNAL_SERVER_ERROR|OPERATION_TOO_EXPENSIVE/);
    if (isChange(question)) await Promise.all([city.startAnew(), otherwise.startAnew()]);
    [question, there] = [nextPage(question, answer.text), nextPage(there, other.text)];
  }
}

/** Asks once with the keys of people whom the caller may not know of, and once with keys that nobody has. */
async function compareWithNobody(random: RandomCity, { caller, questions }: Asking): Promise<void> {
  for (const question of questions) {
    const { shown, caller: asking } = behind(question, caller);
    const known = knownPersons(random, asking, shown);
    const hidden = random.people.filter((person) => !known.includes(person));
    const rename = renaming(hidden, known);
    const renamed: Question = { ...question, variables: JSON.parse(rename(JSON.stringify(question.variables))) as Question["variables"] };
    // Then it is about nobody whom the caller may not know of.
    if (isDeepStrictEqual(renamed.variables, question.variables)) continue;
    await city.startAnew();
    const answer = await city.ask(caller.viewer, question);
    await city.startAnew();
    const other = await city.ask(caller.viewer, renamed);
    expectSame(renamedAnswer(answer, rename), other, { ...caller, ...question });
  }
}

/** Keys of hidden people become keys of nobody's, of the same length. A number that a known person has too stays. */
function renaming(hidden: readonly Person[], known: readonly Person[]): (text: string) => string {
  const kept = known.map(({ personalNumber }) => personalNumber);
  const numbers = hidden.map(({ personalNumber }) => personalNumber).filter((number) => !kept.includes(number));
  const keys = [...hidden.map(({ fileNumber }) => fileNumber), ...numbers, ...numbers.map((number) => `${number.slice(0, 8)}-${number.slice(8)}`)];
  return (text) => keys.reduce((done, key) => done.replaceAll(`"${key}"`, `"8${key.slice(1)}"`), text);
}

function renamedAnswer(answer: WholeAnswer, rename: (text: string) => string): WholeAnswer {
  return { ...answer, text: rename(answer.text) };
}

/** Neither number nor name of anybody has come into the gateway's log. */
function expectNobodyLogged(): void {
  const logged = city.takeLog();
  for (const secret of [...FILE_NUMBERS, ...NOBODYS, ...PERSONAL_NUMBERS, "Testsson"]) expect(logged).not.toContain(secret);
}

const SEES_PERSONS: Shown = { persons: true, identities: true, files: true, reads: "NONE" };

async function expectAllKnown(random: RandomCity, caller: Caller): Promise<void> {
  const [overlay, cases] = ["Query.overlay", "Query.case"].flatMap((operation) => questionsAboutAll(operation, caller.on)) as [Question, Question];
  const known = random.people.map((person) => knownPersons(random, caller, SEES_PERSONS).includes(person));
  if (has(caller.viewer, "CASEWORKER", "MANAGER")) {
    const { data } = JSON.parse((await city.ask(caller.viewer, overlay)).text) as { data: { a0: { dataFrom: string | null }[] } };
    expect(data.a0.slice(0, known.length).map(({ dataFrom }) => dataFrom !== null), JSON.stringify(caller)).toEqual(known);
  }
  if (has(caller.viewer, "CASEWORKER", "MANAGER", "CONTROLLER")) {
    const { data } = JSON.parse((await city.ask(caller.viewer, cases)).text) as { data: Record<string, unknown> };
    expect(FILE_NUMBERS.map((_, at) => data[`a${at}`] !== null), JSON.stringify(caller)).toEqual(known);
  }
}
