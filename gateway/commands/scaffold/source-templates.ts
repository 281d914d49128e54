/** The first unless told. */
export const FAMILIES = ["provider-reports", "budget-files", "legacy-extract"] as const;

/** What a new file type's files are filled in with. */
export interface NewSource {
  readonly family: (typeof FAMILIES)[number];
  /** As file names begin with it, in capitals. */
  readonly type: string;
  /** Its constant and its file, in lower case. */
  readonly name: string;
  /** Its place among the types of a night. */
  readonly order: number;
}

/** A report: a table of CSV or a workbook whose columns stand in one list. */
export function reportType({ family, type, name, order }: NewSource): string {
  const reports = family === "provider-reports" ? "." : "../provider-reports";
  return `import { describedColumn, readText, type SourceColumn, stagedColumn } from "../columns.js";
import { readIsoDate } from "../formats/fields.js";
import { cellsOf, readTable, type TableRow } from "../formats/table.js";
import { type ParsedRow, type SourceType, unknownReference } from "../source-type.js";
import { reportName } from "${reports}/report-name.js";
import { readReportRow, ReportReader } from "${reports}/report-reader.js";

const NAME = reportName("${type}", "DISTRICT", "YYYYMMDD", ["csv", "xlsx"]);

const COLUMNS: readonly SourceColumn[] = [
  { name: "aktnr", meaning: "client", staged: "file_number", sqlType: "text", read: readText, needed: "KEY" },
  { name: "datum", meaning: "day", staged: "happened_on", sqlType: "date", read: readIsoDate, needed: "KEY" },
  { name: "anteckning", meaning: "what is noted", staged: "note", sqlType: "text", read: readText },
];
const LABELS = COLUMNS.map(({ name }) => name);

/** \`${type}\`: what it is, and the contract that says so. */
export const ${name}: SourceType = {
  family: "${family}",
  type: "${type}",
  describe: {
    what: "what it is, in a few words",
    name: NAME.pattern,
    deliveredBy: "who sends it, and how often",
    modes: ["ADD"],
    columns: COLUMNS.map(describedColumn),
    findings: [],
  },
  order: ${order},
  // How often one is expected of each owner (NIGHTLY, MONTHLY, YEARLY), from which it follows when it is late.
  expected: null,
  recognise: NAME.recognise,
  read: (bytes, fileName) => new ReportReader(bytes, "ADD", (whole) => readTable(whole, fileName, LABELS), readRow),
  readAgain: (raw, line) => readRow({ line, raw, cells: cellsOf(raw) }),
  staged: COLUMNS.map(stagedColumn),
  key: ["file_number", "happened_on"],
  keyColumn: "aktnr",
  repeatedKey: "QUARANTINE",
  targets: [{ table: "${name}", columns: ["note"] }],
  stagedFaults: [unknownReference("aktnr", "file_number", "client", "file_number")],
  names: { client: "file_number" },
  waitsFor: [],
  parent: null,
  homeDistrict: null,
  touches: \`
    SELECT f.file_number, changed.since
    FROM changed
    JOIN ${name} f ON f.id = changed.id\`,
};

function readRow(row: TableRow): ParsedRow {
  return readReportRow(row, COLUMNS, []);
}
`;
}

export function reportTest({ family, type, name }: NewSource): string {
  return `import { describe, expect, it } from "vitest";
import { ${name} } from "../../../gateway/sources/${family}/${name}.js";
import { readReport, told } from "./read-report.js";

async function read(...rows: string[]): Promise<string[]> {
  return told(await readReport(${name}, "${type}_HAL_20221130.csv", Buffer.from(["aktnr;datum;anteckning", ...rows, ""].join("\\r\\n"))));
}

describe("${type}", () => {
  it("is read by its columns", async () => {
    expect(await read("100001-1;2022-11-20;Besökt")).toEqual(["2: 100001-1 | 2022-11-20 | Besökt"]);
  });

  it.each([
    ["no client", ";2022-11-20;", "MISSING_KEY aktnr"],
    ["a day that does not exist", "100001-1;2022-11-31;", "BAD_DATE datum"],
  ])("has a fault in a row with %s", async (_what, row, fault) => expect(await read(row)).toEqual([\`2: \${fault}\`]));
});
`;
}

/** A file of the case system's nightly set. */
export function extractType({ type, name, order }: NewSource): string {
  return `import { readText } from "../columns.js";
import { unknownReference } from "../source-type.js";
import { extractSource } from "./extract-source.js";
import { homeOfClient } from "./home-district.js";
import { readDate } from "./values.js";

/** \`${type}\`: what it is. */
export const ${name} = extractSource({
  type: "${type}",
  what: "what it is, in a few words",
  findings: [],
  order: ${order},
  columns: [
    { name: "nr", meaning: "its number", staged: "number", sqlType: "text", read: readText, needed: "KEY" },
    { name: "aktnr", meaning: "client", staged: "file_number", sqlType: "text", read: readText, needed: "VALUE" },
    { name: "datum", meaning: "day", staged: "happened_on", sqlType: "date", read: readDate },
  ],
  targets: [{ table: "${name}", columns: ["file_number", "happened_on"] }],
  stagedFaults: [unknownReference("aktnr", "file_number", "client", "file_number")],
  names: { client: "file_number" },
  waitsFor: ["KLIENT"],
  parent: { column: "file_number", table: "client", key: "file_number" },
  homeDistrict: (row) => homeOfClient(\`\${row}.file_number\`),
  touches: \`
    SELECT f.file_number, changed.since
    FROM changed
    JOIN ${name} f ON f.id = changed.id\`,
});
`;
}

export function extractTest({ type, name }: NewSource): string {
  return `import { describe, expect, it } from "vitest";
import { ${name} } from "../../../gateway/sources/legacy-extract/${name}.js";
import { told } from "./read-report.js";

const identity = { owner: "HAL", date: "2022-11-30", period: null };

function read(row: string): string[] {
  return told([${name}.readAgain(row, 3, ["nr", "aktnr", "datum"], identity)]);
}

describe("${type}", () => {
  it("is read by its columns", () => {
    expect(read("1;100001-1;20221120")).toEqual(["3: 1 | 100001-1 | 20221120"]);
  });

  it.each([
    ["no number", ";100001-1;20221120", "MISSING_KEY nr"],
    ["no client", "1;;20221120", "MISSING_VALUE aktnr"],
    ["a day that does not exist", "1;100001-1;20221131", "BAD_DATE datum"],
  ])("has a fault in a row with %s", (_what, row, fault) => expect(read(row)).toEqual([\`3: \${fault}\`]));
});
`;
}
