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
  const runner = dataSource.createQueryRunner();
  const session = (await runner.connect()) as LoaderSession;
  try {
    const { rows } = await session.query<{ locked: boolean }>("SELECT pg_try_advisory_lock($1) AS locked", [LOADER_LOCK]);
    if (!rows[0]!.locked) {
      waiting();
      await session.query("SELECT pg_advisory_lock($1)", [LOADER_LOCK]);
    }
    try {
      return await work(session);
    } finally {
      await session.query("SELECT pg_advisory_unlock($1)", [LOADER_LOCK]);
    }
  } finally {
    await runner.release();
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

/** Opens a commit of facts and gives its number (entities/fact-commit.ts). */
export async function openCommit(session: LoaderSession, kind: "LOAD" | "RETRY", loadId: number | null): Promise<number> {
  const { rows } = await session.query<{ id: number }>(
    "INSERT INTO fact_commit (kind, load_id) VALUES ($1, $2) RETURNING id",
    [kind, loadId],
  );
  return rows[0]!.id;
}
