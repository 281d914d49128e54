import { type CellColumn, readCells, readCode, readDay, readLevel, readPrice } from "../formats/cells.js";
import type { TableRow } from "../formats/table.js";
import { type FileIdentity, type ParsedRow, type SourceType, WHOLE_CITY } from "../source-type.js";
import { readIntervention } from "./interventions.js";
import { readPer } from "./price-units.js";
import { onlyTable, SheetReader } from "./sheet-reader.js";

const NAME = /^PRISLISTA_(\d{4})\.xlsx$/i;
const COLUMNS: readonly CellColumn[] = [
  { name: "Insats", read: readIntervention, needed: "KEY" },
  { name: "Nivå", read: readLevel },
  { name: "Pris", read: readPrice, needed: "VALUE" },
  { name: "Per", read: readPer, needed: "KEY" },
  { name: "Gäller från", read: readDay, needed: "KEY" },
  { name: "Regi", read: readCode({ KOMMUN: "KOMMUN", PRIVAT: "PRIVAT" }) },
];
/** In a key there is no null: a price without a level, and one that holds for municipal and private providers. */
const NO_LEVEL = "0";
const BOTH = "";

/** `PRISLISTA`: the city's prices (contract 3), in kronor. A list replaces the one before it of the same year. */
export const prislista: SourceType = {
  family: "budget-files",
  type: "PRISLISTA",
  order: 19,
  recognise(fileName) {
    const match = NAME.exec(fileName);
    return match && { owner: WHOLE_CITY, date: null, period: match[1]! };
  },
  read: (bytes, _fileName, identity) => new SheetReader(bytes, COLUMNS.map(({ name }) => name), (tables) => [
    onlyTable(tables).rows.map((row) => readPriceRow(row, identity)),
  ]),
  readAgain: () => {
    throw new Error("no row of PRISLISTA waits for a reference");
  },
  staged: [
    { name: "list_year", sqlType: "text" },
    { name: "intervention", sqlType: "text" },
    { name: "level", sqlType: "smallint" },
    { name: "per", sqlType: "text" },
    { name: "valid_from", sqlType: "date" },
    { name: "ownership", sqlType: "text" },
    { name: "price", sqlType: "numeric" },
  ],
  key: ["list_year", "intervention", "level", "per", "valid_from", "ownership"],
  keyColumn: "Insats",
  repeatedKey: "QUARANTINE",
  targets: [{ table: "price", columns: ["price"] }],
  periodColumn: "list_year",
  stagedFaults: [],
  names: {},
  waitsFor: [],
  parent: null,
  homeDistrict: null,
  touches: `
    SELECT c.file_number, changed.since
    FROM changed
    JOIN price p ON p.id = changed.id
    JOIN care_cost c ON c.intervention = p.intervention`,
};

function readPriceRow({ line, raw, cells }: TableRow, identity: FileIdentity): ParsedRow {
  const given = cells ?? new Map<string, string>();
  const row = readCells(given, COLUMNS);
  const level = given.get("Nivå") === "" ? NO_LEVEL : row.value("Nivå");
  const values = [
    identity.period, row.value("Insats"), level, row.value("Per"), row.value("Gäller från"), row.value("Regi") ?? BOTH, row.value("Pris"),
  ];
  return { line, raw, values, fault: row.fault };
}
