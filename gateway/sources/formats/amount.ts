import { type Decimal, ONE, parseDecimal } from "./decimal.js";

/** Every minus that contract 3 names; a no-break hyphen is what word processors make of the first. */
const MINUS = /^[-\u2011\u2212\u2013]\s*/;
/** What stands between thousands: a blank, or one of the blanks at which no line breaks. */
const BLANK = "[ \\u00a0\\u2007\\u2009\\u202f]";
const ABSOLUTE = new RegExp(`^(?:\\d+|\\d{1,3}(?:${BLANK}\\d{3})+)(?:,\\d+)?$`);
const BLANKS = new RegExp(BLANK, "g");

/**
 * An amount as a Swede writes it: decimal comma, blanks between thousands, a minus of any kind or parentheses for a negative
 * one. Null when it is none: a point may be a decimal or stand between thousands, and nobody guesses (contract 1, `BAD_NUMBER`).
 */
export function readAmount(text: string): Decimal | null {
  const inParentheses = /^\((.*)\)$/.exec(text)?.[1]?.trim();
  const negative = inParentheses !== undefined || MINUS.test(text);
  const absolute = inParentheses ?? text.replace(MINUS, "");
  if (!ABSOLUTE.test(absolute)) return null;
  const value = parseDecimal(absolute.replace(BLANKS, "").replace(",", "."));
  return value !== null && negative ? -value : value;
}

/** A word that says what a sheet's amounts are in, and how many kronor one of it is. */
export interface Scale {
  readonly word: string;
  readonly kronor: bigint;
}

/** What amounts are in where nothing is said (contract 3: all workbooks but BUDGET). */
export const KRONOR: Scale = { word: "kr", kronor: 1n };

const SCALES: readonly Scale[] = [
  KRONOR, { word: "tkr", kronor: 1000n }, { word: "mkr", kronor: 1_000_000n }, { word: "mnkr", kronor: 1_000_000n },
];
const SCALE_WORD = /(?<![\p{L}\p{N}])(?:kr|tkr|mkr|mnkr)(?![\p{L}\p{N}])/giu;
/** "1000-tal kr" and "miljoner kr" say kr, and mean something else. */
const NOT_KRONOR = /(?:tal|tusen|miljon(?:er)?|1[ .\u00a0]?000(?:[ .\u00a0]?000)?)\s+kr(?![\p{L}\p{N}])/iu;

/** The one scale that the title rows name; null when they name none, several, or one that can be read in two ways. */
export function scaleOf(titles: readonly string[]): Scale | null {
  if (titles.some((title) => NOT_KRONOR.test(title))) return null;
  const words = new Set(titles.flatMap((title) => title.match(SCALE_WORD) ?? []).map((word) => word.toLowerCase()));
  const [word] = words;
  return word !== undefined && words.size === 1 ? scaleOfWord(word) : null;
}

/** The scale that a word stands for; null for another word. */
export function scaleOfWord(word: string): Scale | null {
  return SCALES.find((scale) => scale.word === word) ?? null;
}

/** Whether two amounts of a sheet differ by more than one unit of its scale (contract 3, sum rows). */
export function differMuch(a: Decimal, b: Decimal): boolean {
  const difference = a > b ? a - b : b - a;
  return difference > ONE;
}
