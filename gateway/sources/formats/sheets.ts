import readXlsxFile, { type CellValue } from "read-excel-file/universal";
import { FileFault } from "../file-fault.js";
import { LONGEST_TEXT } from "../source-type.js";
import { checkWorkbook, requireFewCells } from "./workbook.js";

/**
 * A number that the sheet shows as a day or as hours. Which of the two is meant is for its column to say: Excel counts
 * both in days, and 12:30 hours are the afternoon of the day before its first.
 */
export interface Days {
  /** As a day, `YYYY-MM-DD`; signs, as spreadsheet programs show them, where no calendar has it. */
  readonly date: string;
  /** As a length of time, to the second, which is finer than any sheet shows it. */
  readonly seconds: number;
}

export type SheetCell = string | number | boolean | Days | null;

/** A sheet of a workbook: all its rows from the first on, empty ones too. */
export interface Sheet {
  readonly name: string;
  readonly rows: readonly (readonly SheetCell[])[];
}

const DAY_SECONDS = 86_400;
/** Day 0 of a workbook, in Unix time. Excel's days before March 1900 are one off as dates and right as lengths of time. */
const DAY_ZERO_MS = Date.UTC(1899, 11, 30);
/** Days between the two first days that workbooks count from. */
const DAYS_TO_1904 = 1462;
/** From this day on a number is a day, and no length of time: a hundred years of help in one cell. */
const FIRST_DATE = 36_526;
/** As many figures as Excel keeps of a number; what a computer has beyond is noise. */
const FIGURES = 15;
/** What is left of a difference of equal hours that a sheet computed. */
const COMPUTED_NOTHING = 1e-9;

/** Characters of all cells together: a text stands once in the file, and any number of cells can be it. */
const MOST_TEXT = 100_000_000;

/** The sheets of a workbook. @throws {FileFault} when it is none that can be read */
export async function readSheets(bytes: Buffer): Promise<Sheet[]> {
  const sheets = await sheetsOf(bytes);
  if (sheets.some(({ name }) => name.length > LONGEST_TEXT || name.includes("\0"))) {
    throw new FileFault("a sheet has a name that no spreadsheet program gives");
  }
  return sheets;
}

async function sheetsOf(bytes: Buffer): Promise<Sheet[]> {
  const { date1904 } = checkWorkbook(bytes);
  try {
    // From the archive's directory, as it was checked: the library's reader for streams believes other places.
    const sheets = await readXlsxFile(new Blob([bytes as Uint8Array<ArrayBuffer>]));
    // A sheet stands once in the file, and can be in the workbook's list any number of times.
    requireFewCells(sheets.reduce((sum, { data }) => sum + data.length * (data[0]?.length ?? 0), 0));
    requireShortText(sheets.map(({ data }) => data));
    const firstDay: FirstDay = date1904 === null ? "1900" : date1904 === "1" ? "1904" : "1904, unseen";
    return sheets.map(({ sheet, data }) => ({ name: sheet, rows: data.map((row) => row.map((cell) => sheetCell(cell, firstDay))) }));
  } catch (error) {
    if (error instanceof FileFault) throw error;
    // The library's own messages can quote the content.
    throw new FileFault("not a workbook that can be read (.xlsx)");
  }
}

/** @throws {FileFault} when the cells have too much text together */
function requireShortText(sheets: readonly (readonly (readonly (CellValue | null)[])[])[]): void {
  let length = 0;
  for (const rows of sheets) {
    for (const row of rows) for (const cell of row) if (typeof cell === "string") length += cell.length;
  }
  if (length > MOST_TEXT) throw new FileFault(`the workbook's cells have more than ${MOST_TEXT} characters together`);
}

/** A cell as text: numbers as they stand in code, days as `YYYY-MM-DD`. */
export function cellText(cell: SheetCell): string {
  if (cell === null) return "";
  if (typeof cell === "object") return cell.date;
  return typeof cell === "number" ? String(Number(cell.toPrecision(FIGURES))) : String(cell).trim();
}

/** A cell of a column of hours as text, as people write them: numbers with a comma, lengths of time as `h:mm`. */
export function hoursText(cell: SheetCell): string {
  if (typeof cell === "number") return Math.abs(cell) < COMPUTED_NOTHING ? "0" : cellText(cell).replace(".", ",");
  if (cell === null || typeof cell !== "object" || cell.seconds >= FIRST_DATE * DAY_SECONDS) return cellText(cell);
  const { seconds } = cell;
  const [hours, minutes, rest] = [Math.floor(Math.abs(seconds) / 3600), Math.floor(Math.abs(seconds) / 60) % 60, Math.abs(seconds) % 60];
  const twoFigures = (part: number): string => String(part).padStart(2, "0");
  return `${seconds < 0 ? "-" : ""}${hours}:${twoFigures(minutes)}${rest === 0 ? "" : `:${twoFigures(rest)}`}`;
}

/** Which day a workbook counts from. The library knows the attribute as "1" alone; spreadsheet programs write "true" as well. */
type FirstDay = "1900" | "1904" | "1904, unseen";

function sheetCell(cell: CellValue | null, firstDay: FirstDay): SheetCell {
  if (!(cell instanceof Date)) return cell as SheetCell;
  const days = (cell.getTime() - DAY_ZERO_MS) / (DAY_SECONDS * 1000);
  const date = new Date(cell.getTime() + (firstDay === "1904, unseen" ? DAYS_TO_1904 * DAY_SECONDS * 1000 : 0));
  if (Number.isNaN(date.getTime())) return { date: "####", seconds: Number.MAX_SAFE_INTEGER };
  return {
    date: date.toISOString().slice(0, 10),
    seconds: Math.round((days - (firstDay === "1904" ? DAYS_TO_1904 : 0)) * DAY_SECONDS),
  };
}
