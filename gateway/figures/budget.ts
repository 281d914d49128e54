import type { DataSource } from "typeorm";
import type { AnswerDay } from "../access/answer-day.js";
import { reachOn, workUnits } from "../access/cover.js";
import { requireRole } from "../access/operations.js";
import type { Viewer } from "../access/viewer.js";
import { SqlParameters } from "../database/sql-parameters.js";
import { RequestError } from "../request-error.js";

/** A unit's budget follow-up of a year (contract 4, `BudgetFollowUp`), in SEK. */
export interface BudgetFollowUp {
  readonly unit: string;
  readonly year: number;
  readonly lines: readonly BudgetRow[];
  readonly total: BudgetRow;
}

export interface BudgetRow {
  /** The unit's area: AO, FN or SP; null where the case system gives none. */
  readonly area: string | null;
  readonly intervention: string | null;
  readonly account: string | null;
  readonly budget: number;
  readonly outcome: number;
  readonly forecast: number | null;
  readonly months: readonly BudgetMonth[];
  /** What budget and outcome come from: `SIE`, `BUDGET`, or both where units with the one and the other became one. */
  readonly source: string;
}

export interface BudgetMonth {
  /** `YYYY-MM`. */
  readonly month: string;
  readonly budget: number | null;
  readonly outcome: number | null;
}

/** What is asked for. */
export interface BudgetRequest {
  readonly unit: string;
  readonly year: number;
}

interface SummedRow extends BudgetRow {
  readonly isTotal: boolean;
}

/**
 * Budget, outcome and forecast of a unit in a year, as they were known on the day, with what units left behind that it has
 * taken over. Where a ledger has the unit and year it gives budget and outcome, else the workbook does; forecasts are the
 * workbook's; the two are never added up (contract 6, Figures). One statement. No figure comes from a person.
 *
 * @throws RequestError FORBIDDEN for a role that has no part in it; BAD_USER_INPUT; NOT_FOUND when nothing is known of the unit
 *   and year, or the unit is none of the viewer's: a total of nothing would read as a budget of zero
 */
export async function budgetFollowUp(
  dataSource: DataSource, viewer: Viewer, day: AnswerDay, { unit, year }: BudgetRequest,
): Promise<BudgetFollowUp> {
  requireRole(viewer, "budget");
  if (year < 1900 || year > 9999) throw new RequestError("BAD_USER_INPUT", "year must be a year of four figures.");
  const parameters = new SqlParameters();
  const rows = await dataSource.query<{ row: SummedRow }[]>(statementFor(viewer, day, { unit, year }, parameters), parameters.values);
  const summed = rows.map(({ row: { isTotal, ...row } }) => ({ isTotal, row: { ...row, months: allMonths(year, row.months) } }));
  const total = summed.find(({ isTotal }) => isTotal)?.row;
  if (!total) throw new RequestError("NOT_FOUND", "There is no budget, ledger or forecast of that unit and year for you.");
  return { unit, year, lines: summed.filter(({ isTotal }) => !isTotal).map(({ row }) => row), total };
}

/** The months of the calendar year, and of books that end in the next one those that they have. */
function allMonths(year: number, known: readonly BudgetMonth[]): BudgetMonth[] {
  const months = new Map(Array.from({ length: 12 }, (_, at): [string, BudgetMonth] => {
    const month = `${year}-${String(at + 1).padStart(2, "0")}`;
    return [month, { month, budget: null, outcome: null }];
  }));
  for (const each of known) months.set(each.month, each);
  return [...months.values()];
}

function statementFor(viewer: Viewer, { on, today }: AnswerDay, request: BudgetRequest, parameters: SqlParameters): string {
  const day = parameters.add(on, "date");
  const now = parameters.add(today, "date");
  const mine = workUnits(reachOn(viewer, today), now, parameters);
  const unit = parameters.add(request.unit, "text");
  const year = parameters.add(String(request.year), "text");
  const allowed = `${mine(unit)} AND ${day} <= ${now}`;
  const answers = `a.day_from <= ${day} AND a.day_to > ${day}`;
  const known = (version: string): string =>
    `${version}.year = ${year} AND ${version}.known_from <= ${day} AND (${version}.known_to IS NULL OR ${version}.known_to > ${day})`;
  return `
    WITH own AS (
      SELECT a.unit_code FROM unit_answering a WHERE a.answering_unit = ${unit} AND ${answers} AND ${allowed}
      UNION ALL
      SELECT ${unit} WHERE NOT EXISTS (SELECT FROM unit_answering a WHERE a.unit_code = ${unit} AND ${answers}) AND ${allowed}
    ),
    held AS (SELECT l.* FROM ledger_line l JOIN own USING (unit_code) WHERE ${known("l")}),
    ${NEWEST_LEDGER(day, year)},
    ledger AS (SELECT held.* FROM held JOIN newest USING (unit_code, kind, ledger)),
    workbook AS (
      SELECT b.*, EXISTS (SELECT FROM ledger WHERE ledger.unit_code = b.unit_code) AS forecast_alone
      FROM budget_line b JOIN own USING (unit_code) WHERE ${known("b")}
    ),
    amount (source, intervention, account, month, budget, outcome, forecast) AS (
      SELECT 'SIE', NULL, account, month, CASE kind WHEN 'BUDGET' THEN amount END, CASE kind WHEN 'OUTCOME' THEN amount END, NULL::numeric
      FROM ledger
      UNION ALL
      SELECT 'BUDGET', intervention, account, NULL, CASE WHEN NOT forecast_alone THEN budget END, NULL, forecast
      FROM workbook WHERE NOT forecast_alone OR forecast IS NOT NULL
      UNION ALL
      SELECT 'BUDGET', intervention, account, ${year} || '-' || lpad(place::text, 2, '0'), NULL, outcome, NULL
      FROM workbook, unnest(months) WITH ORDINALITY AS monthly (outcome, place)
      WHERE NOT forecast_alone AND outcome IS NOT NULL
    ),
    monthly AS (
      SELECT grouping(intervention) = 1 AS is_total, intervention, account, month, sum(budget) AS budget, sum(outcome) AS outcome,
             sum(forecast) AS forecast, bool_or(source = 'SIE') AS from_ledger,
             bool_or(source = 'BUDGET' AND (budget IS NOT NULL OR outcome IS NOT NULL)) AS from_workbook
      FROM amount GROUP BY GROUPING SETS ((intervention, account, month), (month))
    )
    SELECT json_build_object(
      'isTotal', is_total,
      'area', (SELECT a.area FROM unit_answering a WHERE a.unit_code = ${unit} AND ${answers}),
      'intervention', intervention, 'account', account,
      'budget', coalesce(sum(budget), 0), 'outcome', coalesce(sum(outcome), 0), 'forecast', sum(forecast),
      'months', coalesce(json_agg(json_build_object('month', month, 'budget', budget, 'outcome', outcome) ORDER BY month)
                         FILTER (WHERE month IS NOT NULL), '[]'),
      'source', CASE WHEN bool_or(from_ledger) AND bool_or(from_workbook) THEN 'SIE+BUDGET'
                     WHEN bool_or(from_ledger) THEN 'SIE' ELSE 'BUDGET' END) AS row
    FROM monthly GROUP BY is_total, intervention, account ORDER BY is_total, account NULLS LAST, intervention`;
}

/**
 * Cities name their exports by month as well: of several ledgers that have a unit and year the newest speaks, for its budget
 * and its outcome each, and the others are not added to it.
 */
const NEWEST_LEDGER = (day: string, year: string): string => `
    newest AS (
      SELECT DISTINCT ON (unit_code, kind) unit_code, kind, ledger FROM (SELECT DISTINCT unit_code, kind, ledger FROM held) AS several
      JOIN load ON load.type = 'SIE' AND load.district = ledger AND load.status = 'LOADED' AND load.extract_date <= ${day}
        AND (load.period IS NULL OR load.period = ${year})
      ORDER BY unit_code, kind, load.id DESC
    )`;
