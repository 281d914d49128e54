import type { DataSource } from "typeorm";
import type { AnswerDay } from "../access/answer-day.js";
import { requireRole } from "../access/operations.js";
import { caseScope } from "../access/scope.js";
import type { Viewer } from "../access/viewer.js";
import { type Page, type PageRequest, pageOf, pageSize, type Place, placeAfter } from "../database/keyset.js";
import { SqlParameters } from "../database/sql-parameters.js";
import { RequestError } from "../request-error.js";

/** A row in quarantine without its content (contract 4, `RejectedRow`). */
export interface ListedRejectedRow {
  readonly id: string;
  readonly load: string;
  readonly file: string;
  readonly line: number;
  readonly column: string | null;
  readonly reason: string;
  readonly fileNumber: string | null;
  readonly retries: number;
}

/** What is asked of the list. */
export interface RejectedRowRequest extends PageRequest {
  /** A load's id; null for all. */
  readonly load?: string | null;
}

interface ListAnswer {
  readonly total: number;
  readonly rows: readonly { readonly place: Place; readonly row: ListedRejectedRow }[] | null;
}

/**
 * A page of the rows in quarantine, the newest file first and its rows as they stand in it. The file number is given for
 * a case that the viewer may know of and no other: not for one that was never loaded either, which may be a protected
 * person's whose own row is the one that waits, and would set a missing number apart as a protected one's. One statement.
 * @throws RequestError FORBIDDEN for others than operators; BAD_USER_INPUT
 */
export async function rejectedRowList(
  dataSource: DataSource, viewer: Viewer, today: AnswerDay, request: RejectedRowRequest,
): Promise<Page<ListedRejectedRow>> {
  requireRole(viewer, "rejectedRows");
  const size = pageSize(request.first);
  const after = placeAfter("rejectedRows", request.after);
  const parameters = new SqlParameters();
  const statement = `
    WITH waiting AS (SELECT * FROM rejected_row ${loadCondition(request.load, parameters)}),
    page AS (
      SELECT waiting.*, load.file FROM waiting JOIN load ON load.id = waiting.load_id
      ${afterCondition(after, parameters)}
      ORDER BY waiting.load_id DESC, waiting.id LIMIT ${parameters.add(size + 1, "int")}
    )
    SELECT (SELECT count(*)::int FROM waiting) AS total,
           (SELECT json_agg(json_build_object(
              'place', json_build_array(-page.load_id, page.id::text),
              'row', json_build_object('id', page.id::text, 'load', page.load_id::text, 'file', page.file,
                                       'line', page.line, 'column', page.fault_column, 'reason', page.reason,
                                       'fileNumber', ${knownFileNumber(viewer, today, parameters)},
                                       'retries', page.retries)) ORDER BY page.load_id DESC, page.id)
            FROM page) AS rows`;
  const [answer] = await dataSource.query<ListAnswer[]>(statement, parameters.values);
  return pageOf("rejectedRows", answer?.rows ?? [], size, answer?.total ?? 0, ({ row }) => row);
}

function loadCondition(load: string | null | undefined, parameters: SqlParameters): string {
  if (load === null || load === undefined) return "";
  if (!/^\d{1,9}$/.test(load)) throw new RequestError("BAD_USER_INPUT", "load is not the id of a load.");
  return `WHERE load_id = ${parameters.add(Number(load), "int")}`;
}

function afterCondition(after: Place | null, parameters: SqlParameters): string {
  if (after === null) return "";
  const [rank, tie] = after;
  if (!/^\d{1,18}$/.test(tie)) throw new RequestError("BAD_USER_INPUT", "after is not a cursor of this list.");
  return `WHERE (-waiting.load_id, waiting.id) > (${parameters.add(rank, "int")}, ${parameters.add(tie, "bigint")})`;
}

/** Of several cases that a row leads to, the first that may be told. */
function knownFileNumber(viewer: Viewer, today: AnswerDay, parameters: SqlParameters): string {
  return `(
    SELECT min(known.file_number COLLATE "C") FROM rejected_row_case AS leads_to
    JOIN ${caseScope(viewer, today, parameters)} AS known ON known.file_number = leads_to.file_number
    WHERE leads_to.rejected_row_id = page.id)`;
}
