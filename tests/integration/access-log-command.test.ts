import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir, userInfo } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import type { DataSource } from "typeorm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { sealAccessLog } from "../../gateway/access/access-log-sealing.js";
import { reportOnAccessLog, sampleAccessLog } from "../../gateway/access/access-log-report.js";
import { SealFile } from "../../gateway/access/seal-file.js";
import { createDataSource } from "../../gateway/database/data-source.js";
import { projectRoot } from "../../gateway/project-root.js";
import { createTestDatabase, type TestDatabase } from "./database.js";
import { runStatement } from "./statement.js";
import { World } from "./world.js";

/** A Wednesday in winter time, and the Saturday after it. */
const PERIOD = { from: "2022-11-30", to: "2022-12-03" };

let database: TestDatabase;
let dataSource: DataSource;
let folder: string;

beforeAll(async () => {
  database = await createTestDatabase();
  dataSource = await createDataSource(database.url).initialize();
  folder = await mkdtemp(join(tmpdir(), "overblick-access-log-"));
  const world = new World(dataSource);
  await world.client("mine");
  await world.client("handed-over", { caseworker: "KAAN01", known_to: "2022-12-01", closed_in: 2 });
  await world.client("handed-over", { caseworker: "KABO02", known_from: "2022-12-01" });
  await world.client("protected", { protection: 2 });
  await world.client("was-protected", { protection: 1, known_to: "2022-12-01", closed_in: 2 });
  await world.client("was-protected", { known_from: "2022-12-01" });
  await world.client("withdrawn", { protection: 1, known_to: "2022-12-01", closed_in: 2 });
  await runStatement(database.url, `
    INSERT INTO access_log (at, subject, roles, remote_address, operations, purpose, file_numbers)
    SELECT at::timestamptz, subject, roles::text[], '127.0.0.1', '{case}', purpose, file_numbers::text[] FROM (VALUES
      ('2022-11-29T12:00Z', 'KAAN01', '{CASEWORKER}', 'p', '{stranger}'),
      ('2022-11-30T10:00Z', 'KAAN01', '{CASEWORKER}', 'p', '{mine,handed-over}'),
      ('2022-12-01T10:00Z', 'KAAN01', '{CASEWORKER}', 'p', '{mine,handed-over}'),
      ('2022-12-01T10:01Z', 'KAAN01', '{CASEWORKER}', NULL, '{nobody,was-protected}'),
      ('2022-12-01T10:02Z', 'KAAN01', '{CASEWORKER}', 'p', '{protected}'),
      ('2022-11-30T10:03Z', 'KAAN01', '{CASEWORKER}', 'p', '{was-protected}'),
      ('2022-12-01T10:04Z', 'CHEF01', '{CASEWORKER,MANAGER}', 'p', '{handed-over}'),
      ('2022-12-01T04:59:59Z', 'CHEF01', '{MANAGER}', 'p', '{mine}'),
      ('2022-12-01T05:00Z', 'CHEF01', '{MANAGER}', 'p', '{mine}'),
      ('2022-12-01T18:59:59Z', 'CHEF01', '{MANAGER}', 'p', '{mine}'),
      ('2022-12-01T19:00Z', 'CHEF01', '{MANAGER}', 'p', '{mine}'),
      ('2022-12-03T10:00Z', 'CHEF01', '{MANAGER}', 'p', '{mine}'),
      ('2022-12-03T23:00Z', 'CHEF01', '{MANAGER}', 'p', '{mine}'),
      ('2022-12-02T10:00Z', 'CHEF01', '{MANAGER}', 'p', '{withdrawn}')) AS entry (at, subject, roles, purpose, file_numbers)`);
});

afterAll(async () => {
  await dataSource.destroy();
  await database.drop();
  await rm(folder, { recursive: true });
});

async function questioned(): Promise<unknown[]> {
  const report = await reportOnAccessLog(dataSource, PERIOD, 100);
  return report.questioned.map(({ id, outsideCaseload, ofProtected, atOddHour }) => [Number(id), outsideCaseload, ofProtected, atOddHour]);
}

describe("the report", () => {
  test("questions reads outside the caseload of that day, of protected persons then or now, and at odd hours", async () => {
    expect(await questioned()).toEqual([
      [14, [], ["withdrawn"], false],
      [12, [], [], true],
      [11, [], [], true],
      [8, [], [], true],
      [6, [], ["was-protected"], false],
      [5, [], ["protected"], false],
      [4, ["nobody"], [], false],
      [3, ["handed-over"], [], false],
    ]);
  });

  test("counts by reader", async () => {
    const { entries, readers, questionedInAll } = await reportOnAccessLog(dataSource, PERIOD, 2);
    expect({ entries, questionedInAll, readers }).toEqual({ entries: 12, questionedInAll: 8, readers: [
      { subject: "KAAN01", entries: 5, persons: 5, withoutPurpose: 1, outsideCaseload: 2, ofProtected: 2, atOddHours: 0 },
      { subject: "CHEF01", entries: 7, persons: 3, withoutPurpose: 0, outsideCaseload: 0, ofProtected: 1, atOddHours: 3 },
    ] });
  });

  test("has no more entries than asked for, the newest", async () => {
    const { questioned: reads } = await reportOnAccessLog(dataSource, PERIOD, 2);
    expect(reads.map(({ id }) => id)).toEqual(["14", "12"]);
  });
});

describe("the sample", () => {
  async function drawn(seed: string | null): Promise<string[]> {
    return (await sampleAccessLog(dataSource, PERIOD, 4, seed)).entries.map(({ id }) => id);
  }

  test("is the same for the same seed", async () => {
    expect(await drawn("2022-Q4")).toEqual(await drawn("2022-Q4"));
  });

  test("is another for another seed", async () => {
    expect(await drawn("2022-Q4")).not.toEqual(await drawn("2023-Q1"));
  });

  test("says of how many it was drawn, and by which seed", async () => {
    const sample = await sampleAccessLog(dataSource, PERIOD, 4, null);
    expect([sample.population, sample.entries.length]).toEqual([12, 4]);
    expect(await drawn(sample.seed)).toEqual(sample.entries.map(({ id }) => id));
  });

  test("is of the days asked for", async () => {
    const { entries } = await sampleAccessLog(dataSource, PERIOD, 100, "x");
    expect(entries.map(({ id }) => Number(id)).sort((a, b) => a - b)).toEqual([2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 14]);
  });
});

describe("npm run access-log", () => {
  async function run(...parameters: string[]) {
    const command = join(projectRoot(), "gateway", "commands", "access-log.ts");
    const child = spawn(process.execPath, ["--import", "@swc-node/register/esm-register", command, ...parameters], {
      env: { PATH: process.env["PATH"], DATABASE_URL: database.url, SEAL_FILE: join(folder, "seals"), DATA_DIR: folder },
      stdio: ["ignore", "pipe", "pipe"],
    });
    const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr), once(child, "exit")]);
    return { status: child.exitCode, stdout, stderr };
  }

  async function newest(): Promise<unknown> {
    const [entry] = await dataSource.query<unknown[]>("SELECT subject, operations, file_numbers FROM access_log ORDER BY id DESC LIMIT 1");
    return entry;
  }

  test("verify exits with 0 when all is well, and with 3 when an entry was changed", async () => {
    await sealAccessLog(dataSource, new SealFile(join(folder, "seals")));
    const well = await run("verify");
    expect([well.status, (JSON.parse(well.stdout) as { ok: boolean }).ok]).toEqual([0, true]);
    await runStatement(database.url, "UPDATE access_log SET subject = 'KABO02' WHERE id = 1");
    const changed = await run("verify");
    expect([changed.status, JSON.parse(changed.stdout)]).toMatchObject([3, { ok: false, faults: [{ kind: "ENTRIES_CHANGED", seal: 1 }] }]);
    await runStatement(database.url, "UPDATE access_log SET subject = 'KAAN01' WHERE id = 1");
  });

  test("sample writes down whose data it shows", async () => {
    const { status, stdout } = await run("sample", "--from", "2022-11-29", "--to", "2022-11-29");
    expect([status, JSON.parse(stdout)]).toMatchObject([0, { from: "2022-11-29", population: 1, entries: [{ id: "1", at: "2022-11-29T12:00:00.000000Z", fileNumbers: ["stranger"] }] }]);
    expect(await newest()).toEqual({ subject: `terminal:${userInfo().username}`, operations: ["access-log sample"], file_numbers: ["stranger"] });
  });

  test("report does, too", async () => {
    const { status, stdout } = await run("report", "--from", "2022-12-03", "--to", "2022-12-03");
    expect([status, JSON.parse(stdout)]).toMatchObject([0, { entries: 1, questionedInAll: 1, questioned: [{ id: "12", atOddHour: true }] }]);
    expect(await newest()).toMatchObject({ operations: ["access-log report"], file_numbers: ["mine"] });
  });

  test("shows nothing when that can't be written", async () => {
    await runStatement(database.url, "REVOKE INSERT (subject) ON access_log FROM overblick_app");
    const { status, stdout, stderr } = await run("report", "--from", "2022-12-03", "--to", "2022-12-03");
    await runStatement(database.url, "GRANT INSERT (subject) ON access_log TO overblick_app");
    expect({ status, stdout, stderr: stderr.trim() }).toEqual({
      status: 1, stdout: "", stderr: "The access log could not be written: nothing about a person is answered until it can.",
    });
  });

  test.each([[["check"]], [[]], [["sample", "--count", "many"]], [["report", "--from", "2022-02-30"]], [["verify", "twice"]]])(
    "called as %j it says how, and exits with 2",
    async (parameters) => {
      const { status, stdout, stderr } = await run(...parameters);
      expect([status, stdout]).toEqual([2, ""]);
      expect(stderr).toContain("Usage: npm run access-log -- verify");
    },
  );
});
