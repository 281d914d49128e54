import { request as httpRequest, type IncomingMessage } from "node:http";
import { once } from "node:events";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import type { Viewer } from "../../gateway/access/viewer.js";
import { INTEGRATION } from "./feed-town.js";
import { RunningGateway } from "./running-gateway.js";
import { runStatement } from "./statement.js";
import { CASEWORKER, CONTROLLER, World } from "./world.js";

const CLIENTS = 60_000;
/** Of one page. */
const PAGE = 2_000;
const PROTECTED = "7-1";

let gateway: RunningGateway;
/** Everything, read once. */
let whole: Response;
let lines: Line[];

beforeAll(async () => {
  gateway = await RunningGateway.start();
  const world = new World(gateway.dataSource);
  const load = await world.load();
  await world.insert("fact_commit", { kind: "LOAD", known_from: "2022-11-29", load_id: load });
  await gateway.dataSource.query(
    `INSERT INTO client (opened_in, load_id, line, delivered_by, delivered_on, known_from, file_number, unit_code, protection, number_kind)
     SELECT 1, $1, n, 'HAL', '2022-11-29', '2022-11-29', n || '-1', 'AO1', CASE WHEN n = 7 THEN 1 ELSE 0 END, 'PERSONAL'
     FROM generate_series(1, $2::int) AS n`,
    [load, CLIENTS],
  );
  await gateway.dataSource.query("SELECT take_statistics('client')");
  whole = await get(CONTROLLER);
  lines = linesOf(await whole.text());
});

afterAll(() => gateway.close());

interface Line {
  readonly cursor: string;
  readonly sequence: string;
  readonly type: string;
  readonly key: string;
  readonly operation: string;
  readonly fact: Readonly<Record<string, unknown>> | null;
}

async function get(viewer: Viewer | null, query = ""): Promise<Response> {
  const headers: Record<string, string> = viewer ? { authorization: `Bearer ${await gateway.token(viewer)}` } : {};
  return fetch(`${gateway.url}/changes.ndjson${query}`, { headers });
}

function linesOf(text: string): Line[] {
  return text.split("\n").filter((line) => line !== "").map((line) => JSON.parse(line) as Line);
}

async function entries(): Promise<{ subject: string; operations: string[]; persons: number }[]> {
  return gateway.dataSource.query("SELECT subject, operations, cardinality(file_numbers) AS persons FROM access_log ORDER BY id");
}

describe("the lines", () => {
  test("are all changes, each once and in order, as GraphQL tells them, and each with the cursor after it", async () => {
    expect([whole.status, whole.headers.get("content-type"), whole.headers.get("cache-control")]).toEqual([200, "application/x-ndjson", "no-store"]);
    expect(lines).toHaveLength(CLIENTS - 1);
    expect(lines.every(({ sequence }, at) => at === 0 || sequence > lines[at - 1]!.sequence)).toBe(true);
    expect(lines.some(({ key }) => key === PROTECTED)).toBe(false);
    const { body } = await gateway.ask(CONTROLLER, "query ($after: String) { changes(after: $after) { edges { cursor node { sequence type key operation knownFrom load fact } } } }", { after: lines.at(-3)!.cursor });
    const { edges } = (body.data as { changes: { edges: { cursor: string; node: object }[] } }).changes;
    expect(edges.map(({ cursor, node }) => ({ cursor, ...node }))).toEqual(lines.slice(-2));
  });

  test("go on after a cursor, and are none when nothing has changed", async () => {
    const rest = await get(CONTROLLER, `?types=CLIENT&after=${lines.at(-2)!.cursor}`);
    expect(linesOf(await rest.text()).map(({ sequence }) => sequence)).toEqual([lines.at(-1)!.sequence]);
    const none = await get(CONTROLLER, `?types=CLIENT&after=${lines.at(-1)!.cursor}`);
    expect([none.status, await none.text()]).toEqual([200, ""]);
  });

  test("are of the types that are asked, with commas or one by one", async () => {
    expect(await (await get(CONTROLLER, "?types=UNIT,ORDER")).text()).toBe("");
    expect(await (await get(CONTROLLER, "?types=UNIT&types=ORDER")).text()).toBe("");
  });

  test("hold pseudonyms for an integration", async () => {
    const stream = await open(INTEGRATION);
    const [part] = (await once(stream, "data")) as [Buffer];
    stream.destroy();
    expect(part.toString()).toMatch(/^{"cursor":"[\w-]+","sequence":"\d{25}","type":"CLIENT","key":"([\w-]{22})","operation":"ADDED","knownFrom":"2022-11-29","load":"1","fact":{"personKey":"\1","unit":"AO1",/);
    expect(part.toString()).not.toMatch(/fileNumber|"\d+-1"/);
  });
});

describe("an error is JSON with a code of contract 4", () => {
  test.each<[string, Viewer | null, string, number, string]>([
    ["without a token", null, "", 401, "UNAUTHENTICATED"],
    ["for another role", CASEWORKER, "", 403, "FORBIDDEN"],
    ["for a type that was not granted", { ...INTEGRATION, feed: { types: ["UNIT"], districts: null, pseudonyms: "x" } }, "?types=CLIENT", 403, "FORBIDDEN"],
    ["for a type that there is not", CONTROLLER, "?types=PERSON", 400, "BAD_USER_INPUT"],
    ["for no cursor", CONTROLLER, "?after=x", 400, "BAD_USER_INPUT"],
    ["for two cursors", CONTROLLER, "?after=x&after=y", 400, "BAD_USER_INPUT"],
  ])("%s", async (_, viewer, query, status, code) => {
    const response = await get(viewer, query);
    const { errors } = (await response.json()) as { errors: { extensions: { code: string } }[] };
    expect([response.status, errors[0]!.extensions.code]).toEqual([status, code]);
  });

  test("for a purpose that is no id", async () => {
    const response = await fetch(`${gateway.url}/changes.ndjson`, {
      headers: { authorization: `Bearer ${await gateway.token(CONTROLLER)}`, "x-overblick-purpose": "about Anna" },
    });
    expect(response.status).toBe(400);
  });

  test("for a HEAD, which would read everything to throw it away", async () => {
    const response = await fetch(`${gateway.url}/changes.ndjson`, { method: "HEAD", headers: { authorization: `Bearer ${await gateway.token(CONTROLLER)}` } });
    expect(response.status).toBe(404);
  });

  test("for a token that is none", async () => {
    const response = await fetch(`${gateway.url}/changes.ndjson`, { headers: { authorization: "Bearer x" } });
    expect([response.status, response.headers.get("www-authenticate")]).toEqual([401, "Bearer"]);
  });
});

describe("the access log", () => {
  test("has every page with whose data it is", async () => {
    await (await get({ ...CONTROLLER, subject: "LOGGED" }, `?after=${lines.at(-2_501)!.cursor}`)).text();
    expect((await entries()).filter(({ subject }) => subject === "LOGGED")).toEqual([
      { subject: "LOGGED", operations: ["changes"], persons: PAGE }, { subject: "LOGGED", operations: ["changes"], persons: 500 },
    ]);
  });

  test("is there before the answer: without it there is none", async () => {
    const counted = await gateway.internalErrors();
    await runStatement(gateway.databaseUrl, "REVOKE INSERT ON access_log FROM overblick_app");
    const response = await get(CONTROLLER);
    const { errors } = (await response.json()) as { errors: { extensions: { code: string; id: string } }[] };
    expect([response.status, errors[0]!.extensions.code]).toEqual([500, "INTERNAL_SERVER_ERROR"]);
    expect(await gateway.internalErrors()).toBe(counted + 1);
    await runStatement(gateway.databaseUrl, GRANT);
  });

  test("cuts the answer off when it can no longer be written", async () => {
    const counted = await gateway.internalErrors();
    const stream = await open(CONTROLLER);
    await once(stream, "readable");
    await runStatement(gateway.databaseUrl, "REVOKE INSERT ON access_log FROM overblick_app");
    await expect(textOf(stream)).rejects.toMatchObject({ code: "ECONNRESET" });
    await runStatement(gateway.databaseUrl, GRANT);
    expect(gateway.logged.filter((line) => line.includes("ACCESS_LOG_NOT_WRITTEN"))).not.toEqual([]);
    expect(await gateway.internalErrors()).toBe(counted + 1);
  });
});

const GRANT = "GRANT INSERT (subject, roles, remote_address, operations, operation_name, purpose, file_numbers) ON access_log TO overblick_app";

/** A stream that is not read yet. */
async function open(viewer: Viewer): Promise<IncomingMessage> {
  const sent = httpRequest(`${gateway.url}/changes.ndjson`, { headers: { authorization: `Bearer ${await gateway.token(viewer)}` } });
  sent.end();
  const [response] = (await once(sent, "response")) as [IncomingMessage];
  return response;
}

async function textOf(stream: IncomingMessage): Promise<string> {
  let text = "";
  for await (const chunk of stream.setEncoding("utf8")) text += chunk as string;
  return text;
}

async function pagesRead(subject: string): Promise<number> {
  return (await entries()).filter((entry) => entry.subject === subject).length;
}

describe("a client", () => {
  test("that does not read is not read ahead of: what waits is what connection and stream hold", async () => {
    const stream = await open({ ...CONTROLLER, subject: "SLOW" });
    await once(stream, "readable");
    const pages = await settled(() => pagesRead("SLOW"));
    expect(pages).toBeLessThan(CLIENTS / PAGE - 5);
    expect(linesOf(await textOf(stream))).toHaveLength(CLIENTS - 1);
    expect(await pagesRead("SLOW")).toBe(CLIENTS / PAGE);
  });

  test("that goes away lets go of everything", async () => {
    const stream = await open({ ...CONTROLLER, subject: "GONE" });
    await once(stream, "readable");
    stream.destroy();
    const pages = await settled(() => pagesRead("GONE"));
    expect(pages).toBeLessThan(CLIENTS / PAGE);
    await vi.waitFor(() => expect(busyConnections()).toBe(0));
  });

  test("has four streams at a time, and another when one has ended", async () => {
    const viewer = { ...CONTROLLER, subject: "MANY" };
    const streams = await Promise.all([1, 2, 3, 4].map(() => open(viewer)));
    const refused = await get(viewer);
    expect([refused.status, refused.headers.get("retry-after")]).toEqual([429, "30"]);
    expect((await get({ ...CONTROLLER, subject: "OTHER" }, "?types=UNIT")).status).toBe(200);
    for (const stream of streams) stream.destroy();
    await vi.waitFor(async () => expect((await get(viewer, "?types=UNIT")).status).toBe(200));
  });
});

describe("what one subject may read in a minute", () => {
  let small: RunningGateway;
  beforeAll(async () => {
    small = await RunningGateway.start({ objectsPerMinute: 2 * PAGE });
  });
  afterAll(() => small.close());

  test("is taken by the pages of streams as by those of changes", async () => {
    const read = async (): Promise<Response> => fetch(`${small.url}/changes.ndjson`, { headers: { authorization: `Bearer ${await small.token(CONTROLLER)}` } });
    expect([(await read()).status, (await read()).status]).toEqual([200, 200]);
    const refused = await read();
    const { errors } = (await refused.json()) as { errors: { extensions: { code: string } }[] };
    expect([refused.status, errors[0]!.extensions.code, refused.headers.get("retry-after")]).toEqual([429, "RATE_LIMITED", expect.stringMatching(/^[1-9]\d*$/)]);
    expect((await small.ask(CONTROLLER, "{ changes(first: 500) { edges { cursor } } }")).status).toBe(429);
    expect((await small.ask({ ...CONTROLLER, subject: "OTHER" }, "{ changes(first: 500) { edges { cursor } } }")).status).toBe(200);
  });
});

function busyConnections(): number {
  const { master } = gateway.dataSource.driver as unknown as { master: { totalCount: number; idleCount: number } };
  return master.totalCount - master.idleCount;
}

/** A number when it has stopped growing. */
async function settled(count: () => Promise<number>): Promise<number> {
  for (let before = await count(), same = 0; ;) {
    const now = await count();
    same = now === before ? same + 1 : 0;
    if (same === 20) return now;
    before = now;
  }
}
