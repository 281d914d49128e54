import type { Adapter, BadgePage, DecisionFormPage } from "../../schema/adapter/adapter.js";
import { type CaseKey, keyText } from "../operations/overlay.js";
import { type Frame, type MatchedPage, pagesMissed, pagesOf } from "../pages/match.js";
import { hasForm } from "../pages/read-form.js";
import { PageReader, type PageRow, sameKeys } from "../pages/read-page.js";

/** A page that badges are drawn on, with its rows as they were when it was read. */
export interface PageReading {
  readonly matched: MatchedPage<BadgePage>;
  readonly rows: readonly PageRow[];
}

/** A page that the frame should be by its address, or by all that it is known by, and is not: there is nothing to read. */
export interface MissedPage {
  readonly matched: MatchedPage;
  readonly rows: readonly [];
}

/** A row that can have a badge. */
export interface BadgeRow extends PageRow {
  readonly key: CaseKey;
  readonly place: NonNullable<PageRow["place"]>;
}

/** Whether a row can have a badge: it shows a key for certain, and there is a place. */
export function isBadgeRow(row: PageRow): row is BadgeRow {
  return row.key !== null && row.place !== null;
}

/** A page as what is asked from it needs it: what the access log calls it, and of which kind it is. */
export interface ShownOn {
  readonly name: string;
  readonly kind: BadgePage["kind"];
}

function pageName({ system, page }: MatchedPage<BadgePage>): string {
  return `${system}/${page.id}`;
}

interface ReadPage extends PageReading {
  readonly reader: PageReader;
}

interface FoundBadgeRow {
  readonly row: BadgeRow;
  readonly reader: PageReader;
  readonly matched: MatchedPage<BadgePage>;
}

/** Everything that a frame shows for the overlay, read in one pass. Good for as long as the frame does not change. */
export class FrameReading {
  readonly #document: Document;
  readonly #pages: readonly ReadPage[];
  readonly #badgeRows: ReadonlyMap<Element, FoundBadgeRow>;
  readonly forms: readonly MatchedPage<DecisionFormPage>[];
  readonly missed: readonly MissedPage[];

  /** @param without pages to leave alone */
  constructor(adapters: readonly Adapter[], frame: Frame, without: ReadonlySet<BadgePage>) {
    const matched = pagesOf(adapters, frame);
    this.#document = frame.document;
    this.forms = matched.filter((each): each is MatchedPage<DecisionFormPage> => each.page.kind === "decision-form");
    const formless = this.forms.filter(({ page }) => !hasForm(frame.document, page));
    this.missed = [...pagesMissed(adapters, frame), ...formless].map((each) => ({ matched: each, rows: [] }));
    const pages = matched
      .filter((each): each is MatchedPage<BadgePage> => each.page.kind !== "decision-form" && !without.has(each.page))
      .map((each) => {
        const reader = new PageReader(frame.document, each.page);
        return { matched: each, reader, rows: reader.rows() };
      });
    this.#badgeRows = findBadgeRows(pages);
    // A place in which a row gets no badge is none of its: whoever counts rows counts those that are asked for.
    this.#pages = pages.map((page) => ({ ...page, rows: page.rows.map((row) => (this.#hasBadge(row) ? row : { ...row, place: null })) }));
  }

  get pages(): readonly PageReading[] {
    return this.#pages;
  }

  /** All rows, of lists and of pages about one client. */
  get rows(): PageRow[] {
    return this.#pages.flatMap(({ rows }) => rows);
  }

  /** Rows that can have a badge; of a row that two pages read, the first page's. */
  get badgeRows(): BadgeRow[] {
    return [...this.#badgeRows.values()].map(({ row }) => row);
  }

  /** Those of lists, in the order of the page. */
  get listRows(): BadgeRow[] {
    const rows = [...this.#badgeRows.values()].filter(({ matched }) => matched.page.kind === "list").map(({ row }) => row);
    const isSeveral = this.#pages.filter(({ matched }) => matched.page.kind === "list").length > 1;
    return isSeveral ? rows.sort((one, other) => (one.element.compareDocumentPosition(other.element) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1)) : rows;
  }

  /**
   * The keys of those rows by what they are read for, as the access log has it: `paraply/client-list`. By the adapter's own
   * words, never by an address.
   */
  get keysByPage(): Map<string, CaseKey[]> {
    const byPage = new Map<string, CaseKey[]>();
    for (const { row, matched } of this.#badgeRows.values()) {
      const name = pageName(matched);
      const keys = byPage.get(name);
      if (keys) keys.push(row.key);
      else byPage.set(name, [row.key]);
    }
    return byPage;
  }

  /** The page that a row with a badge belongs to; null for a row that had none. */
  pageOf(element: Element): ShownOn | null {
    const matched = this.#badgeRows.get(element)?.matched;
    return matched ? { name: pageName(matched), kind: matched.page.kind } : null;
  }

  /** What holds the rows of lists: tables, where they are rows of tables. */
  get lists(): ReadonlySet<Element> {
    return new Set(this.rows.map(({ element }) => element.closest("table") ?? element.parentElement ?? element));
  }

  /** A row as it is now; null when it no longer shows the same key. */
  again({ element, key }: Pick<BadgeRow, "element" | "key">): BadgeRow | null {
    const reader = this.#badgeRows.get(element)?.reader;
    const now = reader?.again([element]).find((each) => each.element === element);
    return now && isBadgeRow(now) && keyText(now.key) === keyText(key) ? now : null;
  }

  /** The keys that rows show now, whatever has changed since; none for a row that is in doubt or no row any more. */
  keysNow(elements: readonly Element[]): Map<Element, CaseKey> {
    const keys = new Map<Element, CaseKey>();
    const doubtful = new Set<Element>();
    for (const { matched } of this.#pages) {
      for (const { element, key } of new PageReader(this.#document, matched.page).again(elements)) {
        const known = keys.get(element);
        if (key === null || (known && keyText(known) !== keyText(key))) doubtful.add(element);
        else keys.set(element, key);
      }
    }
    for (const element of doubtful) keys.delete(element);
    return keys;
  }

  /** The pages that would now be read otherwise, where nothing has changed but what we drew: there we are in the way. */
  pagesInTheWay(): BadgePage[] {
    return this.#pages
      .filter(({ matched, rows }) => !sameKeys(rows, new PageReader(this.#document, matched.page).rows()))
      .map(({ matched }) => matched.page);
  }

  #hasBadge({ element, key }: PageRow): boolean {
    const found = this.#badgeRows.get(element);
    return found !== undefined && key !== null && keyText(found.row.key) === keyText(key);
  }
}

/** A row in which two pages read two keys is in doubt, and so is one whose place another client's row has, too. */
function findBadgeRows(pages: readonly ReadPage[]): Map<Element, FoundBadgeRow> {
  const found = new Map<Element, FoundBadgeRow>();
  const doubtful = new Set<Element>();
  const shared = placesOfSeveral(pages.flatMap(({ rows }) => rows));
  for (const { rows, reader, matched } of pages) {
    for (const row of rows.filter(isBadgeRow)) {
      // A cell that reaches down from another row belongs to that one.
      if (matched.page.kind === "list" && !row.element.contains(row.place.element)) continue;
      const known = found.get(row.element);
      if (known && keyText(known.row.key) !== keyText(row.key)) doubtful.add(row.element);
      else if (!known && !shared.has(row.place.element)) found.set(row.element, { row, reader, matched });
    }
  }
  for (const element of doubtful) found.delete(element);
  return found;
}

/** Elements in which rows of two clients, or one that is in doubt, would have their badges: a cell may reach over rows. */
function placesOfSeveral(rows: readonly PageRow[]): ReadonlySet<Element> {
  const keys = new Map<Element, string>();
  const shared = new Set<Element>();
  for (const { key, place } of rows) {
    if (!place) continue;
    const name = key === null ? "" : keyText(key);
    const known = keys.get(place.element);
    if (known !== undefined && known !== name) shared.add(place.element);
    keys.set(place.element, name);
  }
  return shared;
}
