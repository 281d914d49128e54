import { AttributeAction, type AttributeSelector, parse, type Selector, SelectorType } from "css-what";

/** Those that Chromium and Firefox know and that say something of a page that is only read. */
const PLAIN_PSEUDOS = new Set([
  "any-link", "checked", "disabled", "empty", "enabled", "first-child", "first-of-type", "last-child", "last-of-type", "link",
  "only-child", "only-of-type", "optional", "read-only", "read-write", "required", "root", "scope",
]);
const PSEUDOS_OF_SELECTORS = new Set(["has", "is", "not", "where"]);
const PSEUDOS_OF_NUMBERS = new Set(["nth-child", "nth-last-child", "nth-last-of-type", "nth-of-type"]);
const POSITIONS = new Set([...PSEUDOS_OF_NUMBERS, "first-child", "first-of-type", "last-child", "last-of-type"]);

const NUMBERS = /^\s*(?:odd|even|[+-]?\d+|[+-]?\d*n(?:\s*[+-]\s*\d+)?)\s*$/i;

/** Ids and names that a framework counts out anew at each load, such as `ctl00_MainContent_ctl17_gvKlienter`. */
const COUNTED = /(?:^|[_$:.-])(?:ctl|j_idt|ext-gen|yui|gwt-uid|ember|react|mat-|isc_)[_-]?\d+/i;

/** What makes a selector break, or find something else, when the page changes a little. */
export type SelectorWeakness = "POSITION" | "COUNTED_NAME" | "LONG";

/** Steps from one element to another; more of them than this describe how a page is laid out, not what it says. */
const MANY_STEPS = 4;

/** Whether a browser understands a selector. The browser's own word is not to be had on the server. */
export function isSelector(text: string): boolean {
  const lists = parsed(text);
  return lists !== null && lists.every((list) => isComplete(list) && list.every(isKnown));
}

/** What a selector's weak sides are. */
export function weaknessesOf(text: string): SelectorWeakness[] {
  const lists = parsed(text) ?? [];
  const all = lists.flatMap(flattened);
  const steps = Math.max(0, ...lists.map((list) => list.filter(isStep).length));
  return [
    ...(all.some((part) => part.type === SelectorType.Pseudo && POSITIONS.has(part.name)) ? ["POSITION" as const] : []),
    ...(all.some((part) => part.type === SelectorType.Attribute && isCounted(part)) ? ["COUNTED_NAME" as const] : []),
    ...(steps > MANY_STEPS ? ["LONG" as const] : []),
  ];
}

/** css-what takes any sign for the first of a name. */
const NAMELESS = /[.#:](?![\w\\\u0080-\uffff:-])|[.#]\d/;
const QUOTED_OR_BRACKETED = /"[^"]*"|'[^']*'|\[[^\]]*\]/g;

function parsed(text: string): Selector[][] | null {
  if (text.trim() === "" || NAMELESS.test(text.replace(QUOTED_OR_BRACKETED, ""))) return null;
  try {
    return parse(text);
  } catch {
    // css-what has no error class of its own: whatever it throws says that this is no selector.
    return null;
  }
}

function isStep({ type }: Selector): boolean {
  return type === SelectorType.Child || type === SelectorType.Descendant || type === SelectorType.Adjacent || type === SelectorType.Sibling;
}

/** A selector begins and ends with an element. */
function isComplete(list: readonly Selector[]): boolean {
  const [first, last] = [list[0], list.at(-1)];
  return first !== undefined && last !== undefined && !isStep(first) && !isStep(last);
}

function isKnown(part: Selector): boolean {
  switch (part.type) {
    case SelectorType.Tag:
      return part.namespace === null && /^[a-z_-][\w-]*$/i.test(part.name);
    case SelectorType.Universal:
      return part.namespace === null;
    case SelectorType.Attribute:
      // `!=` is jQuery's alone.
      return part.namespace === null && part.action !== AttributeAction.Not;
    case SelectorType.Child:
    case SelectorType.Descendant:
    case SelectorType.Adjacent:
    case SelectorType.Sibling:
      return true;
    case SelectorType.Pseudo:
      return isKnownPseudo(part.name, part.data);
    default:
      return false;
  }
}

function isKnownPseudo(name: string, data: Selector[][] | string | null): boolean {
  if (PLAIN_PSEUDOS.has(name)) return data === null;
  if (PSEUDOS_OF_NUMBERS.has(name)) return typeof data === "string" && NUMBERS.test(data);
  if (!PSEUDOS_OF_SELECTORS.has(name) || !Array.isArray(data) || data.length === 0) return false;
  // Within :has() a selector may begin with a step, and no further :has() may stand there.
  const isHas = name === "has";
  return data.every((list) => isComplete(isHas && list[0] && isStep(list[0]) ? list.slice(1) : list) && list.every(isKnown) && !(isHas && flattened(list).some(isHasPseudo)));
}

function isHasPseudo(part: Selector): boolean {
  return part.type === SelectorType.Pseudo && part.name === "has";
}

function isCounted({ name, action, value }: AttributeSelector): boolean {
  return (name === "id" || name === "name") && action !== AttributeAction.Exists && COUNTED.test(value);
}

/** The parts of a selector and of the selectors within it. */
function flattened(list: readonly Selector[]): Selector[] {
  return list.flatMap((part) => [part, ...(part.type === SelectorType.Pseudo && Array.isArray(part.data) ? part.data.flatMap(flattened) : [])]);
}
