import { FileFault } from "../file-fault.js";
import type { FileIdentity, FileMode, FileTop } from "../source-type.js";
import { decodeWindows1252 } from "../formats/windows-1252.js";

const SUPPORTED_VERSION = "3";
const LF = 10;
const CR = 13;
const CHECKSUM_MODULUS = 1_000_000_000;
/** Some hundred times a real row: without it a file without line ends would be held in memory whole. */
const LONGEST_LINE = 1_000_000;
/** Bytes that Windows-1252 leaves undefined. */
const UNDEFINED_BYTES = new Set([0x81, 0x8d, 0x8f, 0x90, 0x9d]);

/** A line with what the file's checks need to know of it. */
export interface ExtractLine {
  readonly number: number;
  readonly text: string;
  /** Sum of the line's bytes, CR and LF not counted. */
  readonly sum: number;
}

/**
 * Splits the bytes of an extract into lines and watches over its encoding: bytes that Windows-1252 does not have, and
 * text that is plainly UTF-8 (at least one line is not ASCII, and each such line is valid multi-byte UTF-8).
 */
export class LineSplitter {
  private readonly utf8 = new TextDecoder("utf-8", { fatal: true });
  private rest: Buffer = Buffer.alloc(0);
  private number = 0;
  private linesBeyondAscii = 0;
  private everyOneIsUtf8 = true;

  /** The lines that this chunk completes. @throws {FileFault} on a byte that is not Windows-1252, or an endless line */
  push(chunk: Buffer): ExtractLine[] {
    const bytes = this.rest.length === 0 ? chunk : Buffer.concat([this.rest, chunk]);
    const lines: ExtractLine[] = [];
    let start = 0;
    for (let end = bytes.indexOf(LF); end !== -1; end = bytes.indexOf(LF, start)) {
      lines.push(this.line(bytes, start, end));
      start = end + 1;
    }
    this.rest = bytes.subarray(start);
    if (this.rest.length > LONGEST_LINE) throw new FileFault(`line ${this.number + 1} is longer than ${LONGEST_LINE} bytes`);
    return lines;
  }

  /** What stands after the last line end. @throws {FileFault} when the text is plainly UTF-8 */
  finish(): ExtractLine[] {
    const last = this.rest.length === 0 ? [] : [this.line(this.rest, 0, this.rest.length)];
    if (this.linesBeyondAscii > 0 && this.everyOneIsUtf8) {
      throw new FileFault("the text is UTF-8, not Windows-1252: send the file again in Windows-1252");
    }
    return last;
  }

  private line(bytes: Buffer, start: number, lineEnd: number): ExtractLine {
    this.number += 1;
    const end = lineEnd > start && bytes[lineEnd - 1] === CR ? lineEnd - 1 : lineEnd;
    let sum = 0;
    let high = false;
    for (let at = start; at < end; at += 1) {
      const byte = bytes[at]!;
      if (byte === CR) continue;
      sum += byte;
      if (byte > 127) {
        high = true;
        if (UNDEFINED_BYTES.has(byte)) {
          throw new FileFault(`line ${this.number} holds the byte 0x${byte.toString(16).toUpperCase()}, which is not Windows-1252`);
        }
      }
    }
    if (!high) return { number: this.number, text: bytes.toString("latin1", start, end), sum };
    const slice = bytes.subarray(start, end);
    this.linesBeyondAscii += 1;
    if (this.everyOneIsUtf8) this.everyOneIsUtf8 = this.isUtf8(slice);
    return { number: this.number, text: decodeWindows1252(slice), sum };
  }

  private isUtf8(slice: Buffer): boolean {
    try {
      this.utf8.decode(slice);
      return true;
    } catch (error) {
      if (error instanceof TypeError) return false;
      throw error;
    }
  }
}

/** Splits a line at `;`, with `"` around fields that hold `;` or `"`. Null when the quotes do not fit. */
export function splitFields(line: string): string[] | null {
  if (!line.includes('"')) return line.split(";");
  const fields: string[] = [];
  let at = 0;
  for (;;) {
    if (line[at] === '"') {
      let field = "";
      at += 1;
      for (;;) {
        const quote = line.indexOf('"', at);
        if (quote === -1) return null;
        field += line.slice(at, quote);
        at = quote + 1;
        if (line[at] !== '"') break;
        field += '"';
        at += 1;
      }
      fields.push(field);
      if (at === line.length) return fields;
      if (line[at] !== ";") return null;
      at += 1;
    } else {
      const end = line.indexOf(";", at);
      const field = end === -1 ? line.slice(at) : line.slice(at, end);
      if (field.includes('"')) return null;
      fields.push(field);
      if (end === -1) return fields;
      at = end + 1;
    }
  }
}

/** Reads `H;SOSYS;<FILE>;<DISTRICT>;<YYYYMMDD>;<FULL|DELTA>;<version>` and holds it against the file's name. */
export function readHeader(line: string, type: string, identity: FileIdentity): FileMode {
  const [mark, system, file, district, date, mode, version, ...more] = splitFields(line) ?? [];
  if (mark !== "H" || system !== "SOSYS" || version === undefined || more.length > 0) {
    throw new FileFault("line 1 is not a header of the form H;SOSYS;FILE;DISTRICT;YYYYMMDD;FULL|DELTA;VERSION");
  }
  const named = identity.date.replaceAll("-", "");
  if (file !== type) throw new FileFault(`the header says file ${file}, the name says ${type}`);
  if (district !== identity.owner) throw new FileFault(`the header says district ${district}, the name says ${identity.owner}`);
  if (date !== named) throw new FileFault(`the header says date ${date}, the name says ${named}`);
  if (mode !== "FULL" && mode !== "DELTA") throw new FileFault(`the header says ${mode} where FULL or DELTA belongs`);
  if (version !== SUPPORTED_VERSION) throw new FileFault(`version ${version} is not supported, only ${SUPPORTED_VERSION}`);
  return mode;
}

/** Reads line 2 and checks that every column of the contract is there, once. */
export function readColumnNames(line: string, wanted: readonly string[]): Pick<FileTop, "columns" | "note"> {
  const columns = (splitFields(line) ?? []).map((name) => name.trim());
  const missing = wanted.filter((name) => !columns.includes(name));
  if (missing.length > 0) throw new FileFault(`column ${missing.join(", ")} is missing on line 2`);
  const repeated = wanted.filter((name) => columns.indexOf(name) !== columns.lastIndexOf(name));
  if (repeated.length > 0) throw new FileFault(`column ${repeated.join(", ")} stands twice on line 2`);
  if (columns.some((name) => name.includes("\0"))) throw new FileFault("line 2 has a column name with a null character in it: the file is damaged");
  const unknown = columns.filter((name) => !wanted.includes(name));
  return { columns, note: unknown.length > 0 ? `unknown column ignored: ${unknown.join(", ")}` : null };
}

/** Holds the trailer `T;<rows>;<checksum>` against what was read. @throws {FileFault} when it does not agree */
export function checkTrailer(line: ExtractLine | null, rows: number, sum: number): void {
  const match = line && /^T;(\d+);(\d+)$/.exec(line.text);
  if (!match) throw new FileFault("the trailer T;ROWS;CHECKSUM is missing: the file is cut off");
  if (Number(match[1]) !== rows) throw new FileFault(`the trailer counts ${match[1]} rows, the file has ${rows}`);
  const checksum = sum % CHECKSUM_MODULUS;
  if (Number(match[2]) !== checksum) throw new FileFault(`the trailer's checksum is ${match[2]}, the rows add up to ${checksum}`);
}
