import type { DataSource } from "typeorm";
import { FeedScope } from "../access/feed-scope.js";
import type { KeyRing } from "../access/keys.js";
import { pageSize } from "../database/keyset.js";
import { SqlParameters } from "../database/sql-parameters.js";
import type { FactType } from "../rules/timeline.js";
import type { Viewer } from "../access/viewer.js";
import { cursorRefused, endOf, type FeedCursor, readCursor, writeCursor } from "./change-cursor.js";
import { changesStatement, type ChangeWindow, countStatement, PURGES } from "./change-statement.js";
import { FACT_TABLES } from "./fact-tables.js";
import { type FeedRights, feedRights, scopeOf } from "./feed-rights.js";
import { type ChangeRow, changeTeller, type ToldChange } from "./told-change.js";

/** A page of the feed (contract 4, `ChangeConnection`). */
export interface ChangePage {
  readonly edges: { readonly cursor: string; readonly node: ToldChange }[];
  /** `endCursor` is never null: where nothing has changed it is where to ask on. */
  readonly pageInfo: { readonly endCursor: string; readonly hasNextPage: boolean };
  /** Whose data it tells: for the access log. */
  readonly fileNumbers: readonly string[];
}

/** A page of some types. */
export interface AskedPage extends ChangePage {
  readonly types: readonly FactType[];
}

/** What is asked of the feed. */
export interface ChangeRequest {
  readonly after?: string | null;
  readonly types?: readonly FactType[] | null;
  readonly first?: number | null;
}

const DEFAULT_CHANGES = 500;

/** A caller's way through the feed, from a cursor on. */
export class ChangeReader {
  private readonly tell: (row: ChangeRow, rank: number) => ToldChange;
  private readonly scopeText: string;
  private after: FeedCursor | null;
  readonly types: readonly FactType[];

  /** @throws RequestError FORBIDDEN for other roles and types that were not granted; BAD_USER_INPUT for a cursor that is none */
  constructor(
    private readonly dataSource: DataSource,
    private readonly ring: KeyRing,
    viewer: Viewer,
    request: Omit<ChangeRequest, "first">,
    private readonly rights: FeedRights = feedRights(viewer, request.types),
  ) {
    this.tell = changeTeller(ring, rights.pseudonyms);
    this.scopeText = scopeOf(rights);
    this.types = rights.types;
    this.after = request.after == null ? null : readCursor(ring, this.scopeText, request.after);
    const untold = rights.types.filter((type) => this.after?.types.includes(type) === false);
    if (untold.length > 0) throw cursorRefused(`is of a feed without ${untold.join(", ")}, of which what came before would be missing`);
  }

  /**
   * The next page, and goes on after it. One statement.
   * @throws RequestError BAD_USER_INPUT for a cursor of another database
   */
  async next(size: number): Promise<ChangePage> {
    const { after } = this;
    const parameters = new SqlParameters();
    const statement = changesStatement(windowOf(this.rights, after, size + 1, parameters), parameters);
    const rows = await this.dataSource.query<FeedRow[]>(statement, parameters.values);
    const { head, headMade, knownHeadMade, isExpired } = rows[0]!;
    const newest = { head, headMade: Number(headMade) };
    if (after !== null && (after.head > head || Number(knownHeadMade ?? 0) !== after.headMade)) {
      throw cursorRefused("is of another database than this one, or of one that was restored from a backup since");
    }
    if (isExpired) throw cursorRefused("has expired: what you have in the name of one person belonged to another, who was disposed of since");
    const changes = rows.filter(isChange);
    const told = ranked(changes.slice(0, size), after);
    const hasNextPage = changes.length > size;
    const last = told.at(-1);
    const end = hasNextPage && last ? this.cursorAt(last, newest)
      : { place: endOf(head), told: 0, base: head, ...newest, types: this.rights.types };
    const edges = told.map((each) => ({ cursor: this.text(each === last ? end : this.cursorAt(each, newest)), node: this.tell(each.row, each.rank) }));
    this.after = end;
    return { edges, pageInfo: { endCursor: this.text(end), hasNextPage }, fileNumbers: personsIn(told) };
  }

  /** After a change. Past the newest commit of when they began, all of that one's is told, and they begin anew from there. */
  private cursorAt({ row: { commit, table, id }, rank }: RankedRow, newest: Pick<FeedCursor, "head" | "headMade">): FeedCursor {
    const at = { place: { commit, table, id: BigInt(id) }, told: rank, types: this.rights.types };
    const since = this.after ?? { base: 0, ...newest };
    if (commit > since.head) return { ...at, base: since.head, ...newest };
    return { ...at, base: since.base, head: since.head, headMade: since.headMade };
  }

  private text(cursor: FeedCursor): string {
    return writeCursor(this.ring, this.scopeText, cursor);
  }
}

/**
 * A page of the changes of facts that the viewer may know of, in the order of commits. One statement.
 * @throws RequestError FORBIDDEN, or BAD_USER_INPUT for a page size or cursor that is wrong
 */
export async function changePage(dataSource: DataSource, ring: KeyRing, viewer: Viewer, { first, ...request }: ChangeRequest): Promise<AskedPage> {
  const size = pageSize(first ?? DEFAULT_CHANGES);
  const reader = new ChangeReader(dataSource, ring, viewer, request);
  return { ...(await reader.next(size)), types: reader.types };
}

/** Counting takes as long as reading: a few seconds at most. */
const MOST_COUNTED = 100_000;

/**
 * How many changes of some types somebody is told who begins now, counted to 100 000 at most. One statement.
 * @throws RequestError FORBIDDEN
 */
export async function countChanges(dataSource: DataSource, viewer: Viewer, types: readonly FactType[]): Promise<number> {
  const parameters = new SqlParameters();
  const statement = countStatement(windowOf(feedRights(viewer, types), null, MOST_COUNTED, parameters), parameters);
  const [counted] = await dataSource.query<{ total: number }[]>(statement, parameters.values);
  return counted?.total ?? 0;
}

function windowOf({ types, reach }: FeedRights, after: FeedCursor | null, most: number, parameters: SqlParameters): ChangeWindow {
  return { scope: new FeedScope(reach, parameters), tables: FACT_TABLES.filter(({ type }) => types.includes(type)), after, most };
}

type FeedRow = { readonly head: number; readonly headMade: string; readonly knownHeadMade: string | null; readonly isExpired: boolean } & (ChangeRow | { readonly commit: null });

/** Without changes the one row has the newest commit alone. */
function isChange(row: FeedRow): row is FeedRow & ChangeRow {
  return row.commit !== null;
}

/** A change, and which one of its commit it is of those that the caller is told. */
interface RankedRow {
  readonly row: ChangeRow;
  readonly rank: number;
}

/** From 1 in each commit; where a page begins within one, it is counted on from what was told. */
function ranked(rows: readonly ChangeRow[], after: FeedCursor | null): RankedRow[] {
  let [commit, rank] = [after?.place.commit, after?.told ?? 0];
  return rows.map((row) => {
    rank = row.commit === commit ? rank + 1 : 1;
    commit = row.commit;
    return { row, rank };
  });
}

function personsIn(told: readonly RankedRow[]): string[] {
  return told.flatMap(({ row: { table, subject } }) => (table === PURGES || subject === null ? [] : [subject]));
}
