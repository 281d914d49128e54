import type { DataSource } from "typeorm";
import { SqlParameters } from "../database/sql-parameters.js";
import { maySeeIdentity } from "./operations.js";
import type { Viewer } from "./viewer.js";

/*
 * What members of staff and units are called where a person reads it: the name with the code after it, "Karin Andersson
 * (KAAN01)", or the code alone where no file has brought a name. Of the unit's own staff, never of clients: no scope.
 */

/** A unit as a person reads it. */
export interface ShownUnit {
  readonly code: string;
  readonly shown: string;
}

const isKnown = (table: string, on: string): string => `${table}.known_from <= ${on} AND (${table}.known_to IS NULL OR ${table}.known_to > ${on})`;

/** SQL: what the holder of a signature is called, by the latest of their periods. @param signature SQL of it @param on SQL of the day */
function nameOfStaff(signature: string, on: string): string {
  return `coalesce((
    SELECT staff.name || ' (' || staff.signature || ')' FROM caseworker_period AS staff
    WHERE staff.signature = ${signature} AND staff.name <> '' AND ${isKnown("staff", on)} ORDER BY staff.valid_from DESC LIMIT 1), ${signature})`;
}

/** SQL: what a member of staff is called, for those who handle cases; for others, who have no use for names, the signature. */
export function staffShown(signature: string, on: string, viewer: Viewer): string {
  if (!maySeeIdentity(viewer)) return signature;
  return nameOfStaff(signature, on);
}

/** What the one who asks is called, by the signature. One statement. @param on `YYYY-MM-DD` */
export async function shownStaff(dataSource: DataSource, signature: string, on: string): Promise<string> {
  const parameters = new SqlParameters();
  const statement = `SELECT ${nameOfStaff(parameters.add(signature, "text"), parameters.add(on, "date"))} AS shown`;
  const [row] = await dataSource.query<{ shown: string }[]>(statement, parameters.values);
  return row!.shown;
}

/** What units are called, in the order of their codes as given. One statement. @param on `YYYY-MM-DD` */
export function shownUnits(dataSource: DataSource, codes: readonly string[], on: string): Promise<ShownUnit[]> {
  const parameters = new SqlParameters();
  const statement = `
    SELECT asked.code, coalesce(nullif(unit.name, '') || ' (' || asked.code || ')', asked.code) AS shown
    FROM unnest(${parameters.add(codes, "text[]")}) WITH ORDINALITY AS asked (code, place)
    LEFT JOIN unit ON unit.code = asked.code AND ${isKnown("unit", parameters.add(on, "date"))} ORDER BY asked.place`;
  return dataSource.query<ShownUnit[]>(statement, parameters.values);
}
