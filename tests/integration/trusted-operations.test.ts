import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type FieldNode, getIntrospectionQuery, getOperationAST, parse, validate } from "graphql";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { mayAsk, type Operation } from "../../gateway/access/operations.js";
import type { Role, Viewer } from "../../gateway/access/viewer.js";
import { projectRoot } from "../../gateway/project-root.js";
import { createSchema } from "../../gateway/resolvers/schema.js";
import { type GatewayAnswer, RunningGateway } from "./running-gateway.js";
import { OPERATIONS } from "./scope-questions.js";
import { CASEWORKER, CONTROLLER, HEAD, World } from "./world.js";

const INTEGRATION: Viewer = { subject: "integration", roles: ["INTEGRATION"], units: null };
const OPERATOR: Viewer = { subject: "operator", roles: ["OPERATOR"], units: null };
const PROVIDER: Viewer = { subject: "UTF1", roles: ["PROVIDER"], units: [] };

const TRUSTED = JSON.parse(readFileSync(join(projectRoot(), "schema/trusted-operations.json"), "utf8")) as Record<string, string>;

function idOf(name: string): string {
  return Object.entries(TRUSTED).find(([, text]) => getOperationAST(parse(text))?.name?.value === name)![0];
}

/** The documents of schema/operations. */
const OF_ROLES = readdirSync(join(projectRoot(), "schema/operations")).map((file) => readFileSync(join(projectRoot(), "schema/operations", file), "utf8"));

function rolesOf(text: string): string[] {
  return /^# Roles: (.+)$/m.exec(text)![1]!.split(", ");
}

function rootFieldsOf(text: string): string[] {
  return getOperationAST(parse(text))!.selectionSet.selections.map((selection) => (selection as FieldNode).name.value);
}

/** The texts that the extension's operations hold, as a program finds them that knows nothing of how they are written. */
async function builtIn(): Promise<string[]> {
  const folder = join(projectRoot(), "extension/operations");
  const texts: string[] = [];
  for (const file of readdirSync(folder)) {
    const exported: unknown[] = Object.values((await import(join(folder, file))) as object);
    for (const value of exported) if (typeof value === "object" && value !== null && "text" in value) texts.push(String(value.text));
  }
  return texts;
}

describe("schema/trusted-operations.json (npm run schema writes it)", () => {
  test("has the extension's operations and those of schema/operations, and no other", async () => {
    expect(Object.values(TRUSTED).sort()).toEqual([...(await builtIn()), ...OF_ROLES].sort());
  });

  test("names no two alike", () => {
    const names = Object.values(TRUSTED).map((text) => getOperationAST(parse(text))?.name?.value);
    expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([]);
  });

  test("names each by the hash of its document", () => {
    expect(Object.keys(TRUSTED)).toEqual(Object.values(TRUSTED).map((text) => `sha256:${createHash("sha256").update(text).digest("hex")}`));
  });

  test.each(Object.values(TRUSTED))("%s fits the schema", (text) => {
    expect(validate(createSchema(), parse(text))).toEqual([]);
  });
});

describe("the operations of schema/operations", () => {
  test.each(OF_ROLES)("%s is for roles that may ask what it asks", (text) => {
    const refused = rolesOf(text).filter((role) => !rootFieldsOf(text).every((field) => mayAsk({ ...HEAD, roles: [role as Role] }, field as Operation)));
    expect(refused).toEqual([]);
  });

  test("stand in docs/operations.md, each once", () => {
    const told = readFileSync(join(projectRoot(), "docs/operations.md"), "utf8");
    const rows = [...told.matchAll(/^\| `([\w-]+\.graphql)` \|/gm)].map(([, file]) => file);
    expect(rows.toSorted()).toEqual(readdirSync(join(projectRoot(), "schema/operations")).toSorted());
  });

  // They may not send texts of their own: what no operation asks they can't ask at all.
  test.each<Role>(["OPERATOR", "MANAGER"])("ask, with those of the extension, all that the role %s may ask", (role) => {
    const asked = new Set(Object.values(TRUSTED).filter((text) => namedBy(role, text)).flatMap(rootFieldsOf));
    const allowed = [...OPERATIONS.keys()].map((operation) => operation.split(".")[1]!).filter((field) => mayAsk({ ...HEAD, roles: [role] }, field as Operation));
    expect(allowed.filter((field) => !asked.has(field) && !Object.hasOwn(LEFT_OUT, field)), "write one to schema/operations, or say why not").toEqual([]);
  });
});

/** What heads and operators may ask and have no operation for, with the reason. */
const BESIDE_THE_FINDING = "done where a finding is shown: by the extension";
const LEFT_OUT: Readonly<Record<string, string>> = {
  rules: "each finding names its rule and source",
  checkDecision: "asked where a decision is written: by the extension",
  acknowledgeFinding: BESIDE_THE_FINDING,
  withdrawAcknowledgement: BESIDE_THE_FINDING,
  disputeFinding: BESIDE_THE_FINDING,
  recordReminder: BESIDE_THE_FINDING,
  reminderText: BESIDE_THE_FINDING,
};

function namedBy(role: Role, text: string): boolean {
  return !text.startsWith("# Roles: ") || rolesOf(text).includes(role);
}

let gateway: RunningGateway;

beforeAll(async () => {
  gateway = await RunningGateway.start({ trustedOperationsOnly: true });
  const world = new World(gateway.dataSource);
  await world.unit("AO1", "HAL");
  await world.freshDistrict("HAL");
  await world.client("141338-8");
});

afterAll(() => gateway.close());

async function send(viewer: Viewer, body: object): Promise<GatewayAnswer> {
  return gateway.post(JSON.stringify(body), { authorization: `Bearer ${await gateway.token(viewer)}` });
}

const codes = ({ status, body }: GatewayAnswer): unknown => [status, ...(body.errors ?? []).map(({ extensions }) => extensions.code)];

describe("in production", () => {
  test("an operation is asked by its id", async () => {
    const { status, body } = await send(CASEWORKER, { documentId: idOf("Overlay"), variables: { keys: [{ fileNumber: "141338-8" }], language: "EN" } });
    expect([status, body]).toMatchObject([200, { data: { overlay: [{ key: { fileNumber: "141338-8" }, status: "OK" }] } }]);
  });

  test.each([["Loads", OPERATOR], ["RejectedRows", OPERATOR], ["AccessLog", OPERATOR], ["Loads", HEAD], ["AccessLog", HEAD], ["UnitFindings", HEAD], ["UnitWorklist", HEAD], ["Caseload", HEAD], ["RulePrecision", HEAD]])(
    "%s is answered to $roles",
    async (name, viewer) => {
      expect(codes(await send(viewer, { documentId: idOf(name), variables: {} }))).toEqual([200]);
    },
  );

  test("a head opens a case of the unit", async () => {
    const { body } = await send(HEAD, { documentId: idOf("UnitCase"), variables: { fileNumber: "141338-8" } });
    expect(body.data).toMatchObject({ case: { fileNumber: "141338-8", unit: "AO1" } });
  });

  test.each([["UnitFindings", CASEWORKER], ["UnitCase", CASEWORKER], ["AccessLog", CASEWORKER], ["Loads", PROVIDER], ["OpenRejectedRow", HEAD], ["RejectedRows", CONTROLLER]])(
    "%s is FORBIDDEN to $roles",
    async (name, viewer) => {
      expect(codes(await send(viewer, { documentId: idOf(name), variables: { fileNumber: "141338-8", id: "1" } }))).toEqual([403, "FORBIDDEN"]);
    },
  );

  test.each([CASEWORKER, HEAD, OPERATOR, PROVIDER])("a text of one's own is FORBIDDEN ($roles)", async (viewer) => {
    expect(codes(await send(viewer, { query: "{ viewer { subject } }" }))).toEqual([403, "FORBIDDEN"]);
  });

  test.each([CASEWORKER, HEAD, OPERATOR, PROVIDER])("nor can the schema be asked for ($roles)", async (viewer) => {
    const { body } = await send(viewer, { query: getIntrospectionQuery() });
    expect(Object.keys(body)).toEqual(["errors"]);
  });

  test.each([CONTROLLER, INTEGRATION])("a text of one's own is answered ($roles)", async (viewer) => {
    expect((await send(viewer, { query: "{ viewer { subject } }" })).body).toEqual({ data: { viewer: { subject: viewer.subject } } });
  });

  test.each([CONTROLLER, INTEGRATION])("so is the schema ($roles)", async (viewer) => {
    expect(codes(await send(viewer, { query: getIntrospectionQuery() }))).toEqual([200]);
  });

  test("even the text of a trusted operation is FORBIDDEN", async () => {
    expect(codes(await send(CASEWORKER, { query: TRUSTED[idOf("Viewer")] }))).toEqual([403, "FORBIDDEN"]);
  });

  test("an id that is not known is NOT_FOUND", async () => {
    expect(codes(await send(CASEWORKER, { documentId: `sha256:${"0".repeat(64)}` }))).toEqual([400, "NOT_FOUND"]);
  });

  test.each([["a number", 7], ["a list", ["sha256"]], ["the name of what every object has", "constructor"]])("an id that is %s is NOT_FOUND", async (_, documentId) => {
    expect(codes(await send(CASEWORKER, { documentId }))).toEqual([400, "NOT_FOUND"]);
  });

  test("an id with a text beside it is refused", async () => {
    expect(codes(await send(CASEWORKER, { documentId: idOf("Viewer"), query: "{ viewer { units } }" }))).toEqual([400, "BAD_USER_INPUT"]);
  });

  test("an id without a valid token is UNAUTHENTICATED, known or not", async () => {
    const answers = await Promise.all([idOf("Viewer"), "sha256:0"].map((documentId) => gateway.post(JSON.stringify({ documentId }))));
    expect(answers.map(codes)).toEqual([[401, "UNAUTHENTICATED"], [401, "UNAUTHENTICATED"]]);
  });

  test("variables that don't fit say neither what was sent nor what there is", async () => {
    const { body } = await send(CASEWORKER, { documentId: idOf("Overlay"), variables: { keys: [{ personalNumbr: "194002031234" }], language: "SV" } });
    expect(body.errors).toEqual([expect.objectContaining({
      message: `Variable "$keys" got invalid value at keys[0]: it does not fit its type.`, extensions: { code: "BAD_USER_INPUT" },
    })]);
  });
});

describe("outside production, too", () => {
  let open: RunningGateway;
  beforeAll(async () => {
    open = await RunningGateway.start({ trustedOperationsOnly: false });
  });
  afterAll(() => open.close());

  const SCHEMA = ["{ __schema { types { name } } }", `{ viewer { subject } ...F } fragment F on Query { type: __type(name: "Case") { name } }`];

  test.each([CASEWORKER, HEAD, OPERATOR, PROVIDER].flatMap((viewer) => SCHEMA.map((query) => ({ viewer, query }))))(
    "the schema is FORBIDDEN to $viewer.roles: $query",
    async ({ viewer, query }) => {
      expect(codes(await open.ask(viewer, query))).toEqual([403, "FORBIDDEN"]);
    },
  );

  test.each([CONTROLLER, INTEGRATION])("the schema is answered to $roles", async (viewer) => {
    expect(codes(await open.ask(viewer, getIntrospectionQuery()))).toEqual([200]);
  });

  const WRONG = [
    "{ viewr { subject } }", "{ viewer { subjct } }", "{ viewer(x: 1) { subject } }", `{ case(fileNumbr: "x") { unit } }`, "{ viewer { ... on Viewr { subject } } }",
    "query ($x: Strin) { viewer { subject } }", `{ overlay(keys: [{ fileNumbr: "x" }]) { status } }`, "{ rules { text(language: SVE) } }",
  ];

  test.each(WRONG)("%s is told without what it might have been called", async (query) => {
    const { body } = await open.ask(CASEWORKER, query);
    expect(body.errors?.map(({ extensions }) => extensions.code)).toContain("BAD_USER_INPUT");
    expect(JSON.stringify(body)).not.toMatch(/Did you mean|"viewer|"subject|fileNumber"/);
  });

  test("whoever may look into the schema is told", async () => {
    const { body } = await open.ask(CONTROLLER, WRONG[0]!);
    expect(body.errors?.[0]?.message).toContain(`Did you mean "viewer"?`);
  });
});
