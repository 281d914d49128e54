import pg from "pg";
import type { Configuration } from "../configuration.js";
import { errorCode } from "../error-code.js";
import type { Log } from "../log.js";
import type { DatabaseServer } from "./database-server.js";
import { DatabaseUnavailableError } from "./database-unavailable.js";
import { openEmbeddedServer } from "./embedded-server.js";

const OLDEST_SUPPORTED = 14;
const CONNECT_TIMEOUT_MS = 10_000;

/**
 * The server of DATABASE_URL or APP_DATABASE_URL, or without both the embedded one in DATA_DIR, which is started or
 * joined.
 *
 * DATABASE_URL has the login that owns the tables: it migrates. Gateway, loader and commands take the application's role
 * in it (data-source.ts), which guards against faults, not against somebody who has that login. APP_DATABASE_URL, a login
 * of its own that owns nothing and is a member of the role, guards against both; with it alone nothing migrates here.
 * @throws DatabaseUnavailableError when there is none that can be used
 */
export async function openDatabaseServer(
  configuration: Pick<Configuration, "databaseUrl" | "appDatabaseUrl" | "dataDir">,
  log: Log,
): Promise<DatabaseServer> {
  const { databaseUrl, appDatabaseUrl, dataDir } = configuration;
  const url = appDatabaseUrl ?? databaseUrl;
  if (url === null) return openEmbeddedServer(dataDir, log);
  if (databaseUrl !== null) await checkServer("DATABASE_URL", databaseUrl);
  if (appDatabaseUrl !== null) await checkServer("APP_DATABASE_URL", appDatabaseUrl);
  return { url, ownerUrl: databaseUrl, embedded: false, close: () => Promise.resolve() };
}

async function checkServer(variable: string, url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: CONNECT_TIMEOUT_MS });
  try {
    await client.connect();
    const { rows } = await client.query<{ server_version_num: string }>("SHOW server_version_num");
    requireSupportedVersion(Number(rows[0]?.server_version_num));
  } catch (error) {
    throw error instanceof DatabaseUnavailableError ? error : describeFailure(variable, url, error);
  } finally {
    await client.end();
  }
}

/**
 * @param versionNumber as `server_version_num` says it: 140011 is 14.11
 * @throws DatabaseUnavailableError when the server is older than version 14
 */
export function requireSupportedVersion(versionNumber: number): void {
  const major = Math.floor(versionNumber / 10_000);
  if (major >= OLDEST_SUPPORTED) return;
  throw new DatabaseUnavailableError(
    `The server of DATABASE_URL is PostgreSQL ${major}. Överblick needs ${OLDEST_SUPPORTED} or newer: upgrade the ` +
      "server, or name another one.",
  );
}

const REMEDIES: Readonly<Record<string, string>> = {
  ECONNREFUSED: "nothing listens there. Start the server, or correct host and port in DATABASE_URL",
  ENOTFOUND: "the host name is not known. Correct the host in DATABASE_URL",
  "28P01": "the server refused the password. Correct user and password in DATABASE_URL",
  "28000": "the server refused the user. Correct the user in DATABASE_URL, or allow it in pg_hba.conf",
  "3D000": "there is no such database. Create it, or correct its name in DATABASE_URL",
  "57P03": "the server is starting or shutting down. Try again in a moment",
  "53300": "the server has no connection left. Raise max_connections, or try again later",
};

/** The driver's error goes along as the cause: for the log, which masks; its message alone may quote the address. */
function describeFailure(variable: string, url: string, error: unknown): DatabaseUnavailableError {
  const { hostname, port, pathname } = new URL(url);
  const code = errorCode(error);
  const known = (code === null ? undefined : REMEDIES[code]) ?? "Check DATABASE_URL, the network and the server's log";
  const remedy = known.replaceAll("DATABASE_URL", variable);
  const where = `${hostname || "the local socket"}${port === "" ? "" : `:${port}`}${pathname}`;
  return new DatabaseUnavailableError(`The database ${where} can't be used (${code ?? "no answer"}): ${remedy}.`, {
    cause: error,
  });
}
