import type { DataSource } from "typeorm";
import { isMigrated } from "./database/migrate.js";
import { sourceFreshness } from "./loading/query-freshness.js";
import type { Log } from "./log.js";
import { soon } from "./patience.js";

/** Of how many owners the newest file of a type is late; types of which none is are left out. */
type LateSources = Readonly<Record<string, number>>;

/**
 * Whether the gateway can answer, and if not, what it waits for. Late sources are for information: answers say
 * themselves how old they are. Null when that could not be found out.
 */
export type Readiness =
  | { readonly ready: true; readonly lateSources: LateSources | null }
  | { readonly ready: false; readonly waitsFor: "database" | "migrations" };

/**
 * Asks the database for the migrations that it has: ready when it answers and none is missing.
 * @param today `YYYY-MM-DD`
 */
export async function readiness(dataSource: DataSource, today: string, log: Log): Promise<Readiness> {
  try {
    const migrated = await soon(isMigrated(dataSource));
    if (migrated === null) return { ready: false, waitsFor: "database" };
    return migrated ? { ready: true, lateSources: await lateSources(dataSource, today, log) } : { ready: false, waitsFor: "migrations" };
  } catch (error) {
    log.warn({ err: error }, "not ready: the database does not answer");
    return { ready: false, waitsFor: "database" };
  }
}

/** Anybody may ask, as often as they like: whoever does while the database is being asked shares that answer. */
export function sharedReadiness(ask: () => Promise<Readiness>): () => Promise<Readiness> {
  let underWay: Promise<Readiness> | null = null;
  return () => (underWay ??= ask().finally(() => {
    underWay = null;
  }));
}

async function lateSources(dataSource: DataSource, today: string, log: Log): Promise<LateSources | null> {
  try {
    const sources = await soon(sourceFreshness(dataSource, today));
    return sources && countsOf(sources.filter(({ late }) => late).map(({ type }) => type));
  } catch (error) {
    log.warn({ err: error }, "which sources are late can't be told");
    return null;
  }
}

function countsOf(types: readonly string[]): LateSources {
  const counts: Record<string, number> = {};
  for (const type of types) counts[type] = (counts[type] ?? 0) + 1;
  return counts;
}
