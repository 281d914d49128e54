import type { AnswerDay } from "../access/answer-day.js";
import type { Viewer } from "../access/viewer.js";
import type { SqlParameters } from "../database/sql-parameters.js";
import { type KnownReminder, remindersJson } from "../findings/query-answers.js";

/** From how far back performed time is told. */
export const MOST_MONTHS = 36;

/** A decision with what belongs to it (contract 4, `Decision`). Dates are `YYYY-MM-DD`. */
export interface KnownDecision {
  readonly id: string;
  readonly law: string;
  readonly intervention: { readonly code: string };
  readonly decidedOn: string;
  readonly outcome: string;
  readonly validFrom: string;
  readonly validTo: string | null;
  readonly amount: number | null;
  readonly amountUnit: string | null;
  readonly level: number | null;
  readonly decidedBy: string | null;
  readonly watchOn: string | null;
  readonly executedOn: string | null;
  readonly endedOn: string | null;
  readonly byCourt: boolean;
  readonly nextReviewOn: string | null;
  readonly orders: readonly KnownOrder[];
  readonly followUps: readonly { readonly id: string; readonly date: string; readonly kind: string }[];
}

export interface KnownOrder {
  readonly id: string;
  readonly provider: {
    readonly id: string;
    readonly name: string;
    readonly municipal: boolean;
    readonly connected: boolean;
  };
  readonly orderedOn: string;
  readonly startsOn: string | null;
  readonly endsOn: string | null;
  readonly hoursPerMonth: number | null;
  readonly plans: readonly { readonly receivedOn: string; readonly counts: boolean; readonly source: string }[];
  /** By month, the oldest first. */
  readonly deliveries: readonly {
    readonly month: string;
    readonly orderedHours: number;
    readonly performedHours: number;
    /** Whole months from it to the month of the day. */
    readonly monthsAgo: number;
  }[];
  /** The newest first. */
  readonly reminders: readonly KnownReminder[];
}

/**
 * SQL: the decisions of a case as they were known on the day, as JSON of {@link KnownDecision}s.
 * @param fileNumber SQL of the file number of a case in scope: what hangs on it is in scope with it
 */
export function decisionsOf(fileNumber: string, viewer: Viewer, day: AnswerDay, parameters: SqlParameters): string {
  const on = parameters.add(day.on, "date");
  return `(
    SELECT coalesce(json_agg(json_build_object(
      'id', decision.number, 'law', decision.law, 'intervention', json_build_object('code', decision.intervention),
      'decidedOn', decision.decided_on, 'outcome', decision.outcome, 'validFrom', decision.valid_from,
      'validTo', decision.valid_to, 'amount', decision.amount, 'amountUnit', decision.amount_unit,
      'level', decision.level, 'decidedBy', decision.decided_by, 'watchOn', decision.watch_on,
      'executedOn', decision.executed_on, 'endedOn', decision.ended_on, 'byCourt', decision.by_court,
      'nextReviewOn', ${nextReview(fileNumber, on)}, 'orders', ${ordersOfDecision(on, viewer)},
      'followUps', ${followUpsOfDecision(on)}) ORDER BY decision.valid_from DESC, decision.number), '[]')
    FROM decision WHERE decision.file_number = ${fileNumber} AND ${isKnown("decision", on)})`;
}

/** SQL: whether a version is known on the day. @param on SQL of the day */
export function isKnown(table: string, on: string): string {
  return `${table}.known_from <= ${on} AND (${table}.known_to IS NULL OR ${table}.known_to > ${on})`;
}

/** Found or not yet: the row of the review holds from the day that the decision runs. */
function nextReview(fileNumber: string, on: string): string {
  return `(
    SELECT min(finding.due_on) FROM finding
    WHERE finding.file_number = ${fileNumber} AND finding.kind = 'REVIEW_DUE' AND finding.decision = decision.number
      AND finding.day_from <= ${on} AND finding.day_to > ${on})`;
}

function followUpsOfDecision(on: string): string {
  return `(
    SELECT coalesce(json_agg(json_build_object('id', follow_up.number, 'date', follow_up.followed_up_on,
                                               'kind', follow_up.kind)
                             ORDER BY follow_up.followed_up_on DESC, follow_up.number), '[]')
    FROM follow_up WHERE follow_up.decision_number = decision.number AND ${isKnown("follow_up", on)})`;
}

function ordersOfDecision(on: string, viewer: Viewer): string {
  return `(
    SELECT coalesce(json_agg(json_build_object(
      'id', care_order.number, 'orderedOn', care_order.ordered_on, 'startsOn', care_order.starts_on,
      'endsOn', care_order.ends_on, 'hoursPerMonth', care_order.hours_per_month,
      'provider', json_build_object('id', care_order.provider, 'name', coalesce(provider.name, care_order.provider),
                                    'municipal', coalesce(provider.municipal, FALSE),
                                    'connected', coalesce(provider.connected, FALSE)),
      'plans', ${plansOfOrder(on)}, 'deliveries', ${deliveriesOfOrder(on)},
      'reminders', ${remindersJson("care_order.number", "decision.file_number", on, viewer)}) ORDER BY care_order.ordered_on DESC, care_order.number), '[]')
    FROM care_order LEFT JOIN provider ON provider.code = care_order.provider AND ${isKnown("provider", on)}
    WHERE care_order.decision_number = decision.number AND ${isKnown("care_order", on)})`;
}

/** Rows of one month are added up; what is told rounds nothing but the last figures of a number. */
function deliveriesOfOrder(on: string): string {
  return `(
    SELECT coalesce(json_agg(json_build_object('month', month, 'orderedHours', ordered / 3600, 'performedHours', performed / 3600,
                                               'monthsAgo', months_ago) ORDER BY month), '[]')
    FROM (
      SELECT delivery.month, sum(delivery.ordered_seconds) AS ordered, sum(delivery.performed_seconds) AS performed,
             12 * (extract(year FROM ${on}) - left(delivery.month, 4)::int) + extract(month FROM ${on}) - right(delivery.month, 2)::int AS months_ago
      FROM delivery WHERE delivery.order_number = care_order.number AND ${isKnown("delivery", on)} GROUP BY delivery.month
    ) AS reported WHERE months_ago < ${MOST_MONTHS})`;
}

/** In the order of contract 6, "Plans", and counted as it says. */
function plansOfOrder(on: string): string {
  return `(
    SELECT coalesce(json_agg(json_build_object('receivedOn', received_on, 'counts', counts, 'source', source)
                             ORDER BY received_on, source, place), '[]')
    FROM (
      SELECT plan.received_on, coalesce(plan.approved, TRUE) AS counts, 'CASE_SYSTEM' AS source, plan.version AS place
      FROM plan WHERE plan.order_number = care_order.number AND ${isKnown("plan", on)}
      UNION ALL
      SELECT plan_receipt.received_on, plan_receipt.took_part AND coalesce(plan_receipt.goals, 0) >= 1, 'PROVIDER',
             coalesce(plan_receipt.line, 0)
      FROM plan_receipt WHERE plan_receipt.order_number = care_order.number AND ${isKnown("plan_receipt", on)}
    ) AS delivered)`;
}
