import { randomInt } from "node:crypto";
import { once } from "node:events";
import { copyFile, mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { type ClientRequest, request } from "node:http";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import type { DataSource } from "typeorm";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { openDemoIssuer } from "../../gateway/access/demo-issuer.js";
import { createDataSource } from "../../gateway/database/data-source.js";
import type { IngestReport } from "../../gateway/loading/report.js";
import { openCity, sample } from "./city.js";
import { CompiledProcess } from "./compiled-process.js";
import { createTestDatabase, type TestDatabase } from "./database.js";
import { loadedState } from "./loaded-state.js";
import { createOwnDatabase, type OwnDatabase } from "./own-database.js";

const NIGHT = join(sample("hal-2022-11"), "night1");
const RECEIPT = join(sample("hal-2022-11"), "providers", "GPLAN_U205_20221129.xlsx");
const PATIENCE = { timeout: 60_000, interval: 50 };
const KILLS = 3;

/** What one undisturbed load of the night gives. */
let wanted: Record<string, string[]>;
let names: string[];
let database: TestDatabase;
let dataSource: DataSource;
let folder: string;
let started: CompiledProcess[];

beforeAll(async () => {
  names = (await readdir(NIGHT)).sort();
  const city = await openCity();
  await city.load([NIGHT]);
  wanted = await loadedState(city.dataSource);
  await city.close();
});

beforeEach(async () => {
  database = await createTestDatabase();
  dataSource = await createDataSource(database.url).initialize();
  folder = await mkdtemp(join(tmpdir(), "overblick-once-"));
  started = [];
});
afterEach(async () => {
  for (const each of started) await each.killAll();
  await dataSource.destroy();
  await database.drop();
  await rm(folder, { recursive: true });
});

function start(command: string, parameters: readonly string[] = [], environment: NodeJS.ProcessEnv = {}): CompiledProcess {
  const url = environment["DATABASE_URL"] ?? database.url;
  const child = CompiledProcess.start(command, parameters, { DATABASE_URL: url, DATA_DIR: folder, INBOX_QUIET_SECONDS: "1", ...environment });
  started.push(child);
  return child;
}

async function dropInto(inbox: string, ...paths: string[]): Promise<void> {
  for (const path of paths) await copyFile(path, join(inbox, basename(path)));
}

function night(): string[] {
  return names.map((name) => join(NIGHT, name));
}

async function waiting(inbox: string): Promise<string[]> {
  return (await readdir(inbox, { withFileTypes: true })).filter((entry) => entry.isFile()).map(({ name }) => name);
}

async function allDone(inbox: string): Promise<void> {
  await vi.waitUntil(async () => (await waiting(inbox)).length === 0, PATIENCE);
}

/** How often each file was loaded, and met again. */
async function statuses(): Promise<Record<string, number>> {
  const rows = await dataSource.query<{ status: string; count: number }[]>("SELECT status, count(*)::int FROM load GROUP BY status ORDER BY status");
  return Object.fromEntries(rows.map(({ status, count }) => [status, count]));
}

test("two loaders at the same time load each file once, and the second one says so", async () => {
  const loaders = [start("ingest", [NIGHT]), start("ingest", [NIGHT])];
  const reports = await Promise.all(loaders.map(async (loader) => JSON.parse(await loader.output()) as IngestReport));
  expect(await Promise.all(loaders.map(({ ended }) => ended))).toEqual([0, 0]);
  const told = reports.map(({ files }) => [...new Set(files.map(({ status }) => status))].join()).sort();
  expect(told).toEqual(["LOADED", "UNCHANGED"]);
  expect(await statuses()).toEqual({ LOADED: 9, UNCHANGED: 9 });
  expect(await loadedState(dataSource)).toEqual(wanted);
});

describe("by several ways in at once", () => {
  test("a night is loaded once", async () => {
    const inbox = await mkdtemp(join(folder, "inbox-"));
    const gateways = [start("gateway", [], { INBOX: inbox }), start("gateway", [], { INBOX: inbox })];
    await Promise.all(gateways.map((gateway) => gateway.url()));
    await dropInto(inbox, ...night());
    const ingests = [start("ingest", [NIGHT]), start("ingest", [NIGHT])];
    expect(await Promise.all(ingests.map(({ ended }) => ended))).toEqual([0, 0]);
    await allDone(inbox);
    expect(await statuses()).toEqual({ LOADED: 9, UNCHANGED: 18 });
    expect((await readdir(join(inbox, "done"))).filter((name) => !name.endsWith(".report.json")).sort()).toEqual(names);
    expect(await loadedState(dataSource)).toEqual(wanted);
  });

  test("a provider's receipts are loaded once", async () => {
    const inbox = await mkdtemp(join(folder, "inbox-"));
    expect(await start("ingest", [NIGHT]).ended).toBe(0);
    const gateway = start("gateway", [], { INBOX: inbox });
    const url = await gateway.url();
    await dropInto(inbox, RECEIPT);
    const [answer, code] = await Promise.all([upload(url, RECEIPT), start("ingest", [RECEIPT]).ended]);
    expect([answer.status, code]).toEqual([200, 0]);
    await allDone(inbox);
    expect(await dataSource.query("SELECT status, count(*)::int FROM load WHERE type = 'GPLAN' GROUP BY status ORDER BY status"))
      .toEqual([{ status: "LOADED", count: 1 }, { status: "UNCHANGED", count: 2 }]);
    expect(await dataSource.query("SELECT count(*)::int FROM plan_receipt")).toEqual([{ count: 1 }]);
  });
});

async function authorization(): Promise<string> {
  const issuer = await openDemoIssuer({ dataDir: folder, production: false });
  return `Bearer ${await issuer.issue({ subject: "U205", roles: ["PROVIDER"], units: [], provider: "U205" })}`;
}

async function upload(url: string, path: string): Promise<Response> {
  return fetch(`${url}/upload?name=${basename(path)}`, { method: "POST", headers: { authorization: await authorization() }, body: await readFile(path) });
}

describe("an upload", () => {
  let url: string;
  let gateway: CompiledProcess;
  let sent: ClientRequest;

  beforeEach(async () => {
    gateway = start("gateway");
    url = await gateway.url();
    const headers = { authorization: await authorization(), "content-length": "1000000" };
    sent = request(`${url}/upload?name=${basename(RECEIPT)}`, { method: "POST", headers, agent: false });
    sent.on("error", () => undefined);
    sent.write("PK");
    await vi.waitUntil(async () => (await gateway.children()).length > 0, PATIENCE);
  });

  test("whose loader is killed is told as failed; nothing of it is loaded, and it can be sent again", async () => {
    const [loader] = await gateway.children();
    process.kill(loader!, "SIGKILL");
    const [{ statusCode }] = (await once(sent, "response")) as [{ statusCode: number }];
    sent.destroy();
    expect([statusCode, await statuses()]).toEqual([500, {}]);
    expect((await upload(url, RECEIPT)).status).toBe(200);
  });

  test("that is broken off leaves no process behind, and nothing loaded", async () => {
    sent.destroy();
    await vi.waitUntil(async () => (await gateway.children()).length === 0, PATIENCE);
    expect(await statuses()).toEqual({});
  });

  test("that dies with its gateway leaves nothing loaded", async () => {
    await gateway.killAll();
    expect(await statuses()).toEqual({});
    expect((await upload(await start("gateway").url(), RECEIPT)).status).toBe(200);
  });
});

describe("a gateway that watches an inbox", () => {
  let inbox: string;

  beforeEach(async () => {
    inbox = await mkdtemp(join(folder, "inbox-"));
  });

  test(`killed ${KILLS} times at random points with its loader, it ends as an undisturbed one`, async () => {
    await dropInto(inbox, ...night());
    const points: number[] = [];
    for (let at = 0; at < KILLS; at += 1) {
      const gateway = start("gateway", [], { INBOX: inbox });
      // When the first file of this time is through, and the others or their moves are under way.
      await gateway.logs('"load":');
      const point = randomInt(0, 1_000);
      points.push(point);
      const timer = setTimeout(() => void gateway.killAll(), point);
      await gateway.ended;
      clearTimeout(timer);
      if ((await waiting(inbox)).length === 0) break;
    }
    start("gateway", [], { INBOX: inbox });
    await allDone(inbox);
    expect(await loadedState(dataSource), `killed after ${points.join(", ")} ms`).toEqual(wanted);
    expect((await statuses())["LOADED"]).toBe(9);
  }, 120_000);

  test("stopped while it loads, it ends soon and well, and the next one goes on", async () => {
    await dropInto(inbox, ...night());
    const gateway = start("gateway", [], { INBOX: inbox });
    await gateway.logs('"msg":"LOADED');
    gateway.signal("SIGTERM");
    expect(await gateway.ended).toBe(0);
    expect((await waiting(inbox)).sort()).toEqual(names);
    start("gateway", [], { INBOX: inbox });
    await allDone(inbox);
    expect(await loadedState(dataSource)).toEqual(wanted);
  });
});

describe("a database that is restarted while the inbox is loaded", () => {
  let own: OwnDatabase;

  beforeAll(async () => {
    own = await createOwnDatabase();
  });
  afterAll(() => own.remove());

  test("is loaded to the end by itself", async () => {
    const inbox = await mkdtemp(join(folder, "inbox-"));
    const gateway = start("gateway", [], { INBOX: inbox, DATABASE_URL: own.url });
    await gateway.url();
    await dropInto(inbox, ...night());
    await gateway.logs('"msg":"LOADED');
    await own.stop();
    await gateway.logs("the inbox could not be loaded");
    await own.start();
    await allDone(inbox);
    const restarted = await createDataSource(own.url).initialize();
    expect(await loadedState(restarted)).toEqual(wanted);
    await restarted.destroy();
  });
});
