import { describe, expect, it } from "vitest";
import { compareHours } from "../../../gateway/rules/hours.js";

describe("hours against a limit a month", () => {
  it.each([
    ["99", 0], ["99.0", 0], ["99.00000000000000000001", 1], ["98.99999999999999999999", -1], ["100", 1], ["0", -1],
  ])("%s hours a month against 99 gives %i", (perMonth, expected) => {
    expect(compareHours({ perMonth, perWeek: null }, 99, "hoursPerMonth")).toBe(expected);
  });

  it("counts a week as 12/52 of a month: 99 hours a month is more than 22.84 hours a week", () => {
    expect(compareHours({ perMonth: null, perWeek: "22.84" }, 99, "hoursPerMonth")).toBe(-1);
  });

  it("counts 22.85 hours a week as more than 99 hours a month", () => {
    expect(compareHours({ perMonth: null, perWeek: "22.85" }, 99, "hoursPerMonth")).toBe(1);
  });

  it("finds exact equality through the conversion: 22.5 hours a week is 97.5 hours a month", () => {
    expect(compareHours({ perMonth: null, perWeek: "22.5" }, 97.5, "hoursPerMonth")).toBe(0);
  });
});

describe("hours against a limit a week", () => {
  it.each([["20", 0], ["20.5", 1], ["19.99", -1]])("%s hours a week against 20 gives %i", (perWeek, expected) => {
    expect(compareHours({ perMonth: null, perWeek }, 20, "hoursPerWeek")).toBe(expected);
  });

  it("counts 86.66 hours a month as less than 20 hours a week", () => {
    expect(compareHours({ perMonth: "86.66", perWeek: null }, 20, "hoursPerWeek")).toBe(-1);
  });

  it("counts 86.67 hours a month as more than 20 hours a week", () => {
    expect(compareHours({ perMonth: "86.67", perWeek: null }, 20, "hoursPerWeek")).toBe(1);
  });
});

it("knows nothing when no hours are known", () => {
  expect(compareHours({ perMonth: null, perWeek: null }, 99, "hoursPerMonth")).toBeNull();
});
