import { describedColumn, readFields, readText, type SourceColumn } from "../columns.js";
import { KRONOR } from "../formats/amount.js";
import type { CellRow } from "../formats/sheet-table.js";
import { type FileIdentity, type ParsedRow, type SourceType, unknownReference } from "../source-type.js";
import { readIntervention, readKronor, readPer, readPrice } from "./fields.js";
import { interventionCode } from "./interventions.js";
import { asKey, keptRow, numbered, ordinalOf } from "./kept-cells.js";
import { monthColumns, MONTHS, monthsOf } from "./months.js";
import { onlyTable, SheetReader } from "./sheet-reader.js";
import { withoutSumRows } from "./sum-rows.js";

const NAME = /^VARDFIL_([^_]+)_(\d{4})\.xlsx$/i;
const COLUMNS: readonly SourceColumn[] = [
  { name: "Aktnr", meaning: "client", staged: "file_number", sqlType: "text", read: readText, needed: "KEY" },
  { name: "Utförare", meaning: "provider, by code or name", staged: "provider", sqlType: "text", read: readText, needed: "VALUE" },
  { name: "Insats", meaning: "intervention", staged: "intervention", sqlType: "text", read: readIntervention, needed: "VALUE" },
  { name: "Pris", meaning: "price", staged: "price", sqlType: "numeric", read: readPrice, needed: "VALUE" },
  { name: "Per", meaning: "what the price is for", staged: "per", sqlType: "text", read: readPer, needed: "VALUE" },
  ...monthColumns("cost of the month; empty: none yet"),
  { name: "Helårsprognos", meaning: "forecast of the year", staged: "year_forecast", sqlType: "numeric", read: readKronor() },
];
const SUMMED = [...MONTHS, "Helårsprognos"];
/** SQL for a name as it is compared, in any case of letters. Lower case alone is that of ASCII: a load orders by bytes. */
const asCompared = (name: string): string => `lower(translate(normalize(${name}), 'ÅÄÖÉÜ', 'åäöéü'))`;

/**
 * `VARDFIL`: a caseworker's own list of what care costs (contract 3), in kronor. A row's key is the client, the
 * intervention and which of the list's rows about both it is.
 */
export const vardfil: SourceType = {
  family: "budget-files",
  type: "VARDFIL",
  describe: {
    what: "care costs (vårdfil)",
    name: "VARDFIL_<signatur>_<YYYY>.xlsx",
    deliveredBy: "a caseworker",
    modes: ["REPLACE"],
    columns: COLUMNS.map(describedColumn),
    keyBesides: "caseworker and year of the file's name, intervention, and which of the client's rows about it it is",
    placed: true,
    rejected: "a sum row differs from its parts by more than 1 kr, or several sheets have the table",
    findings: ["PRICE"],
  },
  order: 22,
  expected: "MONTHLY",
  recognise(fileName) {
    const match = NAME.exec(fileName);
    return match && { owner: match[1]!, date: null, period: match[2]! };
  },
  read: (bytes, _fileName, identity) => new SheetReader(bytes, COLUMNS.map(({ name }) => name), (tables) => {
    const rows = withoutSumRows(onlyTable(tables).rows, SUMMED, KRONOR);
    return [numbered(rows, aboutWhat).map((row) => readCost(row, identity))];
  }),
  readAgain: (raw, line, _columns, identity) => readCost(keptRow(raw, line), identity),
  staged: [
    { name: "caseworker", sqlType: "text" },
    { name: "year", sqlType: "text" },
    { name: "file_number", sqlType: "text" },
    { name: "intervention", sqlType: "text" },
    { name: "ordinal", sqlType: "integer" },
    { name: "provider", sqlType: "text" },
    { name: "price", sqlType: "numeric" },
    { name: "per", sqlType: "text" },
    { name: "months", sqlType: "numeric[]" },
    { name: "year_forecast", sqlType: "numeric" },
  ],
  key: ["caseworker", "year", "file_number", "intervention", "ordinal"],
  keyColumn: "Aktnr",
  repeatedKey: "QUARANTINE",
  targets: [{ table: "care_cost", columns: ["provider", "price", "per", "months", "year_forecast"] }],
  periodColumn: "year",
  // A name that two providers have had says nothing.
  resolve: [`
    UPDATE stage s SET provider = named.code
    FROM (SELECT ${asCompared("name")} AS name, min(code) AS code FROM provider GROUP BY ${asCompared("name")} HAVING count(DISTINCT code) = 1) named
    WHERE s.fault IS NULL AND ${asCompared("s.provider")} = named.name
      AND NOT EXISTS (SELECT 1 FROM provider p WHERE p.code = s.provider)`],
  stagedFaults: [
    unknownReference("Aktnr", "file_number", "client", "file_number"),
    unknownReference("Utförare", "provider", "provider", "code"),
  ],
  names: { client: "file_number" },
  waitsFor: [],
  parent: null,
  homeDistrict: null,
  touches: `
    SELECT c.file_number, changed.since
    FROM changed
    JOIN care_cost c ON c.id = changed.id`,
};

function aboutWhat(cells: ReadonlyMap<string, string>): string[] {
  const intervention = cells.get("Insats") ?? "";
  return [cells.get("Aktnr") ?? "", interventionCode(intervention) ?? intervention];
}

function readCost(row: CellRow, identity: FileIdentity): ParsedRow {
  const { line, raw, cells } = row;
  const { values: [client = null, provider = null, intervention = null, price = null, per = null, ...amounts], fault } =
    readFields(COLUMNS, (column) => cells.get(column) ?? "");
  const values = [
    identity.owner, identity.period, client, intervention ?? asKey(cells.get("Insats")) ?? "", ordinalOf(row), provider, price, per,
    monthsOf(amounts.slice(0, MONTHS.length)), amounts.at(-1) ?? null,
  ];
  return { line, raw, values, fault };
}
