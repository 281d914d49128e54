import { archive, type ArchivePart } from "./archive.js";

/** A cell as a sender's program would write it: text, number, or days since 1899-12-30 that are shown as a date or as hours. */
export type SheetCell = string | number | boolean | null | { readonly days: number; readonly shown: "date" | "[h]:mm" | "h:mm" };

const RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const XML = `<?xml version="1.0" encoding="UTF-8"?>`;
/** Places in `cellXfs` of {@link STYLES}. */
const STYLE_OF = { date: 1, "[h]:mm": 2, "h:mm": 3 } as const;
const STYLES = `${XML}<styleSheet xmlns="${MAIN}"><numFmts count="1"><numFmt numFmtId="164" formatCode="[h]:mm"/></numFmts>`
  + `<cellXfs count="4"><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="20"/></cellXfs></styleSheet>`;

/** A sheet of a workbook that is made for a test. */
export interface Sheet {
  readonly name: string;
  readonly rows: readonly (readonly SheetCell[])[];
}

/** What a workbook can be besides its cells. */
export interface WorkbookOptions {
  /** The attribute that says that days are counted from 1904. */
  readonly date1904?: "1" | "true";
}

/** A workbook of one sheet. */
export function workbookOf(rows: Sheet["rows"], options: WorkbookOptions = {}): Buffer {
  return workbookOfSheets([{ name: "Blad1", rows }], options);
}

/** A workbook of several sheets. */
export function workbookOfSheets(sheets: readonly Sheet[], options: WorkbookOptions = {}): Buffer {
  return archive(workbookParts(sheets, options));
}

/** The parts of its archive, for a test that changes some of them. */
export function workbookParts(sheets: readonly Sheet[], { date1904 }: WorkbookOptions = {}): ArchivePart[] {
  const list = sheets.map(({ name }, at) => `<sheet name="${name}" sheetId="${at + 1}" r:id="r${at + 1}"/>`).join("");
  const dates = date1904 === undefined ? "" : `<workbookPr date1904="${date1904}"/>`;
  const relations = sheets.map((_, at) => relation(`r${at + 1}`, "worksheet", `worksheets/sheet${at + 1}.xml`)).join("");
  return [
    { name: "[Content_Types].xml", content: `${XML}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>` },
    { name: "_rels/.rels", content: relationsOf(relation("r1", "officeDocument", "xl/workbook.xml")) },
    { name: "xl/workbook.xml", content: `${XML}<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}">${dates}<sheets>${list}</sheets></workbook>` },
    { name: "xl/_rels/workbook.xml.rels", content: relationsOf(`${relations}${relation("styles", "styles", "styles.xml")}`) },
    { name: "xl/styles.xml", content: STYLES },
    ...sheets.map(({ rows }, at): ArchivePart => ({ name: `xl/worksheets/sheet${at + 1}.xml`, content: sheetXml(rows) })),
  ];
}

function relation(id: string, type: string, target: string): string {
  return `<Relationship Id="${id}" Type="${RELATIONS}/${type}" Target="${target}"/>`;
}

function relationsOf(relations: string): string {
  return `${XML}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${relations}</Relationships>`;
}

/** Rows without a cell are left out, as spreadsheet programs do. */
export function sheetXml(rows: Sheet["rows"]): string {
  const written = rows.map((cells, at) => {
    const inner = cells.map((cell, column) => cellXml(cell, `${columnName(column)}${at + 1}`)).join("");
    return inner === "" ? "" : `<row r="${at + 1}">${inner}</row>`;
  });
  return `${XML}<worksheet xmlns="${MAIN}"><sheetData>${written.join("")}</sheetData></worksheet>`;
}

function cellXml(cell: SheetCell, place: string): string {
  if (cell === null) return "";
  if (typeof cell === "string") return `<c r="${place}" t="inlineStr"><is><t xml:space="preserve">${escaped(cell)}</t></is></c>`;
  if (typeof cell === "number") return `<c r="${place}"><v>${cell}</v></c>`;
  if (typeof cell === "boolean") return `<c r="${place}" t="b"><v>${cell ? 1 : 0}</v></c>`;
  return `<c r="${place}" s="${STYLE_OF[cell.shown]}"><v>${cell.days}</v></c>`;
}

function columnName(column: number): string {
  return column < 26 ? String.fromCharCode(65 + column) : `${columnName(Math.floor(column / 26) - 1)}${columnName(column % 26)}`;
}

/** As Excel writes what XML has no place for: `_xHHHH_`. */
function escaped(text: string): string {
  return text
    .replace(/[\u0000-\u0008\u000b-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, (character) =>
      `_x${character.charCodeAt(0).toString(16).padStart(4, "0").toUpperCase()}_`)
    .replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
