import { isCalendarDate } from "../../rules/calendar.js";
import { describedColumn, readFields, readText, type SourceColumn, stagedColumn } from "../columns.js";
import { wholeReport } from "../formats/content-type.js";
import { readIsoDate } from "../formats/fields.js";
import { cellsOf, type ReportTable, readTable, type TableRow } from "../formats/table.js";
import { homeOfClient } from "../legacy-extract/home-district.js";
import { type FileReader, type FileTop, type ParsedRow, type SourceType, unknownReference } from "../source-type.js";
import { readIntervention, readLevel, readPrice } from "./fields.js";

const NAME = /^LSSNIVA_([^_]+)_(\d{4})(\d{2})(\d{2})\.csv$/i;
const COLUMNS: readonly SourceColumn[] = [
  { name: "aktnr", meaning: "client", staged: "file_number", sqlType: "text", read: readText, needed: "KEY" },
  { name: "insats", meaning: "intervention", staged: "intervention", sqlType: "text", read: readIntervention, needed: "KEY" },
  { name: "niva", meaning: "level", staged: "level", sqlType: "smallint", read: readLevel, needed: "VALUE" },
  { name: "matdatum", meaning: "day of the measurement", staged: "measured_on", sqlType: "date", read: readIsoDate, needed: "KEY" },
  { name: "peng", meaning: "LSS voucher", staged: "rate", sqlType: "numeric", read: readPrice },
];

/**
 * `LSSNIVA`: measured levels of clients with LSS interventions, and the voucher that each gives (contract 3). Files add to
 * each other. A level that was measured on another day than 31 March or 20 August is kept as well.
 */
export const lssniva: SourceType = {
  family: "budget-files",
  type: "LSSNIVA",
  describe: {
    what: "measured levels of LSS",
    name: "LSSNIVA_<DISTRICT>_<YYYYMMDD>.csv",
    deliveredBy: "a district, after the measurements of 31 March and 20 August",
    modes: ["ADD"],
    columns: COLUMNS.map(describedColumn),
    findings: ["LEVEL_MISSING", "PRICE"],
  },
  order: 18,
  expected: null,
  recognise(fileName) {
    const match = NAME.exec(fileName);
    if (!match || !isCalendarDate(Number(match[2]), Number(match[3]), Number(match[4]))) return null;
    return { owner: match[1]!, date: `${match[2]}-${match[3]}-${match[4]}`, period: null };
  },
  read: (bytes, fileName) => new LevelReader(bytes, fileName),
  readAgain: (raw, line) => readLevelRow({ line, raw, cells: cellsOf(raw) }),
  staged: COLUMNS.map(stagedColumn),
  key: ["file_number", "intervention", "measured_on"],
  keyColumn: "aktnr",
  repeatedKey: "QUARANTINE",
  targets: [{ table: "lss_level", columns: ["level", "rate"] }],
  stagedFaults: [unknownReference("aktnr", "file_number", "client", "file_number")],
  names: { client: "file_number" },
  waitsFor: [],
  parent: null,
  homeDistrict: (row) => homeOfClient(`${row}.file_number`),
  touches: `
    SELECT l.file_number, changed.since
    FROM changed
    JOIN lss_level l ON l.id = changed.id`,
  // From the day of its first file on a district's clients without a level are found (contract 6, level.measured).
  touchedByArrival: `
    SELECT DISTINCT c.file_number, $2::date AS since
    FROM client c
    JOIN unit_answering a ON a.unit_code = c.unit_code AND a.district = $1
    WHERE NOT EXISTS (SELECT 1 FROM load l WHERE l.type = 'LSSNIVA' AND l.district = $1 AND l.status = 'LOADED' AND l.extract_date <= $2)`,
};

/** A district's levels are some hundred rows: they are read whole, as providers' reports are. */
class LevelReader implements FileReader {
  private table: ReportTable | null = null;

  constructor(
    private readonly bytes: () => AsyncIterable<Buffer>,
    private readonly fileName: string,
  ) {}

  async top(): Promise<FileTop> {
    this.table = await readTable(await wholeReport(this.bytes()), this.fileName, COLUMNS.map(({ name }) => name));
    return { mode: "ADD", columns: this.table.columns, note: null };
  }

  rows(): Iterable<readonly ParsedRow[]> {
    if (!this.table) throw new Error("rows() before top()");
    return [this.table.rows.map(readLevelRow)];
  }
}

function readLevelRow({ line, raw, cells }: TableRow): ParsedRow {
  if (cells === null) return { line, raw, values: COLUMNS.map(() => null), fault: { reason: "PARSE", column: null } };
  return { line, raw, ...readFields(COLUMNS, (column) => cells.get(column) ?? "") };
}
