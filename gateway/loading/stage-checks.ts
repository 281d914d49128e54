import { ALL_SOURCES } from "../sources/all-sources.js";
import type { SourceType } from "../sources/source-type.js";
import type { LoaderSession } from "../database/session.js";

/** SQL for "these two rows have the same key". */
export function sameKey(source: SourceType, left: string, right: string): string {
  return source.key.map((column) => `${left}.${column} = ${right}.${column}`).join(" AND ");
}

/** SQL for "the key of this row could be read". */
export function hasKey(source: SourceType, row: string): string {
  return source.key.map((column) => `${row}.${column} IS NOT NULL`).join(" AND ");
}

/** SQL for the key of a row as one text, as `rejected_row.key_text` has it; null when it could not be read. */
export function keyText(source: SourceType, row: string): string {
  const parts = source.key.map((column) => `${row}.${column}::text`).join(" || chr(31) || ");
  return `(${parts})`;
}

/** A key twice in one file: all its rows are faulty, or the later line alone counts. */
export async function settleRepeatedKeys(session: LoaderSession, source: SourceType): Promise<void> {
  const key = source.key.join(", ");
  if (source.repeatedKey === "LAST_COUNTS") {
    await session.query(`DELETE FROM stage s USING stage later
      WHERE s.fault IS NULL AND later.fault IS NULL AND ${sameKey(source, "s", "later")}
        AND (s.extract_date, s.load_id, s.line) < (later.extract_date, later.load_id, later.line)`);
    return;
  }
  await session.query(
    `UPDATE stage s SET fault = 'DUPLICATE_KEY', fault_column = $1
     FROM (SELECT ${key} FROM stage r WHERE ${hasKey(source, "r")} GROUP BY ${key} HAVING count(*) > 1) repeated
     WHERE s.fault IS NULL AND ${sameKey(source, "s", "repeated")}`,
    [source.keyColumn],
  );
}

/** Fills in keys that the file tells by other words. */
export async function resolveStagedKeys(session: LoaderSession, source: SourceType): Promise<void> {
  for (const statement of source.resolve ?? []) await session.query(statement);
}

/** The faults that only the database can see: references that lead nowhere, another provider's order. */
export async function markStagedFaults(session: LoaderSession, source: SourceType): Promise<void> {
  for (const { reason, column, condition } of source.stagedFaults) {
    await session.query(`UPDATE stage s SET fault = $1, fault_column = $2 WHERE s.fault IS NULL AND ${condition}`, [reason, column]);
  }
}

/** SQL for "what this row hangs on stands, up to the client": nothing of it is withdrawn. */
function standing(source: SourceType, row: string): string {
  const { parent } = source;
  if (!parent) return "true";
  const above = ALL_SOURCES.find(({ targets }) => targets[0]!.table === parent.table);
  const alias = `${row}_above`;
  return `EXISTS (SELECT 1 FROM ${parent.table} ${alias} WHERE ${alias}.${parent.key} = ${row}.${parent.column}
    AND ${alias}.known_to IS NULL AND ${above ? standing(above, alias) : "true"})`;
}

/** How much a FULL file would withdraw (contract 1, HELD). */
export interface Withdrawal {
  readonly gone: number;
  readonly known: number;
}

/** A row whose key can't be read might be any of the keys: a file with such a one withdraws nothing (contract 1). */
export async function hasUnreadableKey(session: LoaderSession, source: SourceType): Promise<boolean> {
  const { rows } = await session.query<{ unreadable: boolean }>(
    `SELECT EXISTS (SELECT 1 FROM stage s WHERE NOT (${hasKey(source, "s")})) AS unreadable`,
  );
  return rows[0]!.unreadable;
}

/**
 * Counts what a FULL file of this owner would withdraw.
 *
 * @param withoutConsequences leaves out what hangs on something withdrawn already: an operator who accepted that a third
 *   of the clients go has accepted that their decisions go
 */
export async function countWithdrawal(
  session: LoaderSession, source: SourceType, owner: string, withoutConsequences: boolean,
): Promise<Withdrawal> {
  const table = source.targets[0]!.table;
  const ownLoss = withoutConsequences ? `AND ${standing(source, "c")}` : "";
  const { rows } = await session.query<{ gone: string; known: string }>(
    `SELECT
       (SELECT count(*) FROM ${table} c WHERE c.known_to IS NULL AND c.delivered_by = $1) AS known,
       (SELECT count(*) FROM ${table} c WHERE c.known_to IS NULL AND c.delivered_by = $1
          AND NOT EXISTS (SELECT 1 FROM stage s WHERE ${sameKey(source, "s", "c")}) ${ownLoss}) AS gone`,
    [owner],
  );
  const { gone, known } = rows[0]!;
  return { gone: Number(gone), known: Number(known) };
}
