import type { SqlParameters } from "../database/sql-parameters.js";
import type { AnswerDay } from "./answer-day.js";
import type { Viewer } from "./viewer.js";

/**
 * The cases that the viewer may know of, as they were known on the day: the one place that decides it. Every statement
 * that reads facts of a case joins this, so that a case outside the scope, a protected one and one that does not exist
 * give the same answer: none. Which role may ask which operation is another matter (`operations.ts`).
 *
 * In scope is a case whose answering unit on the day is one of the viewer's. A case that is protected today (contract 4:
 * today's protection governs every answer) is so only for the client's own caseworker of today, in the own unit, and for
 * the managers of the unit that answers today.
 *
 * @returns a query in parentheses, to be given a name, with the columns `file_number`, `unit`, `district`, `area`,
 *   `caseworker`, `protected`, `deceased_on`, `birth_date`, `known_from`
 */
export function caseScope(viewer: Viewer, day: AnswerDay, parameters: SqlParameters): string {
  const on = parameters.add(day.on, "date");
  const today = parameters.add(day.today, "date");
  const mine = unitsCondition(viewer, parameters);
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
           OR (${mine("coalesce(answering_today.answering_unit, newest.unit_code)")}
               AND ${protectedCondition(viewer, parameters)}))
  )`;
}

/** Of a person whom the case system has withdrawn: what the last version said holds. */
const LAST_VERSION = `(
      SELECT ended.id FROM client AS ended
      WHERE ended.file_number = client.file_number AND ended.known_to IS NOT NULL
      ORDER BY ended.known_to DESC, ended.id DESC LIMIT 1)`;

function unitsCondition({ units }: Viewer, parameters: SqlParameters): (unit: string) => string {
  if (units === null) return () => "TRUE";
  const codes = parameters.add(units, "text[]");
  return (unit) => `${unit} = ANY(${codes})`;
}

/** Beside being in the viewer's units. */
function protectedCondition({ roles, subject }: Viewer, parameters: SqlParameters): string {
  if (roles.includes("MANAGER")) return "TRUE";
  return roles.includes("CASEWORKER") ? `newest.caseworker = ${parameters.add(subject, "text")}` : "FALSE";
}
