import type { CaseKey } from "../operations/overlay.js";
import type { KeySource } from "./adapter.js";
import { compiled } from "./match.js";

/** A key stands in a short text. What is longer is not read: it bounds what an adapter's expression can cost. */
const LONGEST_TEXT = 300;

/** Eight digits of a date and four places: a personal, coordination or reserve number (contract 1, "Values"). */
const PERSONAL_NUMBER = /^\d{8}[\dA-Z]{4}$/;

function shownText(element: Element, attribute: string | undefined): string {
  if (attribute === undefined) return element.textContent;
  // The value that stands in the field now, not the one that the page was sent with.
  if (attribute === "value" && "value" in element && typeof element.value === "string") return element.value;
  return element.getAttribute(attribute) ?? "";
}

/** What an expression finds in a text: its first group, or all of it. A number inside a longer one is another number. */
function foundIn(text: string, pattern: string): string[] {
  const expression = compiled(pattern, "dgu");
  if (!expression) return [];
  const found: string[] = [];
  for (const match of text.matchAll(expression)) {
    const group = match[1] === undefined ? 0 : 1;
    const [start, end] = match.indices?.[group] ?? [0, 0];
    const cutOff = /\d/.test(text.charAt(start - 1)) || /[\p{L}\p{N}]/u.test(text.charAt(end));
    found.push(cutOff ? "" : match[group]!);
  }
  return found;
}

function keyOf(found: string, kind: KeySource["as"]): CaseKey | null {
  const text = found.trim();
  if (kind === "fileNumber") return text !== "" && !/\s/.test(text) && text.length <= 32 ? { fileNumber: text } : null;
  const number = text.replace(/[\s\u2010-\u2015-]/g, "").toUpperCase();
  return PERSONAL_NUMBER.test(number) ? { personalNumber: number } : null;
}

/**
 * The key that elements of a row show. In doubt none: when they show two different keys, or a number that is cut out
 * of a longer one.
 */
export function readKey(elements: readonly Element[], { attribute, as, pattern }: KeySource): CaseKey | null {
  const found = new Set<string>();
  for (const element of elements) {
    const text = shownText(element, attribute).replace(/\s+/g, " ").trim();
    if (text === "" || text.length > LONGEST_TEXT) continue;
    for (const each of pattern === undefined ? [text] : foundIn(text, pattern)) found.add(each);
  }
  const [only, another] = found;
  return only !== undefined && another === undefined ? keyOf(only, as) : null;
}
