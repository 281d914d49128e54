import { describe, expect, it } from "vitest";
import { limitsOf, type MeasuredList } from "../../bench/page/page-limits.js";

const LIST: MeasuredList = {
  drawing: { longestTaskMs: 50, longestTaskCpuMs: 20, cpuMs: 90 },
  loading: { longestTaskMs: 50, withoutMs: 80 },
  layoutShift: { added: 0.02, without: 0 },
  idle: { seconds: 10, mainThreadMs: 10, withoutMs: 1 },
  badgesAfterAnswerMs: 150,
  requests: { keys: 735, asked: 4, most: 4 },
};
const { idle: _, ...THROTTLED } = { ...LIST, drawing: { ...LIST.drawing, longestTaskMs: 200 }, loading: { longestTaskMs: 200, withoutMs: 90 } };

function over(change: Partial<MeasuredList>): string[] {
  const requests = { keys: 735, asked: 4, most: 4 };
  return limitsOf({
    paraply: LIST, vardweb: { ...LIST, ...change }, throttledFourfold: { paraply: THROTTLED, vardweb: THROTTLED },
    fourFrames: { sameList: requests, quarters: requests }, contentScript: { gzipBytes: 40_000 },
  }).filter(({ is, most }) => is > most).map(({ what }) => what);
}

describe("the limits of what the overlay costs", () => {
  it("hold at their very edges", () => {
    expect(over({})).toEqual([]);
  });

  it.each<[string, Partial<MeasuredList>]>([
    ["vardweb: longest task while drawing, ms", { drawing: { ...LIST.drawing, longestTaskMs: 51 } }],
    ["vardweb: longest task after the page was read, ms", { loading: { longestTaskMs: 51, withoutMs: 80 } }],
    ["vardweb: layout shift beyond the page's own", { layoutShift: { added: 0.021, without: 0.3 } }],
    ["vardweb: main thread while idle, ms", { idle: { seconds: 10, mainThreadMs: 11, withoutMs: 9 } }],
    ["vardweb: last badge after the answer, ms", { badgesAfterAnswerMs: 151 }],
    ["vardweb: questions", { requests: { keys: 735, asked: 5, most: 4 } }],
  ])("tell that one is over: %s", (what, change) => {
    expect(over(change)).toEqual([what]);
  });
});
