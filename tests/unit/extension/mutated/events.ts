import { dataRows, type Page } from "./mutations.js";
import { ABOUT, DOUBTFUL, mark } from "./oracle.js";
import { personOf } from "./people.js";

/** Something that the page does while the overlay draws, or afterwards. */
export type Event = (page: Page, a: number, b: number) => void;

const pick = <Item>(items: readonly Item[], by: number): Item | undefined => items[by % Math.max(1, items.length)];

/** A row is filled anew with another client's texts: its number and name stand elsewhere no longer. */
function refill(page: Page, row: HTMLTableRowElement, person: number): void {
  const before = personOf(Number(row.getAttribute(ABOUT))).fileNumber;
  const walker = page.document.createTreeWalker(row, 4);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const plain = (node.nodeValue ?? "").replace(/\u200b/g, "").replace(/[\u2011\u2013]/g, "-");
    if (plain.includes(before)) node.nodeValue = plain.replace(before, personOf(person).fileNumber);
  }
  mark(row, person);
}

export const EVENTS: Readonly<Record<string, Event>> = {
  rowAdded(page, a) {
    const row = pick(dataRows(page).filter((each) => !each.hasAttribute(DOUBTFUL)), a);
    if (!row || row.querySelector("[rowspan], table") || row.previousElementSibling?.querySelector("[rowspan]")) return;
    const added = row.cloneNode(true) as HTMLTableRowElement;
    for (const badge of added.querySelectorAll("overblick-badge")) badge.remove();
    row.after(added);
    refill(page, added, page.next++ % 90);
  },
  rowCopiedWithBadge(page, a) {
    const row = pick(dataRows(page).filter((each) => !each.hasAttribute(DOUBTFUL)), a);
    if (!row || row.querySelector("[rowspan], table") || row.previousElementSibling?.querySelector("[rowspan]")) return;
    const added = row.cloneNode(true) as HTMLTableRowElement;
    row.after(added);
    refill(page, added, page.next++ % 90);
  },
  rowRemoved(page, a) {
    const row = pick(dataRows(page), a);
    if (row && dataRows(page).length > 2 && !row.querySelector("[rowspan]") && !row.previousElementSibling?.querySelector("[rowspan]")) row.remove();
  },
  rowReused(page, a) {
    const row = pick(dataRows(page).filter((each) => !each.hasAttribute(DOUBTFUL)), a);
    if (row) refill(page, row, page.next++ % 90);
  },
  allReused(page) {
    for (const row of dataRows(page)) if (!row.hasAttribute(DOUBTFUL)) refill(page, row, page.next++ % 90);
  },
  rowsSwapped(page, a, b) {
    const rows = dataRows(page);
    const [one, other] = [pick(rows, a), pick(rows, b)];
    if (!one || !other || one === other || page.isMixed || page.table.querySelector("[rowspan]")) return;
    const place = page.document.createElement("tr");
    one.replaceWith(place);
    other.replaceWith(one);
    place.replaceWith(other);
  },
  cellsSwapped(page, a, b) {
    const rows = dataRows(page).filter((each) => !each.hasAttribute(DOUBTFUL));
    const [one, other] = [pick(rows, a), pick(rows, b)];
    if (!one || !other || one === other || page.isMixed || page.table.querySelector("[rowspan], td table")) return;
    const [html, about] = [one.innerHTML, one.getAttribute(ABOUT)!];
    one.innerHTML = other.innerHTML;
    other.innerHTML = html;
    one.setAttribute(ABOUT, other.getAttribute(ABOUT)!);
    other.setAttribute(ABOUT, about);
  },
  replacedWhole(page) {
    page.table.innerHTML = page.table.innerHTML.replace(/<overblick-badge[^>]*><\/overblick-badge>/g, "");
  },
  columnsTurned(page) {
    if (page.table.querySelector("[rowspan], [colspan]")) return;
    for (const row of [...page.table.rows]) if (row.cells.length > 1 && row.closest("table") === page.table) row.append(row.cells[0]!);
  },
};
