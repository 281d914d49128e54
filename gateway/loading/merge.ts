import type { FileIdentity, SourceType, Target } from "../sources/source-type.js";
import type { LoaderSession } from "../database/session.js";
import { hasKey, sameKey } from "./stage-checks.js";
import { comparedColumns, storedColumns } from "./stored-columns.js";

/** From how many new versions on a table's statistics are taken anew at once, not when the server comes to it. */
const MANY = 1000;

/** How many keys a merge moved. */
export interface MergeCounts {
  readonly added: number;
  readonly changed: number;
  readonly withdrawn: number;
}

/** What a merge is told besides the staged rows. */
export interface MergeOptions {
  /** The commit under way. */
  readonly commit: number;
  /** For a file that is a snapshot: whose keys that are not staged are withdrawn, of which period, and on which day. Null: nothing is withdrawn. */
  readonly withdraw: FileIdentity | null;
  /** Whether an unchanged row still moves the delivery's date. Not for a snapshot, whose own date says it for all rows. */
  readonly markDelivery: boolean;
}

/**
 * Merges the staged rows without fault into the source's tables: closes the versions that changed, opens the new ones,
 * withdraws what a snapshot no longer has. Set-based, whatever the number of rows.
 */
export async function mergeStage(session: LoaderSession, source: SourceType, options: MergeOptions): Promise<MergeCounts> {
  const before = await countClosed(session, source, options.commit);
  let opened = 0;
  let withdrawn = 0;
  const first = source.targets[0]!;
  for (const target of source.targets) {
    const gone = options.withdraw ? await withdrawMissing(session, source, target, options.commit, options.withdraw) : 0;
    await closeChanged(session, source, target, options.commit);
    await takeOver(session, source, target, options.markDelivery);
    const inserted = await openVersions(session, source, target, options.commit);
    // The next statements plan by these: a first night fills a table that was empty a moment ago.
    if (inserted >= MANY) await session.query("SELECT take_statistics($1)", [target.table]);
    if (target === first) {
      opened = inserted;
      withdrawn = gone;
    }
  }
  const after = await countClosed(session, source, options.commit);
  // What the commit took back of a replaced delta is closed as well, and no key that this file changed.
  const replacedOfFirst = after.closedOfFirst - before.closedOfFirst - withdrawn;
  return { added: opened - replacedOfFirst, changed: after.closedOfAny - before.closedOfAny - withdrawn, withdrawn };
}

async function closeChanged(session: LoaderSession, source: SourceType, target: Target, commit: number): Promise<void> {
  const old = comparedColumns(target).map((column) => `c.${column}`).join(", ");
  const staged = comparedColumns(target).map((column) => `s.${column}`).join(", ");
  await session.query(
    `UPDATE ${target.table} c SET known_to = greatest(s.extract_date, c.known_from), closed_in = $1
     FROM stage s
     WHERE s.fault IS NULL AND c.known_to IS NULL AND ${sameKey(source, "c", "s")}
       AND (${old}) IS DISTINCT FROM (${staged})`,
    [commit],
  );
}

/** The same content from another district, or by a newer delta: no new version, but the delivery is remembered. */
async function takeOver(session: LoaderSession, source: SourceType, target: Target, markDelivery: boolean): Promise<void> {
  await session.query(
    `UPDATE ${target.table} c SET delivered_by = s.delivered_by, delivered_on = s.extract_date
     FROM stage s
     WHERE s.fault IS NULL AND c.known_to IS NULL AND ${sameKey(source, "c", "s")}
       AND (c.delivered_by <> s.delivered_by OR ($1 AND c.delivered_on < s.extract_date))`,
    [markDelivery],
  );
}

/**
 * Opens a version for each staged key that has none. It is known from the day on which an earlier one of its key was
 * closed, if that is later; where no version was ever closed, as on a city's first night, none is looked for.
 */
async function openVersions(session: LoaderSession, source: SourceType, target: Target, commit: number): Promise<number> {
  const columns = [...source.key, ...storedColumns(target)];
  const { rowCount } = await session.query(
    `INSERT INTO ${target.table}
       (opened_in, load_id, line, delivered_by, delivered_on, known_from, ${columns.join(", ")})
     SELECT $1, s.load_id, s.line, s.delivered_by, s.extract_date,
       greatest(s.extract_date, CASE WHEN (SELECT EXISTS (SELECT 1 FROM ${target.table} WHERE closed_in IS NOT NULL))
         THEN (SELECT max(e.known_to) FROM ${target.table} e WHERE e.known_to IS NOT NULL AND ${sameKey(source, "e", "s")}) END),
       ${columns.map((column) => `s.${column}`).join(", ")}
     FROM stage s
     WHERE s.fault IS NULL
       AND NOT EXISTS (SELECT 1 FROM ${target.table} c WHERE c.known_to IS NULL AND ${sameKey(source, "c", "s")})`,
    [commit],
  );
  return rowCount ?? 0;
}

async function withdrawMissing(
  session: LoaderSession,
  source: SourceType,
  target: Target,
  commit: number,
  { owner, date, period }: FileIdentity,
): Promise<number> {
  const ofPeriod = source.periodColumn !== undefined && period !== null ? `AND c.${source.periodColumn} = $4` : "";
  const present = source.keyIsPlace ? "s.fault IS NULL" : hasKey(source, "s");
  const { rowCount } = await session.query(
    `UPDATE ${target.table} c SET known_to = greatest($2::date, c.known_from), closed_in = $1
     WHERE c.known_to IS NULL AND c.delivered_by = $3 ${ofPeriod}
       AND NOT EXISTS (SELECT 1 FROM stage s WHERE ${present} AND ${sameKey(source, "s", "c")})`,
    [commit, date, owner, ...(ofPeriod === "" ? [] : [period])],
  );
  return rowCount ?? 0;
}

async function countClosed(
  session: LoaderSession,
  source: SourceType,
  commit: number,
): Promise<{ closedOfFirst: number; closedOfAny: number }> {
  const key = source.key.join(", ");
  const closed = source.targets.map(({ table }) => `SELECT ${key} FROM ${table} WHERE closed_in = $1`);
  const { rows } = await session.query<{ of_first: string; of_any: string }>(
    `SELECT (SELECT count(*) FROM (${closed[0]}) f) AS of_first, (SELECT count(*) FROM (${closed.join(" UNION ")}) a) AS of_any`,
    [commit],
  );
  return { closedOfFirst: Number(rows[0]!.of_first), closedOfAny: Number(rows[0]!.of_any) };
}

/**
 * Takes back what earlier DELTA files of the same type, owner and date brought and this one does not hold: on the same
 * date the later delivered replaces (contract 1). The version that they closed stands again, with its own provenance;
 * a key that was gone before they brought it is gone again.
 */
export async function takeBackReplacedDeltas(
  session: LoaderSession,
  source: SourceType,
  commit: number,
  replaced: readonly number[],
): Promise<void> {
  for (const target of source.targets) {
    const { table } = target;
    const copied = ["load_id", "line", "delivered_by", "delivered_on", ...source.key, ...storedColumns(target)];
    await session.query(
      `WITH gone AS (
         UPDATE ${table} c SET known_to = c.known_from, closed_in = $1
         WHERE c.known_to IS NULL AND c.load_id = ANY($2)
           AND NOT EXISTS (SELECT 1 FROM stage s WHERE ${hasKey(source, "s")} AND ${sameKey(source, "s", "c")})
         RETURNING ${source.key.map((column) => `c.${column}`).join(", ")}, c.known_from
       )
       INSERT INTO ${table} (opened_in, known_from, ${copied.join(", ")})
       SELECT $1, gone.known_from, ${copied.map((column) => `before.${column}`).join(", ")}
       FROM gone
       JOIN LATERAL (
         SELECT * FROM ${table} p
         WHERE p.known_to IS NOT NULL AND p.load_id <> ALL($2) AND ${sameKey(source, "p", "gone")}
           AND p.closed_in IN (SELECT r.opened_in FROM ${table} r WHERE r.load_id = ANY($2) AND ${sameKey(source, "r", "gone")})
         ORDER BY p.id DESC LIMIT 1
       ) before ON true`,
      [commit, replaced],
    );
  }
  await session.query(`DELETE FROM rejected_row WHERE load_id = ANY($1)`, [replaced]);
}

/** Notes the cases that this commit touches, each with the first day whose answers may change. */
export async function noteTouchedCases(session: LoaderSession, source: SourceType, commit: number): Promise<void> {
  if (source.touches === null) return;
  const { table } = source.targets[0]!;
  await session.query(
    `WITH changed AS (
     SELECT id, known_from AS since FROM ${table} WHERE opened_in = $1
     UNION ALL
     SELECT id, known_to FROM ${table} WHERE closed_in = $1
     ),
     touched AS (${source.touches}) ${NOTE_TOUCHED}`,
    [commit],
  );
}

/** Notes the cases that this file touches by having come, whatever is in it. */
export async function noteCasesTouchedByArrival(session: LoaderSession, source: SourceType, { owner, date }: FileIdentity): Promise<void> {
  if (source.touchedByArrival === undefined) return;
  await session.query(
    `WITH touched AS (${source.touchedByArrival}) ${NOTE_TOUCHED}`,
    [owner, date],
  );
}

/** Notes the cases of `touched` (file_number, since): of two days the earlier counts. */
const NOTE_TOUCHED = `
     INSERT INTO touched_case (file_number, since)
     SELECT file_number, min(since) FROM touched GROUP BY file_number
     ON CONFLICT (file_number) DO UPDATE SET since = excluded.since WHERE touched_case.since > excluded.since`;
