import type { DataSource, EntityManager } from "typeorm";
import type { AnswerDay } from "../access/answer-day.js";
import { mayAsk, requireRole } from "../access/operations.js";
import { managesUnit } from "../access/scope.js";
import type { Viewer } from "../access/viewer.js";
import { RequestError } from "../request-error.js";
import { day, isoDay } from "../rules/calendar.js";
import type { FindingKind } from "../rules/timeline.js";
import type { FoundFinding } from "./query-finding.js";
import { type AnsweredFinding, answeredFinding, standingFinding } from "./query-one.js";
import { writtenText } from "./written-text.js";

/** What is asked of `acknowledgeFinding`. */
export interface AcknowledgeRequest {
  readonly finding: string;
  /** Last day, `YYYY-MM-DD`. */
  readonly until?: string | null;
  readonly note: string;
}

/** Contract 4: kinds that only a manager acknowledges. */
const OF_MANAGERS: ReadonlySet<FindingKind> = new Set(["DELEGATION", "INTEGRITY"]);
/** Contract 4: without a date an acknowledgement of other kinds than DELEGATION holds for so long at most. */
const LONGEST_DAYS = 90;

/**
 * Acknowledges a finding of today: until a date, or as long as it stands on the same facts (kinds other than DELEGATION:
 * 90 days). A later acknowledgement takes the place of an earlier one; the same once more changes nothing.
 * @param read gets the file number as soon as something of the case is known, for the access log: also when it is not the viewer's to acknowledge
 * @throws RequestError FORBIDDEN for a role, or for a kind that is a manager's; NOT_FOUND when there is no such finding for
 *   the viewer; BAD_USER_INPUT for a date that has passed, or a note that is empty
 */
export async function acknowledgeFinding(
  dataSource: DataSource, viewer: Viewer, today: AnswerDay, request: AcknowledgeRequest, read: (fileNumber: string) => void,
): Promise<FoundFinding> {
  requireRole(viewer, "acknowledgeFinding");
  const note = writtenText("note", request.note);
  if (request.until && request.until < today.on) {
    throw new RequestError("BAD_USER_INPUT", `until has passed: take today (${today.on}) or a later day, or leave it out.`);
  }
  const finding = await answeredFinding(dataSource, viewer, today, request.finding);
  read(finding.fileNumber);
  requireManager(finding);
  const until = request.until ?? (finding.kind === "DELEGATION" ? null : isoDay(day(today.on) + LONGEST_DAYS));
  await inTurn(dataSource, finding.id, async (manager) => {
    await manager.query(
      `WITH wanted (until, note, facts, by) AS (VALUES ($3::date, $4::text, $5::text, $6::text)),
       same AS (
         SELECT ack.id FROM acknowledgement AS ack, wanted
         WHERE ack.finding_id = $1 AND ack.file_number = $7 AND ack.ended_on IS NULL AND ack.until IS NOT DISTINCT FROM wanted.until
           AND ack.note = wanted.note AND ack.facts = wanted.facts AND ack.acknowledged_by = wanted.by
       )
       UPDATE acknowledgement SET ended_on = greatest(acknowledged_on, $2::date), ended_by = $6
       WHERE finding_id = $1 AND file_number = $7 AND ended_on IS NULL AND NOT EXISTS (SELECT FROM same)`,
      [finding.id, today.on, until, note, finding.facts, viewer.subject, finding.fileNumber],
    );
    await manager.query(
      `INSERT INTO acknowledgement (finding_id, file_number, rule, facts, until, note, acknowledged_by, acknowledged_on)
       SELECT $1, $2, $3, $4, $5, $6, $7, $8
       WHERE NOT EXISTS (SELECT FROM acknowledgement WHERE finding_id = $1 AND file_number = $2 AND ended_on IS NULL)`,
      [finding.id, finding.fileNumber, finding.rule, finding.facts, until, note, viewer.subject, today.on],
    );
  });
  return standingFinding(dataSource, viewer, today, finding.id);
}

/**
 * Takes an acknowledgement back: the finding counts again at once. One that isn't acknowledged stays as it is.
 * @param read as for {@link acknowledgeFinding}
 * @throws RequestError FORBIDDEN and NOT_FOUND as {@link acknowledgeFinding}
 */
export async function withdrawAcknowledgement(
  dataSource: DataSource, viewer: Viewer, today: AnswerDay, id: string, read: (fileNumber: string) => void,
): Promise<FoundFinding> {
  requireRole(viewer, "withdrawAcknowledgement");
  const finding = await answeredFinding(dataSource, viewer, today, id);
  read(finding.fileNumber);
  requireManager(finding);
  await inTurn(dataSource, finding.id, (manager) => manager.query(
    `UPDATE acknowledgement SET ended_on = greatest(acknowledged_on, $2::date), ended_by = $3
     WHERE finding_id = $1 AND file_number = $4 AND ended_on IS NULL`,
    [finding.id, today.on, viewer.subject, finding.fileNumber],
  ));
  return standingFinding(dataSource, viewer, today, finding.id);
}

/** Whether a finding is the viewer's to acknowledge, as {@link acknowledgeFinding} will have it today. */
export function mayAcknowledge(viewer: Viewer, today: Pick<AnswerDay, "today">, { kind, unit }: Pick<FoundFinding, "kind" | "unit">): boolean {
  return mayAsk(viewer, "acknowledgeFinding") && (!OF_MANAGERS.has(kind) || managesUnit(viewer, today, unit));
}

function requireManager({ kind, managed }: AnsweredFinding): void {
  if (!OF_MANAGERS.has(kind) || managed) return;
  throw new RequestError("FORBIDDEN", `A finding of kind ${kind} is acknowledged by a manager of the unit.`);
}

/** Two who answer one finding at the same moment come one after the other. */
async function inTurn(dataSource: DataSource, id: string, work: (manager: EntityManager) => Promise<unknown>): Promise<void> {
  await dataSource.transaction(async (manager) => {
    await manager.query("SELECT pg_advisory_xact_lock(hashtextextended($1, 0))", [`acknowledgement ${id}`]);
    await work(manager);
  });
}
