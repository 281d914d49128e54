import { budget } from "../../../../gateway/sources/budget-files/budget.js";
import { iplan } from "../../../../gateway/sources/budget-files/iplan.js";
import { lssniva } from "../../../../gateway/sources/budget-files/lssniva.js";
import { MONTHS } from "../../../../gateway/sources/budget-files/months.js";
import { prislista } from "../../../../gateway/sources/budget-files/prislista.js";
import { sie } from "../../../../gateway/sources/budget-files/sie.js";
import { vardfil } from "../../../../gateway/sources/budget-files/vardfil.js";
import { workbookOf, workbookOfSheets } from "../workbook.js";
import type { FuzzedSource } from "./fuzzed-source.js";

type Rows = readonly (readonly string[])[];
type SampleFile = (path: string) => Pick<FuzzedSource, "fileName" | "valid">;

const TITLES = [["Budgetuppföljning 2022"], ["Enhet HALAO1, belopp i tkr"], []];
const BUDGET = ["Insats", "Årsbudget", ...MONTHS, "Prognos"];
const COST = ["Aktnr", "Utförare", "Insats", "Pris", "Per", ...MONTHS, "Helårsprognos"];
const PRICE = ["Insats", "Nivå", "Pris", "Per", "Gäller från", "Regi"];
const PLAN = ["Aktnr", "Namn", "Typ", "Erbjuden", "Upprättad", "Uppföljning"];
const LEVEL = ["aktnr", "insats", "niva", "matdatum", "peng"];

/** What the economy delivers. @param sampleFile reads a file of the sample, @param csv writes a table as text */
export function fuzzedBudgetFiles(sampleFile: SampleFile, csv: (rows: Rows, encoding: "utf8" | "latin1") => Buffer): FuzzedSource[] {
  return [
    {
      source: budget,
      ...sampleFile("economy/BUDGET_HALFN1_2022.xlsx"),
      example: ["Hemtjänst", "14 401,2", "1278,5", "(4,4)", "", "−3", "12", "0,001", "", "", "", "", "", "", "13 030"],
      write: (rows) => workbookOfSheets([{ name: "AO", rows: [...TITLES, BUDGET, ...rows] }, { name: "FN", rows: [...TITLES, BUDGET, ...rows] }]),
      knowsItsEnd: true,
    },
    {
      source: vardfil,
      ...sampleFile("economy/VARDFIL_ELLI11_2022.xlsx"),
      example: ["436119-6", "U101", "KTV", "1850", "dygn", "55 500", "55500", "", "", "", "", "", "", "", "", "", "", "666000"],
      write: (rows) => workbookOf([COST, ...rows]),
      knowsItsEnd: true,
    },
    {
      source: prislista,
      ...sampleFile("economy/PRISLISTA_2022.xlsx"),
      example: ["LBV", "1", "1080,5", "dygn", "2022-01-01", "KOMMUN"],
      write: (rows) => workbookOf([PRICE, ...rows]),
      knowsItsEnd: true,
    },
    {
      source: iplan,
      ...sampleFile("economy/IPLAN_HALSP1.xlsx"),
      example: ["315706-3", "André Öberg", "SIP", "2022-05-04", "2022-05-14", "2022-10-21"],
      write: (rows) => workbookOf([PLAN, ...rows]),
      knowsItsEnd: true,
    },
    {
      source: lssniva,
      ...sampleFile("economy/LSSNIVA_HAL_20220415.csv"),
      example: ["537246-6", "LBV", "1", "2022-03-31", "1 196,5"],
      write: (rows) => csv([LEVEL, ...rows], "utf8"),
      knowsItsEnd: false,
    },
    {
      source: sie,
      ...sampleFile("economy/EKONOMI_HAL_2022.se"),
      example: ["#PBUDGET", "0", "202201", "4110", "{1 HALAO1}", "1200100.00"],
      write: (rows) => Buffer.from(["#FLAGGA 0", "#RAR 0 20220101 20221231", ...rows.map((cells) => cells.join(" ")), ""].join("\r\n")),
      knowsItsEnd: false,
      sums: true,
    },
  ];
}
