import { readFileSync } from "node:fs";
import { Ajv, type ErrorObject } from "ajv";
import { LineCounter, parseDocument } from "yaml";
import { errorCode } from "../error-code.js";
import { lineOf } from "../pages/yaml-line.js";
import { ROLES } from "./viewer.js";

/** Where something stands in a token's claims, and what its values mean. */
export interface ClaimRule {
  /** The claim's name; for one within another, the names from the outside in: `[realm_access, roles]`. */
  readonly claim: string | readonly string[];
  /** The issuer's value (a group, say) to one or several of ours; without it the values are ours already. */
  readonly values?: Readonly<Record<string, string | readonly string[]>>;
}

/** How the city's issuer says who someone is. */
export type ClaimMapping = Readonly<Record<ClaimName, ClaimRule>>;

const CLAIM_NAMES = ["subject", "roles", "units", "covers", "provider", "types", "districts", "pseudonyms"] as const;
type ClaimName = (typeof CLAIM_NAMES)[number];

/** An issuer that speaks as we do. */
export const OWN_CLAIMS: ClaimMapping = Object.freeze({
  subject: { claim: "sub" },
  roles: { claim: "roles" },
  units: { claim: "units" },
  covers: { claim: "covers" },
  provider: { claim: "provider" },
  types: { claim: "types" },
  districts: { claim: "districts" },
  pseudonyms: { claim: "pseudonyms" },
});

const NAME = { type: "string", minLength: 1 };
const NAMES = { type: "array", items: NAME, minItems: 1 };

function ruleSchema(ours: object, mayMap: boolean): object {
  const values = { type: "object", minProperties: 1, additionalProperties: { anyOf: [ours, { type: "array", items: ours, minItems: 1 }] } };
  return {
    type: "object",
    required: ["claim"],
    properties: { claim: { anyOf: [NAME, NAMES] }, ...(mayMap && { values }) },
    additionalProperties: false,
  };
}

const SCHEMA = {
  type: "object",
  minProperties: 1,
  properties: Object.fromEntries(
    CLAIM_NAMES.map((name) => [name, ruleSchema(name === "roles" ? { enum: ROLES } : NAME, name !== "subject" && name !== "covers")]),
  ),
  additionalProperties: false,
};

/**
 * Reads the file that says how the city's issuer names roles, units and the rest (CLAIMS_FILE; docs/claims.example.yaml
 * is one). What it leaves out is as in {@link OWN_CLAIMS}.
 * @returns the mapping, or what is wrong with the file, by line
 */
export function readClaimMapping(file: string): { readonly mapping: ClaimMapping } | { readonly faults: readonly string[] } {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    return { faults: [`${file} can't be read (${errorCode(error) ?? "unknown cause"})`] };
  }
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  if (document.errors.length > 0) {
    return { faults: document.errors.map(({ pos, message }) => `line ${lines.linePos(pos[0]).line}: ${message}`) };
  }
  const content: unknown = document.toJS();
  const validate = new Ajv({ allErrors: true, strict: true, strictTypes: false }).compile<Partial<ClaimMapping>>(SCHEMA);
  if (validate(content)) return { mapping: Object.freeze({ ...OWN_CLAIMS, ...content }) };
  const at = (path: readonly string[]): number => lineOf(document, lines, path);
  return { faults: [...new Set((validate.errors ?? []).filter(isPlain).map((error) => `line ${at(pathOf(error))}: ${saying(error)}`))] };
}

/** That none of several forms fits is said by the forms themselves. */
function isPlain({ keyword }: ErrorObject): boolean {
  return keyword !== "anyOf";
}

function pathOf({ instancePath, params }: ErrorObject): string[] {
  const path = instancePath.split("/").slice(1).map((part) => part.replaceAll("~1", "/").replaceAll("~0", "~"));
  return typeof params["additionalProperty"] === "string" ? [...path, params["additionalProperty"]] : path;
}

function saying(error: ErrorObject): string {
  const where = pathOf(error).join(" / ") || "the file";
  if (error.keyword === "additionalProperties") return `${where} is not known`;
  if (error.keyword === "enum") return `${where} is none of ${ROLES.join(", ")}`;
  return `${where} ${error.message ?? "is wrong"}`;
}
