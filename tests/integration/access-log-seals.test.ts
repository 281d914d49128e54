import { appendFile, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import type { DataSource } from "typeorm";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { AccessLog } from "../../gateway/access/access-log.js";
import { sealAccessLog, SealingJob } from "../../gateway/access/access-log-sealing.js";
import { verifyAccessLog } from "../../gateway/access/access-log-verify.js";
import { SealFile } from "../../gateway/access/seal-file.js";
import { createDataSource } from "../../gateway/database/data-source.js";
import { createLog } from "../../gateway/log.js";
import { createTestDatabase, type TestDatabase } from "./database.js";
import { runStatement } from "./statement.js";

let database: TestDatabase;
let dataSource: DataSource;
let folder: string;
let file: SealFile;

beforeEach(async () => {
  database = await createTestDatabase();
  dataSource = await createDataSource(database.url).initialize();
  folder = await mkdtemp(join(tmpdir(), "overblick-seals-"));
  file = new SealFile(join(folder, "not-made-yet", "access-log.seals"));
});

afterEach(async () => {
  await dataSource.destroy();
  await database.drop();
  await rm(folder, { recursive: true });
});

const COLUMNS = "(subject, roles, remote_address, operations, file_numbers)";
const FREE_NUMBERS = "ALTER TABLE access_log ALTER id DROP IDENTITY";
const VALUES = "('KAAN01', '{CASEWORKER}', '127.0.0.1', '{case}', '{mine}')";

/** Entries that are written one after another. */
async function read(...fileNumbers: string[]): Promise<void> {
  const log = new AccessLog(dataSource);
  for (const fileNumber of fileNumbers) {
    await log.write({
      subject: "KAAN01", roles: ["CASEWORKER"], remoteAddress: "127.0.0.1", operations: ["case"], operationName: "Panel",
      purpose: "paraply/client", fileNumbers: [fileNumber],
    });
  }
}

const sealing = () => sealAccessLog(dataSource, file);
const seal = async () => (await sealing()).seal;
const verify = () => verifyAccessLog(dataSource, file);

/** Three entries under the first seal, three under the second. */
async function sealedTwice(): Promise<void> {
  await read("a", "b", "c");
  await seal();
  await read("d", "e", "f");
  await seal();
}

/** As somebody with the owner's rights. */
function tamper(statement: string): Promise<void> {
  return runStatement(database.url, statement);
}

describe("sealing", () => {
  test("covers what came since the last time", async () => {
    await read("a", "b");
    expect(await seal()).toMatchObject({ number: 1, lastEntry: "2", entries: 2 });
    await read("c");
    expect(await seal()).toMatchObject({ number: 2, lastEntry: "3", entries: 1 });
    expect(await verify()).toMatchObject({ ok: true, seals: 2, entries: 3, unsealed: 0, file: { seals: 2 } });
  });

  test("does nothing when nothing came", async () => {
    expect(await seal()).toBeNull();
    await read("a");
    await seal();
    expect(await seal()).toBeNull();
  });

  test("waits for an entry on its way, though later ones are committed", async () => {
    const slow = new pg.Client({ connectionString: database.url });
    await slow.connect();
    await slow.query(`BEGIN; INSERT INTO access_log ${COLUMNS} VALUES ${VALUES}`);
    await read("later");
    const sealed = seal();
    await vi.waitUntil(async () => (await dataSource.query<unknown[]>("SELECT FROM pg_locks WHERE locktype = 'advisory' AND NOT granted")).length > 0);
    await slow.query("COMMIT");
    await slow.end();
    expect(await sealed).toMatchObject({ lastEntry: "2", entries: 2 });
    expect(await verify()).toMatchObject({ ok: true, entries: 2 });
  });

  test("lets writers go on when one of them hangs, and is made up for", async () => {
    const hanging = new pg.Client({ connectionString: database.url });
    await hanging.connect();
    await hanging.query(`BEGIN; INSERT INTO access_log ${COLUMNS} VALUES ${VALUES}`);
    const sealed = sealing();
    await read("meanwhile");
    expect([await sealed, file.upToDateAt]).toEqual([{ seal: null, hindrance: "A_WRITER" }, null]);
    await hanging.query("ROLLBACK");
    await hanging.end();
    expect(await seal()).toMatchObject({ number: 1, lastEntry: "2", entries: 1 });
    expect(await verify()).toMatchObject({ ok: true });
  });

  test("has the time of when nothing was left unsealed", async () => {
    expect([await sealing(), file.upToDateAt]).toEqual([{ seal: null, hindrance: null }, expect.any(Date)]);
  });

  test("is not up to date when the newest entries are gone, and others come in their place", async () => {
    await read("a", "b", "c");
    await seal();
    await tamper("DELETE FROM access_log WHERE id > 1; ALTER TABLE access_log ALTER id RESTART WITH 2");
    await read("never seen");
    const before = file.upToDateAt;
    expect([await sealing(), file.upToDateAt]).toEqual([{ seal: null, hindrance: "ENTRIES_GONE" }, before]);
  });

  test("counts what was rolled back for nothing", async () => {
    await read("a");
    await tamper(`BEGIN; INSERT INTO access_log ${COLUMNS} VALUES ${VALUES}; ROLLBACK`);
    await read("c");
    expect(await seal()).toMatchObject({ lastEntry: "3", entries: 2 });
    expect(await verify()).toMatchObject({ ok: true });
  });

  test("by two gateways at once seals nothing twice", async () => {
    const other = await createDataSource(database.url).initialize();
    const otherFile = new SealFile(join(folder, "other.seals"));
    for (let round = 0; round < 10; round += 1) {
      await read(`round ${round}`);
      await Promise.all([seal(), sealAccessLog(other, otherFile), seal(), sealAccessLog(other, otherFile)]);
    }
    const [sum] = await dataSource.query<unknown[]>("SELECT sum(entries)::int AS entries, count(*)::int AS seals FROM access_log_seal");
    expect(sum).toEqual({ entries: 10, seals: 10 });
    expect([await verify(), await verifyAccessLog(other, otherFile)]).toMatchObject([{ ok: true, file: { seals: 10 } }, { ok: true, file: { seals: 10 } }]);
    await other.destroy();
  });

  test("while many write leaves nothing out", async () => {
    const writers = Array.from({ length: 5 }, () => read(...Array.from({ length: 40 }, (_, at) => `case ${at}`)));
    const state = { writing: true };
    const done = Promise.all(writers).then(() => (state.writing = false));
    while (state.writing) await seal();
    await done;
    await seal();
    expect(await verify()).toMatchObject({ ok: true, entries: 200, unsealed: 0 });
  });
});

describe("verify finds", () => {
  beforeEach(sealedTwice);

  test.each([
    ["subject = 'KABO02'"], ["at = at + interval '1 microsecond'"], ["file_numbers = '{x}'"], ["file_numbers = '{e,e}'"], ["roles = '{}'"],
    ["remote_address = '10.0.0.1'"], ["operations = '{overlay}'"], ["operation_name = NULL"], ["purpose = NULL"],
  ])("a changed entry: %s", async (change) => {
    await tamper(`UPDATE access_log SET ${change} WHERE id = 5`);
    expect(await verify()).toMatchObject({
      ok: false, entries: 3, faults: [{ kind: "ENTRIES_CHANGED", seal: 2, sealedEntries: 3, foundEntries: 3 }],
    });
  });

  test.each(["{}", "{x}"])("another person, %s, put in the place of one whose hash is kept as disposal would keep it", async (fileNumbers) => {
    await tamper(`UPDATE access_log SET file_numbers = '${fileNumbers}',
      persons_hash = encode(sha256(convert_to('["' || encode(salt, 'hex') || '",' || array_to_json(file_numbers) || ']', 'UTF8')), 'hex') WHERE id = 5`);
    expect(await verify()).toMatchObject({ ok: false, disposed: 0, faults: [{ kind: "PERSONS_CHANGED", seal: 2, sealedEntries: 3, foundEntries: 1 }] });
  });

  test.each([[1, 1], [3, 1], [4, 2], [6, 2]])("a removed entry: %i", async (id, number) => {
    await tamper(`DELETE FROM access_log WHERE id = ${id}`);
    expect((await verify()).faults).toMatchObject([{ kind: "ENTRIES_REMOVED", seal: number, sealedEntries: 3, foundEntries: 2 }]);
  });

  test("an entry slipped in where one was rolled back", async () => {
    await tamper(`BEGIN; INSERT INTO access_log ${COLUMNS} VALUES ${VALUES}; ROLLBACK`);
    await read("h");
    await seal();
    await tamper(`INSERT INTO access_log (id, ${COLUMNS.slice(1)} OVERRIDING SYSTEM VALUE VALUES (7, ${VALUES.slice(1)}`);
    expect((await verify()).faults).toMatchObject([{ kind: "ENTRIES_ADDED", seal: 3, sealedEntries: 1, foundEntries: 2 }]);
  });

  test("entries in another order", async () => {
    await tamper(`${FREE_NUMBERS}; UPDATE access_log SET id = -1 WHERE id = 4; UPDATE access_log SET id = 4 WHERE id = 5; UPDATE access_log SET id = 5 WHERE id = -1`);
    expect((await verify()).faults).toMatchObject([{ kind: "ENTRIES_CHANGED", seal: 2 }]);
  });

  test("an entry put under another seal", async () => {
    await tamper(`${FREE_NUMBERS}; DELETE FROM access_log WHERE id = 3; UPDATE access_log SET id = 3 WHERE id = 4`);
    expect((await verify()).faults).toMatchObject([{ kind: "ENTRIES_CHANGED", seal: 1 }, { kind: "ENTRIES_REMOVED", seal: 2 }]);
  });

  test("a seal made anew over changed entries", async () => {
    await tamper("DELETE FROM access_log WHERE id = 5; DELETE FROM access_log_seal WHERE number = 2");
    await sealAccessLog(dataSource, new SealFile(join(folder, "forged.seals")));
    expect((await verify()).faults).toMatchObject([{ kind: "SEAL_DIFFERS_FROM_FILE", seal: 2 }]);
  });

  test("the end of the log cut off with its seal", async () => {
    await tamper("DELETE FROM access_log WHERE id > 3; DELETE FROM access_log_seal WHERE number = 2");
    expect((await verify()).faults).toMatchObject([{ kind: "SEAL_MISSING", seal: 2, sealedEntries: 3 }]);
  });

  test("everything removed", async () => {
    await tamper("TRUNCATE access_log, access_log_seal");
    expect((await verify()).faults.map(({ kind, seal: number }) => [kind, number])).toEqual([["SEAL_MISSING", 1], ["SEAL_MISSING", 2]]);
  });

  test("a seal that is missing between others", async () => {
    await tamper("DELETE FROM access_log_seal WHERE number = 1");
    expect((await verify()).faults[0]).toMatchObject({ kind: "SEAL_MISSING", seal: 1 });
  });

  test("a changed seal", async () => {
    await tamper("UPDATE access_log_seal SET sealed_at = sealed_at + interval '1 hour' WHERE number = 2");
    expect((await verify()).faults).toMatchObject([{ kind: "ENTRIES_CHANGED", seal: 2 }]);
  });

  test("that the copy outside the database is gone", async () => {
    await rm(file.path);
    expect((await verify()).faults).toMatchObject([{ kind: "FILE_MISSING", seal: null }]);
  });

  test("a line of the copy that can't be read", async () => {
    const [first, second] = (await readFile(file.path, "utf8")).split("\n");
    await writeFile(file.path, `${first!.slice(0, 20)}\n${second}\n`);
    expect((await verify()).faults).toMatchObject([{ kind: "SEAL_NOT_IN_FILE", seal: 1 }]);
  });

  test("entries that nobody has sealed for long", async () => {
    await read("g");
    await tamper("UPDATE access_log SET at = at - interval '1 hour' WHERE id = 7");
    expect(await verify()).toMatchObject({ ok: false, unsealed: 1, faults: [{ kind: "NOT_SEALED", foundEntries: 1 }] });
  });
});

describe("the copy outside the database", () => {
  test("has a line for each seal", async () => {
    await sealedTwice();
    const lines = (await readFile(file.path, "utf8")).trimEnd().split("\n").map((line) => JSON.parse(line) as { number: number });
    expect(lines.map(({ number }) => number)).toEqual([1, 2]);
  });

  test("is made up for when its disk was full or a process was killed in the middle of a line", async () => {
    await read("a");
    await seal();
    await appendFile(file.path, '{"number":2,"sealedAt":"20');
    await read("b");
    await seal();
    expect(await verify()).toMatchObject({ ok: true, file: { seals: 2 } });
  });

  test("is not gone on with when it is another log's", async () => {
    await sealedTwice();
    await tamper("UPDATE access_log_seal SET hash = 'x' WHERE number = 2");
    await read("g");
    await expect(seal()).rejects.toMatchObject({ code: "SEALS_DIFFER" });
    expect((await readFile(file.path, "utf8")).trimEnd().split("\n")).toHaveLength(2);
  });
});

describe("the job", () => {
  test("seals when it starts and when it stops", async () => {
    await read("a");
    const job = SealingJob.start({ dataSource, file, log: createLog({ logLevel: "silent" }) });
    await vi.waitUntil(async () => (await dataSource.query<unknown[]>("SELECT FROM access_log_seal")).length === 1);
    await read("b");
    await job.stop();
    expect(await verify()).toMatchObject({ ok: true, seals: 2, entries: 2 });
  });

  test("tells in the log who is in its way", async () => {
    const logged: string[] = [];
    const hanging = new pg.Client({ connectionString: database.url });
    await hanging.connect();
    await hanging.query(`BEGIN; INSERT INTO access_log ${COLUMNS} VALUES ${VALUES}`);
    const job = SealingJob.start({ dataSource, file, log: createLog({ logLevel: "warn" }, { write: (line) => logged.push(line) }) });
    await vi.waitUntil(() => logged.length > 0, { timeout: 20_000 });
    await hanging.query("ROLLBACK");
    await hanging.end();
    await job.stop();
    expect(logged.map((line) => JSON.parse(line) as object)).toMatchObject([{ level: "warn", hindrance: "A_WRITER", msg: "the access log could not be sealed up to now" }]);
  });

  test("tells in the log when it can't, and goes on", async () => {
    const logged: string[] = [];
    await read("a");
    const unusable = new SealFile("/dev/null/access-log.seals");
    const job = SealingJob.start({ dataSource, file: unusable, log: createLog({ logLevel: "error" }, { write: (line) => logged.push(line) }) });
    await job.stop();
    expect(logged).toHaveLength(2);
    expect(logged[0]).toContain("the access log could not be sealed");
  });
});
