import type { BadgePage, CasePage, KeySource, ListPage, PlaceRule } from "../../schema/adapter/adapter.js";
import { type CaseKey, keyText } from "../operations/overlay.js";
import { type ReadKey, readKeyIn } from "./read-key.js";
import type { KeyDoubt } from "./saved-reading.js";
import { type CellsBelow, HeaderColumns } from "./table-columns.js";

/** Where one of our elements goes: `append` and `prepend` inside the element, `before` and `after` beside it. */
export interface Place {
  readonly element: Element;
  readonly place: PlaceRule["place"];
}

/** A row of a list, or the whole of a page about one client. */
export interface PageRow {
  readonly element: Element;
  /** Null when the row shows no key, or shows it in a way that leaves doubt. */
  readonly key: CaseKey | null;
  /** Why there is no key. */
  readonly doubt: KeyDoubt | null;
  readonly place: Place | null;
  /** Fields whose value is the key: no observer tells when a script changes it. */
  readonly fields: readonly ValueField[];
}

/** A field of a form. */
export type ValueField = Element & { readonly value: string };

/** Only a cell can stand between cells, and only a row between rows: there nothing can be put beside them. */
const NOTHING_BESIDE = /^(TD|TH|TR|TBODY|THEAD|TFOOT|CAPTION|COL|COLGROUP|LI|OPTION)$/;
/** Nor can anything be put into these. */
const NOTHING_INSIDE = /^(TR|TBODY|THEAD|TFOOT|TABLE|SELECT|OPTION|INPUT|TEXTAREA|BUTTON|IMG|IFRAME|SCRIPT|STYLE)$/;

/** The place, where something of ours can stand there at all. */
export function placeAt(element: Element | null | undefined, place: PlaceRule["place"]): Place | null {
  if (!element) return null;
  const inside = place === "append" || place === "prepend";
  return (inside ? NOTHING_INSIDE : NOTHING_BESIDE).test(element.tagName) ? null : { element, place };
}

/** The cells of a column, or what a selector finds in them when both are given. */
function within(cells: readonly Element[] = [], { select }: KeySource | PlaceRule): readonly Element[] {
  return select === undefined ? cells : cells.flatMap((cell) => [...cell.querySelectorAll(select)]);
}

function fieldsAmong(elements: readonly Element[], { attribute }: KeySource): readonly ValueField[] {
  return attribute === "value" ? elements.filter((each): each is ValueField => "value" in each && typeof each.value === "string") : [];
}

/** Reads the rows of one list page; keeps what it learnt of tables for as long as it lives. */
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
    const below = this.#texts.length > 0 ? (this.#columns(element)?.below(element) ?? null) : null;
    const keyElements = key.column === undefined ? this.#own(element, key) : within(below?.cells[0], key);
    const [badgeElement] = badge.column === undefined ? this.#own(element, badge) : within(below?.cells.at(-1), badge);
    const read = this.#sure(readKeyIn(element, keyElements, key), below);
    return { element, ...read, place: placeAt(badgeElement, badge.place), fields: fieldsAmong(keyElements, key) };
  }

  /** A row that does not line up with its header may have another column's number in the key's column: then there is no key. */
  #sure(read: ReadKey, below: CellsBelow | null): ReadKey {
    return read.key === null || this.#page.key.column === undefined || below?.isAligned ? read : { key: null, doubt: "UNALIGNED" };
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
  const [element] = elements;
  const place = badge.select === undefined ? null : document.querySelector(badge.select);
  return element ? [{ element, ...readKeyIn(null, elements, key), place: placeAt(place, badge.place), fields: fieldsAmong(elements, key) }] : [];
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

/** Reads one page. It remembers where columns stand: make a new one when the page has changed. Changes nothing. */
export class PageReader {
  readonly #document: Document;
  readonly #page: BadgePage;
  readonly #list: ListReader | null;

  constructor(document: Document, page: BadgePage) {
    this.#document = document;
    this.#page = page;
    this.#list = page.kind === "list" ? new ListReader(page) : null;
  }

  /** All rows, in the order of the page; one for a page about one client. */
  rows(): PageRow[] {
    return orNothing(() => {
      const page = this.#page;
      return page.kind === "case" ? readCase(this.#document, page) : this.#list!.read([...this.#document.querySelectorAll(page.rows)]);
    });
  }

  /** The same rows as they are now, for rows that were read before: one that is no longer a row is left out. */
  again(rows: readonly Element[]): PageRow[] {
    return orNothing(() => {
      const page = this.#page;
      return page.kind === "case" ? readCase(this.#document, page) : this.#list!.read(rows.filter((row) => row.isConnected && row.matches(page.rows)));
    });
  }
}

/** All rows of a page as it is now. */
export function readPage(document: Document, page: BadgePage): PageRow[] {
  return new PageReader(document, page).rows();
}

/** Whether two readings found the same keys in the same rows. */
export function sameKeys(one: readonly PageRow[], other: readonly PageRow[]): boolean {
  return one.length === other.length && one.every(({ element, key }, index) => {
    const also = other[index]!;
    return element === also.element && (key && keyText(key)) === (also.key && keyText(also.key));
  });
}
