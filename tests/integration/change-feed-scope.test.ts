import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Viewer } from "../../gateway/access/viewer.js";
import type { ToldChange } from "../../gateway/feed/told-change.js";
import type { FactType } from "../../gateway/rules/timeline.js";
import { FeedCity, FILE_NUMBERS, type Step, steps } from "./feed-city.js";
import { FeedReader } from "./feed-reader.js";
import { expectedFor } from "./feed-oracle.js";
import { clientRow, decisionRow, extract } from "./extract.js";
import { FeedTown, OF_A2, unitRows } from "./feed-town.js";
import { onCallList } from "./reports.js";
import { openCity } from "./city.js";
import { CONTROLLER } from "./world.js";

/*
 * Whoever reads the change feed, from whatever cursor and however slowly, ends with exactly what somebody in the same
 * scope gets who begins today, and that is what stands in the tables; and learns nothing of whom they may not know today,
 * unless they were told of them before.
 */

const RUNS = Number(process.env["FEED_RUNS"] ?? 8);

const INTEGRATION: Viewer = { subject: "STAT", roles: ["INTEGRATION"], units: null, feed: { types: null, districts: null, pseudonyms: "stat" } };
const VIEWERS: readonly { readonly viewer: Viewer; readonly types?: readonly FactType[] }[] = [
  { viewer: CONTROLLER },
  { viewer: { ...CONTROLLER, units: ["A1"] } },
  { viewer: { ...CONTROLLER, units: ["A1", "C1"] }, types: ["DECISION", "ORDER", "PLAN"] },
  { viewer: INTEGRATION },
  { viewer: { ...INTEGRATION, feed: { types: null, districts: ["HAL"], pseudonyms: "hal" } } },
  { viewer: { ...INTEGRATION, units: ["A2", "C1"], feed: { types: ["CLIENT", "FOLLOW_UP", "UNIT"], districts: ["SKH", "HAL"], pseudonyms: "some" } } },
];

/** To whom everybody in their scope is told of: each person is a `CLIENT`. */
const ALL_TYPES = VIEWERS.filter(({ viewer, types }) => types === undefined && (viewer.feed?.types ?? null) === null);

/** After each step: somebody begins to read, and some go on reading, few of them to the end. */
interface Reading {
  readonly step: Step;
  readonly begins: number;
  readonly goOn: readonly { readonly reader: number; readonly size: number; readonly pages: number }[];
}

const readings: fc.Arbitrary<Reading[]> = fc.array(fc.record({
  step: steps,
  begins: fc.nat(VIEWERS.length - 1),
  goOn: fc.array(
    fc.record({ reader: fc.nat(), size: fc.constantFrom(1, 2, 3, 5, 500), pages: fc.constantFrom(1, 1, 2, 3) }),
    { minLength: 2, maxLength: 8 },
  ),
}), { minLength: 3, maxLength: 8, size: "max" });

test("every cursor leads to what stands in the caller's scope, and to nothing of anybody else", { timeout: RUNS * 60_000 }, async () => {
  await fc.assert(fc.asyncProperty(readings, async (story) => {
    const city = await FeedCity.open();
    try {
      const readers = await readAlong(city, story);
      await city.turnCalendar();
      for (const viewer of VIEWERS) await expectScope(city, viewer, readers);
    } finally {
      await city.close();
    }
  }), { seed: Number(process.env["FEED_SEED"] ?? 20221130), numRuns: RUNS, endOnFailure: true });
});

test("somebody's end is told to nobody who was never told of them, of those who read each night", { timeout: RUNS * 60_000 }, async () => {
  await fc.assert(fc.asyncProperty(fc.array(steps, { minLength: 4, maxLength: 8, size: "max" }), fc.constantFrom(...FILE_NUMBERS), async (story, last) => {
    const city = await FeedCity.open();
    const readers: FeedReader[] = [];
    try {
      for (const step of [...story, { purge: last }]) {
        readers.push(...ALL_TYPES.map(({ viewer }) => new FeedReader(city.dataSource, viewer)));
        for (const reader of readers) await reader.read(500);
        await city.take(step);
      }
      for (const reader of readers) {
        await reader.read(500);
        expect(reader.purgedStrangers(), JSON.stringify(reader.viewer)).toEqual([]);
      }
    } finally {
      await city.close();
    }
  }), { seed: Number(process.env["FEED_SEED"] ?? 20221130), numRuns: Math.ceil(RUNS / 2), endOnFailure: true });
});

async function readAlong(city: FeedCity, story: readonly Reading[]): Promise<FeedReader[]> {
  const readers = VIEWERS.map(({ viewer, types }) => new FeedReader(city.dataSource, viewer, types));
  for (const reader of readers) await reader.read(500);
  for (const { step, begins, goOn } of story) {
    await city.take(step);
    const { viewer, types } = VIEWERS[begins]!;
    readers.push(new FeedReader(city.dataSource, viewer, types));
    for (const { reader, size, pages } of goOn) await readers[reader % readers.length]!.read(size, pages);
  }
  return readers;
}

async function expectScope(city: FeedCity, { viewer, types }: (typeof VIEWERS)[number], readers: readonly FeedReader[]): Promise<void> {
  const fresh = new FeedReader(city.dataSource, viewer, types);
  await fresh.read(500);
  const { held, hidden, strangers } = await expectedFor(city, viewer, types ?? null, FILE_NUMBERS);
  expect(fresh.persons(), JSON.stringify(viewer)).toEqual(held);
  const heardOf = new Set(fresh.told.map(({ type, key }) => `${type} ${key}`));
  expect(hidden.filter((fact) => heardOf.has(fact)), "facts out of scope that a new reader heard of").toEqual([]);
  expect(strangers.filter((fileNumber) => JSON.stringify(fresh.told).includes(fileNumber)), "persons out of scope").toEqual([]);
  for (const reader of readers.filter((each) => each.viewer === viewer)) {
    await reader.read(25);
    expect(reader.copies(), JSON.stringify(viewer)).toEqual(fresh.copies());
  }
}

/*
 * The tests above hold against each other what one city tells. This one holds two cities against each other that differ in
 * protected persons alone, whose rows stand between those of others and take their ids.
 */
describe("a city with protected persons", () => {
  let town: FeedTown;
  let without: FeedTown;

  beforeAll(async () => {
    [town, without] = [await townWith(PEOPLE), await townWith(PEOPLE.filter(({ skydd }) => skydd === "0"))];
  });

  afterAll(async () => {
    await town.close();
    await without.close();
  });

  test.each([
    ["the whole city", CONTROLLER, 500, ["ADDED", "CHANGED"]], ["the whole city, in pages that end within commits,", CONTROLLER, 3, ["ADDED", "CHANGED"]],
    ["a unit that took over another", OF_A2, 500, ["ADDED", "ENTERED_SCOPE"]], ["a unit that took over another, in such pages,", OF_A2, 3, ["ADDED", "ENTERED_SCOPE"]],
  ])("tells a controller of %s what it would without them", async (_, viewer, first, operations) => {
    const [told, otherwise] = [await town.readAll(viewer, { first }), await without.readAll(viewer, { first })];
    expect(told.map(({ sequence, type }) => `${sequence} ${type}`)).toEqual(otherwise.map(({ sequence, type }) => `${sequence} ${type}`));
    expect(contentsOf(told)).toEqual(contentsOf(otherwise));
    expect([...new Set(told.map(({ operation }) => operation))]).toEqual(operations);
  });

  test("has no key in which a controller reads how many rows lie between two of a list", async () => {
    const keys = (await town.readAll(CONTROLLER, { types: ["ON_CALL_EVENT"] })).map(({ key }) => key);
    expect(keys.map((key) => /^[\w-]{22}$/.test(key))).toEqual([true, true, true]);
    expect(new Set(keys).size).toBe(3);
  });
});

/** The protected ones have two decisions each, so that tables count differently. */
const PEOPLE = ["1", "0", "2", "1", "0", "0", "1"].map((skydd, at) => {
  const fileNumber = `10000${at}-${at}`;
  const decisions = skydd === "0" ? [`5${at}1`] : [`5${at}1`, `5${at}2`];
  return { fileNumber, skydd, decisions };
});

/** Loads them, gives them another caseworker, and closes their unit: a commit that moves rows of all tables. */
async function townWith(people: typeof PEOPLE): Promise<FeedTown> {
  const city = await openCity();
  const clients = (caseworker: string) => people.map(({ fileNumber, skydd }) => clientRow(fileNumber, "A1", { skydd, handlaggare: caseworker }));
  const decisions = people.flatMap((person) => person.decisions.map((number) => ({ number, fileNumber: person.fileNumber })));
  await city.deliver({
    ...extract("ENHET", "HAL", "20221101", "FULL", unitRows()),
    ...extract("UTFOR", "HAL", "20221101", "FULL", ["U101;Hemtjänsten;KOMMUN;J"]),
    ...extract("KLIENT", "HAL", "20221101", "FULL", clients("ANAN01")),
    ...extract("BESLUT", "HAL", "20221101", "FULL", decisions.map(({ number, fileNumber }) => decisionRow(number, fileNumber))),
    ...extract("BESTALL", "HAL", "20221101", "FULL", decisions.map(({ number }) => `4${number};${number};U101;20220103;20220105;;20`)),
    ...onCallList("HAL", "202210", people.map(({ fileNumber }) => `2022-10-02;10:00;${fileNumber};;TRYGGHET;LARM;`)),
  });
  await city.deliver(extract("KLIENT", "HAL", "20221102", "FULL", clients("BEBE02")));
  await city.deliver(extract("ENHET", "HAL", "20221103", "FULL", unitRows("20221101")));
  return new FeedTown(city);
}

/**
 * What is told, without where in its commit: rows of one file are stored in whatever order the database joins them. The hash
 * of a row's number is another one when its number is.
 */
function contentsOf(told: readonly ToldChange[]): string[] {
  return told.map(({ sequence, key, ...change }) =>
    JSON.stringify({ ...change, commit: sequence.slice(0, 10), key: change.type === "ON_CALL_EVENT" ? "" : key })).sort();
}
