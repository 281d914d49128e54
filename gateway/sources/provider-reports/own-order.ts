import type { StagedFault } from "../source-type.js";

/**
 * SQL for "this version of a row stands, or had not been replaced before a day": what takes its place on its own date does so
 * at once, since no day ended with it.
 * @param version the version's alias
 * @param key the column that all versions of the row share
 * @param day SQL for the day
 */
export function stoodOn(version: string, table: string, key: string, day: string): string {
  const later = `later_${version}`;
  return `NOT EXISTS (SELECT 1 FROM ${table} ${later} WHERE ${later}.${key} = ${version}.${key} AND ${later}.id > ${version}.id
    AND (${later}.known_from = ${version}.known_from OR ${later}.known_from < ${day}))`;
}

/**
 * A row about an order that is another provider's, or has become one before a day (contract 2: "a provider may only report on
 * its own orders"). An order that changes provider on that very day is both's, whichever file comes first, and one that is
 * registered late has been the new provider's all along.
 * @param column the order, as the file names it
 * @param day SQL for the day: what had ended before it no longer counts
 */
export function notYourOrder(column: string, day: string): StagedFault {
  return {
    reason: "NOT_YOUR_ORDER",
    column,
    condition: `NOT EXISTS (
        SELECT 1 FROM care_order o WHERE o.number = s.order_number AND o.provider = s.delivered_by AND ${stoodOn("o", "care_order", "number", day)})`,
  };
}
