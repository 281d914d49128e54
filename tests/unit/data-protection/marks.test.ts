import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isMarked, marksOf } from "../../../gateway/data-protection/marks.js";
import { writtenNumber } from "../../../gateway/sources/provider-reports/written-number.js";

const MARKS = marksOf(["100001-1"], ["194002030018", "200002030018", "19340512TF01"]);

const row = (cells: Readonly<Record<string, string>>): string => JSON.stringify({ aktnr: "100002-2", ...cells });

describe("a row has the mark of a person", () => {
  test.each([
    "194002030018", "19400203-0018", "19400203 0018", "400203-0018", "400203 0018", "400203+0018", "19400203 - 0018", "194002030018,00", "194002030018.0",
    "2030018", "2030018.0", "19340512tf01", "340512-TF01", "19400203\t0018", "19400203\u00a00018",
  ])("whose personal number is written %s", (number) => {
    expect(isMarked(row({ personnr: number }), MARKS)).toBe(true);
  });

  test.each(["Ring 19400203 0018 idag", "Den 2022-10-01 400203-0018.", "(100001-1)", "Se 100001-1.", "Bor med 100001-1, larm"])("that is told in the words %s", (atgard) => {
    expect(isMarked(row({ atgard }), MARKS)).toBe(true);
  });

  test.each(["SOSYS;100001-1;HALAO1", "100001-1", "a;19400203 0018;b"])("in a line that is no table's: %s", (line) => {
    expect(isMarked(line, MARKS)).toBe(true);
  });
});

test.each(["100001-12", "1100001-1", "194002030019", "1194002030018", "1940020300181", "19400203;0018", "0018 19400203", "Larm 08:15 den 2022-10-02", ""])(
  "a row with %s has none of theirs", (text) => {
    expect(isMarked(row({ atgard: text }), MARKS)).toBe(false);
  },
);

test("a number of too few places marks nothing", () => {
  expect(isMarked(row({ personnr: "18", atgard: "" }), marksOf([], ["000000000018", ""]))).toBe(false);
});

const figures = (least: number, most: number) => fc.integer({ min: least, max: most }).map((figure) => String(figure).padStart(2, "0"));
const written = fc.record({
  year: fc.integer({ min: 1930, max: 2015 }).map(String), month: figures(1, 12), day: figures(1, 28), last: fc.stringMatching(/^(\d{4}|TF\d\d)$/),
  century: fc.boolean(), sign: fc.constantFrom("", "-", " ", " - "), blankAt: fc.nat({ max: 14 }), ending: fc.constantFrom("", ".0", ",00"), zeros: fc.boolean(),
}).map(({ year, month, day, last, century, sign, blankAt, ending, zeros }) => {
  const whole = `${century ? year : year.slice(2)}${month}${day}${sign}${last}`;
  const text = zeros && sign === "" ? whole.replace(/^0+/, "") : whole;
  return { number: `${year}${month}${day}${last}`, text: `${text.slice(0, blankAt)} ${text.slice(blankAt)}${ending}` };
});

test("every way of writing that a report is read in is found", () => {
  fc.assert(fc.property(written, ({ number, text }) => {
    fc.pre(writtenNumber(text, "2022-10") === number);
    expect(isMarked(row({ personnr: text }), marksOf([], [number]))).toBe(true);
  }));
});
