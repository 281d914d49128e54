import type { SqlParameters } from "../database/sql-parameters.js";
import type { AnswerDay } from "./answer-day.js";
import { type Reach, reachOn, unitsByCode, workUnits } from "./cover.js";
import type { Viewer } from "./viewer.js";

/**
 * The day whose cases and units a scope is of, `YYYY-MM-DD`. Of a day ahead it is today's: a unit that will take over from
 * another has nothing to do with its clients before it does, and nobody's reach grows by asking about tomorrow.
 */
export function scopeDay({ on, today }: AnswerDay): string {
  return on < today ? on : today;
}

/**
 * The cases that the viewer may know of, as they were known on the day ({@link scopeDay}): the one place that decides it. Every statement
 * that reads facts of a case joins this, so that a case outside the scope, a protected one and one that does not exist
 * give the same answer: none. Which role may ask which operation is another matter (`operations.ts`).
 *
 * In scope is a case whose answering unit on that day is one in which the viewer works today, by own right or as a
 * stand-in. A case that is protected today (contract 4: today's protection governs every answer) is so only for the
 * client's own caseworker of today, or whoever covers that colleague by name today, in a unit in which they work; and for
 * the managers (or who covers for them) of the unit that answers today.
 *
 * @returns a query in parentheses, to be given a name, with the columns `file_number`, `unit`, `district`, `area`,
 *   `caseworker`, `protected`, `deceased_on`, `birth_date`, `known_from`
 */
export function caseScope(viewer: Viewer, day: AnswerDay, parameters: SqlParameters): string {
  const on = parameters.add(scopeDay(day), "date");
  const today = parameters.add(day.today, "date");
  const reach = reachOn(viewer, day.today);
  const mine = workUnits(reach, today, parameters);
  const managed = managedUnits(viewer, day, parameters);
  const unitToday = "coalesce(answering_today.answering_unit, newest.unit_code)";
  return `(
    SELECT client.file_number, coalesce(answering.answering_unit, client.unit_code) AS unit,
           coalesce(answering.district, client.delivered_by) AS district, answering.area, client.caseworker,
           newest.protection > 0 AS protected, client.deceased_on, client.birth_date, client.known_from
    FROM client
    LEFT JOIN unit_answering AS answering
      ON answering.unit_code = client.unit_code AND answering.day_from <= ${on} AND answering.day_to > ${on}
    LEFT JOIN client AS standing ON standing.file_number = client.file_number AND standing.known_to IS NULL
    JOIN client AS newest ON newest.id = coalesce(standing.id, ${LAST_VERSION})
    LEFT JOIN unit_answering AS answering_today
      ON answering_today.unit_code = newest.unit_code AND answering_today.day_from <= ${today}
      AND answering_today.day_to > ${today}
    WHERE client.known_from <= ${on} AND (client.known_to IS NULL OR client.known_to > ${on})
      AND ${mine("coalesce(answering.answering_unit, client.unit_code)")}
      AND (newest.protection = 0
           OR (${mine(unitToday)} AND ${ownCondition(viewer, reach, parameters)})
           OR ${managed(unitToday)})
  )`;
}

/** Of a person whom the case system has withdrawn: what the last version said holds. */
const LAST_VERSION = `(
      SELECT ended.id FROM client AS ended
      WHERE ended.file_number = client.file_number AND ended.known_to IS NOT NULL
      ORDER BY ended.known_to DESC, ended.id DESC LIMIT 1)`;

/** Whether the client's caseworker of today is the viewer, or someone for whom the viewer stands in by name. */
function ownCondition({ roles, subject }: Viewer, { colleagues }: Reach, parameters: SqlParameters): string {
  const signatures = [...(roles.includes("CASEWORKER") ? [subject] : []), ...colleagues];
  return signatures.length === 0 ? "FALSE" : `newest.caseworker = ANY(${parameters.add(signatures, "text[]")})`;
}

/** Whether the viewer is a manager of that unit today: what {@link managedUnits} says in SQL. */
export function managesUnit(viewer: Viewer, { today }: Pick<AnswerDay, "today">, unit: string): boolean {
  if (!viewer.roles.includes("MANAGER")) return false;
  const { units } = reachOn(viewer, today);
  return units === null || units.includes(unit);
}

/**
 * The units whose manager the viewer is today. Standing in for a member of staff of another unit makes nobody its manager.
 * @returns gives the SQL condition that a unit is one of them, from the SQL of its code
 */
export function managedUnits(viewer: Viewer, { today }: AnswerDay, parameters: SqlParameters): (unit: string) => string {
  if (!viewer.roles.includes("MANAGER")) return () => "FALSE";
  return unitsByCode(reachOn(viewer, today).units, parameters);
}
