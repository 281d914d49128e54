import type { DataSource } from "typeorm";
import type { AnswerDay } from "../access/answer-day.js";
import { requireRole } from "../access/operations.js";
import { caseScope } from "../access/scope.js";
import { staffShown } from "../access/shown-names.js";
import type { Viewer } from "../access/viewer.js";
import { SqlParameters } from "../database/sql-parameters.js";
import type { KnownReminder } from "../findings/query-answers.js";
import { writtenText } from "../findings/written-text.js";
import { RequestError } from "../request-error.js";

/** What is asked of `recordReminder`. */
export interface ReminderRequest {
  readonly order: string;
  /** `YYYY-MM-DD`. */
  readonly sentOn: string;
  readonly note?: string | null;
}

/** A reminder with the case that it is of, for the access log. */
export type RecordedReminder = KnownReminder & { readonly fileNumber: string };

/**
 * Records that the provider of an order was reminded of its plan. Once more by the same person for the same day is the same
 * reminder, with the new note if there is one; unless the decision has been moved to another person since, whose it then is.
 * @throws RequestError FORBIDDEN for a role; NOT_FOUND when the viewer may not know of the order, which is also the answer
 *   when there is none; BAD_USER_INPUT for a day after today
 */
export async function recordReminder(
  dataSource: DataSource, viewer: Viewer, today: AnswerDay, request: ReminderRequest,
): Promise<RecordedReminder> {
  requireRole(viewer, "recordReminder");
  if (request.sentOn > today.on) throw new RequestError("BAD_USER_INPUT", `sentOn lies after today (${today.on}): record what has been sent.`);
  const note = request.note ? writtenText("note", request.note) : null;
  const fileNumber = await caseOfOrder(dataSource, viewer, today, request.order);
  const [reminder] = await dataSource.query<RecordedReminder[]>(
    `INSERT INTO reminder (order_number, file_number, sent_on, note, sent_by) VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT (order_number, file_number, sent_on, sent_by) DO UPDATE SET note = coalesce(excluded.note, reminder.note)
     RETURNING id::text, order_number AS "order", sent_on::text AS "sentOn", note, sent_by AS by, ${staffShown("sent_by", "$6::date", viewer)} AS "byShown", file_number AS "fileNumber"`,
    [request.order, fileNumber, request.sentOn, note, viewer.subject, today.on],
  );
  return reminder!;
}

async function caseOfOrder(dataSource: DataSource, viewer: Viewer, today: AnswerDay, order: string): Promise<string> {
  const parameters = new SqlParameters();
  const on = parameters.add(today.on, "date");
  const isKnown = (table: string): string => `${table}.known_from <= ${on} AND (${table}.known_to IS NULL OR ${table}.known_to > ${on})`;
  const statement = `
    SELECT known.file_number AS "fileNumber"
    FROM care_order JOIN decision ON decision.number = care_order.decision_number AND ${isKnown("decision")}
    JOIN ${caseScope(viewer, today, parameters)} AS known ON known.file_number = decision.file_number
    WHERE care_order.number = ${parameters.add(order, "text")} AND ${isKnown("care_order")}`;
  const [found] = await dataSource.query<{ fileNumber: string }[]>(statement, parameters.values);
  if (found === undefined) throw new RequestError("NOT_FOUND", "There is no such order for you.");
  return found.fileNumber;
}
