import { KRONOR } from "../formats/amount.js";
import { type CellColumn, readAnyAmount, readCells, readPrice, readText } from "../formats/cells.js";
import { cellsOf } from "../formats/table.js";
import { type FileIdentity, type ParsedRow, type SourceType, unknownReference } from "../source-type.js";
import { interventionCode, readIntervention } from "./interventions.js";
import { MONTH_COLUMNS, MONTHS, monthsOf } from "./months.js";
import { numbered, type NumberedRow, ORDINAL } from "./ordinals.js";
import { readPer } from "./price-units.js";
import { onlyTable, SheetReader } from "./sheet-reader.js";
import { withoutSumRows } from "./sum-rows.js";

const NAME = /^VARDFIL_([^_]+)_(\d{4})\.xlsx$/i;
const COLUMNS: readonly CellColumn[] = [
  { name: "Aktnr", read: readText, needed: "KEY" },
  { name: "Utförare", read: readText, needed: "VALUE" },
  { name: "Insats", read: readIntervention, needed: "VALUE" },
  { name: "Pris", read: readPrice, needed: "VALUE" },
  { name: "Per", read: readPer, needed: "VALUE" },
  ...MONTH_COLUMNS,
  { name: "Helårsprognos", read: readAnyAmount },
];
const SUMMED = [...MONTHS, "Helårsprognos"];

/**
 * `VARDFIL`: a caseworker's own list of what care costs (contract 3), in kronor. A row's key is the client, the
 * intervention and which of the list's rows about both it is.
 */
export const vardfil: SourceType = {
  family: "budget-files",
  type: "VARDFIL",
  order: 22,
  recognise(fileName) {
    const match = NAME.exec(fileName);
    return match && { owner: match[1]!, date: null, period: match[2]! };
  },
  read: (bytes, _fileName, identity) => new SheetReader(bytes, COLUMNS.map(({ name }) => name), (tables) => {
    const rows = withoutSumRows(numberedRows(onlyTable(tables).rows), "Aktnr", SUMMED, KRONOR);
    return [rows.map((row) => readCost(row, identity))];
  }),
  readAgain: (raw, line, _columns, identity) => readCost({ line, raw, cells: cellsOf(raw) ?? new Map<string, string>() }, identity),
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
    FROM (SELECT lower(name) AS name, min(code) AS code FROM provider GROUP BY lower(name) HAVING count(DISTINCT code) = 1) named
    WHERE s.fault IS NULL AND lower(s.provider) = named.name
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

function numberedRows(rows: Parameters<typeof numbered>[0]): NumberedRow[] {
  return numbered(rows, (cells) => {
    const insats = cells.get("Insats") ?? "";
    return [cells.get("Aktnr") ?? "", interventionCode(insats) ?? insats];
  });
}

function readCost({ line, raw, cells }: NumberedRow, identity: FileIdentity): ParsedRow {
  const row = readCells(cells, COLUMNS);
  const values = [
    identity.owner, identity.period, row.value("Aktnr"), row.value("Insats") ?? "", cells.get(ORDINAL) ?? null, row.value("Utförare"),
    row.value("Pris"), row.value("Per"), monthsOf(row), row.value("Helårsprognos"),
  ];
  return { line, raw, values, fault: row.fault };
}
