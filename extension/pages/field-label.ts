import { asRead } from "./shown-text.js";

/** A longer text beside a field is no label: it explains something. */
const LONGEST_LABEL = 60;

/** A text with more than this around its label is none: trimming signs off a long text takes the square of its length. */
const LONGEST_TEXT = 300;

/** A text as a label; null for what is none: no letters, or too many. */
function asLabel(text: string | null | undefined): string | null {
  const read = asRead(text ?? "");
  if (read.length > LONGEST_TEXT) return null;
  const label = read.replace(/[\s:*]+$/, "").replace(/^[\s:*]+/, "");
  return /\p{L}/u.test(label) && label.length <= LONGEST_LABEL ? label : null;
}

/**
 * What a page calls a field, for the eye: by its label, by what it says of itself, by the text right before it, or by the
 * cell or box before its own. Null where none is found. Changes nothing.
 */
export function fieldLabel(field: Element): string | null {
  // The label of a button of several is what one chooses by it.
  if (field.matches("input[type=radio], input[type=checkbox]")) return asLabel(groupLabel(field)) ?? asLabel(boxBefore(field));
  return asLabel(ownLabel(field)) ?? asLabel(textBefore(field)) ?? asLabel(boxBefore(field)) ?? asLabel(field.getAttribute("title"));
}

function groupLabel(field: Element): string | null | undefined {
  return field.closest("[role=radiogroup], [role=group]")?.getAttribute("aria-label") ?? field.closest("fieldset")?.querySelector("legend")?.textContent;
}

function ownLabel(field: Element): string | null {
  const labels = "labels" in field ? [...((field as HTMLInputElement).labels ?? [])] : [];
  const named = (field.getAttribute("aria-labelledby") ?? "").split(/\s+/).flatMap((id) => (id === "" ? [] : [field.ownerDocument.getElementById(id)]));
  const texts = [...labels, ...named].map((each) => (each === null ? "" : textWithoutFields(each)));
  return texts.find((text) => text.trim() !== "") ?? field.getAttribute("aria-label");
}

/** A label may hold its field: what one could choose there is no part of what it is called. */
function textWithoutFields(element: Element): string {
  return [...element.childNodes]
    .map((node) => (node instanceof Element ? (node.matches("select, textarea, input, button") ? "" : textWithoutFields(node)) : (node.nodeValue ?? "")))
    .join(" ");
}

/** What stands between a field and whatever is before it in its box: "t o m" of "Fr o m [ ] t o m [ ]". */
function textBefore(field: Element): string {
  const texts: string[] = [];
  for (let node = field.previousSibling; node; node = node.previousSibling) {
    if (node instanceof Element && (node.matches("br, hr, select, textarea, input, button, table, div, p") || node.querySelector("select, textarea, input"))) break;
    texts.unshift(node.textContent ?? "");
  }
  return texts.join("");
}

const CELL = "td, th, dd";

/** What stands in the cell before a field's own, as in forms that are laid out in tables, or in the box before. */
function boxBefore(field: Element): string | null {
  for (let box = field.closest(`${CELL}, div`); box; box = box.matches(CELL) ? null : (box.parentElement?.closest(`${CELL}, div`) ?? null)) {
    for (let before = box.previousElementSibling; before; before = before.previousElementSibling) {
      if (before.matches("h1, h2, h3, h4, h5, h6") || before.querySelector("select, textarea, input")) return null;
      if (asRead(before.textContent) !== "") return before.textContent;
    }
  }
  return null;
}
