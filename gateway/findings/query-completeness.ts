import type { SqlParameters } from "../database/sql-parameters.js";
import { day, type Day } from "../rules/calendar.js";

/** How old and whole the data behind a case is, as a statement reads it. */
export interface CompletenessRow {
  /** The newest loaded extract of each file that a badge rests on. */
  readonly extracts: readonly NewestExtract[];
  /** Rows in quarantine that belong to the case, by file type; null when there are none. */
  readonly quarantined: Readonly<Record<string, number>> | null;
}

interface NewestExtract {
  readonly type: string;
  /** `YYYY-MM-DD`; null when none has come. */
  readonly date: string | null;
  /** When it was loaded, ISO 8601 with offset. */
  readonly loadedAt: string | null;
  readonly gapped: boolean | null;
}

/** The files whose age decides whether a badge may say OK (contract 6, Terms). */
const DECISIVE_TYPES = ["KLIENT", "BESLUT", "BESTALL"];
/** The files of contract 1, in the order in which a night is loaded. */
const EXTRACT_TYPES = ["ENHET", "HANDL", "UTFOR", "KLIENT", "UTREDN", "BESLUT", "BESTALL", "PLAN", "UPPF"];
const OLDEST_FRESH_DAYS = 3;

/**
 * SQL: the newest extracts of the districts of a query named `known`, on the day.
 * @param on SQL of the day
 * @returns a query with the columns `district`, `extracts` (JSON of {@link CompletenessRow})
 */
export function newestExtracts(on: string, parameters: SqlParameters): string {
  return `
    SELECT place.district, json_agg(json_build_object('type', wanted.type, 'date', newest.extract_date,
                                                      'loadedAt', newest.finished_at, 'gapped', newest.gapped) ORDER BY wanted.ordinality) AS extracts
    FROM (SELECT DISTINCT district FROM known) AS place
    CROSS JOIN unnest(${parameters.add(DECISIVE_TYPES, "text[]")}) WITH ORDINALITY AS wanted(type)
    LEFT JOIN LATERAL (
      SELECT load.extract_date, load.finished_at, load.gapped FROM load
      WHERE load.status = 'LOADED' AND load.type = wanted.type AND load.district = place.district
        AND load.extract_date <= ${on}
      ORDER BY load.extract_date DESC, load.id DESC LIMIT 1
    ) AS newest ON TRUE
    GROUP BY place.district`;
}

/** SQL: the rows of contract 1 that are in quarantine now (contract 6: with `asOf` too) for a case. @param fileNumber SQL */
export function quarantinedRows(fileNumber: string): string {
  return `(
    SELECT json_object_agg(waiting.type, waiting.rows) FROM (
      SELECT rejected_row.type, count(*) AS rows
      FROM rejected_row_case JOIN rejected_row ON rejected_row.id = rejected_row_case.rejected_row_id
      WHERE rejected_row_case.file_number = ${fileNumber} AND rejected_row_case.from_extract
      GROUP BY rejected_row.type
    ) AS waiting)`;
}

/** The date of the oldest of the newest extracts; null when none has come. */
export function dataFrom({ extracts }: CompletenessRow): string | null {
  const dates = extracts.flatMap(({ date }) => (date === null ? [] : [date]));
  return dates.length === 0 ? null : dates.reduce((oldest, date) => (date < oldest ? date : oldest));
}

/** When the one of the newest extracts was loaded that was loaded first; null when one has never come. */
export function dataLoadedAt({ extracts }: CompletenessRow): Date | null {
  const times = extracts.map(({ loadedAt }) => (loadedAt === null ? Number.NaN : Date.parse(loadedAt)));
  const first = Math.min(...times);
  return Number.isNaN(first) ? null : new Date(first);
}

/** One reason why an answer may lack something: a file that never came, is old or left out a delivery, or rows of the case that are not loaded. */
export type Incompleteness =
  | { readonly kind: "NEVER_CAME"; readonly type: string }
  | { readonly kind: "OLD"; readonly type: string; readonly ageDays: number; readonly date: string }
  | { readonly kind: "DELIVERY_LEFT_OUT"; readonly type: string }
  | { readonly kind: "ROWS_IN_QUARANTINE"; readonly type: string; readonly rows: number };

/** Why an answer may lack something. Empty: nothing is known to. @param on `YYYY-MM-DD` */
export function incompleteBecause(row: CompletenessRow, on: string): Incompleteness[] {
  const today = day(on);
  return [...row.extracts.flatMap((extract) => extractFaults(extract, today)), ...quarantineFaults(row.quarantined)];
}

function extractFaults({ type, date, gapped }: NewestExtract, today: Day): Incompleteness[] {
  if (date === null) return [{ kind: "NEVER_CAME", type }];
  const faults: Incompleteness[] = [];
  const ageDays = today - day(date);
  if (ageDays > OLDEST_FRESH_DAYS) faults.push({ kind: "OLD", type, ageDays, date });
  if (gapped) faults.push({ kind: "DELIVERY_LEFT_OUT", type });
  return faults;
}

function quarantineFaults(quarantined: CompletenessRow["quarantined"]): Incompleteness[] {
  return EXTRACT_TYPES.flatMap((type) => {
    const rows = quarantined?.[type];
    return rows === undefined ? [] : [{ kind: "ROWS_IN_QUARANTINE" as const, type, rows }];
  });
}
