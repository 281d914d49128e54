import { maySeeIdentity } from "../access/operations.js";
import { staffShown } from "../access/shown-names.js";
import type { Viewer } from "../access/viewer.js";
import type { Severity } from "../rules/timeline.js";

/*
 * What people have answered to findings, as statements about findings read it: beside a row of `finding` in scope.
 */

/** That a finding is acknowledged (contract 4, "Acknowledging"). Dates are `YYYY-MM-DD`. */
export interface KnownAcknowledgement {
  /** Signature. */
  readonly by: string;
  /** The name with the signature after it. */
  readonly byShown: string;
  readonly on: string;
  /** Last day; null: as long as the facts are the same. */
  readonly until: string | null;
  /** Null for those who may see the case but not who it is: the text may tell. */
  readonly note: string | null;
  /** What the finding would be without it. */
  readonly severity: Severity;
}

/** That somebody says that the finding is wrong. */
export interface KnownDispute {
  readonly by: string;
  readonly byShown: string;
  readonly on: string;
  /** Null as the note of an acknowledgement. */
  readonly reason: string | null;
}

/** That a provider was reminded of an order's plan (contract 4, `Reminder`). */
export interface KnownReminder {
  readonly id: string;
  readonly order: string;
  readonly sentOn: string;
  /** Null as the note of an acknowledgement, and where none was written. */
  readonly note: string | null;
  readonly by: string;
  readonly byShown: string;
}

/** SQL: what `finding` stands on, as acknowledgements and disputes keep it. */
export const FACTS = "finding_facts(finding.due_on, finding.evidence)";

/**
 * SQL: joins to `finding` the acknowledgement that holds on the day, as `ack`: at most one. It doesn't hold for other facts
 * than those it was made of.
 * @param on SQL of the day
 */
export function acknowledgementOn(on: string): string {
  return `LEFT JOIN acknowledgement AS ack
    ON ack.finding_id = finding.finding_id AND ack.file_number = finding.file_number
    AND ack.acknowledged_on <= ${on} AND (ack.ended_on IS NULL OR ack.ended_on > ${on}) AND (ack.until IS NULL OR ack.until >= ${on})
    AND ack.facts = ${FACTS}`;
}

/** SQL: a {@link KnownAcknowledgement} of `ack`, or null. @param severity SQL of the severity that the rule gives @param on SQL of the day */
export function acknowledgementJson(severity: string, on: string, viewer: Viewer): string {
  return `CASE WHEN ack.id IS NOT NULL THEN json_build_object(
    'by', ack.acknowledged_by, 'byShown', ${staffShown("ack.acknowledged_by", on, viewer)}, 'on', ack.acknowledged_on, 'until', ack.until, 'note', ${freeText("ack.note", viewer)},
    'severity', ${severity}) END`;
}

/** SQL: the {@link KnownDispute}s of `finding` on the day, the oldest first. */
export function disputesJson(on: string, viewer: Viewer): string {
  return `(
    SELECT coalesce(json_agg(json_build_object('by', dispute.disputed_by, 'byShown', ${staffShown("dispute.disputed_by", on, viewer)}, 'on', dispute.disputed_on,
                                               'reason', ${freeText("dispute.reason", viewer)}) ORDER BY dispute.id), '[]')
    FROM dispute
    WHERE dispute.finding_id = finding.finding_id AND dispute.file_number = finding.file_number
      AND dispute.disputed_on <= ${on} AND dispute.facts = ${FACTS})`;
}

/**
 * SQL: the {@link KnownReminder}s of an order on the day, the newest first. Those that were written of another person, before
 * the decision was moved to this one, stay with that person.
 * @param order SQL of its number
 * @param fileNumber SQL of the file number of its case, which is in scope
 */
export function remindersJson(order: string, fileNumber: string, on: string, viewer: Viewer): string {
  return `(
    SELECT coalesce(json_agg(json_build_object('id', reminder.id::text, 'order', reminder.order_number, 'sentOn', reminder.sent_on,
                                               'note', ${freeText("reminder.note", viewer)}, 'by', reminder.sent_by, 'byShown', ${staffShown("reminder.sent_by", on, viewer)})
                             ORDER BY reminder.sent_on DESC, reminder.id DESC), '[]')
    FROM reminder WHERE reminder.order_number = ${order} AND reminder.file_number = ${fileNumber} AND reminder.sent_on <= ${on})`;
}

/** Free text can name the person: it is for those who see who that is. */
function freeText(column: string, viewer: Viewer): string {
  return maySeeIdentity(viewer) ? column : "NULL::text";
}
