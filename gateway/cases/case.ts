import type { DataSource } from "typeorm";
import type { AnswerDay } from "../access/answer-day.js";
import { birthDateOfPerson, nameOfPerson } from "../access/identity.js";
import { requireRole } from "../access/operations.js";
import { caseScope } from "../access/scope.js";
import type { Viewer } from "../access/viewer.js";
import { prepared } from "../database/prepared.js";
import { SqlParameters } from "../database/sql-parameters.js";
import { type CaseStanding, caseStandings } from "../findings/query-standing.js";
import { decisionsOf, isKnown, type KnownDecision } from "./query-decisions.js";

/** A case as it was known on a day (contract 4, `Case`). Dates are `YYYY-MM-DD`. */
export interface KnownCase extends Pick<CaseStanding, "status" | "findings"> {
  readonly fileNumber: string;
  /** Null for those who may see the case but not who it is. */
  readonly name: string | null;
  readonly birthDate: string | null;
  /** Whether the identity is protected today. */
  readonly protected: boolean;
  readonly unit: string;
  readonly caseworker: string | null;
  readonly deceasedOn: string | null;
  readonly decisions: readonly KnownDecision[];
  readonly individualPlans: readonly KnownIndividualPlan[];
  readonly dataFrom: string;
  /** The day on which it stands so, `YYYY-MM-DD`. */
  readonly on: string;
}

/** A row of a unit's list of individual plans (contract 4, `IndividualPlan`). */
export interface KnownIndividualPlan {
  readonly kind: string;
  readonly offeredOn: string | null;
  readonly drawnUpOn: string | null;
  readonly followUpOn: string | null;
}

type CaseRow = Omit<KnownCase, "status" | "findings" | "dataFrom" | "on"> & { readonly knownFrom: string };

/**
 * One case with its decisions, orders, plans, performed time, follow-ups and findings; null when the viewer may not know of it, which is
 * also the answer when there is none. Three statements, whatever the selection.
 * @throws RequestError FORBIDDEN for a role that asks about no single case
 */
export async function findCase(
  dataSource: DataSource,
  viewer: Viewer,
  day: AnswerDay,
  fileNumber: string,
): Promise<KnownCase | null> {
  requireRole(viewer, "case");
  const known = await readCase(dataSource, viewer, day, fileNumber);
  if (known === null) return null;
  const [standing] = await caseStandings(dataSource, viewer, day, { fileNumbers: [fileNumber], numberHashes: [] });
  // Gone between the two statements.
  if (standing === undefined) return null;
  const { knownFrom, ...facts } = known;
  return { ...facts, status: standing.status, findings: standing.findings, dataFrom: standing.dataFrom ?? knownFrom, on: day.on };
}

async function readCase(
  dataSource: DataSource, viewer: Viewer, day: AnswerDay, fileNumber: string,
): Promise<CaseRow | null> {
  const parameters = new SqlParameters();
  const statement = `
    SELECT json_build_object(
      'fileNumber', known.file_number, 'name', ${nameOfPerson("known.file_number", viewer, day, parameters)},
      'birthDate', ${birthDateOfPerson("known.birth_date", viewer)}, 'protected', known.protected, 'unit', known.unit,
      'caseworker', known.caseworker, 'deceasedOn', known.deceased_on, 'knownFrom', known.known_from,
      'decisions', ${decisionsOf("known.file_number", viewer, day, parameters)},
      'individualPlans', ${individualPlansOf("known.file_number", day, parameters)}) AS facts
    FROM ${caseScope(viewer, day, parameters)} AS known
    WHERE known.file_number = ${parameters.add(fileNumber, "text")}`;
  const [row] = await dataSource.query<{ facts: CaseRow }[]>(prepared(statement), parameters.values);
  return row?.facts ?? null;
}

/** SQL: the individual plans of a case in scope as they were known on the day. @param fileNumber SQL of its file number */
function individualPlansOf(fileNumber: string, day: AnswerDay, parameters: SqlParameters): string {
  return `(
    SELECT coalesce(json_agg(json_build_object('kind', listed.kind, 'offeredOn', listed.offered_on, 'drawnUpOn', listed.drawn_up_on,
                                               'followUpOn', listed.follow_up_on)
                             ORDER BY coalesce(listed.drawn_up_on, listed.offered_on) DESC NULLS LAST, listed.kind, listed.ordinal), '[]')
    FROM individual_plan AS listed WHERE listed.file_number = ${fileNumber} AND ${isKnown("listed", parameters.add(day.on, "date"))})`;
}
