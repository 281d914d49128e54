import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { projectRoot } from "../../../gateway/project-root.js";
import { sie } from "../../../gateway/sources/budget-files/sie.js";
import { decodeCodePage437 } from "../../../gateway/sources/formats/code-page-437.js";
import { readReport, told } from "./read-report.js";

const HEAD = ["#FLAGGA 0", "#FORMAT PC8", "#SIETYP 4", "#RAR 0 20220101 20221231", "#RAR -1 20210101 20211231"];

function bytesOf(lines: readonly string[], encoding: BufferEncoding = "latin1"): Buffer {
  return Buffer.from(`${lines.join("\r\n")}\r\n`, encoding);
}

/** What a ledger of these lines says, without its name. */
async function read(...lines: string[]): Promise<string[]> {
  return told(await readReport(sie, "EKONOMI.se", bytesOf([...HEAD, ...lines]))).map((line) => line.replace("EKONOMI | ", ""));
}

/** How many rows of vouchers the report of a file counts, which year it is of, and what is noted. */
async function topOf(lines: readonly string[]): Promise<{ rows: number | undefined; period: string | undefined; note: string | null }> {
  const reader = sie.read(async function* () { yield await Promise.resolve(bytesOf(lines)); }, "EKONOMI.se", { owner: "EKONOMI", date: "2022-11-30", period: null });
  const { period, note } = await reader.top();
  return { rows: reader.dataRows?.(), period, note };
}

const VOUCHER = ['#VER "L" 1 20220125 "Vårdkostnad"', "{", '#TRANS 4110 {1 "HALAO1"} 100.50', "#TRANS 2440 {} -100.50", "}"];

test.each([
  ["EKONOMI_HAL_2022.se", "EKONOMI_HAL_2022"], ["ekonomi.SI", "EKONOMI"], ["Bokslut 2022.Se", "BOKSLUT 2022"],
])("any name that ends in .se or .si is a ledger's: %s", (fileName, owner) => {
  expect(sie.recognise(fileName)).toEqual({ owner, date: null, period: null });
});

test.each(["~$EKONOMI.se", "._EKONOMI.se", ".se", "EKONOMI.sie", "EKONOMI.se.tmp"])("%s is none", (fileName) => {
  expect(sie.recognise(fileName)).toBeNull();
});

describe("a ledger", () => {
  it("gives budget and outcome of result accounts by cost centre and month, debit positive", async () => {
    expect(await read('#PBUDGET 0 202201 4110 {1 "HALAO1"} 1200100.00', '#PSALDO 0 202202 3041 {1 "HALAO1"} -12.5')).toEqual([
      "6: 2022 | HALAO1 | 4110 | 2022-01 | BUDGET | 1200100", "7: 2022 | HALAO1 | 3041 | 2022-02 | OUTCOME | -12.5",
    ]);
  });

  it("has vouchers that win over balances, for the whole file", async () => {
    const balances = ['#PSALDO 0 202201 4110 {1 "HALAO1"} 1', '#PSALDO 0 202202 4110 {1 "HALFN1"} 2', '#PBUDGET 0 202201 4110 {1 "HALAO1"} 3'];
    expect(await read(...balances, ...VOUCHER)).toEqual(["8: 2022 | HALAO1 | 4110 | 2022-01 | BUDGET | 3", "11: 2022 | HALAO1 | 4110 | 2022-01 | OUTCOME | 100.5"]);
  });

  it("leaves out other years, balance accounts, and what has no cost centre", async () => {
    expect(await read(
      '#PBUDGET -1 202112 4110 {1 "HALAO1"} 1', '#PSALDO -1 202112 4110 {1 "HALAO1"} 1', '#PSALDO 0 202201 2440 {1 "HALAO1"} 1',
      '#PSALDO 0 202201 9010 {1 "HALAO1"} 1', "#PSALDO 0 202201 4110 {} 1", '#PSALDO 0 202201 4110 {6 "P1"} 1', "#PSALDO 0 202201 4110 1",
      '#PSALDO 0 202201 2999 {1 "HALAO1"} 1', '#PSALDO 0 202201 3000 {1 "HALAO1"} 7', '#PSALDO 0 202201 8999 {1 "HALAO1"} 8', '#IB 0 4110 5', '#RES 0 4110 5',
    )).toEqual(["14: 2022 | HALAO1 | 3000 | 2022-01 | OUTCOME | 7", "15: 2022 | HALAO1 | 8999 | 2022-01 | OUTCOME | 8"]);
  });

  it("adds up what a month has of an account", async () => {
    expect(await read(
      "#VER A 1 20220125", "{", "#TRANS 4110 {1 HALAO1} 0.1", "#TRANS 4110 {1 HALAO1} 0.2", "#TRANS 2440 {} -0.3", "}",
      "#VER A 2 20220131", "{", "#TRANS 4110 {1 HALAO1} -0.05", "#TRANS 4110 {1 HALFN1} 0.05", "}",
    )).toEqual(["8: 2022 | HALAO1 | 4110 | 2022-01 | OUTCOME | 0.25", "15: 2022 | HALFN1 | 4110 | 2022-01 | OUTCOME | 0.05"]);
  });

  it("has transactions of several dimensions, of which the first is the cost centre", async () => {
    expect(await read("#VER A 1 20220125", "{", '#TRANS 4110 {6 "P1" 1 "HALAO1"} 5', '#TRANS 2440 { "1" "HALAO1" "6" "P1" } -5', "}")).toEqual([
      "8: 2022 | HALAO1 | 4110 | 2022-01 | OUTCOME | 5",
    ]);
  });

  it("has balances of a cost centre with another object only where it has none of the cost centre's own", async () => {
    expect(await read(
      '#PBUDGET 0 202201 4110 {1 "HALAO1" 6 "P1"} 10', '#PBUDGET 0 202201 4110 {1 "HALAO1" 6 "P2"} 20', '#PBUDGET 0 202201 4110 {1 "HALAO1"} 35',
      '#PBUDGET 0 202202 4110 {1 "HALAO1" 6 "P1"} 10', '#PBUDGET 0 202202 4110 {1 "HALAO1" 6 "P2"} 20',
    )).toEqual(["8: 2022 | HALAO1 | 4110 | 2022-01 | BUDGET | 35", "9: 2022 | HALAO1 | 4110 | 2022-02 | BUDGET | 30"]);
  });

  it("does not count what was removed, nor twice what was added", async () => {
    expect(await read(
      "#VER A 1 20220125", "{", "#BTRANS 4110 {1 HALAO1} 200 20220101", "#RTRANS 4110 {1 HALAO1} 50 20220126", "#TRANS 4110 {1 HALAO1} 50", "#TRANS 2440 {} -50", "}",
    )).toEqual(["10: 2022 | HALAO1 | 4110 | 2022-01 | OUTCOME | 50"]);
  });

  it("has each transaction in the month of its own day, else of its voucher's", async () => {
    expect(await read(
      "#VER A 1 20220301 Mars", "{", "#TRANS 4110 {1 HALAO1} 1 20220228", '#TRANS 4110 {1 HALAO1} 2 ""', "#TRANS 4110 {1 HALAO1} 3", "#TRANS 2440 {} -6", "}",
    )).toEqual(["8: 2022 | HALAO1 | 4110 | 2022-02 | OUTCOME | 1", "9: 2022 | HALAO1 | 4110 | 2022-03 | OUTCOME | 5"]);
  });

  it("takes the voucher's day where a transaction's own lies outside the year, and tells of those of which both do", async () => {
    const lines = [
      ...HEAD, "#VER A 1 20220103", "{", "#TRANS 4110 {1 HALAO1} 1 20211231", "#TRANS 2440 {} -1", "}", "#VER A 2 20230103", "{", "#TRANS 4110 {1 HALAO1} 1", "#TRANS 2440 {} -1", "}",
    ];
    expect(told(await readReport(sie, "E.se", bytesOf(lines)))).toEqual(["8: E | 2022 | HALAO1 | 4110 | 2022-01 | OUTCOME | 1"]);
    expect(await topOf(lines)).toEqual({ rows: 4, period: "2022", note: "1 #TRANS have a date outside the year and are left out" });
  });

  it("is of the year in which its books begin", async () => {
    const lines = ["#FLAGGA 0", "#RAR 0 20090701 20100630", "#PSALDO 0 201001 4110 {1 A} 5"];
    expect(told(await readReport(sie, "E.se", bytesOf(lines)))).toEqual(["3: E | 2009 | A | 4110 | 2010-01 | OUTCOME | 5"]);
  });

  it("is of the calendar's years where it says none", async () => {
    const vouchers = ["#VER A 1 20211231", "{", "#TRANS 4110 {1 A} 1", "#TRANS 2440 {} -1", "}", "#VER A 2 20220101", "{", "#TRANS 4110 {1 A} 2", "#TRANS 2440 {} -2", "}"];
    expect(told(await readReport(sie, "E.si", bytesOf(["#FLAGGA 0", "#RAR 0  ", ...vouchers])))).toEqual([
      "5: E | 2021 | A | 4110 | 2021-12 | OUTCOME | 1", "10: E | 2022 | A | 4110 | 2022-01 | OUTCOME | 2",
    ]);
    expect(await topOf(["#FLAGGA 0", ...vouchers])).toEqual({ rows: 4, period: undefined, note: null });
  });

  it("is read whatever its blanks, line ends, case of labels and texts", async () => {
    const text = [
      "#flagga 0", "", "#rar\t0\t20220101\t20221231", "   ", "#X_OKAND \"okänd\" 1 2", '#ver "L" 1 20220125 "F"rskott till Lind" Park"', "{",
      '\t#trans\t4110\t{ 1\t"HAL\\"AO1" }\t100.50\t""\t"text"  ', "   #TRANS 2440 { } -100.50", "}", "\u001a",
    ].join("\n");
    expect(told(await readReport(sie, "E.se", Buffer.from(text, "latin1")))).toEqual(['8: E | 2022 | HAL"AO1 | 4110 | 2022-01 | OUTCOME | 100.5']);
  });

  it.each(["\r\n", "\n", "\r"])("is read with lines that end in %j", async (end) => {
    const bytes = Buffer.from([...HEAD, ...VOUCHER].join(end), "latin1");
    expect(told(await readReport(sie, "E.se", bytes))).toEqual(["8: E | 2022 | HALAO1 | 4110 | 2022-01 | OUTCOME | 100.5"]);
  });

  it("may have a text that goes on in the next line", async () => {
    expect(await read('#VER A 1 20220125 "En text', 'som går vidare"', "{", "#TRANS 4110 {1 HALAO1} 1", "#TRANS 2440 {} -1", "}")).toHaveLength(1);
  });

  it("may have vouchers without braces", async () => {
    expect(await read("#VER A 1 20220125", "#TRANS 4110 {1 HALAO1} 1", "#TRANS 2440 {} -1", "#VER A 2 20220126", "#TRANS 4110 {1 HALAO1} 2", "#TRANS 2440 {} -2")).toEqual([
      "7: 2022 | HALAO1 | 4110 | 2022-01 | OUTCOME | 3",
    ]);
  });

  it("has letters of code page 437, or of UTF-8 where it is written so", async () => {
    const lines = [...HEAD, '#PSALDO 0 202201 4110 {1 "ÄO1"} 1'];
    const inCodePage = Buffer.concat([bytesOf(HEAD), Buffer.from('#PSALDO 0 202201 4110 {1 "\u008eO1"} 1\n', "latin1")]);
    expect(told(await readReport(sie, "E.se", bytesOf(lines, "utf8")))).toEqual(["6: E | 2022 | ÄO1 | 4110 | 2022-01 | OUTCOME | 1"]);
    expect(told(await readReport(sie, "E.se", Buffer.concat([Buffer.from("\ufeff"), bytesOf(lines, "utf8")])))).toEqual(["6: E | 2022 | ÄO1 | 4110 | 2022-01 | OUTCOME | 1"]);
    expect(told(await readReport(sie, "E.se", inCodePage))).toEqual(["6: E | 2022 | ÄO1 | 4110 | 2022-01 | OUTCOME | 1"]);
  });

  it("quarantines the balance that can't be read, with all that there is of its account and month", async () => {
    expect(await read(
      "#PBUDGET 0 202201 4110 {1 HALAO1} 1", "#PBUDGET 0 202201 4110 {1 HALAO1} ett", "#PBUDGET 0 202213 4110 {1 HALAO1} 1", "#PSALDO 0 202201 4110 {1 HALAO1}", "#PBUDGET 0 202202 4110 {1 HALAO1} 2",
    )).toEqual(["7: BAD_NUMBER #PBUDGET", "8: BAD_DATE #PBUDGET", "9: BAD_NUMBER #PSALDO", "10: 2022 | HALAO1 | 4110 | 2022-02 | BUDGET | 2"]);
  });

  it("judges an amount of figures without end at once", async () => {
    const endless = Array.from({ length: 10 }, () => `#PBUDGET 0 202201 4110 {1 HALAO1} ${"1".repeat(60_000)}x`);
    expect(await read(...endless)).toEqual(["6: BAD_NUMBER #PBUDGET"]);
  });

  it("counts its #TRANS as rows, of whatever account", async () => {
    expect((await topOf([...HEAD, ...VOUCHER])).rows).toBe(2);
  });
});

describe("a ledger is rejected", () => {
  test.each([
    ["when a voucher does not balance", ["#VER A 1 20220125", "{", "#TRANS 4110 {1 HALAO1} 100", "#TRANS 2440 {} -99.99", "}"], "the voucher on line 6 does not balance"],
    ["also when the voucher is of no unit of ours", ["#VER A 1 20220125", "{", "#TRANS 1930 {} 1", "}"], "the voucher on line 6 does not balance"],
    ["when an amount of a voucher can't be read", ["#VER A 1 20220125", "{", "#TRANS 4110 {1 HALAO1} 1,5", "#TRANS 2440 {} -1,5", "}"], "line 8: the amount can't be read, so the voucher can't be checked"],
    ["when it is cut off within a voucher", VOUCHER.slice(0, -2), "the voucher on line 6 is not closed: the file is cut off"],
    ["when the control sum that it begins with is missing at its end", ["#KSUMMA", ...VOUCHER], "the control sum at the end is missing: the file is cut off"],
    ["when a voucher stands in another", ["#VER A 1 20220125", "{", "#VER A 2 20220125"], "the voucher on line 6 is not closed"],
    ["when a #TRANS stands outside a voucher", ["#TRANS 4110 {1 HALAO1} 100"], "line 6: a #TRANS outside a voucher"],
    ["when its year stands after what is of it", ["#PSALDO 0 202201 4110 {1 HALAO1} 1", "#RAR 0 20210101 20211231"], "line 7: the year stands after what is of it"],
    ["when its type has no cost centres", ["#SIETYP 2"], "a SIE file of type 2 has no cost centres by month: types 3, 4 and 4I are read"],
    ["when something else stands in it", ["hej"], "line 6 is no line of a SIE file"],
  ])("%s", async (_when, lines, reason) => {
    expect(await read(...lines)).toEqual([reason]);
  });

  test.each([
    ["an empty file", "", "not a SIE file: it has no #FLAGGA, #SIETYP, #RAR or #VER"],
    ["a web page", "<!DOCTYPE HTML>\n<html>", "line 1 is no line of a SIE file"],
    ["a list of labels of something else", "#include <stdio.h>\n", "not a SIE file: it has no #FLAGGA, #SIETYP, #RAR or #VER"],
    ["one endless line", `#FLAGGA ${"x".repeat(100_000)}`, "line 1 is longer than any of a SIE file"],
    ["zeros", "\0\0\0\n", "line 1 is no line of a SIE file"],
  ])("when it is %s", async (_what, text, reason) => {
    expect(told(await readReport(sie, "E.se", Buffer.from(text)))).toEqual([reason]);
  });
});

describe("ledgers of other programs are read", () => {
  test.each([
    ["BL0001_typ3.SE", 0, "2009"], ["BL0001_typ4.SE", 405, "2009"], ["BL0001_typ4I.SI", 10, undefined],
  ])("%s", async (fileName, rows, period) => {
    const lines = readFileSync(join(projectRoot(), "tests/samples/sie-public", fileName), "latin1").split("\n");
    expect(await topOf(lines)).toEqual({ rows, period, note: null });
  });
});

test("sums of vouchers are exact: the file's sums by account are those of its transactions in hundredths", async () => {
  const transaction = fc.record({ account: fc.constantFrom("3041", "4110", "8999"), unit: fc.constantFrom("A", "B"), month: fc.integer({ min: 1, max: 12 }), hundredths: fc.integer({ min: -1e9, max: 1e9 }) });
  await fc.assert(fc.asyncProperty(fc.array(transaction, { maxLength: 30 }), async (transactions) => {
    const expected = new Map<string, number>();
    const vouchers = transactions.flatMap(({ account, unit, month, hundredths }, at) => {
      const key = `${unit} | ${account} | 2022-${String(month).padStart(2, "0")}`;
      expected.set(key, (expected.get(key) ?? 0) + hundredths);
      const amount = (hundredths / 100).toFixed(2);
      return [`#VER A ${at} 2022${String(month).padStart(2, "0")}15`, "{", `#TRANS ${account} {1 ${unit}} ${amount}`, `#TRANS 2440 {} ${(-hundredths / 100).toFixed(2)}`, "}"];
    });
    const found = (await read(...vouchers)).map((line) => /^\d+: 2022 \| (.*) \| OUTCOME \| (.*)$/.exec(line)!);
    expect(found.map(([, key, amount]) => [key, Math.round(Number(amount) * 100)]).sort()).toEqual([...expected].sort());
  }));
});

test("code page 437 has a letter for each byte", () => {
  const bytes = Buffer.from(Array.from({ length: 128 }, (_, at) => at + 128)).toString("latin1");
  expect(new Set(decodeCodePage437(bytes)).size).toBe(128);
  expect(decodeCodePage437("\u0086\u0084\u0094\u008f\u008e\u0099\u0082")).toBe("åäöÅÄÖé");
});
