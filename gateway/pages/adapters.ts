import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv, type ErrorObject, type ValidateFunction } from "ajv";
import { LineCounter, parseDocument } from "yaml";
import { projectRoot } from "../project-root.js";
import { lineOf, type YamlPath } from "./yaml-line.js";

/** An adapter that may be served: the file fits `page-adapter.schema.json` and its expressions compile. */
export interface PageAdapterFile {
  readonly system: string;
  readonly version: number;
  /** Chrome match patterns, such as `https://sosys.example.se/*`. */
  readonly hosts: readonly string[];
  /** The whole file as JSON. */
  readonly content: Readonly<Record<string, unknown>>;
  /** SHA-256 of the content with sorted keys, in hexadecimal: the same for the same content, however it is written. */
  readonly hash: string;
  /** Path of the file that it came from. */
  readonly file: string;
}

/** Why an adapter was refused. */
export interface PageAdapterFault {
  readonly file: string;
  /** Counted from 1. */
  readonly line: number;
  readonly message: string;
}

/** What the folders hold: adapters that may be served, one for each system, and every fault of those that may not. */
export interface PageAdapters {
  readonly adapters: readonly PageAdapterFile[];
  readonly faults: readonly PageAdapterFault[];
}

interface AdapterContent extends Readonly<Record<string, unknown>> {
  readonly system: string;
  readonly version: number;
  readonly hosts: readonly string[];
  readonly pages: readonly { readonly match: { readonly url?: string }; readonly key: { readonly pattern?: string } }[];
}

/** Folder of the adapters that come with the project, and of their schema. */
export function ownPagesFolder(): string {
  return join(projectRoot(), "gateway", "pages");
}

/**
 * Reads the adapters (`*.yaml`) of the folders (contract 5). A bad one is refused and told in `faults`; the others are served.
 * In a later folder an adapter of the same system takes the place of an earlier one, so that a city can correct a
 * page without a new release; when it is bad, the earlier one stays. Within a folder a system has one file.
 * @param folders absolute paths, such as {@link ownPagesFolder} and `PAGES_DIR`
 * @throws Error of the file system when a folder can't be read
 */
export function loadPageAdapters(folders: readonly string[]): PageAdapters {
  const validate = schemaCheck();
  const served = new Map<string, PageAdapterFile>();
  const faults: PageAdapterFault[] = [];
  for (const folder of folders) {
    const here = new Map<string, PageAdapterFile>();
    for (const name of readdirSync(folder).filter((each) => each.endsWith(".yaml")).sort()) {
      const read = readAdapter(join(folder, name), validate);
      faults.push(...read.faults);
      if (read.adapter === null) continue;
      const { system, file } = read.adapter;
      const same = here.get(system);
      if (same) faults.push({ file, line: 1, message: `system "${system}" has an adapter already: ${same.file}` });
      else here.set(system, read.adapter);
    }
    for (const [system, adapter] of here) served.set(system, adapter);
  }
  return { adapters: [...served.values()].sort((a, b) => (a.system < b.system ? -1 : 1)), faults };
}

function schemaCheck(): ValidateFunction {
  const schema = JSON.parse(readFileSync(join(ownPagesFolder(), "page-adapter.schema.json"), "utf8")) as object;
  return new Ajv({ allErrors: true, strict: true, strictRequired: false, strictTypes: false }).compile(schema);
}

function readAdapter(file: string, validate: ValidateFunction): { adapter: PageAdapterFile | null; faults: PageAdapterFault[] } {
  const lines = new LineCounter();
  const document = parseDocument(readFileSync(file, "utf8"), { lineCounter: lines });
  if (document.errors.length > 0) {
    const faults = document.errors.map((error) => ({ file, line: lines.linePos(error.pos[0]).line, message: error.message.split("\n")[0] ?? error.code }));
    return { adapter: null, faults };
  }
  const content: unknown = document.toJS();
  const problems = validate(content) ? expressionProblems(content as AdapterContent) : schemaProblems(validate.errors ?? []);
  if (problems.length > 0) {
    return { adapter: null, faults: problems.map(({ path, message }) => ({ file, line: lineOf(document, lines, path), message })) };
  }
  const { system, version, hosts } = content as AdapterContent;
  const hash = createHash("sha256").update(canonical(content)).digest("hex");
  return { adapter: { system, version, hosts, content: content as AdapterContent, hash, file }, faults: [] };
}

interface Problem {
  readonly path: YamlPath;
  readonly message: string;
}

/** Without the errors that only repeat that a part of the schema does not fit: the part's own errors stand beside them. */
function schemaProblems(errors: readonly ErrorObject[]): Problem[] {
  const telling = errors.filter(({ keyword }) => keyword !== "if" && keyword !== "anyOf");
  return (telling.length > 0 ? telling : errors).map(problemOf);
}

function problemOf({ instancePath, params, message = "does not fit the schema" }: ErrorObject): Problem {
  const path = instancePath.split("/").slice(1).map((part) => part.replaceAll("~1", "/").replaceAll("~0", "~"));
  const { additionalProperty: extra, allowedValues: allowed } = params as { additionalProperty?: unknown; allowedValues?: unknown };
  const detail = Array.isArray(allowed) ? `: ${allowed.join(", ")}` : typeof extra === "string" ? `: "${extra}"` : "";
  return {
    path: typeof extra === "string" ? [...path, extra] : path,
    message: `${instancePath === "" ? "the file" : instancePath.slice(1)} ${message}${detail}`,
  };
}

/** Expressions that do not compile would only be noticed on a caseworker's page. */
function expressionProblems({ pages }: AdapterContent): Problem[] {
  return pages.flatMap(({ match, key }, index) => {
    const expressions = [
      { path: ["pages", String(index), "match", "url"], expression: match.url?.startsWith("^") ? match.url : undefined },
      { path: ["pages", String(index), "key", "pattern"], expression: key.pattern },
    ];
    return expressions
      .filter(({ expression }) => expression !== undefined && !compiles(expression))
      .map(({ path }) => ({ path, message: `${path.join("/")} is not a regular expression (with the flag u)` }));
  });
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

/** JSON with the keys of every object sorted. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) =>
    typeof part === "object" && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}
