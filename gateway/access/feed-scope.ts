import type { SqlParameters } from "../database/sql-parameters.js";

/*
 * The scope of the change feed: that of `scope.ts` for those who handle no cases themselves, commit by commit instead of
 * day by day. A case is in scope when the newest word on its client by then has no protection and names a unit for which
 * one of the caller's units answered by then. Of a client whom the case system has withdrawn the last word holds.
 *
 * What is told is decided by now alone, so that nothing leaves about who is protected today; what holds by an earlier
 * commit says only what the caller may have been told before, and has to be told again or to let go of.
 */

/** SQL of the number of a commit; null: now. */
export type Moment = string | null;

/** What a caller of the feed reaches. */
export interface FeedReach {
  /** Codes of units; null: the whole city. */
  readonly units: readonly string[] | null;
  /** Codes of districts; null: all. */
  readonly districts: readonly string[] | null;
}

/** Conditions, in SQL, on what one caller may know of. */
export class FeedScope {
  private readonly limits: readonly string[];
  private readonly units: string | null;
  private readonly districts: string | null;

  constructor({ units, districts }: FeedReach, parameters: SqlParameters) {
    this.units = units && parameters.add(units, "text[]");
    this.districts = districts && parameters.add(districts, "text[]");
    this.limits = [
      ...(this.units === null ? [] : [`coalesce(feed_unit.answering_unit, named.code) = ANY(${this.units})`]),
      ...(this.districts === null ? [] : [`feed_unit.district = ANY(${this.districts})`]),
    ];
  }

  /** Whether the case is in scope by the commit. @param fileNumber SQL */
  hasCase(fileNumber: string, by: Moment): string {
    return `coalesce((
      SELECT word.protection = 0 AND ${this.hasUnit("word.unit_code", by)} FROM client AS word
      WHERE word.file_number = ${fileNumber} ${by === null ? "" : `AND word.opened_in <= ${by}`}
      ORDER BY word.id DESC LIMIT 1), FALSE)`;
  }

  /** Whether one of the caller's units answers, by the commit, for those filed under this one. @param code SQL; null is no unit of anybody's */
  hasUnit(code: string, by: Moment): string {
    const held = by === null ? "feed_unit.closed_in IS NULL"
      : `feed_unit.opened_in <= ${by} AND (feed_unit.closed_in IS NULL OR feed_unit.closed_in > ${by})`;
    return this.answers(code, held);
  }

  /** Whether a case that was disposed of since was in scope by the commit. @param purged a row of `purged_case` */
  hadPurgedCase(purged: string, by: string): string {
    return `EXISTS (
      SELECT FROM unnest(${purged}.unit_codes, ${purged}.filed_since, ${purged}.filed_until) AS filed (code, since, until)
      WHERE filed.since <= ${by} AND filed.until > ${by} AND ${this.hasUnit("filed.code", by)})`;
  }

  /** Whether the caller reaches the whole of a district: what names no unit there is for nobody else. @param code SQL */
  hasDistrict(code: string): string {
    if (this.units !== null) return "FALSE";
    return this.districts === null ? "TRUE" : `${code} = ANY(${this.districts})`;
  }

  private answers(code: string, held: string): string {
    if (this.limits.length === 0) return "TRUE";
    return `EXISTS (
      SELECT FROM (SELECT ${code} AS code) AS named LEFT JOIN feed_unit ON feed_unit.unit_code = named.code AND ${held}
      WHERE ${this.limits.join(" AND ")})`;
  }
}
