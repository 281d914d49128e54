import { type CellRow, cellRow } from "../formats/sheet-table.js";
import { cellsOf } from "../formats/table.js";
import { LONGEST_TEXT } from "../source-type.js";

/**
 * The row with more beside its cells: what its sheet or the rows around it say, which has to be known still when the row is
 * read again.
 */
export function withMore({ line, cells }: CellRow, more: Readonly<Record<string, string>>): CellRow {
  return cellRow(line, new Map([...cells, ...Object.entries(more)]));
}

/** A row as it was kept. */
export function keptRow(raw: string, line: number): CellRow {
  return { line, raw, cells: cellsOf(raw) ?? new Map<string, string>() };
}

/** Where a row's number among those about the same stands. No column has this name. */
const ORDINAL = "#";

/** Numbers the rows that `kindOf` says the same of, from 1. */
export function numbered(rows: readonly CellRow[], kindOf: (cells: ReadonlyMap<string, string>) => readonly string[]): CellRow[] {
  const counts = new Map<string, number>();
  return rows.map((row) => {
    const kind = JSON.stringify(kindOf(row.cells));
    const ordinal = (counts.get(kind) ?? 0) + 1;
    counts.set(kind, ordinal);
    return withMore(row, { [ORDINAL]: String(ordinal) });
  });
}

/** The number that {@link numbered} gave a row. */
export function ordinalOf({ cells }: CellRow): string | null {
  return cells.get(ORDINAL) ?? null;
}

/** A code that is not known, as part of a key all the same: it can be told from others. Null when it is too long for one. */
export function asKey(code: string | undefined): string | null {
  return code !== undefined && code !== "" && code.length <= LONGEST_TEXT ? code : null;
}
