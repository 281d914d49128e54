import type { DataSource } from "typeorm";
import type { AnswerDay } from "../access/answer-day.js";
import { casesOfNumbers } from "../access/identity.js";
import { caseScope } from "../access/scope.js";
import type { Viewer } from "../access/viewer.js";
import { prepared } from "../database/prepared.js";
import { SqlParameters } from "../database/sql-parameters.js";
import type { Severity } from "../rules/timeline.js";
import { acknowledgementOn } from "./query-answers.js";
import { type CompletenessRow, dataFrom, dataLoadedAt, type Incompleteness, incompleteBecause, newestExtracts, quarantinedRows } from "./query-completeness.js";
import {
  type Complete, type FindingRow, findingRowJson, type FoundFinding, gravityOn, holdsOn, isFoundOn, readFiles,
} from "./query-finding.js";

/** How a case stands on a day: what its badge says, and why. */
export interface CaseStanding {
  readonly fileNumber: string;
  /** Keyed hash of the personal number, in hexadecimal, when the case was asked for by it. */
  readonly numberHash: string | null;
  readonly status: "OK" | "ATTENTION" | "OVERDUE" | "UNKNOWN";
  readonly protected: boolean;
  /** The gravest first, then the one due first. */
  readonly findings: readonly FoundFinding[];
  readonly nextDueOn: string | null;
  readonly dataFrom: string | null;
  readonly dataLoadedAt: Date | null;
  readonly incompleteBecause: readonly Incompleteness[];
}

/** Cases by their file numbers, by keyed hashes of personal numbers, or both. */
export interface AskedCases {
  readonly fileNumbers: readonly string[];
  readonly numberHashes: readonly Buffer[];
}

interface StandingRow extends CompletenessRow {
  readonly fileNumber: string;
  readonly numberHash: string | null;
  readonly protected: boolean;
  readonly nextDueOn: string | null;
  readonly findings: readonly FindingRow[] | null;
}

/**
 * The standings of those of the asked cases that the viewer may know of, in no order. Two statements, however many
 * cases: one for all that can change (so that it is all of one moment), one for the names of files.
 */
export async function caseStandings(
  dataSource: DataSource,
  viewer: Viewer,
  day: AnswerDay,
  asked: AskedCases,
): Promise<CaseStanding[]> {
  const parameters = new SqlParameters();
  const statement = standingsStatement(viewer, day, asked, parameters);
  const rows = await dataSource.query<{ standing: StandingRow }[]>(prepared(statement), parameters.values);
  const complete = await readFiles(dataSource, rows.flatMap(({ standing }) => standing.findings ?? []));
  return rows.map(({ standing }) => standingOf(standing, complete, day));
}

function standingsStatement(viewer: Viewer, day: AnswerDay, asked: AskedCases, parameters: SqlParameters): string {
  const on = parameters.add(day.on, "date");
  return `
    WITH named AS ${casesOfNumbers(asked.numberHashes, day, parameters)},
    known AS (
      SELECT scope.* FROM ${caseScope(viewer, day, parameters)} AS scope
      WHERE scope.file_number = ANY(ARRAY(
        SELECT unnest(${parameters.add(asked.fileNumbers, "text[]")}) UNION SELECT named.file_number FROM named))
    ),
    fresh AS (${newestExtracts(on, parameters)})
    SELECT json_build_object(
      'fileNumber', known.file_number, 'numberHash', encode(named.number_hash, 'hex'),
      'protected', known.protected,
      'nextDueOn', CASE WHEN known.deceased_on <= ${on} THEN NULL ELSE standing.next_due_on END,
      'findings', standing.findings, 'extracts', fresh.extracts,
      'quarantined', ${quarantinedRows("known.file_number")}) AS standing
    FROM known
    LEFT JOIN named ON named.file_number = known.file_number
    JOIN fresh ON fresh.district = known.district
    CROSS JOIN LATERAL (
      SELECT min(finding.due_on) FILTER (WHERE finding.counts_as_next AND finding.due_on >= ${on}) AS next_due_on,
             json_agg(${findingRowJson(on, viewer)} ORDER BY ${gravityOn(on)} DESC, finding.due_on, finding.finding_id)
               FILTER (WHERE ${isFoundOn(on)}) AS findings
      FROM finding ${acknowledgementOn(on)}
      WHERE finding.file_number = known.file_number AND ${holdsOn(on)}
    ) AS standing`;
}

function standingOf(row: StandingRow, complete: Complete, day: AnswerDay): CaseStanding {
  const findings = (row.findings ?? []).map(complete);
  const because = incompleteBecause(row, day.on);
  const status = statusOf(findings.map(({ severity }) => severity));
  return {
    fileNumber: row.fileNumber,
    numberHash: row.numberHash,
    status: status === "OK" && because.length > 0 ? "UNKNOWN" : status,
    protected: row.protected,
    findings,
    nextDueOn: row.nextDueOn,
    dataFrom: dataFrom(row),
    dataLoadedAt: dataLoadedAt(row),
    incompleteBecause: because,
  };
}

function statusOf(severities: readonly Severity[]): "OK" | "ATTENTION" | "OVERDUE" {
  if (severities.includes("CRITICAL")) return "OVERDUE";
  return severities.includes("WARNING") ? "ATTENTION" : "OK";
}
