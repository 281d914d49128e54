import type { DataSource } from "typeorm";
import type { LoaderSession } from "../database/session.js";

/** Which rows in quarantine have had their time although nobody's end takes them along. */
export interface UnclaimedRowsOptions {
  /** `YYYY-MM-DD`. */
  readonly today: string;
  /** For how many days a row is kept that leads to nobody who was ever loaded. */
  readonly quarantineDays: number;
  /** Persons who stay by exception, by file number: their rows stay with them. */
  readonly exceptions: ReadonlyMap<string, string>;
}

/** SQL: rows `r` in quarantine, of loads `l`, that were delivered long ago and lead to no client of any version, nor to an exception. */
const UNCLAIMED = `
  FROM rejected_row r JOIN load l ON l.id = r.load_id
  WHERE (l.started_at AT TIME ZONE 'Europe/Stockholm')::date + $2::int <= $1::date
    AND coalesce(r.names_client <> ALL ($3::text[]), TRUE)
    AND NOT EXISTS (SELECT FROM client c WHERE c.file_number = r.names_client)
    AND NOT EXISTS (SELECT FROM rejected_row_case k WHERE k.rejected_row_id = r.id
                      AND (k.file_number = ANY ($3::text[]) OR EXISTS (SELECT FROM client c WHERE c.file_number = k.file_number)))`;

const parametersOf = ({ today, quarantineDays, exceptions }: UnclaimedRowsOptions): unknown[] => [today, quarantineDays, [...exceptions.keys()]];

/** How many rows would go. */
export async function countUnclaimedRows(dataSource: DataSource, options: UnclaimedRowsOptions): Promise<number> {
  const rows = await dataSource.query<{ count: number }[]>(`SELECT count(*)::int AS count ${UNCLAIMED}`, parametersOf(options));
  return rows[0]!.count;
}

/** The rows that are to go. */
export async function unclaimedRows(session: LoaderSession, options: UnclaimedRowsOptions): Promise<{ id: string; loadId: number }[]> {
  const { rows } = await session.query<{ id: string; loadId: number }>(`SELECT r.id, r.load_id AS "loadId" ${UNCLAIMED}`, parametersOf(options));
  return rows;
}
