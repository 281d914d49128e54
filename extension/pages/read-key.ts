import type { KeySource } from "../../schema/adapter/adapter.js";
import { LONGEST_KEY_TEXT } from "../../schema/adapter/limits.js";
import type { CaseKey } from "../operations/overlay.js";
import { compiled } from "./compiled.js";
import type { KeyDoubt } from "./saved-reading.js";
import { asRead, shownText } from "./shown-text.js";

/** Eight digits of a date and four places: a personal, coordination or reserve number (contract 1, "Values"). */
const PERSONAL_NUMBER = /^\d{8}[\dA-Z]{4}$/;

export type ReadKey = { readonly key: CaseKey; readonly doubt: null } | { readonly key: null; readonly doubt: KeyDoubt };

const none = (doubt: KeyDoubt): ReadKey => ({ key: null, doubt });

/** What an expression finds in a text: its first group, or all of it. A number inside a longer one is another number: "". */
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
  const number = text.replace(/[\s-]/g, "").toUpperCase();
  return PERSONAL_NUMBER.test(number) ? { personalNumber: number } : null;
}

/** The numbers that elements show; null where they show no text at all. */
function numbersIn(elements: readonly Element[], { attribute, pattern }: KeySource): ReadonlySet<string> | null {
  let found: Set<string> | null = null;
  for (const element of elements) {
    const text = asRead(shownText(element, attribute));
    if (text === "") continue;
    found ??= new Set();
    if (text.length > LONGEST_KEY_TEXT) continue;
    for (const each of pattern === undefined ? [text] : foundIn(text, pattern)) found.add(each);
  }
  return found;
}

/** The key that elements of a row show. In doubt none: when they show two different ones, or one cut out of a longer one. */
export function readKey(elements: readonly Element[], source: KeySource): ReadKey {
  const numbers = numbersIn(elements, source);
  if (numbers === null) return none("NONE");
  const [only, another] = numbers;
  if (another !== undefined) return none("SEVERAL");
  const key = only === undefined ? null : keyOf(only, source.as);
  return key === null ? none("UNFIT") : { key, doubt: null };
}

/** Whether elements show a number that is not this one: for rows in which it is not sure where the number stands. */
export function showAnother(elements: readonly Element[], source: KeySource, key: CaseKey): boolean {
  if (source.pattern === undefined) return false;
  const own = Object.values(key).join("");
  return elements.some((element) =>
    [...(numbersIn([element], source) ?? [])].some((number) => {
      const other = keyOf(number, source.as);
      return other !== null && Object.values(other).join("") !== own;
    }),
  );
}
