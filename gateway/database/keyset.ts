import { RequestError } from "../request-error.js";

/** Which page of a list: so many rows after a cursor. */
export interface PageRequest {
  readonly first?: number | null;
  readonly after?: string | null;
}

/** A page of a list, in the shape of contract 4's connections. */
export interface Page<Node> {
  readonly edges: { readonly cursor: string; readonly node: Node }[];
  readonly pageInfo: { readonly endCursor: string | null; readonly hasNextPage: boolean };
  /** How many there are on all pages. */
  readonly totalCount: number;
}

/** Where a row stands in its list: every list is ordered by a number and then, among equals, by a text. */
export type Place = readonly [rank: number, tie: string];

export const DEFAULT_SIZE = 50;
export const LARGEST_SIZE = 500;
const LARGEST_RANK = 2 ** 31 - 1;

/** @throws RequestError BAD_USER_INPUT when the page is not of 1 to 500 rows */
export function pageSize(first: number | null | undefined): number {
  const size = first ?? DEFAULT_SIZE;
  if (size >= 1 && size <= LARGEST_SIZE) return size;
  throw new RequestError("BAD_USER_INPUT", `first must be from 1 to ${LARGEST_SIZE}.`);
}

/** The place as opaque text. A cursor of one list does not fit another. */
function cursorOf(list: string, [rank, tie]: Place): string {
  return Buffer.from(JSON.stringify([list, rank, tie])).toString("base64url");
}

/**
 * The place after which the page begins; null for the first page.
 * @throws RequestError BAD_USER_INPUT when it is no cursor of this list
 */
export function placeAfter(list: string, cursor: string | null | undefined): Place | null {
  if (cursor === null || cursor === undefined) return null;
  const [ofList, rank, tie]: unknown[] = decode(cursor);
  if (ofList === list && isRank(rank) && typeof tie === "string") return [rank, tie];
  throw new RequestError("BAD_USER_INPUT", "after is not a cursor of this list: pass endCursor of the page before.");
}

/** Makes the page from rows that were read one beyond its size. */
export function pageOf<Row extends { readonly place: Place }, Node>(
  list: string,
  rows: readonly Row[],
  size: number,
  totalCount: number,
  nodeOf: (row: Row) => Node,
): Page<Node> {
  const edges = rows.slice(0, size).map((row) => ({ cursor: cursorOf(list, row.place), node: nodeOf(row) }));
  const endCursor = edges.at(-1)?.cursor ?? null;
  return { edges, pageInfo: { endCursor, hasNextPage: rows.length > size }, totalCount };
}

function isRank(value: unknown): value is number {
  return Number.isInteger(value) && Math.abs(Number(value)) <= LARGEST_RANK;
}

function decode(cursor: string): unknown[] {
  try {
    const content: unknown = JSON.parse(Buffer.from(cursor, "base64url").toString("utf8"));
    return Array.isArray(content) ? content : [];
  } catch {
    // Not JSON, so not a cursor: the caller says so.
    return [];
  }
}
