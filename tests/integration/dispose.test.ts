import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { DataSource } from "typeorm";
import { AccessLogRedaction1795700000000 } from "../../entities/migrations/1795700000000-access-log-redaction.js";
import { sealAccessLog } from "../../gateway/access/access-log-sealing.js";
import { verifyAccessLog } from "../../gateway/access/access-log-verify.js";
import { pseudonymOfPerson } from "../../gateway/access/keyed-hash.js";
import { SealFile } from "../../gateway/access/seal-file.js";
import { dispose } from "../../gateway/data-protection/dispose.js";
import { registerExtract } from "../../gateway/data-protection/register-extract.js";
import { createLog } from "../../gateway/log.js";
import type { City } from "./city.js";
import { DisposalCity, GONE, STAYS, TODAY } from "./disposal-city.js";
import { clientRow, extract, extractName } from "./extract.js";
import { KEYS, RING } from "./world.js";

/** What every trace of GONE has: numbers that stand nowhere else. */
const TRACES = [GONE, "194002030018", "Bortgangen", "770001", "770002", "770003"];

let here: DisposalCity;
let city: City;
let owner: DataSource;
let folder: string;

beforeEach(async () => {
  here = await DisposalCity.open();
  ({ city, owner } = here);
  folder = await mkdtemp(join(tmpdir(), "overblick-disposal-"));
  await here.load();
  await here.read("KAAN01", [GONE, STAYS]);
  await here.read("KAAN02", [GONE]);
  await here.read("KAAN03", [STAYS]);
});

afterEach(async () => {
  await here.close();
  await rm(folder, { recursive: true });
});

describe("after disposal", () => {
  test("no table has a trace of the person", async () => {
    const before = JSON.stringify(await here.everything());
    expect(TRACES.filter((trace) => before.includes(trace))).toEqual(TRACES.filter((trace) => trace !== "194002030018"));
    expect(await here.disposeOfAll()).toEqual({ disposed: { LAST_NOTE: 1, WITHDRAWN: 0 }, excepted: 0, unclaimedRows: 0, unnamedFeedback: 0 });
    const after = JSON.stringify(await here.everything());
    expect(TRACES.filter((trace) => after.includes(trace))).toEqual([]);
    expect(await registerExtract(city.dataSource, RING, GONE)).toBeNull();
  });

  test("everything of the others is as before", async () => {
    const before = await registerExtract(city.dataSource, RING, STAYS);
    await here.disposeOfAll();
    const after = await registerExtract(city.dataSource, RING, STAYS);
    expect(after).toMatchObject({ facts: before!.facts, derived: before!.derived, quarantined: before!.quarantined });
    expect(before!.quarantined).toHaveLength(1);
    expect(await here.count("client WHERE known_to IS NULL")).toBe(13);
  });

  test("a held file that had the person is gone as a whole, and says so", async () => {
    expect(await here.count("held_chunk")).toBe(1);
    await here.disposeOfAll();
    expect(await here.count("held_chunk")).toBe(0);
    const loads: { reason: string }[] = await owner.query("SELECT reason FROM load WHERE status = 'HELD'");
    expect(loads).toEqual([{ reason: "its bytes were disposed of with a person who stood in it: deliver it again without them" }]);
  });

  test("a held file without the person stays", async () => {
    await owner.query("DELETE FROM held_chunk");
    await city.deliver({ ...extract("KLIENT", "HAL", "20221201", "FULL", [clientRow(STAYS, "HALAO1")]) });
    await here.disposeOfAll();
    expect(await here.count("held_chunk")).toBe(1);
  });

  test("the loads count the rows that are left in quarantine", async () => {
    const left = async (file: string): Promise<unknown> => owner.query("SELECT quarantined FROM load WHERE file = $1", [file]);
    expect(await left(extractName("BESTALL", "HAL", "20221129"))).toEqual([{ quarantined: 2 }]);
    await here.disposeOfAll();
    expect(await left(extractName("BESTALL", "HAL", "20221129"))).toEqual([{ quarantined: 1 }]);
    expect(await left(extractName("KLIENT", "HAL", "20221129"))).toEqual([{ quarantined: 0 }]);
  });

  test("a record remains of when, by which rule and how many", async () => {
    await here.disposeOfAll();
    expect(await owner.query("SELECT rule, persons, versions, rejected_rows, held_files, log_entries FROM disposal")).toEqual([
      { rule: "LAST_NOTE", persons: 1, versions: 8, rejected_rows: 2, held_files: 1, log_entries: 2 },
    ]);
  });

  test("the change feed has the case's pseudonym at the commit of the disposal, and nothing else of it", async () => {
    await here.disposeOfAll();
    const rows: unknown = await owner.query(
      "SELECT f.kind, p.person_key FROM purged_case p JOIN fact_commit f ON f.id = p.purged_in WHERE f.id = (SELECT max(id) FROM fact_commit)",
    );
    expect(rows).toEqual([{ kind: "DISPOSAL", person_key: pseudonymOfPerson(RING, GONE) }]);
  });

  test("a second run finds nobody", async () => {
    await here.disposeOfAll();
    expect(await here.disposeOfAll()).toEqual({ disposed: { LAST_NOTE: 0, WITHDRAWN: 0 }, excepted: 0, unclaimedRows: 0, unnamedFeedback: 0 });
    expect(await here.count("disposal")).toBe(1);
  });

  test("a load goes on as before", async () => {
    await here.disposeOfAll();
    const report = await city.deliver(extract("KLIENT", "HAL", "20221202", "DELTA", [clientRow(STAYS, "HALAO1", { fornamn: "Ny" })]));
    expect(report.files).toMatchObject([{ status: "LOADED", changed: 1 }]);
  });
});

describe("the access log", () => {
  test("keeps that somebody read, and no longer of whom", async () => {
    await here.disposeOfAll();
    expect(await owner.query("SELECT subject, file_numbers FROM access_log WHERE subject LIKE 'KAAN%' ORDER BY id")).toEqual([
      { subject: "KAAN01", file_numbers: [STAYS] }, { subject: "KAAN02", file_numbers: [] }, { subject: "KAAN03", file_numbers: [STAYS] },
    ]);
  });

  test("keeps its seals, sealed before or after", async () => {
    const file = new SealFile(join(folder, "seals"));
    await sealAccessLog(city.dataSource, file);
    await here.read("KAAN04", [GONE]);
    await here.disposeOfAll();
    await sealAccessLog(city.dataSource, file);
    // The fifth says which three these were.
    expect(await verifyAccessLog(city.dataSource, file)).toMatchObject({ ok: true, seals: 2, entries: 5, disposed: 3 });
  });

  test("says itself, under its seals, from how many entries somebody was taken and when", async () => {
    await here.disposeOfAll();
    expect(await owner.query("SELECT roles, remote_address, purpose, file_numbers FROM access_log WHERE operations = '{dispose}'")).toEqual([
      { roles: ["OPERATOR"], remote_address: "terminal", purpose: expect.stringMatching(/^redacted:2:[0-9a-f]{64}$/) as string, file_numbers: [] },
    ]);
  });

  test("keeps its seals when somebody else is taken out of the same entries", async () => {
    const file = new SealFile(join(folder, "seals"));
    await here.disposeOfAll();
    await owner.query("UPDATE client SET known_to = '2022-12-01' WHERE file_number = $1 AND known_to IS NULL", [STAYS]);
    const log = createLog({ logLevel: "silent" });
    expect(await dispose({ dataSource: owner, ring: RING, log }, { today: "2023-06-01", withdrawnDays: 90, quarantineDays: 30, feedbackYears: 5, exceptions: new Map() }))
      .toMatchObject({ disposed: { WITHDRAWN: 1 } });
    await sealAccessLog(city.dataSource, file);
    expect(await owner.query("SELECT DISTINCT file_numbers FROM access_log")).toEqual([{ file_numbers: [] }]);
    expect(await verifyAccessLog(city.dataSource, file)).toMatchObject({ ok: true, disposed: 3 });
  });

  test.each([
    ["UPDATE access_log SET file_numbers = '{}' WHERE subject = 'KAAN01'", ["PERSONS_CHANGED"]],
    ["UPDATE access_log SET file_numbers = '{x}' WHERE subject = 'KAAN02'", ["PERSONS_CHANGED"]],
    ["UPDATE access_log_redaction SET left_hash = 'x'", ["PERSONS_CHANGED", "DISPOSALS_CHANGED"]],
    ["DELETE FROM access_log_redaction", ["PERSONS_CHANGED", "DISPOSALS_CHANGED"]],
    ["UPDATE disposal SET log_entries = 3; INSERT INTO access_log_redaction VALUES (0, 0, 'x')", ["DISPOSALS_CHANGED"]],
    ["UPDATE disposal SET log_entries = 3; INSERT INTO access_log_redaction SELECT 0, max(named_in), 'x' FROM access_log_redaction", ["DISPOSALS_CHANGED"]],
    ["DELETE FROM disposal", ["DISPOSALS_CHANGED"]],
  ])("shows what an owner does after a disposal: %s", async (tampering, kinds) => {
    const file = new SealFile(join(folder, "seals"));
    await here.disposeOfAll();
    await sealAccessLog(city.dataSource, file);
    for (const statement of tampering.split("; ")) await owner.query(statement);
    expect((await verifyAccessLog(city.dataSource, file)).faults.map(({ kind }) => kind)).toEqual(kinds);
  });

  test("of before disposals were named in it is valid, and from then on shows what an owner does", async () => {
    const file = new SealFile(join(folder, "seals"));
    await sealAccessLog(city.dataSource, file);
    await here.disposeOfAll();
    await owner.query("DELETE FROM access_log WHERE operations = '{dispose}'");
    const runner = owner.createQueryRunner();
    const migration = new AccessLogRedaction1795700000000();
    await migration.down(runner);
    await migration.up(runner);
    await runner.release();
    await sealAccessLog(city.dataSource, file);
    expect(await verifyAccessLog(city.dataSource, file)).toMatchObject({ ok: true, seals: 2, disposed: 2 });
    await owner.query("UPDATE access_log SET file_numbers = '{}' WHERE subject = 'KAAN01'");
    expect(await verifyAccessLog(city.dataSource, file)).toMatchObject({ ok: false, faults: [{ kind: "PERSONS_CHANGED", seal: 1 }] });
  });

  test("still shows that an entry was changed where a person was taken out of it", async () => {
    const file = new SealFile(join(folder, "seals"));
    await sealAccessLog(city.dataSource, file);
    await here.disposeOfAll();
    await owner.query("UPDATE access_log SET subject = 'KAAN09' WHERE subject = 'KAAN02'");
    expect(await verifyAccessLog(city.dataSource, file)).toMatchObject({ ok: false, faults: [{ kind: "ENTRIES_CHANGED" }] });
  });

  test("keeps no salt by which the person could be found by trying", async () => {
    const salts = () => owner.query<{ subject: string; salt: string }[]>("SELECT subject, encode(salt, 'hex') AS salt FROM access_log WHERE subject LIKE 'KAAN%'");
    const before = await salts();
    await here.disposeOfAll();
    const after = (await salts()).map(({ salt }) => salt);
    expect(before.filter(({ salt }) => after.includes(salt)).map(({ subject }) => subject)).toEqual(["KAAN03"]);
  });
});

describe("nothing goes", () => {
  test("of a person on the list of exceptions", async () => {
    const before = await here.everything();
    expect(await here.disposeOfAll(new Map([[GONE, "appeal"]]))).toEqual({ disposed: { LAST_NOTE: 0, WITHDRAWN: 0 }, excepted: 1, unclaimedRows: 0, unnamedFeedback: 0 });
    expect(await here.everything()).toEqual(before);
  });

  test("when it fails at its last step: a person is gone wholly or not at all, and the next run goes on", async () => {
    const before = await here.everything();
    await owner.query(`CREATE FUNCTION fail() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'disk full'; END $$`);
    await owner.query("CREATE TRIGGER fail BEFORE INSERT ON disposal EXECUTE FUNCTION fail()");
    await expect(here.disposeOfAll()).rejects.toThrow("disk full");
    expect(await here.everything()).toEqual(before);
    await owner.query("DROP TRIGGER fail ON disposal");
    expect(await here.disposeOfAll()).toMatchObject({ disposed: { LAST_NOTE: 1 } });
  });

  test("with the rights of the application", async () => {
    const before = await here.everything();
    await expect(here.disposeOfAll(new Map(), city.dataSource)).rejects.toMatchObject({ code: "42501" });
    expect(await here.everything()).toEqual(before);
  });
});

test("a person whom the case system has withdrawn goes by that rule", async () => {
  await owner.query("UPDATE client SET known_to = '2022-07-01' WHERE file_number = $1", [STAYS]);
  expect(await here.disposeOfAll()).toEqual({ disposed: { LAST_NOTE: 1, WITHDRAWN: 1 }, excepted: 0, unclaimedRows: 0, unnamedFeedback: 0 });
  expect(await owner.query("SELECT rule, persons FROM disposal ORDER BY id")).toEqual([{ rule: "LAST_NOTE", persons: 1 }, { rule: "WITHDRAWN", persons: 1 }]);
});

describe("a row in quarantine of somebody who was never loaded", () => {
  const NEVER = "100003-3";

  async function deliverNever(daysAgo: number): Promise<void> {
    await city.deliver(extract("UTREDN", "HAL", "20221129", "DELTA", [
      `990001;${NEVER};20221101;20221102;;DUR;ANAN01`, ...Array.from({ length: 12 }, (_, at) => `99100${at};${STAYS};20221101;20221102;;DUR;ANAN01`),
    ]));
    await owner.query("UPDATE load SET started_at = $1::timestamptz - make_interval(days => $2) WHERE file = $3", [
      `${TODAY}T12:00:00Z`, daysAgo, extractName("UTREDN", "HAL", "20221129"),
    ]);
  }
  const left = (): Promise<number> => here.count(`rejected_row WHERE names_client = '${NEVER}'`);

  test("goes when it has waited the days that it was told, and a record remains", async () => {
    await deliverNever(30);
    expect(await left()).toBe(1);
    expect(await here.disposeOfAll(new Map([[GONE, "appeal"]]))).toMatchObject({ disposed: { LAST_NOTE: 0 }, unclaimedRows: 1 });
    expect([await left(), await here.count(`rejected_row_case WHERE file_number = '${NEVER}'`)]).toEqual([0, 0]);
    expect(await owner.query("SELECT rule, persons, rejected_rows FROM disposal")).toEqual([{ rule: "UNCLAIMED", persons: 0, rejected_rows: 1 }]);
    expect(await owner.query("SELECT quarantined FROM load WHERE file = $1", [extractName("UTREDN", "HAL", "20221129")])).toEqual([{ quarantined: 0 }]);
  });

  test.each<[string, number, [string, string][]]>([["before those days", 29, []], ["of an exception", 30, [[NEVER, "appeal"]]]])("stays %s", async (_, daysAgo, exceptions) => {
    await deliverNever(daysAgo);
    expect(await here.disposeOfAll(new Map(exceptions))).toMatchObject({ unclaimedRows: 0, unnamedFeedback: 0 });
    expect(await left()).toBe(1);
  });

  test("goes no earlier with others' rows: those of persons who were loaded stay until they go", async () => {
    await owner.query("UPDATE load SET started_at = '2020-01-01'");
    await here.disposeOfAll();
    expect((await registerExtract(city.dataSource, RING, STAYS))!.quarantined).toHaveLength(1);
  });
});

describe("npm run dispose", () => {
  async function run(...parameters: string[]): Promise<{ code: number | null; stdout: string; stderr: string }> {
    const file = fileURLToPath(new URL("../../gateway/commands/dispose.ts", import.meta.url));
    const child = spawn(process.execPath, ["--import", "@swc-node/register/esm-register", file, ...parameters], {
      env: { ...process.env, NODE_ENV: "test", LOG_LEVEL: "warn", DATABASE_URL: city.url, TODAY, ...KEYS }, stdio: ["ignore", "pipe", "pipe"],
    });
    const [[code], stdout, stderr] = await Promise.all([once(child, "exit") as Promise<[number | null]>, text(child.stdout), text(child.stderr)]);
    return { code, stdout, stderr };
  }

  test("--dry-run lists who is due and changes nothing but the access log", async () => {
    const exceptions = join(folder, "exceptions");
    await writeFile(exceptions, `${GONE};appeal\n`);
    const { code, stdout } = await run("--dry-run", "--exceptions", exceptions);
    expect(JSON.parse(stdout)).toEqual({
      today: TODAY,
      due: [{ fileNumber: GONE, rule: "LAST_NOTE", since: "2015-01-31", dueFrom: "2020-01-31", deadline: "2021-12-31", stillDelivered: true, exception: "appeal" }],
      unclaimedRows: 0,
      unnamedFeedback: 0,
    });
    expect(code).toBe(0);
    expect(await here.count("disposal")).toBe(0);
    expect(await owner.query("SELECT file_numbers FROM access_log WHERE operations = '{dispose --dry-run}'")).toEqual([{ file_numbers: [GONE] }]);
  });

  test("says how many went, and not who", async () => {
    const { code, stdout, stderr } = await run();
    expect({ code, ...(JSON.parse(stdout) as object) }).toEqual({ code: 0, disposed: { LAST_NOTE: 1, WITHDRAWN: 0 }, excepted: 0, unclaimedRows: 0, unnamedFeedback: 0 });
    expect(`${stdout}${stderr}`).not.toContain(GONE);
  });

  test("does nothing with a list of exceptions that has a fault", async () => {
    const exceptions = join(folder, "exceptions");
    await writeFile(exceptions, `${GONE}\n`);
    const { code, stderr } = await run("--exceptions", exceptions);
    expect({ code, stderr }).toEqual({ code: 1, stderr: "The list of exceptions is wrong, and nothing was disposed of:\n  line 1 is not FILENUMBER;REASON\n" });
    expect(await here.count("disposal")).toBe(0);
  });
});
