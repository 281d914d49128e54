import { describe, expect, it } from "vitest";
import { addMonths, day, FIRST_DAY, FOREVER, isoDay, parseDay } from "../../../gateway/rules/calendar.js";

describe("months are added by the calendar (contract 6, Terms)", () => {
  it.each([
    ["2022-08-31", 6, "2023-02-28"],
    ["2023-08-31", 6, "2024-02-29"],
    ["2020-02-29", 12, "2021-02-28"],
    ["2020-02-29", 48, "2024-02-29"],
    ["2022-11-30", 3, "2023-02-28"],
    ["2022-12-15", 1, "2023-01-15"],
  ])("%s and %i months is %s", (from, months, expected) => {
    expect(isoDay(addMonths(day(from), months))).toBe(expected);
  });
});

it.each([
  [FIRST_DAY, "0001-01-01"], [FIRST_DAY - 1, "0001-01-01"], [FIRST_DAY - 800_000, "0001-01-01"], [FIRST_DAY + 1, "0001-01-02"],
  [FOREVER, "9999-12-31"], [FOREVER + 1, "9999-12-31"], [FOREVER - 1, "9999-12-30"],
])("day %i is told as %s", (value, text) => {
  expect(isoDay(value)).toBe(text);
});

describe("dates that do not exist", () => {
  it.each(["2022-02-29", "2022-13-01", "2022-00-10", "2022-04-31", "20221130", "2022-1-1"])("%s is no date", (text) => {
    expect(parseDay(text)).toBeNull();
  });
});
