import { randomBytes } from "node:crypto";
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { migrate } from "../../gateway/database/migrate.js";
import { openDatabaseServer } from "../../gateway/database/server.js";
import { createLog } from "../../gateway/log.js";
import { databaseOn, runStatement } from "../integration/statement.js";

/** The server that is measured on, with databases of the benchmark's own, and a folder for its files. */
export interface BenchServer {
  /** Where files may be written; it goes with the server. */
  readonly folder: string;
  /** Makes an empty database, migrated. @returns its address */
  createDatabase(): Promise<string>;
  /** Makes a copy of a database that nobody is connected to. @returns its address */
  copyDatabase(url: string): Promise<string>;
  dropDatabase(url: string): Promise<void>;
  /** Drops what was made. */
  close(): Promise<void>;
}

/** Opens the server of DATABASE_URL, else an embedded one in a folder of its own: never the demo's. */
export async function openBenchServer(): Promise<BenchServer> {
  const folder = await mkdtemp(join(tmpdir(), "overblick-bench-"));
  // Root's embedded server runs as another account, which has to get in.
  await chmod(folder, 0o755);
  const databaseUrl = process.env["DATABASE_URL"] || null;
  const server = await openDatabaseServer({ databaseUrl, appDatabaseUrl: null, dataDir: folder }, createLog({ logLevel: "warn" }));
  const made = new Set<string>();
  const create = async (template: string): Promise<string> => {
    const name = `overblick_bench_${randomBytes(6).toString("hex")}`;
    await runStatement(server.url, `CREATE DATABASE ${name} TEMPLATE ${template}`);
    const url = databaseOn(server.url, name);
    made.add(url);
    return url;
  };
  const drop = async (url: string): Promise<void> => {
    await runStatement(server.url, `DROP DATABASE ${databaseName(url)} WITH (FORCE)`);
    made.delete(url);
  };
  return {
    folder,
    async createDatabase() {
      const url = await create("template0 ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C'");
      await migrate(url);
      return url;
    },
    copyDatabase: (url) => create(databaseName(url)),
    dropDatabase: drop,
    async close() {
      for (const url of made) await drop(url);
      await server.close();
      await rm(folder, { recursive: true });
    },
  };
}

function databaseName(url: string): string {
  return new URL(url).pathname.slice(1);
}

/** Runs the work on a connection of its own, as the owner of the tables. */
export async function onConnection<Result>(url: string, work: (client: pg.Client) => Promise<Result>): Promise<Result> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** Writes out what earlier steps left in memory, so that the next one does not pay for it. Where the login may. */
export async function settle(url: string): Promise<void> {
  await onConnection(url, async (client) => {
    const { rows } = await client.query<{ may: boolean }>("SELECT rolsuper AS may FROM pg_roles WHERE rolname = current_user");
    if (rows[0]?.may) await client.query("CHECKPOINT");
  });
}
