import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, expect, it } from "vitest";
import { ingest } from "../../gateway/loading/ingest.js";
import type { FileReport } from "../../gateway/loading/report.js";
import { createLog } from "../../gateway/log.js";
import { loadCatalogue } from "../../gateway/rules/catalogue.js";
import { FUZZED_SOURCES } from "../unit/sources/fuzz/fuzzed-sources.js";
import { anyFile, CANARY } from "../unit/sources/fuzz/properties.js";
import { type City, openCity, sample } from "./city.js";
import { RING, TODAY } from "./world.js";

/** Of each file type and format; how many any reader survives is for tests/unit/sources/fuzz. */
const FILES_EACH = 15;

let city: City;
let reports: readonly FileReport[];
const logged: string[] = [];

beforeAll(async () => {
  city = await openCity();
  await city.load([sample("hal-2022-11/night1")]);
  const folder = await mkdtemp(join(tmpdir(), "overblick-fuzzed-"));
  for (const [at, fuzzed] of FUZZED_SOURCES.entries()) {
    for (const [number, bytes] of fc.sample(anyFile(fuzzed), { seed: 20221130 + at, numRuns: FILES_EACH }).entries()) {
      await mkdir(join(folder, String(number)), { recursive: true });
      await writeFile(join(folder, String(number), fuzzed.fileName), bytes);
    }
  }
  const log = createLog({ logLevel: "trace" }, { write: (line) => logged.push(line) });
  const options = { paths: [folder], force: false, accept: [] };
  reports = (await ingest({ dataSource: city.dataSource, catalogue: loadCatalogue(), ring: RING, log, today: TODAY }, options)).files;
  await rm(folder, { recursive: true });
});
afterAll(() => city.close());

it("whatever comes, each file gets an outcome: some load, some are rejected", () => {
  expect(reports).toHaveLength(FUZZED_SOURCES.length * FILES_EACH);
  const statuses = new Set(reports.map(({ status }) => status));
  expect([...statuses].filter((status) => status !== "HELD" && status !== "UNCHANGED").sort()).toEqual(["LOADED", "REJECTED"]);
});

it("of a file that is not loaded nothing is", async () => {
  const tables: { name: string }[] = await city.dataSource.query(
    "SELECT table_name AS name FROM information_schema.columns WHERE table_schema = 'public' AND column_name = 'load_id' AND table_name <> 'held_chunk'",
  );
  for (const { name } of tables) {
    const rows: unknown[] = await city.dataSource.query(`SELECT 1 FROM "${name}" t JOIN load l ON l.id = t.load_id WHERE l.status <> 'LOADED'`);
    expect({ table: name, rows }).toEqual({ table: name, rows: [] });
  }
});

it("no row's content stands in the log or in a report", () => {
  const told = [...logged, ...reports.map(({ reason }) => reason ?? "")].filter((line) => line.includes(CANARY));
  expect(told).toEqual([]);
});
