import type { DataSource } from "typeorm";
import type { AnswerDay } from "../access/answer-day.js";
import { caseScope, managedUnits } from "../access/scope.js";
import type { Viewer } from "../access/viewer.js";
import { SqlParameters } from "../database/sql-parameters.js";
import { RequestError } from "../request-error.js";
import type { FindingKind } from "../rules/timeline.js";
import { acknowledgementOn, FACTS } from "./query-answers.js";
import { type FindingRow, findingRowJson, type FoundFinding, holdsOn, isFoundOn, readFiles } from "./query-finding.js";

/** A finding as somebody is about to answer it. */
export interface AnsweredFinding {
  readonly id: string;
  readonly fileNumber: string;
  readonly rule: string;
  readonly kind: FindingKind;
  /** What it stands on (SQL function `finding_facts`). */
  readonly facts: string;
  /** Whether the viewer is a manager of the unit that answers. */
  readonly managed: boolean;
}

/**
 * The finding that a viewer wants to answer today.
 * @throws RequestError NOT_FOUND when there is none for the viewer, which is also the answer for one out of scope
 */
export async function answeredFinding(dataSource: DataSource, viewer: Viewer, today: AnswerDay, id: string): Promise<AnsweredFinding> {
  const parameters = new SqlParameters();
  const statement = `
    SELECT finding.finding_id AS id, finding.file_number AS "fileNumber", finding.rule, finding.kind, ${FACTS} AS facts,
           ${managedUnits(viewer, today, parameters)("known.unit")} AS managed
    FROM finding JOIN ${caseScope(viewer, today, parameters)} AS known ON known.file_number = finding.file_number
    WHERE ${isThatOf(id, today, parameters)}`;
  const [found] = await dataSource.query<AnsweredFinding[]>(statement, parameters.values);
  if (found === undefined) throw new RequestError("NOT_FOUND", "There is no such finding for you today: its facts may have changed.");
  return found;
}

/**
 * The finding as it stands today, with what was answered. Two statements.
 * @throws RequestError NOT_FOUND when it is gone meanwhile
 */
export async function standingFinding(dataSource: DataSource, viewer: Viewer, today: AnswerDay, id: string): Promise<FoundFinding> {
  const parameters = new SqlParameters();
  const on = parameters.add(today.on, "date");
  const statement = `
    SELECT ${findingRowJson(on, viewer)} AS finding
    FROM finding JOIN ${caseScope(viewer, today, parameters)} AS known ON known.file_number = finding.file_number
    ${acknowledgementOn(on)}
    WHERE ${isThatOf(id, today, parameters)}`;
  const [row] = await dataSource.query<{ finding: FindingRow }[]>(statement, parameters.values);
  if (row === undefined) throw new RequestError("NOT_FOUND", "The finding is gone: its facts have changed.");
  return (await readFiles(dataSource, [row.finding]))(row.finding);
}

function isThatOf(id: string, today: AnswerDay, parameters: SqlParameters): string {
  const on = parameters.add(today.on, "date");
  return `finding.finding_id = ${parameters.add(id, "text")} AND ${holdsOn(on)} AND ${isFoundOn(on)}`;
}
