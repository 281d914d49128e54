import { type CellColumn, readCells, readCode, readDay, readText } from "../formats/cells.js";
import { cellsOf } from "../formats/table.js";
import { type FileIdentity, type ParsedRow, type SourceType, unknownReference } from "../source-type.js";
import { numbered, type NumberedRow, ORDINAL } from "./ordinals.js";
import { onlyTable, SheetReader } from "./sheet-reader.js";

const NAME = /^IPLAN_([^_]+)\.xlsx$/i;
/** The list has a name for each client as well, which is not read: the case system's is the one that counts. */
const COLUMNS: readonly CellColumn[] = [
  { name: "Aktnr", read: readText, needed: "KEY" },
  { name: "Typ", read: readCode({ IP: "IP", SIP: "SIP" }), needed: "VALUE" },
  { name: "Erbjuden", read: readDay },
  { name: "Upprättad", read: readDay },
  { name: "Uppföljning", read: readDay },
];

/**
 * `IPLAN`: a unit's list of who has an individual plan (LSS 10 §) or a coordinated one (SIP) (contract 3). A row's key is
 * the client, the type and which of the list's rows about both it is.
 */
export const iplan: SourceType = {
  family: "budget-files",
  type: "IPLAN",
  order: 24,
  recognise(fileName) {
    const match = NAME.exec(fileName);
    return match && { owner: match[1]!, date: null, period: null };
  },
  read: (bytes, _fileName, identity) => new SheetReader(bytes, COLUMNS.map(({ name }) => name), (tables) => {
    const rows = numbered(onlyTable(tables).rows, (cells) => [cells.get("Aktnr") ?? "", (cells.get("Typ") ?? "").toUpperCase()]);
    return [rows.map((row) => readPlan(row, identity))];
  }),
  readAgain: (raw, line, _columns, identity) => readPlan({ line, raw, cells: cellsOf(raw) ?? new Map<string, string>() }, identity),
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

function readPlan({ line, raw, cells }: NumberedRow, identity: FileIdentity): ParsedRow {
  const row = readCells(cells, COLUMNS);
  const values = [
    identity.owner, row.value("Aktnr"), row.value("Typ") ?? "", cells.get(ORDINAL) ?? null, row.value("Erbjuden"), row.value("Upprättad"), row.value("Uppföljning"),
  ];
  return { line, raw, values, fault: row.fault };
}
