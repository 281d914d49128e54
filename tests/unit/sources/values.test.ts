import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isCalendarDate } from "../../../gateway/rules/calendar.js";
import { readCode, readInteger, readOneOf, readText } from "../../../gateway/sources/columns.js";
import { readDate, readDecimal, readFlag } from "../../../gateway/sources/legacy-extract/values.js";

const BAD_DATE = { reason: "BAD_DATE" };
const BAD_NUMBER = { reason: "BAD_NUMBER" };
const UNKNOWN_CODE = { reason: "UNKNOWN_CODE" };

describe("a date of an extract", () => {
  it.each(["20221130", "20240229", "00010101", "99981231"])("%s is loaded as it is", (text) => expect(readDate(text)).toBe(text));

  it.each(["00000000", "99991231"])("%s is none", (text) => expect(readDate(text)).toBeNull());

  it.each([
    "20221131", "20230229", "19000229", "20221301", "20220001", "20221100", "00000101", "2022113", "202211300", "2022-11-30", "2022113O", "２０２２１１３０", "+2022113",
    "-2022113", "20221130.0",
  ])("%s is faulty", (text) => expect(readDate(text)).toEqual(BAD_DATE));

  it("is faulty exactly when the calendar lacks it", () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 9998 }), fc.integer({ min: 0, max: 99 }), fc.integer({ min: 0, max: 99 }), (year, month, day) => {
      const text = String(year).padStart(4, "0") + String(month).padStart(2, "0") + String(day).padStart(2, "0");
      expect(readDate(text)).toEqual(isCalendarDate(year, month, day) ? text : BAD_DATE);
    }));
  });
});

describe("other values of an extract", () => {
  it.each([["12", "12"], ["12,5", "12.5"], ["1 234,5", "1234.5"], ["1\u00a0234\u00a0567", "1234567"], ["0", "0"]])(
    "the number %s is %s", (text, value) => expect(readDecimal(text)).toBe(value),
  );

  it.each(["12.5", "-1", "1 23", ",5", "5,", "1e3"])("%s is no number", (text) => expect(readDecimal(text)).toEqual(BAD_NUMBER));

  it("a number has at most forty figures", () => {
    const forty = `${"9".repeat(20)},${"1".repeat(20)}`;
    expect([readDecimal(forty), readDecimal(`${forty}1`), readDecimal("9".repeat(140_000)), readDecimal(`1,${"1".repeat(20_000)}`)])
      .toEqual([forty.replace(",", "."), BAD_NUMBER, BAD_NUMBER, BAD_NUMBER]);
  });

  it.each([["7", "7"], ["007", "7"], ["2147483647", "2147483647"]])("the whole number %s is %s", (text, value) => expect(readInteger(text)).toBe(value));

  it.each(["2147483648", "-1", "1,5", "12345678901"])("%s is no whole number", (text) => expect(readInteger(text)).toEqual(BAD_NUMBER));

  it("a flag is J or N", () => {
    expect([readFlag("J"), readFlag("N"), readFlag("j")]).toEqual(["t", "f", UNKNOWN_CODE]);
  });

  it("a code is one of its list", () => {
    expect([readOneOf("HTJ", "MAT")("MAT"), readOneOf("HTJ", "MAT")("mat")]).toEqual(["MAT", UNKNOWN_CODE]);
    expect([readCode({ KOMMUN: "t" })("KOMMUN"), readCode({ KOMMUN: "t" })("constructor")]).toEqual(["t", UNKNOWN_CODE]);
  });

  it("a text is loaded as it is", () => expect(readText("Åsa \\ Öberg")).toBe("Åsa \\ Öberg"));
});
