import { type Client, clientStatus, type Register, shownName } from "./register.js";

/** What a list can be sorted by. */
export const SORT_KEYS = ["namn", "akt", "enhet", "handlaggare"] as const;
export type SortKey = (typeof SORT_KEYS)[number];

/** Rows a page; `alla` shows them all. */
export const PAGE_SIZES = ["25", "50", "alla"] as const;
export type PageSize = (typeof PAGE_SIZES)[number];

/** What the user has asked a list for. Empty filters let everybody through. */
export interface ListRequest {
  readonly unit: string;
  readonly caseworker: string;
  /** Beginning of a name or of a file number. */
  readonly search: string;
  readonly sort: SortKey;
  readonly descending: boolean;
  /** From 1; a page past the end shows the last one. */
  readonly page: number;
  readonly size: PageSize;
}

/** A client as a row of a list. */
export interface ListRow {
  readonly client: Client;
  readonly name: string;
  readonly caseworker: string;
  readonly decisions: number;
  readonly status: string;
}

/** One page of a list. */
export interface ListPage {
  readonly rows: readonly ListRow[];
  readonly page: number;
  readonly pages: number;
  /** Number of the first row on the page, from 1; 0 in an empty list. */
  readonly first: number;
  readonly total: number;
}

const SWEDISH = new Intl.Collator("sv");

/** Reads a sort key that came from a page; name where it is none. */
export function sortKey(text: string): SortKey {
  return SORT_KEYS.find((key) => key === text) ?? "namn";
}

/** Reads a page size that came from a page; 25 where it is none. */
export function pageSize(text: string): PageSize {
  return PAGE_SIZES.find((size) => size === text) ?? "25";
}

/** Reads a page number that came from a page; 1 where it is none. */
export function pageNumber(text: string): number {
  return /^[1-9]\d{0,4}$/.test(text) ? Number(text) : 1;
}

function sortText(row: ListRow, key: SortKey): string {
  switch (key) {
    case "namn":
      return row.name;
    case "akt":
      return row.client.fileNumber;
    case "enhet":
      return row.client.unit;
    case "handlaggare":
      return row.caseworker;
  }
}

function listRow(register: Register, client: Client): ListRow {
  const decisions = register.decisions.get(client.fileNumber) ?? [];
  return {
    client,
    name: shownName(client),
    caseworker: register.caseworkers.get(client.caseworker) ?? client.caseworker,
    decisions: decisions.length,
    status: clientStatus(client, decisions),
  };
}

function asked(row: ListRow, request: ListRequest): boolean {
  const beginning = request.search.trim().toLocaleLowerCase("sv");
  return (
    (request.unit === "" || row.client.unit === request.unit) &&
    (request.caseworker === "" || row.client.caseworker === request.caseworker) &&
    (row.name.toLocaleLowerCase("sv").startsWith(beginning) || row.client.fileNumber.startsWith(beginning))
  );
}

/** The page of clients that a request asks for, in Swedish alphabetical order; ties by file number. */
export function listClients(register: Register, request: ListRequest): ListPage {
  const rows = [...register.clients.values()]
    .map((client) => listRow(register, client))
    .filter((row) => asked(row, request))
    .sort((a, b) => {
      const order = SWEDISH.compare(sortText(a, request.sort), sortText(b, request.sort));
      return (request.descending ? -order : order) || a.client.fileNumber.localeCompare(b.client.fileNumber);
    });
  const size = request.size === "alla" ? Math.max(rows.length, 1) : Number(request.size);
  const pages = Math.max(1, Math.ceil(rows.length / size));
  const page = Math.min(request.page, pages);
  const start = (page - 1) * size;
  return {
    rows: rows.slice(start, start + size),
    page,
    pages,
    first: rows.length === 0 ? 0 : start + 1,
    total: rows.length,
  };
}

/** Signature and name of those who have clients, in alphabetical order, for the filters. */
export function caseworkersWithClients(register: Register): readonly (readonly [string, string])[] {
  const signatures = new Set([...register.clients.values()].map(({ caseworker }) => caseworker));
  signatures.delete("");
  return [...signatures]
    .map((signature) => [signature, register.caseworkers.get(signature) ?? signature] as const)
    .sort(([, a], [, b]) => SWEDISH.compare(a, b));
}
