import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Viewer } from "../../gateway/access/viewer.js";
import { type GatewayAnswer, RunningGateway } from "./running-gateway.js";
import { runStatement } from "./statement.js";
import { FILE_NUMBERS } from "./scope-city.js";
import { OPERATIONS, questionsAbout } from "./scope-questions.js";
import { CASEWORKER, CONTROLLER, HEAD, TODAY, World } from "./world.js";

/**
 * What an answer must never hold of how the gateway is made: stacks, files, SQL, tables, drivers, addresses, a hint at
 * what a field may be called.
 */
const INSIDES = /\b[aA]t .+:\d+:\d+|node_modules|\.(?:js|ts)\b|file:\/\/|[pP]ostgres|[tT]ypeorm|TypeORM|\bSELECT\b|\bFROM\b|\bWHERE\b|relation "|syntax error at|\bpg_|ECONN|QueryFailed|127\.0\.0\.1|[sS]tacktrace|Did you mean/;
/** What was put into variables to see whether it comes back. */
const SECRET = "19400203-1234";

const VIEWERS: readonly Viewer[] = [CASEWORKER, HEAD, CONTROLLER, { subject: "operator", roles: ["OPERATOR"], units: null }];

let gateway: RunningGateway;

beforeAll(async () => {
  gateway = await RunningGateway.start();
  const world = new World(gateway.dataSource);
  await world.unit("AO1", "HAL");
  await world.client("broken");
  for (const fileNumber of FILE_NUMBERS) {
    await world.client(fileNumber);
    await world.decision(`${fileNumber}/1`, fileNumber);
    await world.finding(fileNumber, { finding_id: `review.annual:decision:${fileNumber}/1`, decision: `${fileNumber}/1` });
  }
});

afterAll(() => gateway.close());

function told({ body }: GatewayAnswer): string {
  return JSON.stringify(body.errors ?? []);
}

function codesOf({ body }: GatewayAnswer): string[] {
  return (body.errors ?? []).map(({ extensions }) => extensions.code);
}

/** Those of contract 4, but for the gateway's own fault. */
const CODES = ["UNAUTHENTICATED", "FORBIDDEN", "BAD_USER_INPUT", "NOT_FOUND", "RATE_LIMITED", "OPERATION_TOO_EXPENSIVE"];

describe("whatever the variables are, errors tell nothing of the inside", () => {
  const text = fc.constantFrom("", "x", "broken", "\u0000", "\ud800", "'; DROP TABLE client; --", "2022-02-30", "9999-99-99", "0000-01-01", "-1", SECRET, "é".repeat(3_000), "1e400", "99999999999999999999");
  const leaf = fc.oneof(text, fc.integer(), fc.double({ noNaN: true }), fc.boolean(), fc.constant(null));
  const object = fc.dictionary(fc.constantFrom("fileNumber", "personalNumber", "kinds", "units", "dueBefore", "law", "intervention", "decidedOn", "level", "rules", "hoursPerMonth", "fileNumbr"), fc.oneof(leaf, fc.array(text, { maxLength: 3 })), { maxKeys: 5 });
  const value = fc.oneof(leaf, object, fc.array(fc.oneof(leaf, object), { maxLength: 4 }));

  /** An honest question with one argument that is not. */
  const question = fc.constantFrom(...[...OPERATIONS].filter(([, { args }]) => args.length > 0)).chain(([operation, { args }]) =>
    fc.tuple(questionsAbout(operation, TODAY), fc.constantFrom(...args), value)
      .map(([{ document, variables }, { name }, v]) => ({ document, variables: { ...variables, [`${name}0`]: v } })));

  test("by any role", async () => {
    await fc.assert(fc.asyncProperty(fc.constantFrom(...VIEWERS), question, async (viewer, { document, variables }) => {
      const answer = await gateway.ask(viewer, document, variables);
      expect(told(answer)).not.toMatch(INSIDES);
      expect(told(answer)).not.toContain(SECRET);
      expect(CODES).toEqual(expect.arrayContaining(codesOf(answer)));
    }), { numRuns: 400 });
  });
});

describe("a date at an end of the calendar", () => {
  const EDGES = ["0000-01-01", "0001-01-01", "9999-12-01", "9999-12-31"];
  /** Each operation in all ways, and every date in it one of those. */
  const question = fc.tuple(fc.constantFrom(...OPERATIONS.keys()), fc.constantFrom(...EDGES)).chain(([operation, edge]) =>
    questionsAbout(operation, edge).map(({ document, variables }) =>
      ({ document, variables: JSON.parse(JSON.stringify(variables).replace(/\b\d{4}-\d\d-\d\d\b/g, edge)) as typeof variables })));

  test("is answered or refused, by whatever operation and whomever it is asked", async () => {
    await fc.assert(fc.asyncProperty(fc.constantFrom(...VIEWERS), question, async (viewer, { document, variables }) => {
      expect(CODES).toEqual(expect.arrayContaining(codesOf(await gateway.ask(viewer, document, variables))));
    }), { numRuns: 300 });
  });

  test.each([
    `{ overlay(keys: [{ fileNumber: "x" }], asOf: "0000-01-01") { status } }`, `{ rules(on: "0000-02-29") { id } }`,
    `{ worklist(on: "0000-12-31") { edges { cursor } } }`,
  ])("of the year 0, which there never was, is BAD_USER_INPUT: %s", async (query) => {
    expect(codesOf(await gateway.ask(HEAD, query))).toEqual(["BAD_USER_INPUT"]);
  });

  test("of a drafted decision tells of what comes before the last day, and not of what would come after", async () => {
    const draft = { fileNumber: FILE_NUMBERS[0], law: "SoL 4:1", intervention: "HTJ", validFrom: "9999-12-01" };
    const { body } = await gateway.ask(CASEWORKER, "query ($draft: DecisionDraftInput!) { checkDecision(draft: $draft) { notices { kind on } } }", { draft });
    expect(body).toEqual({ data: { checkDecision: { notices: expect.not.arrayContaining([expect.objectContaining({ kind: "REVIEW" })]) as unknown } } });
  });
});

describe("texts that are no operation of the schema", () => {
  test.each([
    "{", "{}", "query", "{ nonsense }", "{ viewer }", "{ viewer { subject { x } } }", "mutation { x }", "subscription { x }",
    "query A { __typename } query B { __typename }", "{ case }", `{ case(fileNumber: 7) { unit } }`, "{ ...F }", "fragment F on Query { viewer { subject } }",
    "{ viewer @include { subject } }", "{ viewer @nothing { subject } }", "query ($x: Nothing) { viewer { subject } }", "\u0000", "{ __type { name } }",
  ])("%j is BAD_USER_INPUT", async (query) => {
    const answer = await gateway.ask(CONTROLLER, query);
    expect(new Set(codesOf(answer))).toEqual(new Set(["BAD_USER_INPUT"]));
    expect(told(answer)).not.toMatch(/\bat .+:\d+:\d+|node_modules|stacktrace/);
  });
});

describe("a fault of the gateway's own is an id and nothing else", () => {
  const ID_ALONE = [{
    message: "Something went wrong in the gateway. Its operator finds the cause in the log by this id.",
    extensions: { code: "INTERNAL_SERVER_ERROR", id: expect.stringMatching(/^[\da-f-]{36}$/) as string },
  }];

  beforeAll(() => new World(gateway.dataSource).finding("broken", { rule: "review.of-yesterday" }));

  test("in a resolver", async () => {
    const { body } = await gateway.ask(HEAD, `{ case(fileNumber: "broken") { findings { title } } }`);
    expect(body.errors).toMatchObject(ID_ALONE);
  });

  test.each([
    ["a table is missing", "ALTER TABLE client RENAME TO client_away", "ALTER TABLE client_away RENAME TO client"],
    ["a column is missing", "ALTER TABLE finding RENAME COLUMN rule TO rule_away", "ALTER TABLE finding RENAME COLUMN rule_away TO rule"],
    ["a right is missing", "REVOKE SELECT ON client FROM overblick_app", "GRANT SELECT ON client TO overblick_app"],
  ])("in SQL, when %s", async (_, breaks, mends) => {
    await runStatement(gateway.databaseUrl, breaks);
    const { body } = await gateway.ask(HEAD, `{ case(fileNumber: "broken") { unit findings { id } } }`);
    await runStatement(gateway.databaseUrl, mends);
    expect(body.errors).toMatchObject(ID_ALONE);
    expect(JSON.stringify(body)).not.toMatch(INSIDES);
  });
});
