import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { DataSource } from "typeorm";
import { AccessLog } from "../../gateway/access/access-log.js";
import { sealAccessLog } from "../../gateway/access/access-log-sealing.js";
import { verifyAccessLog } from "../../gateway/access/access-log-verify.js";
import { pseudonymOfPerson } from "../../gateway/access/keyed-hash.js";
import { SealFile } from "../../gateway/access/seal-file.js";
import { dispose, type DisposalReport } from "../../gateway/data-protection/dispose.js";
import { registerExtract } from "../../gateway/data-protection/register-extract.js";
import { createOwnerDataSource } from "../../gateway/database/data-source.js";
import { withSession } from "../../gateway/database/session.js";
import { createLog } from "../../gateway/log.js";
import { type City, openCity } from "./city.js";
import { clientRow, decisionRow, extract, extractName } from "./extract.js";
import { deliveryReport, feedback, onCallList } from "./reports.js";
import { answersOf, KEYS, RING, World } from "./world.js";

const GONE = "100001-1";
const STAYS = "100002-2";
const TODAY = "2022-11-30";
/** What every trace of GONE has: numbers that stand nowhere else. */
const TRACES = [GONE, "194002030018", "Bortgangen", "770001", "770002", "770003"];

let city: City;
let owner: DataSource;
let folder: string;

/** GONE's help ended in 2015; STAYS has help that runs. Both are in quarantine, and GONE in a held file. */
async function load(): Promise<void> {
  const gone = clientRow(GONE, "HALAO1", { personnr: "194002030018", efternamn: "Bortgangen" });
  const stays = clientRow(STAYS, "HALAO1", { personnr: "194002030026" });
  const help = { beslutsdatum: "20140110", from: "20140115", verkstalld: "20140116", bevakning: "20150110" };
  const others = Array.from({ length: 12 }, (_, at) => clientRow(`2000${at}-1`, "HALAO1", { personnr: "" }));
  await city.deliver({
    ...extract("ENHET", "HAL", "20221128", "FULL", ["HALAO1;Äldre;HAL;AO;20070101;;"]),
    ...extract("UTFOR", "HAL", "20221128", "FULL", ["U101;Hemtjänsten;KOMMUN;J"]),
    ...extract("KLIENT", "HAL", "20221128", "FULL", [gone, stays, ...others]),
    ...extract("UTREDN", "HAL", "20221128", "FULL", [`770003;${GONE};20131201;20131202;20131220;DUR;ANAN01`]),
    ...extract("BESLUT", "HAL", "20221128", "FULL", [decisionRow("770001", GONE, { ...help, tom: "20150131" }), decisionRow("221", STAYS, help)]),
    ...extract("BESTALL", "HAL", "20221128", "FULL", ["770002;770001;U101;20140103;20140105;;20", "441;221;U101;20140103;20140105;;20"]),
    ...extract("PLAN", "HAL", "20221128", "FULL", ["770002;1;20140201;J", "441;1;20140201;J"]),
    ...extract("UPPF", "HAL", "20221128", "FULL", ["550;770001;20140601;ORD;ANAN01", "551;221;20140601;ORD;ANAN01"]),
    "GPLAN_U101_20221128.csv": "bestnr;upprattad;mottagen;deltagit;mal;signatur\n770002;2014-02-20;2014-03-01;ja;3;x\n441;2014-02-20;2014-03-01;ja;3;y\n",
  });
  await city.deliver({
    ...extract("KLIENT", "HAL", "20221129", "DELTA", [`${gone};more`]),
    ...extract("BESTALL", "HAL", "20221129", "DELTA", ["770002;770001;U101;x;;;", "441;221;U101;x;;;"]),
  });
  await city.deliver(extract("KLIENT", "HAL", "20221130", "FULL", [gone, stays]));
  await answersOf(new World(city.dataSource), GONE, "770002", "2015-01-31");
  await answersOf(new World(city.dataSource), STAYS, "441");
}

async function read(subject: string, fileNumbers: string[]): Promise<void> {
  const whence = { roles: ["CASEWORKER"], remoteAddress: "127.0.0.1", operations: ["overlay"], operationName: null, purpose: null };
  await new AccessLog(city.dataSource).write({ subject, ...whence, fileNumbers });
}

function disposeOfAll(dataSource: DataSource = owner, exceptions: ReadonlyMap<string, string> = new Map()): Promise<DisposalReport> {
  const log = createLog({ logLevel: "silent" });
  return dispose({ dataSource, ring: RING, log }, { today: TODAY, withdrawnDays: 90, quarantineDays: 30, feedbackYears: 5, exceptions });
}

/** Every row of every table as text. */
async function everything(): Promise<Record<string, string[]>> {
  const tables: { name: string }[] = await owner.query(
    "SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public' AND table_name <> 'migrations'",
  );
  const told: Record<string, string[]> = {};
  for (const { name } of tables) {
    const rows: { row: string }[] = await owner.query(`SELECT to_jsonb(t)::text AS row FROM "${name}" t ORDER BY 1`);
    told[name] = rows.map(({ row }) => row);
  }
  return told;
}

async function count(table: string): Promise<number> {
  const rows: { count: number }[] = await owner.query(`SELECT count(*)::int AS count FROM ${table}`);
  return rows[0]!.count;
}

beforeEach(async () => {
  city = await openCity();
  owner = await createOwnerDataSource(city.url).initialize();
  folder = await mkdtemp(join(tmpdir(), "overblick-disposal-"));
  await load();
  await read("KAAN01", [GONE, STAYS]);
  await read("KAAN02", [GONE]);
  await read("KAAN03", [STAYS]);
});

afterEach(async () => {
  await owner.destroy();
  await city.close();
  await rm(folder, { recursive: true });
});

describe("after disposal", () => {
  test("no table has a trace of the person", async () => {
    const before = JSON.stringify(await everything());
    expect(TRACES.filter((trace) => before.includes(trace))).toEqual(TRACES.filter((trace) => trace !== "194002030018"));
    expect(await disposeOfAll()).toEqual({ disposed: { LAST_NOTE: 1, WITHDRAWN: 0 }, excepted: 0, unclaimedRows: 0, unnamedFeedback: 0 });
    const after = JSON.stringify(await everything());
    expect(TRACES.filter((trace) => after.includes(trace))).toEqual([]);
    expect(await registerExtract(city.dataSource, RING, GONE)).toBeNull();
  });

  test("everything of the others is as before", async () => {
    const before = await registerExtract(city.dataSource, RING, STAYS);
    await disposeOfAll();
    const after = await registerExtract(city.dataSource, RING, STAYS);
    expect(after).toMatchObject({ facts: before!.facts, derived: before!.derived, quarantined: before!.quarantined });
    expect(before!.quarantined).toHaveLength(1);
    expect(await count("client WHERE known_to IS NULL")).toBe(13);
  });

  test("a held file that had the person is gone as a whole, and says so", async () => {
    expect(await count("held_chunk")).toBe(1);
    await disposeOfAll();
    expect(await count("held_chunk")).toBe(0);
    const loads: { reason: string }[] = await owner.query("SELECT reason FROM load WHERE status = 'HELD'");
    expect(loads).toEqual([{ reason: "its bytes were disposed of with a person who stood in it: deliver it again without them" }]);
  });

  test("a held file without the person stays", async () => {
    await owner.query("DELETE FROM held_chunk");
    await city.deliver({ ...extract("KLIENT", "HAL", "20221201", "FULL", [clientRow(STAYS, "HALAO1")]) });
    await disposeOfAll();
    expect(await count("held_chunk")).toBe(1);
  });

  test("the loads count the rows that are left in quarantine", async () => {
    const left = async (file: string): Promise<unknown> => owner.query("SELECT quarantined FROM load WHERE file = $1", [file]);
    expect(await left(extractName("BESTALL", "HAL", "20221129"))).toEqual([{ quarantined: 2 }]);
    await disposeOfAll();
    expect(await left(extractName("BESTALL", "HAL", "20221129"))).toEqual([{ quarantined: 1 }]);
    expect(await left(extractName("KLIENT", "HAL", "20221129"))).toEqual([{ quarantined: 0 }]);
  });

  test("a record remains of when, by which rule and how many", async () => {
    await disposeOfAll();
    expect(await owner.query("SELECT rule, persons, versions, rejected_rows, held_files, log_entries FROM disposal")).toEqual([
      { rule: "LAST_NOTE", persons: 1, versions: 8, rejected_rows: 2, held_files: 1, log_entries: 2 },
    ]);
  });

  test("the change feed has the case's pseudonym at the commit of the disposal, and nothing else of it", async () => {
    await disposeOfAll();
    const rows: unknown = await owner.query(
      "SELECT f.kind, p.person_key FROM purged_case p JOIN fact_commit f ON f.id = p.purged_in WHERE f.id = (SELECT max(id) FROM fact_commit)",
    );
    expect(rows).toEqual([{ kind: "DISPOSAL", person_key: pseudonymOfPerson(RING, GONE) }]);
  });

  test("a second run finds nobody", async () => {
    await disposeOfAll();
    expect(await disposeOfAll()).toEqual({ disposed: { LAST_NOTE: 0, WITHDRAWN: 0 }, excepted: 0, unclaimedRows: 0, unnamedFeedback: 0 });
    expect(await count("disposal")).toBe(1);
  });

  test("a load goes on as before", async () => {
    await disposeOfAll();
    const report = await city.deliver(extract("KLIENT", "HAL", "20221202", "DELTA", [clientRow(STAYS, "HALAO1", { fornamn: "Ny" })]));
    expect(report.files).toMatchObject([{ status: "LOADED", changed: 1 }]);
  });
});

describe("the access log", () => {
  test("keeps that somebody read, and no longer of whom", async () => {
    await disposeOfAll();
    expect(await owner.query("SELECT subject, file_numbers FROM access_log WHERE subject LIKE 'KAAN%' ORDER BY id")).toEqual([
      { subject: "KAAN01", file_numbers: [STAYS] }, { subject: "KAAN02", file_numbers: [] }, { subject: "KAAN03", file_numbers: [STAYS] },
    ]);
  });

  test("keeps its seals, sealed before or after", async () => {
    const file = new SealFile(join(folder, "seals"));
    await sealAccessLog(city.dataSource, file);
    await read("KAAN04", [GONE]);
    await disposeOfAll();
    await sealAccessLog(city.dataSource, file);
    expect(await verifyAccessLog(city.dataSource, file)).toMatchObject({ ok: true, seals: 2, entries: 4, disposed: 3 });
  });

  test("still shows that an entry was changed where a person was taken out of it", async () => {
    const file = new SealFile(join(folder, "seals"));
    await sealAccessLog(city.dataSource, file);
    await disposeOfAll();
    await owner.query("UPDATE access_log SET subject = 'KAAN09' WHERE subject = 'KAAN02'");
    expect(await verifyAccessLog(city.dataSource, file)).toMatchObject({ ok: false, faults: [{ kind: "ENTRIES_CHANGED" }] });
  });

  test("keeps no salt by which the person could be found by trying", async () => {
    await disposeOfAll();
    expect(await owner.query("SELECT subject FROM access_log WHERE salt IS NULL AND persons_hash IS NOT NULL ORDER BY id")).toEqual([
      { subject: "KAAN01" }, { subject: "KAAN02" },
    ]);
  });
});

describe("what a gateway writes of the person", () => {
  /** A read, and an answer, of somebody who is being disposed of or has been. */
  async function write(): Promise<void> {
    await answersOf(new World(city.dataSource), GONE, "770009");
    await read("KAAN05", [GONE, STAYS]);
  }
  const isTold = async (): Promise<boolean> => JSON.stringify(await everything()).includes(GONE);
  const ofReads = () => owner.query("SELECT file_numbers FROM access_log WHERE subject = 'KAAN05'");

  test("between their going and the commit goes, too", async () => {
    await withSession(owner, async (other) => {
      await other.query("BEGIN; LOCK TABLE disposal IN SHARE MODE");
      const disposing = disposeOfAll();
      await vi.waitUntil(async () => (await count("pg_locks WHERE relation = 'disposal'::regclass AND NOT granted")) > 0);
      await write();
      await other.query("COMMIT");
      expect(await disposing).toMatchObject({ disposed: { LAST_NOTE: 1 } });
    });
    expect([await isTold(), await ofReads()]).toEqual([false, [{ file_numbers: [STAYS] }]]);
    expect(await owner.query("SELECT log_entries FROM disposal")).toEqual([{ log_entries: 3 }]);
  });

  test("after the run goes with the next one", async () => {
    await disposeOfAll();
    await write();
    expect(await disposeOfAll()).toMatchObject({ disposed: { LAST_NOTE: 0 } });
    expect([await isTold(), await ofReads()]).toEqual([false, [{ file_numbers: [STAYS] }]]);
    expect(await owner.query("SELECT log_entries FROM disposal")).toEqual([{ log_entries: 3 }]);
  });

  test("after the run stays when the case system has delivered the person again", async () => {
    await disposeOfAll();
    await city.deliver(extract("KLIENT", "HAL", "20221201", "DELTA", [clientRow(GONE, "HALAO1", { personnr: "" })]));
    await read("KAAN05", [GONE, STAYS]);
    await disposeOfAll(owner, new Map([[GONE, "appeal"]]));
    expect(await ofReads()).toEqual([{ file_numbers: [GONE, STAYS] }]);
  });

  test("takes no other file number out of the access log that leads to nobody", async () => {
    await read("KAAN05", ["100003-3"]);
    await disposeOfAll();
    await disposeOfAll();
    expect(await ofReads()).toEqual([{ file_numbers: ["100003-3"] }]);
  });
});

describe("nothing goes", () => {
  test("of a person on the list of exceptions", async () => {
    const before = await everything();
    expect(await disposeOfAll(owner, new Map([[GONE, "appeal"]]))).toEqual({ disposed: { LAST_NOTE: 0, WITHDRAWN: 0 }, excepted: 1, unclaimedRows: 0, unnamedFeedback: 0 });
    expect(await everything()).toEqual(before);
  });

  test("when it fails at its last step: a person is gone wholly or not at all, and the next run goes on", async () => {
    const before = await everything();
    await owner.query(`CREATE FUNCTION fail() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'disk full'; END $$`);
    await owner.query("CREATE TRIGGER fail BEFORE INSERT ON disposal EXECUTE FUNCTION fail()");
    await expect(disposeOfAll()).rejects.toThrow("disk full");
    expect(await everything()).toEqual(before);
    await owner.query("DROP TRIGGER fail ON disposal");
    expect(await disposeOfAll()).toMatchObject({ disposed: { LAST_NOTE: 1 } });
  });

  test("with the rights of the application", async () => {
    const before = await everything();
    await expect(disposeOfAll(city.dataSource)).rejects.toMatchObject({ code: "42501" });
    expect(await everything()).toEqual(before);
  });
});

test("a person whom the case system has withdrawn goes by that rule", async () => {
  await owner.query("UPDATE client SET known_to = '2022-07-01' WHERE file_number = $1", [STAYS]);
  expect(await disposeOfAll()).toEqual({ disposed: { LAST_NOTE: 1, WITHDRAWN: 1 }, excepted: 0, unclaimedRows: 0, unnamedFeedback: 0 });
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
  const left = (): Promise<number> => count(`rejected_row WHERE names_client = '${NEVER}'`);

  test("goes when it has waited the days that it was told, and a record remains", async () => {
    await deliverNever(30);
    expect(await left()).toBe(1);
    expect(await disposeOfAll(owner, new Map([[GONE, "appeal"]]))).toMatchObject({ disposed: { LAST_NOTE: 0 }, unclaimedRows: 1 });
    expect([await left(), await count(`rejected_row_case WHERE file_number = '${NEVER}'`)]).toEqual([0, 0]);
    expect(await owner.query("SELECT rule, persons, rejected_rows FROM disposal")).toEqual([{ rule: "UNCLAIMED", persons: 0, rejected_rows: 1 }]);
    expect(await owner.query("SELECT quarantined FROM load WHERE file = $1", [extractName("UTREDN", "HAL", "20221129")])).toEqual([{ quarantined: 0 }]);
  });

  test.each<[string, number, [string, string][]]>([["before those days", 29, []], ["of an exception", 30, [[NEVER, "appeal"]]]])("stays %s", async (_, daysAgo, exceptions) => {
    await deliverNever(daysAgo);
    expect(await disposeOfAll(owner, new Map(exceptions))).toMatchObject({ unclaimedRows: 0, unnamedFeedback: 0 });
    expect(await left()).toBe(1);
  });

  test("goes no earlier with others' rows: those of persons who were loaded stay until they go", async () => {
    await owner.query("UPDATE load SET started_at = '2020-01-01'");
    await disposeOfAll();
    expect((await registerExtract(city.dataSource, RING, STAYS))!.quarantined).toHaveLength(1);
  });
});

describe("a row in quarantine that names another client", () => {
  test.each(["194002030018", "19400203 0018", "400203-0018"])("goes with the person whose number it has, written %s", async (number) => {
    await city.deliver(onCallList("HAL", "202210", [`2022-10-02;00:16;${STAYS};${number};TRYGGHET;LARM;Bortgangen hade ramlat`]));
    expect(await owner.query("SELECT reason, names_client FROM rejected_row WHERE type = 'JOUR'")).toEqual([{ reason: "UNKNOWN_REFERENCE", names_client: STAYS }]);
    await disposeOfAll();
    expect(await count("rejected_row WHERE type = 'JOUR'")).toBe(0);
  });

  test("stays with that client when it has nobody's number who goes", async () => {
    await city.deliver(onCallList("HAL", "202210", [`2022-10-02;00:16;${STAYS};194002030034;TRYGGHET;LARM;`]));
    await disposeOfAll();
    expect(await count("rejected_row WHERE type = 'JOUR'")).toBe(1);
  });
});

test("a held file goes that has the person's number beside another client", async () => {
  await owner.query("DELETE FROM held_chunk");
  await city.deliver({ ...extract("KLIENT", "HAL", "20221201", "FULL", [clientRow(STAYS, "HALAO1", { personnr: "194002030018" })]) });
  expect(await count("held_chunk")).toBe(1);
  await disposeOfAll();
  expect(await count("held_chunk")).toBe(0);
});

describe("a decision that was moved to another client", () => {
  test("stays with its orders when the client whom it was moved from goes", async () => {
    await city.deliver(extract("BESLUT", "HAL", "20221202", "DELTA", [decisionRow("770001", STAYS)]));
    await disposeOfAll();
    expect(await owner.query("SELECT file_number FROM decision WHERE number = '770001'")).toEqual([{ file_number: STAYS }]);
    expect(await count("care_order WHERE number = '770002'")).toBe(1);
    expect(await count("follow_up WHERE decision_number = '770001'")).toBe(1);
  });
});

describe("an order that was moved to another client's decision", () => {
  const orders = () => owner.query("SELECT decision_number FROM care_order WHERE number = '770002' ORDER BY id");

  beforeEach(async () => {
    await city.deliver(deliveryReport("U101", "202211", [[GONE, "770002", 20, 18, "Semester"]]));
    await owner.query("UPDATE delivery SET month = '2014-12'");
    await city.deliver(extract("BESTALL", "HAL", "20221202", "DELTA", ["770002;221;U101;20140103;20140105;;20"]));
    expect(await orders()).toEqual([{ decision_number: "770001" }, { decision_number: "221" }]);
  });

  test("leaves nothing of the client whom it was moved from when that one goes", async () => {
    expect(await disposeOfAll()).toMatchObject({ disposed: { LAST_NOTE: 1 } });
    expect(await orders()).toEqual([{ decision_number: "221" }]);
    expect([await count("decision WHERE number = '770001'"), await count("delivery"), await count("delivery_reason")]).toEqual([0, 0, 0]);
  });

  test("keeps its plans, which are the other's now", async () => {
    await disposeOfAll();
    expect([await count("plan WHERE order_number = '770002'"), await count("plan_receipt WHERE order_number = '770002'")]).toEqual([1, 1]);
  });

  test("goes with its plans when the client goes whom it was moved to, and stays in what is held of the first", async () => {
    await owner.query("UPDATE client SET known_to = '2022-07-01' WHERE file_number = $1", [STAYS]);
    await disposeOfAll(owner, new Map([[GONE, "appeal"]]));
    expect(await orders()).toEqual([{ decision_number: "770001" }]);
    expect([await count("plan WHERE order_number = '770002'"), await count("plan_receipt WHERE order_number = '770002'"), await count("delivery")]).toEqual([0, 0, 1]);
  });

  test("is told to each of the two by its versions", async () => {
    const told = async (fileNumber: string): Promise<unknown[]> => {
      const { facts } = (await registerExtract(city.dataSource, RING, fileNumber))!;
      return ["care_order", "plan"].map((table) => facts[table]!.map(({ fact }) => `${String(fact["number"] ?? fact["order_number"])} ${String(fact["decision_number"] ?? "")}`));
    };
    expect(await told(GONE)).toEqual([["770002 770001"], []]);
    expect(await told(STAYS)).toEqual([["441 221", "770002 221"], ["770002 ", "441 "]]);
  });
});

describe("feedback that names no client", () => {
  const told = (table: "feedback" | "feedback_text") => owner.query(`SELECT id_in_source, file_number, known_to::text FROM ${table} ORDER BY id`);
  /** A complaint of a day, in its file of the next month. */
  const complain = (datum: string, file: string, more: Record<string, string> = {}) =>
    city.deliver(feedback("HAL", file, [{ id: "S1", datum, text: "Grannen skriker om natten", ...more }]));

  test("loses its words in all versions five years after its day, and a record remains", async () => {
    await complain("2017-11-30", "20171201");
    await complain("2017-11-30", "20171202", { text: "Rättad" });
    expect(await disposeOfAll(owner, new Map([[GONE, "appeal"]]))).toMatchObject({ unnamedFeedback: 1 });
    expect(await told("feedback_text")).toEqual([]);
    expect(await owner.query("SELECT rule, persons, versions FROM disposal")).toEqual([{ rule: "FEEDBACK", persons: 0, versions: 2 }]);
  });

  test("is told as withdrawn by the change feed, and gone when it has been that for WITHDRAWN_DAYS", async () => {
    await complain("2017-11-30", "20171201");
    await disposeOfAll();
    expect(await owner.query("SELECT f.known_to::text, c.kind FROM feedback f JOIN fact_commit c ON c.id = f.closed_in")).toEqual([{ known_to: TODAY, kind: "DISPOSAL" }]);
    await owner.query("UPDATE feedback SET known_to = '2022-09-02'");
    await disposeOfAll();
    expect(await count("feedback")).toBe(1);
    await owner.query("UPDATE feedback SET known_to = '2022-09-01'");
    await disposeOfAll();
    expect(await count("feedback")).toBe(0);
  });

  test("stays until the day before", async () => {
    await complain("2017-12-01", "20171201");
    expect(await disposeOfAll()).toMatchObject({ unnamedFeedback: 0 });
    expect(await told("feedback_text")).toEqual([{ id_in_source: "S1", file_number: null, known_to: null }]);
  });

  test("of a day that lies ahead of its file counts from the file's", async () => {
    await complain("2107-11-30", "20171130");
    expect(await disposeOfAll()).toMatchObject({ unnamedFeedback: 1 });
  });

  test("and was given one later stays with that client; the version without goes", async () => {
    await complain("2017-11-30", "20171201");
    await complain("2017-11-30", "20171202", { aktnr: STAYS });
    await disposeOfAll();
    const ofClient = [{ id_in_source: "S1", file_number: STAYS, known_to: null }];
    expect([await told("feedback"), await told("feedback_text")]).toEqual([ofClient, ofClient]);
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
    expect(await count("disposal")).toBe(0);
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
    expect(await count("disposal")).toBe(0);
  });
});
