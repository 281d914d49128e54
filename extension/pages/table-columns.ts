import { asRead } from "./shown-text.js";

/** A range of columns of a table, from 0: `first` included and `end` not. */
interface Columns {
  readonly first: number;
  readonly end: number;
}

/** The cell in each column of a row; cells that span columns, or reach down from a row above, stand in several. */
type Cells = readonly (HTMLTableCellElement | undefined)[];

/** No table of a case system is wider; a larger `colspan` is a mistake and must not cost memory. */
const WIDEST_TABLE = 500;
/** Longer than any header that an adapter can name. */
const LONGEST_HEADER = 300;

/** Letters and digits of a header, in lower case: sort arrows, colons and line breaks around them do not count. */
function headerText(text: string): string {
  return asRead(text).toLowerCase().replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}.)%]+$/gu, "");
}

/** How many rows a cell reaches: `rowspan=0` is all to the end of its part of the table. */
function rowsOf(cell: HTMLTableCellElement): number {
  return cell.rowSpan === 0 ? Infinity : cell.rowSpan;
}

/** The rows of a table with their cells by column. Tables inside its cells are tables of their own. */
function cellsByColumn(table: HTMLTableElement): Map<HTMLTableRowElement, Cells> {
  const grid = new Map<HTMLTableRowElement, Cells>();
  let reaching: ({ cell: HTMLTableCellElement; rows: number } | undefined)[] = [];
  let part: Node | null = null;
  for (const row of table.rows) {
    // No cell reaches from head to body, or from one body to the next.
    if (row.parentNode !== part) reaching = [];
    part = row.parentNode;
    const cells: (HTMLTableCellElement | undefined)[] = [];
    const next: typeof reaching = [];
    reaching.forEach((above, column) => {
      if (!above) return;
      cells[column] = above.cell;
      if (above.rows > 1) next[column] = { cell: above.cell, rows: above.rows - 1 };
    });
    let column = 0;
    for (const cell of row.cells) {
      while (cells[column]) column += 1;
      const end = Math.min(column + Math.max(cell.colSpan, 1), WIDEST_TABLE);
      const rows = rowsOf(cell);
      for (; column < end; column += 1) {
        cells[column] = cell;
        if (rows > 1) next[column] = { cell, rows: rows - 1 };
      }
    }
    grid.set(row, cells);
    reaching = next;
  }
  return grid;
}

/** Whether a row has a cell in each of so many columns, and no more. */
function fills(cells: Cells, width: number): boolean {
  return cells.length === width && Array.from(cells).every((cell) => cell !== undefined);
}

function isHeaderCell(cell: HTMLTableCellElement | undefined): boolean {
  return cell?.tagName === "TH";
}

/** The columns of a row, and the cells in them, that stand under certain header texts. */
export interface CellsBelow {
  /** For each text its cells. */
  readonly cells: readonly (readonly HTMLTableCellElement[])[];
  /** The row fills as many columns as its header: otherwise cells may have slipped under another header. */
  readonly isAligned: boolean;
}

/**
 * The columns of one table that stand under certain header texts. Reads the table once, when it is made: make a new
 * one for each pass over the page.
 */
export class HeaderColumns {
  readonly #headers = new Set<Element>();
  readonly #below = new Map<Element, CellsBelow>();
  readonly #texts = new Map<Element, string>();

  /** A row is a header when it holds all the texts. */
  constructor(table: HTMLTableElement, texts: readonly string[]) {
    const wanted = texts.map(headerText);
    const grid = cellsByColumn(table);
    let current: readonly Columns[] | null = null;
    let width = 0;
    // Below a header of header cells, values that happen to read like a header are not taken for one.
    let isOfHeaderCells = false;
    for (const [row, cells] of grid) {
      const columns = this.#columns(cells, wanted, isOfHeaderCells);
      if (columns) {
        [current, width] = [columns, cells.length];
        isOfHeaderCells = columns.every(({ first }) => isHeaderCell(cells[first]));
        this.#headers.add(row);
      } else if (current) {
        const found = current.map(({ first, end }) => [...new Set(cells.slice(first, end).filter((cell) => cell !== undefined))]);
        this.#below.set(row, { cells: found, isAligned: fills(cells, width) });
      }
    }
  }

  isHeader(row: Element): boolean {
    return this.#headers.has(row);
  }

  /** The cells of a row below the nearest header above; null where there is none above. */
  below(row: Element): CellsBelow | null {
    return this.#below.get(row) ?? null;
  }

  /** The columns of a row's cells that have the texts; null unless there is exactly one cell for each. */
  #columns(cells: Cells, wanted: readonly string[], onlyHeaderCells: boolean): Columns[] | null {
    const found: Columns[] = [];
    for (const text of wanted) {
      const fitting = new Set(cells.filter((cell) => cell && (!onlyHeaderCells || isHeaderCell(cell)) && this.#textOf(cell) === text));
      const [cell, another] = fitting;
      if (!cell || another) return null;
      found.push({ first: cells.indexOf(cell), end: cells.lastIndexOf(cell) + 1 });
    }
    return found;
  }

  #textOf(cell: Element): string {
    let text = this.#texts.get(cell);
    if (text === undefined) {
      const { textContent } = cell;
      text = textContent.length > LONGEST_HEADER ? "" : headerText(textContent);
      this.#texts.set(cell, text);
    }
    return text;
  }
}
