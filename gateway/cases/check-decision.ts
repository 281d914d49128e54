import type { DataSource } from "typeorm";
import type { AnswerDay } from "../access/answer-day.js";
import { requireRole } from "../access/operations.js";
import { caseScope } from "../access/scope.js";
import type { Viewer } from "../access/viewer.js";
import { SqlParameters } from "../database/sql-parameters.js";
import { type Complete, type FindingRow, type FoundFinding, readFiles } from "../findings/query-finding.js";
import { RequestError } from "../request-error.js";
import { day, isoDay } from "../rules/calendar.js";
import type { Catalogue } from "../rules/catalogue.js";
import { checkDraft, type DecisionDraft } from "../rules/check-draft.js";
import type { CaseworkerPeriod } from "../rules/facts.js";
import type { DelegationRole } from "../rules/rule.js";
import type { Timeline } from "../rules/timeline.js";

/** A decision that is being written (contract 4, `DecisionDraftInput`). Dates are `YYYY-MM-DD`. */
export interface DraftRequest {
  readonly fileNumber: string;
  readonly law: string;
  readonly intervention: string;
  readonly decidedOn?: string | null;
  readonly decidedBy?: string | null;
  readonly validFrom?: string | null;
  readonly validTo?: string | null;
  readonly hoursPerMonth?: number | null;
  readonly hoursPerWeek?: number | null;
  readonly level?: number | null;
}

export interface DraftAnswer {
  readonly allowed: boolean;
  readonly requiredRoles: readonly DelegationRole[];
  readonly findings: readonly FoundFinding[];
  /** SEK. Null: no price list is a source yet. */
  readonly estimatedMonthlyCost: number | null;
}

interface DraftCase {
  readonly unit: string;
  readonly area: string | null;
  readonly district: string;
  readonly caseworker: string | null;
}

/**
 * Whether a drafted decision would be within the decision-maker's delegation today. Three statements.
 * @throws RequestError FORBIDDEN for a role that makes no decisions; NOT_FOUND when the viewer may not know of the case,
 *   which is also the answer when there is none; BAD_USER_INPUT for an unknown code or hours that are none
 */
export async function checkDecision(
  dataSource: DataSource, catalogue: Catalogue, viewer: Viewer, today: AnswerDay, request: DraftRequest,
): Promise<DraftAnswer> {
  requireRole(viewer, "checkDecision");
  const draft = draftOf(request, viewer, catalogue);
  const place = await readCase(dataSource, viewer, today, request.fileNumber);
  const periods = await readPeriods(dataSource, today, draft.decidedBy);
  const check = checkDraft(draft, place, (signature) => (signature === draft.decidedBy ? periods : []), catalogue, day(today.on));
  const rows = check.findings.map((timeline) => rowOf(timeline, place, request.fileNumber, today.on));
  const complete: Complete = await readFiles(dataSource, rows);
  return {
    allowed: check.allowed,
    requiredRoles: check.requiredRoles,
    findings: rows.map(complete),
    estimatedMonthlyCost: null,
  };
}

function draftOf(request: DraftRequest, viewer: Viewer, { names }: Catalogue): DecisionDraft {
  const { law, intervention } = request;
  if (!names.interventions.has(intervention)) throw new RequestError("BAD_USER_INPUT", "intervention is not a code of contract 1.");
  if (!names.laws.has(law)) throw new RequestError("BAD_USER_INPUT", "law is not a code of contract 1.");
  return {
    law,
    intervention,
    decidedOn: dayOrNull(request.decidedOn),
    decidedBy: request.decidedBy || viewer.subject,
    validFrom: dayOrNull(request.validFrom),
    validTo: dayOrNull(request.validTo),
    hoursPerMonth: decimal("hoursPerMonth", request.hoursPerMonth),
    hoursPerWeek: decimal("hoursPerWeek", request.hoursPerWeek),
    level: request.level ?? null,
  };
}

function dayOrNull(text: string | null | undefined): number | null {
  return text === null || text === undefined ? null : day(text);
}

/** Limits are compared as decimal text, never as floats. */
function decimal(name: string, hours: number | null | undefined): string | null {
  if (hours === null || hours === undefined) return null;
  const text = String(hours);
  if (/^\d+(\.\d+)?$/.test(text)) return text;
  throw new RequestError("BAD_USER_INPUT", `${name} is no number of hours.`);
}

async function readCase(
  dataSource: DataSource, viewer: Viewer, today: AnswerDay, fileNumber: string,
): Promise<DraftCase> {
  const parameters = new SqlParameters();
  const statement = `
    SELECT known.unit, known.area, known.district, known.caseworker FROM ${caseScope(viewer, today, parameters)} AS known
    WHERE known.file_number = ${parameters.add(fileNumber, "text")}`;
  const [place] = await dataSource.query<DraftCase[]>(statement, parameters.values);
  if (place === undefined) throw new RequestError("NOT_FOUND", "There is no such case for you.");
  return place;
}

/** The roles of a member of staff: no fact of a case. */
async function readPeriods(dataSource: DataSource, today: AnswerDay, signature: string | null): Promise<CaseworkerPeriod[]> {
  const parameters = new SqlParameters();
  const on = parameters.add(today.on, "date");
  const statement = `
    SELECT json_build_object('from', valid_from, 'to', valid_to, 'role', role, 'load', load_id, 'line', line) AS period
    FROM caseworker_period
    WHERE signature = ${parameters.add(signature, "text")}
      AND known_from <= ${on} AND (known_to IS NULL OR known_to > ${on})`;
  const rows = await dataSource.query<{ period: PeriodRow }[]>(statement, parameters.values);
  return rows.map(({ period }) => ({
    ...period, signature: signature ?? "", from: day(period.from), to: dayOrNull(period.to),
  }));
}

type PeriodRow = Pick<CaseworkerPeriod, "role" | "load" | "line"> & { readonly from: string; readonly to: string | null };

function rowOf(timeline: Timeline, place: DraftCase, fileNumber: string, on: string): FindingRow {
  const { rule, variant, kind, dueOn, evidence } = timeline;
  return {
    id: `${rule}:client:${fileNumber}:draft`,
    rule,
    variant,
    kind,
    severity: timeline.criticalFrom !== null ? "CRITICAL" : timeline.warningFrom !== null ? "WARNING" : "INFO",
    dueOn: dueOn === null ? null : isoDay(dueOn),
    overdueDays: null,
    fileNumber,
    decision: null,
    order: null,
    unit: place.unit,
    district: place.district,
    caseworker: place.caseworker,
    acknowledgedUntil: null,
    acknowledgement: null,
    disputes: [],
    reminders: [],
    on,
    explainedBy: evidence,
  };
}
