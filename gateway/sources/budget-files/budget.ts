import { describedColumn, fieldReader, isFault, readFields, type SourceColumn } from "../columns.js";
import { FileFault } from "../file-fault.js";
import { KRONOR, type Scale, scaleOf, scaleOfWord } from "../formats/amount.js";
import type { CellRow } from "../formats/sheet-table.js";
import { type FileIdentity, LONGEST_TEXT, type ParsedRow, type SourceType } from "../source-type.js";
import { readKronor } from "./fields.js";
import { interventionCode } from "./interventions.js";
import { asKey, keptRow, withMore } from "./kept-cells.js";
import { monthColumns, MONTHS, monthsOf } from "./months.js";
import { type NamedTable, SheetReader } from "./sheet-reader.js";
import { withoutSumRows } from "./sum-rows.js";

const NAME = /^BUDGET_([^_]+)_(\d{4})\.xlsx$/i;
const AMOUNTS = ["Årsbudget", ...MONTHS, "Prognos"];
const LABELS = [["Insats", "Konto"], ...AMOUNTS];

const ACCOUNT = /^\d{3,8}$/;

/** A line is about an intervention, by its code or name, or about an account of the ledger. */
const readLine = fieldReader("intervention by code or name, or account", "UNKNOWN_CODE", (text) => (ACCOUNT.test(text) ? text : interventionCode(text)));

function columnsOf(label: "Insats" | "Konto", scale: Scale): SourceColumn[] {
  return [
    { name: label, meaning: "what the line is about; the column may be called Konto", staged: "line_code", sqlType: "text", read: readLine, needed: "KEY" },
    { name: "Årsbudget", meaning: "budget of the year", staged: "budget", sqlType: "numeric", read: readKronor(scale) },
    ...monthColumns("outcome of the month; empty: none yet", scale),
    { name: "Prognos", meaning: "forecast of the year", staged: "forecast", sqlType: "numeric", read: readKronor(scale) },
  ];
}

/**
 * `BUDGET`: a unit's budget follow-up of a year, on one or more sheets (contract 3). Amounts are loaded in kronor, whatever
 * the sheet's titles say that they are in. A row's key is its sheet and what it is about.
 */
export const budget: SourceType = {
  family: "budget-files",
  type: "BUDGET",
  describe: {
    what: "a unit's budget follow-up (budgetuppföljning)",
    name: "BUDGET_<enhetskod>_<YYYY>.xlsx",
    deliveredBy: "a unit's controller, each month",
    modes: ["REPLACE"],
    columns: columnsOf("Insats", KRONOR).map(describedColumn),
    keyBesides: "unit and year of the file's name, and the sheet",
    rejected: "the titles of a sheet do not say the scale of its amounts, or a sum row differs from its parts by more than one unit of it",
    findings: [],
  },
  order: 20,
  expected: "YEARLY",
  recognise(fileName) {
    const match = NAME.exec(fileName);
    return match && { owner: match[1]!, date: null, period: match[2]! };
  },
  read: (bytes, _fileName, identity) => new SheetReader(bytes, LABELS, (tables) => readTables(tables, identity)),
  readAgain: (raw, line, _columns, identity) => readRow(keptRow(raw, line), identity),
  staged: [
    { name: "unit_code", sqlType: "text" },
    { name: "year", sqlType: "text" },
    { name: "sheet", sqlType: "text" },
    { name: "line_code", sqlType: "text" },
    { name: "intervention", sqlType: "text" },
    { name: "account", sqlType: "text" },
    { name: "budget", sqlType: "numeric" },
    { name: "months", sqlType: "numeric[]" },
    { name: "forecast", sqlType: "numeric" },
  ],
  key: ["unit_code", "year", "sheet", "line_code"],
  keyColumn: "Insats",
  repeatedKey: "QUARANTINE",
  targets: [{ table: "budget_line", columns: ["intervention", "account", "budget", "months", "forecast"] }],
  periodColumn: "year",
  stagedFaults: [],
  names: {},
  waitsFor: [],
  parent: null,
  homeDistrict: null,
  touches: null,
};

/** What a row's sheet says of it, beside its cells. */
const SHEET = "#sheet";
const SCALE = "#scale";

/** The rows of each sheet, a batch for each: two sheets have the same row numbers. */
function* readTables(tables: readonly NamedTable[], identity: FileIdentity): Iterable<readonly ParsedRow[]> {
  for (const { sheet, place, titles, columns, rows } of tables) {
    const scale = scaleOf(titles);
    if (!scale) throw new FileFault(`the titles of sheet ${place} do not say in what its amounts are, as one of kr, tkr, mkr or mnkr`);
    if (sheet.length > LONGEST_TEXT) throw new FileFault(`sheet ${place} has a name of more than ${LONGEST_TEXT} characters`);
    const label = columns.includes("Insats") ? "Insats" : "Konto";
    const lines = withoutSumRows(rows, AMOUNTS, scale).filter((row) => !isHeading(row, label));
    const parsed = lines.map((row) => readRow(withMore(row, { [SHEET]: sheet, [SCALE]: scale.word }), identity));
    yield withRepeatedKeys(parsed, label);
  }
}

function readRow({ line, raw, cells }: CellRow, identity: FileIdentity): ParsedRow {
  const label = cells.has("Insats") ? "Insats" : "Konto";
  const columns = columnsOf(label, scaleOfWord(cells.get(SCALE) ?? "") ?? KRONOR);
  const { values: [code = null, budget = null, ...amounts], fault } = readFields(columns, (column) => cells.get(column) ?? "");
  const account = code !== null && ACCOUNT.test(code) ? code : null;
  const values = [
    identity.owner, identity.period, cells.get(SHEET) ?? "", code ?? asKey(cells.get(label)), account === null ? code : null, account,
    budget, monthsOf(amounts.slice(0, MONTHS.length)), amounts.at(-1) ?? null,
  ];
  return { line, raw, values, fault };
}

/** A row of words alone, such as a heading between rows or a note under them. */
function isHeading({ cells }: CellRow, label: string): boolean {
  return isFault(readLine(cells.get(label) ?? "")) && AMOUNTS.every((name) => (cells.get(name) ?? "") === "");
}

/** What stands twice on a sheet is quarantined here: the engine finds a row's text again by its number, which sheets share. */
function withRepeatedKeys(rows: readonly ParsedRow[], label: string): ParsedRow[] {
  const codeOf = ({ values }: ParsedRow): string | null => values[budget.staged.findIndex(({ name }) => name === "line_code")] ?? null;
  const counts = new Map<string | null, number>();
  for (const row of rows) counts.set(codeOf(row), (counts.get(codeOf(row)) ?? 0) + 1);
  return rows.map((row) => {
    const repeated = codeOf(row) !== null && counts.get(codeOf(row))! > 1;
    return repeated && row.fault === null ? { ...row, fault: { reason: "DUPLICATE_KEY", column: label } } : row;
  });
}
