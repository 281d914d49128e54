import { randomBytes } from "node:crypto";
import { mkdir, readFile, realpath, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import pg from "pg";
import { errorCode } from "../error-code.js";
import type { Log } from "../log.js";
import { clusterExists, clusterUrl, createCluster, runningPort, startServer, stopServer } from "./cluster.js";
import type { DatabaseServer } from "./database-server.js";
import { DatabaseUnavailableError } from "./database-unavailable.js";
import { findInstallation, type Installation } from "./installation.js";
import { Presence } from "./presence.js";
import { withProcessLock } from "./process-lock.js";

const DATABASE = "overblick";

/**
 * The PostgreSQL server that came with the program, with its data in DATA_DIR. Any number of processes share it: the
 * first starts it, the others join, the last that leaves stops it. It runs apart from all of them, so none takes it
 * down by being killed; what a killed one leaves running, the next joins.
 *
 * Coming and leaving happen one process at a time, under a lock file; being there is an advisory lock of the server.
 * @throws DatabaseUnavailableError
 */
export async function openEmbeddedServer(dataDir: string, log: Log): Promise<DatabaseServer> {
  const { lock, installation, password, presence, url } = await enter(dataDir, log).catch((error: unknown) => {
    throw isRefusal(error) ? refused(dataDir, error) : error;
  });
  let closing: Promise<void> | undefined;
  return {
    url,
    ownerUrl: url,
    embedded: true,
    close() {
      closing ??= withProcessLock(lock, async () => {
        if (!(await presence.leave())) return;
        await stopServer(installation, password);
        log.info("the embedded database is stopped");
      });
      return closing;
    },
  };
}

async function enter(dataDir: string, log: Log) {
  await mkdir(dataDir, { recursive: true });
  const folder = await realpath(dataDir);
  const lock = join(folder, "postgres.lock");
  return withProcessLock(lock, async () => {
    const password = await ownPassword(folder);
    const installation = await findInstallation(folder, password, log);
    if (!(await clusterExists(installation))) {
      log.info({ cluster: installation.cluster }, "making the embedded database");
      await createCluster(installation, password);
    }
    const port = await joinOrStart(installation, password, log);
    const presence = await Presence.announce(clusterUrl(port, password, "postgres"), log);
    await ensureDatabase(clusterUrl(port, password, "postgres"));
    return { lock, installation, password, presence, url: clusterUrl(port, password, DATABASE) };
  });
}

async function joinOrStart(installation: Installation, password: string, log: Log): Promise<number> {
  const running = await runningPort(installation, password);
  const port = running ?? (await startServer(installation, password, log));
  const event = running === null ? "the embedded database is started" : "joined the running embedded database";
  log.info({ cluster: installation.cluster, port }, event);
  return port;
}

/** Whether the system refused a file or folder: no right, no room, no such disk, a file in the way. */
function isRefusal(error: unknown): error is NodeJS.ErrnoException {
  const code = errorCode(error);
  return code !== null && ["EACCES", "EPERM", "EROFS", "ENOSPC", "EDQUOT", "ENOTDIR", "EEXIST"].includes(code);
}

function refused(dataDir: string, cause: NodeJS.ErrnoException): DatabaseUnavailableError {
  return new DatabaseUnavailableError(
    `The embedded database can't use ${cause.path ?? dataDir} (${cause.code}). Run as the user who made it, or set ` +
      "DATA_DIR to a folder of your own with room for it.",
    { cause },
  );
}

/** Made at random on first use. Written beside and moved, so that no killed process leaves half of one. */
async function ownPassword(folder: string): Promise<string> {
  const file = join(folder, "postgres.password");
  try {
    return await readFile(file, "utf8");
  } catch (error) {
    if (errorCode(error) !== "ENOENT") throw error;
  }
  const password = randomBytes(24).toString("base64url");
  const draft = `${file}.new`;
  await writeFile(draft, password, { mode: 0o600 });
  await rename(draft, file);
  return password;
}

/** In code point order on every system, so that lists have one order everywhere. */
async function ensureDatabase(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rowCount } = await client.query("SELECT FROM pg_database WHERE datname = $1", [DATABASE]);
    if (rowCount === 0) {
      await client.query(`CREATE DATABASE ${DATABASE} TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C'`);
    }
  } finally {
    await client.end();
  }
}
