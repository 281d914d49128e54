import { keyUses, rotateKeys } from "../access/key-use.js";
import { openKeyRing } from "../access/own-keys.js";
import { SealError } from "../access/sealed-text.js";
import { ConfigurationError, readConfiguration } from "../configuration.js";
import { DatabaseUnavailableError } from "../database/database-unavailable.js";
import { openDatabase } from "../database/open-database.js";
import { openDatabaseServer } from "../database/server.js";
import { asOnlyLoader } from "../database/session.js";
import { createLog } from "../log.js";

/*
 * npm run keys -- list | rotate: how much is sealed with which key, after rotate all of it with the first of
 * PERSON_KEYS. Prints one JSON object on stdout. Exit 0; 3 when values have a key that the configuration lacks; 1 when
 * it could not run; 2 when it was called in a wrong way. Rotate waits for a load that is at work, and can be stopped
 * anywhere and run again.
 */
const USAGE = `Usage: npm run keys -- list | rotate
  list    how many values are sealed with each key: one without values can be taken out of PERSON_KEYS
  rotate  seals everything with the first key of PERSON_KEYS`;

type Command = "list" | "rotate";

async function run(command: Command): Promise<void> {
  const configuration = readConfiguration();
  const log = createLog(configuration);
  const ring = await openKeyRing(configuration);
  const server = await openDatabaseServer(configuration, log);
  try {
    const dataSource = await openDatabase(server);
    try {
      const waiting = (): void => log.info("a loader is at work: waiting for it");
      const resealed = command === "list" ? 0 : await asOnlyLoader(dataSource, waiting, (session) => rotateKeys(session, ring));
      const keys = await keyUses(dataSource, ring);
      process.stdout.write(`${JSON.stringify({ resealed, keys })}\n`);
      if (keys.some(({ known }) => !known)) process.exitCode = 3;
    } finally {
      await dataSource.destroy();
    }
  } finally {
    await server.close();
  }
}

const [command, ...rest] = process.argv.slice(2);
if ((command !== "list" && command !== "rotate") || rest.length > 0) {
  process.stderr.write(`${USAGE}\n`);
  process.exitCode = 2;
} else {
  try {
    await run(command);
  } catch (error) {
    const known = error instanceof ConfigurationError || error instanceof DatabaseUnavailableError || error instanceof SealError;
    if (!known) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  }
}
