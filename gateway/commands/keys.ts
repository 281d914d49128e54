import { keyUses, rotateKeys } from "../access/key-use.js";
import { openKeyRing } from "../access/own-keys.js";
import { SealError } from "../access/sealed-text.js";
import { ConfigurationError, readConfiguration } from "../configuration.js";
import { DatabaseUnavailableError } from "../database/database-unavailable.js";
import { openDatabase } from "../database/open-database.js";
import { openDatabaseServer } from "../database/server.js";
import { asOnlyLoader, withSession } from "../database/session.js";
import { hashKeyUse, rotateHashes } from "../loading/hash-keys.js";
import { createLog } from "../log.js";

/*
 * npm run keys -- list | rotate: how much is sealed with which key, and which key persons are found by; after rotate all of
 * it with the first of PERSON_KEYS, and by the first of PERSON_HASH_KEY. Prints one JSON object on stdout. Exit 0; 3 when
 * values have a key that the configuration lacks; 1 when it could not run; 2 when it was called in a wrong way. Rotate waits
 * for a load that is at work, and can be stopped anywhere and run again.
 */
const USAGE = `Usage: npm run keys -- list | rotate
  list    how many values are sealed with each key: one without values can be taken out of PERSON_KEYS;
          and the place in PERSON_HASH_KEY of the key that persons are found by: the others can be taken out
  rotate  seals everything with the first key of PERSON_KEYS, and has persons found by the first of PERSON_HASH_KEY`;

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
      const rotated = command === "list" ? { resealed: 0, rehashed: 0 } : await asOnlyLoader(dataSource, waiting, async (session) => (
        { resealed: await rotateKeys(session, ring), rehashed: await rotateHashes(session, ring) }
      ));
      const keys = await keyUses(dataSource, ring);
      const hashing = await withSession(dataSource, (session) => hashKeyUse(session, ring));
      process.stdout.write(`${JSON.stringify({ ...rotated, keys, hashing })}\n`);
      if (keys.some(({ known }) => !known) || hashing.inForce === null) process.exitCode = 3;
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
