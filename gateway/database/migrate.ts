import type { DataSource } from "typeorm";
import { createOwnerDataSource } from "./data-source.js";

/** The advisory lock under which migrations run ("Mig!" in ASCII). */
const MIGRATION_LOCK = 0x4d69_6721;

/**
 * Brings the schema up to date, as the owner of the tables. Several processes may start at once: one migrates, the
 * others wait and find it done.
 * @param ownerUrl address with the owner's login
 */
export async function migrate(ownerUrl: string): Promise<void> {
  const dataSource = await createOwnerDataSource(ownerUrl).initialize();
  try {
    const runner = dataSource.createQueryRunner();
    await runner.query("SELECT pg_advisory_lock($1)", [MIGRATION_LOCK]);
    try {
      await dataSource.runMigrations();
    } finally {
      await runner.query("SELECT pg_advisory_unlock($1)", [MIGRATION_LOCK]);
      await runner.release();
    }
  } finally {
    await dataSource.destroy();
  }
}

/** Whether the database has every migration of this version. */
export async function isMigrated(dataSource: DataSource): Promise<boolean> {
  const rows = await dataSource.query<{ name: string }[]>("SELECT name FROM migrations");
  const done = new Set(rows.map(({ name }) => name));
  return dataSource.migrations.every((migration) => done.has(migration.name ?? migration.constructor.name));
}
