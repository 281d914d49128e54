import { element } from "./host.js";

/** A button that does something. @param sign shown in place of the name, which is then its label and what is shown on pointing at it */
export function button(name: string, act: () => void, attributes: Readonly<Record<string, string>> = { class: "plain" }, sign?: string): HTMLButtonElement {
  const made = element("button", { type: "button", ...attributes, ...(sign === undefined ? {} : { "aria-label": name, title: name }) }, sign ?? name);
  made.addEventListener("click", act);
  return made;
}
