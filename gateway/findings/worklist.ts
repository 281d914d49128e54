import type { DataSource } from "typeorm";
import type { AnswerDay } from "../access/answer-day.js";
import { requireRole } from "../access/operations.js";
import type { Viewer } from "../access/viewer.js";
import type { PageRequest } from "../database/keyset.js";
import type { SqlParameters } from "../database/sql-parameters.js";
import type { FindingKind } from "../rules/timeline.js";
import { gravityOn } from "./query-finding.js";
import { findingPage, type FindingPage } from "./query-list.js";

/** Whose work: of a caseworker, of a unit, or of a caseworker within a unit; neither: all in the viewer's scope. */
export interface WorkOwner {
  readonly caseworker?: string | null;
  readonly unit?: string | null;
}

export interface WorklistRequest extends WorkOwner, PageRequest {
  /** Of these kinds alone; an empty list matches nothing. */
  readonly kinds?: readonly FindingKind[] | null;
}

/** SQL of what a row of `finding` must be, to be that owner's work. */
export function workOf({ caseworker, unit }: WorkOwner, parameters: SqlParameters): string[] {
  return [
    ...(caseworker ? [`finding.caseworker = ${parameters.add(caseworker, "text")}`] : []),
    ...(unit ? [`finding.unit = ${parameters.add(unit, "text")}`] : []),
  ];
}

/** What is acknowledged comes last: as far off as no date is. */
const LAST = 1_000_000_000;

/**
 * The findings of a day in the order in which a person would work: what is overdue, the longest first; what has no date
 * stands as of today; then what is due ahead. On one day the gravest first. What somebody has acknowledged comes last.
 * @throws RequestError FORBIDDEN for a role without cases; BAD_USER_INPUT for a wrong page size or cursor
 */
export function worklist(
  dataSource: DataSource, viewer: Viewer, day: AnswerDay, { kinds, ...request }: WorklistRequest,
): Promise<FindingPage> {
  requireRole(viewer, "worklist");
  return findingPage(dataSource, viewer, day, request, {
    name: "worklist",
    rank: (on) => `(CASE WHEN ack.id IS NULL THEN 0 ELSE ${LAST} END) + 4 * (coalesce(finding.due_on, ${on}) - DATE '1970-01-01') + 3 - (${gravityOn(on)})`,
    conditions: (_on, parameters) => [
      ...workOf(request, parameters),
      ...(kinds ? [`finding.kind = ANY(${parameters.add(kinds, "text[]")})`] : []),
    ],
    persons: [],
  });
}
