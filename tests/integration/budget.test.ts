import { afterAll, beforeAll, describe, expect, it, test } from "vitest";
import type { Role, Viewer } from "../../gateway/access/viewer.js";
import { type BudgetFollowUp, type BudgetRow, budgetFollowUp } from "../../gateway/figures/budget.js";
import { MONTHS } from "../../gateway/sources/budget-files/months.js";
import { type SheetCell, workbookOf } from "../unit/sources/workbook.js";
import { type City, openCity } from "./city.js";
import { extract } from "./extract.js";
import { countStatements } from "./statements.js";

const TODAY = "2022-11-30";
const CONTROLLER: Viewer = { subject: "CONTR1", roles: ["CONTROLLER"], units: null };

let city: City;

/** A workbook in tkr: lines of what they are about, budget, outcome of January and February, and forecast. */
function workbook(...lines: SheetCell[][]): Buffer {
  const rows = lines.map(([label, budget, january, february, forecast]): SheetCell[] => [label!, budget!, january!, february!, ...new Array<null>(10).fill(null), forecast!]);
  return workbookOf([["Belopp i tkr"], ["Insats", "Årsbudget", ...MONTHS, "Prognos"], ...rows]);
}

/** A ledger of 2022: what, month, account, unit and amount of each line. */
function ledger(...lines: string[]): string {
  const posts = lines.map((line) => {
    const [what, month, account, unit, amount] = line.split(" ");
    return `#${what === "budget" ? "PBUDGET" : "PSALDO"} 0 ${month} ${account} {1 ${unit}} ${amount}`;
  });
  return ["#FLAGGA 0", "#RAR 0 20220101 20221231", ...posts, ""].join("\r\n");
}

function ask(unit: string, year = 2022, { viewer = CONTROLLER, on = TODAY } = {}): Promise<BudgetFollowUp> {
  return budgetFollowUp(city.dataSource, viewer, { on, today: TODAY }, { unit, year });
}

/** A row in one line: what it is about, budget, outcome, forecast, source. */
function told({ area, intervention, account, budget, outcome, forecast, source }: BudgetRow): string {
  return [area, intervention ?? "-", account ?? "-", budget, outcome, forecast ?? "-", source].join(" ");
}

/** The months of a row that have something. */
function monthsOf({ months }: BudgetRow): string[] {
  return months.filter(({ budget, outcome }) => budget !== null || outcome !== null).map(({ month, budget, outcome }) => `${month} ${budget ?? "-"} ${outcome ?? "-"}`);
}

async function refusal(asked: Promise<unknown>): Promise<unknown> {
  return asked.then(() => "answered", (error: unknown) => (error as { code?: string }).code);
}

beforeAll(async () => {
  city = await openCity();
  await city.deliver({
    ...extract("ENHET", "HAL", "20220101", "FULL", [
      "HALAO1;Äldre;HAL;AO;20070101;;", "HALFN1;Funktionsnedsättning;HAL;FN;20070101;;", "HALSP1;Socialpsykiatri;HAL;SP;20070101;;", "HALAO3;Äldre södra;HAL;AO;20070101;20220630;HALAO1",
    ]),
  });
  await city.deliver({ "BUDGET_HALFN1_2022.xlsx": workbook(["HTJ", 1000, 80.5, null, 990], ["LED", 200, null, null, null]) }, { today: "2022-04-01" });
  await city.deliver({ "BUDGET_HALFN1_2022.xlsx": workbook(["HTJ", 1000, 80.5, "(4,5)", 1010], ["TRY", 10, 1, 1, 12]) }, { today: "2022-05-01" });
  await city.deliver({
    "BUDGET_HALSP1_2022.xlsx": workbook(["BST", 500, 40, null, 480], [4310, 100, 8, null, 90], ["SYS", 7, null, null, null]),
    "BUDGET_HALSP1_2021.xlsx": workbook(["BST", 400, 30, 30, 390]),
    "EKONOMI_HAL.se": ledger("budget 202201 4310 HALSP1 40000.25", "budget 202202 4310 HALSP1 40000.25", "outcome 202201 4310 HALSP1 35000.50", "outcome 202201 3041 HALSP1 -1000", "outcome 202201 4110 HALAO3 300"),
    "BUDGET_HALAO1_2022.xlsx": workbook(["HTJ", 2000, 100, null, 1900]),
  }, { today: "2022-06-01" });
});
afterAll(() => city.close());

describe("where no ledger has the unit and year, the workbook gives everything", () => {
  it("by line and in total, in kronor", async () => {
    const { lines, total } = await ask("HALFN1");
    expect(lines.map(told)).toEqual(["FN HTJ - 1000000 76000 1010000 BUDGET", "FN TRY - 10000 2000 12000 BUDGET"]);
    expect(told(total)).toBe("FN - - 1010000 78000 1022000 BUDGET");
  });

  it("its months are outcome; all twelve are told", async () => {
    const { total } = await ask("HALFN1");
    expect(monthsOf(total)).toEqual(["2022-01 - 81500", "2022-02 - -3500"]);
    expect(total.months).toHaveLength(12);
    expect(total.months[11]).toEqual({ month: "2022-12", budget: null, outcome: null });
  });
});

describe("where a ledger has the unit and year", () => {
  it("it gives budget and outcome by account, and the workbook forecasts alone: lines add up to the total", async () => {
    const { lines, total } = await ask("HALSP1");
    expect(lines.map(told)).toEqual(["SP - 3041 0 -1000 - SIE", "SP - 4310 80000.5 35000.5 90000 SIE", "SP BST - 0 0 480000 BUDGET"]);
    expect(told(total)).toBe("SP - - 80000.5 34000.5 570000 SIE");
    expect(monthsOf(total)).toEqual(["2022-01 40000.25 34000.5", "2022-02 40000.25 -"]);
  });

  it("another year is told by its workbook", async () => {
    expect(told((await ask("HALSP1", 2021)).total)).toBe("SP - - 400000 60000 390000 BUDGET");
  });
});

describe("what was known on a day", () => {
  test.each([
    ["2022-04-30", "FN - - 1200000 80500 990000 BUDGET"], ["2022-05-01", "FN - - 1010000 78000 1022000 BUDGET"],
  ])("the forecast of %s is on record", async (on, total) => {
    expect(told((await ask("HALFN1", 2022, { on })).total)).toBe(total);
  });

  it("before anything came there is nothing, and no budget of zero", async () => {
    expect(await refusal(ask("HALFN1", 2022, { on: "2022-03-31" }))).toBe("NOT_FOUND");
  });
});

describe("a unit that took over from another", () => {
  it("has what that one left behind, from the day after it closed; each from its own source", async () => {
    expect(told((await ask("HALAO1", 2022, { on: "2022-06-30" })).total)).toBe("AO - - 2000000 100000 1900000 BUDGET");
    expect(told((await ask("HALAO3", 2022, { on: "2022-06-30" })).total)).toBe("AO - - 0 300 - SIE");
    const { lines, total } = await ask("HALAO1", 2022, { on: "2022-07-01" });
    expect(lines.map(told)).toEqual(["AO - 4110 0 300 - SIE", "AO HTJ - 2000000 100000 1900000 BUDGET"]);
    expect(told(total)).toBe("AO - - 2000000 100300 1900000 SIE+BUDGET");
    expect(await refusal(ask("HALAO3", 2022, { on: "2022-07-01" }))).toBe("NOT_FOUND");
  });
});

describe("who may ask", () => {
  const refused: Role[] = ["CASEWORKER", "OPERATOR", "INTEGRATION", "PROVIDER"];

  test.each(refused)("not %s", async (role) => {
    expect(await refusal(ask("HALFN1", 2022, { viewer: { subject: "X", roles: [role], units: ["HALFN1"] } }))).toBe("FORBIDDEN");
  });

  test.each(["CONTROLLER", "MANAGER"] as const)("%s, about the own units; another's are as if there were none", async (role) => {
    const viewer: Viewer = { subject: "X", roles: [role], units: ["HALFN1"] };
    expect((await ask("HALFN1", 2022, { viewer })).unit).toBe("HALFN1");
    expect(await refusal(ask("HALSP1", 2022, { viewer }))).toBe("NOT_FOUND");
    expect(await refusal(ask("NOSUCH", 2022, { viewer }))).toBe("NOT_FOUND");
  });

  it("a manager who stands in for a unit, as long as that lasts", async () => {
    const covers = [{ unit: "HALFN1", from: "2022-11-28", until: "2022-12-02" }];
    expect((await ask("HALFN1", 2022, { viewer: { subject: "X", roles: ["MANAGER"], units: ["HALSP1"], covers } })).unit).toBe("HALFN1");
    const over = covers.map((cover) => ({ ...cover, until: "2022-11-29" }));
    expect(await refusal(ask("HALFN1", 2022, { viewer: { subject: "X", roles: ["MANAGER"], units: ["HALSP1"], covers: over } }))).toBe("NOT_FOUND");
  });
});

it("a year that is none is bad input", async () => {
  expect(await refusal(ask("HALFN1", 22))).toBe("BAD_USER_INPUT");
  expect(await refusal(ask("HALFN1", 10_000))).toBe("BAD_USER_INPUT");
});

it("takes one statement", async () => {
  expect(await countStatements(() => ask("HALSP1"))).toBe(1);
});

describe("of several ledgers with the same unit and year", () => {
  it("the newest speaks, for budget and outcome each, and the others are not added", async () => {
    await city.deliver({ "EKONOMI_HAL_09.se": ledger("outcome 202201 4310 HALSP1 36000", "outcome 202202 4310 HALSP1 37000") }, { today: "2022-10-01" });
    expect(told((await ask("HALSP1")).total)).toBe("SP - - 80000.5 73000 570000 SIE");
    expect(told((await ask("HALSP1", 2022, { on: "2022-09-30" })).total)).toBe("SP - - 80000.5 34000.5 570000 SIE");
    await city.deliver({ "EKONOMI_HAL_10.se": ledger("budget 202201 4310 HALSP1 50000", "outcome 202201 4310 HALFN1 5") }, { today: "2022-11-01" });
    expect(told((await ask("HALSP1")).total)).toBe("SP - - 50000 73000 570000 SIE");
    expect(told((await ask("HALFN1")).total)).toBe("FN - - 0 5 1022000 SIE");
  });
});
