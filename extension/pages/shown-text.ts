/** Characters without width, which old systems and copied texts leave behind. */
const UNSEEN = /[\u00ad\u200b-\u200f\u2060\ufeff]/g;
/** Hyphens and dashes that look like the one of a number. */
const HYPHENS = /[\u2010-\u2015\u2212\ufe63\uff0d]/g;

/** A text as one reads it: blanks are one space, what can't be seen is not there, a hyphen is a hyphen. */
export function asRead(text: string): string {
  return text.normalize("NFC").replace(UNSEEN, "").replace(HYPHENS, "-").replace(/\s+/g, " ").trim();
}

/** What an element shows: its text, or one of its attributes. */
export function shownText(element: Element, attribute?: string): string {
  if (attribute === undefined) return element.textContent;
  // The value that stands in the field now, not the one that the page was sent with.
  if (attribute === "value" && "value" in element && typeof element.value === "string") return element.value;
  return element.getAttribute(attribute) ?? "";
}
