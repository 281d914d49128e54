import { FileFault } from "../file-fault.js";

/*
 * What the XML of a workbook's parts must be before a library reads it. It is cut into tags here as that library cuts it: what is
 * a tag, a name or a value there is one here, however it is quoted or called.
 */

/** Rows times columns of a sheet: a single cell far out makes a grid of all that lie before it. */
const MOST_CELLS = 5_000_000;
/** A cell holds 32 767 characters at most. What does not end, the library tries to read in ever smaller pieces, for ever. */
const LONGEST_TEXT = 1024 * 1024;
/** A list of ranges can be long; nothing else is. */
const LONGEST_TAG = 256 * 1024;
/** With the format of a number: programs allow 255 characters and 250 of them, and the library looks through one anew from each bracket in it. */
const LONGEST_FORMAT_TAG = 2 * 1024;
const MOST_FORMATS = 1_000;

/** What a part says. */
export interface PartFacts {
  /** Rows times columns; 0 for a part that is no sheet. */
  readonly cells: number;
  /** How many sheets the workbook's list has, or ways to parts. */
  readonly listed: number;
  /** The attribute that says that days are counted from 1904: `1` or `true`, or null. */
  readonly date1904: string | null;
}

/** @param text of the part, in Latin-1: no sign of XML is another in UTF-8 @throws {FileFault} when it is not to be read */
export function readPart(text: string): PartFacts {
  // Entities can make a file of any size out of a few lines, or read what lies beside it: workbooks have none.
  if (/<!(?:DOCTYPE|ENTITY)/i.test(text)) throw new FileFault("the workbook holds XML with a DTD or entities, which is not read");
  if (/^[\u00fe\u00ff\0]./s.test(text)) throw new FileFault("the workbook holds XML that is not UTF-8");
  const grid = text.includes("sheetData") ? new Grid() : null;
  let listed = 0;
  let formats = 0;
  let date1904: string | null = null;
  for (const tag of startTags(text)) {
    switch (localName(tag)) {
      case "c":
        grid?.add(tag);
        break;
      case "row":
        grid?.addRow(tag);
        break;
      case "sheet":
      case "Relationship":
        listed += 1;
        break;
      case "workbookPr":
        date1904 ??= DATE_1904.exec(tag)?.[1] ?? null;
        break;
      case "numFmt":
        formats += 1;
        if (formats > MOST_FORMATS || tag.length > LONGEST_FORMAT_TAG) throw endless();
        break;
    }
  }
  return { cells: grid?.cells() ?? 0, listed, date1904 };
}

const DATE_1904 = /\bdate1904\s*=\s*["'](1|true)["']/;

/** How far out a sheet's cells lie. */
class Grid {
  private rows = 0;
  private columns = 0;
  private written = 0;

  addRow(tag: string): void {
    this.written += 1;
    this.add(tag);
  }

  /** Whatever could be read as the tag's place counts. */
  add(tag: string): void {
    for (const [, quoted, singly] of tag.matchAll(PLACE)) {
      // A reader takes "A1e9" and "9e9" for numbers, too, and makes as many rows.
      const [, letters, row] = /^([A-Z]{0,3})(\d{1,7})$/.exec(quoted ?? singly ?? "") ?? [];
      if (letters === undefined) throw new FileFault("a sheet has a cell whose place can't be read");
      this.rows = Math.max(this.rows, Number(row));
      this.columns = Math.max(this.columns, columnNumber(letters));
    }
  }

  /** @throws {FileFault} when they are too many */
  cells(): number {
    const rows = Math.max(this.rows, this.written);
    const cells = rows * Math.max(this.columns, 1);
    if (cells > MOST_CELLS) throw new FileFault(`a sheet has ${rows} rows of ${this.columns} columns: delete what stands far outside the table`);
    return cells;
  }
}

/** An attribute `r`, of whatever namespace: the library takes all of them for one. */
const PLACE = /[\s:]r\s*=\s*(?:"([^"]*)"|'([^']*)')/g;

function columnNumber(letters: string): number {
  return [...letters].reduce((number, letter) => number * 26 + letter.charCodeAt(0) - 64, 0);
}

/** The tags that begin an element, each from its "<" to its ">". */
function* startTags(text: string): Generator<string> {
  for (let at = 0; ; ) {
    const start = text.indexOf("<", at);
    if ((start === -1 ? text.length : start) - at > LONGEST_TEXT) throw endless();
    if (start === -1) return;
    const passed = passedAt(text, start);
    const end = passed === null ? tagEnd(text, start) : endBy(passed, text, start);
    if (end - start > (passed === null ? LONGEST_TAG : LONGEST_TEXT)) throw endless();
    if (passed === null && text[start + 1] !== "/") yield text.slice(start, end);
    at = end;
  }
}

/** What ends something that is no element; null for an element. */
function passedAt(text: string, start: number): string | null {
  const sign = text[start + 1];
  if (sign === "?") return "?>";
  if (sign !== "!") return null;
  return text.startsWith("<!--", start) ? "-->" : text.startsWith("<![CDATA[", start) ? "]]>" : null;
}

function endBy(mark: string, text: string, start: number): number {
  const at = text.indexOf(mark, start);
  if (at === -1) throw endless();
  return at + mark.length;
}

/** After the ">" that does not stand within quotes. */
function tagEnd(text: string, start: number): number {
  QUOTE_OR_END.lastIndex = start;
  for (let found = QUOTE_OR_END.exec(text); found !== null; found = QUOTE_OR_END.exec(text)) {
    if (found[0] === ">") return QUOTE_OR_END.lastIndex;
    QUOTE_OR_END.lastIndex = endBy(found[0], text, QUOTE_OR_END.lastIndex);
  }
  throw endless();
}

const QUOTE_OR_END = /["'>]/g;

/** Of an element, whatever its prefix. */
function localName(tag: string): string {
  const name = /^<([^\s>]*?)\/?[\s>]/.exec(tag)?.[1] ?? "";
  return name.slice(name.indexOf(":") + 1);
}

function endless(): FileFault {
  return new FileFault("the workbook holds XML that does not end, or is longer than any spreadsheet program writes");
}
