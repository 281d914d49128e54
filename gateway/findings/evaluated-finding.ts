import { day, type Day, FOREVER, isoDay } from "../rules/calendar.js";
import type { Severity, Timeline } from "../rules/timeline.js";
import type { FindingRow } from "./query-finding.js";

/** Stable while the same rule speaks of the same order, decision or client (contract 4). */
export function findingId(fileNumber: string, subject: Pick<Timeline, "rule" | "decision" | "order" | "about">): string {
  const of = subject.order ? `order:${subject.order}` : subject.decision ? `decision:${subject.decision}` : `client:${fileNumber}`;
  return `${subject.rule}:${of}${subject.about === null ? "" : `:${subject.about}`}`;
}

/** The severity of a timeline on a day that it holds on; null: it is no finding that day. */
export function severityOn({ criticalFrom, warningFrom, infoFrom }: Timeline, on: Day): Severity | null {
  if (criticalFrom !== null && criticalFrom <= on) return "CRITICAL";
  if (warningFrom !== null && warningFrom <= on) return "WARNING";
  return infoFrom !== null && infoFrom <= on ? "INFO" : null;
}

/** Whose case a timeline is of. */
export interface EvaluatedCase {
  readonly fileNumber: string;
  readonly unit: string;
  readonly district: string;
  readonly caseworker: string | null;
}

/** A finding that was evaluated and not kept: nobody has answered it. @param on `YYYY-MM-DD` */
export function evaluatedFinding(timeline: Timeline, of: EvaluatedCase, severity: Severity, on: string): FindingRow {
  const { rule, variant, kind, decision, order, dueOn, evidence } = timeline;
  const late = dueOn === null ? 0 : day(on) - dueOn;
  return {
    id: findingId(of.fileNumber, timeline),
    rule,
    variant,
    kind,
    severity,
    // As what is stored (publish.ts): what falls after the last day has that one.
    dueOn: dueOn === null ? null : isoDay(Math.min(dueOn, FOREVER)),
    overdueDays: late > 0 ? late : null,
    fileNumber: of.fileNumber,
    decision,
    order,
    unit: of.unit,
    district: of.district,
    caseworker: of.caseworker,
    acknowledgedUntil: null,
    acknowledgement: null,
    disputes: [],
    reminders: [],
    on,
    explainedBy: evidence,
  };
}
