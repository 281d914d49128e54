import type { PoolClient } from "pg";
import type { DataSource } from "typeorm";
import { errorCode } from "../error-code.js";
import { LoaderBusyError } from "./loader-busy.js";

/** The loader's own connection: all its statements run here, in its transactions and under its lock. */
export type LoaderSession = PoolClient;

/** The advisory lock that makes one loader commit at a time ("Öbli" in ASCII, near enough). */
const LOADER_LOCK = 0x4f62_6c69;

/**
 * Runs the work as the only loader of this database: a second one waits until the first is through. The lock belongs
 * to the connection, so a killed process lets go of it.
 *
 * @param waiting called once when another loader is at work
 * @param patienceMs how long it is waited for; null: until it is through
 * @throws LoaderBusyError when the other one was not through by then
 */
export async function asOnlyLoader<Result>(
  dataSource: DataSource,
  waiting: () => void,
  work: (session: LoaderSession) => Promise<Result>,
  patienceMs: number | null = null,
): Promise<Result> {
  return withSession(dataSource, async (session) => {
    if (!(await tryLock(session, LOADER_LOCK))) {
      waiting();
      await waitForLock(session, patienceMs);
    }
    return unlockAfter(session, LOADER_LOCK, work);
  });
}

/** The same, unless another loader is at work: then nothing is done, and the answer is null. */
export async function ifNoOtherLoader<Result>(dataSource: DataSource, work: (session: LoaderSession) => Promise<Result>): Promise<Result | null> {
  return ifFree(dataSource, LOADER_LOCK, work);
}

/**
 * Runs the work under an advisory lock of this database; null without having run when another connection has it.
 * @param lock a number that no other kind of work has
 */
export async function ifFree<Result>(
  dataSource: DataSource, lock: number, work: (session: LoaderSession) => Promise<Result>,
): Promise<Result | null> {
  return withSession(dataSource, async (session) => ((await tryLock(session, lock)) ? unlockAfter(session, lock, work) : null));
}

/** Runs the work on a connection of its own. */
export async function withSession<Result>(dataSource: DataSource, work: (session: LoaderSession) => Promise<Result>): Promise<Result> {
  const runner = dataSource.createQueryRunner();
  try {
    return await work((await runner.connect()) as LoaderSession);
  } finally {
    await runner.release();
  }
}

async function tryLock(session: LoaderSession, lock: number): Promise<boolean> {
  const { rows } = await session.query<{ locked: boolean }>("SELECT pg_try_advisory_lock($1) AS locked", [lock]);
  return rows[0]!.locked;
}

const LOCK_NOT_AVAILABLE = "55P03";

async function waitForLock(session: LoaderSession, patienceMs: number | null): Promise<void> {
  await session.query("SELECT set_config('lock_timeout', $1, false)", [String(patienceMs ?? 0)]);
  try {
    await session.query("SELECT pg_advisory_lock($1)", [LOADER_LOCK]);
  } catch (error) {
    throw errorCode(error) === LOCK_NOT_AVAILABLE ? new LoaderBusyError() : error;
  } finally {
    // The connection goes back to the pool.
    await session.query("RESET lock_timeout");
  }
}

async function unlockAfter<Result>(session: LoaderSession, lock: number, work: (session: LoaderSession) => Promise<Result>): Promise<Result> {
  try {
    return await work(session);
  } finally {
    await session.query("SELECT pg_advisory_unlock($1)", [lock]);
  }
}

/** Runs the work in one transaction: committed when it returns, rolled back when it throws. */
export async function inTransaction<Result>(session: LoaderSession, work: () => Promise<Result>): Promise<Result> {
  await session.query("BEGIN");
  try {
    const result = await work();
    await session.query("COMMIT");
    return result;
  } catch (error) {
    await session.query("ROLLBACK");
    throw error;
  }
}

/** What makes a commit of facts (entities/fact-commit.ts). */
export type CommitKind = "LOAD" | "RETRY" | "CALENDAR" | "DISPOSAL";

/**
 * Opens a commit of facts and gives its number.
 * @param knownFrom the day from which it is known, `YYYY-MM-DD`: the extract's, or the one on which it is made
 */
export async function openCommit(session: LoaderSession, kind: CommitKind, knownFrom: string, loadId: number | null = null): Promise<number> {
  const { rows } = await session.query<{ id: number }>(
    "INSERT INTO fact_commit (kind, known_from, load_id) VALUES ($1, $2, $3) RETURNING id",
    [kind, knownFrom, loadId],
  );
  return rows[0]!.id;
}
