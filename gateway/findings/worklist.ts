import type { DataSource } from "typeorm";
import type { AnswerDay } from "../access/answer-day.js";
import { requireRole } from "../access/operations.js";
import type { Viewer } from "../access/viewer.js";
import type { Page, PageRequest } from "../database/keyset.js";
import type { FoundFinding } from "./query-finding.js";
import { gravityOn } from "./query-finding.js";
import { findingPage } from "./query-list.js";

/** Whose work: of a caseworker, of a unit, or of a caseworker within a unit; neither: all in the viewer's scope. */
export interface WorklistRequest extends PageRequest {
  readonly caseworker?: string | null;
  readonly unit?: string | null;
}

/** What is acknowledged comes last: as far off as no date is. */
const LAST = 1_000_000_000;

/**
 * The findings of a day in the order in which a person would work: what is overdue, the longest first; what has no date
 * stands as of today; then what is due ahead. On one day the gravest first. What somebody has acknowledged comes last.
 * @throws RequestError FORBIDDEN for a role without cases; BAD_USER_INPUT for a wrong page size or cursor
 */
export function worklist(
  dataSource: DataSource, viewer: Viewer, day: AnswerDay, { caseworker, unit, ...page }: WorklistRequest,
): Promise<Page<FoundFinding>> {
  requireRole(viewer, "worklist");
  return findingPage(dataSource, viewer, day, page, {
    name: "worklist",
    rank: (on) => `(CASE WHEN ack.id IS NULL THEN 0 ELSE ${LAST} END) + 4 * (coalesce(finding.due_on, ${on}) - DATE '1970-01-01') + 3 - (${gravityOn(on)})`,
    conditions: (_on, parameters) => [
      ...(caseworker ? [`finding.caseworker = ${parameters.add(caseworker, "text")}`] : []),
      ...(unit ? [`finding.unit = ${parameters.add(unit, "text")}`] : []),
    ],
  });
}
