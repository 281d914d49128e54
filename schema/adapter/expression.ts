import { parseExpression, type Repeat, SAMPLE, type Sequence, type Term } from "./expression-syntax.js";

/**
 * JavaScript can't stop a regular expression that runs away, so those that could are not let in. What is counted is the
 * ways in which an expression can be laid on a text before it is given up: with the two rules below that bounds the time.
 *
 * 1. What repeats may not hold a repetition or a choice itself: `(\d+)*` has more ways than there are atoms.
 * 2. All ways together are at most twice the square of the longest text. A repetition that can stop in one place only,
 *    because what follows it begins with something else (`\d+-`), is one way.
 */
const MOST_WAYS_OF_SQUARE = 2;

/** Why an expression is refused. */
export type ExpressionFault = "SYNTAX" | "NOT_SUPPORTED" | "NESTED" | "TOO_SLOW";

/**
 * What is wrong with an adapter's expression, or null when it may be run.
 * @param expression run with the flag u
 * @param longestText of the texts that it is run on, in characters
 */
export function expressionFault(expression: string, longestText: number): ExpressionFault | null {
  if (!compiles(expression)) return "SYNTAX";
  const choices = parseExpression(expression);
  if (choices === null) return "NOT_SUPPORTED";
  const count = new WayCounter(longestText);
  const ways = choices.map((sequence) => count.of(sequence, { kind: "free" }) * (isAnchored(sequence) ? 1 : longestText));
  if (count.isNested) return "NESTED";
  return sum(ways) > MOST_WAYS_OF_SQUARE * longestText ** 2 ? "TOO_SLOW" : null;
}

function compiles(expression: string): boolean {
  try {
    new RegExp(expression, "u");
    return true;
  } catch (error) {
    if (error instanceof SyntaxError) return false;
    throw error;
  }
}

function isAnchored([first]: Sequence): boolean {
  return first?.kind === "start";
}

/**
 * What may come after a part. `free`: nothing that could fail, so the first way through the part is also the last.
 * Otherwise the characters with which it begins; none where the text has to end.
 */
type Following = { readonly kind: "free" } | { readonly kind: "begins"; readonly with: ReadonlySet<string> };

class WayCounter {
  isNested = false;

  constructor(private readonly longest: number) {}

  of(sequence: Sequence, after: Following): number {
    return sequence.reduce((ways, term, index) => ways * this.#ofTerm(term, followingOf(sequence.slice(index + 1), after)), 1);
  }

  #ofTerm(term: Term, after: Following): number {
    switch (term.kind) {
      case "character":
      case "start":
      case "end":
      case "boundary":
        return 1;
      case "group":
        return sum(term.choices.map((choice) => this.of(choice, after)));
      case "repeat":
        return this.#ofRepeat(term, after);
    }
  }

  #ofRepeat({ what, least, most }: Repeat, after: Following): number {
    if (what.kind === "group") {
      if (least === 0 && most === 1) return 1 + this.#ofTerm(what, after);
      if (!isPlain(what)) this.isNested = true;
    }
    if (least === most || after.kind === "free") return 1;
    const again = beginningOf([what]);
    const isClear = [...again.with].every((character) => !after.with.has(character));
    return isClear && !again.mayBeEmpty ? 1 : Math.min(most, this.longest) - least + 1;
  }
}

/** A group that matches in one way wherever it does. */
function isPlain(term: Term): boolean {
  if (term.kind === "repeat") return term.least === term.most && isPlain(term.what);
  return term.kind !== "group" || (term.choices.length === 1 && term.choices[0]!.length > 0 && term.choices[0]!.every(isPlain));
}

function followingOf(rest: Sequence, after: Following): Following {
  const { with: beginning, mayBeEmpty } = beginningOf(rest);
  if (!mayBeEmpty) return { kind: "begins", with: beginning };
  if (after.kind === "free") return rest.every(canNotFail) ? after : { kind: "begins", with: beginning };
  return { kind: "begins", with: new Set([...beginning, ...after.with]) };
}

function canNotFail(term: Term): boolean {
  return term.kind === "repeat" && term.least === 0;
}

/** The characters with which a sequence can begin, and whether it can be passed without any. */
function beginningOf(sequence: Sequence): { readonly with: ReadonlySet<string>; readonly mayBeEmpty: boolean } {
  const found = new Set<string>();
  for (const term of sequence) {
    const { with: characters, mayBeEmpty } = beginningOfTerm(term);
    for (const character of characters) found.add(character);
    if (!mayBeEmpty) return { with: found, mayBeEmpty: false };
  }
  return { with: found, mayBeEmpty: true };
}

function beginningOfTerm(term: Term): { readonly with: ReadonlySet<string>; readonly mayBeEmpty: boolean } {
  switch (term.kind) {
    case "character":
      return { with: term.fits, mayBeEmpty: false };
    case "end":
      // Nothing can come after it: no repetition before it has a choice of where to stop.
      return { with: new Set(), mayBeEmpty: false };
    case "start":
    case "boundary":
      // They hold in some places and not in others, whatever stands there.
      return { with: new Set(SAMPLE), mayBeEmpty: true };
    case "group": {
      const beginnings = term.choices.map(beginningOf);
      return { with: new Set(beginnings.flatMap((each) => [...each.with])), mayBeEmpty: beginnings.some((each) => each.mayBeEmpty) };
    }
    case "repeat": {
      const once = beginningOfTerm(term.what);
      return { with: once.with, mayBeEmpty: once.mayBeEmpty || term.least === 0 };
    }
  }
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((one, other) => one + other, 0);
}
