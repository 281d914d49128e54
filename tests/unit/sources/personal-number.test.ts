import { describe, expect, it } from "vitest";
import { readPersonalNumber } from "../../../gateway/sources/legacy-extract/personal-number.js";

describe("a client's number", () => {
  it.each([
    ["194904089994", "PERSONAL", "1949-04-08"],
    ["194904689991", "COORDINATION", "1949-04-08"],
    ["194904689992", "INVALID", null],
    ["194904089995", "INVALID", null],
    ["194902309994", "INVALID", null],
    ["4904089994", "INVALID", null],
    ["19490408TF01", "RESERVE", null],
    ["1949040899T1", "RESERVE", null],
    ["19490230TF01", "INVALID", null],
    ["19490468TF01", "INVALID", null],
    [null, "EMPTY", null],
  ])("%s is %s, with the birthday %s", (text, kind, birthDate) => {
    const reading = readPersonalNumber(text);
    expect([reading.kind, reading.birthDate]).toEqual([kind, birthDate]);
  });

  it("in reserve keeps its date, from which it is valid", () => {
    expect(readPersonalNumber("20230415TF01").reserveDate).toBe("2023-04-15");
  });

  it("of another kind has no such date", () => {
    expect(readPersonalNumber("194904089994").reserveDate).toBeNull();
  });
});
