import type { DecisionFormPage, DraftField, FieldRule, KeySource } from "../../schema/adapter/adapter.js";
import type { CaseKey } from "../operations/overlay.js";
import { readKeyIn } from "./read-key.js";
import { readPlainNumber, readSwedishNumber } from "./read-number.js";
import { type Place, placeAt } from "./read-page.js";
import type { FieldState } from "./saved-reading.js";
import { asRead, shownText } from "./shown-text.js";

/** What a field of a form says, by its {@link FieldState}. */
export type FieldReading =
  | { readonly state: "READ"; readonly value: string | number; readonly element: Element }
  | { readonly state: Extract<FieldState, "EMPTY">; readonly element: Element }
  /** `shown`: what stands there; "" where two fields could both be meant. */
  | { readonly state: Extract<FieldState, "UNCLEAR">; readonly element: Element; readonly shown: string }
  | { readonly state: "MISSING" };

/** A form in which a decision is drafted, as it is filled in now. */
export interface FormReading {
  readonly key: CaseKey | null;
  /** For each field that the adapter names. */
  readonly fields: Readonly<Partial<Record<DraftField, FieldReading>>>;
  /** Where the notice stands; null where the adapter names no place, or a wrong one. */
  readonly notice: Place | null;
}

const DATES: ReadonlySet<DraftField> = new Set(["decidedOn", "validFrom", "validTo"]);
const NUMBERS: ReadonlySet<DraftField> = new Set(["hoursPerMonth", "hoursPerWeek", "level"]);

/** Reads a decision form. Changes nothing on it. */
export function readForm(document: Document, { key, fields, notice }: DecisionFormPage): FormReading {
  const keyElements = key.select === undefined ? [] : found(document, key.select);
  const readings = Object.entries(fields).map(([name, rule]) => [name, readField(document, name as DraftField, rule)] as const);
  return {
    key: readKeyIn(null, keyElements, key).key,
    fields: Object.fromEntries(readings),
    notice: notice?.select === undefined ? null : placeAt(found(document, notice.select)[0], notice.place),
  };
}

/** Whether what names a form's case is on the page, and one of its fields at least, filled in or not. */
export function hasForm(document: Document, { key, fields }: DecisionFormPage): boolean {
  const isThere = ({ select = "" }: Pick<KeySource, "select">): boolean => found(document, select).length > 0;
  return isThere(key) && Object.values(fields).some(isThere);
}

function found(document: Document, selector: string): Element[] {
  try {
    return [...document.querySelectorAll(selector)];
  } catch (error) {
    if (error instanceof DOMException) return [];
    throw error;
  }
}

function readField(document: Document, name: DraftField, rule: FieldRule): FieldReading {
  const all = found(document, rule.select);
  const [element, another] = all.every(isChoice) ? all.filter((each) => each.checked) : all;
  if (!element) return all[0] ? { state: "EMPTY", element: all[0] } : { state: "MISSING" };
  // Two fields that could both be meant.
  if (another) return { state: "UNCLEAR", element, shown: "" };
  const texts = textsOf(element);
  if (texts.every((text) => text === "")) return { state: "EMPTY", element };
  const value = valueOf(texts, name, rule);
  return value === null ? { state: "UNCLEAR", element, shown: texts.at(-1)! } : { state: "READ", value, element };
}

function isChoice(element: Element): element is HTMLInputElement {
  return element.localName === "input" && ["radio", "checkbox"].includes((element as HTMLInputElement).type);
}

/** What is sent, and last what one sees; the first as sent decides whether anything is filled in. */
function textsOf(element: Element): readonly string[] {
  if (element.localName === "select") {
    const [option] = (element as HTMLSelectElement).selectedOptions;
    // An option without a value, such as "– välj –", is none.
    return option && option.value !== "" ? [asRead(option.value), asRead(option.textContent)] : [""];
  }
  if (isChoice(element)) return [asRead(element.value), ...[...(element.labels ?? [])].map((label) => asRead(label.textContent))];
  return [asRead(shownText(element, "value" in element ? "value" : undefined))];
}

/** Null when what is sent and what is seen mean two things, or nothing: the adapter is out of date, or lacks the field's values. */
function valueOf(texts: readonly string[], name: DraftField, rule: FieldRule): string | number | null {
  const said = texts.flatMap((text) => meaningOf(text, name, rule) ?? []);
  const [value = null, other = value] = rule.values || NUMBERS.has(name) || DATES.has(name) ? new Set(said) : said.slice(0, 1);
  return value === other ? value : null;
}

function meaningOf(text: string, name: DraftField, { values, number }: FieldRule): string | number | null {
  if (values && !Object.hasOwn(values, text)) return null;
  const called = values ? String(values[text]) : text;
  if (NUMBERS.has(name)) return countOf(number === "sv" ? readSwedishNumber(called) : readPlainNumber(called), name);
  return DATES.has(name) ? readDate(called) : called;
}

/** Hours and levels are never less than none, and levels are whole. */
function countOf(number: number | null, name: DraftField): number | null {
  return number === null || number < 0 || (name === "level" && !Number.isInteger(number)) ? null : number;
}

/** `2022-11-30` or `20221130`, as a calendar date; null for what is none. */
function readDate(text: string): string | null {
  const [, year, month, day] = /^(\d{4})-?(\d{2})-?(\d{2})$/.exec(text) ?? [];
  if (!year) return null;
  const date = `${year}-${month}-${day}`;
  // A month has no 31st everywhere: the date has to come out as it went in.
  const time = Date.parse(`${date}T00:00:00Z`);
  return Number.isNaN(time) || new Date(time).toISOString().slice(0, 10) !== date ? null : date;
}
