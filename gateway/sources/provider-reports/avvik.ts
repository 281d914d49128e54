import { describedColumn, readFreeText, readText, type SourceColumn, stagedColumn } from "../columns.js";
import { readHours } from "../formats/fields.js";
import { cellsOf, labelOf, type TableRow } from "../formats/table.js";
import { type FileIdentity, type ParsedRow, type SourceType, unknownReference } from "../source-type.js";
import { ORDINAL, readDeliveryReport } from "./delivery-report.js";
import { notYourOrder, stoodOn } from "./own-order.js";
import { reportName } from "./report-name.js";
import { readReportRow, ReportReader } from "./report-reader.js";

const NAME = reportName("AVVIK", "utforare", "YYYYMM", ["xlsx"]);

const COLUMNS: readonly SourceColumn[] = [
  { name: "Aktnr", meaning: "the order's client", staged: "file_number", sqlType: "text", read: readText, needed: "VALUE" },
  { name: "Best.nr", meaning: "order, of this provider; its rows in a month are added up", staged: "order_number", sqlType: "text", read: readText, needed: "KEY" },
  { name: "Beställd tid", meaning: "ordered time", staged: "ordered_seconds", sqlType: "numeric", read: readHours, needed: "VALUE" },
  { name: "Utförd tid", meaning: "performed time", staged: "performed_seconds", sqlType: "numeric", read: readHours, needed: "VALUE" },
  { name: "Orsak", meaning: "why they differ", staged: "reason", sqlType: "text", read: readFreeText },
];
/** SQL: whose an order is, and whose a decision, is asked of the month that a row reports on. */
const FIRST_OF_MONTH = "(s.month || '-01')::date";
/** `Kund` is not asked for: names are not stored, and a provider who leaves them out does well. */
const LABELS = COLUMNS.map(({ name }) => labelOf(name));

/**
 * `AVVIK`: ordered and performed time of a provider's orders in one month (avvikelsekundlista, contract 2), as a workbook.
 * A second report of the same provider and month replaces the first, which stays on record.
 */
export const avvik: SourceType = {
  family: "provider-reports",
  type: "AVVIK",
  describe: {
    what: "ordered and performed time (avvikelsekundlista)",
    name: NAME.pattern,
    deliveredBy: "a provider, each month",
    modes: ["REPLACE"],
    columns: [...COLUMNS.map(describedColumn), { name: "Kund", meaning: "the client's name; not stored, and may be left out", form: "text", needed: null, fault: null }],
    keyBesides: "provider and month of the file's name, and which of the order's rows it is",
    placed: true,
    rejected: "its row Summa is missing or differs by more than 0,1 h from its rows, or its title names another month or provider than its name",
    findings: ["DELIVERY_NOT_STARTED", "DELIVERY_DEVIATION"],
  },
  order: 11,
  expected: "MONTHLY",
  recognise: NAME.recognise,
  read: (bytes, fileName, identity) =>
    new ReportReader(bytes, "REPLACE", (whole) => readDeliveryReport(whole, fileName, LABELS, identity), (row) => readDelivery(row, identity)),
  readAgain: (raw, line, _columns, identity) => readDelivery({ line, raw, cells: cellsOf(raw) }, identity),
  staged: [
    { name: "provider", sqlType: "text" },
    { name: "month", sqlType: "text" },
    { name: "ordinal", sqlType: "integer" },
    ...COLUMNS.map(stagedColumn),
  ],
  key: ["provider", "month", "order_number", "ordinal"],
  keyColumn: "Best.nr",
  repeatedKey: "QUARANTINE",
  targets: [
    { table: "delivery", columns: ["file_number", "ordered_seconds", "performed_seconds"] },
    { table: "delivery_reason", columns: ["file_number", "reason"] },
  ],
  periodColumn: "month",
  stagedFaults: [
    unknownReference("Best.nr", "order_number", "care_order", "number"),
    notYourOrder("Best.nr", FIRST_OF_MONTH),
    {
      reason: "UNKNOWN_REFERENCE",
      column: "Aktnr",
      condition: `NOT EXISTS (SELECT 1 FROM care_order o JOIN decision d ON d.number = o.decision_number
        WHERE o.number = s.order_number AND d.file_number = s.file_number
          AND ${stoodOn("o", "care_order", "number", FIRST_OF_MONTH)} AND ${stoodOn("d", "decision", "number", FIRST_OF_MONTH)})`,
    },
  ],
  names: { client: "file_number", order: "order_number" },
  waitsFor: [],
  parent: null,
  homeDistrict: null,
  touches: `
    SELECT d.file_number, changed.since
    FROM changed
    JOIN delivery r ON r.id = changed.id
    JOIN care_order o ON o.number = r.order_number
    JOIN decision d ON d.number = o.decision_number`,
  // A new month is the provider's latest, also for the orders that it says nothing of (contract 6, L).
  touchedByArrival: `
    SELECT d.file_number, $2::date AS since
    FROM care_order o
    JOIN decision d ON d.number = o.decision_number
    WHERE o.provider = $1`,
};

function readDelivery(row: TableRow, { owner, period }: FileIdentity): ParsedRow {
  return readReportRow(row, COLUMNS, [owner, period, row.cells?.get(ORDINAL) ?? null]);
}
