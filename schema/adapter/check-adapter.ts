import { type OutputUnit, Validator } from "@cfworker/json-schema";
import type { Adapter, AdapterPage, DecisionFormPage, DraftField } from "./adapter.js";
import { isExpression } from "./address.js";
import { DRAFT_CODES } from "./draft-codes.js";
import { type ExpressionFault, expressionFault } from "./expression.js";
import { LONGEST_ADDRESS, LONGEST_KEY_TEXT } from "./limits.js";
import { isSelector, type SelectorWeakness, weaknessesOf } from "./selector.js";

/** `SCHEMA`: something that is not as `page-adapter.schema.json` wants it. */
export type AdapterProblemCode = "SCHEMA" | `EXPRESSION_${ExpressionFault}` | "SELECTOR" | "SAME_ID";

/** Why an adapter is refused. */
export interface AdapterProblem {
  /** Keys and, in lists, positions from 0: `["pages", "0", "key", "pattern"]`. */
  readonly path: readonly string[];
  readonly code: AdapterProblemCode;
  /** In English, for logs and terminals. Holds nothing but the adapter's own words. */
  readonly message: string;
  /** For SCHEMA: the schema's keyword that does not hold, and what it would have. */
  readonly keyword?: string;
  readonly wanted?: string;
}

/**
 * `NO_PATTERN`: a file number by position that nothing tells from the other numbers of a row but how the one found is written.
 * `NO_FILE_NUMBER`: a form whose case is not found, for drafts are checked by file number. `UNKNOWN_CODE`: a value that is
 * called what contract 1 does not know.
 */
export type AdapterWeakness = SelectorWeakness | "NO_PATTERN" | "NO_FILE_NUMBER" | "UNKNOWN_CODE";

/** What makes an adapter likely to stop fitting; it may be served all the same. */
export interface AdapterAdvice {
  readonly path: readonly string[];
  readonly weakness: AdapterWeakness;
}

/** Everything that is wrong with the content of an adapter file; nothing: it may be used as an {@link Adapter}. */
export type CheckAdapter = (content: unknown) => AdapterProblem[];

/**
 * The check of adapters, by gateway and extension alike. An interpreting validator, since extensions may not compile code
 * while they run.
 * @param schema the content of `page-adapter.schema.json`
 */
export function createAdapterCheck(schema: object): CheckAdapter {
  const validator = new Validator(schema, "7", false);
  return (content) => {
    const { valid, errors } = validator.validate(content);
    return valid ? contentProblems(content as Adapter) : schemaProblems(errors);
  };
}

/** What to think of in an adapter that may be used. */
export function adapterAdvice({ pages }: Adapter): AdapterAdvice[] {
  return pages.flatMap((page, index) => adviceOf(page).map(({ path, weakness }) => ({ path: ["pages", String(index), ...path], weakness })));
}

function adviceOf(page: AdapterPage): AdapterAdvice[] {
  const ofSelectors = selectorsOf(page).flatMap(([path, selector]) => weaknessesOf(selector).map((weakness) => ({ path, weakness })));
  const { select = "", as, pattern } = page.key;
  const isLoose = as === "fileNumber" && pattern === undefined && weaknessesOf(select).includes("POSITION");
  return [...ofSelectors, ...(isLoose ? [{ path: ["key"], weakness: "NO_PATTERN" } as const] : []), ...(page.kind === "decision-form" ? adviceOfForm(page) : [])];
}

function adviceOfForm({ key, fields }: DecisionFormPage): AdapterAdvice[] {
  const unknown = Object.entries(DRAFT_CODES).flatMap(([field, codes]) =>
    Object.entries(fields[field as DraftField]?.values ?? {}).flatMap(([value, code]) => (codes.includes(String(code)) ? [] : [["fields", field, "values", value]])),
  );
  return [
    ...(key.as === "fileNumber" ? [] : [{ path: ["key", "as"], weakness: "NO_FILE_NUMBER" } as const]),
    ...unknown.map((path) => ({ path, weakness: "UNKNOWN_CODE" } as const)),
  ];
}

function contentProblems({ pages }: Adapter): AdapterProblem[] {
  const ids = pages.map(({ id }) => id);
  return pages.flatMap((page, index) => {
    const isAgain = ids.indexOf(page.id) < index;
    const problems = [...expressionProblems(page), ...selectorProblems(page), ...(isAgain ? [sameId(page.id)] : [])];
    return problems.map((problem) => at(["pages", String(index)], problem));
  });
}

function at(place: readonly string[], problem: AdapterProblem): AdapterProblem {
  const path = [...place, ...problem.path];
  return { ...problem, path, message: `${path.join("/")} ${problem.message}` };
}

function sameId(id: string): AdapterProblem {
  return { path: ["id"], code: "SAME_ID", message: `is the id of an earlier page, too: ${id}` };
}

function expressionProblems({ match, key }: AdapterPage): AdapterProblem[] {
  const url = match.url !== undefined && isExpression(match.url) ? expressionFault(match.url, LONGEST_ADDRESS) : null;
  const pattern = key.pattern === undefined ? null : expressionFault(key.pattern, LONGEST_KEY_TEXT);
  return [
    ...(url === null ? [] : [expressionProblem(["match", "url"], url)]),
    ...(pattern === null ? [] : [expressionProblem(["key", "pattern"], pattern)]),
  ];
}

function expressionProblem(path: readonly string[], fault: ExpressionFault): AdapterProblem {
  return { path, code: `EXPRESSION_${fault}`, message: EXPRESSION_MESSAGES[fault] };
}

const EXPRESSION_MESSAGES: Readonly<Record<ExpressionFault, string>> = {
  SYNTAX: "is not a regular expression (with the flag u)",
  NOT_SUPPORTED: "has something that expressions of adapters may not have: looking ahead or behind, names or references of groups",
  NESTED: "repeats something that itself repeats or chooses, which can run away: repeat single characters and classes",
  TOO_SLOW: "can be laid on a text in too many ways: begin it with ^, or leave out .* and the like",
};

function selectorProblems(page: AdapterPage): AdapterProblem[] {
  return selectorsOf(page)
    .filter(([, selector]) => !isSelector(selector))
    .map(([path]) => ({ path, code: "SELECTOR", message: "is not a CSS selector that browsers understand" }));
}

/** All selectors of a page with the place where each stands. */
function selectorsOf(page: AdapterPage): [path: readonly string[], selector: string][] {
  const found: [readonly string[], string | undefined][] = [[["match", "has"], page.match.has], [["key", "select"], page.key.select]];
  switch (page.kind) {
    case "list":
      found.push([["rows"], page.rows], [["badge", "select"], page.badge.select]);
      break;
    case "case":
      found.push([["badge", "select"], page.badge.select]);
      break;
    case "decision-form":
      found.push([["notice", "select"], page.notice?.select]);
      for (const [name, field] of Object.entries(page.fields)) found.push([["fields", name, "select"], field.select]);
      break;
  }
  return found.filter((each): each is [readonly string[], string] => each[1] !== undefined);
}

/** Those that say only that a part does not fit: the part's own error stands beside them. */
const CONTAINERS = new Set(["properties", "items", "$ref", "allOf", "if", "additionalProperties"]);

function schemaProblems(errors: readonly OutputUnit[]): AdapterProblem[] {
  const choices = errors.filter(({ keyword }) => keyword === "anyOf").map(({ keywordLocation }) => `${keywordLocation}/`);
  const telling = errors.filter(({ keyword, keywordLocation }) => !CONTAINERS.has(keyword) && !choices.some((choice) => keywordLocation.startsWith(choice)));
  return (telling.length > 0 ? telling : errors).map(schemaProblem);
}

function schemaProblem({ instanceLocation, keyword, error }: OutputUnit): AdapterProblem {
  const path = instanceLocation.split("/").slice(1).map((part) => decodeURIComponent(part).replaceAll("~1", "/").replaceAll("~0", "~"));
  const wanted = schemaWish(keyword, error, path);
  return { path, code: "SCHEMA", keyword, wanted, message: `${path.length === 0 ? "the file" : path.join("/")} ${schemaMessage(keyword, wanted)}` };
}

/** What is written in a way of its own, by the name of what holds it. */
const PATTERNS: Readonly<Record<string, string>> = {
  hosts: "a match pattern such as https://sosys.example.se/*",
  system: "small letters, digits and hyphens",
  id: "small letters, digits and hyphens",
  attribute: "href, value, id, name, title or data-…",
  open: "a path such as /klient/visa?akt={fileNumber}",
};

/** What the schema asked for, out of the validator's sentence. */
function schemaWish(keyword: string, error: string, path: readonly string[]): string {
  switch (keyword) {
    case "required":
      return /"([^"]+)"\.$/.exec(error)?.[1] ?? "";
    case "type":
      return /Expected "(.+)"\.$/.exec(error)?.[1]?.replaceAll('", "', " or ") ?? "";
    case "enum":
      return (JSON.parse(/\[.*\]/.exec(error)?.[0] ?? "[]") as unknown[]).join(", ");
    case "pattern":
      return PATTERNS[path.findLast((part) => part in PATTERNS) ?? ""] ?? "";
    default:
      return /\((.*)\)/.exec(error)?.[1] ?? "";
  }
}

function schemaMessage(keyword: string, wanted: string): string {
  switch (keyword) {
    case "required":
      return `lacks "${wanted}"`;
    case "type":
      return `must be of type ${wanted}`;
    case "enum":
      return `must be one of: ${wanted}`;
    case "false":
      return "is not known here";
    case "pattern":
      return `must be ${wanted}`;
    case "anyOf":
      return "lacks what says where it is: select, column or attribute";
    case "not":
      return "has a column: only lists have columns, so say where by select";
    default:
      return `is too short or too long, too small or too large (${wanted || keyword})`;
  }
}
