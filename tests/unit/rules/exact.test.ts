import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compareDecimals, distance, product, quotient, sumOf } from "../../../gateway/rules/exact.js";

/** Thousandths as decimal text: whole numbers are what the functions are held against. */
const text = (thousandths: number): string => {
  const size = Math.abs(thousandths);
  return `${thousandths < 0 ? "-" : ""}${Math.floor(size / 1000)}.${String(size % 1000).padStart(3, "0")}`;
};
const thousandths = fc.integer({ min: -1_000_000, max: 1_000_000 });
const ofText = (decimal: string): number => Math.round(Number(decimal) * 1e6);

describe("decimal numbers", () => {
  it("are refused when they are no plain decimal numbers", () => {
    expect(() => compareDecimals("12,5", "1")).toThrow(RangeError);
  });

  it("add up to 0.3 from 0.1 and 0.2", () => {
    expect(sumOf(["0.1", "0.2"])).toBe("0.3");
  });

  it("add up to 0 when there are none", () => {
    expect(sumOf([])).toBe("0");
  });

  it("lie as far apart whichever comes first", () => {
    expect([distance("30.25", "32"), distance("32", "30.25")]).toEqual(["1.75", "1.75"]);
  });

  it("are told without zeros at the end", () => {
    expect([sumOf(["27.50"]), sumOf(["30.00"]), sumOf(["100"]), product("-0.5", "0.1")]).toEqual(["27.5", "30", "100", "-0.05"]);
  });

  it("are divided with as many decimals as asked, half up", () => {
    expect([quotient("1200", "3600", 2), quotient("88200", "3600", 2), quotient("18", "3600", 2), quotient("0", "3600", 2)])
      .toEqual(["0.33", "24.5", "0.01", "0"]);
  });

  it("tell apart what floats can't", () => {
    expect(compareDecimals("99.00000000000000000001", "99")).toBe(1);
  });

  it("are equal whatever their zeros", () => {
    expect(compareDecimals("4.0", "4")).toBe(0);
  });

  it("compare as whole numbers do, wherever the point stands", () => {
    fc.assert(fc.property(thousandths, thousandths, (a, b) => {
      expect(compareDecimals(text(a), text(b))).toBe(Math.sign(a - b) + 0);
    }));
  });

  it("add, differ and multiply as whole numbers do", () => {
    fc.assert(fc.property(thousandths, thousandths, (a, b) => {
      expect([sumOf([text(a), text(b)]), distance(text(a), text(b)), product(text(a), text(b))].map(ofText))
        .toEqual([(a + b) * 1000, Math.abs(a - b) * 1000, a * b + 0]);
    }));
  });
});
