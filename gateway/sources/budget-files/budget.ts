import { FileFault } from "../file-fault.js";
import { type Scale, scaleOf, readAmount } from "../formats/amount.js";
import { type CellColumn, type CellReader, readCells } from "../formats/cells.js";
import { decimalText } from "../formats/decimal.js";
import type { FileIdentity, ParsedRow, SourceType } from "../source-type.js";
import { interventionCode } from "./interventions.js";
import { MONTHS, monthsOf } from "./months.js";
import { type NamedTable, SheetReader } from "./sheet-reader.js";
import { type SummedRow, withoutSumRows } from "./sum-rows.js";

const NAME = /^BUDGET_([^_]+)_(\d{4})\.xlsx$/i;
const AMOUNTS = ["Årsbudget", ...MONTHS, "Prognos"];
const LABELS = [["Insats", "Konto"], ...AMOUNTS];

/**
 * `BUDGET`: a unit's budget follow-up of a year, on one or more sheets (contract 3). Amounts are loaded in kronor, whatever
 * the sheet's titles say that they are in. A row's key is its sheet and what it is about.
 */
export const budget: SourceType = {
  family: "budget-files",
  type: "BUDGET",
  order: 20,
  recognise(fileName) {
    const match = NAME.exec(fileName);
    return match && { owner: match[1]!, date: null, period: match[2]! };
  },
  read: (bytes, _fileName, identity) => new SheetReader(bytes, LABELS, (tables) => readTables(tables, identity)),
  readAgain: () => {
    throw new Error("no row of BUDGET waits for a reference");
  },
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

/** The rows of each sheet, a batch for each: two sheets have the same row numbers. */
function* readTables(tables: readonly NamedTable[], identity: FileIdentity): Iterable<readonly ParsedRow[]> {
  for (const table of tables) {
    const scale = scaleOf(table.titles);
    if (!scale) throw new FileFault(`the titles of sheet ${table.place} do not say in what its amounts are, as one of kr, tkr, mkr or mnkr`);
    yield readSheet(table, scale, identity);
  }
}

function readSheet({ sheet, columns, rows }: NamedTable, scale: Scale, identity: FileIdentity): ParsedRow[] {
  const label = columns.includes("Insats") ? "Insats" : "Konto";
  const whole = rows.flatMap((row) => (row.cells ? [{ line: row.line, raw: row.raw, cells: row.cells }] : []));
  const lines = withoutSumRows(whole, label, AMOUNTS, scale).filter((row) => !isHeading(row, label));
  const wanted = columnsOf(label, scale);
  const parsed = lines.map(({ line, raw, cells }): ParsedRow => {
    const row = readCells(cells, wanted);
    const code = row.value(label);
    const account = code !== null && ACCOUNT.test(code) ? code : null;
    const values = [
      identity.owner, identity.period, sheet, code, account === null ? code : null, account, row.value("Årsbudget"), monthsOf(row), row.value("Prognos"),
    ];
    return { line, raw, values, fault: row.fault };
  });
  return withRepeatedKeys(parsed, label);
}

const ACCOUNT = /^\d{3,8}$/;
const CODE_AT = 3;

/** A line is about an intervention, by its code or name, or about an account of the ledger. */
const readLine: CellReader = (text) => {
  const code = ACCOUNT.test(text) ? text : interventionCode(text);
  return code === null ? { reason: "UNKNOWN_CODE" } : { value: code };
};

function columnsOf(label: string, scale: Scale): CellColumn[] {
  const readKronor: CellReader = (text) => {
    const amount = readAmount(text);
    return amount === null ? { reason: "BAD_NUMBER" } : { value: decimalText(amount * scale.kronor) };
  };
  return [{ name: label, read: readLine, needed: "KEY" }, ...AMOUNTS.map((name) => ({ name, read: readKronor }))];
}

/** A row of words alone, such as a heading between rows or a note under them. */
function isHeading({ cells }: SummedRow, label: string): boolean {
  return "reason" in readLine(cells.get(label) ?? "") && AMOUNTS.every((name) => (cells.get(name) ?? "") === "");
}

/** What stands twice on a sheet is quarantined here: the engine finds a row's text again by its number, which sheets share. */
function withRepeatedKeys(rows: readonly ParsedRow[], label: string): ParsedRow[] {
  const counts = new Map<string | null, number>();
  const codeOf = ({ values }: ParsedRow): string | null => values[CODE_AT] ?? null;
  for (const row of rows) counts.set(codeOf(row), (counts.get(codeOf(row)) ?? 0) + 1);
  return rows.map((row) => {
    const repeated = codeOf(row) !== null && counts.get(codeOf(row))! > 1;
    return repeated && row.fault === null ? { ...row, fault: { reason: "DUPLICATE_KEY", column: label } } : row;
  });
}
