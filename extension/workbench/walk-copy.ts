/** What the keyboard can stop at of its own accord: in the copy of a page one walks with the arrow keys instead. */
const FOCUSABLE = "a[href], area, button, input, select, textarea, summary, iframe, [tabindex], [contenteditable]";
const FIELDS = "input:not([type=hidden]), select, textarea, img";

/** What one can point at with the keyboard: as with the mouse, what a text or a field stands in, in the page's order. */
export function pointable(document: Document): Element[] {
  return [...document.body.querySelectorAll("*")].filter((each) => (hasOwnText(each) || each.matches(FIELDS)) && each.checkVisibility());
}

/** Where a list of clients most likely is. */
function longestTable(document: Document): HTMLTableElement | undefined {
  return [...document.querySelectorAll("table")].sort((one, other) => other.rows.length - one.rows.length)[0];
}

/** Has the keyboard come to one element of the copy alone, the first cell of the longest table. Answers which; null on an empty page. */
export function prepareWalk(document: Document): Element | null {
  for (const each of document.querySelectorAll(FOCUSABLE)) each.setAttribute("tabindex", "-1");
  const all = pointable(document);
  const first = all.find((each) => each.closest("td")?.closest("table") === longestTable(document)) ?? all[0] ?? null;
  first?.setAttribute("tabindex", "0");
  return first;
}

/** Moves the keyboard to an element of the copy, which it then comes back to. */
export function walkTo(to: Element): void {
  for (const each of to.ownerDocument.querySelectorAll("[tabindex='0']")) each.setAttribute("tabindex", "-1");
  to.setAttribute("tabindex", "0");
  (to as HTMLElement).focus();
}

/**
 * Where a key leads from an element: left and right through everything, up and down in a table to the same column of the next
 * row. Null for other keys, and at the end.
 */
export function stepFrom(from: Element, key: string, all: readonly Element[]): Element | null {
  const at = all.indexOf(from);
  switch (key) {
    case "ArrowRight":
      return all[at + 1] ?? null;
    case "ArrowLeft":
      return all[at - 1] ?? null;
    case "ArrowDown":
      return inNextRow(from, 1, all) ?? all[at + 1] ?? null;
    case "ArrowUp":
      return inNextRow(from, -1, all) ?? all[at - 1] ?? null;
    case "Home":
      return all[0] ?? null;
    case "End":
      return all.at(-1) ?? null;
    default:
      return null;
  }
}

function inNextRow(from: Element, step: 1 | -1, all: readonly Element[]): Element | null {
  const [cell, table] = [from.closest<HTMLTableCellElement>("td, th"), from.closest("table")];
  const rows = [...(table?.rows ?? [])];
  const at = rows.findIndex((row) => row === cell?.parentElement);
  if (!cell || at === -1) return null;
  for (const row of step === 1 ? rows.slice(at + 1) : rows.slice(0, at).reverse()) {
    const below = row.cells[cell.cellIndex];
    const found = all.find((each) => below?.contains(each)) ?? all.find((each) => row.contains(each));
    if (found) return found;
  }
  return null;
}

function hasOwnText(element: Element): boolean {
  return [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.nodeValue!.trim() !== "");
}
