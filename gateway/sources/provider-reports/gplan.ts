import { isCalendarDate, parseDay } from "../../rules/calendar.js";
import {
  type FileIdentity, type FileReader, LONGEST_TEXT, type ParsedRow, type RowFault, type SourceType, unknownReference,
} from "../source-type.js";
import { wholeReport } from "../formats/content-type.js";
import { cellsOf, type ReportTable, readTable, type TableRow } from "../formats/table.js";

const NAME = /^GPLAN_([^_]+)_(\d{4})(\d{2})(\d{2})\.(csv|xlsx|json)$/i;
const COLUMNS = ["bestnr", "upprattad", "mottagen", "deltagit", "mal", "signatur"] as const;
const TOOK_PART = new Map([["ja", "t"], ["true", "t"], ["nej", "f"], ["false", "f"]]);
const NO_VALUES = [null, null, null, null, null, null];

/**
 * `GPLAN`: a provider's receipts of implementation plans (contract 2), as CSV, workbook or JSON. Files add to each
 * other; a later receipt of the same order and day replaces the earlier.
 */
export const gplan: SourceType = {
  family: "provider-reports",
  type: "GPLAN",
  order: 10,
  recognise(fileName) {
    const match = NAME.exec(fileName);
    if (!match || !isCalendarDate(Number(match[2]), Number(match[3]), Number(match[4]))) return null;
    return { owner: match[1]!, date: `${match[2]}-${match[3]}-${match[4]}`, period: null };
  },
  read: (bytes, fileName, identity) => new ReceiptReader(bytes, fileName, identity),
  readAgain: (raw, line, _columns, identity) => readReceipt({ line, raw, cells: cellsOf(raw) }, identity),
  staged: [
    { name: "order_number", sqlType: "text" },
    { name: "drawn_up_on", sqlType: "date" },
    { name: "received_on", sqlType: "date" },
    { name: "took_part", sqlType: "boolean" },
    { name: "goals", sqlType: "integer" },
    { name: "signature", sqlType: "text" },
  ],
  key: ["order_number", "drawn_up_on"],
  keyColumn: "bestnr",
  repeatedKey: "LAST_COUNTS",
  targets: [{ table: "plan_receipt", columns: ["received_on", "took_part", "goals", "signature"] }],
  stagedFaults: [
    unknownReference("bestnr", "order_number", "care_order", "number"),
    {
      reason: "NOT_YOUR_ORDER",
      column: "bestnr",
      condition:
        "NOT EXISTS (SELECT 1 FROM care_order o WHERE o.number = s.order_number AND o.provider = s.delivered_by)",
    },
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

/** Reports are small and their formats need the whole of them: one is held in memory, a row at a time is not worth it. */
class ReceiptReader implements FileReader {
  private table: ReportTable | null = null;

  constructor(
    private readonly bytes: () => AsyncIterable<Buffer>,
    private readonly fileName: string,
    private readonly identity: FileIdentity,
  ) {}

  async top(): ReturnType<FileReader["top"]> {
    this.table = await readTable(await wholeReport(this.bytes()), this.fileName, COLUMNS);
    return { mode: "ADD", columns: this.table.columns, note: null };
  }

  rows(): Iterable<readonly ParsedRow[]> {
    if (!this.table) throw new Error("rows() before top()");
    return [this.table.rows.map((row) => readReceipt(row, this.identity))];
  }
}

function readReceipt(row: TableRow, identity: FileIdentity): ParsedRow {
  const { line, raw, cells } = row;
  if (cells === null || [...cells.values()].some((text) => text.includes("\0") || text.length > LONGEST_TEXT)) {
    return { line, raw, values: NO_VALUES, fault: { reason: "PARSE", column: null } };
  }
  const faults: RowFault[] = [];
  const cell = (name: (typeof COLUMNS)[number]): string => cells.get(name) ?? "";
  const date = (name: "upprattad" | "mottagen"): string | null => {
    const text = cell(name);
    if (text === "") return null;
    if (parseDay(text) === null) faults.push({ reason: "BAD_DATE", column: name });
    return parseDay(text) === null ? null : text;
  };
  const order = cell("bestnr") || null;
  if (order === null) faults.push({ reason: "MISSING_KEY", column: "bestnr" });
  const drawnUpOn = date("upprattad");
  if (cell("upprattad") === "") faults.push({ reason: "MISSING_KEY", column: "upprattad" });
  const receivedOn = cell("mottagen") === "" ? identity.date : date("mottagen");
  const tookPart = TOOK_PART.get(cell("deltagit").toLowerCase()) ?? null;
  if (tookPart === null) {
    faults.push({ reason: cell("deltagit") === "" ? "MISSING_VALUE" : "UNKNOWN_CODE", column: "deltagit" });
  }
  const goals = /^\d{1,6}$/.test(cell("mal")) ? cell("mal") : null;
  if (goals === null && cell("mal") !== "") faults.push({ reason: "BAD_NUMBER", column: "mal" });
  const values = [order, drawnUpOn, receivedOn, tookPart, goals, cell("signatur") || null];
  return { line, raw, values, fault: faults[0] ?? null };
}
