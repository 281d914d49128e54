import { createHash } from "node:crypto";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { LineCounter, parseDocument } from "yaml";
import type { Adapter } from "../../schema/adapter/adapter.js";
import { type CheckAdapter, createAdapterCheck } from "../../schema/adapter/check-adapter.js";
import { type YamlContent, yamlContent } from "../../schema/adapter/yaml-content.js";
import { errorCode } from "../error-code.js";
import { projectRoot } from "../project-root.js";
import { lineOf } from "./yaml-line.js";

/** An adapter that may be served: `createAdapterCheck` finds nothing wrong with it. */
export interface PageAdapterFile {
  readonly system: string;
  readonly version: number;
  /** Chrome match patterns, such as `https://sosys.example.se/*`. */
  readonly hosts: readonly string[];
  /** The whole file as JSON. */
  readonly content: Adapter & Readonly<Record<string, unknown>>;
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

/** An adapter has some kilobytes. A larger file is something else, and parsing it would hold up the gateway. */
const LARGEST_FILE_BYTES = 500_000;

const CONTENT_FAULTS: Readonly<Record<Extract<YamlContent, { readonly fault: string }>["fault"], string>> = {
  NO_ANCHOR: "a value that begins with * is an alias of something that is not there: put quotation marks around values that begin with *",
  ALIASES: "the file has aliases that make it far larger than it looks, or that hold themselves",
};

/** Folder of the adapters that come with the project. */
export function ownPagesFolder(): string {
  return join(projectRoot(), "gateway", "pages");
}

/** The check of an adapter's content that gateway, commands and extension share, with the schema of `schema/adapter/`. */
export function openAdapterCheck(): CheckAdapter {
  return createAdapterCheck(JSON.parse(readFileSync(join(projectRoot(), "schema", "adapter", "page-adapter.schema.json"), "utf8")) as object);
}

/**
 * Reads the adapters (`*.yaml`, `*.yml`) of the folders (contract 5). A bad one is refused and told in `faults`; the others are served.
 * In a later folder an adapter of the same system takes the place of an earlier one, so that a city can correct a
 * page without a new release; when it is bad, the earlier one stays. Within a folder a system has one file.
 * @param folders absolute paths, such as {@link ownPagesFolder} and `PAGES_DIR`
 * @param lastGood what files gave before: it stays where they are bad now
 * @throws Error of the file system when a folder can't be read
 */
export function loadPageAdapters(folders: readonly string[], lastGood: readonly PageAdapterFile[] = []): PageAdapters {
  const check = openAdapterCheck();
  const served = new Map<string, PageAdapterFile>();
  const faults: PageAdapterFault[] = [];
  for (const folder of folders) {
    const here = new Map<string, PageAdapterFile>();
    for (const file of adapterFiles(folder)) {
      const read = readAdapterFile(file, check);
      faults.push(...read.faults);
      const adapter = read.adapter ?? lastGood.find((each) => each.file === file);
      if (!adapter) continue;
      const same = here.get(adapter.system);
      if (same) faults.push({ file, line: 1, message: `system "${adapter.system}" has an adapter already: ${same.file}` });
      else here.set(adapter.system, adapter);
    }
    for (const [system, adapter] of here) served.set(system, adapter);
  }
  return { adapters: [...served.values()].sort((a, b) => (a.system < b.system ? -1 : 1)), faults };
}

/** Paths of the adapter files of a folder, in one order. @throws Error of the file system when it can't be read */
export function adapterFiles(folder: string): string[] {
  return readdirSync(folder).filter((name) => /\.ya?ml$/.test(name)).sort().map((name) => join(folder, name));
}

/** An adapter, or why a file is none. */
export interface ReadAdapterFile {
  readonly adapter: PageAdapterFile | null;
  readonly faults: readonly PageAdapterFault[];
  /** The line of a place in the file. */
  readonly line: (path: readonly string[]) => number;
}

/** Reads one file. Nothing that stands in it, or that keeps it from being read, throws. */
export function readAdapterFile(file: string, check: CheckAdapter): ReadAdapterFile {
  const refused = (line: number, message: string): PageAdapterFault => ({ file, line, message });
  const text = textOf(file);
  if (!text.ok) return { adapter: null, faults: [refused(1, text.fault)], line: () => 1 };
  const lines = new LineCounter();
  const document = parseDocument(text.text, { lineCounter: lines });
  const line = (path: readonly string[]): number => lineOf(document, lines, path);
  if (document.errors.length > 0) {
    const faults = document.errors.map((error) => refused(lines.linePos(error.pos[0]).line, error.message.split("\n")[0] ?? error.code));
    return { adapter: null, faults, line };
  }
  // As it is served: YAML knows values that JSON does not.
  const content = yamlContent(document);
  if ("fault" in content) return { adapter: null, faults: [refused(lines.linePos(content.at).line, CONTENT_FAULTS[content.fault])], line };
  const problems = check(content.value);
  if (problems.length > 0) return { adapter: null, faults: problems.map(({ path, message }) => refused(line(path), message)), line };
  return { adapter: adapterOf(file, content.value as PageAdapterFile["content"]), faults: [], line };
}

function adapterOf(file: string, content: PageAdapterFile["content"]): PageAdapterFile {
  const { system, version, hosts } = content;
  return { system, version, hosts, content, hash: createHash("sha256").update(canonical(content)).digest("hex"), file };
}

function textOf(file: string): { readonly ok: true; readonly text: string } | { readonly ok: false; readonly fault: string } {
  try {
    if (statSync(file).size > LARGEST_FILE_BYTES) return { ok: false, fault: `the file is larger than ${LARGEST_FILE_BYTES} bytes` };
    return { ok: true, text: readFileSync(file, "utf8") };
  } catch (error) {
    const code = errorCode(error);
    if (code === null) throw error;
    return { ok: false, fault: `the file can't be read: ${code}` };
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
