import { isFault } from "../columns.js";
import { FileFault } from "../file-fault.js";
import { readHours } from "../formats/fields.js";
import { hoursText } from "../formats/sheets.js";
import { labelOf, rawOf, readTable, type ReportTable, type TableRow } from "../formats/table.js";
import type { FileIdentity } from "../source-type.js";

/** The cell that is put into each row: which of the report's rows about its order it is, from 1. No label has a capital. */
export const ORDINAL = "Ordningstal";

const ORDER = labelOf("Best.nr");
const TIMES = ["Beställd tid", "Utförd tid"] as const;
/** What starts the report's last row, the sum of each of the two times. */
const SUM = /^(?:summa|totalt?)(?:[\s:]|$)/i;
/** How far a sum may lie from its rows: 0,1 h. */
const TOLERANCE_SECONDS = 360;
/** Noise of adding up, far under the tolerance. */
const NOISE_SECONDS = 1e-6;

/**
 * Reads a report of ordered and performed time and holds it against its name and its own sums.
 * @returns its rows without the sum, each with its {@link ORDINAL}
 * @throws {FileFault} when it is of another month or provider, or its sums are missing or differ from its rows
 */
export async function readDeliveryReport(
  bytes: Buffer, fileName: string, labels: readonly string[], identity: FileIdentity,
): Promise<ReportTable> {
  const texts = new Map(TIMES.map((name) => [labelOf(name), hoursText]));
  const table = await readTable(bytes, fileName, labels, texts);
  for (const title of table.titles) checkTitle(title, identity);
  const at = table.rows.findIndex(isSum);
  if (at === -1) throw new FileFault("the row Summa at the end is missing: the report is cut off");
  const rows = table.rows.slice(0, at);
  checkNothingBelow(table.rows.slice(at + 1));
  for (const name of TIMES) checkSum(name, table.rows[at]!, rows);
  return { ...table, rows: withOrdinals(rows) };
}

function isSum({ cells }: TableRow): boolean {
  return cells !== null && SUM.test([...cells.values()].find((cell) => cell !== "") ?? "");
}

/** Notes may stand below the sum; a row about an order may not. */
function checkNothingBelow(rows: readonly TableRow[]): void {
  const row = rows.find(({ cells }) => cells === null || [ORDER, ...TIMES.map(labelOf)].some((name) => cells.get(name) !== ""));
  if (row) throw new FileFault(`row ${row.line} stands below Summa: the sum belongs at the end`);
}

/** @throws {FileFault} when the sum of a time is none or lies too far from all rows with two readable times */
function checkSum(name: (typeof TIMES)[number], sum: TableRow, rows: readonly TableRow[]): void {
  const told = secondsOf(sum, name);
  if (told === null) throw new FileFault(`Summa of ${name} on row ${sum.line} can't be read`);
  const readable = rows.filter((row) => TIMES.every((time) => secondsOf(row, time) !== null));
  const added = readable.reduce((total, row) => total + secondsOf(row, name)!, 0);
  const difference = Math.abs(added - told);
  if (difference <= TOLERANCE_SECONDS + NOISE_SECONDS) return;
  throw new FileFault(`Summa of ${name} differs from its rows by ${(difference / 3600).toFixed(2).replace(".", ",")} h`);
}

function secondsOf({ cells }: TableRow, name: string): number | null {
  const text = cells?.get(labelOf(name)) ?? "";
  const read = text === "" ? null : readHours(text);
  return read === null || isFault(read) ? null : Number(read);
}

function withOrdinals(rows: readonly TableRow[]): TableRow[] {
  const seen = new Map<string, number>();
  return rows.map((row) => {
    const order = row.cells?.get(ORDER) ?? "";
    if (row.cells === null || order === "") return row;
    const ordinal = (seen.get(order) ?? 0) + 1;
    seen.set(order, ordinal);
    const cells = new Map([...row.cells, [ORDINAL, String(ordinal)]]);
    return { ...row, cells, raw: rawOf(cells) };
  });
}

const MONTHS = ["januari", "februari", "mars", "april", "maj", "juni", "juli", "augusti", "september", "oktober", "november", "december"];

/** A title that plainly names another month or provider than the file's name: which of the two is true is not known. */
function checkTitle(cells: readonly string[], { owner, period }: FileIdentity): void {
  const title = labelOf(cells.join(" "));
  const month = /^(?:månad|period)\b/.test(title) ? monthIn(title) : null;
  if (month !== null && month !== period) throw new FileFault(`the title says month ${month}, the name says ${period}`);
  const provider = /^utförare\b.*\(([^\s()]+)\)$/.exec(title)?.[1] ?? null;
  if (provider === null || provider === labelOf(owner) || shapeOf(provider) !== shapeOf(labelOf(owner))) return;
  throw new FileFault(`the title names another provider than ${owner}, whom the file's name names`);
}

/** What stands in parentheses is a provider's code when it looks like one: letters and figures in the same places. */
function shapeOf(code: string): string {
  return code.replace(/\p{L}/gu, "a").replace(/\d/g, "0");
}

/** The month in a title: `2022-10`, `202210`, `oktober 2022`, or a day of it. Null when it names none, or several. */
function monthIn(title: string): string | null {
  const figures = [...title.matchAll(/\b(\d{4})-?(0[1-9]|1[0-2])(?:-\d{2})?\b/g)].map(([, year, month]) => `${year}-${month}`);
  // From the beginning of each word alone: a title of one endless word would be looked through from each of its letters.
  const words = [...title.matchAll(/(?<!\p{L})(\p{L}+)\s+(\d{4})\b/gu)]
    .filter(([, word]) => MONTHS.includes(word!))
    .map(([, word, year]) => `${year}-${String(MONTHS.indexOf(word!) + 1).padStart(2, "0")}`);
  const named = new Set([...figures, ...words]);
  return named.size === 1 ? [...named][0]! : null;
}
