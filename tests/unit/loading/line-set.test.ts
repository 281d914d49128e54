import fc from "fast-check";
import { expect, it } from "vitest";
import { LineSet } from "../../../gateway/loading/line-set.js";

it("has the lines that were added and no others", () => {
  fc.assert(fc.property(fc.uniqueArray(fc.integer({ min: 1, max: 500 })), (added) => {
    const lines = new LineSet(Math.max(0, ...added));
    for (const line of added) lines.add(line);
    const had = Array.from({ length: 510 }, (_, line) => line).filter((line) => lines.has(line));
    expect(had).toEqual([...added].sort((a, b) => a - b));
  }));
});
