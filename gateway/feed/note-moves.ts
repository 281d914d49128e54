import { inTransaction, type LoaderSession, openCommit } from "../database/session.js";
import { unitsAnsweringOn } from "../findings/answering-units.js";
import { readUnits } from "../findings/store-answering-units.js";
import { day } from "../rules/calendar.js";
import { FACT_TABLES, type FactTable } from "./fact-tables.js";

/*
 * What a change of a fact's own versions does not say: that the client behind it became protected or moved, that its
 * decision went to another client, or that another unit answers. It is written down in the commit that does it
 * (entities/feed-move.ts), so that the change feed can tell it in its place. Noting too much is harmless: the feed tells
 * only what differs before and after.
 */

/**
 * Notes what moved in a commit, when everything else of it is done.
 * @param today the day of the load, `YYYY-MM-DD`, by which units answer
 */
export async function noteMoves(session: LoaderSession, commit: number, today: string): Promise<void> {
  const units = await settleUnits(session, commit, await unitChanges(session, today));
  if (!(await chooseMoved(session, commit, units))) return;
  for (const table of FACT_TABLES) await noteMovesOf(session, table, commit, units);
}

/**
 * Notes what the calendar alone has moved: a unit closed yesterday, and its successor answers today. A commit of its own,
 * and none where nothing moved.
 */
export async function noteMovesByCalendar(session: LoaderSession, today: string): Promise<void> {
  if ((await unitChanges(session, today)).length === 0) return;
  await inTransaction(session, async () => noteMoves(session, await openCommit(session, "CALENDAR", today), today));
}

/** Which unit answers for another from now on. */
interface UnitChange {
  readonly code: string;
  readonly answeringUnit: string;
  readonly district: string;
}

/** A unit of which no day has known anything yet answers for itself. */
async function unitChanges(session: LoaderSession, today: string): Promise<UnitChange[]> {
  const answering = unitsAnsweringOn(await readUnits(session), day(today));
  const { rows } = await session.query<{ code: string; district: string; stands: string | null; standsIn: string | null }>(
    `SELECT DISTINCT ON (unit.code) unit.code, coalesce(unit.district, unit.delivered_by) AS district,
            stands.answering_unit AS stands, stands.district AS "standsIn"
     FROM unit LEFT JOIN feed_unit AS stands ON stands.unit_code = unit.code AND stands.closed_in IS NULL
     ORDER BY unit.code, unit.id DESC`,
  );
  return rows.flatMap(({ code, district, stands, standsIn }) => {
    const unit = answering.get(code) ?? { code, district };
    return unit.code === stands && unit.district === standsIn ? [] : [{ code, answeringUnit: unit.code, district: unit.district }];
  });
}

/** @returns the codes */
async function settleUnits(session: LoaderSession, commit: number, changes: readonly UnitChange[]): Promise<string[]> {
  const codes = changes.map(({ code }) => code);
  if (codes.length === 0) return codes;
  await session.query("UPDATE feed_unit SET closed_in = $1 WHERE closed_in IS NULL AND unit_code = ANY($2)", [commit, codes]);
  await session.query(
    `INSERT INTO feed_unit (opened_in, unit_code, answering_unit, district)
     SELECT $1, changed.* FROM unnest($2::text[], $3::text[], $4::text[]) AS changed`,
    [commit, codes, changes.map(({ answeringUnit }) => answeringUnit), changes.map(({ district }) => district)],
  );
  return codes;
}

/** Finds the cases that moved, and the decisions and orders that are theirs or went to another. @returns whether there are any, or units */
async function chooseMoved(session: LoaderSession, commit: number, units: readonly string[]): Promise<boolean> {
  await session.query(
    `CREATE TEMPORARY TABLE moved_case ON COMMIT DROP AS
     ${anotherWord("client", "file_number", "(later.unit_code, later.protection > 0) IS DISTINCT FROM (earlier.unit_code, earlier.protection > 0)", commit)}
     UNION SELECT client.file_number FROM client WHERE client.unit_code = ANY($1)`,
    [units],
  );
  await session.query(
    `CREATE TEMPORARY TABLE moved_decision ON COMMIT DROP AS
     ${anotherWord("decision", "number", "later.file_number <> earlier.file_number", commit)}
     UNION SELECT decision.number FROM decision JOIN moved_case USING (file_number)`,
  );
  await session.query(
    `CREATE TEMPORARY TABLE moved_order ON COMMIT DROP AS
     ${anotherWord("care_order", "number", "later.decision_number <> earlier.decision_number", commit)}
     UNION SELECT care_order.number FROM care_order JOIN moved_decision ON moved_decision.number = care_order.decision_number`,
  );
  const { rows } = await session.query<{ any: boolean }>(
    "SELECT EXISTS (SELECT FROM moved_case) OR EXISTS (SELECT FROM moved_decision) OR EXISTS (SELECT FROM moved_order) AS any",
  );
  return rows[0]!.any || units.length > 0;
}

/** SQL of the keys of which the commit opened a version that says something else than the one before. */
function anotherWord(table: string, key: string, differs: string, commit: number): string {
  return `SELECT later.${key} FROM ${table} AS later
     JOIN ${table} AS earlier ON earlier.${key} = later.${key} AND earlier.id < later.id AND earlier.closed_in IS NOT NULL
     WHERE later.opened_in = ${commit} AND ${differs}`;
}

async function noteMovesOf(session: LoaderSession, table: FactTable, commit: number, units: readonly string[]): Promise<void> {
  const condition = movedCondition(table);
  if (condition === null) return;
  await session.query(
    `INSERT INTO feed_move (fact_table, moved_in, version_id)
     SELECT ${table.number}, ${commit}, fact.id FROM ${table.table} AS fact
     WHERE fact.known_to IS NULL AND fact.opened_in < ${commit} AND ${condition}`,
    condition.includes("$1") ? [units] : [],
  );
}

function movedCondition({ about }: FactTable): string | null {
  if (about === "CITY") return null;
  if ("client" in about) return `fact.${about.client} IN (SELECT file_number FROM moved_case)`;
  if ("decision" in about) return `fact.${about.decision} IN (SELECT number FROM moved_decision)`;
  return "order" in about ? `fact.${about.order} IN (SELECT number FROM moved_order)` : `fact.${about.unit} = ANY($1)`;
}
