import { type PageSize, pageNumber, pageSize, type SortKey, sortKey } from "../client-list.js";

/** What a page of this family remembers of itself in its hidden field `__VIEWSTATE`. */
export interface ViewState {
  readonly sort: SortKey;
  readonly descending: boolean;
  readonly page: number;
  readonly size: PageSize;
}

/** How a list begins. */
export const FIRST_VIEW: ViewState = { sort: "namn", descending: false, page: 1, size: "25" };

const MAGIC = Buffer.from([0xff, 0x01, 0x0f, 0x0f]);

/** Writes the hidden field: bytes in Base64 that begin as such fields do. */
export function writeViewState(state: ViewState): string {
  const text = [state.sort, state.descending ? "fallande" : "stigande", state.page, state.size].join("|");
  return Buffer.concat([MAGIC, Buffer.from(text, "latin1")]).toString("base64");
}

/** Reads the hidden field back; null when it is none of ours. */
export function readViewState(field: string): ViewState | null {
  const bytes = Buffer.from(field, "base64");
  if (!bytes.subarray(0, MAGIC.length).equals(MAGIC)) return null;
  const [sort = "", direction = "", page = "", size = ""] = bytes.subarray(MAGIC.length).toString("latin1").split("|");
  return { sort: sortKey(sort), descending: direction === "fallande", page: pageNumber(page), size: pageSize(size) };
}
