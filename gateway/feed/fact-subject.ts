import type { FeedScope, Moment } from "../access/feed-scope.js";
import type { FactTable } from "./fact-tables.js";

/** SQL for "two rows of this table are of one key". */
export function sameFact({ key }: FactTable, left: string, right: string): string {
  return key.map((column) => `${left}.${column} = ${right}.${column}`).join(" AND ");
}

/** The column by which a fact leads to whom it is about; null for a fact about the city. */
export function leadColumn({ about }: FactTable): string | null {
  if (about === "CITY") return null;
  if ("client" in about) return about.client;
  if ("decision" in about) return about.decision;
  return "order" in about ? about.order : about.unit;
}

/**
 * SQL of whom a version is about by a commit: a file number, or the code of a unit for what is about a unit. What hangs
 * on a decision or an order follows the client of its newest version by then.
 * @param row a version of the table, or a row with its lead column
 */
export function subjectOf({ about }: FactTable, row: string, by: Moment): string {
  if (about === "CITY") return "NULL::text";
  if ("client" in about) return `${row}.${about.client}`;
  if ("unit" in about) return `${row}.${about.unit}`;
  return "decision" in about ? clientOfDecision(`${row}.${about.decision}`, by)
    : clientOfDecision(`(SELECT led.decision_number FROM care_order AS led WHERE led.number = ${row}.${about.order} ${until("led", by)})`, by);
}

function clientOfDecision(number: string, by: Moment): string {
  return `(SELECT lead.file_number FROM decision AS lead WHERE lead.number = ${number} ${until("lead", by)})`;
}

function until(row: string, by: Moment): string {
  return `${by === null ? "" : `AND ${row}.opened_in <= ${by}`} ORDER BY ${row}.id DESC LIMIT 1`;
}

/**
 * SQL for "the caller may know of whom it is about, by the commit".
 * @param subject SQL, as {@link subjectOf} gives it
 * @param row any version of the fact: a column that names a district stands in its key
 */
export function isInScope({ about }: FactTable, subject: string, row: string, scope: FeedScope, by: Moment): string {
  if (about === "CITY") return "TRUE";
  if ("unit" in about) return scope.hasUnit(subject, by);
  if (!("orDistrict" in about)) return scope.hasCase(subject, by);
  return `CASE WHEN ${subject} IS NULL THEN ${scope.hasDistrict(`${row}.${about.orDistrict}`)} ELSE ${scope.hasCase(subject, by)} END`;
}
