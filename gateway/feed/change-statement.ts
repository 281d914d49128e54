import type { FeedScope } from "../access/feed-scope.js";
import type { SqlParameters } from "../database/sql-parameters.js";
import { type FeedCursor, type FeedPlace, passedCommit } from "./change-cursor.js";
import { isInScope, leadColumn, sameFact, subjectOf } from "./fact-subject.js";
import { FACT_TABLES, type FactTable, type Field, isAboutPersons } from "./fact-tables.js";

/** Which part of the feed. */
export interface ChangeWindow {
  readonly scope: FeedScope;
  readonly tables: readonly FactTable[];
  /** What the reader has been told; null: nothing yet. */
  readonly after: FeedCursor | null;
  /** How many changes. */
  readonly most: number;
}

/**
 * The statement of a page: a row for each change, in order, and at least one row, with the newest commit on each.
 * docs/decisions/0022 says why what comes out of it is enough, and no more.
 */
export function changesStatement(window: ChangeWindow, parameters: SqlParameters): string {
  const { tables } = window;
  return `
    WITH ${headAndPlace(window, parameters)},
    page AS (${changes(window, parameters)})
    SELECT head.commit AS head, ${milliseconds("head.made")} AS "headMade", ${standingOf(window.after, parameters)},
           page.made_in AS commit, page.id::text AS id, page.fact_table AS table, page.operation, page.subject,
           page.before_id = page.after_id AS "isMove",
           fact_commit.known_from::text AS "commitKnownFrom", fact_commit.kind AS "commitKind", fact_commit.load_id AS "commitLoad",
           CASE page.fact_table WHEN ${PURGES} THEN NULL ${tables.map((table) => `WHEN ${table.number} THEN (${versionOf(table)})`).join("\n")} END AS version
    FROM head LEFT JOIN page ON TRUE LEFT JOIN fact_commit ON fact_commit.id = page.made_in
    ORDER BY page.made_in, page.fact_table, page.id`;
}

/**
 * What tells whether a cursor can still be served. `knownHeadMade`: when its commit was made, in this database.
 * `isExpired`: a disposal has since removed what came to a person from another one, and the reader, who was told before
 * and has not read as far as that, holds it in the other's name.
 */
function standingOf(after: FeedCursor | null, parameters: SqlParameters): string {
  if (after === null) return `NULL AS "knownHeadMade", FALSE AS "isExpired"`;
  const [passed, base, head] = [passedCommit(after.place), after.base, after.head].map((commit) => parameters.add(commit, "int"));
  return `
    (SELECT ${milliseconds("made.committed_at")} FROM fact_commit AS made WHERE made.id = ${head}) AS "knownHeadMade",
    EXISTS (SELECT FROM disposal WHERE disposal.moved_in > ${passed} AND (disposal.disposed_in > ${head} OR ${base} > 0)) AS "isExpired"`;
}

/** The statement that counts changes, to `most` of them. */
export function countStatement(window: ChangeWindow, parameters: SqlParameters): string {
  return `
    WITH ${headAndPlace(window, parameters)}
    SELECT count(*)::int AS total FROM (${changes(window, parameters)}) AS page`;
}

/** To the millisecond, as text: a bigint. */
function milliseconds(time: string): string {
  return `coalesce((extract(epoch FROM ${time}) * 1000)::bigint, 0)::text`;
}

/** The newest commit, and the place after which to tell: values that the planner does not see, since it would plan a page of each commit by that one's size. */
function headAndPlace({ after }: ChangeWindow, parameters: SqlParameters): string {
  const place = after?.place ?? { commit: -1, id: 0n };
  return `head AS MATERIALIZED (
      SELECT coalesce(newest.id, 0) AS commit, newest.committed_at AS made FROM (SELECT) AS always
      LEFT JOIN (SELECT id, committed_at FROM fact_commit ORDER BY id DESC LIMIT 1) AS newest ON TRUE
    ),
    place AS MATERIALIZED (
      SELECT ${parameters.add(place.commit, "int")} AS commit, ${parameters.add(String(place.id), "bigint")} AS id, 9223372036854775807 AS all_of_them
    )`;
}

/** No limit, and yet one: of a number that the planner does not see it expects a tenth, and goes along the index instead of sorting everything. */
const LAZILY = "LIMIT (SELECT all_of_them FROM place)";

function changes(window: ChangeWindow, parameters: SqlParameters): string {
  const place = window.after?.place ?? null;
  const told = window.after && {
    base: window.after.base === 0 ? null : parameters.add(window.after.base, "int"), head: parameters.add(window.after.head, "int"),
  };
  const most = parameters.add(window.most, "int");
  const part: Part = { scope: window.scope, place, told, most };
  const parts = [...window.tables.map((table) => changesOf(table, part)), purges(part, window.tables.some(isAboutPersons))];
  return `
    SELECT * FROM (${parts.map((each) => `(${each})`).join("\nUNION ALL\n")}) AS change
    ORDER BY made_in, fact_table, id LIMIT ${most}`;
}

/** What the parts of a statement have in common; SQL, but for the scope and the place. */
interface Part {
  readonly scope: FeedScope;
  readonly place: FeedPlace | null;
  readonly told: { readonly base: string | null; readonly head: string } | null;
  readonly most: string;
}

/**
 * The changes of one table's facts: each moment in the order where a version was opened, closed or moved, and what that
 * tells the caller. The moments are walked in their order and the rest is looked up for each, until the page is full: so
 * that this is the one plan there is, each further part is fenced (LIMIT, OFFSET 0).
 */
function changesOf(table: FactTable, { scope, place, told, most }: Part): string {
  const isAfter = placeCondition(table.number, place);
  const lead = leadColumn(table);
  const standing = (opened: string, closed: string): string => `
      SELECT standing.id, standing.opened_in ${lead === null ? "" : `, standing.${lead}`} FROM ${table.table} AS standing
      WHERE ${sameFact(table, "standing", "version")} AND standing.opened_in ${opened} moment.made_in
        AND (standing.closed_in IS NULL OR standing.closed_in ${closed} moment.made_in)
      LIMIT 1`;
  return `
    SELECT moment.made_in, moment.id, ${table.number} AS fact_table, before.id AS before_id, after.id AS after_id, told.operation,
           ${isAboutPersons(table) ? `CASE WHEN told.operation IN (${WITH_CONTENT}) THEN subject.after ELSE subject.before END` : "NULL::text"} AS subject
    FROM (
      (SELECT opened_in AS made_in, id FROM ${table.table} WHERE ${isAfter("opened_in", "id")} ORDER BY opened_in, id ${LAZILY})
      UNION ALL
      (SELECT closed_in, id FROM ${table.table} WHERE closed_in IS NOT NULL AND ${isAfter("closed_in", "id")} ORDER BY closed_in, id ${LAZILY})
      UNION ALL
      (SELECT moved_in, version_id FROM feed_move WHERE fact_table = ${table.number} AND ${isAfter("moved_in", "version_id")}
       ORDER BY moved_in, version_id ${LAZILY})
      ORDER BY made_in, id ${LAZILY}
    ) AS moment
    CROSS JOIN LATERAL (SELECT ${table.key.map((column) => `opened.${column}`).join(", ")} FROM ${table.table} AS opened WHERE opened.id = moment.id LIMIT 1) AS version
    LEFT JOIN LATERAL (${standing("<", ">=")}) AS before ON TRUE
    LEFT JOIN LATERAL (${standing("<=", ">")}) AS after ON TRUE
    CROSS JOIN LATERAL (
      SELECT ${subjectOf(table, "before", "moment.made_in - 1")} AS before, ${subjectOf(table, "after", "moment.made_in")} AS after,
             (SELECT ${subjectOf(table, "newest", null)} FROM ${table.table} AS newest
              WHERE ${sameFact(table, "newest", "version")} ORDER BY newest.id DESC LIMIT 1) AS now
      OFFSET 0
    ) AS subject
    CROSS JOIN LATERAL (SELECT ${operation(table, scope, told)} AS operation OFFSET 0) AS told
    WHERE moment.id = coalesce(after.id, before.id) AND told.operation IS NOT NULL
    ORDER BY moment.made_in, moment.id LIMIT ${most}`;
}

const WITH_CONTENT = "'ADDED', 'CHANGED', 'ENTERED_SCOPE'";

/**
 * What a moment of a fact tells: from what stood before it and what stands after it, each in the scope of then. Content
 * goes out only while now, too, all of it is in scope; of what goes out of scope only they are told who were told of it.
 */
function operation(table: FactTable, scope: FeedScope, told: Part["told"]): string {
  const known = (whose: "before" | "after" | "now", by: string | null): string =>
    isInScope(table, `subject.${whose}`, "version", scope, by);
  const openNow = (whose: "before" | "after"): string => `(${known(whose, null)} AND ${known("now", null)})`;
  const openSince = told === null ? "TRUE"
    : `(${told.head} = (SELECT commit FROM head) OR moment.made_in > ${told.head} OR ${known("after", told.head)})`;
  const wasTold = told === null ? [openNow("before")] : [
    openNow("before"),
    ...(told.base === null ? [] : [`(before.opened_in <= ${told.base} AND ${known("before", told.base)})`]),
    `(before.opened_in <= (SELECT commit FROM place) AND ${known("before", told.head)})`,
  ];
  return `
    CASE
      WHEN after.id IS NOT NULL AND ${known("after", "moment.made_in")} AND ${openNow("after")} AND ${openSince} THEN
        CASE
          WHEN before.id IS NULL THEN 'ADDED'
          WHEN NOT (${known("before", "moment.made_in - 1")}) THEN 'ENTERED_SCOPE'
          WHEN before.id <> after.id OR subject.before IS DISTINCT FROM subject.after THEN 'CHANGED'
        END
      WHEN before.id IS NOT NULL AND ${known("before", "moment.made_in - 1")} AND (${wasTold.join(" OR ")}) THEN
        CASE WHEN after.id IS NULL AND ${openNow("before")} THEN 'WITHDRAWN' ELSE 'LEFT_SCOPE' END
    END`;
}

/**
 * The persons who were disposed of, for those who may have had a copy: who had been told of them by `base`, or has read of
 * them since, by `head`. Part of every statement: it speaks of all that the statement is given, and a parameter that nothing
 * speaks of has no type.
 * @param toldOfPersons whether any of the types is about persons
 */
function purges({ scope, place, told, most }: Part, toldOfPersons: boolean): string {
  const isAfter = placeCondition(PURGES, place);
  const [base, head] = [told?.base ?? BEFORE_ALL, told?.head ?? BEFORE_ALL];
  return `
    SELECT purged.purged_in AS made_in, purged.id, ${PURGES} AS fact_table, NULL::bigint AS before_id, NULL::bigint AS after_id,
           'PURGED' AS operation, encode(purged.person_key, 'hex') AS subject
    FROM purged_case AS purged
    WHERE ${toldOfPersons ? "TRUE" : "FALSE"} AND ${isAfter("purged.purged_in", "purged.id")}
      AND (${scope.hadPurgedCase("purged", base)}
        OR (purged.filed_since[1] <= (SELECT commit FROM place) AND ${scope.hadPurgedCase("purged", head)}))
    ORDER BY purged.purged_in, purged.id LIMIT ${most}`;
}

/** A commit by which nobody was told of anybody: the first one is 1. */
const BEFORE_ALL = "0";

/** The number of purges beside those of tables. */
export const PURGES = 0;

/** SQL for "comes after the place": within its commit the tables come one after the other. */
function placeCondition(table: number, place: Part["place"]): (commit: string, id: string) => string {
  if (place === null || table === place.table) return (commit, id) => `(${commit}, ${id}) > ((SELECT commit FROM place), (SELECT id FROM place))`;
  const comparison = table > place.table ? ">=" : ">";
  return (commit) => `${commit} ${comparison} (SELECT commit FROM place)`;
}

/** SQL for what is told of the version behind a change: a key, and its content where there is any. */
function versionOf(table: FactTable): string {
  const fields = Object.entries(table.fields).map(([name, field]) => `'${name}', ${valueOf(field)}`);
  return `
    SELECT json_build_object('key', json_build_array(${table.key.map((column) => `fact.${column}::text`).join(", ")}),
      'knownFrom', fact.known_from, 'knownTo', fact.known_to, 'load', fact.load_id,
      'fact', CASE WHEN page.operation IN (${WITH_CONTENT}) THEN json_build_object(${fields.join(", ")}) END)
    FROM ${table.table} AS fact WHERE fact.id = coalesce(page.after_id, page.before_id)`;
}

function valueOf(field: Field): string {
  if (typeof field === "string") return `fact.${field}`;
  return "column" in field ? `fact.${field.column}` : field.sql;
}

/** The table of a number, as {@link changesStatement} gives it. */
export function tableOf(number: number): FactTable {
  const table = FACT_TABLES.find((each) => each.number === number);
  if (table === undefined) throw new Error(`FACT_TABLE_UNKNOWN: no table has the number ${number}`);
  return table;
}
