import type { DataSource } from "typeorm";
import { type Page, type PageRequest, pageOf, pageSize, type Place, placeAfter } from "../database/keyset.js";
import { SqlParameters } from "../database/sql-parameters.js";
import { RequestError } from "../request-error.js";
import type { AccessEntry } from "./access-log.js";
import type { AnswerDay } from "./answer-day.js";
import { requireRole } from "./operations.js";
import { caseScope, managedUnits } from "./scope.js";
import type { Role, Viewer } from "./viewer.js";

/** Which entries; all that is given must hold. Days are of Stockholm, `YYYY-MM-DD`. */
export interface AccessCriteria {
  readonly subject?: string | null;
  readonly fileNumber?: string | null;
  readonly from?: string | null;
  readonly to?: string | null;
}

/** An entry with the file numbers that the viewer may know of. */
export interface ListedAccess extends Omit<AccessEntry, "roles"> {
  readonly id: string;
  readonly at: Date;
  readonly roles: Role[];
}

export interface AccessListRequest extends PageRequest {
  readonly filter?: AccessCriteria | null;
}

const USUAL_DAYS = 7;

/**
 * A page of the access log, the newest first. A manager sees the reads of cases of the units that they manage, by anyone,
 * and of each only those file numbers: who stands in for a colleague of another unit does that colleague's work, and does
 * not look into who reads there; an operator sees all reads and no file number, so that neither learns of a person whom the
 * role may not know of. One statement.
 * @throws RequestError FORBIDDEN for other roles, and for an operator who asks about one person; BAD_USER_INPUT
 */
export async function accessList(
  dataSource: DataSource, viewer: Viewer, today: AnswerDay, request: AccessListRequest,
): Promise<Page<ListedAccess>> {
  requireRole(viewer, "accessLog");
  const filter = request.filter ?? {};
  if (filter.fileNumber && !viewer.roles.includes("MANAGER")) {
    throw new RequestError("FORBIDDEN", "Whose data was read is not for your role: leave fileNumber out.");
  }
  const size = pageSize(request.first);
  const after = placeAfter("accessLog", request.after);
  const parameters = new SqlParameters();
  const statement = `
    WITH entry AS (SELECT * FROM access_log WHERE ${conditions(filter, parameters).join(" AND ")}),
    seen AS MATERIALIZED (${seenEntries(viewer, today, filter, parameters)}),
    page AS (
      SELECT entry.*, seen.numbers FROM seen JOIN entry ON entry.id = seen.id ${afterCondition(after, parameters)}
      ORDER BY entry.id DESC LIMIT ${parameters.add(size + 1, "int")}
    )
    SELECT (SELECT count(*)::int FROM seen) AS total,
           page.id::text AS id, page.at, page.subject, page.roles, page.remote_address AS "remoteAddress", page.operations,
           page.operation_name AS "operationName", page.purpose, page.numbers AS "fileNumbers"
    FROM (SELECT) AS always LEFT JOIN page ON TRUE ORDER BY page.id DESC`;
  const rows = await dataSource.query<AccessRow[]>(statement, parameters.values);
  const entries = rows.flatMap(({ total: _, id, ...entry }) =>
    id === null ? [] : [{ place: [0, id] as const, entry: { id, ...entry } }],
  );
  return pageOf("accessLog", entries, size, rows[0]?.total ?? 0, ({ entry }) => entry);
}

/** Without an entry the one row has the number alone. */
type AccessRow = Omit<ListedAccess, "id"> & { readonly id: string | null; readonly total: number };

function conditions({ subject, fileNumber, from, to }: AccessCriteria, parameters: SqlParameters): string[] {
  const startOf = (day: string, shift: string): string =>
    `((${parameters.add(day, "date")} ${shift})::timestamp AT TIME ZONE 'Europe/Stockholm')`;
  const given = [from ? `at >= ${startOf(from, "")}` : `at >= now() - interval '${USUAL_DAYS} days'`];
  if (to) given.push(`at < ${startOf(to, "+ 1")}`);
  if (subject) given.push(`subject = ${parameters.add(subject, "text")}`);
  if (fileNumber) given.push(`file_numbers @> ARRAY[${parameters.add(fileNumber, "text")}]`);
  return given;
}

/** The entries that the viewer may see, with the file numbers: none for an operator, who manages no unit. An operator who is a manager too sees both kinds. */
function seenEntries(viewer: Viewer, today: AnswerDay, { fileNumber }: AccessCriteria, parameters: SqlParameters): string {
  const managed = managedUnits(viewer, today, parameters);
  const mine = `
      SELECT named.id, array_agg(named.file_number ORDER BY named.file_number) AS numbers
      FROM (SELECT entry.id, unnest(entry.file_numbers) AS file_number FROM entry) AS named
      JOIN ${caseScope(viewer, today, parameters)} AS known ON known.file_number = named.file_number
      WHERE ${managed("known.unit")}
      GROUP BY named.id ${fileNumber ? `HAVING ${parameters.add(fileNumber, "text")} = ANY(array_agg(named.file_number))` : ""}`;
  if (!viewer.roles.includes("OPERATOR") || fileNumber) return mine;
  return `SELECT entry.id, coalesce(mine.numbers, '{}') AS numbers FROM entry LEFT JOIN (${mine}) AS mine ON mine.id = entry.id`;
}

function afterCondition(after: Place | null, parameters: SqlParameters): string {
  if (after === null) return "";
  const [, id] = after;
  if (!/^\d{1,18}$/.test(id)) throw new RequestError("BAD_USER_INPUT", "after is not a cursor of this list.");
  return `WHERE entry.id < ${parameters.add(id, "bigint")}`;
}
