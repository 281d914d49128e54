import { spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { AccessLog } from "../../gateway/access/access-log.js";
import { registerExtract, type RegisterExtract } from "../../gateway/data-protection/register-extract.js";
import { type City, openCity } from "./city.js";
import { clientRow, decisionRow, extract } from "./extract.js";
import { answersOf, KEYS, RING, World } from "./world.js";

const ONE = "100001-1";
const TWO = "100002-2";
const BROKEN = decisionRow("229", ONE, { from: "20229901" });
/** Its fields can't be told apart, but it has the personal number of ONE. */
const UNREADABLE = `${clientRow("", "HALAO1", { personnr: "194002030018" })};more`;

let city: City;
let told: RegisterExtract;

/** Two clients with everything, of whom ONE has moved and has rows in quarantine and in a held file. */
async function load(): Promise<void> {
  const units = ["HALAO1;Äldre;HAL;AO;20070101;;", "HALAO2;Söder;HAL;AO;20070101;;"];
  const others = Array.from({ length: 12 }, (_, at) => clientRow(`2000${at}-1`, "HALAO1", { personnr: "" }));
  const one = clientRow(ONE, "HALAO1", { personnr: "194002030018", fornamn: "Ett" });
  const two = clientRow(TWO, "HALAO1", { personnr: "194002030026", fornamn: "Tva" });
  await city.deliver({
    ...extract("ENHET", "HAL", "20221128", "FULL", units),
    ...extract("UTFOR", "HAL", "20221128", "FULL", ["U101;Hemtjänsten;KOMMUN;J"]),
    ...extract("KLIENT", "HAL", "20221128", "FULL", [one, two, ...others]),
    ...extract("UTREDN", "HAL", "20221128", "FULL", [`330;${ONE};20211201;20211202;20211220;DUR;ANAN01`, `331;${TWO};;;;DUR;ANAN01`]),
    ...extract("BESLUT", "HAL", "20221128", "FULL", [decisionRow("220", ONE), decisionRow("221", TWO)]),
    ...extract("BESTALL", "HAL", "20221128", "FULL", ["440;220;U101;20220103;20220105;;20", "441;221;U101;20220103;20220105;;20"]),
    ...extract("PLAN", "HAL", "20221128", "FULL", ["440;1;20220201;J", "441;1;20220201;J"]),
    ...extract("UPPF", "HAL", "20221128", "FULL", ["550;220;20220601;ORD;ANAN01", "551;221;20220601;ORD;ANAN01"]),
    "GPLAN_U101_20221128.csv": "bestnr;upprattad;mottagen;deltagit;mal;signatur\n440;2022-02-20;2022-03-01;ja;3;x\n441;2022-02-20;2022-03-01;ja;3;y\n",
  });
  await city.deliver({
    ...extract("KLIENT", "HAL", "20221129", "DELTA", [clientRow(ONE, "HALAO2", { personnr: "194002030018", fornamn: "Ett" }), UNREADABLE]),
    ...extract("BESLUT", "HAL", "20221129", "DELTA", [BROKEN]),
  });
  await city.deliver(extract("KLIENT", "HAL", "20221130", "FULL", [one, two]));
  await answersOf(new World(city.dataSource), ONE, "440");
  await answersOf(new World(city.dataSource), TWO, "441");
}

beforeAll(async () => {
  city = await openCity();
  await load();
  await new AccessLog(city.dataSource).write({
    subject: "KAAN01", roles: ["CASEWORKER"], remoteAddress: "127.0.0.1", operations: ["overlay"], operationName: null, purpose: "KlientLista",
    fileNumbers: [ONE, TWO],
  });
  told = (await registerExtract(city.dataSource, RING, ONE))!;
});
afterAll(() => city.close());

describe("what a person is told", () => {
  test("is every version of every fact, and of no other person", () => {
    const counts = Object.fromEntries(Object.entries(told.facts).map(([table, versions]) => [table, versions.length]));
    expect(counts).toEqual({
      client: 2, person: 1, investigation: 1, decision: 1, care_order: 1, plan: 1, plan_receipt: 1, follow_up: 1,
      delivery: 0, delivery_reason: 0, on_call_event: 0, on_call_measure: 0, feedback: 0, feedback_text: 0, care_cost: 0,
      lss_level: 0, individual_plan: 0,
    });
  });

  test("has the personal number opened", () => {
    expect(told.facts["person"]?.map(({ fact }) => fact)).toEqual([
      { file_number: ONE, personal_number: "194002030018", given_name: "Ett", family_name: "Testsson" },
    ]);
  });

  test("says from which file and line each version is, and since when it is known", () => {
    expect(told.facts["client"]?.map(({ file, line, knownFrom, knownTo, fact }) => [file, line, knownFrom, knownTo, fact["unit_code"]])).toEqual([
      ["SOSYS_KLIENT_HAL_20221128.TXT", 3, "2022-11-28", "2022-11-29", "HALAO1"],
      ["SOSYS_KLIENT_HAL_20221129.TXT", 3, "2022-11-29", null, "HALAO2"],
    ]);
  });

  test("has what rules made of it", () => {
    expect(told.derived["finding"]?.length).toBeGreaterThan(0);
    expect(told.derived["finding"]?.map((finding) => finding["file_number"])).not.toContain(TWO);
  });

  test("has what people answered to that", () => {
    expect([told.derived["acknowledgement"], told.derived["dispute"], told.derived["reminder"]]).toMatchObject([
      [{ note: "Bokad", acknowledged_by: "KAAN01" }], [{ reason: "Planen har kommit", disputed_by: "KAAN01" }], [{ order_number: "440", sent_by: "KAAN01" }],
    ]);
  });

  test("has the rows in quarantine as they came, found by the personal number where nothing else could be read", () => {
    expect(told.quarantined.map(({ file, reason, raw }) => [file, reason, raw])).toEqual([
      ["SOSYS_KLIENT_HAL_20221129.TXT", "PARSE", UNREADABLE], ["SOSYS_BESLUT_HAL_20221129.TXT", "BAD_DATE", BROKEN],
    ]);
  });

  test("has the rows of held files", () => {
    expect(told.held).toEqual([
      { file: "SOSYS_KLIENT_HAL_20221130.TXT", line: 3, raw: clientRow(ONE, "HALAO1", { personnr: "194002030018", fornamn: "Ett" }) },
    ]);
  });

  test("has who read it, without whom else they read, and this extract itself", () => {
    expect(told.readBy).toMatchObject([
      { subject: expect.stringMatching(/^terminal:/) as string, operations: ["register-extract"] },
      { subject: "KAAN01", roles: ["CASEWORKER"], operations: ["overlay"], purpose: "KlientLista" },
    ]);
    expect(JSON.stringify(told)).not.toContain(TWO);
  });

  test("goes through every table that has a file number", async () => {
    const rows: { table_name: string }[] = await city.dataSource.query(
      "SELECT table_name FROM information_schema.columns WHERE table_schema = 'public' AND column_name IN ('file_number', 'file_numbers') ORDER BY 1",
    );
    expect(rows.map((row) => row.table_name)).toEqual([
      "access_log", "acknowledgement", "care_cost", "client", "decision", "delivery", "delivery_reason", "dispute", "feedback",
      "feedback_text", "finding", "individual_plan", "investigation", "lss_level", "on_call_event", "on_call_measure", "person",
      "rejected_row_case", "reminder", "touched_case",
    ]);
  });
});

test("nothing is told, and nothing logged, of a file number that is not held", async () => {
  expect(await registerExtract(city.dataSource, RING, "no-such-client")).toBeNull();
  expect(await city.dataSource.query("SELECT FROM access_log WHERE 'no-such-client' = ANY(file_numbers)")).toEqual([]);
});

describe("npm run register-extract", () => {
  async function run(...parameters: string[]): Promise<{ code: number | null; stdout: string; stderr: string }> {
    const file = fileURLToPath(new URL("../../gateway/commands/register-extract.ts", import.meta.url));
    const child = spawn(process.execPath, ["--import", "@swc-node/register/esm-register", file, ...parameters], {
      env: { ...process.env, NODE_ENV: "test", LOG_LEVEL: "warn", DATABASE_URL: city.url, ...KEYS }, stdio: ["ignore", "pipe", "pipe"],
    });
    const [[code], stdout, stderr] = await Promise.all([once(child, "exit") as Promise<[number | null]>, text(child.stdout), text(child.stderr)]);
    return { code, stdout, stderr };
  }

  test("prints it as JSON", async () => {
    const { code, stdout } = await run(TWO);
    expect(JSON.parse(stdout)).toMatchObject({ fileNumber: TWO, facts: { person: [{ fact: { personal_number: "194002030026" } }] } });
    expect(code).toBe(0);
  });

  test("exit 3 when nothing is held", async () => {
    expect(await run("no-such-client")).toEqual({ code: 3, stdout: "", stderr: "Nothing is held under this file number.\n" });
  });

  test("exit 2 without a file number", async () => {
    expect(await run()).toMatchObject({ code: 2, stdout: "" });
  });
});
