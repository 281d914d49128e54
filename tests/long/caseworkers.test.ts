import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import type { DataSource } from "typeorm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type DemoIssuer, openDemoIssuer } from "../../gateway/access/demo-issuer.js";
import { createDataSource } from "../../gateway/database/data-source.js";
import { ingest } from "../../gateway/loading/ingest.js";
import { createLog } from "../../gateway/log.js";
import { loadTrustedOperations } from "../../gateway/operations/trusted-operations.js";
import { projectRoot } from "../../gateway/project-root.js";
import { loadCatalogue } from "../../gateway/rules/catalogue.js";
import { sample } from "../integration/city.js";
import { createOwnDatabase, type OwnDatabase } from "../integration/own-database.js";
import { KEYS, RING } from "../integration/world.js";

/*
 * npm run test:long: 300 caseworkers leaf through lists and open cases, each with a token of their own, of a compiled
 * gateway with the sample loaded. LONG_SECONDS (300) says for how long, LONG_CASEWORKERS (300) how many they are.
 */
const SECONDS = Number(process.env["LONG_SECONDS"] ?? 300);
const CASEWORKERS = Number(process.env["LONG_CASEWORKERS"] ?? 300);
/** A page is looked at for three seconds, give or take two. */
const LEAST_LOOK_MS = 1_000;
const MOST_LOOK_MS = 5_000;
const ROWS_OF_A_PAGE = 50;
/** Every how many pages a case is opened. */
const PAGES_TO_A_CASE = 5;

const CASE = "query Case($fileNumber: String!) { case(fileNumber: $fileNumber) { fileNumber unit status decisions { id orders { id } } findings { id title } } }";

/** A caseworker with the clients of the unit. */
interface Caseworker {
  readonly subject: string;
  readonly unit: string;
  readonly fileNumbers: readonly string[];
}

let database: OwnDatabase;
let dataSource: DataSource;
let dataDir: string;
let gateway: ChildProcess;
let url: string;
let issuer: DemoIssuer;
let caseworkers: readonly Caseworker[];

const took: number[] = [];
const faults: string[] = [];
/** Resident memory of the gateway in MB, once a second. */
const memory: number[] = [];

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "overblick-long-"));
  database = await createOwnDatabase();
  dataSource = await createDataSource(database.url).initialize();
  await ingest(
    { dataSource, catalogue: loadCatalogue(), ring: RING, log: createLog({ logLevel: "silent" }), today: "2022-11-30" },
    { paths: [sample("hal-2022-11")], force: false, accept: [] },
  );
  caseworkers = await caseworkersOf(dataSource);
  gateway = spawn(process.execPath, [join(projectRoot(), "dist/gateway/commands/gateway.js")], {
    env: { ...process.env, ...KEYS, DATABASE_URL: database.url, DATA_DIR: dataDir, PORT: "0", TODAY: "2022-11-30", NODE_ENV: "test", LOG_LEVEL: "warn" },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [printed] = (await once(gateway.stdout!, "data")) as [Buffer];
  url = printed.toString().trim();
  issuer = await openDemoIssuer({ dataDir, production: false });
});

afterAll(async () => {
  const ended = once(gateway, "exit");
  gateway.kill("SIGTERM");
  await ended;
  await dataSource.destroy();
  await database.remove();
  await rm(dataDir, { recursive: true });
});

async function caseworkersOf(source: DataSource): Promise<Caseworker[]> {
  const units = await source.query<{ unit: string; fileNumbers: string[] }[]>(
    `SELECT coalesce(answering_unit, client.unit_code) AS unit, array_agg(file_number ORDER BY file_number) AS "fileNumbers"
     FROM client LEFT JOIN unit_answering a ON a.unit_code = client.unit_code AND a.day_from <= '2022-11-30' AND a.day_to > '2022-11-30'
     WHERE client.known_to IS NULL GROUP BY 1 ORDER BY 1`,
  );
  return Array.from({ length: CASEWORKERS }, (_, at) => ({ subject: `HAND${at}`, ...units[at % units.length]! }));
}

async function send(token: string, body: object): Promise<void> {
  const started = performance.now();
  const response = await fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json", accept: "application/graphql-response+json", authorization: `Bearer ${token}` },
    body: JSON.stringify(body),
  });
  const text = await response.text();
  took.push(performance.now() - started);
  if (response.status !== 200 || text.includes(`"errors"`)) faults.push(`${response.status} ${text.slice(0, 200)}`);
}

/** Pages of the unit's list, one after the other, and now and then a case. */
async function work({ subject, unit, fileNumbers }: Caseworker, until: number): Promise<void> {
  const token = await issuer.issue({ subject, roles: ["CASEWORKER"], units: [unit] });
  const [overlayId] = [...loadTrustedOperations()].find(([, { name }]) => name === "Overlay")!;
  await wait(Math.random() * MOST_LOOK_MS);
  for (let page = 0; Date.now() < until; page += 1) {
    const from = (page * ROWS_OF_A_PAGE) % fileNumbers.length;
    const shown = fileNumbers.slice(from, from + ROWS_OF_A_PAGE);
    await send(token, { documentId: overlayId, variables: { keys: shown.map((fileNumber) => ({ fileNumber })), language: "SV" } });
    if (page % PAGES_TO_A_CASE === 0) await send(token, { query: CASE, variables: { fileNumber: shown[0] } });
    await wait(LEAST_LOOK_MS + Math.random() * (MOST_LOOK_MS - LEAST_LOOK_MS));
  }
}

async function watchMemory(until: number): Promise<void> {
  while (Date.now() < until) {
    const status = await readFile(`/proc/${gateway.pid}/status`, "utf8");
    memory.push(Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1]) / 1024);
    await wait(1_000);
  }
}

function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]!;
}

test(`${CASEWORKERS} caseworkers work for ${SECONDS} seconds`, async () => {
  const until = Date.now() + SECONDS * 1_000;
  await Promise.all([watchMemory(until), ...caseworkers.map((caseworker) => work(caseworker, until))]);
  const perSecond = took.length / SECONDS;
  process.stdout.write(
    `${took.length} operations, ${perSecond.toFixed(0)} a second; p50 ${quantile(took, 0.5).toFixed(0)} ms, p99 ${quantile(took, 0.99).toFixed(0)} ms; ` +
      `memory ${memory[0]!.toFixed(0)} MB at first, ${quantile(settled().early, 0.5).toFixed(0)} MB settled, ${quantile(settled().late, 0.5).toFixed(0)} MB at the end\n`,
  );
  expect(took.length).toBeGreaterThan(CASEWORKERS * (SECONDS / 10));
});

test("no operation failed", () => {
  expect(faults.slice(0, 5)).toEqual([]);
});

/** The seconds after the first minute, or the first third of a shorter run: those at once after it, and the last ones. */
function settled(): { early: number[]; late: number[] } {
  const after = memory.slice(Math.min(60, Math.floor(memory.length / 3)));
  const part = Math.ceil(after.length / 4);
  return { early: after.slice(0, part), late: after.slice(-part) };
}

test("the gateway's memory does not grow after the first minute", () => {
  const { early, late } = settled();
  expect(quantile(late, 0.5)).toBeLessThan(quantile(early, 0.5) * 1.1 + 20);
});
