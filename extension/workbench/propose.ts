import type { AdapterPage, KeySource, PageMatch, PlaceRule } from "../../schema/adapter/adapter.js";
import { asRead, shownText } from "../pages/shown-text.js";
import { HeaderColumns } from "../pages/table-columns.js";
import { lastingClasses, lastingSelector, selectorWithin } from "./stable-selector.js";

/** What somebody has pointed at on a page. */
export interface Pointed {
  /** A row of a list; null on a page about one client. */
  readonly row: Element | null;
  /** Where the client's number stands. */
  readonly key: Element;
  /** Behind what the badge is to stand; the number itself, if nothing was pointed at. */
  readonly badge: Element | null;
}

/** Where the page is. */
export interface PointedPage {
  readonly document: Document;
  readonly url: string | null;
  readonly frame: string | null;
}

const PERSONAL_NUMBER = /^\d{8}-?[\dA-Z]{4}$/;

/**
 * The page of an adapter that finds what was pointed at, and the like of it: columns by the text of their headers, everything
 * else by names that last. Null when nothing can be found again.
 */
export function proposePage(at: PointedPage, { row, key, badge }: Pointed): AdapterPage | null {
  const element = row?.closest("tr") ?? row;
  if (!element) return proposeCase(at, key, badge);
  const rows = rowsSelector(element);
  const source = keyIn(element, key);
  const place = placeIn(element, badge ?? key);
  if (rows === null || source === null || place === null) return null;
  return { kind: "list", id: "client-list", match: matchOf(at, listSelector(element)), rows, key: source, badge: place };
}

function proposeCase(at: PointedPage, key: Element, badge: Element | null): AdapterPage | null {
  const select = selectorWithin(at.document, key);
  const where = selectorWithin(at.document, badge ?? key);
  if (select === null || where === null) return null;
  return { kind: "case", id: "client", match: matchOf(at, select), key: { select, ...numberOf(key) }, badge: { select: where, place: placeBeside(badge ?? key) } };
}

function matchOf({ url, frame }: PointedPage, has: string | null): PageMatch {
  return {
    ...(url !== null && { url: new URL(url).pathname }),
    ...(frame !== null && frame !== "" && { frame }),
    ...(has !== null && { has }),
  };
}

/** What holds the rows: the table or, of other lists, the element around. */
function listSelector(row: Element): string | null {
  const list = row.closest("table") ?? row.parentElement;
  return list && lastingSelector(list);
}

function rowsSelector(row: Element): string | null {
  const list = listSelector(row);
  if (row.localName !== "tr") {
    const own = lastingClasses(row)[0];
    const step = own === undefined ? row.localName : `${row.localName}.${own}`;
    return list === null ? (own === undefined ? null : step) : `${list} > ${step}`;
  }
  const table = list ?? "table";
  // Rows of tables within the cells are rows as well, unless only the table's own are asked for.
  const hasTables = row.closest("table")?.querySelector("td table") ?? null;
  return hasTables === null ? `${table} tr:has(td)` : `${table} > tbody > tr:has(> td)`;
}

function keyIn(row: Element, key: Element): KeySource | null {
  const number = numberOf(key);
  const column = number.attribute === undefined ? headerOf(row, key) : null;
  if (column !== null) return { column, ...number };
  if (key === row) return number.attribute === undefined ? null : number;
  const select = selectorWithin(row, key);
  return select === null ? null : { select, ...number };
}

function placeIn(row: Element, badge: Element): PlaceRule | null {
  const column = headerOf(row, badge);
  if (column !== null) return { column, place: "append" };
  const select = badge === row ? null : selectorWithin(row, badge);
  return select === null ? null : { select, place: placeBeside(badge) };
}

/** Fields can't hold anything, and of an element in a line of text the badge stands behind. */
function placeBeside(element: Element): PlaceRule["place"] {
  return /^(?:a|b|em|i|span|strong|font|input|select|img|label)$/.test(element.localName) ? "after" : "append";
}

/** The text of the header above, where it names one column. */
function headerOf(row: Element, element: Element): string | null {
  const [table, cell] = [row.closest("table"), element.closest("td, th")];
  if (row.localName !== "tr" || !table || !cell || cell.parentElement !== row) return null;
  const texts = [...table.rows].filter((each) => each.querySelector("th")).flatMap((each) => [...each.cells].map((header) => cleaned(header.textContent)));
  const fitting = [...new Set(texts)].filter((text) => {
    if (text === "" || text.length > 100) return false;
    const below = new HeaderColumns(table, [text]).below(row);
    return below !== null && below.isAligned && below.cells[0]!.length === 1 && below.cells[0]![0] === cell;
  });
  return fitting[0] ?? null;
}

/** A header's text without arrows and colons, which come and go. */
function cleaned(text: string): string {
  return asRead(text).replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}.)%]+$/gu, "");
}

/** How the number is read from the element that shows it: by how it is written, so that nothing else is taken for one. */
function numberOf(element: Element): KeySource {
  const [attribute] = (["value", "href"] as const).filter((name) => (name === "value" ? "value" in element : element.hasAttribute("href") && !/\d/.test(element.textContent)));
  const text = asRead(shownText(element, attribute));
  const [number] = (attribute === "href" ? /\d[\d-]*\d/ : /[\p{L}\d]*\d[\p{L}\d/-]*/u).exec(text) ?? [];
  const source = { ...(attribute && { attribute }), as: "fileNumber" } as const;
  if (number === undefined) return source;
  const isPersonal = PERSONAL_NUMBER.test(number);
  const shape = isPersonal ? "\\d{8}-?[\\dA-Za-z]{4}" : shapeOf(number);
  return { ...source, as: isPersonal ? "personalNumber" : "fileNumber", pattern: text === number ? `^(${shape})$` : `(${shape})` };
}

/** An expression for numbers written like this one: `103879-5` gives `\d{6}-\d`. */
function shapeOf(number: string): string {
  return number.replace(/\d+|[A-ZÅÄÖ]+|[/.]/g, (part) => {
    if (/^\d/.test(part)) return part.length === 1 ? "\\d" : `\\d{${part.length}}`;
    return /^[A-ZÅÄÖ]/.test(part) ? part : `\\${part}`;
  });
}
