import { ConfigurationError, readConfiguration } from "../configuration.js";
import { DatabaseUnavailableError } from "../database/database-unavailable.js";
import { openDatabase } from "../database/open-database.js";
import { openDatabaseServer } from "../database/server.js";
import { createLog } from "../log.js";

/*
 * npm run migrate: brings the database up to date, with the owner's login in DATABASE_URL. For cities whose gateway and
 * loader have APP_DATABASE_URL alone; others need it not, since they migrate when they start. Exit 0, or 1 when it could
 * not run.
 */
try {
  const configuration = readConfiguration();
  if (configuration.databaseUrl === null && configuration.appDatabaseUrl !== null) {
    const remedy = "Set it to the address with the login that owns the tables; APP_DATABASE_URL's may not change them";
    throw new ConfigurationError([{ variable: "DATABASE_URL", fault: "is missing", remedy }]);
  }
  const server = await openDatabaseServer({ ...configuration, appDatabaseUrl: null }, createLog(configuration));
  try {
    const dataSource = await openDatabase(server);
    await dataSource.destroy();
  } finally {
    await server.close();
  }
} catch (error) {
  const known = error instanceof ConfigurationError || error instanceof DatabaseUnavailableError;
  if (!known) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
