import type { DataSource } from "typeorm";
import type { AnswerDay } from "../access/answer-day.js";
import { requireCaseworkerFigures } from "../access/operations.js";
import { caseScope, managedUnits, scopeDay } from "../access/scope.js";
import { staffShown } from "../access/shown-names.js";
import type { Viewer } from "../access/viewer.js";
import { SqlParameters } from "../database/sql-parameters.js";
import { acknowledgementOn } from "./query-answers.js";
import { gravityOn, holdsOn, isFoundOn } from "./query-finding.js";
import { runs } from "./running-decision.js";

/** What one caseworker has on the desk. */
export interface CaseworkerLoad {
  readonly unit: string;
  /** Signature; null: clients without a caseworker. */
  readonly caseworker: string | null;
  /** The name with the signature after it. */
  readonly caseworkerShown: string | null;
  /** Living clients with a running decision. */
  readonly clients: number;
  readonly decisions: number;
  /** What is found about all of the caseworker's clients, without what is acknowledged. */
  readonly findings: number;
  readonly critical: number;
}

/** How evenly clients are spread over the caseworkers, those who have none included. */
export interface CaseloadSpread {
  readonly caseworkers: number;
  readonly fewest: number;
  readonly most: number;
  readonly mean: number;
  readonly median: number;
}

export interface Caseload {
  /** The most clients first. */
  readonly loads: readonly CaseworkerLoad[];
  /** Null where nobody has clients. */
  readonly spread: CaseloadSpread | null;
}

/**
 * The caseload of each caseworker on a day, in one unit or all of the viewer's. Caseworkers are those of the unit on that
 * day (`HANDL` BIST or SARSK, contract 6, Figures), and whoever has clients there. Of a day ahead under the units that answer
 * today, as their clients. One statement.
 * @throws RequestError FORBIDDEN for others than managers
 */
export async function caseload(dataSource: DataSource, viewer: Viewer, day: AnswerDay, unit: string | null): Promise<Caseload> {
  requireCaseworkerFigures(viewer);
  const parameters = new SqlParameters();
  const on = parameters.add(day.on, "date");
  const unitsOn = parameters.add(scopeDay(day), "date");
  const managed = managedUnits(viewer, day, parameters)("known.unit");
  const ofUnit = unit === null ? managed : `${managed} AND known.unit = ${parameters.add(unit, "text")}`;
  const statement = `
    WITH known AS MATERIALIZED (SELECT known.* FROM ${caseScope(viewer, day, parameters)} AS known WHERE ${ofUnit}),
    running AS (
      SELECT known.unit, known.caseworker, count(DISTINCT known.file_number)::int AS clients, count(*)::int AS decisions
      FROM known JOIN decision ON decision.file_number = known.file_number
      WHERE decision.known_from <= ${on} AND (decision.known_to IS NULL OR decision.known_to > ${on}) AND ${runs(on)}
        AND (known.deceased_on IS NULL OR known.deceased_on > ${on})
      GROUP BY known.unit, known.caseworker
    ),
    found AS (
      SELECT known.unit, known.caseworker, count(*) FILTER (WHERE ack.id IS NULL)::int AS findings,
             count(*) FILTER (WHERE (${gravityOn(on)}) = 3)::int AS critical
      FROM known JOIN finding ON finding.file_number = known.file_number ${acknowledgementOn(on)}
      WHERE ${holdsOn(on)} AND ${isFoundOn(on)}
      GROUP BY known.unit, known.caseworker
    ),
    staff AS (
      SELECT DISTINCT coalesce(answers.answering_unit, period.unit_code) AS unit, period.signature AS caseworker
      FROM caseworker_period AS period
      LEFT JOIN unit_answering AS answers
        ON answers.unit_code = period.unit_code AND answers.day_from <= ${unitsOn} AND answers.day_to > ${unitsOn}
      WHERE period.role IN ('BIST', 'SARSK') AND period.valid_from <= ${on} AND (period.valid_to IS NULL OR period.valid_to >= ${on})
        AND period.known_from <= ${on} AND (period.known_to IS NULL OR period.known_to > ${on})
        AND coalesce(answers.answering_unit, period.unit_code) IN (SELECT unit FROM known)
    ),
    desk AS (
      SELECT unit, caseworker FROM staff UNION SELECT unit, caseworker FROM running UNION SELECT unit, caseworker FROM found
    )
    SELECT desk.unit, desk.caseworker, ${staffShown("desk.caseworker", on, viewer)} AS "caseworkerShown", coalesce(running.clients, 0) AS clients, coalesce(running.decisions, 0) AS decisions,
           coalesce(found.findings, 0) AS findings, coalesce(found.critical, 0) AS critical
    FROM desk
    LEFT JOIN running ON running.unit = desk.unit AND running.caseworker IS NOT DISTINCT FROM desk.caseworker
    LEFT JOIN found ON found.unit = desk.unit AND found.caseworker IS NOT DISTINCT FROM desk.caseworker
    ORDER BY clients DESC, desk.unit, desk.caseworker`;
  const loads = await dataSource.query<CaseworkerLoad[]>(statement, parameters.values);
  return { loads, spread: spreadOf(loads.filter(({ caseworker }) => caseworker !== null).map(({ clients }) => clients)) };
}

/** @param clients of each caseworker, the most first */
function spreadOf(clients: readonly number[]): CaseloadSpread | null {
  const most = clients[0];
  const fewest = clients.at(-1);
  if (most === undefined || fewest === undefined) return null;
  const middle = Math.floor(clients.length / 2);
  const median = clients.length % 2 === 1 ? clients[middle]! : (clients[middle - 1]! + clients[middle]!) / 2;
  return { caseworkers: clients.length, fewest, most, mean: clients.reduce((sum, count) => sum + count, 0) / clients.length, median };
}
