import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import type { DataSource } from "typeorm";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { openDemoIssuer } from "../../gateway/access/demo-issuer.js";
import { createDataSource } from "../../gateway/database/data-source.js";
import { ingest } from "../../gateway/loading/ingest.js";
import { createLog } from "../../gateway/log.js";
import { loadCatalogue } from "../../gateway/rules/catalogue.js";
import { findingsOn, sample } from "./city.js";
import { GatewayProcess } from "./gateway-process.js";
import { createOwnDatabase, type OwnDatabase } from "./own-database.js";
import { CASEWORKER, RING, World } from "./world.js";

const AWAY_MS = 10_000;
const CALLERS = 8;
const QUERY = `{ overlay(keys: [{ fileNumber: "141338-8" }]) { key { fileNumber } status } }`;
const ANSWER = `{"data":{"overlay":[{"key":{"fileNumber":"141338-8"},"status":"OK"}]}}`;
const PATIENCE_MS = 30_000;

let database: OwnDatabase;
let dataSource: DataSource;
let dataDir: string;
let token: string;
let gateways: GatewayProcess[];

const environment = () => ({ DATABASE_URL: database.url, DATA_DIR: dataDir });

beforeAll(async () => {
  [database, dataDir] = await Promise.all([createOwnDatabase(), mkdtemp(join(tmpdir(), "overblick-faults-"))]);
  dataSource = await createDataSource(database.url).initialize();
  const world = new World(dataSource);
  await world.unit("AO1", "HAL");
  await world.freshDistrict("HAL");
  await world.client("141338-8");
  token = await (await openDemoIssuer({ dataDir, production: false })).issue(CASEWORKER);
  gateways = await Promise.all([GatewayProcess.start(environment()), GatewayProcess.start(environment())]);
});

afterAll(async () => {
  await Promise.all(gateways.map((gateway) => gateway.kill()));
  await dataSource.destroy();
  await database.remove();
  await rm(dataDir, { recursive: true });
});

/** What a caller got: the body of an answer, `lost` without one, and how long it took. */
interface Got {
  readonly what: string;
  readonly ms: number;
}

async function ask(url: string): Promise<Got> {
  const started = performance.now();
  const what = await fetch(`${url}/graphql`, {
    method: "POST",
    headers: { "content-type": "application/json", accept: "application/graphql-response+json", authorization: `Bearer ${token}` },
    body: JSON.stringify({ query: QUERY }),
    signal: AbortSignal.timeout(PATIENCE_MS),
  }).then(async (response) => (await response.text()).trim()).catch(() => "lost");
  return { what, ms: performance.now() - started };
}

/** Callers who ask one after the other until told to stop, of whatever gateway is told to them. */
class Load {
  readonly got: Got[] = [];
  private stopped = false;
  private readonly callers: Promise<void>[];

  constructor(url: () => string) {
    this.callers = Array.from({ length: CALLERS }, async () => {
      while (!this.stopped) {
        this.got.push(await ask(url()));
        await wait(20);
      }
    });
  }

  async stop(): Promise<void> {
    this.stopped = true;
    await Promise.all(this.callers);
  }

  /** Other answers than the right one. */
  get failures(): string[] {
    return this.got.flatMap(({ what }) => (what === ANSWER ? [] : [what]));
  }
}

/** Waits until all callers have had right answers again. */
async function answers(load: Load): Promise<void> {
  const before = load.got.length;
  const isAnswered = (): boolean => load.got.length >= before + 3 * CALLERS && load.got.slice(-CALLERS).every(({ what }) => what === ANSWER);
  await vi.waitUntil(isAnswered, { timeout: 30_000 });
}

async function entries(): Promise<number> {
  const [row] = await dataSource.query<{ count: string }[]>("SELECT count(*) FROM access_log");
  return Number(row?.count);
}

describe("the database is stopped for ten seconds under load", () => {
  let load: Load;
  let whileAway: unknown[];
  let afterwards: unknown;
  let entriesBefore: number;

  beforeAll(async () => {
    entriesBefore = await entries();
    load = new Load(() => gateways[0]!.url);
    await answers(load);
    await database.stop();
    const stopped = performance.now();
    const health = await fetch(`${gateways[0]!.url}/health`);
    whileAway = [health.status, ...(await Promise.all(gateways.map((gateway) => gateway.ready())))];
    await wait(AWAY_MS - (performance.now() - stopped));
    await database.start();
    await answers(load);
    afterwards = await Promise.all(gateways.map((gateway) => gateway.ready()));
    await load.stop();
  });

  test("the gateways live on, and say that they are not ready", () => {
    expect(whileAway).toEqual([200, [503, { ready: false, waitsFor: "database" }], [503, { ready: false, waitsFor: "database" }]]);
  });

  test("they are ready again by themselves", () => {
    expect(afterwards).toMatchObject([[200, { ready: true }], [200, { ready: true }]]);
    expect(gateways.map(({ alive }) => alive)).toEqual([true, true]);
  });

  test("whoever asked meanwhile got an error without detail, soon", () => {
    expect(load.failures.length).toBeGreaterThan(CALLERS);
    expect(load.failures.filter((body) => !/^\{"errors":\[\{"message":"Something went wrong in the gateway\.[^"]*",.*"code":"INTERNAL_SERVER_ERROR","id":"[\da-f-]{36}"\}\}\](,"data":null)?\}$/.test(body))).toEqual([]);
    expect(Math.max(...load.got.map(({ ms }) => ms))).toBeLessThan(12_000);
  });

  test("no answer went out without its entry in the access log", async () => {
    expect((await entries()) - entriesBefore).toBeGreaterThanOrEqual(load.got.length - load.failures.length);
  });
});

describe("one of two gateways is killed under load", () => {
  let load: Load;
  let entriesBefore: number;

  beforeAll(async () => {
    entriesBefore = await entries();
    // As a load balancer does: whoever lives is asked.
    load = new Load(() => (gateways[0]!.alive ? gateways[0]! : gateways[1]!).url);
    await answers(load);
    await gateways[0]!.kill();
    await answers(load);
    gateways[0] = await GatewayProcess.start(environment());
    await answers(load);
    await load.stop();
  });

  test("the other answers, and the killed one when it is started again", async () => {
    expect((await ask(gateways[0]!.url)).what).toBe(ANSWER);
  });

  test("only what was under way in it is lost", () => {
    expect(load.failures.filter((what) => what !== "lost")).toEqual([]);
    expect(load.failures.length).toBeLessThanOrEqual(2 * CALLERS);
  });

  test("no answer went out without its entry in the access log", async () => {
    expect((await entries()) - entriesBefore).toBeGreaterThanOrEqual(load.got.length - load.failures.length);
  });
});

describe("the database is stopped while a night is loaded", () => {
  const NIGHT = sample("skh-2012-06/night1");
  let outcome: unknown;
  let loads: Promise<unknown>;

  const load = () => ingest(
    { dataSource, catalogue: loadCatalogue(), ring: RING, log: createLog({ logLevel: "silent" }), today: "2022-11-30" },
    { paths: [NIGHT], force: false, accept: [] },
  );

  beforeAll(async () => {
    loads = load().then(() => "loaded", () => "failed");
    await vi.waitUntil(async () => (await dataSource.query<unknown[]>("SELECT FROM load WHERE status = 'LOADED' AND district = 'SKH'")).length > 2, { timeout: 20_000, interval: 5 });
    await database.stop();
    outcome = await loads;
    await database.start();
  });

  test("the load fails", () => {
    expect(outcome).toBe("failed");
  });

  test("run again it loads the rest, and nothing is half there", async () => {
    const { files } = await load();
    expect(new Set(files.map(({ status }) => status))).toEqual(new Set(["UNCHANGED", "LOADED"]));
    const found = await findingsOn(dataSource, "2012-06-14");
    expect(found.filter(({ kind }) => kind === "REVIEW_DUE").length).toBe(36);
  });
});
