import type { SqlParameters } from "../database/sql-parameters.js";
import type { AnswerDay } from "./answer-day.js";
import { maySeeIdentity } from "./operations.js";
import type { Viewer } from "./viewer.js";

/*
 * The one door to the table of names and numbers. What comes out of it must be joined with the scope.
 */

/**
 * Which cases numbers lead to on the day, by their keyed hashes (`hashOfNumber`). Of use only beside `caseScope`.
 * @returns a query in parentheses with the columns `file_number`, `number_hash`
 */
export function casesOfNumbers(hashes: readonly Buffer[], day: AnswerDay, parameters: SqlParameters): string {
  const on = parameters.add(day.on, "date");
  return `(
    SELECT person.file_number, person.personal_number_hash AS number_hash FROM person
    WHERE person.personal_number_hash = ANY(${parameters.add(hashes, "bytea[]")})
      AND person.known_from <= ${on} AND (person.known_to IS NULL OR person.known_to > ${on})
  )`;
}

/**
 * The name of a case's person on the day, "Given Family"; null for those who may see the case but not who it is.
 * @param fileNumber SQL of the case's file number, in scope
 * @returns an SQL expression
 */
export function nameOfPerson(fileNumber: string, viewer: Viewer, day: AnswerDay, parameters: SqlParameters): string {
  if (!maySeeIdentity(viewer)) return "NULL::text";
  const on = parameters.add(day.on, "date");
  return `(
    SELECT nullif(concat_ws(' ', person.given_name, person.family_name), '') FROM person
    WHERE person.file_number = ${fileNumber}
      AND person.known_from <= ${on} AND (person.known_to IS NULL OR person.known_to > ${on})
  )`;
}

/** A case's birth date, or null as {@link nameOfPerson}. @param birthDate SQL of the date, from `caseScope` */
export function birthDateOfPerson(birthDate: string, viewer: Viewer): string {
  return maySeeIdentity(viewer) ? birthDate : "NULL::date";
}
