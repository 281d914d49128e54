import type { DataSource } from "typeorm";
import type { AnswerDay } from "../access/answer-day.js";
import type { KeyRing } from "../access/keys.js";
import { requireRole } from "../access/operations.js";
import { caseScope } from "../access/scope.js";
import type { Viewer } from "../access/viewer.js";
import { SqlParameters } from "../database/sql-parameters.js";
import { RequestError } from "../request-error.js";
import { type KeptSealed, mayProtect, protectingRows, textOf } from "./row-protection.js";

/** A row in quarantine with its content (schema/opened-row.ts). */
export interface OpenedRow {
  readonly id: string;
  readonly file: string;
  readonly line: number;
  readonly column: string | null;
  readonly reason: string;
  readonly columns: readonly string[];
  readonly text: string;
  readonly fileNumbers: readonly string[];
}

/** Which row, and what for. */
export interface OpenRequest {
  readonly id: string;
  readonly purpose: string | null;
}

/** Complaints and what on-call services did hold free text about a person, which only the unit may read (contract 2). */
const FOR_THE_UNIT_ALONE: ReadonlySet<string> = new Set(["SYNP", "JOUR"]);

/**
 * Opens a row in quarantine. Only one of cases that the viewer may know of, all of them: a row that leads to a protected
 * person, to one out of scope, to one who was never loaded (and may be protected), or to nobody at all stays closed. So
 * does a row of a client of whom a row that waits says that the client is protected, or does not say it, whatever was loaded
 * before; and a row that does not exist. One and the same answer is given for all of them. One statement.
 * @throws RequestError FORBIDDEN for others than operators; NOT_FOUND for a row that stays closed; BAD_USER_INPUT without a
 *   purpose
 */
export async function openRejectedRow(
  dataSource: DataSource, viewer: Viewer, today: AnswerDay, ring: KeyRing, { id, purpose }: OpenRequest,
): Promise<OpenedRow> {
  requireRole(viewer, "openRejectedRow");
  if (purpose === null) throw new RequestError("BAD_USER_INPUT", "Say in the header X-Overblick-Purpose what the row is opened for, such as ticket:4711.");
  if (!/^\d{1,18}$/.test(id)) throw new RequestError("BAD_USER_INPUT", "id is not the id of a row in quarantine.");
  const row = await readRow(dataSource, viewer, today, id);
  const opened = row === null ? null : open(row, ring);
  if (opened !== null) return opened;
  throw new RequestError(
    "NOT_FOUND", "There is no such row for you to open. What rejectedRows says of it is all that can be told: look at the line of that file at its source.",
  );
}

type SealedRow = Omit<OpenedRow, "text"> & Pick<KeptSealed, "type" | "sealed"> & { readonly protecting: readonly KeptSealed[] | null };

async function readRow(dataSource: DataSource, viewer: Viewer, today: AnswerDay, id: string): Promise<SealedRow | null> {
  const parameters = new SqlParameters();
  const statement = `
    SELECT json_build_object(
      'id', waiting.id::text, 'file', load.file, 'line', waiting.line, 'column', waiting.fault_column, 'reason', waiting.reason,
      'columns', coalesce(load.columns, '{}'), 'type', waiting.type, 'protecting', ${protectingRows("waiting.id", parameters)},
      'sealed', encode(waiting.raw_sealed, 'hex'), 'fileNumbers', leads_to.file_numbers) AS row
    FROM rejected_row AS waiting JOIN load ON load.id = waiting.load_id
    JOIN LATERAL (
      SELECT json_agg(led.file_number ORDER BY led.file_number) AS file_numbers, bool_and(known.file_number IS NOT NULL) AS all_known
      FROM rejected_row_case AS led
      LEFT JOIN ${caseScope(viewer, today, parameters)} AS known ON known.file_number = led.file_number
      WHERE led.rejected_row_id = waiting.id
    ) AS leads_to ON leads_to.all_known
    WHERE waiting.id = ${parameters.add(id, "bigint")}`;
  const [found] = await dataSource.query<{ row: SealedRow }[]>(statement, parameters.values);
  return found?.row ?? null;
}

function open(row: SealedRow, ring: KeyRing): OpenedRow | null {
  if (FOR_THE_UNIT_ALONE.has(row.type) || row.protecting?.some((each) => mayProtect(each, ring))) return null;
  const { id, file, line, column, reason, columns, fileNumbers } = row;
  return { id, file, line, column, reason, columns, fileNumbers, text: textOf(row, ring) };
}
