import type { DataSource } from "typeorm";

/** The advisory lock under which migrations run ("Mig!" in ASCII). */
const MIGRATION_LOCK = 0x4d69_6721;

/** Brings the schema up to date. Several processes may start at once: one migrates, the others wait and find it done. */
export async function migrate(dataSource: DataSource): Promise<void> {
  const runner = dataSource.createQueryRunner();
  try {
    await runner.query("SELECT pg_advisory_lock($1)", [MIGRATION_LOCK]);
    try {
      await dataSource.runMigrations();
    } finally {
      await runner.query("SELECT pg_advisory_unlock($1)", [MIGRATION_LOCK]);
    }
  } finally {
    await runner.release();
  }
}
