import type { PoolClient } from "pg";
import type { DataSource } from "typeorm";

/** The loader's own connection: all its statements run here, in its transactions and under its lock. */
export type LoaderSession = PoolClient;

/** The advisory lock that makes one loader commit at a time ("Öbli" in ASCII, near enough). */
const LOADER_LOCK = 0x4f62_6c69;

/**
 * Runs the work as the only loader of this database: a second one waits until the first is through. The lock belongs
 * to the connection, so a killed process lets go of it.
 *
 * @param waiting called once when another loader is at work
 */
export async function asOnlyLoader<Result>(
  dataSource: DataSource,
  waiting: () => void,
  work: (session: LoaderSession) => Promise<Result>,
): Promise<Result> {
  return withSession(dataSource, async (session) => {
    if (!(await tryLock(session))) {
      waiting();
      await session.query("SELECT pg_advisory_lock($1)", [LOADER_LOCK]);
    }
    return unlockAfter(session, work);
  });
}

/** The same, unless another loader is at work: then nothing is done, and what was to be done is that one's. */
export async function ifNoOtherLoader(dataSource: DataSource, work: (session: LoaderSession) => Promise<void>): Promise<void> {
  await withSession(dataSource, async (session) => {
    if (await tryLock(session)) await unlockAfter(session, work);
  });
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

async function tryLock(session: LoaderSession): Promise<boolean> {
  const { rows } = await session.query<{ locked: boolean }>("SELECT pg_try_advisory_lock($1) AS locked", [LOADER_LOCK]);
  return rows[0]!.locked;
}

async function unlockAfter<Result>(session: LoaderSession, work: (session: LoaderSession) => Promise<Result>): Promise<Result> {
  try {
    return await work(session);
  } finally {
    await session.query("SELECT pg_advisory_unlock($1)", [LOADER_LOCK]);
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
