import type { DataSource } from "typeorm";
import type { AnswerDay } from "../access/answer-day.js";
import type { KeyRing } from "../access/keys.js";
import { requireRole } from "../access/operations.js";
import { caseScope } from "../access/scope.js";
import type { Viewer } from "../access/viewer.js";
import { type Page, type PageRequest, pageOf, pageSize, type Place, placeAfter } from "../database/keyset.js";
import { SqlParameters } from "../database/sql-parameters.js";
import { RequestError } from "../request-error.js";
import { type KeptSealed, mayProtect, protectingRows } from "./row-protection.js";

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
  readonly rows: readonly { readonly place: Place; readonly row: ListedRejectedRow; readonly protecting: readonly KeptSealed[] | null }[] | null;
}

/**
 * A page of the rows in quarantine, the newest file first and its rows as they stand in it. The file number is given when
 * the viewer may know of every case that the row leads to, and of no other: not of one that was never loaded either, which
 * may be a protected person's whose own row is the one that waits, and would set a missing number apart as a protected
 * one's; nor when a row that waits may protect one of those clients. These are the rows that can be opened. One statement.
 * @throws RequestError FORBIDDEN for others than operators; BAD_USER_INPUT
 */
export async function rejectedRowList(
  dataSource: DataSource, viewer: Viewer, today: AnswerDay, ring: KeyRing, request: RejectedRowRequest,
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
    ),
    told AS MATERIALIZED (SELECT page.*, ${knownFileNumber(viewer, today, parameters)} AS file_number FROM page)
    SELECT (SELECT count(*)::int FROM waiting) AS total,
           (SELECT json_agg(json_build_object(
              'place', json_build_array(-told.load_id, told.id::text),
              'row', json_build_object('id', told.id::text, 'load', told.load_id::text, 'file', told.file,
                                       'line', told.line, 'column', told.fault_column, 'reason', told.reason,
                                       'fileNumber', told.file_number, 'retries', told.retries),
              'protecting', CASE WHEN told.file_number IS NOT NULL THEN ${protectingRows("told.id", parameters)} END)
            ORDER BY told.load_id DESC, told.id) FROM told) AS rows`;
  const [answer] = await dataSource.query<ListAnswer[]>(statement, parameters.values);
  return pageOf("rejectedRows", answer?.rows ?? [], size, answer?.total ?? 0, ({ row, protecting }) =>
    protecting?.some((each) => mayProtect(each, ring)) ? { ...row, fileNumber: null } : row);
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

/** Of several cases that a row leads to, and that may all be told, the first. */
function knownFileNumber(viewer: Viewer, today: AnswerDay, parameters: SqlParameters): string {
  return `(
    SELECT CASE WHEN bool_and(known.file_number IS NOT NULL) THEN min(known.file_number COLLATE "C") END FROM rejected_row_case AS leads_to
    LEFT JOIN ${caseScope(viewer, today, parameters)} AS known ON known.file_number = leads_to.file_number
    WHERE leads_to.rejected_row_id = page.id)`;
}
