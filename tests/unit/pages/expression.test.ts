import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { expressionFault } from "../../../schema/adapter/expression.js";
import { stepsOf } from "./backtracking.js";

const fault = (expression: string): string | null => expressionFault(expression, 300);

describe("expressions that an adapter may have", () => {
  it.each([
    "(\\d{6}-\\d)", "^(\\d{6}-\\d)$", "^\\s*(\\d{6}-\\d)\\s*$", "akt=(\\d{6}-\\d)", "Akt\\s*:\\s*(\\d{6}-\\d)", ".*(\\d{6}-\\d).*",
    "^.*akt=(\\d+)", "(?:akt|Akt)nr?\\.? *(\\d{6}-\\d)", "(\\d{8}-?[\\dA-Z]{4})", "(\\d{6}|\\d{8})-(\\d{4})", "^(?:\\d{3} ){2}\\d-\\d$", "(?:akt\\s*)?(\\d{6}-\\d)",
    "^/klient/(lista|sok)", "^/.*/klient/.*/visa$", "\\bAkt\\b", "[^0-9]*(\\d{6}-\\d)", "(\\p{Lu}{2}\\d+)",
  ])("%s", (expression) => {
    expect(fault(expression)).toBeNull();
  });
});

describe("expressions that are refused", () => {
  it.each([
    ["(", "SYNTAX"],
    ["\\d{2", "SYNTAX"],
    ["(\\d)\\1", "NOT_SUPPORTED"],
    ["(?<akt>\\d)", "NOT_SUPPORTED"],
    ["(?=\\d)\\d", "NOT_SUPPORTED"],
    ["(?<!\\d)\\d", "NOT_SUPPORTED"],
    ["(\\d+)*$", "NESTED"],
    ["(\\d+)+-", "NESTED"],
    ["(?:\\d?){20}", "NESTED"],
    ["(a|a)*b", "NESTED"],
    ["(a|ab){10}c", "NESTED"],
    ["((\\d{2})+)+", "NESTED"],
    ["\\d*\\d*\\d*-", "TOO_SLOW"],
    [".*.*.*x", "TOO_SLOW"],
    [".*a.*b.*c", "TOO_SLOW"],
    ["a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?b", "TOO_SLOW"],
    [".*\\b.*\\b.*x", "TOO_SLOW"],
  ])("%s: %s", (expression, code) => {
    expect(fault(expression)).toBe(code);
  });
});

/** Expressions of all that the language has, and texts on which they run long: of few characters, and almost fitting. */
const atom = fc.constantFrom("a", "b", "\\d", "[ab]", "[^b]", ".", "\\w", "1", "\\s", "-", "(a)", "(?:ab)", "(a|b)", "\\b", "(?:a|ab)");
const quantifier = fc.constantFrom("", "", "", "*", "+", "?", "{2}", "{1,}", "{0,3}", "*?", "+?");
const simple = fc.array(fc.tuple(atom, quantifier), { minLength: 1, maxLength: 6 }).map((parts) => parts.map(([one, many]) => (one === "\\b" ? one : one + many)).join(""));
const nested = fc.tuple(simple, quantifier, simple).map(([inner, many, after]) => `(${inner})${many}${after}`);
const expression = fc.tuple(fc.constantFrom("", "^"), fc.oneof(simple, nested), fc.constantFrom("", "$", "x", "x$")).map((parts) => parts.join(""));
const text = fc.tuple(fc.constantFrom("a", "ab", "1", "a1", "b", "a ", "a-"), fc.constantFrom("", "!", "x", "b")).map(([part, end]) => part.repeat(60).slice(0, 60) + end);

describe("whatever an expression that is let in is run on", () => {
  it("backtracking takes no more steps than twice the cube of the text's length", () => {
    fc.assert(
      fc.property(expression, text, (each, subject) => {
        fc.pre(expressionFault(each, 61) === null);
        expect(stepsOf(each, subject)).toBeLessThan(2 * subject.length ** 3);
      }),
      { numRuns: 2_000 },
    );
  });

  it("and those that run away are among the refused", () => {
    const runaway = ["(a+)+x", "(a|a)*x", "a*a*a*a*a*x", "(a|a){30}x"];
    expect(runaway.map((each) => [stepsOf(each, "a".repeat(60)) > 60 ** 3, fault(each) === null])).toEqual(runaway.map(() => [true, false]));
  });
});
