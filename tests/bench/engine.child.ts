import { pino } from "pino";
import { parseKeyRing, readKeyFile } from "../../gateway/access/keys.js";
import { createDataSource } from "../../gateway/database/data-source.js";
import { asOnlyLoader, type LoaderSession } from "../../gateway/database/session.js";
import { publishFindings } from "../../gateway/findings/publish.js";
import { deliveredFiles } from "../../gateway/loading/delivery.js";
import { loadFile } from "../../gateway/loading/load-file.js";
import { retryWaitingRows, settleQuarantine } from "../../gateway/loading/quarantine.js";
import { loadCatalogue } from "../../gateway/rules/catalogue.js";
import type { EngineRun } from "./engine-process.js";

/*
 * The real engine in a process of its own, so that what it holds in memory is its own. Prints one EngineRun as JSON.
 *
 *   load PATH...   what `npm run ingest` does with files, but for the findings
 *   derive         the findings of the cases that are noted as touched
 *   touch CASE...  the findings of these cases, one after another
 */

const [task, ...names] = process.argv.slice(2);
const ring = parseKeyRing(readKeyFile(process.env["BENCH_KEYS"] ?? ""));
if (!("first" in ring)) throw new Error("BENCH_KEYS has no keys");
/** After both nights. */
const TODAY = "2022-12-01";
const log = pino({ level: "silent" });
const catalogue = loadCatalogue();

async function timed(work: () => Promise<void>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

async function load(session: LoaderSession): Promise<number[]> {
  if (!("first" in ring)) return [];
  return [await timed(async () => {
    for (const file of await deliveredFiles(names, TODAY)) {
      if (file.recognised) await loadFile(session, ring, file, file.recognised, { force: false, accept: false, released: false });
    }
    await retryWaitingRows(session, ring);
    await settleQuarantine(session);
  })];
}

async function touch(session: LoaderSession): Promise<number[]> {
  const durations: number[] = [];
  for (const name of names) {
    await session.query("INSERT INTO touched_case (file_number, since) VALUES ($1, '2022-11-29')", [name]);
    durations.push(await timed(() => publishFindings(session, catalogue, log)));
  }
  return durations;
}

async function run(session: LoaderSession): Promise<number[]> {
  switch (task) {
    case "load": return load(session);
    case "derive": return [await timed(() => publishFindings(session, catalogue, log))];
    case "touch": return touch(session);
    default: throw new Error(`There is no task ${task}`);
  }
}

const dataSource = await createDataSource(process.env["DATABASE_URL"] ?? "").initialize();
const durations = await asOnlyLoader(dataSource, () => undefined, run);
await dataSource.destroy();
const told: EngineRun = { durations, peakRssMb: process.resourceUsage().maxRSS / 1024 };
process.stdout.write(JSON.stringify(told));
