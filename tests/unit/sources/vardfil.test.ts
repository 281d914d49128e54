import { describe, expect, it } from "vitest";
import { MONTHS } from "../../../gateway/sources/budget-files/months.js";
import { vardfil } from "../../../gateway/sources/budget-files/vardfil.js";
import { readReport, told } from "./read-report.js";
import { type SheetCell, workbookOf } from "./workbook.js";

const COLUMNS = ["Aktnr", "Utförare", "Insats", "Pris", "Per"];

/** A list with a column that is not the contract's in front; cells before the months, then January and the forecast. */
async function read(...rows: (readonly [cells: readonly SheetCell[], january: SheetCell, forecast: SheetCell])[]): Promise<string[]> {
  const lines = rows.map(([cells, january, forecast]): SheetCell[] => [...cells, january, ...new Array<null>(11).fill(null), forecast]);
  return told(await readReport(vardfil, "VARDFIL_ANAN01_2022.xlsx", workbookOf([["Kund", ...COLUMNS, ...MONTHS, "Helårsprognos"], ...lines])));
}

const ONE = [["Test Testsson", "100001-1", "U101", "HTJ", 400, "tim"], 100, 1200] as const;
const TWO = [["Prov Provsson", "100002-2", "U101", "HTJ", 400, "tim"], 100, 1200] as const;

describe("a sum row of care costs, wherever its word stands", () => {
  it.each([
    ["Aktnr", [null, "Summa", null, null, null, null]], ["Utförare", [null, null, "Summa:", null, null, null]], ["Per", [null, null, null, null, null, "Totalt"]],
    ["a column that is not the contract's", ["Summa", null, null, null, null, null]],
  ] as const)("in %s, is checked and not loaded", async (_name, cells) => {
    expect(await read(ONE, TWO, [cells, 200, 2400])).toHaveLength(2);
    expect(await read(ONE, TWO, [cells, 202, 2400])).toEqual(["row 4: the sum in column Jan differs from its parts by more than 1 kr"]);
  });

  it("is none that says whose cost it is", async () => {
    expect(await read(ONE, [["Test Testsson", "100001-1", "Summa Omsorg", "TRY", 200, "mån"], 9, 9])).toHaveLength(2);
  });
});
