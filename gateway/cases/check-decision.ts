import type { DataSource } from "typeorm";
import type { AnswerDay } from "../access/answer-day.js";
import { requireRole } from "../access/operations.js";
import type { Viewer } from "../access/viewer.js";
import { SqlParameters } from "../database/sql-parameters.js";
import { evaluatedFinding, severityOn } from "../findings/evaluated-finding.js";
import { type Complete, type FindingRow, type FoundFinding, readFiles } from "../findings/query-finding.js";
import { RequestError } from "../request-error.js";
import { type Day, day } from "../rules/calendar.js";
import type { Catalogue } from "../rules/catalogue.js";
import { checkDraft, type DecisionDraft, draftedDecision } from "../rules/check-draft.js";
import { estimatedMonthlyCost } from "../rules/draft-cost.js";
import { draftOutlook, type DraftNotice } from "../rules/draft-outlook.js";
import type { UnjudgedFact } from "../rules/delegation.js";
import type { CaseworkerPeriod } from "../rules/facts.js";
import { lawOfIntervention } from "../rules/law-of-intervention.js";
import type { DelegationRole } from "../rules/rule.js";
import type { Timeline } from "../rules/timeline.js";
import { type DraftCase, readDraftCase } from "./query-draft-case.js";

/** A decision that is being written (contract 4, `DecisionDraftInput`). Dates are `YYYY-MM-DD`. */
export interface DraftRequest {
  readonly fileNumber: string;
  /** Empty: the intervention's own. */
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
  readonly unjudged: readonly UnjudgedFact[];
  readonly findings: readonly FoundFinding[];
  /** SEK; null where no price is known for it. */
  readonly estimatedMonthlyCost: number | null;
  readonly notices: readonly DraftNotice[];
}

/**
 * Whether a drafted decision would be within the decision-maker's delegation today, what stands beside it, what will follow
 * of it, and what it would cost. Three statements.
 * @throws RequestError FORBIDDEN for a role that makes no decisions; NOT_FOUND when the viewer may not know of the case,
 *   which is also the answer when there is none; BAD_USER_INPUT for an unknown code or hours that are none
 */
export async function checkDecision(
  dataSource: DataSource, catalogue: Catalogue, viewer: Viewer, today: AnswerDay, request: DraftRequest,
): Promise<DraftAnswer> {
  requireRole(viewer, "checkDecision");
  const draft = draftOf(request, viewer, catalogue, day(today.on));
  const place = await readDraftCase(dataSource, viewer, today, request.fileNumber, request.intervention);
  const periods = await readPeriods(dataSource, today, draft.decidedBy);
  const decision = draftedDecision(draft, day(today.on));
  const check = checkDraft(draft, decision, place, (signature) => (signature === draft.decidedBy ? periods : []), catalogue, day(today.on));
  const rows = check.findings.map((timeline) => rowOf(timeline, place, today.on));
  const complete: Complete = await readFiles(dataSource, rows);
  return {
    allowed: check.allowed,
    requiredRoles: check.requiredRoles,
    unjudged: check.unjudged,
    findings: rows.map(complete),
    estimatedMonthlyCost: estimatedMonthlyCost(
      { intervention: draft.intervention, hours: { perMonth: draft.hoursPerMonth, perWeek: draft.hoursPerWeek }, level: draft.level, on: decision.from, ownership: place.ownership },
      place.prices, place.levels,
    ),
    notices: draftOutlook(decision, place, catalogue),
  };
}

function draftOf(request: DraftRequest, viewer: Viewer, { names }: Catalogue, today: Day): DecisionDraft {
  const { intervention } = request;
  if (!names.interventions.has(intervention)) throw new RequestError("BAD_USER_INPUT", "intervention is not a code of contract 1.");
  const decidedOn = dayOrNull(request.decidedOn);
  const law = request.law || lawOfIntervention(intervention, decidedOn ?? today);
  if (!names.laws.has(law)) throw new RequestError("BAD_USER_INPUT", "law is not a code of contract 1.");
  return {
    law,
    intervention,
    decidedOn,
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

/** About no decision, since there is none yet. */
function rowOf(timeline: Timeline, place: DraftCase, on: string): FindingRow {
  const row = evaluatedFinding(timeline, place, severityOn(timeline, day(on)) ?? "INFO", on);
  return { ...row, id: `${row.id}:draft` };
}
