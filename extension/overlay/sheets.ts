/**
 * The looks of our elements, as texts of CSS. The worker has them (style.ts, case-style.ts) and tells them to the page scripts:
 * a script that is loaded into each frame of each page need not carry what is drawn with in a few.
 */
export interface Style {
  /** Of all our elements. */
  readonly all: string;
  /** Of the panel with a case, besides. */
  readonly casePanel: string;
}

let style: Style = { all: "", casePanel: "" };
const sheets = new Map<keyof Style, CSSStyleSheet>();

/** Chooses the looks for this frame: before anything is drawn, for what was drawn keeps its own. */
export function useStyle(chosen: Style): void {
  style = chosen;
  sheets.clear();
}

/** One sheet for all: parsing it once for each of 700 rows would be felt. */
export function sharedSheet(part: keyof Style): CSSStyleSheet {
  const known = sheets.get(part);
  if (known) return known;
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(style[part]);
  sheets.set(part, sheet);
  return sheet;
}
