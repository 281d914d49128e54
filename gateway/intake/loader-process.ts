import { buffer } from "node:stream/consumers";
import { openKeyRing } from "../access/own-keys.js";
import { type Configuration, readConfiguration, today } from "../configuration.js";
import { openDatabase } from "../database/open-database.js";
import { openDatabaseServer } from "../database/server.js";
import { createLog, type Log } from "../log.js";
import { loadCatalogue } from "../rules/catalogue.js";
import { doLoadWork, failureOf, type FileResult, type LoadWork } from "./load-work.js";
import type { LoaderAnswer } from "./separate-loader.js";

/*
 * The process that loads for a gateway (separate-loader.ts): it is told what to load when the bytes of an upload, on its
 * standard input, are all there. Killed anywhere it leaves whole files loaded. When the gateway is gone before it has
 * said what to do, there is nothing to do; after that it finishes.
 */

// A service is stopped by a signal to all its processes. The gateway alone decides whether this one may finish.
for (const signal of ["SIGTERM", "SIGINT"]) process.on(signal, () => undefined);

/** Starts to read at once: the gateway says what to do when the last byte is through. */
const content = buffer(process.stdin);
const work = await toldWork();
if (work !== null) await answer(await perform(work));
if (process.connected) process.disconnect();

function toldWork(): Promise<LoadWork | null> {
  return new Promise((resolve) => {
    process.once("message", (told) => resolve(told as LoadWork));
    process.once("disconnect", () => resolve(null));
  });
}

async function perform(told: LoadWork): Promise<LoaderAnswer> {
  const configuration = readConfiguration();
  const log = createLog(configuration);
  try {
    return { done: await load(told, configuration, log) };
  } catch (error) {
    const failure = failureOf(error);
    if (failure !== null) return { failed: failure.code, message: failure.message };
    log.error({ err: error }, "a load could not run");
    return { failed: "FAILED", message: "The load could not run: the log says why." };
  }
}

async function load(told: LoadWork, configuration: Configuration, log: Log): Promise<readonly FileResult[]> {
  const ring = await openKeyRing(configuration);
  const server = await openDatabaseServer(configuration, log);
  try {
    const dataSource = await openDatabase(server);
    try {
      const context = { dataSource, catalogue: loadCatalogue(), ring, log, today: today(configuration) };
      return await doLoadWork(context, told, await content);
    } finally {
      await dataSource.destroy();
    }
  } finally {
    await server.close();
  }
}

function answer(message: LoaderAnswer): Promise<void> {
  return new Promise((resolve) => {
    if (process.send === undefined || !process.connected) resolve();
    // The gateway may be gone by now: what was loaded is loaded.
    else process.send(message, undefined, {}, () => resolve());
  });
}
