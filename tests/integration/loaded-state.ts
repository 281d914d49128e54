import type { DataSource } from "typeorm";

export const FACT_TABLES = [
  "unit", "caseworker_period", "client", "person", "investigation", "decision", "care_order", "plan", "plan_receipt", "follow_up", "provider",
];

/**
 * All facts and findings, each fact with the file and line that it came from, without what a rerun gives anew: ids, and
 * the nonces of sealed numbers, which their hashes stand for.
 */
export async function loadedState(dataSource: DataSource): Promise<Record<string, string[]>> {
  const told: Record<string, string[]> = {};
  for (const table of FACT_TABLES) {
    const rows: { row: string }[] = await dataSource.query(
      `SELECT (to_jsonb(f) - 'id' - 'opened_in' - 'closed_in' - 'load_id' - 'personal_number_sealed' || jsonb_build_object('file', l.file))::text AS row
       FROM ${table} f JOIN load l ON l.id = f.load_id ORDER BY 1`,
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
