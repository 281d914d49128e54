import fc from "fast-check";
import { beforeEach, describe, expect, test } from "vitest";
import { type SeenFile, Settling } from "../../../gateway/intake/settling.js";

const QUIET = 10;
const LONGEST = 100;

let settling: Settling;

beforeEach(() => {
  settling = new Settling({ quiet: QUIET, longest: LONGEST });
});

function file(path: string, size = 1, writtenAt = 0): SeenFile {
  return { path, size, writtenAt };
}

describe("a file", () => {
  test("that has just come is left alone", () => {
    expect(settling.observe([file("a")], 0)).toEqual([]);
    expect(settling.observe([file("a")], QUIET - 1)).toEqual([]);
  });

  test("that has stood still for a while is ready", () => {
    settling.observe([file("a")], 0);
    expect(settling.observe([file("a")], QUIET)).toEqual(["a"]);
  });

  test("that grows is left alone from each growth on", () => {
    settling.observe([file("a", 1)], 0);
    settling.observe([file("a", 2)], QUIET - 1);
    expect(settling.observe([file("a", 2)], QUIET)).toEqual([]);
    expect(settling.observe([file("a", 2)], 2 * QUIET - 1)).toEqual(["a"]);
  });

  test("that is written to without growing is left alone", () => {
    settling.observe([file("a", 1, 1)], 0);
    expect(settling.observe([file("a", 1, 2)], QUIET)).toEqual([]);
  });

  test("that goes back in time, by another machine's clock, is one that changed", () => {
    settling.observe([file("a", 1, 900)], 0);
    expect(settling.observe([file("a", 1, 100)], QUIET)).toEqual([]);
    expect(settling.observe([file("a", 1, 100)], 2 * QUIET)).toEqual(["a"]);
  });

  test("without bytes is one that its sender has just made", () => {
    settling.observe([file("a", 0)], 0);
    expect(settling.observe([file("a", 0)], QUIET)).toEqual([]);
    expect(settling.observe([file("a", 0)], LONGEST - 1)).toEqual([]);
    expect(settling.observe([file("a", 0)], LONGEST)).toEqual(["a"]);
  });

  test("that was taken away and comes back is new", () => {
    settling.observe([file("a")], 0);
    settling.observe([], 1);
    expect(settling.observe([file("a")], QUIET)).toEqual([]);
  });
});

describe("a set of files", () => {
  test("is ready as a whole when nothing has come for a while", () => {
    settling.observe([file("a")], 0);
    settling.observe([file("a"), file("b")], QUIET - 1);
    expect(settling.observe([file("a"), file("b")], QUIET)).toEqual([]);
    expect(settling.observe([file("a"), file("b")], 2 * QUIET - 1)).toEqual(["a", "b"]);
  });

  test("waits for a file that its sender has just made", () => {
    settling.observe([file("a"), file("b", 0)], 0);
    expect(settling.observe([file("a"), file("b", 0)], QUIET)).toEqual([]);
    settling.observe([file("a"), file("b", 7)], QUIET);
    expect(settling.observe([file("a"), file("b", 7)], 2 * QUIET)).toEqual(["a", "b"]);
  });

  test("is not kept waiting for ever by a file that does not stop growing", () => {
    for (let now = 0; now < LONGEST; now += 5) expect(settling.observe([file("a"), file("b", now + 1)], now)).toEqual([]);
    expect(settling.observe([file("a"), file("b", LONGEST + 1)], LONGEST)).toEqual(["a"]);
  });
});

test("whatever comes and grows: what is ready has been as it is for the whole quiet time", () => {
  const look = fc.record({ after: fc.integer({ min: 1, max: 15 }), sizes: fc.array(fc.integer({ min: 0, max: 2 }), { minLength: 3, maxLength: 3 }) });
  fc.assert(fc.property(fc.array(look, { maxLength: 40 }), (looks) => {
    const watched = new Settling({ quiet: QUIET, longest: LONGEST });
    const seen: { now: number; sizes: readonly number[] }[] = [];
    let now = 0;
    for (const { after, sizes } of looks) {
      now += after;
      seen.push({ now, sizes });
      const ready = watched.observe(sizes.map((size, at) => file(String(at), size)), now);
      for (const path of ready) {
        const since = seen.findLastIndex((each) => each.sizes[Number(path)] !== sizes[Number(path)]) + 1;
        expect(now - seen[since]!.now).toBeGreaterThanOrEqual(QUIET);
      }
    }
  }));
});
