import { setTimeout as wait } from "node:timers/promises";
import type { DataSource } from "typeorm";
import { isMigrated } from "./database/migrate.js";
import type { Log } from "./log.js";

/** Whether the gateway can answer, and if not, what it waits for. */
export type Readiness = { readonly ready: true } | { readonly ready: false; readonly waitsFor: "database" | "migrations" };

/** Whoever asks wants to know soon, and a database that hangs never answers. */
const PATIENCE_MS = 3_000;

/** Asks the database for the migrations that it has: ready when it answers and none is missing. */
export async function readiness(dataSource: DataSource, log: Log): Promise<Readiness> {
  try {
    const migrated = await Promise.race([isMigrated(dataSource), wait(PATIENCE_MS, null, { ref: false })]);
    if (migrated === null) return { ready: false, waitsFor: "database" };
    return migrated ? { ready: true } : { ready: false, waitsFor: "migrations" };
  } catch (error) {
    log.warn({ err: error }, "not ready: the database does not answer");
    return { ready: false, waitsFor: "database" };
  }
}
