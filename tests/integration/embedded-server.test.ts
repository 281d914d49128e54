import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { chmod, chown, mkdir, mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { outsideFolder } from "../../gateway/database/installation.js";
import { processMark } from "../../gateway/database/process-identity.js";
import { openDatabaseServer } from "../../gateway/database/server.js";
import { createLog } from "../../gateway/log.js";

const silent = createLog({ logLevel: "silent" });
const isRoot = process.getuid?.() === 0;
const children: ChildProcess[] = [];
let base: string;
let shared: string;
let dataDir: string;

beforeAll(async () => {
  base = await mkdtemp(join(tmpdir(), "overblick-embedded-"));
  // Root's embedded server runs as another account, which has to get in.
  await chmod(base, 0o755);
  shared = join(base, "shared");
});

beforeEach(() => {
  dataDir = shared;
});

afterEach(async () => {
  for (const child of children.splice(0)) await kill(child);
  // Whoever joins and leaves as the last stops what a test has left running.
  await (await open()).close();
});

afterAll(() => rm(base, { recursive: true }));

describe("the first process", () => {
  test("starts a server with the database, in UTF-8 and code point order", async () => {
    const server = await open();
    const rows = await query(
      server.url,
      "SELECT datname, pg_encoding_to_char(encoding) AS encoding, datcollate FROM pg_database WHERE datname = current_database()",
    );
    await server.close();
    expect(rows).toEqual([{ datname: "overblick", encoding: "UTF8", datcollate: "C" }]);
  });

  test("listens on the loopback address alone, and keeps commits durable", async () => {
    const server = await open();
    const rows = await query(
      server.url,
      "SELECT name, setting FROM pg_settings WHERE name IN ('listen_addresses', 'unix_socket_directories', 'fsync', 'synchronous_commit') ORDER BY name",
    );
    await server.close();
    expect(rows.map(({ name, setting }) => `${String(name)}=${String(setting)}`)).toEqual([
      "fsync=on", "listen_addresses=127.0.0.1", "synchronous_commit=on", "unix_socket_directories=",
    ]);
  });

  test("keeps the password for itself", async () => {
    await (await open()).close();
    const { mode } = await stat(join(dataDir, "postgres.password"));
    expect(mode & 0o777).toBe(0o600);
  });

  test("is not let in with another password", async () => {
    const server = await open();
    const url = new URL(server.url);
    url.password = "another";
    const attempt = query(url.href, "SELECT 1");
    await expect(attempt).rejects.toMatchObject({ code: "28P01" });
    await server.close();
  });
});

describe("several processes", () => {
  test("share one server", async () => {
    const server = await open();
    const child = await openInChild();
    expect(child.port).toBe(portOf(server.url));
    await server.close();
  });

  test("that come at the same time share one server", async () => {
    const opened = await Promise.all([openInChild(), openInChild(), openInChild(), openInChild()]);
    expect(new Set(opened.map(({ port }) => port)).size).toBe(1);
  });

  test("keep it when the one that started it leaves", async () => {
    const server = await open();
    await openInChild();
    await server.close();
    expect(await query(server.url, "SELECT 1 AS one")).toEqual([{ one: 1 }]);
  });

  test("stop it with the last that leaves", async () => {
    const server = await open();
    const second = await openInChild();
    await server.close();
    await leave(second.child);
    await expect(query(server.url, "SELECT 1")).rejects.toMatchObject({ code: "ECONNREFUSED" });
  });

  test("that leave at the same time stop it", async () => {
    const opened = await Promise.all([openInChild(), openInChild(), openInChild()]);
    await Promise.all(opened.map(({ child }) => leave(child)));
    await expect(stat(join(dataDir, "postgres", "postmaster.pid"))).rejects.toMatchObject({ code: "ENOENT" });
  });

  test("keep it when one is killed", async () => {
    const server = await open();
    const second = await openInChild();
    await kill(second.child);
    expect(await query(server.url, "SELECT 1 AS one")).toEqual([{ one: 1 }]);
    await server.close();
  });
});

describe("after a kill", () => {
  test("of the only process the server is still there, and the next joins it", async () => {
    const killed = await openInChild();
    await kill(killed.child);
    const server = await open();
    expect(portOf(server.url)).toBe(killed.port);
    await server.close();
  });

  test("the next one, as the last, stops the server", async () => {
    const killed = await openInChild();
    await kill(killed.child);
    const server = await open();
    await server.close();
    await expect(query(server.url, "SELECT 1")).rejects.toMatchObject({ code: "ECONNREFUSED" });
  });

  test("while it was making the database, the next makes it", async () => {
    dataDir = join(base, "interrupted");
    const child = spawnChild();
    await logged(child, "making the embedded database");
    await kill(child);
    const server = await open();
    expect(await query(server.url, "SELECT 1 AS one")).toEqual([{ one: 1 }]);
    await server.close();
  });

  test("of the server itself, the next starts it with its data", async () => {
    const first = await open();
    await query(first.url, "CREATE TABLE survivor AS SELECT 7 AS number");
    await killPostmaster();
    await first.close();
    const second = await open();
    expect(await query(second.url, "SELECT number FROM survivor")).toEqual([{ number: 7 }]);
    await second.close();
  });
});

describe("stale files", () => {
  test("a postmaster.pid of a process that is gone does not keep the server from starting", async () => {
    await leaveStalePid(await pidOfTheDead());
    const server = await open();
    expect(await query(server.url, "SELECT 1 AS one")).toEqual([{ one: 1 }]);
    await server.close();
  });

  test("a postmaster.pid whose number now belongs to another program does not either", async () => {
    await leaveStalePid(process.pid);
    const server = await open();
    expect(await query(server.url, "SELECT 1 AS one")).toEqual([{ one: 1 }]);
    await server.close();
  });

  test("a lock file of a process that is gone is taken away", async () => {
    await mkdir(dataDir, { recursive: true });
    await writeFile(join(dataDir, "postgres.lock"), `${await pidOfTheDead()} gone`);
    await (await open()).close();
    await expect(stat(join(dataDir, "postgres.lock"))).rejects.toMatchObject({ code: "ENOENT" });
  });

  test("a lock file whose number now belongs to a later process is taken away", async () => {
    await mkdir(dataDir, { recursive: true });
    await writeFile(join(dataDir, "postgres.lock"), `${process.pid} ${processMark(process.pid)}0`);
    await (await open()).close();
    await expect(stat(join(dataDir, "postgres.lock"))).rejects.toMatchObject({ code: "ENOENT" });
  });
});

describe("a folder that only its owner may enter", () => {
  let closed: string;

  beforeEach(async () => {
    closed = await mkdtemp(join(tmpdir(), "overblick-closed-"));
    await chmod(closed, 0o700);
    dataDir = join(closed, "data");
  });

  // The outer afterEach, which stops the server, runs after this one: so the folders go at the very end.
  const folders: string[] = [];
  afterEach(async () => {
    folders.push(closed, await outside());
  });
  afterAll(async () => {
    for (const folder of folders) await rm(folder, { recursive: true, force: true });
  });

  test("holds the data, except root's: they get a place that the server's account can reach", async () => {
    const server = await open();
    const rows = await query(server.url, "SHOW data_directory");
    await server.close();
    expect(rows).toEqual([{ data_directory: join(isRoot ? await outside() : dataDir, "postgres") }]);
  });

  test("gives the same data again", async () => {
    const first = await open();
    await query(first.url, "CREATE TABLE kept AS SELECT 7 AS number");
    await first.close();
    const second = await open();
    expect(await query(second.url, "SELECT number FROM kept")).toEqual([{ number: 7 }]);
    await second.close();
  });

  async function outside(): Promise<string> {
    return outsideFolder(dataDir, await readFile(join(dataDir, "postgres.password"), "utf8"));
  }
});

test("a DATA_DIR that can't be made is told as such", async () => {
  await writeFile(join(base, "file"), "");
  const attempt = openDatabaseServer({ databaseUrl: null, appDatabaseUrl: null, dataDir: join(base, "file", "data") }, silent);
  await expect(attempt).rejects.toMatchObject({ code: "DATABASE_UNAVAILABLE" });
});

function open() {
  return openDatabaseServer({ databaseUrl: null, appDatabaseUrl: null, dataDir }, silent);
}

function portOf(url: string): string {
  return new URL(url).port;
}

async function query(url: string, statement: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  // A killed server cuts connections; the test that kills it looks at the next one.
  client.on("error", () => undefined);
  try {
    await client.connect();
    return (await client.query<Record<string, unknown>>(statement)).rows;
  } finally {
    await client.end();
  }
}

function spawnChild(): ChildProcess {
  const script = join(import.meta.dirname, "embedded-server.child.ts");
  const child = spawn(process.execPath, ["--import", "@swc-node/register/esm-register", script, dataDir], {
    stdio: ["pipe", "pipe", "pipe"],
  });
  children.push(child);
  return child;
}

async function openInChild(): Promise<{ child: ChildProcess; port: string }> {
  const child = spawnChild();
  let errors = "";
  child.stderr?.on("data", (chunk: Buffer) => (errors += chunk.toString()));
  for await (const chunk of child.stdout ?? []) return { child, port: String(chunk).trim() };
  throw new Error(`The child process ended: ${errors}`);
}

async function logged(child: ChildProcess, message: string): Promise<void> {
  for await (const chunk of child.stderr ?? []) if (String(chunk).includes(message)) return;
  throw new Error(`The child process never logged "${message}"`);
}

async function leave(child: ChildProcess): Promise<void> {
  const exit = once(child, "exit");
  child.stdin?.write("leave\n");
  expect(await exit).toEqual([0, null]);
}

async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exit = once(child, "exit");
  child.kill("SIGKILL");
  await exit;
}

async function killPostmaster(): Promise<void> {
  const [pid] = (await readFile(join(dataDir, "postgres", "postmaster.pid"), "utf8")).split("\n");
  process.kill(Number(pid), "SIGKILL");
}

/** A process number that nobody has: that of a program that just ended. */
async function pidOfTheDead(): Promise<number> {
  const child = spawn("true");
  await once(child, "exit");
  return child.pid ?? 0;
}

/** What a power cut leaves: a cluster with a postmaster.pid whose number may since belong to anyone. */
async function leaveStalePid(pid: number): Promise<void> {
  await (await open()).close();
  const cluster = join(dataDir, "postgres");
  const file = join(cluster, "postmaster.pid");
  await writeFile(file, [pid, cluster, 1_669_766_400, 5432, "", "127.0.0.1", "", "ready   ", ""].join("\n"));
  if (isRoot) {
    const { uid, gid } = await stat(cluster);
    await chown(file, uid, gid);
  }
  await chmod(file, 0o600);
}
