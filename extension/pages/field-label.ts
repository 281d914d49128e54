import { asRead } from "./shown-text.js";

/** A longer text beside a field is no label: it explains something. */
const LONGEST_LABEL = 60;

/** A text as a label; null for what is none: no letters, or too many. */
function asLabel(text: string | null | undefined): string | null {
  const label = asRead(text ?? "").replace(/[\s:*]+$/, "").replace(/^[\s:*]+/, "");
  return /\p{L}/u.test(label) && label.length <= LONGEST_LABEL ? label : null;
}

/**
 * What a page calls a field, for the eye: by its label, by what it says of itself, by the text right before it, or by the
 * cell before its own, as in forms that are laid out in tables. Null where none is found. Changes nothing.
 */
export function fieldLabel(field: Element): string | null {
  return asLabel(ownLabel(field)) ?? asLabel(textBefore(field)) ?? asLabel(cellBefore(field)) ?? asLabel(field.getAttribute("title"));
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

function cellBefore(field: Element): string | null {
  const cell = field.closest("td, th, dd");
  for (let before = cell?.previousElementSibling; before; before = before.previousElementSibling) {
    if (before.querySelector("select, textarea, input")) return null;
    if (asRead(before.textContent) !== "") return before.textContent;
  }
  return null;
}
