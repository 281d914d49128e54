import type { DataSource } from "typeorm";
import type { AnswerDay } from "../access/answer-day.js";
import { requireCaseworkerFigures, requireRole } from "../access/operations.js";
import { caseScope, managedUnits } from "../access/scope.js";
import type { Viewer } from "../access/viewer.js";
import { SqlParameters } from "../database/sql-parameters.js";
import type { FindingKind } from "../rules/timeline.js";
import { acknowledgementOn } from "./query-answers.js";
import { holdsOn, isFoundOn } from "./query-finding.js";
import { workOf, type WorkOwner } from "./worklist.js";

/** How many findings of one kind stand in each part of a worklist. */
export interface WorklistKindCount {
  readonly kind: FindingKind;
  /** Their date has passed. */
  readonly overdue: number;
  /** Without a date, or due on the day itself. */
  readonly now: number;
  readonly ahead: number;
  /** Acknowledged, whatever their date. */
  readonly acknowledged: number;
}

export interface WorklistCounts {
  /** The day that they speak of, `YYYY-MM-DD`. */
  readonly on: string;
  /** By kind; kinds without findings are left out. */
  readonly kinds: readonly WorklistKindCount[];
}

/**
 * Counts a worklist in its parts, on all its pages. One statement, which reads no case. Of a colleague's work it is a figure
 * about that colleague: for managers, and of the units that they manage.
 * @throws RequestError FORBIDDEN for a role without cases, and for a colleague's work when the viewer is no manager
 */
export async function worklistCounts(dataSource: DataSource, viewer: Viewer, day: AnswerDay, owner: WorkOwner): Promise<WorklistCounts> {
  requireRole(viewer, "worklistCounts");
  const isColleagues = Boolean(owner.caseworker) && owner.caseworker !== viewer.subject;
  if (isColleagues) requireCaseworkerFigures(viewer);
  const parameters = new SqlParameters();
  const on = parameters.add(day.on, "date");
  const conditions = [
    holdsOn(on), isFoundOn(on), ...workOf(owner, parameters),
    ...(isColleagues ? [managedUnits(viewer, day, parameters)("known.unit")] : []),
  ];
  const kinds = await dataSource.query<WorklistKindCount[]>(`
    SELECT finding.kind,
           count(*) FILTER (WHERE ack.id IS NULL AND finding.due_on < ${on})::int AS overdue,
           count(*) FILTER (WHERE ack.id IS NULL AND coalesce(finding.due_on, ${on}) = ${on})::int AS now,
           count(*) FILTER (WHERE ack.id IS NULL AND finding.due_on > ${on})::int AS ahead,
           count(*) FILTER (WHERE ack.id IS NOT NULL)::int AS acknowledged
    FROM finding JOIN ${caseScope(viewer, day, parameters)} AS known ON known.file_number = finding.file_number
    ${acknowledgementOn(on)}
    WHERE ${conditions.join(" AND ")}
    GROUP BY finding.kind ORDER BY finding.kind`, parameters.values);
  return { on: day.on, kinds };
}
