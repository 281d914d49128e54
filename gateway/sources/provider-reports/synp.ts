import { describedColumn, readFreeText, readOneOf, readText, type SourceColumn, stagedColumn } from "../columns.js";
import { readIsoDate } from "../formats/fields.js";
import { cellsOf, readTable, type TableRow } from "../formats/table.js";
import { INTERVENTIONS } from "../legacy-extract/codes.js";
import { type FileIdentity, type ParsedRow, type SourceType, unknownReference } from "../source-type.js";
import { reportName } from "./report-name.js";
import { readReportRow, ReportReader } from "./report-reader.js";

const NAME = reportName("SYNP", "DISTRICT", "YYYYMMDD", ["json"]);
const KINDS = ["AVVIKELSE", "KLAGOMAL", "LEX_SARAH", "LUS", "POSITIV"];

const COLUMNS: readonly SourceColumn[] = [
  { name: "id", meaning: "the sender's own number of it", staged: "id_in_source", sqlType: "text", read: readText, needed: "KEY" },
  { name: "datum", meaning: "day", staged: "happened_on", sqlType: "date", read: readIsoDate, needed: "VALUE" },
  { name: "typ", meaning: "deviation, complaint, Lex Sarah, discharge from hospital (LUS), praise", staged: "kind", sqlType: "text", read: readOneOf(...KINDS), needed: "VALUE" },
  { name: "riktad_mot", meaning: "whom it is about", staged: "directed_at", sqlType: "text", read: readOneOf("UTFORARE", "SLUTENVARD", "VARDCENTRAL", "ENHET"), needed: "VALUE" },
  { name: "utforare", meaning: "provider", staged: "provider", sqlType: "text", read: readText },
  { name: "aktnr", meaning: "client", staged: "file_number", sqlType: "text", read: readText },
  { name: "insats", meaning: "intervention", staged: "intervention", sqlType: "text", read: readOneOf(...INTERVENTIONS) },
  { name: "text", meaning: "what was said; only the unit may read it", staged: "text", sqlType: "text", read: readFreeText, needed: "VALUE" },
];
const LABELS = COLUMNS.map(({ name }) => name);

/** `SYNP`: deviations, complaints and praise of a district (contract 2), as JSON. Files add to each other by `id`. */
export const synp: SourceType = {
  family: "provider-reports",
  type: "SYNP",
  describe: {
    what: "deviations, complaints and praise",
    name: NAME.pattern,
    deliveredBy: "a district",
    modes: ["ADD"],
    columns: COLUMNS.map(describedColumn),
    keyBesides: "district of the file's name",
    findings: [],
  },
  order: 13,
  expected: null,
  recognise: NAME.recognise,
  read: (bytes, fileName, identity) =>
    new ReportReader(bytes, "ADD", (whole) => readTable(whole, fileName, LABELS), (row) => readFeedback(row, identity)),
  readAgain: (raw, line, _columns, identity) => readFeedback({ line, raw, cells: cellsOf(raw) }, identity),
  staged: [{ name: "district", sqlType: "text" }, ...COLUMNS.map(stagedColumn)],
  key: ["district", "id_in_source"],
  keyColumn: "id",
  repeatedKey: "QUARANTINE",
  targets: [
    { table: "feedback", columns: ["happened_on", "kind", "directed_at", "provider", "file_number", "intervention"] },
    { table: "feedback_text", columns: ["file_number", "text"] },
  ],
  stagedFaults: [
    unknownReference("utforare", "provider", "provider", "code"),
    unknownReference("aktnr", "file_number", "client", "file_number"),
  ],
  names: { client: "file_number" },
  waitsFor: [],
  parent: null,
  homeDistrict: null,
  // No rule speaks of them.
  touches: null,
};

function readFeedback(row: TableRow, { owner }: FileIdentity): ParsedRow {
  return readReportRow(row, COLUMNS, [owner]);
}
