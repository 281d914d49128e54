/** A range of columns of a table, from 0: `first` included and `end` not. */
interface Columns {
  readonly first: number;
  readonly end: number;
}

/** The cell in each column of a row; cells that span columns, or reach down from a row above, stand in several. */
type Cells = readonly (HTMLTableCellElement | undefined)[];

/** No table of a case system is wider; a larger `colspan` is a mistake and must not cost memory. */
const WIDEST_TABLE = 500;

/** Letters and digits of a header, in lower case: sort arrows, colons and line breaks around them do not count. */
function headerText(text: string): string {
  return text.toLowerCase().replace(/\s+/g, " ").replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}.)%]+$/gu, "");
}

/** The rows of a table with their cells by column. Tables inside its cells are tables of their own. */
function cellsByColumn(table: HTMLTableElement): Map<HTMLTableRowElement, Cells> {
  const grid = new Map<HTMLTableRowElement, Cells>();
  let reaching: ({ cell: HTMLTableCellElement; rows: number } | undefined)[] = [];
  for (const row of table.rows) {
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
      for (; column < end; column += 1) {
        cells[column] = cell;
        if (cell.rowSpan > 1) next[column] = { cell, rows: cell.rowSpan - 1 };
      }
    }
    grid.set(row, cells);
    reaching = next;
  }
  return grid;
}

/** Columns of the one cell of a row that has a header's text. Two such cells are in doubt, and none is taken. */
function columnsOf(cells: Cells, text: string, tag: string | null): Columns | null {
  const fitting = new Set(cells.filter((cell) => cell && (tag === null || cell.tagName === tag) && headerText(cell.textContent) === text));
  const [cell, another] = fitting;
  return cell && !another ? { first: cells.indexOf(cell), end: cells.lastIndexOf(cell) + 1 } : null;
}

/**
 * The columns of one table that stand under certain header texts. Reads the table once, when it is made: make a new
 * one for each pass over the page.
 */
export class HeaderColumns {
  readonly #headers = new Set<Element>();
  readonly #below = new Map<Element, readonly (readonly HTMLTableCellElement[])[]>();

  /** A row is a header when it holds all the texts. */
  constructor(table: HTMLTableElement, texts: readonly string[]) {
    const wanted = texts.map(headerText);
    const grid = cellsByColumn(table);
    // Header cells go before ordinary ones, so that a value which happens to read like a header is not taken for one.
    const tag = [...grid.values()].some((cells) => wanted.every((text) => columnsOf(cells, text, "TH"))) ? "TH" : null;
    let current: readonly Columns[] | null = null;
    for (const [row, cells] of grid) {
      const columns = wanted.map((text) => columnsOf(cells, text, tag)).filter((range) => range !== null);
      if (columns.length === wanted.length) {
        current = columns;
        this.#headers.add(row);
      } else if (current) {
        this.#below.set(row, current.map(({ first, end }) => [...new Set(cells.slice(first, end).filter((cell) => cell !== undefined))]));
      }
    }
  }

  isHeader(row: Element): boolean {
    return this.#headers.has(row);
  }

  /** For each text, the cells of a row below it, by the nearest header above; null where there is none above. */
  below(row: Element): readonly (readonly HTMLTableCellElement[])[] | null {
    return this.#below.get(row) ?? null;
  }
}
