import type { DataSource } from "typeorm";
import { SqlParameters } from "../database/sql-parameters.js";
import type { Viewer } from "./viewer.js";

/** Where a viewer works. */
export interface ViewerUnits {
  /** Unit codes; for the whole city all that answer today. */
  readonly units: readonly string[];
  /** The district of all those units; null when they are of several, or none. */
  readonly district: string | null;
}

/** The viewer's units and their district. One statement. @param today `YYYY-MM-DD` */
export async function viewerUnits(dataSource: DataSource, viewer: Viewer, today: string): Promise<ViewerUnits> {
  const parameters = new SqlParameters();
  const on = parameters.add(today, "date");
  const mine = viewer.units === null ? "TRUE" : `answering_unit = ANY(${parameters.add(viewer.units, "text[]")})`;
  const places = await dataSource.query<{ unit: string; district: string }[]>(
    `SELECT DISTINCT answering_unit AS unit, district FROM unit_answering
     WHERE day_from <= ${on} AND day_to > ${on} AND ${mine} ORDER BY unit`,
    parameters.values,
  );
  const districts = new Set(places.map(({ district }) => district));
  const [district = null] = districts;
  return { units: viewer.units ?? places.map(({ unit }) => unit), district: districts.size === 1 ? district : null };
}
