import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { ALL_SOURCES, recognise } from "../../../../gateway/sources/all-sources.js";
import { parseDay } from "../../../../gateway/rules/calendar.js";
import { FUZZED_SOURCES } from "./fuzzed-sources.js";
import { PROPERTIES } from "./properties.js";

/* A minute for each reader: tests/long/fuzz.test.ts. */
const RUNS = { seed: 20221130, numRuns: 60 } as const;

test("every file type is fuzzed", () => {
  const fuzzed = new Set(FUZZED_SOURCES.map(({ source }) => source.type));
  expect(ALL_SOURCES.map(({ type }) => type).filter((type) => !fuzzed.has(type))).toEqual([]);
});

// Each takes a second, and a busy machine may take several.
describe.each(FUZZED_SOURCES)("$fileName", { timeout: 60_000 }, (fuzzed) => {
  it.each(Object.entries(PROPERTIES))("survives %s: it is refused, or read as what the database takes", async (_what, property) => {
    await fc.assert(property(fuzzed), RUNS);
  });
});

test("any name is known with a date that exists, or not at all", () => {
  const part = fc.constantFrom("SOSYS_", "BESLUT", "GPLAN_", "AVVIK_", "JOUR_", "SYNP_", "_", "HAL", "U101", "2022", "0000", "1130", "0230", "10", "13", ".TXT", ".xlsx", ".csv", ".json");
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.array(part, { maxLength: 7 }).map((parts) => parts.join(""))), (name) => {
      const known = recognise(name, "2022-11-30");
      if (known) expect(parseDay(known.identity.date)).not.toBeNull();
    }),
    { seed: 20221130, numRuns: 2000 },
  );
});
