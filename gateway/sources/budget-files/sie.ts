import { decimalText } from "../formats/decimal.js";
import type { ColumnDescription, FileIdentity, FileReader, FileTop, ParsedRow, SourceType } from "../source-type.js";
import { type LedgerSum, SieLedger } from "./sie-ledger.js";
import { SieLines } from "./sie-lines.js";

/** Not what spreadsheets and file systems leave beside a file while it is open. */
const NAME = /^(?!~\$|\.)(.+)\.s[ei]$/i;

/** What is read of a ledger. Other labels are skipped, as the standard asks. */
const LABELS: readonly ColumnDescription[] = [
  { name: "#SIETYP", meaning: "type of the file", form: "3 or 4", needed: null, fault: null },
  { name: "#RAR", meaning: "first and last day of the year (0) that the books are of", form: "YYYYMMDD", needed: null, fault: null },
  { name: "#PBUDGET", meaning: "budget of an account and cost centre (dimension 1) in a month", form: "0 YYYYMM 4110 {1 HALAO1} 12.50", needed: null, fault: "BAD_NUMBER" },
  { name: "#PSALDO", meaning: "outcome likewise, in a file without vouchers", form: "0 YYYYMM 4110 {1 HALAO1} 12.50", needed: null, fault: "BAD_DATE" },
  { name: "#VER", meaning: "a voucher and its day", form: "A 1 YYYYMMDD", needed: null, fault: null },
  { name: "#TRANS", meaning: "an amount of a voucher, and its own day where it has one", form: "4110 {1 HALAO1} 12.50 YYYYMMDD", needed: null, fault: null },
];

/**
 * `SIE`: a ledger in the Swedish standard format, types 3, 4 and 4I (contract 3): budget and outcome of result accounts by
 * cost centre and month, in kronor, debit positive. Cost centres that are no units of ours are kept as well; nobody is
 * shown them. A later file of the same name replaces what an earlier one said of the same year.
 */
export const sie: SourceType = {
  family: "budget-files",
  type: "SIE",
  describe: {
    what: "a ledger in the Swedish standard format, types 3, 4 and 4I",
    name: "<LEDGER>.se|si",
    deliveredBy: "the city's accounting system",
    modes: ["REPLACE"],
    columns: LABELS,
    keyBesides: "the file's name, year, cost centre, account, month, and whether it is budget or outcome",
    placed: true,
    rejected: "a voucher does not balance or is not closed, or something that is no SIE stands in it",
    findings: [],
  },
  order: 21,
  expected: "MONTHLY",
  recognise(fileName) {
    const match = NAME.exec(fileName);
    return match && { owner: match[1]!.normalize("NFC").toUpperCase(), date: null, period: null };
  },
  read: (bytes, _fileName, identity) => new LedgerReader(bytes, identity),
  readAgain: () => {
    throw new Error("no row of SIE waits for a reference");
  },
  staged: [
    { name: "ledger", sqlType: "text" },
    { name: "year", sqlType: "text" },
    { name: "unit_code", sqlType: "text" },
    { name: "account", sqlType: "text" },
    { name: "month", sqlType: "text" },
    { name: "kind", sqlType: "text" },
    { name: "amount", sqlType: "numeric" },
  ],
  key: ["ledger", "year", "unit_code", "account", "month", "kind"],
  keyColumn: "#TRANS",
  repeatedKey: "QUARANTINE",
  targets: [{ table: "ledger_line", columns: ["amount"] }],
  periodColumn: "year",
  stagedFaults: [],
  names: {},
  waitsFor: [],
  parent: null,
  homeDistrict: null,
  touches: null,
};

const BATCH = 1000;

/** Reads a ledger line by line. Its facts are sums over the whole file: they are known, and given, at its end. */
class LedgerReader implements FileReader {
  private readonly lines: SieLines;
  private readonly ledger = new SieLedger();
  private sums: readonly LedgerSum[] = [];

  constructor(
    bytes: () => AsyncIterable<Buffer>,
    private readonly identity: FileIdentity,
  ) {
    this.lines = new SieLines(bytes());
  }

  async top(): Promise<FileTop> {
    for await (const line of this.lines.read()) this.ledger.take(line);
    this.sums = this.ledger.finish();
    const { outsideYear, period } = this.ledger;
    const note = outsideYear === 0 ? null : `${outsideYear} #TRANS have a date outside the year and are left out`;
    return { mode: "REPLACE", columns: [], note, ...(period !== null && { period }) };
  }

  *rows(): Iterable<readonly ParsedRow[]> {
    for (let at = 0; at < this.sums.length; at += BATCH) yield this.sums.slice(at, at + BATCH).map((sum) => this.rowOf(sum));
  }

  dataRows(): number {
    return this.ledger.transactions;
  }

  private rowOf({ kind, year, month, unit, account, amount, line, fault }: LedgerSum): ParsedRow {
    const key = [this.identity.owner, year, this.lines.decode(unit), account, month || null, kind];
    return {
      line,
      raw: fault ? this.lines.decode(fault.line.bytes) : "",
      values: [...key, fault ? null : decimalText(amount)],
      fault: fault && { reason: fault.reason, column: `#${fault.line.label}` },
    };
  }
}
