import type { DataSource } from "typeorm";
import { ConfigurationError } from "../configuration.js";
import { errorCode } from "../error-code.js";
import { APPLICATION_ROLE, createDataSource, createOwnerDataSource } from "./data-source.js";
import type { DatabaseServer } from "./database-server.js";
import { DatabaseUnavailableError } from "./database-unavailable.js";
import { isMigrated, migrate } from "./migrate.js";

/**
 * Connects to a server's database as the application, migrated: where the owner's login is known it is brought up to
 * date first, else it has to be already. To be destroyed by the caller.
 * @throws DatabaseUnavailableError when migrations are missing, or the connection is not in the application's role
 */
export async function openDatabase(server: Pick<DatabaseServer, "url" | "ownerUrl">): Promise<DataSource> {
  if (server.ownerUrl !== null) await migrate(server.ownerUrl);
  const dataSource = createDataSource(server.url);
  try {
    await dataSource.initialize();
    await requireApplicationRole(dataSource);
    if (!(await isMigrated(dataSource))) throw notMigrated();
    return dataSource;
  } catch (error) {
    if (dataSource.isInitialized) await dataSource.destroy();
    throw describe(error);
  }
}

/**
 * Connects as the owner, migrated, for what the application may not do: to change the access log. To be destroyed by the
 * caller.
 * @throws ConfigurationError when the owner's login is not given
 */
export async function openAsOwner({ ownerUrl }: Pick<DatabaseServer, "ownerUrl">): Promise<DataSource> {
  if (ownerUrl === null) {
    const remedy = "Set it to the address with the login that owns the tables, for this command alone";
    throw new ConfigurationError([{ variable: "DATABASE_URL", fault: "is missing: this command changes the access log", remedy }]);
  }
  await migrate(ownerUrl);
  return createOwnerDataSource(ownerUrl).initialize();
}

/** A pooler between may drop what a connection asks for at its start: then nothing would keep the access log from changes. */
async function requireApplicationRole(dataSource: DataSource): Promise<void> {
  const [session] = await dataSource.query<{ role: string }[]>("SELECT current_user AS role");
  if (session?.role === APPLICATION_ROLE) return;
  throw new DatabaseUnavailableError(
    `The database gave a session as ${session?.role} instead of ${APPLICATION_ROLE}. A connection pooler between must ` +
      'pass on "options" of the connection\'s start, or be left out.',
  );
}

function notMigrated(): DatabaseUnavailableError {
  return new DatabaseUnavailableError(
    "The database lacks migrations of this version, and APP_DATABASE_URL may not run them: run npm run migrate with the " +
      "owner's DATABASE_URL first.",
  );
}

/** 22023 and 42501 at the start of a session: the role is not there, or not this login's. 42P01: no table of migrations. */
function describe(error: unknown): unknown {
  const code = errorCode(error);
  if (code === "42P01") return notMigrated();
  if (code !== "22023" && code !== "42501") return error;
  const remedy = `Run npm run migrate with the owner's DATABASE_URL, then GRANT ${APPLICATION_ROLE} TO the login of APP_DATABASE_URL`;
  return new DatabaseUnavailableError(`The database refused the role ${APPLICATION_ROLE} (${code}). ${remedy}.`, { cause: error });
}
