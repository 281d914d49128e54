import { SealingJob } from "../access/access-log-sealing.js";
import { openKeyRing } from "../access/own-keys.js";
import { SealFile } from "../access/seal-file.js";
import { ConfigurationError, readConfiguration } from "../configuration.js";
import { DatabaseUnavailableError } from "../database/database-unavailable.js";
import { openDatabase } from "../database/open-database.js";
import { openDatabaseServer } from "../database/server.js";
import { ifNoOtherLoader, withSession } from "../database/session.js";
import { createLog } from "../log.js";
import { publishAfterNewCatalogue } from "../findings/publish.js";
import { ringInForce } from "../loading/hash-keys.js";
import { loadCatalogue } from "../rules/catalogue.js";
import { CatalogueError } from "../rules/catalogue-problem.js";
import { startGateway } from "../server.js";

/*
 * npm run gateway: the gateway alone, on the loopback or the address of HOST, until SIGTERM or SIGINT. Then it finishes
 * what is under way. Exit 0, or 1 when it could not start; the reason is on stderr.
 */
async function run(): Promise<void> {
  const configuration = readConfiguration();
  const log = createLog(configuration);
  const stopped = stopSignal();
  const server = await openDatabaseServer(configuration, log);
  try {
    const dataSource = await openDatabase(server);
    try {
      const ring = await openKeyRing(configuration);
      await withSession(dataSource, (session) => ringInForce(session, ring));
      await ifNoOtherLoader(dataSource, (session) => publishAfterNewCatalogue(session, loadCatalogue(), log));
      const gateway = await startGateway({ configuration, dataSource, log });
      const sealing = SealingJob.start({ dataSource, file: new SealFile(configuration.sealFile), log });
      process.stdout.write(`${gateway.url}/graphql\n`);
      log.info({ signal: await stopped }, "stopping");
      await gateway.close();
      await sealing.stop();
    } finally {
      await dataSource.destroy();
    }
  } finally {
    await server.close();
  }
}

function stopSignal(): Promise<NodeJS.Signals> {
  return new Promise((resolve) => {
    process.once("SIGTERM", resolve);
    process.once("SIGINT", resolve);
  });
}

try {
  await run();
} catch (error) {
  const known = error instanceof ConfigurationError || error instanceof CatalogueError || error instanceof DatabaseUnavailableError;
  if (!known) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
