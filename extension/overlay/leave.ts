import { rootOf } from "./host.js";

/**
 * Whether nothing is lost when this page makes room for another: it has no frames, whose content nobody sees from here, no panel
 * that an older version of the extension has left for what is written in it, and nothing has been filled in, in its forms or in ours.
 */
export function mayBeLeft(document: Document): boolean {
  if (document.querySelector("frame, iframe, overblick-panel[kept]")) return false;
  // What such an element said at first nobody knows.
  if ([...document.querySelectorAll("[contenteditable]:not([contenteditable=false])")].some(({ textContent }) => textContent.trim() !== "")) return false;
  const panels = [...document.querySelectorAll("overblick-panel")].map(rootOf).filter((root) => root !== null);
  // What is only to be read there, such as a letter to be copied, was written by nobody.
  return !hasFilledIn(document, "input, textarea, select") && !panels.some((root) => hasFilledIn(root, "input, textarea:not([readonly])"));
}

type Field = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

function hasFilledIn(root: ParentNode, fields: string): boolean {
  return [...root.querySelectorAll<Field>(fields)].some(isFilledIn);
}

function isFilledIn(field: Field): boolean {
  if ("options" in field) {
    // Of a list without a chosen option the browser shows the first.
    const options = [...field.options];
    const isAnyGiven = options.some(({ defaultSelected }) => defaultSelected);
    const given = isAnyGiven || field.multiple ? options.filter(({ defaultSelected }) => defaultSelected) : options.slice(0, 1);
    return options.some((option) => option.selected !== given.includes(option));
  }
  if (field.type === "checkbox" || field.type === "radio") return (field as HTMLInputElement).checked !== (field as HTMLInputElement).defaultChecked;
  return field.value !== field.defaultValue;
}
