import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { drawOnMutatedPages } from "./mutated/draw.js";
import { ADAPTERS, FAMILIES } from "./mutated/stand-in.js";

/**
 * Of each family, and the same ones each time: in doubt a row has no badge, and among so few pages chance would decide whether 99
 * of 100 rows have one. Ten thousand new ones are drawn in a real browser (tests/browser/mutated-pages.test.ts).
 */
const PAGES = 300;
const SEED = 20_221_130;

beforeEach(() => { vi.useFakeTimers(); });
afterEach(() => { vi.useRealTimers(); });

describe.each(FAMILIES)("$system, mutated at random", (family) => {
  it("has no badge on the wrong row at any moment, and one on 99 % of the rows that can be read", { timeout: 60_000 }, async () => {
    const count = { expected: 0, drawn: 0 };
    await drawOnMutatedPages(family, PAGES, { adapters: ADAPTERS, advance: (ms) => vi.advanceTimersByTimeAsync(ms), count, seed: SEED });
    expect(count.expected).toBeGreaterThan(PAGES);
    expect(count.drawn / count.expected).toBeGreaterThan(0.99);
  });
});
