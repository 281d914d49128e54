import { pino } from "pino";
import { type KeyRing, parseKeyRing, readKeyFile } from "../../gateway/access/keys.js";
import { createDataSource } from "../../gateway/database/data-source.js";
import { asOnlyLoader, type LoaderSession } from "../../gateway/database/session.js";
import { publishFindings } from "../../gateway/findings/publish.js";
import { deliveredFiles } from "../../gateway/loading/delivery.js";
import { type IngestContext, loadFiles } from "../../gateway/loading/ingest.js";
import { loadCatalogue } from "../../gateway/rules/catalogue.js";
import { FIRST_NIGHT, SECOND_NIGHT } from "./city/nights.js";
import type { EngineRun } from "./engine-process.js";

/*
 * The real engine in a process of its own, so that what it holds in memory is its own. Prints one EngineRun as JSON.
 *
 *   load PATH...   what `npm run ingest` does with files, but for the findings
 *   derive         the findings of the cases that are noted as touched
 *   touch CASE...  the findings of these cases, one after another
 */

const [task, ...names] = process.argv.slice(2);
const dataSource = await createDataSource(process.env["DATABASE_URL"] ?? "").initialize();
const context: IngestContext = {
  dataSource, catalogue: loadCatalogue(), ring: keyRing(), log: pino({ level: "silent" }), today: SECOND_NIGHT,
};

function keyRing(): KeyRing {
  const ring = parseKeyRing(readKeyFile(process.env["BENCH_KEYS"] ?? ""));
  if (!("first" in ring)) throw new Error("BENCH_KEYS has no keys");
  return ring;
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

function load(session: LoaderSession): Promise<number> {
  return timed(async () => {
    const files = await deliveredFiles(names, context.today);
    await loadFiles(session, context, { files, force: false, accept: [], origin: { way: "COMMAND", sentBy: "benchmark" } });
  });
}

function derive(session: LoaderSession): Promise<number> {
  return timed(() => publishFindings(session, context.catalogue, context.log, context.today));
}

async function touch(session: LoaderSession): Promise<number[]> {
  const durations: number[] = [];
  for (const name of names) {
    await session.query("INSERT INTO touched_case (file_number, since) VALUES ($1, $2)", [name, FIRST_NIGHT]);
    durations.push(await derive(session));
  }
  return durations;
}

async function run(session: LoaderSession): Promise<number[]> {
  switch (task) {
    case "load": return [await load(session)];
    case "derive": return [await derive(session)];
    case "touch": return touch(session);
    default: throw new Error(`there is no task ${task}`);
  }
}

const durations = await asOnlyLoader(dataSource, () => undefined, run);
await dataSource.destroy();
const told: EngineRun = { durations, peakRssMb: process.resourceUsage().maxRSS / 1024 };
process.stdout.write(JSON.stringify(told));
