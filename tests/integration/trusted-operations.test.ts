import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { getIntrospectionQuery, parse, validate } from "graphql";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Viewer } from "../../gateway/access/viewer.js";
import { projectRoot } from "../../gateway/project-root.js";
import { createSchema } from "../../gateway/resolvers/schema.js";
import { type GatewayAnswer, RunningGateway } from "./running-gateway.js";
import { CASEWORKER, CONTROLLER, HEAD, World } from "./world.js";

const INTEGRATION: Viewer = { subject: "integration", roles: ["INTEGRATION"], units: null };
const OPERATOR: Viewer = { subject: "operator", roles: ["OPERATOR"], units: null };
const PROVIDER: Viewer = { subject: "UTF1", roles: ["PROVIDER"], units: [] };

const TRUSTED = JSON.parse(readFileSync(join(projectRoot(), "schema/trusted-operations.json"), "utf8")) as Record<string, string>;

function idOf(name: string): string {
  return Object.entries(TRUSTED).find(([, text]) => text.startsWith(`query ${name}`))![0];
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
  test("has the extension's operations, and no other", async () => {
    expect(Object.values(TRUSTED).sort()).toEqual((await builtIn()).sort());
  });

  test("names each by the hash of its document", () => {
    expect(Object.keys(TRUSTED)).toEqual(Object.values(TRUSTED).map((text) => `sha256:${createHash("sha256").update(text).digest("hex")}`));
  });

  test.each(Object.values(TRUSTED))("%s fits the schema", (text) => {
    expect(validate(createSchema(), parse(text))).toEqual([]);
  });
});

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
    const { status, body } = await send(CASEWORKER, { documentId: idOf("Overlay"), variables: { keys: [{ fileNumber: "141338-8" }] } });
    expect([status, body]).toMatchObject([200, { data: { overlay: [{ key: { fileNumber: "141338-8" }, status: "OK" }] } }]);
  });

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
    const { body } = await send(CASEWORKER, { documentId: idOf("Overlay"), variables: { keys: [{ personalNumbr: "194002031234" }] } });
    expect(body.errors).toEqual([expect.objectContaining({
      message: `Variable "$keys" got invalid value at keys[0]: it does not fit its type.`, extensions: { code: "BAD_USER_INPUT" },
    })]);
  });
});
