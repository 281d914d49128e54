import type { DataSource } from "typeorm";
import { requireRole } from "../access/operations.js";
import type { Viewer } from "../access/viewer.js";
import { type Page, type PageRequest, pageOf, pageSize, placeAfter } from "../database/keyset.js";
import { SqlParameters } from "../database/sql-parameters.js";

/** A file that was delivered and what became of it (contract 4, `Load`). */
export interface ListedLoad {
  readonly id: string;
  readonly file: string;
  readonly type: string;
  readonly district: string | null;
  readonly status: string;
  readonly startedAt: Date;
  readonly finishedAt: Date | null;
  readonly rows: number;
  readonly added: number;
  readonly changed: number;
  readonly withdrawn: number;
  readonly quarantined: number;
  readonly reason: string | null;
  /** By which way it came, `COMMAND`, `INBOX`, `UPLOAD` or `HELD`; null for loads of before that was noted. */
  readonly way: string | null;
  readonly sentBy: string | null;
  /** Whether it is held, and its bytes are kept. */
  readonly acceptable: boolean;
}

/** SQL: the columns of {@link ListedLoad} but its id. */
const COLUMNS = `load.file, coalesce(load.type, '') AS type, load.district, load.status,
             load.started_at AS "startedAt", load.finished_at AS "finishedAt", load.rows, load.added, load.changed,
             load.withdrawn, load.quarantined, load.reason, load.way, load.sent_by AS "sentBy",
             load.status = 'HELD' AND EXISTS (SELECT FROM held_chunk WHERE held_chunk.load_id = load.id) AS acceptable`;

/**
 * A page of the loads, the newest first. One statement.
 * @throws RequestError FORBIDDEN for other roles than operators, controllers and managers; BAD_USER_INPUT
 */
export async function loadList(dataSource: DataSource, viewer: Viewer, request: PageRequest): Promise<Page<ListedLoad>> {
  requireRole(viewer, "loads");
  const size = pageSize(request.first);
  const after = placeAfter("loads", request.after);
  const parameters = new SqlParameters();
  const condition = after === null ? "" : `WHERE load.id < ${parameters.add(-after[0], "int")}`;
  const statement = `
    SELECT counted.total, page.* FROM (SELECT count(*)::int AS total FROM load) AS counted
    LEFT JOIN LATERAL (
      SELECT load.id, ${COLUMNS}
      FROM load ${condition} ORDER BY load.id DESC LIMIT ${parameters.add(size + 1, "int")}
    ) AS page ON TRUE ORDER BY page.id DESC`;
  const rows = await dataSource.query<LoadRow[]>(statement, parameters.values);
  const loads = rows.flatMap(({ total: _, id, ...load }) =>
    id === null ? [] : [{ place: [-id, ""] as const, load: { id: String(id), ...load } }],
  );
  return pageOf("loads", loads, size, rows[0]?.total ?? 0, ({ load }) => load);
}

/** Without a page the one row has the number alone. */
type LoadRow = Omit<ListedLoad, "id"> & { readonly id: number | null; readonly total: number };

/** One load; null when there is none of this number. One statement. */
export async function findLoad(dataSource: DataSource, id: number): Promise<ListedLoad | null> {
  const [load] = await dataSource.query<ListedLoad[]>(`SELECT load.id::text AS id, ${COLUMNS} FROM load WHERE load.id = $1`, [id]);
  return load ?? null;
}
