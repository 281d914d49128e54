import { type CaseKey, keyText } from "../operations/overlay.js";
import type { AdapterPage, CasePage, KeySource, ListPage, PlaceRule } from "./adapter.js";
import { readKey } from "./read-key.js";
import { HeaderColumns } from "./table-columns.js";

/** Where a badge goes: `append` and `prepend` inside the element, `before` and `after` beside it. */
export interface BadgePlace {
  readonly element: Element;
  readonly place: PlaceRule["place"];
}

/** A row of a list, or the whole of a page about one client. */
export interface PageRow {
  readonly element: Element;
  /** Null when the row shows no key, or shows it in a way that leaves doubt. */
  readonly key: CaseKey | null;
  readonly place: BadgePlace | null;
}

/** Only a cell can stand between cells, and only a row between rows: there nothing can be put beside them. */
const NOTHING_BESIDE = /^(TD|TH|TR|TBODY|THEAD|TFOOT|CAPTION|COL|COLGROUP|LI|OPTION)$/;
/** Nor can anything be put into these. */
const NOTHING_INSIDE = /^(TR|TBODY|THEAD|TFOOT|TABLE|SELECT|OPTION|INPUT|TEXTAREA|BUTTON|IMG|IFRAME|SCRIPT|STYLE)$/;

function placeAt(element: Element | undefined, place: PlaceRule["place"]): BadgePlace | null {
  if (!element) return null;
  const inside = place === "append" || place === "prepend";
  return (inside ? NOTHING_INSIDE : NOTHING_BESIDE).test(element.tagName) ? null : { element, place };
}

/** The cells of a column, or what a selector finds in them when both are given. */
function within(cells: readonly Element[] = [], { select }: KeySource | PlaceRule): readonly Element[] {
  return select === undefined ? cells : cells.flatMap((cell) => [...cell.querySelectorAll(select)]);
}

/** Reads the rows of one list page in one pass; keeps what it learnt of tables for as long as the pass takes. */
class ListReader {
  readonly #page: ListPage;
  readonly #texts: readonly string[];
  readonly #tables = new Map<HTMLTableElement, HeaderColumns>();

  constructor(page: ListPage) {
    this.#page = page;
    this.#texts = [page.key.column, page.badge.column].filter((text) => text !== undefined);
  }

  read(elements: readonly Element[]): PageRow[] {
    const rows = elements.filter((element) => this.#isData(element)).map((element) => this.readRow(element));
    // Of tables in tables, the selector may find the outer rows as well, and rows of small tables in the cells.
    return rows.filter(({ key, element }) => key !== null || !this.#isNested(element));
  }

  readRow(element: Element): PageRow {
    const { key, badge } = this.#page;
    const below = this.#texts.length > 0 ? this.#columns(element)?.below(element) : undefined;
    const keyElements = key.column === undefined ? this.#own(element, key) : within(below?.[0], key);
    const [badgeElement] = badge.column === undefined ? this.#own(element, badge) : within(below?.at(-1), badge);
    return { element, key: readKey(keyElements, key), place: placeAt(badgeElement, badge.place) };
  }

  #isData(element: Element): boolean {
    return this.#texts.length === 0 || !this.#columns(element)?.isHeader(element);
  }

  #columns(row: Element): HeaderColumns | null {
    const table = row.localName === "tr" ? row.closest("table") : null;
    if (!table) return null;
    let columns = this.#tables.get(table);
    if (!columns) {
      columns = new HeaderColumns(table, this.#texts);
      this.#tables.set(table, columns);
    }
    return columns;
  }

  /** What a selector finds in a row itself, not in rows inside it, and first of all in its own cells. */
  #own(row: Element, { select }: KeySource | PlaceRule): Element[] {
    if (select === undefined) return [row];
    const { rows } = this.#page;
    const found = [...row.querySelectorAll(select)].filter((each) => each.closest(rows) === row && !each.querySelector(rows));
    const inOwnCells = found.filter((each) => each.closest("tr") === row);
    return inOwnCells.length > 0 ? inOwnCells : found;
  }

  #isNested(element: Element): boolean {
    const { rows } = this.#page;
    return element.querySelector(rows) !== null || (element.parentElement?.closest(rows) ?? null) !== null;
  }
}

function readCase(document: Document, { key, badge }: CasePage): PageRow[] {
  const elements = key.select === undefined ? [] : [...document.querySelectorAll(key.select)];
  const place = badge.select === undefined ? null : document.querySelector(badge.select);
  const [element] = elements;
  return element ? [{ element, key: readKey(elements, key), place: placeAt(place ?? undefined, badge.place) }] : [];
}

/** Runs a reading; a selector that the browser does not understand finds nothing. */
function orNothing(read: () => PageRow[]): PageRow[] {
  try {
    return read();
  } catch (error) {
    if (error instanceof DOMException) return [];
    throw error;
  }
}

/** All rows of a page, in the order of the page; one for a page about one client. Changes nothing on it. */
export function readPage(document: Document, page: AdapterPage): PageRow[] {
  return orNothing(() =>
    page.kind === "case" ? readCase(document, page) : new ListReader(page).read([...document.querySelectorAll(page.rows)]),
  );
}

/** The same rows as they are now, for rows that an earlier reading gave: one that is no longer a row is left out. */
export function readAgain(document: Document, page: AdapterPage, rows: readonly Element[]): PageRow[] {
  if (page.kind === "case") return readPage(document, page);
  return orNothing(() => new ListReader(page).read(rows.filter((row) => row.isConnected && row.matches(page.rows))));
}

/** Whether two readings found the same keys in the same rows. */
export function sameKeys(one: readonly PageRow[], other: readonly PageRow[]): boolean {
  return one.length === other.length && one.every(({ element, key }, index) => {
    const also = other[index]!;
    return element === also.element && (key && keyText(key)) === (also.key && keyText(also.key));
  });
}
