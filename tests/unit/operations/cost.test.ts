import { readFileSync } from "node:fs";
import { join } from "node:path";
import { buildSchema, getOperationAST, parse } from "graphql";
import { describe, expect, test } from "vitest";
import { costOf, GREATEST_COST } from "../../../gateway/operations/cost.js";
import { projectRoot } from "../../../gateway/project-root.js";

const SCHEMA = buildSchema(readFileSync(join(projectRoot(), "schema", "schema.graphql"), "utf8"));
const TRUSTED = JSON.parse(readFileSync(join(projectRoot(), "schema", "trusted-operations.json"), "utf8")) as Record<string, string>;

function cost(text: string, variables: Readonly<Record<string, unknown>> = {}) {
  const document = parse(text);
  return costOf(SCHEMA, { document, operation: getOperationAST(document)!, variables });
}

describe("an operation costs one for each object that it can answer", () => {
  test.each([
    ["{ viewer { subject roles } }", 1, 1],
    ["{ viewer { subject } __typename __schema { types { name } } }", 1, 1],
    ["{ findings { edges { cursor } } }", 50, 50],
    ["{ findings(first: 10) { pageInfo { endCursor } } }", 10, 10],
    ["{ findings(first: 10) { edges { node { id } } } }", 20, 10],
    ["{ findings(first: 10) { edges { node { id rule { id } evidence { value } } } } }", 80, 10],
    ["{ findings(first: 600) { edges { cursor } } }", 500, 500],
    ["{ findings(first: -1) { edges { cursor } } }", 0, 0],
    ["{ changes { edges { node { key } } } }", 1000, 500],
    ["{ findings(first: null) { edges { cursor } } }", 50, 50],
    [`{ overlay(keys: [{ fileNumber: "a" }, { fileNumber: "b" }]) { status } }`, 2, 2],
    [`{ overlay(keys: { fileNumber: "a" }) { findings { id } } }`, 3, 1],
    [`{ case(fileNumber: "a") { unit } }`, 1, 1],
    [`{ a: case(fileNumber: "a") { unit } b: case(fileNumber: "b") { unit } }`, 2, 2],
    [`{ case(fileNumber: "a") { decisions { orders { plans { source } } } } }`, 157, 1],
    ["{ rules { id parameters { value } } }", 180, 1],
    [`{ simulateRule(rule: "x", parameters: []) { added { id } removed { id } } }`, 201, 200],
    [`{ simulateRule(rule: "x", parameters: []) { findingsNow } }`, 1, 200],
  ])("%s", (text, answered, read) => {
    expect(cost(text)).toEqual({ answered, read });
  });

  test("with page sizes and keys from variables", () => {
    const text = "query ($first: Int = 7, $keys: [CaseKeyInput!]!) { findings(first: $first) { edges { cursor } } overlay(keys: $keys) { status } }";
    expect(cost(text, { keys: [{}, {}, {}] })).toEqual({ answered: 10, read: 10 });
    expect(cost(text, { first: 5, keys: [{}] })).toEqual({ answered: 6, read: 6 });
  });

  test("in fragments too", () => {
    const text = "{ ...F ... on Query { viewer { subject } } } fragment F on Query { findings(first: 3) { ...G ...G } } fragment G on FindingConnection { edges { cursor } }";
    expect(cost(text)).toEqual({ answered: 7, read: 4 });
  });
});

describe("a count costs once for each name that it is asked by, whatever the page's size", () => {
  test.each([
    ["{ findings(first: 1) { totalCount } }", 201, 201],
    ["{ findings(first: 500) { totalCount } }", 700, 700],
    ["{ findings(first: 10) { edges { node { id evidence { value } } } totalCount } }", 270, 210],
    ["{ findings(first: 1) { ...C } } fragment C on FindingConnection { totalCount }", 201, 201],
    ["{ findings(first: 1) { ...C ...C totalCount } } fragment C on FindingConnection { totalCount }", 201, 201],
    ["{ changes(first: 1) { totalCount } }", 2001, 2001],
    ["{ changes(first: 1) { a: totalCount b: totalCount } }", 4001, 4001],
  ])("%s", (text, answered, read) => {
    expect(cost(text)).toEqual({ answered, read });
  });

  test.each(["findings", "changes", "worklist", "clientList"])("fifty of %s are too expensive", (field) => {
    expect(() => cost(`{ ${Array.from({ length: 50 }, (_, at) => `a${at}: ${field}(first: 1) { totalCount }`).join(" ")} }`))
      .toThrow(expect.objectContaining({ code: "OPERATION_TOO_EXPENSIVE" }) as Error);
  });
});

describe("what looks something up is never read for nothing", () => {
  test.each([
    [`{ reminderText(order: "1") }`, 1, 1],
    [`mutation { reportPageHealth(reports: []) }`, 1, 1],
    ["{ overlay(keys: []) { status } }", 0, 1],
  ])("%s", (text, answered, read) => {
    expect(cost(text)).toEqual({ answered, read });
  });
});

describe("what contract 4 allows costs less than the limit", () => {
  const FINDING = "id kind severity title explanation rule { id source text parameters { name value } } evidence { name value file line } fileNumber";

  test.each([
    ["500 findings with all there is about each", `{ findings(first: 500) { totalCount edges { cursor node { ${FINDING} } } pageInfo { endCursor } } }`],
    ["500 quarantined rows", "{ rejectedRows(first: 500) { edges { cursor node { file line reason } } } }"],
    ["a whole case", `{ case(fileNumber: "x") { name findings { ${FINDING} } decisions { intervention { name } orders { provider { name } plans { source } } followUps { kind } } } }`],
  ])("%s", (_, text) => {
    expect(cost(text).answered).toBeLessThanOrEqual(GREATEST_COST);
  });

  test("the extension's overlay of 200 keys", () => {
    const text = Object.values(TRUSTED).find((each) => each.startsWith("query Overlay"))!;
    const { answered, read } = cost(text, { keys: Array.from({ length: 200 }, () => ({ fileNumber: "x" })) });
    expect([answered <= GREATEST_COST, read]).toEqual([true, 200]);
  });
});

test("more is OPERATION_TOO_EXPENSIVE", () => {
  expect(() => cost("{ a: findings(first: 500) { edges { node { evidence { value } } } } b: findings(first: 500) { edges { node { evidence { value } rule { parameters { value } } } } } }"))
    .not.toThrow();
  expect(() => cost(`{ ${Array.from({ length: 50 }, (_, at) => `a${at}: findings { edges { node { evidence { value } } } }`).join(" ")} }`))
    .toThrow(expect.objectContaining({ code: "OPERATION_TOO_EXPENSIVE" }) as Error);
});
