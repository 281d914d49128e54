import fc from "fast-check";
import { describe, it } from "vitest";
import { FUZZED_SOURCES } from "../unit/sources/fuzz/fuzzed-sources.js";
import { PROPERTIES } from "../unit/sources/fuzz/properties.js";

/** A minute for each reader, shared by what is thrown at it. A failure tells the seed that repeats it. */
const EACH_MS = 60_000 / Object.keys(PROPERTIES).length;

describe.each(FUZZED_SOURCES)("$fileName", (fuzzed) => {
  it.each(Object.entries(PROPERTIES))("survives %s", async (_what, property) => {
    await fc.assert(property(fuzzed), { numRuns: Number.MAX_SAFE_INTEGER, interruptAfterTimeLimit: EACH_MS });
  });
});
