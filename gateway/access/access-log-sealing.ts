import type { PoolClient } from "pg";
import type { DataSource } from "typeorm";
import { inTransaction } from "../database/session.js";
import { errorCode } from "../error-code.js";
import type { Log } from "../log.js";
import { MinuteJob } from "../minute-job.js";
import { NOTHING_SEALED, type Seal, SealHash, utcText } from "./access-log-chain.js";
import { entriesBetween, findSeal } from "./access-log-entries.js";
import { lastPruning } from "./access-log-pruning.js";
import type { SealFile } from "./seal-file.js";

/** The lock of whoever writes entries, as the table's trigger takes it (migration 1669852800000). */
const GATE = 1282369383;
/** The advisory lock that makes one gateway of many seal at a time ("Seal" in ASCII). */
const SEALING = 1399153004;

/** Those who write entries wait behind the sealing job, so it does not wait long for one of them that hangs. */
const GATE_PATIENCE = "1s";
const SEALING_PATIENCE = "20s";
const LOCK_NOT_AVAILABLE = "55P03";

/**
 * What kept entries from being sealed.
 * - `ANOTHER_GATEWAY`: one that seals, for longer than this one waited
 * - `A_WRITER`: somebody who writes an entry and does not end
 * - `ENTRIES_GONE`: the newest sealed entries, though no pruning took them; what comes in their place could never be sealed
 */
export type SealingHindrance = "ANOTHER_GATEWAY" | "A_WRITER" | "ENTRIES_GONE";

/** What came of an attempt to seal. */
export interface Sealing {
  /** The new seal; null when nothing was sealed. */
  readonly seal: Seal | null;
  /** Null when every entry is under a seal now. */
  readonly hindrance: SealingHindrance | null;
}

/**
 * Seals the entries that came since the last seal, and brings the file outside the database up to date.
 *
 * Numbers are given out in the order of writing, but entries are committed in any order: for a moment nobody may write,
 * and then every number up to the largest is either there or never will be. So nothing can later stand between sealed
 * entries without breaking their seal.
 */
export async function sealAccessLog(dataSource: DataSource, file: SealFile): Promise<Sealing> {
  const runner = dataSource.createQueryRunner();
  try {
    const session = (await runner.connect()) as PoolClient;
    if (!(await isTaken(session, "SELECT pg_advisory_lock($1)", SEALING, SEALING_PATIENCE))) return { seal: null, hindrance: "ANOTHER_GATEWAY" };
    try {
      const sealing = await sealNewEntries(session);
      await file.bringUpToDate(session);
      if (sealing.hindrance === null) file.noteUpToDate();
      return sealing;
    } finally {
      await session.query("SELECT pg_advisory_unlock($1)", [SEALING]);
    }
  } finally {
    await runner.release();
  }
}

async function sealNewEntries(session: PoolClient): Promise<Sealing> {
  const before = (await findSeal(session, null)) ?? NOTHING_SEALED;
  const boundary = await lastDecided(session);
  if (boundary === null) return { seal: null, hindrance: "A_WRITER" };
  if (boundary.lastEntry === before.lastEntry) return { seal: null, hindrance: null };
  if (BigInt(boundary.lastEntry) < BigInt(before.lastEntry)) {
    const isPruned = boundary.lastEntry === NOTHING_SEALED.lastEntry && (await lastPruning(session))?.lastEntry === before.lastEntry;
    return { seal: null, hindrance: isPruned ? null : "ENTRIES_GONE" };
  }
  const hash = new SealHash(before.hash);
  for await (const entry of entriesBetween(session, before.lastEntry, boundary.lastEntry)) hash.add(entry);
  const content = { number: before.number + 1, ...boundary, entries: hash.entries };
  const seal = { ...content, hash: hash.digest(content) };
  await session.query(
    "INSERT INTO access_log_seal (number, sealed_at, last_entry, entries, hash) VALUES ($1, $2, $3, $4, $5)",
    [seal.number, seal.sealedAt, seal.lastEntry, seal.entries, seal.hash],
  );
  return { seal, hindrance: null };
}

/** The largest number of an entry, at a moment when none is on its way; null when writers did not let go in time. */
async function lastDecided(session: PoolClient): Promise<Pick<Seal, "lastEntry" | "sealedAt"> | null> {
  return withPatience(session, GATE_PATIENCE, async () => {
    await session.query("SELECT pg_advisory_xact_lock($1)", [GATE]);
    const { rows } = await session.query<Pick<Seal, "lastEntry" | "sealedAt">>(
      `SELECT coalesce(max(id), 0)::text AS "lastEntry", ${utcText("clock_timestamp()")} AS "sealedAt" FROM access_log`,
    );
    return rows[0]!;
  });
}

async function isTaken(session: PoolClient, statement: string, lock: number, patience: string): Promise<boolean> {
  return (await withPatience(session, patience, () => session.query(statement, [lock]))) !== null;
}

/** Runs the work in a transaction that waits for locks no longer than that; null when it would have had to. */
async function withPatience<Result>(session: PoolClient, patience: string, work: () => Promise<Result>): Promise<Result | null> {
  try {
    return await inTransaction(session, async () => {
      await session.query(`SET LOCAL lock_timeout = '${patience}'`);
      return work();
    });
  } catch (error) {
    if (errorCode(error) === LOCK_NOT_AVAILABLE) return null;
    throw error;
  }
}

/** What a sealing job runs on. */
export interface SealingParts {
  readonly dataSource: DataSource;
  readonly file: SealFile;
  readonly log: Log;
}

/** The job that seals the access log each minute, for as long as a gateway runs. */
export class SealingJob {
  private readonly job: MinuteJob;

  private constructor(private readonly parts: SealingParts) {
    this.job = MinuteJob.start(() => this.run());
  }

  /** Seals at once, and then each minute until it is stopped. */
  static start(parts: SealingParts): SealingJob {
    return new SealingJob(parts);
  }

  /** Ends the job with a last seal, so that nothing stays open while no gateway runs. */
  async stop(): Promise<void> {
    await this.job.stop();
    await this.run();
  }

  /** A fault now is tried again in a minute: what was not sealed is sealed then. */
  private async run(): Promise<void> {
    const { dataSource, file, log } = this.parts;
    try {
      const { seal, hindrance } = await sealAccessLog(dataSource, file);
      if (seal !== null) log.debug({ seal: seal.number, entries: seal.entries }, "the access log is sealed");
      if (hindrance !== null) log.warn({ hindrance }, "the access log could not be sealed up to now");
    } catch (error) {
      log.error({ err: error }, "the access log could not be sealed");
    }
  }
}
