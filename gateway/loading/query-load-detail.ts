import type { DataSource } from "typeorm";
import { findLoad, type ListedLoad } from "./query-loads.js";

/** A row in quarantine, as an operator needs it: where and why, never what stands in it. */
export interface DetailedRow {
  readonly id: string;
  readonly line: number;
  readonly column: string | null;
  readonly reason: string;
  readonly retries: number;
}

/** What an operator decided about a load (entities/operator-action.ts). */
export interface NotedAction {
  readonly at: Date;
  readonly by: string;
  readonly action: string;
  /** Of a dismissed row. */
  readonly line: number | null;
  readonly column: string | null;
  readonly reason: string | null;
}

/** A load with its rows in quarantine and what operators decided about it. */
export interface LoadDetail {
  readonly load: ListedLoad;
  /** In the order of the file, the first thousand: `load.quarantined` says how many there are. */
  readonly rejectedRows: readonly DetailedRow[];
  readonly actions: readonly NotedAction[];
}

const MOST_ROWS = 1000;

/** All that is told of one load; null when there is none of this number. */
export async function loadDetail(dataSource: DataSource, id: number): Promise<LoadDetail | null> {
  const load = await findLoad(dataSource, id);
  if (load === null) return null;
  const rejectedRows = await dataSource.query<DetailedRow[]>(
    `SELECT id::text AS id, line, fault_column AS column, reason, retries FROM rejected_row
     WHERE load_id = $1 ORDER BY line, rejected_row.id LIMIT ${MOST_ROWS}`,
    [id],
  );
  const actions = await dataSource.query<NotedAction[]>(
    `SELECT at, "by", action, line, fault_column AS column, reason FROM operator_action WHERE load_id = $1 ORDER BY id`,
    [id],
  );
  return { load, rejectedRows, actions };
}
