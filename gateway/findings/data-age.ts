import type { DataSource } from "typeorm";
import type { AnswerDay } from "../access/answer-day.js";
import { reachOn, workUnits } from "../access/cover.js";
import type { Viewer } from "../access/viewer.js";
import { SqlParameters } from "../database/sql-parameters.js";
import { dataFrom, dataLoadedAt, type CompletenessRow, type Incompleteness, incompleteBecause, newestExtracts } from "./query-completeness.js";

/** How old the data is that a list of cases rests on. */
export interface DataAge {
  /** `YYYY-MM-DD`: of the oldest of the files behind it. Null when none has come. */
  readonly dataFrom: string | null;
  /** Null when one of the files has never come. */
  readonly dataLoadedAt: Date | null;
  /** What is old or missing of the files themselves; rows of single cases are told with those. */
  readonly incompleteBecause: readonly Incompleteness[];
}

/**
 * Of the districts in which the viewer's units answer. One small statement: reads no case. Of a day ahead what is known
 * today is told.
 */
export async function dataAge(dataSource: DataSource, viewer: Viewer, { on, today }: AnswerDay): Promise<DataAge> {
  const parameters = new SqlParameters();
  const known = on < today ? on : today;
  const asked = parameters.add(today, "date");
  const mine = workUnits(reachOn(viewer, today), asked, parameters);
  const rows = await dataSource.query<Pick<CompletenessRow, "extracts">[]>(`
    WITH known AS (
      SELECT DISTINCT district FROM unit_answering WHERE day_from <= ${asked} AND day_to > ${asked} AND ${mine("answering_unit")}
    )
    ${newestExtracts(parameters.add(known, "date"), parameters)} ORDER BY place.district`, parameters.values);
  const all: CompletenessRow = { extracts: rows.flatMap(({ extracts }) => extracts), quarantined: null };
  return { dataFrom: dataFrom(all), dataLoadedAt: rows.length === 0 ? null : dataLoadedAt(all), incompleteBecause: incompleteBecause(all, known) };
}
