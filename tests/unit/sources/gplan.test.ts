import { describe, expect, it } from "vitest";
import { gplan } from "../../../gateway/sources/provider-reports/gplan.js";
import { readReport, told } from "./read-report.js";
import { workbookOf } from "./workbook.js";

const LABELS = ["bestnr", "upprattad", "mottagen", "deltagit", "mal", "signatur"];

async function csv(row: string, header = LABELS.join(";")): Promise<string[]> {
  return told(await readReport(gplan, "GPLAN_U203_20221129.csv", Buffer.from(`${header}\n${row}\n`)));
}

describe("a receipt of a plan", () => {
  it("is the same as CSV, workbook and JSON", async () => {
    const wanted = "7100248 | 2022-11-13 | 2022-11-15 | t | 3 | ÅS";
    const workbook = workbookOf([LABELS, [7100248, { days: 44878, shown: "date" }, { days: 44880, shown: "date" }, "Ja", 3, "ÅS"]]);
    const json = [{ bestnr: "7100248", upprattad: "2022-11-13", mottagen: "2022-11-15", deltagit: true, mal: 3, signatur: "ÅS" }];
    expect(await csv("7100248;2022-11-13;2022-11-15;ja;3;ÅS")).toEqual([`2: ${wanted}`]);
    expect(told(await readReport(gplan, "GPLAN_U203_20221129.xlsx", workbook))).toEqual([`2: ${wanted}`]);
    expect(told(await readReport(gplan, "GPLAN_U203_20221129.json", Buffer.from(JSON.stringify(json))))).toEqual([`1: ${wanted}`]);
  });

  it("without a day of receipt came on the date in the file's name", async () => {
    expect(await csv("7100248;2022-11-13;;nej;;")).toEqual(["2: 7100248 | 2022-11-13 | 2022-11-29 | f | - | -"]);
  });

  it.each([
    ["no order", ";2022-11-13;;ja;3;ÅS", "MISSING_KEY bestnr"],
    ["no day", "7100248;;;ja;3;ÅS", "MISSING_KEY upprattad"],
    ["a day that does not exist", "7100248;2022-11-31;;ja;3;ÅS", "BAD_DATE upprattad"],
    ["nothing said of the client's part", "7100248;2022-11-13;;;3;ÅS", "MISSING_VALUE deltagit"],
    ["something else said of it", "7100248;2022-11-13;;kanske;3;ÅS", "UNKNOWN_CODE deltagit"],
    ["goals that are no number", "7100248;2022-11-13;;ja;tre;ÅS", "BAD_NUMBER mal"],
    ["goals beyond any number", "7100248;2022-11-13;;ja;9999999999;ÅS", "BAD_NUMBER mal"],
    ["an end cut off", "7100248;2022-11-13;;ja", "PARSE null"],
    ["a key too long for any index", `${"7".repeat(3000)};2022-11-13;;ja;3;ÅS`, "PARSE bestnr"],
  ])("has a fault with %s", async (_what, row, fault) => expect(await csv(row)).toEqual([`2: ${fault}`]));

  it("in a file without one of the columns is refused", async () => {
    expect(await csv("", "bestnr;upprattad;mottagen;deltagit;signatur")).toEqual(["column mal is missing in the header row"]);
  });
});
