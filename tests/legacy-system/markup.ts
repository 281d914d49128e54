/** A piece of HTML that is already safe to write as it stands. */
export class Markup {
  constructor(readonly text: string) {}
}

/** What may stand between the pieces of a {@link html} template. Strings and numbers are escaped, lists are joined. */
export type Piece = Markup | string | number | readonly Markup[];

const REFERENCES: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => REFERENCES[character] ?? character);
}

function written(piece: Piece): string {
  if (piece instanceof Markup) return piece.text;
  if (typeof piece === "string") return escaped(piece);
  if (typeof piece === "number") return String(piece);
  return piece.map((part) => part.text).join("");
}

/** Builds HTML: what is written in the template stands, what is put into it is escaped unless it is markup. */
export function html(strings: TemplateStringsArray, ...pieces: readonly Piece[]): Markup {
  const parts: string[] = [];
  strings.forEach((fixed, index) => {
    parts.push(fixed);
    const piece = pieces[index];
    if (piece !== undefined) parts.push(written(piece));
  });
  return new Markup(parts.join(""));
}

/** Nothing at all. */
export const NOTHING = new Markup("");

/** An `option` of a selection list, selected where its value is the current one. */
export function option(value: string, label: string, current: string): Markup {
  return value === current
    ? html`<option value="${value}" selected>${label}</option>`
    : html`<option value="${value}">${label}</option>`;
}
