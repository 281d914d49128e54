import type { DataSource } from "typeorm";
import type { AnswerDay } from "../access/answer-day.js";
import { requireRole } from "../access/operations.js";
import { caseScope, managedUnits } from "../access/scope.js";
import type { Viewer } from "../access/viewer.js";
import { SqlParameters } from "../database/sql-parameters.js";
import type { FoundFinding } from "./query-finding.js";
import { answeredFinding, standingFinding } from "./query-one.js";
import { writtenText } from "./written-text.js";

/**
 * Says that a finding of today is wrong, and why. Once more by the same person, of the same facts, changes the reason.
 * @throws RequestError FORBIDDEN for a role; NOT_FOUND when there is no such finding for the viewer; BAD_USER_INPUT for
 *   an empty reason
 */
export async function disputeFinding(
  dataSource: DataSource, viewer: Viewer, today: AnswerDay, id: string, reason: string,
): Promise<FoundFinding> {
  requireRole(viewer, "disputeFinding");
  const written = writtenText("reason", reason);
  const finding = await answeredFinding(dataSource, viewer, today, id);
  await dataSource.query(
    `INSERT INTO dispute (finding_id, file_number, rule, facts, reason, disputed_by, disputed_on) VALUES ($1, $2, $3, $4, $5, $6, $7)
     ON CONFLICT (finding_id, file_number, facts, disputed_by) DO UPDATE SET reason = excluded.reason, disputed_on = excluded.disputed_on
     WHERE dispute.reason <> excluded.reason`,
    [finding.id, finding.fileNumber, finding.rule, finding.facts, written, viewer.subject, today.on],
  );
  return standingFinding(dataSource, viewer, today, finding.id);
}

/** How often a rule was right, by those who got its findings. */
export interface RulePrecision {
  readonly rule: string;
  /** Different findings that it has given, to today; null: too few to be told. */
  readonly findings: number | null;
  /** Those that somebody called wrong; null: too few to be told. */
  readonly disputed: number | null;
  /** The share that nobody called wrong; null where one of the numbers is. */
  readonly precision: number | null;
}

/** Figures that leave the unit tell no group smaller than this. */
const SMALLEST_GROUP = 5;

/**
 * How precise each rule is that has given a finding in the viewer's scope, in one unit or all; to a manager in the units
 * that they manage, small numbers included. One statement.
 * @throws RequestError FORBIDDEN for a role without figures
 */
export async function rulePrecision(dataSource: DataSource, viewer: Viewer, today: AnswerDay, unit: string | null): Promise<RulePrecision[]> {
  requireRole(viewer, "rulePrecision");
  const parameters = new SqlParameters();
  const on = parameters.add(today.on, "date");
  const isManager = viewer.roles.includes("MANAGER");
  const ofUnits = [
    ...(unit === null ? [] : [`AND known.unit = ${parameters.add(unit, "text")}`]),
    ...(isManager ? [`AND ${managedUnits(viewer, today, parameters)("known.unit")}`] : []),
  ];
  const rows = await dataSource.query<{ rule: string; findings: number; disputed: number }[]>(
    `SELECT finding.rule, count(DISTINCT finding.finding_id)::int AS findings, count(DISTINCT dispute.finding_id)::int AS disputed
     FROM finding JOIN ${caseScope(viewer, today, parameters)} AS known ON known.file_number = finding.file_number
     LEFT JOIN dispute ON dispute.finding_id = finding.finding_id AND dispute.file_number = finding.file_number AND dispute.disputed_on <= ${on}
     WHERE finding.day_from <= ${on} AND LEAST(finding.info_from, finding.warning_from, finding.critical_from) <= ${on}
       AND LEAST(finding.info_from, finding.warning_from, finding.critical_from) < finding.day_to ${ofUnits.join(" ")}
     GROUP BY finding.rule ORDER BY finding.rule`,
    parameters.values,
  );
  const told = isManager ? (count: number) => count : leavingTheUnit;
  return rows.map(({ rule, ...counts }) => {
    const findings = told(counts.findings);
    const disputed = told(counts.disputed);
    const precision = findings === null || disputed === null ? null : (counts.findings - counts.disputed) / counts.findings;
    return { rule, findings, disputed, precision };
  });
}

function leavingTheUnit(count: number): number | null {
  return count > 0 && count < SMALLEST_GROUP ? null : count;
}
