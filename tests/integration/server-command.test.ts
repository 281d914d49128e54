import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { chmod, mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { createConnection, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import type { DataSource } from "typeorm";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { openDemoIssuer } from "../../gateway/access/demo-issuer.js";
import { createDataSource } from "../../gateway/database/data-source.js";
import { projectRoot } from "../../gateway/project-root.js";
import { createTestDatabase, type TestDatabase } from "./database.js";
import { CASEWORKER, KEYS, TODAY } from "./world.js";

/** Other test files use the same server. */
const WAITING = `SELECT FROM pg_locks JOIN pg_database ON pg_database.oid = pg_locks.database
  WHERE NOT granted AND datname = current_database()`;

let database: TestDatabase;
let dataSource: DataSource;
let dataDir: string;
let command: ChildProcess;

beforeEach(async () => {
  database = await createTestDatabase();
  dataSource = await createDataSource(database.url).initialize();
  dataDir = await mkdtemp(join(tmpdir(), "overblick-command-"));
  // The embedded server of root runs as another account.
  await chmod(dataDir, 0o755);
});

afterEach(async () => {
  command.kill("SIGKILL");
  await dataSource.destroy();
  await database.drop();
  await rm(dataDir, { recursive: true });
});

/** Runs `npm run gateway` and gives the address that it prints. */
async function run(environment: NodeJS.ProcessEnv = {}): Promise<string> {
  const parameters = ["--import", "@swc-node/register/esm-register", join(projectRoot(), "gateway", "commands", "gateway.ts")];
  const env = { ...process.env, DATABASE_URL: database.url, DATA_DIR: dataDir, PORT: "0", TODAY, NODE_ENV: "test", ...environment };
  command = spawn(process.execPath, parameters, { env, stdio: ["ignore", "pipe", "pipe"] });
  const [printed] = (await once(command.stdout!, "data")) as [Buffer];
  return printed.toString().trim();
}

function isRefused(address: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createConnection({ host: "127.0.0.1", port: Number(new URL(address).port) });
    socket.on("connect", () => { socket.destroy(); resolve(false); }).on("error", () => resolve(true));
  });
}

test("SIGTERM lets what is under way finish, takes nothing new, and ends with exit 0", async () => {
  const address = await run();
  const ended = once(command, "exit");
  const token = await (await openDemoIssuer({ dataDir, production: false })).issue(CASEWORKER);
  const lock = dataSource.createQueryRunner();
  await lock.startTransaction();
  await lock.query("LOCK TABLE client IN ACCESS EXCLUSIVE MODE");
  const underWay = fetch(address, {
    method: "POST",
    headers: { "content-type": "application/json", authorization: `Bearer ${token}` },
    body: JSON.stringify({ query: `{ overlay(keys: [{ fileNumber: "x" }]) { status } }` }),
  });
  await vi.waitUntil(async () => (await dataSource.query<unknown[]>(WAITING)).length > 0, { timeout: 30_000 });
  command.kill("SIGTERM");
  await vi.waitUntil(() => isRefused(address), { timeout: 30_000 });
  await lock.commitTransaction();
  await lock.release();
  expect(await (await underWay).json()).toEqual({ data: { overlay: [{ status: "UNKNOWN" }] } });
  expect(await ended).toEqual([0, null]);
});

test("no secret stands in what `ps` shows, of the gateway or of what it starts", async () => {
  const secrets = { ...KEYS, METRICS_TOKEN: "a-metrics-token" };
  // Without an address: a database of its own, whose programs are told a password, too.
  const address = await run({ DATABASE_URL: "", ...secrets });
  const password = await readFile(join(dataDir, "postgres.password"), "utf8");
  const processes = (await readdir("/proc")).filter((name) => /^\d+$/.test(name));
  // Some end while they are looked at.
  const shown = await Promise.all(processes.map((pid) => readFile(join("/proc", pid, "cmdline"), "utf8").catch(() => "gone")));
  expect(address).toContain("/graphql");
  expect(shown.filter((text) => [...Object.values(secrets), password.trim()].some((secret) => text.includes(secret)))).toEqual([]);
  const ended = once(command, "exit");
  command.kill("SIGTERM");
  expect(await ended).toEqual([0, null]);
});

test("a configuration that is wrong is told on stderr, with exit 1", async () => {
  void run({ PORT: "none" });
  const told = once(command.stderr!, "data");
  expect(await once(command, "exit")).toEqual([1, null]);
  expect(String(await told)).toContain(`PORT: "none" is not a port`);
});

test("a port that is taken is told in one line on stderr, with exit 1", async () => {
  const other = createServer().listen({ host: "127.0.0.1", port: 0 });
  await once(other, "listening");
  const { port } = other.address() as { port: number };
  void run({ PORT: String(port), LOG_LEVEL: "fatal" });
  const [[code], told] = await Promise.all([once(command, "exit") as Promise<[number | null]>, text(command.stderr!)]);
  other.close();
  expect({ code, told }).toEqual({ code: 1, told: expect.stringMatching(/^A port is taken\. .*EADDRINUSE.*\n$/) as string });
});

test("when the access log was sealed last is among the metrics", async () => {
  const address = await run();
  const metrics = new URL("/metrics", address);
  const sealedAt = async (): Promise<number> => Number(/^overblick_access_log_sealed_timestamp_seconds (\S+)$/m.exec(await (await fetch(metrics)).text())?.[1]);
  await vi.waitUntil(async () => (await sealedAt()) > 0, { timeout: 30_000 });
  expect(Date.now() / 1000 - await sealedAt()).toBeLessThan(60);
});
