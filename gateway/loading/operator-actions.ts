import { inTransaction, type LoaderSession } from "../database/session.js";

/** What operators decide (entities/operator-action.ts). */
export type OperatorActionKind = "ACCEPT" | "FORCE" | "RETRY" | "DISMISS";

/** What an operator named is not there, or nothing can be done with it. The message says what to do. */
export class OperatorActionError extends Error {
  constructor(
    readonly code: "NOT_FOUND" | "NOT_HELD",
    message: string,
  ) {
    super(message);
    this.name = "OperatorActionError";
  }
}

/** Writes down that an operator decided something about a load. */
export async function noteAction(
  session: LoaderSession, by: string, action: Exclude<OperatorActionKind, "DISMISS">, loadId: number,
): Promise<void> {
  await session.query(`INSERT INTO operator_action ("by", action, load_id) VALUES ($1, $2, $3)`, [by, action, loadId]);
}

/** @throws OperatorActionError NOT_FOUND when there is no load of this number */
export async function requireLoad(session: LoaderSession, loadId: number): Promise<void> {
  const { rowCount } = await session.query("SELECT FROM load WHERE id = $1", [loadId]);
  if (rowCount === 0) throw new OperatorActionError("NOT_FOUND", "There is no load of this number.");
}

/**
 * Takes a row out of quarantine for good: the operator has seen to it that nothing is missing. What stands of its key
 * stands on, and the case that it led to is no longer incomplete because of it. To be called as the only loader.
 * @returns the load that it came in
 * @throws OperatorActionError NOT_FOUND when the row is not in quarantine, or no longer
 */
export async function dismissRow(session: LoaderSession, rowId: string, by: string): Promise<number> {
  return inTransaction(session, async () => {
    const { rows } = await session.query<{ load_id: number }>(
      `WITH gone AS (DELETE FROM rejected_row WHERE id = $1 RETURNING load_id, line, fault_column, reason)
       INSERT INTO operator_action ("by", action, load_id, line, fault_column, reason)
       SELECT $2, 'DISMISS', load_id, line, fault_column, reason FROM gone RETURNING load_id`,
      [rowId, by],
    );
    const [dismissed] = rows;
    if (!dismissed) throw new OperatorActionError("NOT_FOUND", "There is no such row in quarantine: it may have left by itself.");
    await session.query("DELETE FROM rejected_row_case WHERE rejected_row_id = $1", [rowId]);
    await session.query("UPDATE load SET quarantined = quarantined - 1 WHERE id = $1", [dismissed.load_id]);
    return dismissed.load_id;
  });
}
