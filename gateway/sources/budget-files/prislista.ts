import { describedColumn, readFields, type SourceColumn } from "../columns.js";
import { readIsoDate } from "../formats/fields.js";
import type { CellRow } from "../formats/sheet-table.js";
import { type FileIdentity, type ParsedRow, type SourceType, WHOLE_CITY } from "../source-type.js";
import { readAnyCase, readIntervention, readLevel, readPer, readPrice } from "./fields.js";
import { asKey, keptRow } from "./kept-cells.js";
import { onlyTable, SheetReader } from "./sheet-reader.js";

const NAME = /^PRISLISTA_(\d{4})\.xlsx$/i;
/** In a key there is no null: a price without a level, and one that holds for municipal and private providers. */
const NO_LEVEL = "0";
const BOTH = "";
const COLUMNS: readonly SourceColumn[] = [
  { name: "Insats", meaning: "intervention", staged: "intervention", sqlType: "text", read: readIntervention, needed: "KEY" },
  { name: "Nivå", meaning: "level of LSS; empty: all", staged: "level", sqlType: "smallint", read: readLevel, whenEmpty: NO_LEVEL },
  { name: "Pris", meaning: "price", staged: "price", sqlType: "numeric", read: readPrice, needed: "VALUE" },
  { name: "Per", meaning: "what the price is for", staged: "per", sqlType: "text", read: readPer, needed: "KEY" },
  { name: "Gäller från", meaning: "first day", staged: "valid_from", sqlType: "date", read: readIsoDate, needed: "KEY" },
  { name: "Regi", meaning: "municipal or private providers; empty: both", staged: "ownership", sqlType: "text", read: readAnyCase({ KOMMUN: "KOMMUN", PRIVAT: "PRIVAT" }), whenEmpty: BOTH },
];

/** `PRISLISTA`: the city's prices (contract 3), in kronor. A list replaces the one before it of the same year. */
export const prislista: SourceType = {
  family: "budget-files",
  type: "PRISLISTA",
  describe: {
    what: "the city's prices (prislista)",
    name: "PRISLISTA_<YYYY>.xlsx",
    deliveredBy: "the city",
    modes: ["REPLACE"],
    columns: COLUMNS.map(describedColumn),
    keyBesides: "level, provider's kind, and year of the file's name",
    rejected: "several sheets have the table",
    findings: ["PRICE"],
  },
  order: 19,
  expected: "YEARLY",
  recognise(fileName) {
    const match = NAME.exec(fileName);
    return match && { owner: WHOLE_CITY, date: null, period: match[1]! };
  },
  read: (bytes, _fileName, identity) => new SheetReader(bytes, COLUMNS.map(({ name }) => name), (tables) => [
    onlyTable(tables).rows.map((row) => readPriceRow(row, identity)),
  ]),
  readAgain: (raw, line, _columns, identity) => readPriceRow(keptRow(raw, line), identity),
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

function readPriceRow({ line, raw, cells }: CellRow, identity: FileIdentity): ParsedRow {
  const { values: [intervention = null, level = null, price = null, per = null, validFrom = null, ownership = null], fault } =
    readFields(COLUMNS, (column) => cells.get(column) ?? "");
  const values = [identity.period, intervention ?? asKey(cells.get("Insats")), level, per ?? asKey(cells.get("Per")), validFrom, ownership ?? asKey(cells.get("Regi")), price];
  return { line, raw, values, fault };
}
