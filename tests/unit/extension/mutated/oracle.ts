import { personOf } from "./people.js";

/**
 * Whom a row is about, written on the row by who makes the page; the reader under test knows nothing of it. Mutations that
 * move a row or fill it anew carry it along.
 */
export const ABOUT = "data-om";
/** A row whose number can't be read for certain: no badge is expected, and none is wrong if it is right. */
export const DOUBTFUL = "data-tvivel";

export function mark(row: Element, person: number): void {
  row.setAttribute(ABOUT, String(person));
}

function fileNumberOfRow(row: Element): string {
  return personOf(Number(row.getAttribute(ABOUT))).fileNumber;
}

/** What badges there are, by whose row each stands in. */
export interface Badged {
  /** Badges that speak of another client than their row, as "row's number: label". */
  readonly wrong: readonly string[];
  /** Rows that have a badge, each once. */
  readonly rows: ReadonlySet<Element>;
  /** Badges beyond the first of a row. */
  readonly twice: number;
}

/** Looks at every badge on a page: the innermost row around it says whose it should be, its label whose it is. */
export function badged(document: Document): Badged {
  const wrong: string[] = [];
  const rows = new Set<Element>();
  let twice = 0;
  for (const badge of document.querySelectorAll("overblick-badge")) {
    const row = badge.closest(`[${ABOUT}]`);
    const label = badge.shadowRoot?.querySelector("button")?.getAttribute("aria-label") ?? "";
    const own = row ? fileNumberOfRow(row) : "no row";
    if (!label.includes(own)) wrong.push(`${own}: ${label}`);
    if (row && rows.has(row)) twice += 1;
    if (row) rows.add(row);
  }
  return { wrong, rows, twice };
}

/** The rows that should have a badge where the page's headers and selectors survived. */
export function expectedRows(document: Document): Element[] {
  return [...document.querySelectorAll(`[${ABOUT}]:not([${DOUBTFUL}])`)];
}
