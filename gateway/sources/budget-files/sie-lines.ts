import { FileFault } from "../file-fault.js";
import { decodeCodePage437 } from "../formats/code-page-437.js";

/** A line of a SIE file: `#LABEL` and its fields, or a brace alone. */
export interface SieLine {
  readonly number: number;
  /** One character for each byte: syntax is ASCII, and what letters the others are is known at the end of the file alone. */
  readonly bytes: string;
  /** In upper case, without `#`; `{` or `}` for a brace. */
  readonly label: string;
}

/** A line of SIE is some hundred characters. */
const LONGEST_LINE = 64 * 1024;
/** DOS programs end a text with it. */
const CONTROL_Z = "\u001a";
const BYTE_ORDER_MARK = "\u00ef\u00bb\u00bf";

/**
 * Splits the bytes of a SIE file into lines, whatever ends them, and finds out how its letters are written: a file that
 * says PC8 and is valid UTF-8 with multi-byte letters is read as UTF-8 (contract 3). Holds one chunk at a time.
 */
export class SieLines {
  private readonly utf8 = new TextDecoder("utf-8", { fatal: true });
  private isUtf8 = true;
  private hasLetters = false;
  private number = 0;

  constructor(private readonly chunks: AsyncIterable<Buffer>) {}

  /** @throws {FileFault} when something stands in the file that is no SIE */
  async *read(): AsyncIterable<SieLine> {
    let rest = "";
    let first = true;
    let before: SieLine | null = null;
    for await (const text of this.texts()) {
      const lines = (rest + text).split(/\r\n|\n|\r(?!$)/);
      rest = lines.pop() ?? "";
      if (rest.length > LONGEST_LINE) throw new FileFault(`line ${this.number + 1} is longer than any of a SIE file`);
      for (const line of lines) {
        const read = this.lineOf(first ? line.replace(BYTE_ORDER_MARK, "") : line, before);
        first = false;
        if (!read) continue;
        yield read;
        before = read;
      }
    }
  }

  /** The text of bytes that were given one character each. To be asked when all lines are read. */
  decode(bytes: string): string {
    return this.isUtf8 && this.hasLetters ? Buffer.from(bytes, "latin1").toString("utf8") : decodeCodePage437(bytes);
  }

  /** The file's chunks, one character for each byte, and an end of line at the end. */
  private async *texts(): AsyncIterable<string> {
    for await (const chunk of this.chunks) {
      this.watch(chunk);
      yield chunk.toString("latin1");
    }
    this.watch(null);
    yield "\n";
  }

  private watch(chunk: Buffer | null): void {
    if (!this.isUtf8) return;
    try {
      const text = chunk ? this.utf8.decode(chunk, { stream: true }) : this.utf8.decode();
      this.hasLetters ||= chunk !== null && text.length < chunk.length;
    } catch (error) {
      if (!(error instanceof TypeError)) throw error;
      this.isUtf8 = false;
    }
  }

  private lineOf(text: string, before: SieLine | null): SieLine | null {
    this.number += 1;
    const bytes = text.replaceAll(CONTROL_Z, " ").replace(/^[ \t]+|[ \t]+$/g, "");
    if (bytes === "") return null;
    const label = bytes.includes("\0") ? null : /^(?:#([A-Za-z0-9_]+)|([{}])$)/.exec(bytes);
    if (label) return { number: this.number, bytes, label: label[1]?.toUpperCase() ?? label[2]! };
    if (before && hasOpenText(before) && !bytes.startsWith("#")) return null;
    throw new FileFault(`line ${this.number} is no line of a SIE file`);
  }
}

/** Whether a text that began in the line was not ended: it then goes on in the next one. */
function hasOpenText({ bytes }: SieLine): boolean {
  return (bytes.match(/(?<!\\)"/g)?.length ?? 0) % 2 === 1;
}

/** A field of a line: its text, or the fields in a list of objects. */
export type SieField = string | readonly string[];

/**
 * The first fields of a line after its label. Fields are set apart by blanks and tabs; quotes hold blanks, `\"` in them is a
 * quote; braces hold a list. No more are read than asked for: what follows is often a text with quotes that do not fit.
 */
export function fieldsOf({ bytes }: SieLine, count: number): SieField[] {
  const fields: SieField[] = [];
  const scanner = new Scanner(bytes);
  scanner.next();
  while (fields.length < count) {
    const field = scanner.next();
    if (field === null) break;
    fields.push(field === "{" && !scanner.wasQuoted ? scanner.list() : field);
  }
  return fields;
}

class Scanner {
  private at = 0;
  wasQuoted = false;

  constructor(private readonly text: string) {}

  /** The next field or brace; null at the end. */
  next(): string | null {
    while (this.at < this.text.length && isBlank(this.text[this.at]!)) this.at += 1;
    if (this.at >= this.text.length) return null;
    const first = this.text[this.at]!;
    this.wasQuoted = first === '"';
    if (this.wasQuoted) return this.quoted();
    if (first === "{" || first === "}") {
      this.at += 1;
      return first;
    }
    const start = this.at;
    while (this.at < this.text.length && !isBlank(this.text[this.at]!) && !"{}".includes(this.text[this.at]!)) this.at += 1;
    return this.text.slice(start, this.at);
  }

  /** The fields up to the brace that closes the list. */
  list(): string[] {
    const fields: string[] = [];
    for (;;) {
      const field = this.next();
      if (field === null || (field === "}" && !this.wasQuoted)) return fields;
      fields.push(field);
    }
  }

  private quoted(): string {
    let field = "";
    for (this.at += 1; this.at < this.text.length; this.at += 1) {
      const character = this.text[this.at]!;
      if (character === "\\" && this.text[this.at + 1] === '"') {
        field += '"';
        this.at += 1;
      } else if (character === '"') {
        this.at += 1;
        return field;
      } else {
        field += character;
      }
    }
    return field;
  }
}

function isBlank(character: string): boolean {
  return character === " " || character === "\t";
}
