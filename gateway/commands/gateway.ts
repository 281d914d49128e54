import type { DataSource } from "typeorm";
import { SealingJob } from "../access/access-log-sealing.js";
import { openKeyRing } from "../access/own-keys.js";
import { SealFile } from "../access/seal-file.js";
import { type Configuration, ConfigurationError, readConfiguration, today } from "../configuration.js";
import { DatabaseUnavailableError } from "../database/database-unavailable.js";
import { openDatabase } from "../database/open-database.js";
import { openDatabaseServer } from "../database/server.js";
import { ifNoOtherLoader, withSession } from "../database/session.js";
import { CalendarJob } from "../feed/calendar-job.js";
import { InboxWatch } from "../intake/inbox.js";
import { SeparateLoader } from "../intake/separate-loader.js";
import { createLog, type Log } from "../log.js";
import { publishAfterNewCatalogue } from "../findings/publish.js";
import { ringInForce } from "../loading/hash-keys.js";
import { loadCatalogue } from "../rules/catalogue.js";
import { CatalogueError } from "../rules/catalogue-problem.js";
import { startGateway } from "../server.js";

/*
 * npm run gateway: the gateway alone, on the loopback or the address of HOST, with the watch over INBOX, until SIGTERM or
 * SIGINT. Then it finishes what is asked. Exit 0, or 1 when it could not start; the reason is on stderr.
 */
async function run(): Promise<void> {
  const configuration = readConfiguration();
  const log = createLog(configuration);
  const catalogue = loadCatalogue();
  const stopped = stopSignal();
  const server = await openDatabaseServer(configuration, log);
  try {
    const dataSource = await openDatabase(server);
    try {
      const ring = await openKeyRing(configuration);
      await withSession(dataSource, (session) => ringInForce(session, ring));
      await ifNoOtherLoader(dataSource, (session) => publishAfterNewCatalogue(session, catalogue, log, today(configuration)));
      const loader = new SeparateLoader(process.env);
      const gateway = await startGateway({ configuration, dataSource, log, loader });
      const closeInbox = watchInbox(configuration, dataSource, log);
      const sealing = SealingJob.start({ dataSource, file: new SealFile(configuration.sealFile), log });
      const calendar = CalendarJob.start({ dataSource, catalogue, loader, log, today: () => today(configuration) });
      process.stdout.write(`${gateway.url}/graphql\n`);
      log.info({ signal: await stopped }, "stopping");
      await closeInbox();
      await gateway.close();
      await calendar.stop();
      await loader.stop();
      await sealing.stop();
    } finally {
      await dataSource.destroy();
    }
  } finally {
    await server.close();
  }
}

/** @returns ends it: a load that is under way is given up, its files stay, and whoever watches next meets them again */
function watchInbox(configuration: Configuration, dataSource: DataSource, log: Log): () => Promise<void> {
  const { inbox: folder, inboxQuietSeconds } = configuration;
  if (folder === null) return () => Promise.resolve();
  const loader = new SeparateLoader(process.env);
  const watch = InboxWatch.start({ folder, dataSource, loader, log, quietMs: inboxQuietSeconds * 1000, today: () => today(configuration) });
  log.info({ folder }, "the inbox is watched");
  return async () => {
    await loader.stop();
    await watch.stop();
  };
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
