import type { DataSource } from "typeorm";
import { SealingJob } from "../access/access-log-sealing.js";
import { openKeyRing } from "../access/own-keys.js";
import { SealFile } from "../access/seal-file.js";
import { type Configuration, ConfigurationError, readConfiguration, today } from "../configuration.js";
import { createDataSource } from "../database/data-source.js";
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
import { endParts } from "./end-parts.js";
import { listenFault } from "./listen-fault.js";

/** Whoever asks waits no longer for one statement; loads, derivation, seals and the like take the time that they take. */
const ANSWER_PATIENCE_MS = 20_000;

/*
 * npm run gateway: the gateway alone, on the loopback or the address of HOST, with the watch over INBOX, until SIGTERM or
 * SIGINT. Then it finishes what is asked. Exit 0, or 1 when it could not start; the reason is on stderr.
 */
async function run(): Promise<void> {
  const configuration = readConfiguration(process.env, "GATEWAY");
  const log = createLog(configuration);
  const catalogue = loadCatalogue();
  const stopped = stopSignal();
  const server = await openDatabaseServer(configuration, log);
  try {
    const dataSource = await openDatabase(server);
    const answering = createDataSource(server.url, ANSWER_PATIENCE_MS);
    try {
      const ring = await openKeyRing(configuration);
      await withSession(dataSource, (session) => ringInForce(session, ring));
      await ifNoOtherLoader(dataSource, (session) => publishAfterNewCatalogue(session, catalogue, log, today(configuration)));
      const loader = new SeparateLoader(process.env);
      const sealFile = new SealFile(configuration.sealFile);
      await answering.initialize();
      const gateway = await startGateway({ configuration, dataSource: answering, log, loader, sealedAt: () => sealFile.upToDateAt });
      const closeInbox = watchInbox(configuration, dataSource, log);
      const sealing = SealingJob.start({ dataSource, file: sealFile, log });
      const calendar = CalendarJob.start({ dataSource, catalogue, loader, log, today: () => today(configuration) });
      process.stdout.write(`${gateway.url}/graphql\n`);
      log.info({ signal: await stopped }, "stopping");
      await endParts({ gateway, closeInbox, calendar, loader, sealing });
    } finally {
      if (answering.isInitialized) await answering.destroy();
      await dataSource.destroy();
    }
  } finally {
    await server.close();
  }
}

/** @returns ends it: a load that is under way is given up, its files stay, and whoever watches next meets them again */
function watchInbox(configuration: Configuration, dataSource: DataSource, log: Log): () => Promise<void> {
  const { inbox: folder, inboxQuietSeconds, inboxKeepDays: keepDays } = configuration;
  if (folder === null) return () => Promise.resolve();
  const loader = new SeparateLoader(process.env);
  const watch = InboxWatch.start({
    folder, dataSource, loader, log, quietMs: inboxQuietSeconds * 1000, keepDays, today: () => today(configuration),
  });
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
  const message = known ? error.message : listenFault(error);
  if (message === null) throw error;
  process.stderr.write(`${message}\n`);
  process.exitCode = 1;
}
