import { ALL_SOURCES } from "../sources/all-sources.js";
import type { SourceType } from "../sources/source-type.js";
import { mergeStage, noteTouchedCases } from "./merge.js";
import { inTransaction, type LoaderSession, openCommit } from "../database/session.js";
import { dropOvertakenRows, hasKey, keyText, markStagedFaults, sameKey, settleRepeatedKeys } from "./stage-checks.js";
import { copyWaitingRows, createStage, type WaitingRow } from "./staging.js";

const BATCH = 2000;

/** Puts the staged rows with a fault into quarantine. @returns how many */
export async function quarantineFaults(session: LoaderSession, source: SourceType): Promise<number> {
  const named = (column: string | undefined): string => (column ? `s.${column}` : "NULL");
  const { rowCount } = await session.query(
    `INSERT INTO rejected_row (load_id, type, district, extract_date, line, fault_column, reason, raw, key_text,
       names_client, names_decision, names_order, names_investigation)
     SELECT s.load_id, $1, s.delivered_by, s.extract_date, s.line, s.fault_column, s.fault, s.raw,
       CASE WHEN ${hasKey(source, "s")} THEN ${keyText(source, "s")} END,
       ${named(source.names.client)}, ${named(source.names.decision)}, ${named(source.names.order)}, ${named(source.names.investigation)}
     FROM stage s WHERE s.fault IS NOT NULL`,
    [source.type],
  );
  return rowCount ?? 0;
}

/** A row leaves quarantine when its key loads, and all of a district's rows when a later FULL of that file loads. */
export async function releaseLoadedRows(
  session: LoaderSession,
  source: SourceType,
  load: { readonly id: number; readonly owner: string; readonly full: boolean },
): Promise<void> {
  await session.query(
    `DELETE FROM rejected_row r USING stage s
     WHERE s.fault IS NULL AND r.type = $1 AND r.key_text = ${keyText(source, "s")}`,
    [source.type],
  );
  if (!load.full) return;
  await session.query("DELETE FROM rejected_row WHERE type = $1 AND district = $2 AND load_id <> $3", [source.type, load.owner, load.id]);
}

/**
 * Tries the rows again that waited for a reference, file type after file type, in one transaction. Never over a newer
 * extract's row: such a row has had its time and leaves.
 */
export async function retryWaitingRows(session: LoaderSession): Promise<void> {
  const { rows } = await session.query<{ type: string }>(
    "SELECT DISTINCT type FROM rejected_row WHERE reason = 'UNKNOWN_REFERENCE'",
  );
  const waiting = new Set(rows.map(({ type }) => type));
  const sources = ALL_SOURCES.filter(({ type }) => waiting.has(type));
  if (sources.length === 0) return;
  await inTransaction(session, async () => {
    const commit = await openCommit(session, "RETRY", null);
    for (const source of sources) await retrySource(session, source, commit);
  });
}

async function retrySource(session: LoaderSession, source: SourceType, commit: number): Promise<void> {
  await createStage(session, source, null);
  await stageWaitingRows(session, source);
  if (source.repeatedKey === "QUARANTINE") await keepNewestOfWaiting(session, source);
  await settleRepeatedKeys(session, source);
  await markStagedFaults(session, source);
  await dropOvertakenRows(session, source, true);
  await mergeStage(session, source, { commit, withdraw: null, markDelivery: true });
  await noteTouchedCases(session, source, commit);
  await session.query(
    `UPDATE rejected_row r SET retries = r.retries + 1, fault_column = s.fault_column, reason = s.fault
     FROM stage s WHERE s.fault IS NOT NULL AND r.id = s.rejected_id`,
  );
  await session.query(
    `UPDATE load l SET added = l.added + loaded.rows
     FROM (SELECT load_id, count(*) AS rows FROM stage WHERE fault IS NULL GROUP BY load_id) loaded WHERE l.id = loaded.load_id`,
  );
  // Loaded now, or overtaken by a newer file's row: either way they have nothing left to wait for.
  await session.query(
    `DELETE FROM rejected_row r WHERE r.type = $1 AND r.reason = 'UNKNOWN_REFERENCE'
       AND NOT EXISTS (SELECT 1 FROM stage s WHERE s.rejected_id = r.id AND s.fault IS NOT NULL)`,
    [source.type],
  );
  await session.query("DROP TABLE stage");
}

/** Of waiting rows with one key the newest file's is tried: the others have been overtaken. */
async function keepNewestOfWaiting(session: LoaderSession, source: SourceType): Promise<void> {
  await session.query(`DELETE FROM stage s USING stage newer
    WHERE ${sameKey(source, "s", "newer")} AND (s.extract_date, s.load_id) < (newer.extract_date, newer.load_id)`);
}

interface KeptRow {
  readonly id: string;
  readonly raw: string;
  readonly line: number;
  readonly load_id: number;
  readonly district: string;
  readonly extract_date: string;
  readonly columns: string[];
}

/** Reads the waiting rows again and stages them, a batch at a time: their number has no bound. */
async function stageWaitingRows(session: LoaderSession, source: SourceType): Promise<void> {
  await session.query(
    `DECLARE waiting NO SCROLL CURSOR FOR
     SELECT r.id, r.raw, r.line, r.load_id, r.district, r.extract_date::text AS extract_date, l.columns
     FROM rejected_row r JOIN load l ON l.id = r.load_id
     WHERE r.type = ${session.escapeLiteral(source.type)} AND r.reason = 'UNKNOWN_REFERENCE' ORDER BY r.id`,
  );
  for (;;) {
    const { rows } = await session.query<KeptRow>(`FETCH ${BATCH} FROM waiting`);
    if (rows.length === 0) break;
    await copyWaitingRows(session, source, rows.map((kept) => readKeptRow(source, kept)));
  }
  await session.query("CLOSE waiting");
  await session.query("ANALYZE stage");
}

function readKeptRow(source: SourceType, kept: KeptRow): WaitingRow {
  const identity = { owner: kept.district, date: kept.extract_date };
  const row = source.readAgain(kept.raw, kept.line, kept.columns, identity);
  return { ...identity, rejectedId: kept.id, loadId: kept.load_id, row };
}

/**
 * Brings the books in order at the end of a call: how many rows of each load are left in quarantine, and which cases
 * they name or lead to (entities/rejected-row-case.ts).
 */
export async function settleQuarantine(session: LoaderSession): Promise<void> {
  await inTransaction(session, async () => {
    await session.query(
      `UPDATE load l SET quarantined = counted.left_over
       FROM (
         SELECT k.id, count(r.id) AS left_over FROM load k LEFT JOIN rejected_row r ON r.load_id = k.id
         WHERE k.quarantined > 0 GROUP BY k.id
       ) counted
       WHERE l.id = counted.id AND l.quarantined <> counted.left_over`,
    );
    await session.query("DELETE FROM rejected_row_case");
    await session.query(
      `INSERT INTO rejected_row_case (rejected_row_id, file_number, from_extract)
       SELECT DISTINCT r.id, traced.file_number, l.source = 'legacy-extract'
       FROM rejected_row r
       JOIN load l ON l.id = r.load_id
       CROSS JOIN LATERAL (
         SELECT r.names_client AS file_number
         UNION ALL SELECT d.file_number FROM decision d WHERE d.number = r.names_decision
         UNION ALL SELECT d.file_number FROM care_order o JOIN decision d ON d.number = o.decision_number WHERE o.number = r.names_order
         UNION ALL SELECT i.file_number FROM investigation i WHERE i.number = r.names_investigation
       ) traced
       WHERE traced.file_number IS NOT NULL`,
    );
  });
}
