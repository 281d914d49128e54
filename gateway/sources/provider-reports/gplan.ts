import { describedColumn, fieldReader, readInteger, readText, type SourceColumn, stagedColumn } from "../columns.js";
import { readIsoDate } from "../formats/fields.js";
import { cellsOf, readTable, type TableRow } from "../formats/table.js";
import { type FileIdentity, type ParsedRow, type SourceType, unknownReference } from "../source-type.js";
import { notYourOrder } from "./own-order.js";
import { reportName } from "./report-name.js";
import { readReportRow, ReportReader } from "./report-reader.js";

const NAME = reportName("GPLAN", "utforare", "YYYYMMDD", ["csv", "xlsx", "json"]);

/** JSON may say it as true or false, and so may a workbook's cell. */
const TOOK_PART = new Map([["ja", "t"], ["true", "t"], ["nej", "f"], ["false", "f"]]);
const readTookPart = fieldReader("ja nej", "UNKNOWN_CODE", (text) => TOOK_PART.get(text.toLowerCase()));

const COLUMNS: readonly SourceColumn[] = [
  { name: "bestnr", meaning: "order, of this provider", staged: "order_number", sqlType: "text", read: readText, needed: "KEY" },
  { name: "upprattad", meaning: "day on which the plan was drawn up", staged: "drawn_up_on", sqlType: "date", read: readIsoDate, needed: "KEY" },
  { name: "mottagen", meaning: "day on which the unit received it; empty: the date in the file's name", staged: "received_on", sqlType: "date", read: readIsoDate },
  { name: "deltagit", meaning: "whether the client took part; if not, the plan is insufficient", staged: "took_part", sqlType: "boolean", read: readTookPart, needed: "VALUE" },
  { name: "mal", meaning: "number of goals; none, the plan is insufficient", staged: "goals", sqlType: "integer", read: readInteger },
  { name: "signatur", meaning: "the provider's own signature", staged: "signature", sqlType: "text", read: readText },
];
const LABELS = COLUMNS.map(({ name }) => name);

/**
 * `GPLAN`: a provider's receipts of implementation plans (contract 2), as CSV, workbook or JSON. Files add to each
 * other; a later receipt of the same order and day replaces the earlier.
 */
export const gplan: SourceType = {
  family: "provider-reports",
  type: "GPLAN",
  describe: {
    what: "receipts of implementation plans (genomförandeplaner)",
    name: NAME.pattern,
    deliveredBy: "a provider, connected to the case system or not, when it has drawn up plans",
    modes: ["ADD"],
    columns: COLUMNS.map(describedColumn),
    findings: ["PLAN_MISSING", "PLAN_INSUFFICIENT"],
  },
  order: 10,
  expected: null,
  recognise: NAME.recognise,
  read: (bytes, fileName, identity) =>
    new ReportReader(bytes, "ADD", (whole) => readTable(whole, fileName, LABELS), (row) => readReceipt(row, identity)),
  readAgain: (raw, line, _columns, identity) => readReceipt({ line, raw, cells: cellsOf(raw) }, identity),
  staged: COLUMNS.map(stagedColumn),
  key: ["order_number", "drawn_up_on"],
  keyColumn: "bestnr",
  repeatedKey: "LAST_COUNTS",
  targets: [{ table: "plan_receipt", columns: ["received_on", "took_part", "goals", "signature"] }],
  stagedFaults: [
    unknownReference("bestnr", "order_number", "care_order", "number"),
    notYourOrder("bestnr", "s.extract_date"),
  ],
  names: { order: "order_number" },
  waitsFor: [],
  parent: null,
  homeDistrict: null,
  touches: `
    SELECT d.file_number, changed.since
    FROM changed
    JOIN plan_receipt p ON p.id = changed.id
    JOIN care_order o ON o.number = p.order_number
    JOIN decision d ON d.number = o.decision_number`,
};

function readReceipt(row: TableRow, identity: FileIdentity): ParsedRow {
  return readReportRow(row, COLUMNS, [], { mottagen: identity.date });
}
