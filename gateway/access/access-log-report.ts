import { randomUUID } from "node:crypto";
import type { DataSource } from "typeorm";
import { AccessLog } from "./access-log.js";
import { ENTRY_COLUMNS, type LoggedEntry } from "./access-log-chain.js";
import { terminalUser } from "./terminal-user.js";

/** Days of Stockholm, `YYYY-MM-DD`, both included. */
export interface AccessPeriod {
  readonly from: string;
  readonly to: string;
}

/** A random sample of entries, for somebody to ask the readers about. */
export interface AccessSample extends AccessPeriod {
  /** The same seed draws the same entries from the same log. */
  readonly seed: string;
  readonly population: number;
  readonly entries: readonly LoggedEntry[];
}

/** An entry with those of its persons that a reason speaks of. */
export interface QuestionedRead extends LoggedEntry {
  readonly outsideCaseload: readonly string[];
  readonly ofProtected: readonly string[];
  readonly atOddHour: boolean;
}

/** What one subject read. Counts of entries, but `persons`. */
export interface ReaderCounts {
  readonly subject: string;
  readonly entries: number;
  readonly persons: number;
  readonly withoutPurpose: number;
  readonly outsideCaseload: number;
  readonly ofProtected: number;
  readonly atOddHours: number;
}

/** The recurring check of the log (Act 2001:454 10 §). */
export interface AccessReport extends AccessPeriod {
  readonly entries: number;
  /** Every reader, those with most reads outside their caseload first. */
  readonly readers: readonly ReaderCounts[];
  /** Entries that give reason to ask, the newest first, up to the limit. */
  readonly questioned: readonly QuestionedRead[];
  /** How many there are. */
  readonly questionedInAll: number;
}

/** Before six, from eight in the evening, and on Saturdays and Sundays: nobody's ordinary working time. */
const ODD_HOUR = `(extract(isodow FROM local_time) > 5 OR extract(hour FROM local_time) < 6 OR extract(hour FROM local_time) >= 20)`;

/** SQL: the entries of a period. Parameters 1 and 2 are its days. */
const ENTRIES_OF_PERIOD = `
  SELECT access_log.*, at AT TIME ZONE 'Europe/Stockholm' AS local_time FROM access_log
  WHERE at >= $1::date::timestamp AT TIME ZONE 'Europe/Stockholm' AND at < ($2::date + 1)::timestamp AT TIME ZONE 'Europe/Stockholm'`;

/**
 * Draws entries at random, but the same ones for the same seed.
 * @param seed null: one is made
 */
export async function sampleAccessLog(
  dataSource: DataSource, period: AccessPeriod, count: number, seed: string | null,
): Promise<AccessSample> {
  const drawnBy = seed ?? randomUUID();
  const entries = await dataSource.query<(LoggedEntry & { population?: number })[]>(
    `SELECT ${ENTRY_COLUMNS}, (count(*) OVER ())::int AS population FROM (${ENTRIES_OF_PERIOD}) AS access_log
     ORDER BY sha256(convert_to($3 || ':' || access_log.id, 'UTF8')) LIMIT $4`,
    [period.from, period.to, drawnBy, count],
  );
  const population = entries[0]?.population ?? 0;
  return { ...period, seed: drawnBy, population, entries: entries.map(({ population: _, ...entry }) => entry) };
}

/**
 * Goes through a period: what caseworkers read of persons who were not in their caseload that day, reads of persons who
 * were protected then or are now (of whom the case system has withdrawn, by its last word), and reads at odd hours. None of it is wrong by itself: a list shows a whole unit, and
 * colleagues stand in for each other. It is what somebody should be able to explain.
 */
export async function reportOnAccessLog(dataSource: DataSource, period: AccessPeriod, limit: number): Promise<AccessReport> {
  const days = [period.from, period.to];
  const readers = await dataSource.query<ReaderCounts[]>(
    `WITH ${JUDGED}
     SELECT subject, count(*)::int AS entries,
            (SELECT count(DISTINCT number)::int FROM entry, unnest(entry.file_numbers) AS number WHERE entry.subject = judged.subject) AS persons,
            (count(*) FILTER (WHERE purpose IS NULL))::int AS "withoutPurpose",
            (count(*) FILTER (WHERE outside <> '{}'))::int AS "outsideCaseload",
            (count(*) FILTER (WHERE protected <> '{}'))::int AS "ofProtected",
            (count(*) FILTER (WHERE odd))::int AS "atOddHours"
     FROM judged GROUP BY subject ORDER BY "outsideCaseload" DESC, entries DESC, subject`,
    days,
  );
  const questioned = await dataSource.query<(QuestionedRead & { inAll?: number })[]>(
    `WITH ${JUDGED}
     SELECT ${ENTRY_COLUMNS}, outside AS "outsideCaseload", protected AS "ofProtected", odd AS "atOddHour", (count(*) OVER ())::int AS "inAll"
     FROM judged AS access_log WHERE outside <> '{}' OR protected <> '{}' OR odd ORDER BY access_log.id DESC LIMIT $3`,
    [...days, limit],
  );
  return {
    ...period,
    entries: readers.reduce((sum, reader) => sum + reader.entries, 0),
    readers,
    questioned: questioned.map(({ inAll: _, ...read }) => read),
    questionedInAll: questioned[0]?.inAll ?? 0,
  };
}

/** SQL of two queries for a WITH: `entry`, and `judged` with the entries and what there is to ask about them. */
const JUDGED = `
  entry AS MATERIALIZED (${ENTRIES_OF_PERIOD}),
  person AS (
    SELECT entry.id, number,
           entry.roles @> '{CASEWORKER}' AND NOT entry.roles @> '{MANAGER}' AND NOT EXISTS (
             SELECT FROM client WHERE client.file_number = number AND client.caseworker = entry.subject
               AND client.known_from <= entry.local_time::date AND (client.known_to IS NULL OR client.known_to > entry.local_time::date)
           ) AS outside,
           EXISTS (
             SELECT FROM client WHERE client.file_number = number AND client.protection > 0
               AND (client.known_to IS NULL
                    OR (client.known_from <= entry.local_time::date AND client.known_to > entry.local_time::date))
           ) OR coalesce((
             SELECT last.protection > 0 FROM client AS last WHERE last.file_number = number
             ORDER BY last.known_to DESC NULLS FIRST, last.id DESC LIMIT 1
           ), FALSE) AS protected
    FROM entry CROSS JOIN LATERAL unnest(entry.file_numbers) AS number
  ),
  judged AS (
    SELECT entry.*, ${ODD_HOUR} AS odd, about.outside, about.protected
    FROM entry JOIN (
      SELECT id, coalesce(array_agg(number ORDER BY number) FILTER (WHERE outside), '{}') AS outside,
             coalesce(array_agg(number ORDER BY number) FILTER (WHERE protected), '{}') AS protected
      FROM person GROUP BY id
    ) AS about ON about.id = entry.id
  )`;

/**
 * Writes down whose data somebody read at a terminal. Looking into the log is reading, too: it says whose data was read.
 * @throws AccessLogError; then nothing may be shown
 */
export async function noteTerminalRead(dataSource: DataSource, command: string, entries: readonly Pick<LoggedEntry, "fileNumbers">[]): Promise<void> {
  const fileNumbers = [...new Set(entries.flatMap((entry) => entry.fileNumbers))].sort();
  if (fileNumbers.length === 0) return;
  await new AccessLog(dataSource).write({
    subject: terminalUser(), roles: ["OPERATOR"], remoteAddress: "terminal", operations: [command],
    operationName: null, purpose: null, fileNumbers,
  });
}
