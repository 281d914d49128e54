import { describedColumn, readFields, readText, type SourceColumn } from "../columns.js";
import { readIsoDate } from "../formats/fields.js";
import type { CellRow } from "../formats/sheet-table.js";
import { type FileIdentity, type ParsedRow, type SourceType, unknownReference } from "../source-type.js";
import { readAnyCase } from "./fields.js";
import { asKey, keptRow, numbered, ordinalOf } from "./kept-cells.js";
import { onlyTable, SheetReader } from "./sheet-reader.js";

/** No unit's code has a blank or parentheses: a browser's second copy, `IPLAN_HALFN1 (1).xlsx`, is no other unit's list. */
const NAME = /^IPLAN_([^_\s()]+)\.xlsx$/i;
/** The list's names of clients are not read: the case system's are the ones that count. */
const COLUMNS: readonly SourceColumn[] = [
  { name: "Aktnr", meaning: "client", staged: "file_number", sqlType: "text", read: readText, needed: "KEY" },
  { name: "Typ", meaning: "individual plan (LSS 10 §), or coordinated with the region", staged: "kind", sqlType: "text", read: readAnyCase({ IP: "IP", SIP: "SIP" }), needed: "VALUE" },
  { name: "Erbjuden", meaning: "day on which it was offered", staged: "offered_on", sqlType: "date", read: readIsoDate },
  { name: "Upprättad", meaning: "day on which it was drawn up", staged: "drawn_up_on", sqlType: "date", read: readIsoDate },
  { name: "Uppföljning", meaning: "day of its follow-up", staged: "follow_up_on", sqlType: "date", read: readIsoDate },
];

/**
 * `IPLAN`: a unit's list of who has an individual plan (LSS 10 §) or a coordinated one (SIP) (contract 3). A row's key is
 * the client, the type and which of the list's rows about both it is.
 */
export const iplan: SourceType = {
  family: "budget-files",
  type: "IPLAN",
  describe: {
    what: "who has an individual plan (LSS 10 §) or a coordinated one (SIP)",
    name: "IPLAN_<enhetskod>.xlsx",
    deliveredBy: "a unit",
    modes: ["REPLACE"],
    columns: [...COLUMNS.map(describedColumn), { name: "Namn", meaning: "the client's name; not stored, and may be left out", form: "text", needed: null, fault: null }],
    keyBesides: "unit of the file's name, type, and which of the client's rows of it it is",
    placed: true,
    rejected: "several sheets have the table",
    findings: ["INDIVIDUAL_PLAN"],
  },
  order: 24,
  expected: null,
  recognise(fileName) {
    const match = NAME.exec(fileName);
    return match && { owner: match[1]!, date: null, period: null };
  },
  read: (bytes, _fileName, identity) => new SheetReader(bytes, COLUMNS.map(({ name }) => name), (tables) => {
    const rows = numbered(onlyTable(tables).rows, (cells) => [cells.get("Aktnr") ?? "", (cells.get("Typ") ?? "").toUpperCase()]);
    return [rows.map((row) => readPlan(row, identity))];
  }),
  readAgain: (raw, line, _columns, identity) => readPlan(keptRow(raw, line), identity),
  staged: [
    { name: "unit_code", sqlType: "text" },
    { name: "file_number", sqlType: "text" },
    { name: "kind", sqlType: "text" },
    { name: "ordinal", sqlType: "integer" },
    { name: "offered_on", sqlType: "date" },
    { name: "drawn_up_on", sqlType: "date" },
    { name: "follow_up_on", sqlType: "date" },
  ],
  key: ["unit_code", "file_number", "kind", "ordinal"],
  keyColumn: "Aktnr",
  repeatedKey: "QUARANTINE",
  targets: [{ table: "individual_plan", columns: ["offered_on", "drawn_up_on", "follow_up_on"] }],
  stagedFaults: [unknownReference("Aktnr", "file_number", "client", "file_number")],
  names: { client: "file_number" },
  waitsFor: [],
  parent: null,
  homeDistrict: null,
  touches: `
    SELECT p.file_number, changed.since
    FROM changed
    JOIN individual_plan p ON p.id = changed.id`,
  // From the day of its first list on a unit's clients without a plan are found (contract 6, plan.individual).
  touchedByArrival: `
    SELECT DISTINCT c.file_number, $2::date AS since
    FROM client c
    LEFT JOIN unit_answering a ON a.unit_code = c.unit_code
    WHERE (c.unit_code = $1 OR a.answering_unit = $1
        OR a.answering_unit IN (SELECT own.answering_unit FROM unit_answering own WHERE own.unit_code = $1))
      AND NOT EXISTS (SELECT 1 FROM load l WHERE l.type = 'IPLAN' AND l.district = $1 AND l.status = 'LOADED' AND l.extract_date <= $2)`,
};

function readPlan(row: CellRow, identity: FileIdentity): ParsedRow {
  const { line, raw, cells } = row;
  const { values: [client = null, kind = null, ...days], fault } = readFields(COLUMNS, (column) => cells.get(column) ?? "");
  return { line, raw, values: [identity.owner, client, kind ?? asKey(cells.get("Typ")) ?? "", ordinalOf(row), ...days], fault };
}
