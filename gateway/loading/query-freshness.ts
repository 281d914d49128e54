import type { DataSource } from "typeorm";
import { mayAsk, requireRole } from "../access/operations.js";
import type { Viewer } from "../access/viewer.js";
import { viewerUnits } from "../access/viewer-units.js";
import { SqlParameters } from "../database/sql-parameters.js";
import { day } from "../rules/calendar.js";
import { ALL_SOURCES } from "../sources/all-sources.js";
import type { Rhythm } from "../sources/source-type.js";

/** How fresh the files of one type are that one owner delivers. */
export interface SourceFreshness {
  readonly type: string;
  /** The district; of other files the provider, unit, caseworker or ledger in the name; `*` for the whole city. */
  readonly owner: string;
  /** How often such a file is expected; null: whenever there is something to send. */
  readonly expected: Rhythm | null;
  /** Of the newest loaded file. Null when none has come. */
  readonly load: string | null;
  readonly file: string | null;
  /** The day from which its facts are known, `YYYY-MM-DD`. */
  readonly dataFrom: string | null;
  /** The month or year that it is about. */
  readonly period: string | null;
  readonly loadedAt: Date | null;
  /** Whole days since `dataFrom`. */
  readonly ageDays: number | null;
  /** Whether a newer one should have come by now. */
  readonly late: boolean;
}

/** Days, months or years by which a file may be behind the day on which it is asked before it is late. */
const MAY_BE_BEHIND: Readonly<Record<Rhythm, number>> = {
  // Tonight's may still be under way; last night's may not.
  NIGHTLY: 1,
  // A month is reported within the next one.
  MONTHLY: 2,
  YEARLY: 0,
};

interface FreshnessRow {
  readonly type: string;
  readonly owner: string;
  readonly load: number | null;
  readonly file: string | null;
  readonly dataFrom: string | null;
  readonly period: string | null;
  readonly loadedAt: Date | null;
  /** Whether nobody answers in that district any more. */
  readonly closed: boolean;
}

/**
 * The newest file of each type and owner, late ones too that have never come. Whoever may list the loads gets all of
 * them; a caseworker those of the own districts.
 * @param today `YYYY-MM-DD`
 * @throws RequestError FORBIDDEN
 */
export async function sourcesFor(dataSource: DataSource, viewer: Viewer, today: string): Promise<SourceFreshness[]> {
  requireRole(viewer, "sources");
  const sources = await sourceFreshness(dataSource, today);
  if (mayAsk(viewer, "loads")) return sources;
  const { districts } = await viewerUnits(dataSource, viewer, today);
  return sources.filter(({ owner }) => districts.includes(owner));
}

/** The newest file of each type and owner, in their order. One statement. @param today `YYYY-MM-DD` */
export async function sourceFreshness(dataSource: DataSource, today: string): Promise<SourceFreshness[]> {
  const parameters = new SqlParameters();
  const rows = await dataSource.query<FreshnessRow[]>(freshnessStatement(parameters.add(today, "date"), parameters), parameters.values);
  return rows.map((row) => freshnessOf(row, today));
}

/**
 * The pairs of type and owner are found by leaps through the index (`load_newest`): loads grow by hundreds a day, pairs
 * hardly ever. A nightly file is expected of each district in which a unit answers, whether one has come or not.
 */
function freshnessStatement(today: string, parameters: SqlParameters): string {
  const nightly = ALL_SOURCES.filter(({ expected }) => expected === "NIGHTLY").map(({ type }) => type);
  return `
    WITH RECURSIVE pair AS (
      (SELECT type, district FROM load WHERE status = 'LOADED' ORDER BY type, district LIMIT 1)
      UNION ALL
      SELECT next.type, next.district FROM pair CROSS JOIN LATERAL (
        SELECT load.type, load.district FROM load
        WHERE load.status = 'LOADED' AND (load.type, load.district) > (pair.type, pair.district)
        ORDER BY load.type, load.district LIMIT 1
      ) AS next
    ),
    place AS (
      SELECT district, bool_or(day_from <= ${today} AND day_to > ${today}) AS answers FROM unit_answering GROUP BY district
    ),
    wanted AS (
      SELECT type, district FROM pair
      UNION
      SELECT nightly.type, place.district FROM place CROSS JOIN unnest(${parameters.add(nightly, "text[]")}) AS nightly(type) WHERE place.answers
    )
    SELECT wanted.type, wanted.district AS owner, newest.id AS load, newest.file, newest.extract_date::text AS "dataFrom", newest.period,
           newest.finished_at AS "loadedAt", coalesce(NOT place.answers, FALSE) AS closed
    FROM wanted
    LEFT JOIN place ON place.district = wanted.district
    LEFT JOIN LATERAL (
      SELECT load.id, load.file, load.extract_date, load.period, load.finished_at FROM load
      WHERE load.status = 'LOADED' AND load.type = wanted.type AND load.district = wanted.district
      ORDER BY load.extract_date DESC, load.id DESC LIMIT 1
    ) AS newest ON TRUE
    ORDER BY wanted.type COLLATE "C", wanted.district COLLATE "C"`;
}

function freshnessOf({ closed, load, ...row }: FreshnessRow, today: string): SourceFreshness {
  const expected = ALL_SOURCES.find(({ type }) => type === row.type)?.expected ?? null;
  const late = expected !== null && !closed && isBehind(expected, row, today);
  return {
    ...row, load: load === null ? null : String(load), expected, late,
    ageDays: row.dataFrom === null ? null : day(today) - day(row.dataFrom),
  };
}

function isBehind(expected: Rhythm, { dataFrom, period }: Pick<FreshnessRow, "dataFrom" | "period">, today: string): boolean {
  if (dataFrom === null) return true;
  switch (expected) {
    case "NIGHTLY":
      return day(today) - day(dataFrom) > MAY_BE_BEHIND.NIGHTLY;
    case "MONTHLY":
      return monthsOf(today) - monthsOf(period?.includes("-") ? period : dataFrom) > MAY_BE_BEHIND.MONTHLY;
    case "YEARLY":
      return yearOf(today) - yearOf(period ?? dataFrom) > MAY_BE_BEHIND.YEARLY;
  }
}

/** Of a date or month. */
function monthsOf(date: string): number {
  return yearOf(date) * 12 + Number(date.slice(5, 7));
}

function yearOf(date: string): number {
  return Number(date.slice(0, 4));
}
