import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { randomInt } from "node:crypto";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { DataSource } from "typeorm";
import { createDataSource } from "../../gateway/database/data-source.js";
import { sample } from "./city.js";
import { createTestDatabase, type TestDatabase } from "./database.js";
import { FACT_TABLES, loadedState } from "./loaded-state.js";
import { KEYS } from "./world.js";

/** The command as it runs in production: `npm test` compiles it first. */
const INGEST = fileURLToPath(new URL("../../dist/gateway/commands/ingest.js", import.meta.url));
const FOLDERS = ["night1", "providers", "economy", "night2"].map((part) => `${sample("hal-2022-11")}/${part}`);
const KILLS = 6;

function startIngest(url: string): ChildProcess {
  return spawn(process.execPath, [INGEST, ...FOLDERS], {
    env: { ...process.env, NODE_ENV: "test", TODAY: "2022-11-30", DATABASE_URL: url, LOG_LEVEL: "info", ...KEYS },
    stdio: ["ignore", "ignore", "pipe"],
  });
}

/** When the first file is through, and the load of the others under way. */
function firstFileLoaded(child: ChildProcess): Promise<unknown> {
  return once(child.stderr!, "data");
}

/** @returns milliseconds from the first file to the end */
async function ingestWholly(url: string): Promise<number> {
  const child = startIngest(url);
  const exited = once(child, "exit");
  await firstFileLoaded(child);
  const started = performance.now();
  child.stderr!.resume();
  const [code] = (await exited) as [number | null];
  expect(code).toBe(0);
  return performance.now() - started;
}

let undisturbed: TestDatabase;
let disturbed: TestDatabase;
let duration = 0;
let wanted: Record<string, string[]>;
let dataSource: DataSource;

beforeAll(async () => {
  undisturbed = await createTestDatabase();
  disturbed = await createTestDatabase();
  duration = await ingestWholly(undisturbed.url);
  const reference = await createDataSource(undisturbed.url).initialize();
  wanted = await loadedState(reference);
  await reference.destroy();
  dataSource = await createDataSource(disturbed.url).initialize();
});
afterAll(async () => {
  await dataSource.destroy();
  await undisturbed.drop();
  await disturbed.drop();
});

it(`a load killed ${KILLS} times at random points and run again ends as an undisturbed one`, async () => {
  const points: number[] = [];
  for (let at = 0; at < KILLS; at += 1) {
    const child = startIngest(disturbed.url);
    const exited = once(child, "exit");
    await firstFileLoaded(child);
    child.stderr!.resume();
    const point = randomInt(0, Math.round(duration));
    points.push(point);
    const timer = setTimeout(() => child.kill("SIGKILL"), point);
    await exited;
    clearTimeout(timer);
    await expectFilesWholeOrNotAtAll();
  }
  await ingestWholly(disturbed.url);
  expect(await loadedState(dataSource), `killed after ${points.join(", ")} ms`).toEqual(wanted);
}, 120_000);

/** Every load that says LOADED opened as many versions as it says, and no version is without its load. */
async function expectFilesWholeOrNotAtAll(): Promise<void> {
  const wrong: unknown[] = [];
  for (const table of FACT_TABLES.filter((name) => name !== "person")) {
    const rows: unknown[] = await dataSource.query(
      `SELECT l.file, l.status, count(f.id) AS versions, l.added + l.changed AS told
       FROM ${table} f LEFT JOIN load l ON l.id = f.load_id GROUP BY l.id
       HAVING l.status IS DISTINCT FROM 'LOADED' OR count(f.id) > l.added + l.changed`,
    );
    wrong.push(...rows);
  }
  expect(wrong).toEqual([]);
}
