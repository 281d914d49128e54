import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { heightOf, monthsTo, scaleEnd } from "../../../extension/overlay/chart-scale.js";

const HOURS = fc.oneof(fc.constantFrom(0, 0.1, 1, 10, 100, 1000), fc.double({ min: 0, max: 100_000, noNaN: true }));
const SOME = fc.array(HOURS, { minLength: 1, maxLength: 24 });

describe("the end of the scale", () => {
  it.each([[0, 1], [0.4, 0.5], [1, 1], [7.2, 10], [12.5, 20], [48, 50], [51, 100], [100, 100], [1_000, 1_000]])("for %d at most is %d", (greatest, end) => {
    expect(scaleEnd([0, greatest])).toBeCloseTo(end, 10);
  });

  it("holds every value and is not ten times the greatest", () => {
    fc.assert(fc.property(SOME, (values) => {
      const greatest = Math.max(...values);
      const end = scaleEnd(values);
      expect(end).toBeGreaterThanOrEqual(greatest);
      if (greatest > 1e-300) expect(end).toBeLessThan(10 * greatest);
    }));
  });
});

describe("a bar", () => {
  it("is within the drawing, as high as its share, and 0 for 0", () => {
    fc.assert(fc.property(SOME, fc.integer({ min: 1, max: 500 }), (values, height) => {
      const end = scaleEnd(values);
      for (const value of values) {
        const drawn = heightOf(value, end, height);
        expect(drawn).toBeGreaterThanOrEqual(0);
        expect(drawn).toBeLessThanOrEqual(height);
        expect(drawn / height).toBeCloseTo(value / end, 9);
      }
      expect(heightOf(0, end, height)).toBe(0);
    }));
  });

  it("is never lower than that of a smaller value", () => {
    fc.assert(fc.property(SOME, (values) => {
      const end = scaleEnd(values);
      const heights = [...values].sort((a, b) => a - b).map((value) => heightOf(value, end, 62));
      expect(heights).toEqual([...heights].sort((a, b) => a - b));
    }));
  });
});

describe("the months", () => {
  it("go up to that of the day, over the turn of the year", () => {
    expect(monthsTo("2022-02-28", 4)).toEqual(["2021-11", "2021-12", "2022-01", "2022-02"]);
    expect(monthsTo("2022-12-01", 2)).toEqual(["2022-11", "2022-12"]);
  });

  it("are as many as wanted, each once and in order", () => {
    fc.assert(fc.property(fc.integer({ min: 1990, max: 2100 }), fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 36 }), (year, month, count) => {
      const months = monthsTo(`${year}-${String(month).padStart(2, "0")}-15`, count);
      expect(new Set(months).size).toBe(count);
      expect(months).toEqual([...months].sort());
      expect(months.at(-1)).toBe(`${year}-${String(month).padStart(2, "0")}`);
    }));
  });
});
