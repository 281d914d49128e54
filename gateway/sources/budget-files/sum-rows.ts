import { differMuch, readAmount, type Scale } from "../formats/amount.js";
import type { Decimal } from "../formats/decimal.js";
import type { CellRow, SheetRow } from "../formats/sheet-table.js";
import { FileFault } from "../file-fault.js";

const SUM = /^(?:del)?summa(?![\p{L}])|^total(?:t|summa)?(?![\p{L}])/iu;

/** Whether a row is the sum of others: it says so first of all, whichever column that stands in, or before its amounts. */
function isSum({ first, cells }: SheetRow, amounts: readonly string[]): boolean {
  const words = [...cells].find(([column, cell]) => cell !== "" && !amounts.includes(column))?.[1] ?? "";
  return [first, words].some((text) => SUM.test(text.normalize("NFC")));
}

/** What has been added up of a column; null when an amount of it could not be read, so that no sum can be held against it. */
type Sums = Map<string, Decimal | null>;

/**
 * Checks the sum rows of a table and gives the others. A sum row is the sum of the rows since the one before it, or of all
 * rows above it. A column with an amount that can't be read is not checked: that row goes to quarantine.
 * @throws {FileFault} when one differs from its parts by more than one unit of the sheet's scale, or can't be read
 */
export function withoutSumRows(rows: readonly SheetRow[], amounts: readonly string[], scale: Scale): SheetRow[] {
  let section: Sums = new Map();
  const all: Sums = new Map();
  return rows.filter((row) => {
    if (isSum(row, amounts)) {
      checkSum(row, amounts, [section, all], scale);
      section = new Map();
      return false;
    }
    for (const column of amounts) for (const sums of [section, all]) add(sums, column, row.cells.get(column) ?? "");
    return true;
  });
}

function add(sums: Sums, column: string, text: string): void {
  const before = sums.get(column);
  if (text === "" || before === null) return;
  const amount = readAmount(text);
  sums.set(column, amount === null ? null : (before ?? 0n) + amount);
}

/** Of the sums that a row can be, the one that it is has to agree in every column. */
function checkSum({ line, cells }: CellRow, amounts: readonly string[], candidates: readonly Sums[], scale: Scale): void {
  const differing = candidates.map((sums) => amounts.find((column) => {
    const text = cells.get(column) ?? "";
    const sum = sums.get(column);
    if (text === "" || sum === null) return false;
    const told = readAmount(text);
    if (told === null) throw new FileFault(`row ${line}: the sum in column ${column} can't be read`);
    return differMuch(told, sum ?? 0n);
  }));
  const [first] = differing;
  if (first !== undefined && differing.every((column) => column !== undefined)) {
    throw new FileFault(`row ${line}: the sum in column ${first} differs from its parts by more than 1 ${scale.word}`);
  }
}
