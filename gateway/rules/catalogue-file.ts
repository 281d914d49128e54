import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv, type ErrorObject, type ValidateFunction } from "ajv";
import { isMap, isNode, LineCounter, parseDocument, type Document } from "yaml";
import { projectRoot } from "../project-root.js";
import type { CatalogueProblem } from "./catalogue-problem.js";

export type CataloguePath = readonly (string | number)[];

/** A file of the catalogue, read and held against its schema. `content` may be used when there are no problems. */
export interface CatalogueFile<Content> {
  readonly file: string;
  /** The bytes as text: the catalogue's fingerprint is made of them. */
  readonly text: string;
  readonly content: Content;
  readonly problems: readonly CatalogueProblem[];
  /** A problem at a place of the document, such as `["rules", 2, "validTo"]`. */
  problemAt(path: CataloguePath, message: string): CatalogueProblem;
}

type Definition = "ruleFile" | "names" | "units";

/** Where the catalogue lies in the project. */
export function catalogueFolder(): string {
  return join(projectRoot(), "gateway", "rules", "catalogue");
}

/** Reads files of one catalogue folder, checked by the project's `catalogue.schema.json`. */
export class CatalogueReader {
  private readonly ajv: Ajv;
  private readonly schemaId: string;

  constructor(private readonly folder: string) {
    const schema = JSON.parse(readFileSync(join(catalogueFolder(), "catalogue.schema.json"), "utf8")) as { $id: string };
    this.ajv = new Ajv({ allErrors: true, strict: true, strictRequired: false });
    this.ajv.addSchema(schema);
    this.schemaId = schema.$id;
  }

  /** Reads one YAML file. Faults of syntax and form are in `problems`, never thrown. */
  read<Content>(file: string, definition: Definition): CatalogueFile<Content> {
    const text = readFileSync(join(this.folder, file), "utf8");
    const lines = new LineCounter();
    const document = parseDocument(text, { lineCounter: lines });
    const problemAt = (path: CataloguePath, message: string): CatalogueProblem => ({
      file, line: lineOf(document, lines, path), message,
    });
    const syntax = document.errors.map((error) => ({
      file, line: lines.linePos(error.pos[0]).line, message: error.message.split("\n")[0] ?? error.code,
    }));
    const content: unknown = syntax.length > 0 ? null : document.toJS();
    const problems = syntax.length > 0 ? syntax : this.formProblems(content, definition, problemAt);
    return { file, text, content: content as Content, problems, problemAt };
  }

  private formProblems(
    content: unknown, definition: Definition, problemAt: CatalogueFile<unknown>["problemAt"],
  ): CatalogueProblem[] {
    const validate = this.validator(definition);
    if (validate(content)) return [];
    // That the one or the other form of a rule does not fit says less than why.
    return (validate.errors ?? []).filter(({ keyword }) => keyword !== "if").map((error) => problemAt(placeOf(error, content), messageOf(error)));
  }

  private validator(definition: Definition): ValidateFunction {
    const validate = this.ajv.getSchema(`${this.schemaId}#/definitions/${definition}`);
    if (validate === undefined) throw new Error(`RULE_CATALOGUE_INVALID: catalogue.schema.json defines no "${definition}"`);
    return validate;
  }
}

function placeOf(error: ErrorObject, content: unknown): CataloguePath {
  const path: (string | number)[] = [];
  let value = content;
  for (const part of error.instancePath.split("/").slice(1)) {
    const key = part.replaceAll("~1", "/").replaceAll("~0", "~");
    path.push(Array.isArray(value) ? Number(key) : key);
    value = typeof value === "object" && value !== null ? (value as Record<string, unknown>)[key] : undefined;
  }
  const extra: unknown = error.params["additionalProperty"];
  return typeof extra === "string" ? [...path, extra] : path;
}

function messageOf(error: ErrorObject): string {
  const where = error.instancePath === "" ? "the file" : error.instancePath;
  const allowed: unknown = error.params["allowedValues"];
  const extra: unknown = error.params["additionalProperty"];
  const detail = Array.isArray(allowed) ? `: ${allowed.join(", ")}` : typeof extra === "string" ? `: "${extra}"` : "";
  return `${where} ${error.message ?? "does not fit the schema"}${detail}`;
}

/** The line of the deepest part of the path that the document has; of its key, where it is a value in a map. */
function lineOf(document: Document, lines: LineCounter, path: CataloguePath): number {
  for (let length = path.length; length > 0; length--) {
    const parent: unknown = length === 1 ? document.contents : document.getIn(path.slice(0, length - 1), true);
    const last = path[length - 1];
    const node: unknown = isMap(parent)
      ? parent.items.find((pair) => String(pair.key) === String(last))?.key
      : document.getIn(path.slice(0, length), true);
    if (isNode(node) && node.range) return lines.linePos(node.range[0]).line;
  }
  return 1;
}
