import { fileURLToPath } from "node:url";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { DataSource } from "typeorm";
import { createDataSource } from "../../gateway/database/data-source.js";
import type { Loader } from "../../gateway/intake/load-work.js";
import { type IngestOptions, ingest } from "../../gateway/loading/ingest.js";
import type { IngestReport } from "../../gateway/loading/report.js";
import { createLog } from "../../gateway/log.js";
import { loadCatalogue } from "../../gateway/rules/catalogue.js";
import { createTestDatabase } from "./database.js";
import { ownLoader } from "./own-loader.js";
import { RING, TODAY } from "./world.js";

/** A database of its own that files are loaded into, as `npm run ingest` does. */
export interface City {
  readonly url: string;
  readonly dataSource: DataSource;
  /** Loads what a gateway on this database is told to. */
  readonly loader: Loader;
  /** Loads folders or files. */
  load(paths: readonly string[], options?: CityOptions): Promise<IngestReport>;
  /** Loads files given as name and content, from a folder of their own. */
  deliver(files: Readonly<Record<string, string | Buffer>>, options?: CityOptions): Promise<IngestReport>;
  close(): Promise<void>;
}

/** How a load is asked for; `today` is the day of the load, by default that of the worlds. */
export type CityOptions = Partial<IngestOptions> & { readonly today?: string };

/** The folder of a sample. */
export function sample(name: string): string {
  return fileURLToPath(new URL(`../samples/${name}`, import.meta.url));
}

const CATALOGUE = loadCatalogue();
const SILENT = createLog({ logLevel: "silent" });

export async function openCity(): Promise<City> {
  const database = await createTestDatabase();
  const dataSource = await createDataSource(database.url).initialize();
  const context = { dataSource, catalogue: CATALOGUE, ring: RING, log: SILENT };
  const load = (paths: readonly string[], { today = TODAY, ...options }: CityOptions = {}): Promise<IngestReport> =>
    ingest({ ...context, today }, { force: false, accept: [], ...options, paths });
  return {
    url: database.url,
    dataSource,
    loader: ownLoader({ ...context, today: TODAY }),
    load,
    async deliver(files, options) {
      const folder = await mkdtemp(join(tmpdir(), "overblick-delivery-"));
      try {
        for (const [name, content] of Object.entries(files)) await writeFile(join(folder, name), content);
        return await load([folder], options);
      } finally {
        await rm(folder, { recursive: true });
      }
    },
    async close() {
      await dataSource.destroy();
      await database.drop();
    },
  };
}

/** A finding as `expected.json` tells it. */
export interface ToldFinding {
  readonly kind: string;
  readonly rule: string;
  readonly fileNumber: string;
  readonly decision: string | null;
  readonly order: string | null;
  /** Tells two findings of one client and rule apart; missing where nothing has to. */
  readonly about?: string | null;
  readonly dueOn: string | null;
  readonly severity: string;
  readonly unit: string;
}

/** The findings of a day, told and sorted as `expected.json` does. */
export async function findingsOn(dataSource: DataSource, day: string): Promise<ToldFinding[]> {
  return dataSource.query(
    `SELECT kind, rule, file_number AS "fileNumber", decision, order_number AS "order", about, due_on::text AS "dueOn", unit,
       CASE WHEN critical_from <= $1 THEN 'CRITICAL' WHEN warning_from <= $1 THEN 'WARNING' ELSE 'INFO' END AS severity
     FROM finding WHERE day_from <= $1 AND $1 < day_to AND least(info_from, warning_from, critical_from) <= $1
     ORDER BY kind, rule, file_number, decision, order_number`,
    [day],
  );
}
