import { chown, mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { basename, dirname, join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import pg from "pg";
import { errorCode } from "../error-code.js";
import type { Log } from "../log.js";
import { DatabaseUnavailableError } from "./database-unavailable.js";
import type { Installation } from "./installation.js";
import { processesIn, processMark } from "./process-identity.js";
import { runProgram } from "./run-program.js";

/*
 * Everything here that starts, stops or changes a cluster is called under the process lock of its DATA_DIR.
 */

const USER = "overblick";
const START_ATTEMPTS = 5;
const POLL_MS = 50;
const ANSWER_PATIENCE_MS = 60_000;

/** Durability stays at PostgreSQL's defaults. Its log keeps neither statements nor rows, since those are personal data. */
const SETTINGS: readonly string[] = [
  "listen_addresses=127.0.0.1",
  "unix_socket_directories=''",
  "shared_buffers=128MB",
  "max_connections=100",
  "log_checkpoints=off",
  "log_error_verbosity=terse",
  "log_min_error_statement=panic",
];

/** Address of a database of the embedded server. */
export function clusterUrl(port: number, password: string, database: string): string {
  return `postgresql://${USER}:${password}@127.0.0.1:${port}/${database}?sslmode=disable`;
}

/** Whether the cluster has been made. It is moved into place whole, so a killed initdb leaves none. */
export async function clusterExists({ cluster }: Installation): Promise<boolean> {
  return (await optionalText(join(cluster, "PG_VERSION"))) !== null;
}

/** Makes an empty cluster: UTF-8, order and letters by code point, passwords by SCRAM. */
export async function createCluster(installation: Installation, password: string): Promise<void> {
  const { programs, cluster, account } = installation;
  await removeDrafts(cluster);
  const draft = await mkdtemp(`${cluster}.new-`);
  const passwordFile = join(draft, "password");
  const data = join(draft, "data");
  await mkdir(data, { mode: 0o700 });
  await writeFile(passwordFile, password, { mode: 0o600 });
  if (account !== null) {
    for (const path of [draft, data, passwordFile]) await chown(path, account.uid, account.gid);
  }
  const parameters = [
    `--pgdata=${data}`, `--username=${USER}`, `--pwfile=${passwordFile}`, "--auth=scram-sha-256",
    "--encoding=UTF8", "--locale=C", "--no-instructions",
  ];
  const { status, output } = await runProgram(join(programs, "initdb"), parameters, account, draft);
  if (status !== 0) {
    throw new DatabaseUnavailableError(
      `The embedded database could not be made in ${cluster}: ${lastLines(output)}. Check that the disk has room.`,
    );
  }
  await rename(data, cluster);
  await rm(draft, { recursive: true });
}

/** What runs of initdb that were killed left behind. */
async function removeDrafts(cluster: string): Promise<void> {
  const parent = dirname(cluster);
  for (const name of await readdir(parent)) {
    if (name.startsWith(`${basename(cluster)}.new-`)) await rm(join(parent, name), { recursive: true, force: true });
  }
}

/**
 * The port of the server that runs on the cluster, ours or one that a killed process left; null when there is none.
 * Waits for one that is just starting or shutting down.
 */
export async function runningPort({ cluster }: Installation, password: string): Promise<number | null> {
  const deadline = Date.now() + ANSWER_PATIENCE_MS;
  for (;;) {
    const postmaster = await readPostmaster(cluster);
    if (postmaster === null || (await isLeftOver(postmaster.pid, cluster))) return null;
    if (postmaster.port !== null && (await answers(clusterUrl(postmaster.port, password, "postgres")))) {
      return postmaster.port;
    }
    if (Date.now() > deadline) {
      throw new DatabaseUnavailableError(
        `The embedded database in ${cluster} (process ${postmaster.pid}) has not answered for a minute. ` +
          "Look into server.log there; stop that process, or if it is no database server remove postmaster.pid.",
      );
    }
    await wait(POLL_MS);
  }
}

/**
 * Whether postmaster.pid is left over from a server that is gone. PostgreSQL finds that out itself when it starts, but
 * not where the number belongs to another program now, or to a zombie that nobody collects, as in containers without
 * an init. So the file is removed here, and only when no process works in the cluster any more: a killed server's
 * sessions may live on for a while, and two servers on the same files would destroy them.
 */
async function isLeftOver(pid: number, cluster: string): Promise<boolean> {
  const atWork = processesIn(cluster, ["postgres", "pg_ctl"]);
  if (atWork === null) return processMark(pid) === null;
  if (atWork.length > 0) return false;
  await rm(join(cluster, "postmaster.pid"), { force: true });
  return true;
}

/** Starts the server, detached from this process, on a free port of the loopback address, and returns the port. */
export async function startServer(installation: Installation, password: string, log: Log): Promise<number> {
  const { programs, cluster, account } = installation;
  await requireSameVersion(installation);
  const logFile = join(cluster, "server.log");
  for (let attempt = 1; attempt <= START_ATTEMPTS; attempt++) {
    const port = await freePort();
    const options = [`-p ${port}`, ...SETTINGS.map((setting) => `-c ${setting}`)].join(" ");
    const parameters = ["start", "-w", "-t", "300", "-D", cluster, "-l", logFile, "-o", options];
    const { status } = await runProgram(join(programs, "pg_ctl"), parameters, account, cluster);
    if (status === 0) return port;
    // Its port was taken in between, or a killed process's pg_ctl or last sessions are still at work.
    const running = await runningPort(installation, password);
    if (running !== null) return running;
    log.warn({ attempt }, "the embedded database did not start: trying again");
  }
  throw new DatabaseUnavailableError(
    `The embedded database in ${cluster} does not start: ${lastLines((await optionalText(logFile)) ?? "no log")}. ` +
      "Mend that, set DATA_DIR to another folder, or set DATABASE_URL.",
  );
}

/** Ends all sessions of the server and stops it in order. One that has died in the meantime is fine, too. */
export async function stopServer(installation: Installation, password: string): Promise<void> {
  const { programs, cluster, account } = installation;
  const parameters = ["stop", "-w", "-t", "120", "-m", "fast", "-D", cluster];
  const { status, output } = await runProgram(join(programs, "pg_ctl"), parameters, account, cluster);
  if (status === 0 || (await runningPort(installation, password)) === null) return;
  throw new DatabaseUnavailableError(
    `The embedded database in ${cluster} does not stop: ${lastLines(output)}. Look into server.log there.`,
  );
}

/** Lines 1 and 4 of postmaster.pid. The port is null while the file is being written. */
async function readPostmaster(cluster: string): Promise<{ pid: number; port: number | null } | null> {
  const text = await optionalText(join(cluster, "postmaster.pid"));
  if (text === null) return null;
  const lines = text.split("\n");
  return { pid: Number.parseInt(lines[0] ?? "", 10), port: Number.parseInt(lines[3] ?? "", 10) || null };
}

/** Whether a server with our password listens there. SCRAM proves it both ways, so an answer is from our cluster. */
async function answers(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  try {
    await client.connect();
    return true;
  } catch (error) {
    if (errorCode(error) === "28P01") {
      throw new DatabaseUnavailableError(
        "The embedded database doesn't take the password in DATA_DIR. Restore postgres.password from a backup, or " +
          "set DATA_DIR to another folder.",
      );
    }
    return false;
  } finally {
    await client.end();
  }
}

async function requireSameVersion({ programs, cluster }: Installation): Promise<void> {
  const made = (await optionalText(join(cluster, "PG_VERSION")))?.trim();
  const { output } = await runProgram(join(programs, "pg_ctl"), ["--version"], null);
  const programVersion = /(\d+)\.\d+/.exec(output)?.[1];
  if (made === programVersion) return;
  throw new DatabaseUnavailableError(
    `The database in ${cluster} was made by PostgreSQL ${made}, and this is ${programVersion}. Set DATA_DIR to a new ` +
      "folder and load the files again, or move the data by pg_dump.",
  );
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const listener = createServer();
    listener.on("error", reject);
    listener.listen(0, "127.0.0.1", () => {
      const address = listener.address();
      const port = typeof address === "object" && address !== null ? address.port : 0;
      listener.close(() => resolve(port));
    });
  });
}

async function optionalText(file: string): Promise<string | null> {
  try {
    return await readFile(file, "utf8");
  } catch (error) {
    if (errorCode(error) === "ENOENT") return null;
    throw error;
  }
}

function lastLines(output: string): string {
  return output.trim().split("\n").slice(-3).join(" / ");
}
