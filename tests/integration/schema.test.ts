import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type DefinitionNode, type FieldDefinitionNode, type InputValueDefinitionNode, Kind, parse, print } from "graphql";
import { describe, expect, test } from "vitest";
import { projectRoot } from "../../gateway/project-root.js";
import { printedSchema } from "../../gateway/resolvers/schema.js";

/** What contract 4 names and later sources and issues will bring. */
const NOT_YET = [
  "DeliveryFilter", "DeliveryGroup", "DeliveryRow", "Indicator", "Mutation.recordExecutionReason",
  "Query.delegationSample", "Query.deliveries", "Query.indicators",
  "Query.unexecutedDecisions",
  "SampledDecision", "UnexecutedDecision",
];

/** Arguments with defaults that the contract lets the schema add, as they stand in its fields. */
const ADDED_ARGUMENTS: Readonly<Record<string, string>> = {
  "CaseOverlay.incompleteBecause": "language: Language = SV",
  "Query.worklist": "kinds: [FindingKind!], ",
};

const contract = shapesOf(contractText());
const ours = shapesOf(printedSchema());

function contractText(): string {
  const text = readFileSync(join(projectRoot(), "docs", "contracts", "graphql.md"), "utf8");
  return /```graphql\n([\s\S]*?)```/.exec(text)?.[1] ?? "";
}

/** Each type as its kind, and each of its fields (`Type.field`), arguments and values as text that can be compared. */
function shapesOf(text: string): Map<string, string> {
  const shapes = new Map<string, string>();
  for (const definition of parse(text).definitions) for (const [name, shape] of shapesOfType(definition)) shapes.set(name, shape);
  return shapes;
}

function shapesOfType(definition: DefinitionNode): [string, string][] {
  if (!("name" in definition) || definition.name === undefined) return [];
  const type = definition.name.value;
  switch (definition.kind) {
    case Kind.ENUM_TYPE_DEFINITION:
      return [[type, `enum ${(definition.values ?? []).map(({ name }) => name.value).sort().join(" ")}`]];
    case Kind.OBJECT_TYPE_DEFINITION:
      return [[type, "type"], ...(definition.fields ?? []).map((field): [string, string] => [`${type}.${field.name.value}`, fieldShape(field)])];
    case Kind.INPUT_OBJECT_TYPE_DEFINITION:
      return [[type, `input ${(definition.fields ?? []).map(argumentShape).sort().join(" ")}`]];
    default:
      return [[type, definition.kind]];
  }
}

function fieldShape(field: FieldDefinitionNode): string {
  return `(${(field.arguments ?? []).map(argumentShape).sort().join(", ")}): ${print(field.type)}`;
}

function argumentShape({ name, type, defaultValue }: InputValueDefinitionNode): string {
  return `${name.value}: ${print(type)}${defaultValue ? ` = ${print(defaultValue)}` : ""}`;
}

/** A field of a type that is not there at all says no more than the type. */
function isMissing(name: string): boolean {
  return !ours.has(name) && (!name.includes(".") || ours.has(name.split(".")[0]!));
}

describe("the printed schema", () => {
  test("is the one that is checked in (npm run schema writes it)", () => {
    expect(printedSchema()).toBe(readFileSync(join(projectRoot(), "schema", "schema.graphql"), "utf8"));
  });

  test("lacks of contract 4 what this list says, and nothing else", () => {
    expect([...contract.keys()].filter(isMissing).sort()).toEqual(NOT_YET);
  });

  test.each([...contract].filter(([name]) => ours.has(name)))("has %s as contract 4 does", (name, shape) => {
    expect(ours.get(name)?.replace(ADDED_ARGUMENTS[name] ?? "", "")).toBe(shape);
  });

  test.each(["Change", "Finding", "Load", "RejectedRow"])("has connections of %s in the usual shape", (node) => {
    expect([
      ours.get(`${node}Connection.edges`), ours.get(`${node}Connection.pageInfo`), ours.get(`${node}Connection.totalCount`),
      ours.get(`${node}Edge.cursor`), ours.get(`${node}Edge.node`), ours.get("PageInfo.endCursor"), ours.get("PageInfo.hasNextPage"),
    ]).toEqual([`(): [${node}Edge!]!`, "(): PageInfo!", "(): Int!", "(): String!", `(): ${node}!`, "(): String", "(): Boolean!"]);
  });
});
