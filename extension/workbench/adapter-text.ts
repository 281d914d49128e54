import { type Document, isNode, LineCounter, parseDocument } from "yaml";
import type { Adapter, AdapterPage } from "../../schema/adapter/adapter.js";
import { adapterAdvice, type AdapterAdvice, type AdapterProblem, createAdapterCheck } from "../../schema/adapter/check-adapter.js";
import { type YamlContent, yamlContent } from "../../schema/adapter/yaml-content.js";
import adapterSchema from "../../schema/adapter/page-adapter.schema.json";

const check = createAdapterCheck(adapterSchema);

/** Something to tell of a line of an adapter file. */
export type LineProblem = { readonly line: number } & ({ readonly yaml: string } | { readonly alias: Extract<YamlContent, { readonly fault: string }>["fault"] } | { readonly problem: AdapterProblem });
export type LineAdvice = AdapterAdvice & { readonly line: number };

/** What an adapter file says, or why it says nothing. */
export type ReadAdapter =
  | { readonly adapter: Adapter; readonly problems: readonly []; readonly advice: readonly LineAdvice[] }
  | { readonly adapter: null; readonly problems: readonly LineProblem[]; readonly advice: readonly [] };

/** Reads the text of an adapter file as the gateway does. */
export function readAdapterText(text: string): ReadAdapter {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const [broken] = document.errors;
  if (broken) return refused([{ line: lines.linePos(broken.pos[0]).line, yaml: broken.message.split("\n")[0] ?? broken.code }]);
  const read = yamlContent(document);
  if ("fault" in read) return refused([{ line: lines.linePos(read.at).line, alias: read.fault }]);
  const content = read.value;
  const problems = check(content);
  if (problems.length > 0) return refused(problems.map((problem) => ({ line: lineOf(document, lines, problem.path), problem })));
  const adapter = content as Adapter;
  return { adapter, problems: [], advice: adapterAdvice(adapter).map((each) => ({ ...each, line: lineOf(document, lines, each.path) })) };
}

function refused(problems: readonly LineProblem[]): ReadAdapter {
  return { adapter: null, problems, advice: [] };
}

/** The line of a place, or of the deepest part above it that is there. */
function lineOf(document: Document, lines: LineCounter, path: readonly string[]): number {
  for (let depth = path.length; depth > 0; depth -= 1) {
    const node: unknown = document.getIn(path.slice(0, depth).map((part) => (/^\d+$/.test(part) ? Number(part) : part)), true);
    if (isNode(node) && node.range) return lines.linePos(node.range[0]).line;
  }
  return 1;
}

/** Writes an adapter file with one page, as they are written by hand. */
export function adapterText(host: string | null, page: AdapterPage): string {
  return [
    "system: nytt-system",
    "title: Nytt system",
    `hosts: [${JSON.stringify(host ?? "https://system.example.se/*")}]`,
    "version: 1",
    "pages:",
    pageText(page),
    "",
  ].join("\n");
}

/** Writes one page, to stand under `pages:`. */
function pageText(page: AdapterPage): string {
  const flow = (value: object): string => `{ ${Object.entries(value).map(([name, each]) => `${name}: ${scalar(name, each)}`).join(", ")} }`;
  const { id, kind, match, key } = page;
  return [
    `  - id: ${id}`,
    `    kind: ${kind}`,
    `    match: ${flow(match)}`,
    ...(page.kind === "list" ? [`    rows: ${JSON.stringify(page.rows)}`] : []),
    `    key: ${flow(key)}`,
    ...(page.kind === "decision-form" ? [] : [`    badge: ${flow(page.badge)}`]),
  ].join("\n");
}

function scalar(name: string, value: unknown): string {
  return name === "as" || name === "place" || name === "attribute" ? String(value) : JSON.stringify(value);
}
