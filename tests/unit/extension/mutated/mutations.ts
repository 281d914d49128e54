import type { Family } from "./families.js";
import { ABOUT, DOUBTFUL, mark } from "./oracle.js";
import { personOf } from "./people.js";

/** A page under way, and what is known of it without reading it. */
export interface Page {
  readonly family: Family;
  readonly document: Document;
  readonly table: HTMLTableElement;
  /** False: a header, or what the adapter knows the table by, is gone or there twice. Then nothing has to be drawn. */
  survived: boolean;
  /** The columns have another order further down: rows can't change places. */
  isMixed: boolean;
  /** The next client that is not on the page yet. */
  next: number;
}

/** Changes a page as systems change; `a` and `b` say where and how. */
export type Mutation = (page: Page, a: number, b: number) => void;

export const dataRows = (page: Page): HTMLTableRowElement[] => [...page.table.rows].filter((row) => row.hasAttribute(ABOUT) && row.closest("table") === page.table);
const headerRow = (page: Page): HTMLTableRowElement => page.table.rows[0]!;
const width = (page: Page): number => headerRow(page).cells.length;
const isWanted = ({ family }: Page, header: Element): boolean => [family.keyHeader, family.badgeHeader].includes(header.textContent.trim());
/** Where the column of a header stands in a row, by the nearest header above it. */
function columnOf(row: HTMLTableRowElement, header: string): number {
  const above = [...row.closest("table")!.rows].slice(0, row.rowIndex).reverse();
  for (const each of above) {
    const column = [...each.cells].findIndex((cell) => plain(cell) === header.toLowerCase());
    if (column >= 0) return column;
  }
  return -1;
}

const plain = (cell: Element): string => cell.textContent.replace(/[^\p{L} ]/gu, "").trim().toLowerCase();
const pick = <Item>(items: readonly Item[], by: number): Item => items[by % items.length]!;

function make(page: Page, tag: string, html: string): HTMLElement {
  const made = page.document.createElement(tag);
  made.innerHTML = html;
  return made;
}

function eachRow(page: Page, act: (row: HTMLTableRowElement, isHeader: boolean) => void): void {
  act(headerRow(page), true);
  for (const row of dataRows(page)) act(row, false);
}

function insert(row: HTMLTableRowElement, at: number, cell: Element): void {
  row.insertBefore(cell, row.cells[at] ?? null);
}

/** Columns. These come first: what follows changes how many cells rows have. */
export const COLUMNS: Readonly<Record<string, Mutation>> = {
  moved(page, a, b) {
    const [from, to] = [a % width(page), b % width(page)];
    eachRow(page, (row) => {
      const cell = row.cells[from]!;
      cell.remove();
      insert(row, to, cell);
    });
  },
  renamed(page, a) {
    const header = pick([...headerRow(page).cells], a);
    if (isWanted(page, header)) page.survived = false;
    header.textContent = "Övrigt";
  },
  removed(page, a) {
    const at = a % width(page);
    if (isWanted(page, headerRow(page).cells[at]!)) page.survived = false;
    if (width(page) > 3) eachRow(page, (row) => row.cells[at]!.remove());
  },
  doubled(page, a) {
    const at = a % width(page);
    if (isWanted(page, headerRow(page).cells[at]!)) page.survived = false;
    eachRow(page, (row) => insert(row, at, row.cells[at]!.cloneNode(true) as Element));
  },
  ofRelatives(page, a) {
    const at = a % (width(page) + 1);
    eachRow(page, (row, isHeader) => insert(row, at, make(page, isHeader ? "th" : "td", isHeader ? "Anhörig akt" : personOf(page.next++ % 90).fileNumber)));
  },
  withoutHeader(page, a) {
    const at = a % (width(page) + 1);
    eachRow(page, (row, isHeader) => {
      if (!isHeader) insert(row, at, make(page, "td", personOf(page.next++ % 90).fileNumber));
      else insert(row, at, make(page, "th", ""));
    });
  },
};

/** Rows and their cells. */
export const ROWS: Readonly<Record<string, Mutation>> = {
  headerAgain(page, a) {
    const row = pick(dataRows(page), a);
    let header = row.previousElementSibling;
    while (header && (header.hasAttribute(ABOUT) || header.children.length === 1)) header = header.previousElementSibling;
    if (header) row.before(header.cloneNode(true));
  },
  headerInOtherOrder(page, a) {
    const rows = dataRows(page);
    const from = a % rows.length;
    if (page.table.querySelectorAll("th").length > width(page) || page.table.querySelector("[rowspan]")) return;
    page.isMixed = true;
    const again = headerRow(page).cloneNode(true) as HTMLTableRowElement;
    rows[from]!.before(again);
    for (const row of [again, ...rows.slice(from)]) row.append(row.cells[0]!);
  },
  headerOfTwoRows(page, a) {
    const header = headerRow(page);
    const groups = page.document.createElement("tr");
    for (let column = 0; column < header.cells.length; column += 1) groups.append(make(page, "th", ""));
    groups.cells[a % groups.cells.length]!.textContent = "Klient";
    header.before(groups);
  },
  headerOfPlainCells(page) {
    for (const cell of [...headerRow(page).cells]) {
      const plain = make(page, "td", cell.innerHTML);
      cell.replaceWith(plain);
    }
    // The first family's rows are those with plain cells: such a header is one of them, and no client's.
  },
  title(page, a) {
    const row = page.document.createElement("tr");
    row.className = page.family.rowClass;
    row.append(make(page, "td", `Enhet HALAO1, se även ${personOf(page.next++ % 90).fileNumber}`));
    row.cells[0]!.colSpan = width(page);
    pick(dataRows(page), a).before(row);
  },
  shifted(page, a) {
    const row = pick(dataRows(page), a);
    if (row.hasAttribute(DOUBTFUL)) return;
    row.cells[0]!.remove();
    row.setAttribute(DOUBTFUL, "");
  },
  longer(page, a) {
    const row = pick(dataRows(page), a);
    // Short and long at once it would line up, and lie.
    if (row.hasAttribute(DOUBTFUL)) return;
    row.append(make(page, "td", "<a href='#'>visa</a>"));
    row.setAttribute(DOUBTFUL, "");
  },
  reachingDown(page, a, b) {
    const rows = dataRows(page);
    const at = a % Math.max(1, rows.length - 1);
    const [above, below] = [rows[at]!, rows[at + 1]];
    const column = b % above.cells.length;
    const isKey = column === columnOf(above, page.family.keyHeader);
    if (!below || isKey || above.nextElementSibling !== below || above.cells.length !== below.cells.length) return;
    above.cells[column]!.rowSpan = 2;
    below.cells[column]?.remove();
    // One place for the badges of two clients: none is drawn.
    if (column === columnOf(above, page.family.badgeHeader)) for (const row of [above, below]) row.setAttribute(DOUBTFUL, "");
  },
  hidden(page, a) {
    pick(dataRows(page), a).style.display = "none";
  },
  inParts(page, a) {
    const first = pick(dataRows(page), a);
    const body = first.parentElement!;
    const part = page.document.createElement("tbody");
    part.append(...[...body.children].slice([...body.children].indexOf(first)));
    body.after(part);
  },
};

/** What stands in the cells. */
export const TEXTS: Readonly<Record<string, Mutation>> = {
  twoKeys(page, a) {
    change(page, a, (cell) => { cell.append(` / ${personOf(page.next++ % 90).fileNumber}`); });
  },
  unfit(page, a, b) {
    change(page, a, (cell, number) => { cell.textContent = pick(["saknas", "", number.slice(0, 5), `${number}1`, `1${number}`, number.replace("-", " - "), "000000"], b); });
  },
  unseenSigns(page, a, b) {
    keyCell(page, a, (cell, number) => { cell.textContent = pick([`\u00a0${number}\u00a0`, number.replace("-", "\u2011"), number.replace("-", "\u2013"), `${number.slice(0, 3)}\u200b${number.slice(3)}`, `\n\t${number}\n`], b); });
  },
  otherEncoding(page) {
    for (const cell of [...page.table.querySelectorAll("td")]) {
      if (cell.children.length === 0 && /[åäöÅÄÖ]/.test(cell.textContent)) cell.textContent = cell.textContent.replaceAll("å", "Ã¥").replaceAll("ö", "\ufffd");
    }
  },
  headerWithSigns(page, a, b) {
    const header = pick([...headerRow(page).cells], a);
    if (header.children.length === 0) header.textContent = pick([` ${header.textContent}:`, `${header.textContent} ▲`, header.textContent.toUpperCase(), `\n${header.textContent.slice(0, 2)}\u00ad${header.textContent.slice(2)}`], b);
  },
  noteWithNumber(page, a) {
    const row = pick(dataRows(page), a);
    const [key, badge] = [columnOf(row, page.family.keyHeader), columnOf(row, page.family.badgeHeader)];
    const other = [...row.cells].findIndex((_, column) => column !== key && column !== badge);
    row.cells[other]?.append(` Se akt ${personOf(page.next++ % 90).fileNumber}`);
  },
  tableInCell(page, a, b) {
    const row = pick(dataRows(page), a);
    const person = page.next++ % 90;
    const cls = page.family.system === "paraply" ? "lista" : "gv";
    const header = b % 2 === 0 ? `<tr><th>${page.family.keyHeader}</th><th>${page.family.badgeHeader}</th></tr>` : "";
    const inner = make(page, "table", `${header}<tr><td>${personOf(person).fileNumber}</td><td>Anhörig</td></tr>`) as HTMLTableElement;
    inner.className = cls;
    const innerRow = inner.rows[inner.rows.length - 1]!;
    innerRow.className = page.family.rowClass;
    mark(innerRow, person);
    innerRow.setAttribute(DOUBTFUL, "");
    const badge = columnOf(row, page.family.badgeHeader);
    row.cells[b % 3 === 0 ? badge : row.cells.length - 1]?.append(inner);
    if (row.querySelector(`:scope > td > table`)?.parentElement === row.cells[columnOf(row, page.family.keyHeader)]) row.setAttribute(DOUBTFUL, "");
  },
};

/** What is around the table. */
export const SURROUNDINGS: Readonly<Record<string, Mutation>> = {
  tablesAround(page, a) {
    for (let depth = 0; depth <= a % 3; depth += 1) {
      const outer = page.document.createElement("table");
      outer.innerHTML = "<tbody><tr><td>Meny</td><td></td></tr></tbody>";
      page.table.replaceWith(outer);
      outer.rows[0]!.cells[1]!.append(page.table);
    }
  },
  otherTable(page, a) {
    const person = page.next++ % 90;
    const other = page.document.createElement("table");
    other.className = page.family.system === "paraply" ? "lista" : "gv";
    other.innerHTML = `<tbody><tr><th>Händelse</th><th>Akt</th><th>Datum</th></tr><tr class="${page.family.rowClass}"><td>Samtal</td><td>${personOf(person).fileNumber}</td><td>2022-11-30</td></tr></tbody>`;
    const row = other.rows[1]!;
    mark(row, person);
    row.setAttribute(DOUBTFUL, "");
    if (a % 2 === 0) page.table.before(other);
    else page.table.after(other);
  },
  sameTableAgain(page) {
    const again = page.table.cloneNode(true) as HTMLTableElement;
    // Ids are no longer one of a kind, as happens in such systems.
    page.table.after(page.document.createElement("hr"), again);
  },
  searchField(page) {
    page.table.before(make(page, "p", `Senast visad: ${personOf(page.next++ % 90).fileNumber} <input name=akt value="${personOf(page.next++ % 90).fileNumber}">`));
  },
  otherIds(page, a) {
    for (const element of page.document.querySelectorAll("[id]")) element.id = element.id.replace(/ctl\d\d_(?!Main)/g, `ctl${10 + (a % 89)}_`);
  },
  otherName(page) {
    page.table.className = "tabell";
    page.table.id = "tabell";
    page.survived = false;
  },
  quirks(page) {
    page.document.body.setAttribute("bgcolor", "#FFFFFF");
    for (const cell of page.table.querySelectorAll("td")) cell.setAttribute("nowrap", "");
  },
};

/** A cell with the row's number in a way that leaves doubt. */
function change(page: Page, a: number, act: (cell: HTMLTableCellElement, number: string) => void): void {
  keyCell(page, a, (cell, number, row) => {
    act(cell, number);
    row.setAttribute(DOUBTFUL, "");
  });
}

function keyCell(page: Page, a: number, act: (cell: HTMLTableCellElement, number: string, row: HTMLTableRowElement) => void): void {
  const row = pick(dataRows(page), a);
  const number = personOf(Number(row.getAttribute(ABOUT))).fileNumber;
  const cell = [...row.cells].find((each) => each.textContent.trim() === number && each.querySelector("table") === null);
  if (cell) act(cell, number, row);
}
