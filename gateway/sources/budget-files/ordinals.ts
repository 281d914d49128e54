import type { TableRow } from "../formats/table.js";

/** A table's row with its number among those of the same kind. */
export interface NumberedRow {
  readonly line: number;
  readonly raw: string;
  readonly cells: ReadonlyMap<string, string>;
}

/** Where the number stands beside the cells, so that a row that waits still has it when it is read again. */
export const ORDINAL = "#";

/** Numbers the rows that `kindOf` says the same of, from 1. */
export function numbered(rows: readonly TableRow[], kindOf: (cells: ReadonlyMap<string, string>) => readonly string[]): NumberedRow[] {
  const counts = new Map<string, number>();
  return rows.flatMap(({ line, cells }) => {
    if (cells === null) return [];
    const kind = JSON.stringify(kindOf(cells));
    const ordinal = (counts.get(kind) ?? 0) + 1;
    counts.set(kind, ordinal);
    const withOrdinal = new Map([...cells, [ORDINAL, String(ordinal)]]);
    return [{ line, cells: withOrdinal, raw: JSON.stringify(Object.fromEntries(withOrdinal)) }];
  });
}
