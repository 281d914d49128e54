import { describe, expect, it } from "vitest";
import { avvik } from "../../../gateway/sources/provider-reports/avvik.js";
import { readReport, told } from "./read-report.js";
import { type SheetCell, workbookOf } from "./workbook.js";

const HEADER = ["Aktnr", "Kund", "Best.nr", "Beställd tid", "Utförd tid", "Orsak"];

/** A report of U101 for October 2022 with these rows below its header row. */
async function report(rows: readonly (readonly SheetCell[])[], titles: readonly (readonly SheetCell[])[] = [["Avvikelsekundlista"]]): Promise<string[]> {
  return told(await readReport(avvik, "AVVIK_U101_202210.xlsx", workbookOf([...titles, HEADER, ...rows])));
}

const hours = (count: number): SheetCell => ({ days: count / 24, shown: "[h]:mm" });

describe("a report's rows", () => {
  it("have their times in seconds, however they are written", async () => {
    expect(await report([
      ["100001-1", "Anna", "7100001", 12.5, "12,5", null],
      ["100001-1", "Anna", 7100002, "12:30", hours(12.5), "Avböjt; besök"],
      ["100002-2", "Bo", "7100003", "102:45", hours(102.75), null],
      ["Summa", null, null, "127:45", 127.75],
    ])).toEqual([
      "3: U101 | 2022-10 | 1 | 100001-1 | 7100001 | 45000 | 45000 | -",
      "4: U101 | 2022-10 | 1 | 100001-1 | 7100002 | 45000 | 45000 | Avböjt; besök",
      "5: U101 | 2022-10 | 1 | 100002-2 | 7100003 | 369900 | 369900 | -",
    ]);
  });

  it("of one order are numbered, so that each is a fact", async () => {
    expect(await report([["1", "A", "7", 1, 1], ["1", "A", "8", 1, 1], ["1", "A", "7", 2, 2], ["Summa", null, null, 4, 4]])).toEqual([
      "3: U101 | 2022-10 | 1 | 1 | 7 | 3600 | 3600 | -", "4: U101 | 2022-10 | 1 | 1 | 8 | 3600 | 3600 | -", "5: U101 | 2022-10 | 2 | 1 | 7 | 7200 | 7200 | -",
    ]);
  });

  it.each([
    ["no order", ["1", "A", null, 0, 0], "MISSING_KEY Best.nr"],
    ["no client", [null, "A", "7", 0, 0], "MISSING_VALUE Aktnr"],
    ["no performed time", ["1", "A", "7", 0, null], "MISSING_VALUE Utförd tid"],
    ["a time that is a word", ["1", "A", "7", "okänt", 0], "BAD_NUMBER Beställd tid"],
    ["a time below nothing", ["1", "A", "7", 0, -1], "BAD_NUMBER Utförd tid"],
    ["a time with a point, as text", ["1", "A", "7", "12.5", 0], "BAD_NUMBER Beställd tid"],
    ["a day where a time belongs", ["1", "A", "7", 0, { days: 44866, shown: "date" }], "BAD_NUMBER Utförd tid"],
  ] as const)("with %s are faulty", async (_what, row, fault) => {
    expect((await report([row, ["Summa", null, null, 0, 0]]))[0]).toMatch(`3: ${fault}`);
  });

  it("may lack the clients' names", async () => {
    const rows = [["Aktnr", "Best.nr", "Beställd tid", "Utförd tid", "Orsak"], ["1", "7", 1, 2, null], ["Summa", null, 1, 2]];
    expect(told(await readReport(avvik, "AVVIK_U101_202210.xlsx", workbookOf(rows)))).toEqual(["2: U101 | 2022-10 | 1 | 1 | 7 | 3600 | 7200 | -"]);
  });
});

describe("a report's sum", () => {
  const ROW = ["1", "A", "7", 10, 8] as const;

  it.each([
    ["right", 10, 8], ["0,1 h too high", 10.1, 8], ["0,1 h too low", "10,0", "7:54"], ["a length of time", hours(10), hours(8)],
  ])("that is %s is accepted", async (_what, ordered, performed) => {
    expect(await report([ROW, ["Summa", null, null, ordered, performed]])).toHaveLength(1);
    expect(await report([ROW, [null, "Summa timmar", null, ordered, performed]])).toHaveLength(1);
    expect(await report([ROW, ["Totalt:", null, null, ordered, performed]])).toEqual(["3: U101 | 2022-10 | 1 | 1 | 7 | 36000 | 28800 | -"]);
  });

  it.each([
    ["further off than 0,1 h", ["Summa", null, null, 10, 8.11], "Summa of Utförd tid differs from its rows by 0,11 h"],
    ["missing for one of the times", ["Summa", null, null, 10, null], "Summa of Utförd tid on row 4 can't be read"],
    ["missing", ["2", "B", "8", 1, 1], "the row Summa at the end is missing: the report is cut off"],
  ] as const)("that is %s has the report refused", async (_what, row, reason) => expect(await report([ROW, row])).toEqual([reason]));

  it("is over the rows with two readable times, faulty in other ways or not", async () => {
    expect(await report([ROW, [null, "B", "8", 1, 1], ["3", "C", "9", 5, "?"], ["Summa", null, null, 11, 9]])).toHaveLength(3);
  });

  it("may have notes below it, but no row about an order", async () => {
    expect(await report([ROW, ["Summa", null, null, 10, 8], [], ["Upprättad av utföraren"]])).toHaveLength(1);
    expect(await report([ROW, ["Summa", null, null, 10, 8], ["2", "B", "8", 1, 1]])).toEqual(["row 5 stands below Summa: the sum belongs at the end"]);
  });
});

describe("a report's title", () => {
  const SUM = ["Summa", null, null, 0, 0];
  const outcome = async (...titles: SheetCell[][]): Promise<string> => (await report([SUM], titles))[0] ?? "read";

  it.each([
    ["Månad: 2022-10"], ["Månad: 202210"], ["Månad oktober 2022"], ["Period: 2022-10-01 – 2022-10-31"], ["Månad:"], ["Utskriven 2022-11-03"],
    ["Utförare: Hemtjänsten (U101)"], ["Utförare: Hemtjänsten (Söder)"], ["Utförare: Hemtjänsten (2)"], ["Utförare: Hemtjänsten"],
  ])("%s agrees with the file's name", async (title) => expect(await outcome(["Avvikelsekundlista"], [title])).toBe("read"));

  it("is read at once, however long a word in it is", async () => expect(await outcome([`Period ${"a".repeat(200_000)}`])).toBe("read"));

  it.each([
    [["Månad: 2022-09"], "the title says month 2022-09, the name says 2022-10"],
    [["Månad", { days: 44805, shown: "date" }], "the title says month 2022-09, the name says 2022-10"],
    [["Månad: September 2022"], "the title says month 2022-09, the name says 2022-10"],
    [["Utförare: Attendo (påhittad enhet) (U102)"], "the title names another provider than U101, whom the file's name names"],
  ] as const)("%j does not: which of the two is true is not known", async (title, reason) => expect(await outcome([...title])).toBe(reason));
});
