import { chmod, mkdtemp, readFile, realpath, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findInstallation } from "../../gateway/database/installation.js";
import { migrate } from "../../gateway/database/migrate.js";
import { runProgram } from "../../gateway/database/run-program.js";
import { openDatabaseServer } from "../../gateway/database/server.js";
import { createLog } from "../../gateway/log.js";

/** A database server of a test's own, which can be stopped and started again at its address. */
export interface OwnDatabase {
  readonly url: string;
  /** At once, as a power cut does: nothing under way finishes. */
  stop(): Promise<void>;
  start(): Promise<void>;
  remove(): Promise<void>;
}

/** Makes and starts one, migrated and empty. */
export async function createOwnDatabase(): Promise<OwnDatabase> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), "overblick-own-")));
  // Root's server runs as another account, which has to get in.
  await chmod(folder, 0o755);
  const log = createLog({ logLevel: "silent" });
  const server = await openDatabaseServer({ databaseUrl: null, appDatabaseUrl: null, dataDir: folder }, log);
  await migrate(server.url);
  const password = await readFile(join(folder, "postgres.password"), "utf8");
  const { programs, cluster, account } = await findInstallation(folder, password, log);
  const run = async (...parameters: string[]): Promise<void> => {
    const { status, output } = await runProgram(join(programs, "pg_ctl"), [...parameters, "-w", "-D", cluster], account, cluster);
    if (status !== 0) throw new Error(`pg_ctl ${parameters.join(" ")}: ${output}`);
  };
  const options = `-p ${new URL(server.url).port} -c listen_addresses=127.0.0.1 -c unix_socket_directories=''`;
  return {
    url: server.url,
    stop: () => run("stop", "-m", "immediate"),
    start: () => run("start", "-l", join(cluster, "server.log"), "-o", options),
    async remove() {
      await server.close();
      await rm(folder, { recursive: true });
    },
  };
}
