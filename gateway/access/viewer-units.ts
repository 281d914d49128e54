import type { DataSource } from "typeorm";
import { SqlParameters } from "../database/sql-parameters.js";
import { reachOn, workUnits } from "./cover.js";
import type { Viewer } from "./viewer.js";

/** Where a viewer works. */
export interface ViewerUnits {
  /** Unit codes, those covered today included; for the whole city all that answer today. */
  readonly units: readonly string[];
  /** The districts of those units that answer today. */
  readonly districts: readonly string[];
}

/** The viewer's units and their districts. One statement. @param today `YYYY-MM-DD` */
export async function viewerUnits(dataSource: DataSource, viewer: Viewer, today: string): Promise<ViewerUnits> {
  const parameters = new SqlParameters();
  const on = parameters.add(today, "date");
  const reach = reachOn(viewer, today);
  const mine = workUnits(reach, on, parameters);
  const places = await dataSource.query<{ unit: string; district: string }[]>(
    `SELECT DISTINCT answering_unit AS unit, district FROM unit_answering
     WHERE day_from <= ${on} AND day_to > ${on} AND ${mine("answering_unit")} ORDER BY unit`,
    parameters.values,
  );
  const districts = new Set(places.map(({ district }) => district));
  const units = new Set([...(reach.units ?? []), ...places.map(({ unit }) => unit)]);
  return { units: [...units], districts: [...districts] };
}
