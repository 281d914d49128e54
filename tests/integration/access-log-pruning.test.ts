import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import type { PoolClient } from "pg";
import type { DataSource } from "typeorm";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { NOTHING_SEALED, SealHash } from "../../gateway/access/access-log-chain.js";
import { entriesBetween, findSeal } from "../../gateway/access/access-log-entries.js";
import { pruneAccessLog } from "../../gateway/access/access-log-pruning.js";
import { sealAccessLog } from "../../gateway/access/access-log-sealing.js";
import { verifyAccessLog } from "../../gateway/access/access-log-verify.js";
import { SealFile } from "../../gateway/access/seal-file.js";
import { createDataSource, createOwnerDataSource } from "../../gateway/database/data-source.js";
import { withSession } from "../../gateway/database/session.js";
import { createLog } from "../../gateway/log.js";
import { projectRoot } from "../../gateway/project-root.js";
import { createTestDatabase, type TestDatabase } from "./database.js";

const LOG = createLog({ logLevel: "silent" });
const DAY_MS = 24 * 60 * 60 * 1000;

let database: TestDatabase;
let dataSource: DataSource;
let owner: DataSource;
let folder: string;
let file: SealFile;

beforeEach(async () => {
  database = await createTestDatabase();
  [dataSource, owner] = await Promise.all([createDataSource(database.url).initialize(), createOwnerDataSource(database.url).initialize()]);
  folder = await mkdtemp(join(tmpdir(), "overblick-pruning-"));
  file = new SealFile(join(folder, "seals"));
});

afterEach(async () => {
  await dataSource.destroy();
  await owner.destroy();
  await database.drop();
  await rm(folder, { recursive: true });
});

/** So many entries, and the seal that was made over them so many days ago. */
async function sealed(entries: number, daysAgo: number): Promise<void> {
  await write(entries);
  await withSession(owner, async (session: PoolClient) => {
    const before = (await findSeal(session, null)) ?? NOTHING_SEALED;
    const { rows } = await session.query<{ last: string }>("SELECT max(id)::text AS last FROM access_log");
    const hash = new SealHash(before.hash);
    for await (const entry of entriesBetween(session, before.lastEntry, rows[0]!.last)) hash.add(entry);
    const sealedAt = new Date(Date.now() - daysAgo * DAY_MS).toISOString().replace("Z", "000Z");
    const content = { number: before.number + 1, sealedAt, lastEntry: rows[0]!.last, entries };
    await session.query("INSERT INTO access_log_seal (number, sealed_at, last_entry, entries, hash) VALUES ($1, $2, $3, $4, $5)", [
      content.number, sealedAt, content.lastEntry, entries, hash.digest(content),
    ]);
    await file.bringUpToDate(session);
  });
}

async function write(entries: number): Promise<void> {
  await dataSource.query(
    `INSERT INTO access_log (subject, roles, remote_address, operations, file_numbers)
     SELECT 'KAAN01', '{CASEWORKER}', '127.0.0.1', '{case}', ARRAY['f' || n] FROM generate_series(1, ${entries}) AS n`,
  );
}

const prune = (years = 5, dryRun = false) => pruneAccessLog(owner, years, LOG, dryRun);
const verify = () => verifyAccessLog(dataSource, file);

async function numbers(): Promise<number[]> {
  return (await dataSource.query<{ id: string }[]>("SELECT id FROM access_log ORDER BY id")).map(({ id }) => Number(id));
}

/** Two seals older than five years, one of three years, one of today, and an entry that is not sealed yet. */
async function sixYears(): Promise<void> {
  await sealed(3, 6 * 366);
  await sealed(2, 5 * 366 + 1);
  await sealed(4, 3 * 366);
  await sealed(1, 0);
  await write(1);
}

describe("pruning", () => {
  beforeEach(sixYears);

  test("removes the entries of seals that are older, and no other", async () => {
    expect(await prune()).toEqual({ years: 5, entries: 5, lastSeal: 2, dryRun: false });
    expect(await numbers()).toEqual([6, 7, 8, 9, 10, 11]);
  });

  test("keeps the seals, and what is left verifies", async () => {
    await prune();
    expect(await verify()).toMatchObject({ ok: true, seals: 4, entries: 5, pruned: 5, unsealed: 1, faults: [] });
  });

  test("leaves a record of when, how much and up to where", async () => {
    await prune();
    const records = await dataSource.query<unknown[]>("SELECT years, last_seal, entries, at > now() - interval '1 minute' AS now FROM access_log_pruning");
    expect(records).toEqual([{ years: 5, last_seal: 2, entries: 5, now: true }]);
  });

  test("tried says what would go, and removes nothing", async () => {
    expect(await prune(5, true)).toEqual({ years: 5, entries: 5, lastSeal: 2, dryRun: true });
    expect([await numbers(), await dataSource.query("SELECT FROM access_log_pruning")]).toEqual([[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11], []]);
  });

  test("does nothing when nothing has grown old since", async () => {
    await prune();
    expect(await prune()).toEqual({ years: 5, entries: 0, lastSeal: 2, dryRun: false });
  });

  test("goes on where the last one ended", async () => {
    await prune();
    expect(await prune(2)).toEqual({ years: 2, entries: 4, lastSeal: 3, dryRun: false });
    expect(await verify()).toMatchObject({ ok: true, entries: 1, pruned: 9 });
  });

  test("is not the application's", async () => {
    await expect(pruneAccessLog(dataSource, 5, LOG, false)).rejects.toMatchObject({ code: "42501" });
    expect(await numbers()).toHaveLength(11);
  });
});

test("a log of which everything was pruned is sealed", async () => {
  await sealed(3, 6 * 366);
  await prune();
  expect(await sealAccessLog(dataSource, file)).toEqual({ seal: null, hindrance: null });
});

test("a pruning that was killed has on record what is gone, and the next goes on", async () => {
  await sealed(10_000, 6 * 366);
  await sealed(500, 6 * 366 - 1);
  const killed = { ...LOG, info: () => { throw new Error("killed"); } } as unknown as typeof LOG;
  await expect(pruneAccessLog(owner, 5, killed, false)).rejects.toThrow("killed");
  expect(await verify()).toMatchObject({ ok: true, entries: 500, pruned: 10_000 });
  expect(await prune()).toMatchObject({ entries: 500, lastSeal: 2 });
  expect(await verify()).toMatchObject({ ok: true, entries: 0, pruned: 10_500 });
});

describe("after a pruning verify finds", () => {
  beforeEach(async () => {
    await sixYears();
    await prune();
  });

  test("a removed entry that is younger", async () => {
    await owner.query("DELETE FROM access_log WHERE id = 7");
    expect((await verify()).faults).toMatchObject([{ kind: "ENTRIES_REMOVED", seal: 3, sealedEntries: 4, foundEntries: 3 }]);
  });

  test("that the record is gone", async () => {
    await owner.query("DELETE FROM access_log_pruning");
    expect((await verify()).faults).toMatchObject([{ kind: "ENTRIES_REMOVED", seal: 1 }, { kind: "ENTRIES_REMOVED", seal: 2 }]);
  });

  test("a record over entries that are too young to be pruned", async () => {
    await owner.query("DELETE FROM access_log WHERE id <= 10");
    await owner.query("INSERT INTO access_log_pruning (years, last_seal, entries) VALUES (2, 4, 5)");
    expect((await verify()).faults).toMatchObject([{ kind: "PRUNED_TOO_EARLY", seal: 4 }]);
  });

  test("an entry put among the pruned", async () => {
    await owner.query(
      `INSERT INTO access_log (id, subject, roles, remote_address, operations, file_numbers)
       OVERRIDING SYSTEM VALUE VALUES (4, 'KABO02', '{CASEWORKER}', '127.0.0.1', '{case}', '{mine}')`,
    );
    expect((await verify()).faults).toMatchObject([{ kind: "ENTRIES_ADDED", seal: 2, foundEntries: 1 }]);
  });

  test("another seal over what is gone", async () => {
    await owner.query("UPDATE access_log_seal SET hash = 'x' WHERE number = 1");
    expect((await verify()).faults).toMatchObject([{ kind: "SEAL_DIFFERS_FROM_FILE", seal: 1 }]);
  });
});

describe("npm run access-log -- prune", () => {
  async function run(environment: NodeJS.ProcessEnv, ...parameters: string[]) {
    const command = join(projectRoot(), "gateway", "commands", "access-log.ts");
    const child = spawn(process.execPath, ["--import", "@swc-node/register/esm-register", command, "prune", ...parameters], {
      env: { PATH: process.env["PATH"], SEAL_FILE: join(folder, "seals"), DATA_DIR: folder, LOG_LEVEL: "warn", ...environment },
      stdio: ["ignore", "pipe", "pipe"],
    });
    const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr), once(child, "exit")]);
    return { status: child.exitCode, stdout, stderr };
  }

  test("removes what is older than ACCESS_LOG_YEARS", async () => {
    await sixYears();
    const { status, stdout } = await run({ DATABASE_URL: database.url, ACCESS_LOG_YEARS: "2" });
    expect([status, JSON.parse(stdout)]).toEqual([0, { years: 2, entries: 9, lastSeal: 3, dryRun: false }]);
  });

  test("keeps for five years without it", async () => {
    await sixYears();
    const { status, stdout } = await run({ DATABASE_URL: database.url }, "--dry-run");
    expect([status, JSON.parse(stdout)]).toEqual([0, { years: 5, entries: 5, lastSeal: 2, dryRun: true }]);
  });

  test("refuses less than two years", async () => {
    const { status, stderr } = await run({ DATABASE_URL: database.url, ACCESS_LOG_YEARS: "1" });
    expect([status, stderr]).toEqual([1, expect.stringContaining('ACCESS_LOG_YEARS: "1" is not a number from 2 to 999999999')]);
  });

  test("takes the owner's login", async () => {
    const { status, stderr } = await run({ APP_DATABASE_URL: database.url });
    expect([status, stderr]).toEqual([1, expect.stringContaining("DATABASE_URL: is missing: this command changes the access log")]);
  });
});
