import { once } from "node:events";
import { connect } from "node:net";
import { gzipSync } from "node:zlib";
import { getIntrospectionQuery } from "graphql";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { type GatewayAnswer, RunningGateway } from "./running-gateway.js";
import { CONTROLLER, HEAD, World } from "./world.js";

const PATIENCE_MS = 400;
const HONEST = `{ overlay(keys: [{ fileNumber: "141338-8" }]) { status findings { title evidence { value } } } }`;

let gateway: RunningGateway;
let token: string;
let answerBefore: GatewayAnswer["body"];

beforeAll(async () => {
  gateway = await RunningGateway.start({}, PATIENCE_MS);
  const world = new World(gateway.dataSource);
  await world.unit("AO1", "HAL");
  await world.freshDistrict("HAL");
  await world.client("141338-8");
  await world.finding("141338-8", { rule: "review.annual", variant: "" });
  token = await gateway.token(HEAD);
  answerBefore = (await gateway.ask(HEAD, HONEST)).body;
});

afterEach(async () => {
  expect((await gateway.ask(HEAD, HONEST)).body).toEqual(answerBefore);
});

afterAll(() => gateway.close());

test("the honest question has an answer", () => {
  expect(answerBefore).toMatchObject({ data: { overlay: [{ status: "OVERDUE" }] } });
});

/** Status, codes and whether it took less than a second. */
async function judged(answer: Promise<GatewayAnswer>): Promise<unknown> {
  const started = performance.now();
  const { status, body } = await answer;
  const codes = [...new Set((body.errors ?? []).map(({ extensions }) => extensions.code))];
  return [status, codes.join(), performance.now() - started < 1_000 ? "fast" : "slow"];
}

const post = (body: string, headers: Record<string, string> = {}) => gateway.post(body, { authorization: `Bearer ${token}`, ...headers });
const send = (query: string, variables: object = {}) => post(JSON.stringify({ query, variables }));

const times = (count: number, text: (at: number) => string): string => Array.from({ length: count }, (_, at) => text(at)).join(" ");
const nested = (depth: number, open: string, inside: string, close: string): string => open.repeat(depth) + inside + close.repeat(depth);
const FINDINGS = "edges { cursor node { title rule { parameters { value } } evidence { value } } }";

describe("an operation that asks for too much is refused", () => {
  test.each([
    ["a document of a hundred thousand words", `{ ${"a ".repeat(100_000)} }`],
    ["an alias flood", `{ ${times(900, (at) => `a${at}: case(fileNumber: "x") { unit }`)} }`],
    ["an alias flood further in", `{ viewer { ${times(900, (at) => `a${at}: subject`)} } }`],
    ["the same field over and over", `{ viewer { ${times(3_900, () => "subject")} } }`],
    ["51 root fields", `{ ${times(51, (at) => `a${at}: __typename`)} }`],
    ["a deep query", `{ __schema { types { ${nested(200, "ofType { ", "name", " }")} } } }`],
    ["a very deep one", nested(1_300, "{ a ", "", "}")],
    ["root fields in fragments that double each other", `{ ...F0 } ${times(60, (at) => `fragment F${at} on Query { ...F${at + 1} ...F${at + 1} }`)} fragment F60 on Query { __typename }`],
    ["the largest pages, many times", `{ ${times(3, (at) => `a${at}: findings(first: 500) { ${FINDINGS} }`)} }`],
    ["the largest overlay, many times", `query ($keys: [CaseKeyInput!]!) { ${times(9, (at) => `a${at}: overlay(keys: $keys) { findings { evidence { value } } }`)} }`],
  ])("%s", async (_, query) => {
    const keys = Array.from({ length: 200 }, () => ({ fileNumber: "x" }));
    expect(await judged(send(query, { keys }))).toEqual([400, "OPERATION_TOO_EXPENSIVE", "fast"]);
  });

  test("fragments that double each other cost what they select once", async () => {
    const doubling = times(40, (at) => `fragment F${at} on FindingConnection { ...F${at + 1} ...F${at + 1} }`);
    expect(await judged(send(`{ findings { ...F0 } } ${doubling} fragment F40 on FindingConnection { totalCount }`))).toEqual([200, "", "fast"]);
  });

  test("keys by the ten thousand", async () => {
    const keys = Array.from({ length: 11_000 }, () => ({ fileNumber: "x" }));
    expect(await judged(send("query ($keys: [CaseKeyInput!]!) { overlay(keys: $keys) { status } }", { keys })))
      .toEqual([400, "OPERATION_TOO_EXPENSIVE", "fast"]);
  });

  test("201 keys", async () => {
    const keys = Array.from({ length: 201 }, (_, at) => ({ fileNumber: String(at) }));
    expect(await judged(send("query ($keys: [CaseKeyInput!]!) { overlay(keys: $keys) { status } }", { keys })))
      .toEqual([200, "BAD_USER_INPUT", "fast"]);
  });

  test("a body of a megabyte", async () => {
    expect(await judged(send("{ viewer { subject } }", { padding: "x".repeat(1024 * 1024) }))).toEqual([413, "OPERATION_TOO_EXPENSIVE", "fast"]);
  });
});

describe("what is not one operation is refused", () => {
  const one = { query: "{ viewer { subject } }" };
  test.each<[string, string, Record<string, string>, number]>([
    ["a batch of arrays", JSON.stringify(Array.from({ length: 1_000 }, () => one)), {}, 400],
    ["an empty batch", "[]", {}, 400],
    ["brackets without end", `{"query":"{ overlay(keys: ${"[".repeat(100_000)}"}`, {}, 400],
    ["JSON that replaces prototypes", `{"query":"{ viewer { subject } }","__proto__":{"admin":true}}`, {}, 400],
    ["JSON of a hundred thousand levels that does not end", `{"variables":${"[".repeat(100_000)}`, {}, 400],
    ["multipart", "--x\r\ncontent-disposition: form-data; name=\"operations\"\r\n\r\n{}\r\n--x--", { "content-type": "multipart/form-data; boundary=x" }, 415],
    ["a form", "query=%7Bviewer%7Bsubject%7D%7D", { "content-type": "application/x-www-form-urlencoded" }, 415],
    ["plain text, as another site's page can send it", JSON.stringify(one), { "content-type": "text/plain" }, 400],
  ])("%s", async (_, body, headers, status) => {
    expect(await judged(post(body, headers))).toEqual([status, "BAD_USER_INPUT", "fast"]);
  });

  test("a compressed body is not unpacked", async () => {
    const response = await fetch(`${gateway.url}/graphql`, {
      method: "POST",
      headers: { "content-type": "application/json", "content-encoding": "gzip", authorization: `Bearer ${token}` },
      body: gzipSync(Buffer.alloc(50 * 1024 * 1024, " ")),
    });
    expect(response.status).toBe(400);
  });
});

describe("variables of a hundred thousand levels", () => {
  const deep = nested(100_000, "[", "", "]");

  test("are refused where they belong to the operation", async () => {
    const body = `{"query":"query ($keys: [CaseKeyInput!]!) { overlay(keys: $keys) { status } }","variables":{"keys":${deep}}}`;
    expect(await judged(post(body))).toEqual([400, "BAD_USER_INPUT", "fast"]);
  });

  test("do no harm where they don't", async () => {
    expect(await judged(post(`{"query":"{ viewer { subject } }","variables":{"x":${deep}}}`))).toEqual([200, "", "fast"]);
  });
});

describe("the schema", () => {
  const sendAsController = async (query: string) => gateway.post(JSON.stringify({ query }), { authorization: `Bearer ${await gateway.token(CONTROLLER)}` });

  test("asked for fifty times in one operation is answered in time", async () => {
    const full = "{ queryType { name } types { name fields { name type { name } args { name } } } }";
    expect(await judged(sendAsController(`{ ${times(50, (at) => `a${at}: __schema ${full}`)} }`))).toEqual([200, "", "fast"]);
  });

  test("asked for in circles is refused", async () => {
    const asked = `{ __schema { types { ${nested(7, "fields { type { ", "name", " } }")} } } }`;
    expect(await judged(sendAsController(asked))).toEqual([400, "OPERATION_TOO_EXPENSIVE", "fast"]);
  });

  test("as every tool asks for it is answered", async () => {
    expect(await judged(sendAsController(getIntrospectionQuery()))).toEqual([200, "", "fast"]);
  });
});

describe("a connection", () => {
  const head = (more: string): string => `POST /graphql HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${token}\r\ncontent-type: application/json\r\n${more}`;

  /** Sends the pieces and gives the status line and the code that come back before the connection is closed. */
  async function told(...pieces: (string | Buffer)[]): Promise<unknown> {
    const socket = connect(Number(new URL(gateway.url).port), "127.0.0.1");
    const received: Buffer[] = [];
    socket.on("data", (chunk: Buffer) => received.push(chunk));
    // What is still on its way when the gateway has closed comes back as a reset.
    socket.on("error", () => undefined);
    for (const piece of pieces) socket.write(piece);
    await new Promise((resolve) => socket.on("close", resolve));
    const answer = Buffer.concat(received).toString();
    return [/^HTTP\/1\.1 (\d+)/.exec(answer)?.[1], /"code":"(\w+)"/.exec(answer)?.[1]];
  }

  test("whose body never ends is cut off", async () => {
    expect(await told(head("content-length: 1000\r\n\r\n"), `{"query":`)).toEqual(["408", "BAD_USER_INPUT"]);
  });

  test("whose headers never end is cut off", async () => {
    expect(await told(head("x-slow: "))).toEqual(["408", "BAD_USER_INPUT"]);
  });

  test("with 10 MB of headers is refused", async () => {
    expect(await told(head(`x-large: ${"x".repeat(10 * 1024 * 1024)}\r\n\r\n`))).toEqual(["431", "OPERATION_TOO_EXPENSIVE"]);
  });

  test("that speaks no HTTP is refused", async () => {
    expect(await told(Buffer.from([0x16, 0x03, 0x01, 0x02, 0x00]))).toEqual(["400", "BAD_USER_INPUT"]);
  });

  test("with two lengths, to slip one request into another, is refused", async () => {
    expect(await told(head("content-length: 4\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n"))).toEqual(["400", "BAD_USER_INPUT"]);
  });

  test("that sends nothing doesn't keep the others out", async () => {
    const idle = Array.from({ length: 200 }, () => connect(Number(new URL(gateway.url).port), "127.0.0.1"));
    await Promise.all(idle.map((socket) => once(socket, "connect")));
    expect(await judged(send("{ viewer { subject } }"))).toEqual([200, "", "fast"]);
    for (const socket of idle) socket.destroy();
  });
});

describe("who reads more than the gateway gives in a minute", () => {
  let limited: RunningGateway;

  beforeAll(async () => {
    limited = await RunningGateway.start({ objectsPerMinute: 600 });
  });

  afterAll(() => limited.close());

  const page = "{ findings(first: 500) { edges { cursor } } }";

  test("is told when to come again, and the others read on", async () => {
    expect((await limited.ask(HEAD, page)).status).toBe(200);
    const { status, headers, body } = await limited.ask(HEAD, page);
    expect([status, body.errors?.map(({ extensions }) => extensions)]).toEqual([429, [{ code: "RATE_LIMITED", retryAfter: 40 }]]);
    expect(headers.get("retry-after")).toBe("40");
    expect((await limited.ask(CONTROLLER, page)).status).toBe(200);
  });
});
