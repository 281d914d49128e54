import type { DataSource } from "typeorm";
import type { AnswerDay } from "../access/answer-day.js";
import { requireRole } from "../access/operations.js";
import { caseScope } from "../access/scope.js";
import type { Viewer } from "../access/viewer.js";
import { SqlParameters } from "../database/sql-parameters.js";
import { runs } from "../findings/running-decision.js";
import { day } from "../rules/calendar.js";
import { estimatedMonthlyCost } from "../rules/draft-cost.js";
import { sumOf } from "../rules/exact.js";
import type { LssLevel, Ownership, Price } from "../rules/facts.js";
import type { Hours } from "../rules/hours.js";
import { isKnown } from "./query-decisions.js";

/** What an intervention that a client has costs a month, in SEK. */
export interface CaseCost {
  readonly intervention: { readonly code: string };
  readonly basis: "CARE_COST_FILE" | "PRICE_LIST";
  /** The month that was reported, `YYYY-MM`; null for an estimate. */
  readonly month: string | null;
  /** Null: not known. */
  readonly amount: number | null;
}

/** A decision that runs on the day, with its newest running order. */
interface RunningDecision {
  readonly intervention: string;
  readonly amount: string | null;
  readonly amountUnit: string | null;
  readonly level: number | null;
  /** Hours a month that are ordered. */
  readonly orderedHours: string | null;
  readonly ownership: Ownership | null;
}

interface CostFacts {
  readonly running: readonly RunningDecision[];
  readonly levels: readonly (Omit<LssLevel, "measuredOn"> & { readonly measuredOn: string })[];
  readonly prices: readonly (Omit<Price, "validFrom"> & { readonly validFrom: string })[];
  readonly reported: readonly { readonly intervention: string; readonly month: string; readonly amount: string }[];
}

/**
 * What a client costs a month: one for each intervention that a decision running on the day gives, by its code. What the
 * care cost files say of the latest month that has an amount; without one an estimate by the price list. One statement.
 * @returns none for a case that the viewer may not know of
 * @throws RequestError FORBIDDEN for a role that asks about no single case
 */
export async function caseCosts(dataSource: DataSource, viewer: Viewer, asked: AnswerDay, fileNumber: string): Promise<CaseCost[]> {
  requireRole(viewer, "case");
  const facts = await readCostFacts(dataSource, viewer, asked, fileNumber);
  if (facts === null) return [];
  const codes = [...new Set(facts.running.map(({ intervention }) => intervention))].sort();
  return codes.map((code) => {
    const reported = facts.reported.find(({ intervention }) => intervention === code);
    const intervention = { code };
    if (reported) return { intervention, basis: "CARE_COST_FILE", month: reported.month, amount: Number(reported.amount) };
    return { intervention, basis: "PRICE_LIST", month: null, amount: estimateOf(code, facts, asked.on) };
  });
}

/** Null when one of the decisions has no known price: a part is not what it costs. */
function estimateOf(code: string, { running, levels, prices }: CostFacts, on: string): number | null {
  const measured = levels.map((level) => ({ ...level, measuredOn: day(level.measuredOn) }));
  const listed = prices.filter(({ intervention }) => intervention === code).map((price) => ({ ...price, validFrom: day(price.validFrom) }));
  const estimates = running.filter(({ intervention }) => intervention === code).map((decision) => estimatedMonthlyCost(
    { intervention: code, hours: hoursOf(decision), level: decision.level, on: day(on), ownership: decision.ownership }, listed, measured,
  ));
  const known = estimates.filter((estimate) => estimate !== null);
  return known.length < estimates.length ? null : Number(sumOf(known.map(String)));
}

/** Those of the decision; where it says none, those that are ordered. */
function hoursOf({ amount, amountUnit, orderedHours }: RunningDecision): Hours {
  return {
    perMonth: amountUnit === "TIM_MAN" ? amount : amountUnit === "TIM_VECKA" ? null : orderedHours,
    perWeek: amountUnit === "TIM_VECKA" ? amount : null,
  };
}

async function readCostFacts(dataSource: DataSource, viewer: Viewer, { on: asked, today }: AnswerDay, fileNumber: string): Promise<CostFacts | null> {
  const parameters = new SqlParameters();
  const on = parameters.add(asked, "date");
  const statement = `
    WITH known AS (
      SELECT scope.file_number FROM ${caseScope(viewer, { on: asked, today }, parameters)} AS scope
      WHERE scope.file_number = ${parameters.add(fileNumber, "text")}
    ),
    running AS (
      SELECT decision.* FROM known JOIN decision ON decision.file_number = known.file_number
      WHERE ${isKnown("decision", on)} AND ${runs(on)}
    )
    SELECT json_build_object(
      'running', (
        SELECT coalesce(json_agg(json_build_object(
          'intervention', running.intervention, 'amount', running.amount::text, 'amountUnit', running.amount_unit, 'level', running.level,
          'orderedHours', ordered.hours, 'ownership', ordered.ownership)), '[]')
        FROM running LEFT JOIN LATERAL ${newestOrder(on)} AS ordered ON TRUE),
      'levels', (
        SELECT coalesce(json_agg(json_build_object('load', l.load_id, 'line', l.line, 'intervention', l.intervention, 'measuredOn', l.measured_on, 'level', l.level)), '[]')
        FROM lss_level AS l WHERE l.file_number = known.file_number AND ${isKnown("l", on)}),
      'prices', (
        SELECT coalesce(json_agg(json_build_object(
          'load', p.load_id, 'line', p.line, 'listYear', p.list_year, 'intervention', p.intervention, 'level', nullif(p.level, 0), 'per', p.per,
          'validFrom', p.valid_from, 'ownership', nullif(p.ownership, ''), 'price', p.price::text)), '[]')
        FROM price AS p WHERE p.intervention IN (SELECT running.intervention FROM running) AND ${isKnown("p", on)}),
      'reported', ${reportedCosts(on)}) AS facts
    FROM known`;
  const [row] = await dataSource.query<{ facts: CostFacts }[]>(statement, parameters.values);
  return row?.facts ?? null;
}

function newestOrder(on: string): string {
  return `(
    SELECT care_order.hours_per_month::text AS hours,
           CASE WHEN provider.municipal THEN 'KOMMUN' WHEN NOT provider.municipal THEN 'PRIVAT' END AS ownership
    FROM care_order LEFT JOIN provider ON provider.code = care_order.provider AND ${isKnown("provider", on)}
    WHERE care_order.decision_number = running.number AND ${isKnown("care_order", on)}
      AND coalesce(care_order.starts_on, care_order.ordered_on) <= ${on} AND (care_order.ends_on IS NULL OR care_order.ends_on >= ${on})
    ORDER BY coalesce(care_order.starts_on, care_order.ordered_on) DESC, care_order.number LIMIT 1)`;
}

/** Of each intervention the latest month with an amount, up to the month of the day: rows of one month are added up. */
function reportedCosts(on: string): string {
  return `(
        SELECT coalesce(json_agg(json_build_object('intervention', paid.intervention, 'month', paid.month, 'amount', paid.amount::text)), '[]')
        FROM (
          SELECT DISTINCT ON (c.intervention) c.intervention, paid_month.month, sum(listed.amount) AS amount
          FROM care_cost AS c
          CROSS JOIN LATERAL unnest(c.months) WITH ORDINALITY AS listed (amount, place)
          CROSS JOIN LATERAL (SELECT c.year || '-' || lpad(listed.place::text, 2, '0') AS month) AS paid_month
          WHERE c.file_number = known.file_number AND ${isKnown("c", on)} AND listed.amount IS NOT NULL
            AND paid_month.month <= to_char(${on}, 'YYYY-MM')
          GROUP BY c.intervention, paid_month.month ORDER BY c.intervention, paid_month.month DESC
        ) AS paid)`;
}
