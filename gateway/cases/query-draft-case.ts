import type { DataSource } from "typeorm";
import type { AnswerDay } from "../access/answer-day.js";
import { caseScope } from "../access/scope.js";
import type { Viewer } from "../access/viewer.js";
import { SqlParameters } from "../database/sql-parameters.js";
import { RequestError } from "../request-error.js";
import { day } from "../rules/calendar.js";
import type { DraftSurroundings } from "../rules/draft-outlook.js";
import type { Decision, LssLevel, Ownership, Price } from "../rules/facts.js";

/** The case that a draft is for, as it is known today, and the prices of the draft's intervention. */
export interface DraftCase extends DraftSurroundings {
  readonly fileNumber: string;
  readonly unit: string;
  readonly caseworker: string | null;
  readonly levels: readonly LssLevel[];
  readonly prices: readonly Price[];
  /** Who runs the provider of the client's newest running order for the intervention; null: none runs. */
  readonly ownership: Ownership | null;
}

/** Dates of rows come as text. */
type Row<Fact, Dates extends keyof Fact> = Omit<Fact, Dates> & { readonly [Name in Dates]: Exclude<Fact[Name], number> | string };

interface DraftCaseRow extends Omit<DraftCase, "deceasedOn" | "others" | "levels" | "prices"> {
  readonly deceasedOn: string | null;
  readonly others: readonly Row<Decision, "decidedOn" | "from" | "to" | "watchOn" | "executedOn" | "endedOn">[] | null;
  readonly levels: readonly Row<LssLevel, "measuredOn">[] | null;
  readonly prices: readonly Row<Price, "validFrom">[] | null;
}

/**
 * Reads the case by one statement.
 * @throws RequestError NOT_FOUND when the viewer may not know of it, which is also the answer when there is none
 */
export async function readDraftCase(
  dataSource: DataSource, viewer: Viewer, today: AnswerDay, fileNumber: string, intervention: string,
): Promise<DraftCase> {
  const parameters = new SqlParameters();
  const on = parameters.add(today.on, "date");
  const known = (table: string): string => `${table}.known_from <= ${on} AND (${table}.known_to IS NULL OR ${table}.known_to > ${on})`;
  const code = parameters.add(intervention, "text");
  const statement = `
    SELECT json_build_object(
      'fileNumber', known.file_number, 'unit', known.unit, 'area', known.area, 'district', known.district, 'caseworker', known.caseworker,
      'protected', known.protected, 'deceasedOn', known.deceased_on,
      'others', (
        SELECT json_agg(json_build_object(
          'load', d.load_id, 'line', d.line, 'number', d.number, 'law', d.law, 'intervention', d.intervention, 'decidedOn', d.decided_on,
          'outcome', d.outcome, 'from', d.valid_from, 'to', d.valid_to, 'amount', d.amount::text, 'amountUnit', d.amount_unit, 'level', d.level,
          'decidedBy', d.decided_by, 'watchOn', d.watch_on, 'executedOn', d.executed_on, 'endedOn', d.ended_on, 'byCourt', d.by_court)
          ORDER BY d.valid_from, d.number)
        FROM decision d WHERE d.file_number = known.file_number AND d.intervention = ${code} AND ${known("d")}),
      'levels', (
        SELECT json_agg(json_build_object('load', l.load_id, 'line', l.line, 'intervention', l.intervention, 'measuredOn', l.measured_on, 'level', l.level))
        FROM lss_level l WHERE l.file_number = known.file_number AND l.intervention = ${code} AND ${known("l")}),
      'prices', (
        SELECT json_agg(json_build_object(
          'load', p.load_id, 'line', p.line, 'listYear', p.list_year, 'intervention', p.intervention, 'level', nullif(p.level, 0), 'per', p.per,
          'validFrom', p.valid_from, 'ownership', nullif(p.ownership, ''), 'price', p.price::text))
        FROM price p WHERE p.intervention = ${code} AND ${known("p")}),
      'ownership', (
        SELECT CASE WHEN provider.municipal THEN 'KOMMUN' WHEN NOT provider.municipal THEN 'PRIVAT' END
        FROM decision d JOIN care_order o ON o.decision_number = d.number AND ${known("o")}
        JOIN provider ON provider.code = o.provider AND ${known("provider")}
        WHERE d.file_number = known.file_number AND d.intervention = ${code} AND ${known("d")}
          AND coalesce(o.starts_on, o.ordered_on) <= ${on} AND (o.ends_on IS NULL OR o.ends_on >= ${on})
        ORDER BY coalesce(o.starts_on, o.ordered_on) DESC, o.number LIMIT 1)) AS facts
    FROM ${caseScope(viewer, today, parameters)} AS known
    WHERE known.file_number = ${parameters.add(fileNumber, "text")}`;
  const [row] = await dataSource.query<{ facts: DraftCaseRow }[]>(statement, parameters.values);
  if (row === undefined) throw new RequestError("NOT_FOUND", "There is no such case for you.");
  return fromRow(row.facts);
}

function fromRow({ deceasedOn, others, levels, prices, ...row }: DraftCaseRow): DraftCase {
  return {
    ...row,
    deceasedOn: dayOrNull(deceasedOn),
    others: (others ?? []).map((each) => ({
      ...each, decidedOn: day(each.decidedOn), from: day(each.from), to: dayOrNull(each.to), watchOn: dayOrNull(each.watchOn),
      executedOn: dayOrNull(each.executedOn), endedOn: dayOrNull(each.endedOn),
    })),
    levels: (levels ?? []).map((each) => ({ ...each, measuredOn: day(each.measuredOn) })),
    prices: (prices ?? []).map((each) => ({ ...each, validFrom: day(each.validFrom) })),
  };
}

function dayOrNull(text: string | null): number | null {
  return text === null ? null : day(text);
}
