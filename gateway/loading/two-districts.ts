import { ALL_SOURCES } from "../sources/all-sources.js";
import type { SourceType } from "../sources/source-type.js";
import type { LoaderSession } from "../database/session.js";
import { mergeStage, noteTouchedCases } from "./merge.js";
import { sameKey } from "./stage-checks.js";
import { createStage } from "./staging.js";
import { comparedColumns, storedColumns } from "./stored-columns.js";

/*
 * When a client moves, two districts may deliver a key (contract 1): the newer extract has it, on the same date the client's
 * own district. Which district that is may come last of all, so that the row that loses by home alone is kept, as a version
 * that no day ends with, and has the key when the client turns out to be at home there (docs/decisions/0050).
 */

/** SQL for "this row comes from the client's own district". */
export function isAtHome(source: SourceType, row: string): string {
  return source.homeDistrict ? `(${source.homeDistrict(row)} IS NOT DISTINCT FROM ${row}.delivered_by)` : "true";
}

/** Since when a district's word on its keys stands: its newest FULL speaks for all of them. */
const NEWEST_FULL = `
     newest_full AS (
       SELECT district, max(extract_date) AS on_day FROM load
       WHERE type = $1 AND status = 'LOADED' AND mode = 'FULL' GROUP BY district
     )`;

/**
 * Drops staged rows that a newer delivery has overtaken: an older file's row never replaces a newer one, and of two
 * districts that deliver a key the newer extract wins, on the same date the client's own district (contract 1). Where both
 * say that it is theirs, or neither, the first by its code has it, whichever comes first. Those that lose by that alone are
 * put into `passed_over`, which lives as long as the transaction.
 *
 * @param sameOwnerToo rows of the same district too: those that waited, but not a file that the operator forces
 */
export async function dropOvertakenRows(session: LoaderSession, source: SourceType, sameOwnerToo: boolean): Promise<void> {
  const { table } = source.targets[0]!;
  const columns = passedOverColumns(source).join(", ");
  const inOrder = (row: string): string => `(NOT ${isAtHome(source, row)}, ${row}.delivered_by)`;
  const bySameDate = source.homeDistrict
    ? `(greatest(c.delivered_on, f.on_day) = s.extract_date AND ${inOrder("c")} < ${inOrder("s")})` : "false";
  await session.query(`CREATE TEMPORARY TABLE passed_over ON COMMIT DROP AS SELECT ${columns} FROM stage WHERE false`);
  await session.query(
    `WITH ${NEWEST_FULL},
     overtaken AS (
       DELETE FROM stage s
       USING ${table} c LEFT JOIN newest_full f ON f.district = c.delivered_by
       WHERE s.fault IS NULL AND c.known_to IS NULL AND ${sameKey(source, "s", "c")} AND (
         (c.delivered_by = s.delivered_by AND $2 AND c.delivered_on > s.extract_date)
         OR (c.delivered_by <> s.delivered_by AND (greatest(c.delivered_on, f.on_day) > s.extract_date OR ${bySameDate}))
       )
       RETURNING s.*, c.delivered_by <> s.delivered_by AND greatest(c.delivered_on, f.on_day) = s.extract_date AS on_same_date
     )
     INSERT INTO passed_over SELECT ${columns} FROM overtaken WHERE on_same_date`,
    [source.type, sameOwnerToo],
  );
}

/** What is kept of a row that is passed over, as it is staged. */
export function passedOverColumns(source: SourceType): string[] {
  return ["line", "load_id", "delivered_by", "extract_date", ...(followsClient(source) ? versionColumns(source) : source.key)];
}

/** A fact's columns but those of a version. */
function versionColumns(source: SourceType): string[] {
  return [...source.key, ...storedColumns(source.targets[0]!)];
}

/** Whether a row is at home where the client is that it hangs on. A client's own row says itself where that is. */
function followsClient(source: SourceType): boolean {
  return source.homeDistrict !== null && source.parent !== null;
}

/**
 * Keeps the rows that were passed over and say something else, each before the version that stands: that one is closed and
 * opened again, so that a key's last version is the one that stands.
 */
export async function keepPassedOverRows(session: LoaderSession, source: SourceType, commit: number): Promise<void> {
  const { rows } = await session.query<{ any: boolean }>("SELECT EXISTS (SELECT FROM passed_over) AS any");
  if (rows[0]!.any && followsClient(source)) await keepBeforeStanding(session, source, commit);
  await session.query("DROP TABLE passed_over");
}

async function keepBeforeStanding(session: LoaderSession, source: SourceType, commit: number): Promise<void> {
  const { table } = source.targets[0]!;
  const columns = versionColumns(source);
  const of = (row: string, all: readonly string[] = columns): string => all.map((column) => `${row}.${column}`).join(", ");
  const content = comparedColumns(source.targets[0]!);
  await session.query(
    `CREATE TEMPORARY TABLE standing ON COMMIT DROP AS
     SELECT DISTINCT ON (c.id) c.*, p.line AS passed_line, p.load_id AS passed_load, p.delivered_by AS passed_by, p.extract_date AS passed_on,
       greatest(p.extract_date, c.known_from) AS again_from
     FROM ${table} c JOIN passed_over p ON ${sameKey(source, "p", "c")}
     WHERE c.known_to IS NULL AND (${of("c", content)}) IS DISTINCT FROM (${of("p", content)})
     ORDER BY c.id, p.load_id DESC, p.line DESC`,
  );
  await session.query(
    `UPDATE ${table} c SET known_to = t.again_from, closed_in = $1 FROM standing t WHERE t.id = c.id`, [commit],
  );
  await session.query(
    `INSERT INTO ${table} (opened_in, closed_in, load_id, line, delivered_by, delivered_on, known_from, known_to, ${columns.join(", ")})
     SELECT $1, $1, t.passed_load, t.passed_line, t.passed_by, t.passed_on, t.again_from, t.again_from, ${of("p")}
     FROM standing t JOIN passed_over p ON ${sameKey(source, "p", "t")} AND p.load_id = t.passed_load AND p.line = t.passed_line`,
    [commit],
  );
  await session.query(
    `INSERT INTO ${table} (opened_in, load_id, line, delivered_by, delivered_on, known_from, ${columns.join(", ")})
     SELECT $1, t.load_id, t.line, t.delivered_by, t.delivered_on, t.again_from, ${of("t")} FROM standing t`,
    [commit],
  );
  await session.query("DROP TABLE standing");
}

/**
 * Gives the keys of clients who have moved in this commit to the district in which they are at home now, where it delivered
 * them for the same date as the one that has them: from the day of the move on, since before it the other was right. To be
 * called when the clients are merged and nothing is staged.
 */
export async function giveKeysToNewHomes(session: LoaderSession, commit: number): Promise<void> {
  const { rowCount } = await session.query(
    `CREATE TEMPORARY TABLE moved_home ON COMMIT DROP AS
     SELECT DISTINCT later.file_number, later.known_from AS since FROM client later
     JOIN client earlier ON earlier.file_number = later.file_number AND earlier.id < later.id AND earlier.unit_code <> later.unit_code
     WHERE later.opened_in = ${commit} AND later.known_to IS NULL`,
  );
  if (rowCount !== 0) {
    await session.query("ANALYZE moved_home");
    for (const source of ALL_SOURCES.filter(followsClient)) await giveKeysOf(session, source, commit);
  }
  await session.query("DROP TABLE moved_home");
}

async function giveKeysOf(session: LoaderSession, source: SourceType, commit: number): Promise<void> {
  const { table } = source.targets[0]!;
  const columns = versionColumns(source);
  await createStage(session, source, null);
  await session.query("ALTER TABLE stage ADD COLUMN given_on date");
  const { rowCount } = await session.query(
    `WITH ${NEWEST_FULL}
     INSERT INTO stage (line, load_id, delivered_by, extract_date, given_on, ${columns.join(", ")})
     SELECT DISTINCT ON (c.id) s.line, s.load_id, s.delivered_by, greatest(s.delivered_on, ${movedOn(source, "c")}), s.delivered_on, ${columns.map((column) => `s.${column}`).join(", ")}
     FROM ${table} c
     LEFT JOIN newest_full f ON f.district = c.delivered_by
     JOIN ${table} s ON ${sameKey(source, "s", "c")} AND s.known_to IS NOT NULL AND s.delivered_by <> c.delivered_by
       AND s.delivered_on = greatest(c.delivered_on, f.on_day) AND s.known_to = greatest(s.delivered_on, s.known_from)
     WHERE c.known_to IS NULL AND ${ofMovedClient(source, "c")} AND ${isAtHome(source, "s")}
     ORDER BY c.id, s.id DESC`,
    [source.type],
  );
  if (rowCount !== 0) {
    await mergeStage(session, source, { commit, withdraw: null, markDelivery: true });
    // A move makes no delivery newer than it is.
    await session.query(
      `UPDATE ${table} c SET delivered_on = s.given_on FROM stage s
       WHERE c.known_to IS NULL AND c.delivered_by = s.delivered_by AND ${sameKey(source, "c", "s")}`,
    );
    await noteTouchedCases(session, source, commit);
  }
  await session.query("DROP TABLE stage");
}

/** SQL for the day on which the client moved that this row hangs on. */
function movedOn({ parent }: SourceType, row: string): string {
  if (!parent) return "NULL";
  const above = ALL_SOURCES.find(({ targets }) => targets[0]!.table === parent.table);
  if (!above?.parent) return `(SELECT since FROM moved_home WHERE file_number = ${row}.${parent.column})`;
  const alias = `${row}_above`;
  return `(SELECT ${movedOn(above, alias)} FROM ${parent.table} ${alias} WHERE ${alias}.${parent.key} = ${row}.${parent.column} AND ${alias}.known_to IS NULL)`;
}

/** SQL for "this row hangs on a client who has moved". */
function ofMovedClient({ parent }: SourceType, row: string): string {
  if (!parent) return "false";
  const above = ALL_SOURCES.find(({ targets }) => targets[0]!.table === parent.table);
  if (!above?.parent) return `${row}.${parent.column} IN (SELECT file_number FROM moved_home)`;
  const alias = `${row}_above`;
  return `${row}.${parent.column} IN (SELECT ${alias}.${parent.key} FROM ${parent.table} ${alias}
    WHERE ${alias}.known_to IS NULL AND ${ofMovedClient(above, alias)})`;
}
