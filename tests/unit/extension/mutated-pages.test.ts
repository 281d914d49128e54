import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { drawOnMutatedPages } from "./mutated/draw.js";
import { ADAPTERS, FAMILIES } from "./mutated/stand-in.js";

/** Of each family. Ten thousand are drawn in a real browser, which is ten times as fast (tests/browser/mutated-pages.test.ts). */
const PAGES = 150;

beforeEach(() => { vi.useFakeTimers(); });
afterEach(() => { vi.useRealTimers(); });

describe.each(FAMILIES)("$system, mutated at random", (family) => {
  it("has no badge on the wrong row at any moment, and one on 99 % of the rows that can be read", { timeout: 60_000 }, async () => {
    const count = { expected: 0, drawn: 0 };
    await drawOnMutatedPages(family, PAGES, { adapters: ADAPTERS, advance: (ms) => vi.advanceTimersByTimeAsync(ms), count });
    expect(count.expected).toBeGreaterThan(PAGES);
    expect(count.drawn / count.expected).toBeGreaterThan(0.99);
  });
});
