import type { KeySource } from "../../schema/adapter/adapter.js";
import { LONGEST_KEY_TEXT } from "../../schema/adapter/limits.js";
import type { CaseKey } from "../operations/overlay.js";
import { compiled } from "./compiled.js";
import type { KeyDoubt } from "./saved-reading.js";
import { asRead, shownText } from "./shown-text.js";

/** Eight digits of a date and four places: a personal, coordination or reserve number (contract 1, "Values"). */
const PERSONAL_NUMBER = /^\d{8}[\dA-Z]{4}$/;
/** The same within a text, as pages write it. */
const PERSONAL_NUMBERS = "\\d{8}(?:-?[\\dA-Za-z]{4}| \\d{4})";

/** A selector that finds by position, `td + td` too, takes whatever stands there when a column has moved. */
const BY_POSITION = /:(?:nth|first|last)-|(?:^|[\s>])\w+\s*[+~](?!=)/;

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
function readKey(elements: readonly Element[], source: KeySource): ReadKey {
  const numbers = numbersIn(elements, source);
  if (numbers === null) return none("NONE");
  const [only, another] = numbers;
  if (another !== undefined) return none("SEVERAL");
  const key = only === undefined ? null : keyOf(only, source.as);
  return key === null ? none("UNFIT") : { key, doubt: null };
}

/**
 * As {@link readKey}, of one row or page. Where the elements were found by position there is none either when another number
 * of that kind stands beside them: a column may have moved.
 * @param row that they stand in; on a page about one client it is the table around them or, without one, what holds them
 */
export function readKeyIn(row: Element | null, elements: readonly Element[], source: KeySource): ReadKey {
  const read = readKey(elements, source);
  const [first] = elements;
  if (read.key === null || !first || source.select === undefined || !BY_POSITION.test(source.select)) return read;
  const around = row ?? first.closest("table") ?? first.parentElement ?? first;
  return showAnother(besides(around, elements, source), source, read.key) ? none("SEVERAL") : read;
}

/** All that stands in an element beside some of what it holds. */
function besides(around: Element, elements: readonly Element[], { attribute }: KeySource): readonly Element[] {
  if (attribute !== undefined) return [...around.querySelectorAll(attribute === "value" ? "[value],input,select,textarea" : `[${attribute}]`)].filter((each) => !elements.includes(each));
  const parts = ({ children }: Element): Element[] =>
    [...children].flatMap((each) => {
      if (elements.includes(each)) return [];
      return each.textContent.length > LONGEST_KEY_TEXT || elements.some((one) => each.contains(one)) ? parts(each) : [each];
    });
  return parts(around);
}

/** Whether elements show a number that is not this one, by the source's pattern or else written as this one is. */
function showAnother(elements: readonly Element[], source: KeySource, key: CaseKey): boolean {
  const own = Object.values(key).join("");
  const pattern = source.pattern ?? (source.as === "personalNumber" ? PERSONAL_NUMBERS : shapeOf(own));
  return [...(numbersIn(elements, { ...source, pattern }) ?? [])].some((number) => {
    const other = keyOf(number, source.as);
    return other !== null && Object.values(other).join("") !== own;
  });
}

/** An expression for numbers that have digits and letters where this one has them. */
function shapeOf(number: string): string {
  return number.replace(/./gsu, (sign) => (/\d/.test(sign) ? "\\d" : /\p{L}/u.test(sign) ? "\\p{L}" : `\\u{${sign.codePointAt(0)!.toString(16)}}`));
}
