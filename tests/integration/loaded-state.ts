import type { DataSource } from "typeorm";

export const FACT_TABLES = [
  "unit", "caseworker_period", "client", "person", "investigation", "decision", "care_order", "plan", "plan_receipt", "follow_up", "provider",
];

/** Versions that a day ended with: what was replaced on its own date tells in which order files came. */
const OF_DAYS = "(f.known_to IS NULL OR f.known_to > f.known_from)";

/**
 * All facts and findings, each fact with the file and line that it came from, without what a rerun gives anew: ids, and
 * the nonces of sealed numbers, which their hashes stand for.
 * @param versions all, or those alone that a day ended with, without when they were delivered last
 */
export async function loadedState(dataSource: DataSource, versions: "ALL" | "OF_DAYS" = "ALL"): Promise<Record<string, string[]>> {
  const told: Record<string, string[]> = {};
  for (const table of FACT_TABLES) {
    const rows: { row: string }[] = await dataSource.query(
      `SELECT (to_jsonb(f) - 'id' - 'opened_in' - 'closed_in' - 'load_id' - 'personal_number_sealed'${versions === "ALL" ? "" : " - 'delivered_on'"} || jsonb_build_object('file', l.file))::text AS row
       FROM ${table} f JOIN load l ON l.id = f.load_id
       WHERE ${versions === "ALL" ? "TRUE" : OF_DAYS} ORDER BY 1`,
    );
    told[table] = rows.map(({ row }) => row);
  }
  const findings: { row: string }[] = await dataSource.query(
    "SELECT (to_jsonb(f) - 'id' - 'evidence')::text AS row FROM finding f ORDER BY 1",
  );
  const rejected: { row: string }[] = await dataSource.query(
    `SELECT concat_ws(' ', l.file, r.line, r.fault_column, r.reason, r.key_text,
       (SELECT string_agg(c.file_number, ',' ORDER BY c.file_number) FROM rejected_row_case c WHERE c.rejected_row_id = r.id)) AS row
     FROM rejected_row r JOIN load l ON l.id = r.load_id ORDER BY 1`,
  );
  return { ...told, finding: findings.map(({ row }) => row), rejected: rejected.map(({ row }) => row) };
}
