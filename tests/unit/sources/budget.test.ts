import { describe, expect, it, test } from "vitest";
import { budget } from "../../../gateway/sources/budget-files/budget.js";
import { INTERVENTION_NAMES } from "../../../gateway/sources/budget-files/interventions.js";
import { MONTHS } from "../../../gateway/sources/budget-files/months.js";
import { loadCatalogue } from "../../../gateway/rules/catalogue.js";
import { INTERVENTIONS } from "../../../gateway/sources/legacy-extract/codes.js";
import { readReport, told } from "./read-report.js";
import { type Sheet, type SheetCell, workbookOfSheets } from "./workbook.js";

const NAME = "BUDGET_HALAO1_2022.xlsx";
const TITLES: readonly SheetCell[][] = [["Budgetuppföljning 2022"], ["Enhet HALAO1, belopp i tkr"], []];
const HEADER = ["Insats", "Årsbudget", ...MONTHS, "Prognos"];

/** A line of a follow-up: budget, outcome of January and forecast. */
function line(label: SheetCell, yearBudget: SheetCell, january: SheetCell = null, forecast: SheetCell = null): SheetCell[] {
  return [label, yearBudget, january, ...new Array<null>(11).fill(null), forecast];
}

function sheet(lines: readonly SheetCell[][], { titles = TITLES, header = [HEADER] as readonly SheetCell[][], name = "AO" } = {}): Sheet {
  return { name, rows: [...titles, ...header, ...lines] };
}

async function read(...sheets: Sheet[]): Promise<string[]> {
  return told(await readReport(budget, NAME, workbookOfSheets(sheets)));
}

const NO_MONTHS = ",NULL".repeat(11);

describe("a budget workbook", () => {
  it("is loaded in kronor, whatever it is written in", async () => {
    const lines = [line("HTJ", 14401.2, "1 278,5", 13030)];
    const kronor = `5: HALAO1 | 2022 | AO | HTJ | HTJ | - | 14401200 | {1278500${NO_MONTHS}} | 13030000`;
    expect(await read(sheet(lines))).toEqual([kronor]);
    const inMillions = [line("HTJ", 14.4012, "1,2785", 13.03)];
    expect(await read(sheet(inMillions, { titles: [[], ["i mnkr"], []] }))).toEqual([kronor]);
  });

  it("has lines by intervention, as code or name, and by account", async () => {
    expect(await read(sheet([line("Hemtjänst", 1), line("vård-  och OMSORGSBOENDE", 2), line(4310, 3)]))).toEqual([
      `5: HALAO1 | 2022 | AO | HTJ | HTJ | - | 1000 | {NULL${NO_MONTHS}} | -`,
      `6: HALAO1 | 2022 | AO | VOB | VOB | - | 2000 | {NULL${NO_MONTHS}} | -`,
      `7: HALAO1 | 2022 | AO | 4310 | - | 4310 | 3000 | {NULL${NO_MONTHS}} | -`,
    ]);
  });

  it("finds its header row by the labels, in any order and beside others", async () => {
    const header = ["Prognos", "Kommentar", ...MONTHS, "ÅRSBUDGET ", "konto"];
    expect(await read(sheet([[5, "preliminärt", 1, ...new Array<null>(11).fill(null), 7, "4310"]], { header: [[], header] }))).toEqual([
      `6: HALAO1 | 2022 | AO | 4310 | - | 4310 | 7000 | {1000${NO_MONTHS}} | 5000`,
    ]);
  });

  it("has labels whose cells are merged downwards: their text stands in the row above", async () => {
    const header = [["Insats", "Årsbudget", "Utfall", ...new Array<null>(11).fill(null), "Prognos"], [null, null, ...MONTHS, null]];
    expect(await read(sheet([line("HTJ", 2, 1, 3)], { header }))).toEqual([
      `6: HALAO1 | 2022 | AO | HTJ | HTJ | - | 2000 | {1000${NO_MONTHS}} | 3000`,
    ]);
  });

  it("may have several sheets, and some without a table", async () => {
    const sheets = [sheet([line("HTJ", 1)], { name: "SoL" }), { name: "Läs mig", rows: [["Frågor: ekonomienheten"]] }, sheet([line("LBV", 2)], { name: "LSS" })];
    expect(await read(...sheets)).toEqual([
      `5: HALAO1 | 2022 | SoL | HTJ | HTJ | - | 1000 | {NULL${NO_MONTHS}} | -`,
      `5: HALAO1 | 2022 | LSS | LBV | LBV | - | 2000 | {NULL${NO_MONTHS}} | -`,
    ]);
  });

  it("may have headings and notes, which are no lines", async () => {
    expect(await read(sheet([["Ordinärt boende"], line("HTJ", 1), [], ["* preliminärt"]]))).toEqual([
      `6: HALAO1 | 2022 | AO | HTJ | HTJ | - | 1000 | {NULL${NO_MONTHS}} | -`,
    ]);
  });

  it("keeps what a spreadsheet shows of a number, not what it reckons with", async () => {
    expect(await read(sheet([line("HTJ", 0.1 + 0.2, 1.4210854715202004e-14)]))).toEqual([
      `5: HALAO1 | 2022 | AO | HTJ | HTJ | - | 300 | {0${NO_MONTHS}} | -`,
    ]);
  });

  it("quarantines the line that can't be read, and loads the rest", async () => {
    expect(await read(sheet([line("Administration", 1), line("HTJ", "12.5"), line("LED", 1, "cirka 4"), line(null, 4), line("TRY", 5)]))).toEqual([
      "5: UNKNOWN_CODE Insats", "6: BAD_NUMBER Årsbudget", "7: BAD_NUMBER Jan", "8: MISSING_KEY Insats",
      `9: HALAO1 | 2022 | AO | TRY | TRY | - | 5000 | {NULL${NO_MONTHS}} | -`,
    ]);
  });

  it("quarantines what stands twice on a sheet, by whatever name", async () => {
    expect(await read(sheet([line("HTJ", 1), line("Hemtjänst", 2)]))).toEqual(["5: DUPLICATE_KEY Insats", "6: DUPLICATE_KEY Insats"]);
  });

  test.each([
    ["titles without a scale", sheet([line("HTJ", 1)], { titles: [["Budgetuppföljning 2022"]] }), "the titles of sheet 1 do not say in what its amounts are, as one of kr, tkr, mkr or mnkr"],
    ["titles with two scales", sheet([line("HTJ", 1)], { titles: [["Budget i kr, utfall i tkr"]] }), "the titles of sheet 1 do not say in what its amounts are, as one of kr, tkr, mkr or mnkr"],
    ["no forecast column", sheet([], { header: [HEADER.slice(0, -1)] }), "column Prognos is missing in the header row"],
    ["no column of labels", sheet([], { header: [HEADER.slice(1)] }), "column Insats or Konto is missing in the header row"],
    ["a month twice", sheet([], { header: [[...HEADER, "Jan"]] }), "column Jan stands twice in the header row"],
    ["no table at all", { name: "Blad1", rows: [["Hej"]] }, "no sheet has a header row with Insats or Konto, Årsbudget, Jan, Feb, Mar, Apr, Maj, Jun, Jul, Aug, Sep, Okt, Nov, Dec, Prognos"],
  ])("is rejected with %s", async (_what, only, reason) => {
    expect(await read(only)).toEqual([reason]);
  });
});

describe("a sum row", () => {
  const parts = [line("HTJ", "1 000", 100, 5), line("LED", 200.5, "(20)", 5)];

  test.each(["Summa", "summa:", "Totalt", "TOTAL", "Summa SoL", "Delsumma"])("is called %s, is checked and not loaded", async (label) => {
    expect(await read(sheet([...parts, line(label, 1200.5, 80, 10)]))).toHaveLength(2);
  });

  it("may differ by one unit of the sheet's scale, and not by more", async () => {
    expect(await read(sheet([...parts, line("Summa", 1201.5, 79)]))).toHaveLength(2);
    expect(await read(sheet([...parts, line("Summa", 1201.501)]))).toEqual(["row 7: the sum in column Årsbudget differs from its parts by more than 1 tkr"]);
    expect(await read(sheet([...parts, line("Summa", null, 81.1)]))).toEqual(["row 7: the sum in column Jan differs from its parts by more than 1 tkr"]);
  });

  it("is the sum of the rows since the last one, or of all rows above it", async () => {
    expect(await read(sheet([...parts, line("Summa", 1200.5), line("TRY", 7), line("Summa", 7), line("Totalt", 1207.5)]))).toHaveLength(3);
    expect(await read(sheet([...parts, line("Summa", 1200.5), line("TRY", 7), line("Totalt", 1207.5)]))).toHaveLength(3);
    expect(await read(sheet([...parts, line("Summa", 1200.5), line("TRY", 7), line("Totalt", 2408)]))).toEqual(["row 9: the sum in column Årsbudget differs from its parts by more than 1 tkr"]);
  });

  it("counts lines whose code is not known, and is not checked where an amount can't be read", async () => {
    expect(await read(sheet([...parts, line("Administration", 100), line("Summa", 1300.5)]))).toHaveLength(3);
    expect(await read(sheet([...parts, line("TRY", "?", 1), line("Summa", 5000, 81)]))).toContain("7: BAD_NUMBER Årsbudget");
    expect(await read(sheet([...parts, line("TRY", "?", 1), line("Summa", 5000, 91)]))).toEqual(["row 8: the sum in column Jan differs from its parts by more than 1 tkr"]);
  });

  it("rejects the file when it can't be read itself", async () => {
    expect(await read(sheet([...parts, line("Summa", "#REF!")]))).toEqual(["row 7: the sum in column Årsbudget can't be read"]);
  });
});

test("interventions are called as in the catalogue of rules", () => {
  const { interventions } = loadCatalogue().names;
  expect(Object.entries(INTERVENTION_NAMES)).toEqual(INTERVENTIONS.map((code) => [code, interventions.get(code)?.SV]));
});
