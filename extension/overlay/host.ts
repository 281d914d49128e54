import { languageTag } from "../language.js";
import { sharedSheet } from "./sheets.js";

/** The only elements that are ever added to a page (contract 5). */
export const HOST_NAMES = ["overblick-badge", "overblick-summary", "overblick-panel", "overblick-notice"] as const;
export type HostName = (typeof HOST_NAMES)[number];

/** Selects all our elements, also those that the page copied. */
export const ALL_HOSTS = HOST_NAMES.join(",");

/** What happens in our elements is not the page's business: a click on a badge must not open the row it stands in. */
const OWN_EVENTS = [
  "dblclick", "auxclick", "contextmenu", "mousedown", "mouseup", "pointerdown", "pointerup",
  "touchstart", "touchend", "keydown", "keyup", "keypress", "focusout",
  // What is written in our forms.
  "beforeinput", "input", "compositionstart", "compositionupdate", "compositionend", "copy", "cut", "paste", "dragstart", "drop",
];
/** Whoever does something with an element comes to it first. A click can also come from an assistive tool, out of nothing. */
const FIRST_EVENTS = ["pointerover", "focusin", "click"];

function keepIn(event: Event): void {
  event.stopPropagation();
}

/** At first only what comes first: some thirty listeners on each of 700 badges would be felt. */
function keepEventsIn(host: HTMLElement): void {
  const takeAll = (): void => {
    for (const type of OWN_EVENTS) host.addEventListener(type, keepIn);
  };
  for (const type of FIRST_EVENTS) {
    host.addEventListener(type, keepIn);
    host.addEventListener(type, takeAll, { once: true });
  }
}

/** Whether a node is one of our elements, or has one in it. */
export function hasHost(node: Node): boolean {
  return node instanceof Element && (node.matches(ALL_HOSTS) || node.querySelector(ALL_HOSTS) !== null);
}

const roots = new WeakMap<Element, ShadowRoot>();

/** What is inside one of our elements; null for an element that is not of this script's making. */
export function rootOf(host: Element): ShadowRoot | null {
  return roots.get(host) ?? null;
}

/** What has the keyboard inside something of ours; null: nothing there. */
export function focusedIn(part: Element): HTMLElement | null {
  const root = part.getRootNode();
  const focused = root instanceof ShadowRoot ? root.activeElement : null;
  return focused instanceof HTMLElement && part.contains(focused) ? focused : null;
}

/**
 * Names have no meaning here, whatever the page gives them one: a root that is attached here is not one that the page's own
 * constructors get from `attachInternals()`, before or after. Made when it is needed: the worker, which has no document, loads
 * this file with what it asks of pages.
 */
let nowhere: Document | undefined;

/**
 * Makes one of our elements, not yet on the page. Its words are in a closed shadow root: the page's styles do not reach
 * there, and no script of the page can read what we say of a person.
 */
export function createHost(name: HostName): { host: HTMLElement; root: ShadowRoot } {
  nowhere ??= document.implementation.createHTMLDocument();
  const host = nowhere.createElement(name);
  host.lang = languageTag();
  const root = host.attachShadow({ mode: "closed" });
  roots.set(host, root);
  document.adoptNode(host);
  root.adoptedStyleSheets = [sharedSheet("all")];
  keepEventsIn(host);
  return { host, root };
}

/** Whether our elements are our own: a page that has given their names a meaning gets none. */
export function mayUseHosts(): boolean {
  return !HOST_NAMES.some((name) => document.createElement(name).matches(":defined"));
}

/** Texts with dots between them; a line breaks between them and not inside one. */
export function unbroken(texts: readonly string[]): (HTMLElement | string)[] {
  return texts.flatMap((text, index) => {
    const whole = element("span", { class: "whole" }, text);
    return index === 0 ? [whole] : [" · ", whole];
  });
}

/** An element with attributes and children; texts are texts, never markup. */
export function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Readonly<Record<string, string>>,
  ...children: readonly (Node | string)[]
): HTMLElementTagNameMap[Tag] {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}
