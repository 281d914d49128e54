import { randomBytes } from "node:crypto";
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { migrate } from "../../gateway/database/migrate.js";
import { openDatabaseServer } from "../../gateway/database/server.js";
import { createLog } from "../../gateway/log.js";
import { databaseOn, runStatement } from "./statement.js";

declare module "vitest" {
  export interface ProvidedContext {
    /** Address of the test server, and the name of a migrated, empty database on it to clone from. */
    readonly testServer: { readonly url: string; readonly template: string };
  }
}

/**
 * One server for a whole run: that of DATABASE_URL, else an embedded one in a folder of its own. Runs once for each
 * project that lists it, so everything that it makes has a name of its own. TEST_TEMPLATE: the name of a migrated, empty
 * database on that server, for a run within a run.
 */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const databaseUrl = process.env["DATABASE_URL"] || null;
  const made = process.env["TEST_TEMPLATE"];
  if (databaseUrl && made) {
    project.provide("testServer", { url: databaseUrl, template: made });
    return () => Promise.resolve();
  }
  const dataDir = await mkdtemp(join(tmpdir(), "overblick-test-"));
  // Root's embedded server runs as another account, which has to get in.
  await chmod(dataDir, 0o755);
  const server = await openDatabaseServer({ databaseUrl, appDatabaseUrl: null, dataDir }, createLog({ logLevel: "warn" }));
  const template = `overblick_template_${randomBytes(6).toString("hex")}`;
  async function teardown(): Promise<void> {
    await runStatement(server.url, `DROP DATABASE IF EXISTS ${template} WITH (FORCE)`);
    await server.close();
    await rm(dataDir, { recursive: true });
  }
  try {
    await makeTemplate(server.url, template);
  } catch (error) {
    await teardown();
    throw error;
  }
  project.provide("testServer", { url: server.url, template });
  return teardown;
}

async function makeTemplate(serverUrl: string, name: string): Promise<void> {
  const collation = "ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C'";
  await runStatement(serverUrl, `CREATE DATABASE ${name} TEMPLATE template0 ${collation}`);
  await migrate(databaseOn(serverUrl, name));
}
