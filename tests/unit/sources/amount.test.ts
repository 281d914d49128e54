import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { readAmount, scaleOf } from "../../../gateway/sources/formats/amount.js";
import { decimalText, parseDecimal } from "../../../gateway/sources/formats/decimal.js";

/** An amount as a decimal text. */
function amount(text: string): string | null {
  const value = readAmount(text);
  return value === null ? null : decimalText(value);
}

describe("an amount", () => {
  test.each([
    ["12,5", "12.5"], ["1297", "1297"], ["1 297,6", "1297.6"], ["1\u00a0297,6", "1297.6"], ["12\u202f345\u202f678", "12345678"], ["0,001", "0.001"],
  ])("has a decimal comma and blanks of any kind between thousands: %s", (text, expected) => {
    expect(amount(text)).toBe(expected);
  });

  test.each(["-4,4", "−4,4", "–4,4", "\u20114,4", "(4,4)", "( 4,4 )", "- 4,4"])("is negative with every minus and in parentheses: %s", (text) => {
    expect(amount(text)).toBe("-4.4");
  });

  test.each(["12.5", "1.234", "1,234.5", "12 97", "1 2345", "--4", "-(4)", "(-4)", "4-", "", "-", "12,", ",5", "1e3", "4 kr", "#REF!", "Summa"])(
    "is none when it can be read in two ways or not at all: %s",
    (text) => expect(amount(text)).toBeNull(),
  );

  it("is judged at once, however many blanks follow a parenthesis", () => expect(amount(`(${" ".repeat(20_000)}x`)).toBeNull());

  it("is exact, whatever its size", () => {
    fc.assert(fc.property(fc.bigInt({ min: -(10n ** 18n), max: 10n ** 18n }), fc.nat(99), (whole, hundredths) => {
      const written = `${whole < 0n ? "−" : ""}${String(whole < 0n ? -whole : whole).replace(/\B(?=(\d{3})+$)/g, " ")},${String(hundredths).padStart(2, "0")}`;
      expect(readAmount(written)).toBe((whole * 100n + (written.startsWith("−") ? -1n : 1n) * BigInt(hundredths)) * 10n ** 10n);
    }));
  });
});

test("a decimal number is written as it was read", () => {
  expect(["0", "-0.5", "1200100.00", ".5", "7.", "1.5E+3", "1e-13", "1.0000000000005"].map((text) => decimalText(parseDecimal(text)!)))
    .toEqual(["0", "-0.5", "1200100", "0.5", "7", "1500", "0", "1.000000000001"]);
});

test.each(["", ".", "-", "1,5", "1e", "1e99", "NaN", "0x10", "9".repeat(50)])("'%s' is no decimal number", (text) => {
  expect(parseDecimal(text)).toBeNull();
});

test("figures without end are judged at once", () => {
  expect(parseDecimal(`${"1".repeat(200_000)}x`)).toBeNull();
});

describe("a scale", () => {
  test.each([
    [["Budgetuppföljning 2022", "Enhet HALAO1, belopp i tkr"], 1000n], [["Belopp i kr"], 1n], [["(mkr)"], 1_000_000n], [["MNKR"], 1_000_000n], [["Belopp i", "Tkr"], 1000n],
    [["Budget 2022 kr"], 1n],
  ])("is a word of the titles: %j", (titles, kronor) => {
    expect(scaleOf(titles)?.kronor).toBe(kronor);
  });

  test.each([
    [["Budgetuppföljning 2022", "Enhet HALAO1"]], [["Budget i tkr", "Utfall i mkr"]], [["Belopp i 1000-tal kr"]], [["tusen kr"]], [["miljoner kr"]], [["1 000 kr"]],
    [["Skrivet av Krister"]], [["mkrtkr"]], [[]],
  ])("is none when the titles name none, several, or one that can be read in two ways: %j", (titles) => {
    expect(scaleOf(titles)).toBeNull();
  });
});
