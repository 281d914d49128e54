import { parseDay } from "../../rules/calendar.js";
import { describedColumn, fieldReader, readFreeText, readOneOf, readText, type SourceColumn, stagedColumn } from "../columns.js";
import { checkContent } from "../formats/content-type.js";
import { decodeWindows1252Only } from "../formats/encoding.js";
import { readTimeOfDay } from "../formats/fields.js";
import { cellsOf, readCsvTable, type TableRow } from "../formats/table.js";
import { type FileIdentity, LONGEST_TEXT, type ParsedRow, type SourceType, unknownReference } from "../source-type.js";
import { reportName } from "./report-name.js";
import { readReportRow, ReportReader } from "./report-reader.js";
import { writtenNumber } from "./written-number.js";

const NAME = reportName("JOUR", "DISTRICT", "YYYYMM", ["csv"]);

/** @param month `YYYY-MM`, of the list */
function columnsOf(month: string): readonly SourceColumn[] {
  const readDayOfMonth = fieldReader("YYYY-MM-DD", "BAD_DATE", (text) => (parseDay(text) !== null && text.startsWith(`${month}-`) ? text : undefined));
  const readNumber = fieldReader("personal number", "BAD_NUMBER", (text) => (text.length > LONGEST_TEXT ? undefined : writtenNumber(text, month)));
  return [
    { name: "datum", meaning: "day, within the month", staged: "happened_on", sqlType: "date", read: readDayOfMonth, needed: "VALUE" },
    { name: "tid", meaning: "time of day", staged: "happened_at", sqlType: "text", read: readTimeOfDay },
    { name: "aktnr", meaning: "client; empty where personnr is filled", staged: "file_number", sqlType: "text", read: readText },
    { name: "personnr", meaning: "the client's number, by which the client is found; not stored", staged: "personal_number", sqlType: "text", read: readNumber, hashed: true },
    { name: "jour", meaning: "which service", staged: "service", sqlType: "text", read: readOneOf("TRYGGHET", "SOCIAL"), needed: "VALUE" },
    { name: "handelse", meaning: "alarm, visit, fall, something else", staged: "event", sqlType: "text", read: readOneOf("LARM", "BESOK", "FALL", "OVRIGT"), needed: "VALUE" },
    { name: "atgard", meaning: "what was done", staged: "measure", sqlType: "text", read: readFreeText },
  ];
}

const COLUMNS = columnsOf("");
const LABELS = COLUMNS.map(({ name }) => name);

/**
 * `JOUR`: a month's list of the on-call services of a district (contract 2), as CSV. A second file of the same district
 * and month replaces the first. Its rows have no key: a row is its line.
 */
export const jour: SourceType = {
  family: "provider-reports",
  type: "JOUR",
  describe: {
    what: "on-call lists (Trygghetsjouren, Socialjouren)",
    name: NAME.pattern,
    deliveredBy: "the on-call services, each month and district",
    modes: ["REPLACE"],
    columns: COLUMNS.map(describedColumn),
    keyBesides: "district and month of the file's name, and the line",
    placed: true,
    rejected: "it is not Windows-1252",
    findings: ["ALARM_REPEATED"],
  },
  order: 12,
  expected: "MONTHLY",
  recognise: NAME.recognise,
  read: (bytes, _fileName, identity) => new ReportReader(bytes, "REPLACE", readList, eventReader(identity)),
  readAgain: (raw, line, _columns, identity) => eventReader(identity)({ line, raw, cells: cellsOf(raw) }),
  staged: [
    { name: "district", sqlType: "text" },
    { name: "month", sqlType: "text" },
    { name: "position", sqlType: "integer" },
    ...COLUMNS.map(stagedColumn),
  ],
  key: ["district", "month", "position"],
  keyColumn: "datum",
  keyIsPlace: true,
  repeatedKey: "QUARANTINE",
  targets: [
    { table: "on_call_event", columns: ["file_number", "happened_on", "happened_at", "service", "event"] },
    { table: "on_call_measure", columns: ["file_number", "measure"] },
  ],
  periodColumn: "month",
  // A number that two clients have leads to neither.
  resolve: [
    `UPDATE stage s SET file_number = found.file_number
     FROM (
       SELECT p.personal_number_hash, min(p.file_number) AS file_number FROM person p
       WHERE p.known_to IS NULL AND p.personal_number_hash IN (SELECT e.personal_number_hash FROM stage e)
       GROUP BY p.personal_number_hash HAVING count(*) = 1
     ) found
     WHERE s.fault IS NULL AND s.file_number IS NULL AND s.personal_number_hash = found.personal_number_hash`,
  ],
  stagedFaults: [
    unknownReference("aktnr", "file_number", "client", "file_number"),
    {
      reason: "UNKNOWN_REFERENCE",
      column: "personnr",
      condition: `s.personal_number_hash IS NOT NULL AND NOT EXISTS (SELECT 1 FROM person p
        WHERE p.file_number = s.file_number AND p.personal_number_hash = s.personal_number_hash AND p.known_to IS NULL)`,
    },
  ],
  names: { client: "file_number" },
  waitsFor: [],
  parent: null,
  homeDistrict: null,
  touches: `
    SELECT e.file_number, changed.since
    FROM changed
    JOIN on_call_event e ON e.id = changed.id`,
  // A new month is the district's latest, also for those who called in an earlier one alone (contract 6, ALARM_REPEATED).
  touchedByArrival: `
    SELECT e.file_number, $2::date AS since
    FROM on_call_event e
    WHERE e.district = $1 OR EXISTS (SELECT 1 FROM client c JOIN unit_answering a ON a.unit_code = c.unit_code
      WHERE c.file_number = e.file_number AND a.district = $1)`,
};

function readList(bytes: Buffer): ReturnType<typeof readCsvTable> {
  checkContent(bytes, "csv");
  return readCsvTable(decodeWindows1252Only(bytes), LABELS, [";"]);
}

/** A row needs `aktnr` unless it has `personnr`. */
function eventReader({ owner, period }: FileIdentity): (row: TableRow) => ParsedRow {
  const byNumber = columnsOf(period ?? "");
  const byFile = byNumber.map((column): SourceColumn => (column.name === "aktnr" ? { ...column, needed: "VALUE" } : column));
  return (row) => readReportRow(row, row.cells?.get("personnr") ? byNumber : byFile, [owner, period, String(row.line)]);
}
