import { once } from "node:events";
import { resolve } from "node:path";
import { openDatabaseServer } from "../../gateway/database/server.js";
import { createLog } from "../../gateway/log.js";

/*
 * A process of its own that uses the embedded database: opens it, prints its port, leaves it when told a line.
 * Usage: embedded-server.child.ts DATA_DIR
 */
const dataDir = resolve(process.argv[2] ?? "");
const log = createLog({ logLevel: "debug" });
const server = await openDatabaseServer({ databaseUrl: null, appDatabaseUrl: null, dataDir }, log);
process.stdout.write(`${new URL(server.url).port}\n`);
await once(process.stdin, "data");
await server.close();
process.stdin.destroy();
