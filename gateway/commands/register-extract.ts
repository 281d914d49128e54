import { AccessLogError } from "../access/access-log.js";
import { openKeyRing } from "../access/own-keys.js";
import { SealError } from "../access/sealed-text.js";
import { ConfigurationError, readConfiguration } from "../configuration.js";
import { registerExtract } from "../data-protection/register-extract.js";
import { DatabaseUnavailableError } from "../database/database-unavailable.js";
import { openDatabase } from "../database/open-database.js";
import { openDatabaseServer } from "../database/server.js";
import { createLog } from "../log.js";

/*
 * npm run register-extract -- FILENUMBER: everything that is held about one person, opened, and who read it, as one JSON
 * object on stdout, for the person who asks for it. It is written to the access log as a read. Exit 0; 3 when nothing is
 * held; 1 when it could not run; 2 when it was called in a wrong way.
 */
const USAGE = "Usage: npm run --silent register-extract -- FILENUMBER";

async function run(fileNumber: string): Promise<void> {
  const configuration = readConfiguration();
  const ring = await openKeyRing(configuration);
  const server = await openDatabaseServer(configuration, createLog(configuration));
  try {
    const dataSource = await openDatabase(server);
    try {
      const extract = await registerExtract(dataSource, ring, fileNumber);
      if (extract === null) {
        process.stderr.write("Nothing is held under this file number.\n");
        process.exitCode = 3;
      } else {
        process.stdout.write(`${JSON.stringify(extract, null, 2)}\n`);
      }
    } finally {
      await dataSource.destroy();
    }
  } finally {
    await server.close();
  }
}

const [fileNumber, ...rest] = process.argv.slice(2);
if (fileNumber === undefined || fileNumber.startsWith("-") || rest.length > 0) {
  process.stderr.write(`${USAGE}\n`);
  process.exitCode = 2;
} else {
  try {
    await run(fileNumber);
  } catch (error) {
    const known = error instanceof ConfigurationError || error instanceof DatabaseUnavailableError || error instanceof SealError
      || error instanceof AccessLogError;
    if (!known) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  }
}
