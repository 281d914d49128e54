import fc from "fast-check";
import { expect, test } from "vitest";
import type { Viewer } from "../../gateway/access/viewer.js";
import type { FactType } from "../../gateway/rules/timeline.js";
import { FeedCity, FILE_NUMBERS, type Step, steps } from "./feed-city.js";
import { FeedReader } from "./feed-reader.js";
import { expectedFor } from "./feed-oracle.js";
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
