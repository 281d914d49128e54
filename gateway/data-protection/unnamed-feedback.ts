import type { DataSource } from "typeorm";
import { type LoaderSession, openCommit } from "../database/session.js";

/** When feedback goes that names no client (`SYNP` without `aktnr`), which nobody's end takes along. */
export interface UnnamedFeedbackOptions {
  /** `YYYY-MM-DD`. */
  readonly today: string;
  /** For how many years after its day it is kept. */
  readonly feedbackYears: number;
  /** For how many days a fact is kept that was withdrawn. */
  readonly withdrawnDays: number;
}

/** SQL: the keys of feedback without a client that has had its time, from its day on or, where that lies ahead, from the file's. */
const DUE = `
  SELECT f.district, f.id_in_source FROM feedback f WHERE f.file_number IS NULL
  GROUP BY f.district, f.id_in_source
  HAVING max(least(f.happened_on, f.known_from)) + make_interval(years => $2::int) <= $1::date`;

/** SQL: whether a version `t`, of feedback or of its words, is due. One that names a client is that client's. */
const IS_DUE = `t.file_number IS NULL AND (t.district, t.id_in_source) IN (${DUE})`;

const COUNT = `SELECT count(DISTINCT (t.district, t.id_in_source))::int AS count FROM feedback_text t WHERE ${IS_DUE}`;

/** Of how many complaints, deviations and words of praise the text would go. */
export async function countUnnamedFeedback(dataSource: DataSource, { today, feedbackYears }: UnnamedFeedbackOptions): Promise<number> {
  const rows = await dataSource.query<{ count: number }[]>(COUNT, [today, feedbackYears]);
  return rows[0]!.count;
}

/**
 * Removes every version of the text. What is left is about nobody, but readers of the change feed have it: it is withdrawn,
 * which tells them, and goes when it has been withdrawn for the days that a withdrawn person is kept.
 * @returns of how many the text went
 */
export async function disposeOfUnnamedFeedback(session: LoaderSession, options: UnnamedFeedbackOptions): Promise<number> {
  const due = [options.today, options.feedbackYears];
  const { rows } = await session.query<{ count: number }>(COUNT, due);
  const texts = await session.query(`DELETE FROM feedback_text t WHERE ${IS_DUE}`, due);
  const rest = await session.query(`DELETE FROM feedback t WHERE ${IS_DUE} AND t.known_to + $3::int <= $1::date`, [...due, options.withdrawnDays]);
  const versions = (texts.rowCount ?? 0) + (rest.rowCount ?? 0);
  if (versions === 0) return 0;
  const commit = await openCommit(session, "DISPOSAL", options.today);
  await session.query(
    `UPDATE feedback t SET closed_in = $3, known_to = greatest(t.known_from, $1::date) WHERE ${IS_DUE} AND t.known_to IS NULL`, [...due, commit],
  );
  await session.query(
    `INSERT INTO disposal (disposed_in, rule, persons, versions, rejected_rows, held_files, log_entries) VALUES ($1, 'FEEDBACK', 0, $2, 0, 0, 0)`,
    [commit, versions],
  );
  return rows[0]!.count;
}
