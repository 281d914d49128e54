import type { FileIdentity, FileReader, FileTop, ParsedRow, RawRow, RowFault, SourceDescription, SourceType, StagedColumn } from "../source-type.js";
import { describedColumn, isFault, type SourceColumn, stagedColumn } from "../columns.js";
import { isCalendarDate } from "../../rules/calendar.js";
import { FileFault } from "../file-fault.js";
import { checkTrailer, type ExtractLine, LineSplitter, readColumnNames, readHeader, splitFields } from "./format.js";

/** Columns computed from one field's value, such as the birth date in a personal number. */
export interface DerivedColumns {
  readonly from: string;
  readonly columns: readonly StagedColumn[];
  compute(value: string | null): readonly (string | null)[];
}

/** What makes one file type of the legacy extract differ from another. */
export interface ExtractDefinition
  extends Pick<SourceType, "type" | "order" | "targets" | "stagedFaults" | "names" | "waitsFor" | "parent" | "homeDistrict" | "touches">,
    Pick<SourceDescription, "what" | "findings"> {
  readonly columns: readonly SourceColumn[];
  readonly derived?: DerivedColumns;
}

/** A file type of the legacy case system (contract 1). */
export function extractSource(definition: ExtractDefinition): SourceType {
  const keys = definition.columns.filter((column) => column.needed === "KEY");
  const namePattern = new RegExp(`^SOSYS_${definition.type}_([^_]+)_(\\d{4})(\\d{2})(\\d{2})\\.TXT$`, "i");
  const { what, findings, ...defined } = definition;
  return {
    ...defined,
    describe: {
      what,
      name: `SOSYS_${definition.type}_<DISTRICT>_<YYYYMMDD>.TXT`,
      deliveredBy: "the case system, each night and district",
      modes: ["FULL", "DELTA"],
      columns: definition.columns.map(describedColumn),
      rejected: "its trailer is missing or does not agree with its rows, or its header with its name",
      findings,
    },
    family: "legacy-extract",
    expected: "NIGHTLY",
    staged: [...definition.columns.map(stagedColumn), ...(definition.derived?.columns ?? [])],
    key: keys.map((column) => column.staged),
    keyColumn: keys[0]!.name,
    repeatedKey: "QUARANTINE",
    recognise(fileName) {
      const match = namePattern.exec(fileName);
      if (!match || !isCalendarDate(Number(match[2]), Number(match[3]), Number(match[4]))) return null;
      return { owner: match[1]!, date: `${match[2]}-${match[3]}-${match[4]}`, period: null };
    },
    read: (bytes, _fileName, identity) => new ExtractReader(definition, bytes, identity),
    readAgain: (raw, line, columns) => rowParser(definition, columns)(raw, line),
  };
}

type RowParser = (text: string, line: number) => ParsedRow;

/** A function that reads the data lines of a file with these columns. */
function rowParser(definition: ExtractDefinition, fileColumns: readonly string[]): RowParser {
  const { columns, derived } = definition;
  const places = columns.map((column) => fileColumns.indexOf(column.name));
  const derivedFrom = derived ? columns.findIndex((column) => column.name === derived.from) : -1;
  const width = columns.length + (derived?.columns.length ?? 0);
  const nothing: readonly null[] = new Array<null>(width).fill(null);
  return (raw, line) => {
    const fields = splitFields(raw);
    if (fields === null || fields.length !== fileColumns.length || raw.includes("\0")) {
      return { line, raw, values: nothing, fault: { reason: "PARSE", column: null } };
    }
    const values: (string | null)[] = new Array<string | null>(columns.length);
    let fault: RowFault | null = null;
    for (let at = 0; at < columns.length; at += 1) {
      const column = columns[at]!;
      const text = fields[places[at]!]!.trim();
      const read = text === "" ? null : column.read(text);
      if (isFault(read)) {
        values[at] = null;
        fault = firstFault(fault, { reason: read.reason, column: column.name }, column);
        continue;
      }
      const value = read ?? column.whenEmpty ?? null;
      values[at] = value;
      if (value === null && column.needed) {
        fault = firstFault(fault, { reason: column.needed === "KEY" ? "MISSING_KEY" : "MISSING_VALUE", column: column.name }, column);
      }
    }
    if (derived) values.push(...derived.compute(values[derivedFrom]!));
    return { line, raw, values, fault };
  };
}

/** The fault to report of two: a key's comes first, else the earlier column's. */
function firstFault(earlier: RowFault | null, later: RowFault, column: SourceColumn): RowFault {
  if (earlier === null) return later;
  return column.needed === "KEY" && earlier.reason !== "MISSING_KEY" ? later : earlier;
}

/** Streams one extract: header, column names, data lines, trailer. Holds one chunk at a time. */
class ExtractReader implements FileReader {
  private readonly chunks: AsyncIterator<Buffer>;
  private readonly splitter = new LineSplitter();
  private lines: ExtractLine[] = [];
  private ended = false;
  private parse: RowParser | null = null;

  constructor(
    private readonly definition: ExtractDefinition,
    bytes: () => AsyncIterable<Buffer>,
    private readonly identity: FileIdentity,
  ) {
    this.chunks = bytes()[Symbol.asyncIterator]();
  }

  async top(): Promise<FileTop> {
    const header = await this.nextLine();
    if (!header) throw new FileFault("the file is empty");
    const mode = readHeader(header.text, this.definition.type, this.identity);
    const names = await this.nextLine();
    if (!names) throw new FileFault("the file ends after its header");
    const { columns, note } = readColumnNames(names.text, this.definition.columns.map((column) => column.name));
    this.parse = rowParser(this.definition, columns);
    return { mode, columns, note };
  }

  async *rows(): AsyncIterable<readonly ParsedRow[]> {
    const parse = this.parse;
    if (!parse) throw new Error("rows() before top()");
    for await (const lines of this.dataLines()) yield lines.map(({ text, number }) => parse(text, number));
  }

  async *rawRows(): AsyncIterable<readonly RawRow[]> {
    for await (const lines of this.dataLines()) yield lines.map(({ text, number }) => ({ line: number, raw: text }));
  }

  /** The lines between column names and trailer, which is checked at their end. */
  private async *dataLines(): AsyncIterable<readonly ExtractLine[]> {
    let rows = 0;
    let sum = 0;
    /** The last line with text is the trailer; blank lines may follow it. */
    let held: ExtractLine | null = null;
    let blanks: ExtractLine[] = [];
    for (;;) {
      const batch: ExtractLine[] = [];
      for (const line of this.lines) {
        if (line.text === "") {
          blanks.push(line);
          continue;
        }
        if (held) batch.push(held);
        for (const blank of blanks) batch.push(blank);
        blanks = [];
        held = line;
      }
      this.lines = [];
      rows += batch.length;
      for (const line of batch) sum += line.sum;
      if (batch.length > 0) yield batch;
      if (this.ended) break;
      await this.readChunk();
    }
    checkTrailer(held, rows, sum);
  }

  private async nextLine(): Promise<ExtractLine | null> {
    while (this.lines.length === 0 && !this.ended) await this.readChunk();
    return this.lines.shift() ?? null;
  }

  private async readChunk(): Promise<void> {
    const next = await this.chunks.next();
    if (next.done === true) {
      this.ended = true;
      this.lines = this.splitter.finish();
    } else {
      this.lines.push(...this.splitter.push(next.value));
    }
  }
}
