import type { DataSource } from "typeorm";
import type { FileReport } from "./report.js";

/** A row of a file that waits in quarantine, without its content. */
export interface ReceiptRow {
  /** Line in the file, row in the sheet or position in the array, from 1. */
  readonly line: number;
  /** As the file names it; null when the row as a whole is at fault. */
  readonly column: string | null;
  /** A reason of contract 1. */
  readonly reason: string;
}

/** What whoever delivered a file is told: what became of it, and which rows are to be mended. */
export interface Receipt extends FileReport {
  /** The number of the load, to ask an operator by; null when no source knows the name. */
  readonly load: number | null;
  /** The first of them, in the order of the file; `quarantined` says how many there are. */
  readonly quarantinedRows: readonly ReceiptRow[];
}

const MOST_ROWS = 1000;

/**
 * The receipt of a file. It goes to whoever delivered, so it does not tell an order of another provider's from one that
 * does not exist (contract 2): NOT_YOUR_ORDER is called UNKNOWN_REFERENCE.
 */
export async function receiptOf(dataSource: DataSource, load: number | null, report: FileReport): Promise<Receipt> {
  if (load === null || report.quarantined === 0) return { ...report, load, quarantinedRows: [] };
  const quarantinedRows = await dataSource.query<ReceiptRow[]>(
    `SELECT line, fault_column AS column, CASE reason WHEN 'NOT_YOUR_ORDER' THEN 'UNKNOWN_REFERENCE' ELSE reason END AS reason
     FROM rejected_row WHERE load_id = $1 ORDER BY line, id LIMIT ${MOST_ROWS}`,
    [load],
  );
  return { ...report, load, quarantinedRows };
}
