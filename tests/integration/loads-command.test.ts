import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { userInfo, tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { LoadDetail } from "../../gateway/loading/query-load-detail.js";
import { CompiledProcess } from "./compiled-process.js";
import { createTestDatabase, type TestDatabase } from "./database.js";
import { clientRow, decisionRow, extract } from "./extract.js";

const CLIENTS = Array.from({ length: 12 }, (_, at) => `1000${at + 10}-1`);
const BY = `terminal:${userInfo().username}`;

let database: TestDatabase;
let folder: string;

interface Ran {
  readonly code: number | null;
  readonly told: unknown;
}

/** Runs a command to its end. */
async function run(command: string, ...parameters: string[]): Promise<Ran> {
  const child = CompiledProcess.start(command, parameters, { DATABASE_URL: database.url, DATA_DIR: folder });
  const output = await child.output();
  return { code: await child.ended, told: output === "" ? null : JSON.parse(output) };
}

beforeAll(async () => {
  [database, folder] = await Promise.all([createTestDatabase(), mkdtemp(join(tmpdir(), "overblick-loads-"))]);
  const files = {
    ...extract("ENHET", "HAL", "20221129", "FULL", ["HALAO1;Äldre;HAL;AO;20070101;;"]),
    ...extract("KLIENT", "HAL", "20221129", "FULL", CLIENTS.map((client) => clientRow(client, "HALAO1"))),
    ...extract("BESLUT", "HAL", "20221129", "FULL", [decisionRow("220", CLIENTS[0]!), decisionRow("221", CLIENTS[1]!, { from: "20221399" })]),
    ...extract("KLIENT", "HAL", "20221130", "FULL", [clientRow(CLIENTS[0]!, "HALAO1")]),
  };
  for (const [name, content] of Object.entries(files)) await writeFile(join(folder, name), content);
  expect((await run("ingest", folder)).code).toBe(3);
});
afterAll(async () => {
  await database.drop();
  await rm(folder, { recursive: true });
});

test("list gives the newest files first, in pages", async () => {
  const { code, told } = await run("loads", "list", "--first", "1");
  expect(code).toBe(0);
  expect(told).toMatchObject({ totalCount: 4, loads: [{ id: "4", file: "SOSYS_KLIENT_HAL_20221130.TXT", status: "HELD", acceptable: true, way: "COMMAND", sentBy: BY }] });
  const { after } = told as { after: string };
  expect((await run("loads", "list", "--first", "1", "--after", after)).told).toMatchObject({ loads: [{ id: "3" }] });
});

test("sources exits with 3 when one is late", async () => {
  const { code, told } = await run("loads", "sources");
  const late = (told as { sources: { type: string; owner: string; late: boolean }[] }).sources.filter((source) => source.late);
  expect([code, late.map(({ type, owner }) => `${type} ${owner}`)]).toEqual([3, ["BESTALL HAL", "HANDL HAL", "PLAN HAL", "UPPF HAL", "UTFOR HAL", "UTREDN HAL"]]);
});

describe("a row in quarantine", () => {
  test("is shown by file, line, column and reason, without what stands in it", async () => {
    const { code, told } = await run("loads", "show", "3");
    expect([code, told]).toEqual([0, {
      load: expect.objectContaining({ file: "SOSYS_BESLUT_HAL_20221129.TXT", quarantined: 1 }) as unknown,
      rejectedRows: [{ id: "1", line: 4, column: "from", reason: "BAD_DATE", retries: 0 }],
      actions: [],
    }]);
  });

  test("is read again by retry, and gone after dismiss; both are recorded with who did it", async () => {
    expect((await run("loads", "retry", "3")).told).toMatchObject({ rejectedRows: [{ reason: "BAD_DATE", retries: 1 }] });
    const { code, told } = await run("loads", "dismiss", "1");
    expect([code, (told as LoadDetail).load.quarantined, (told as LoadDetail).rejectedRows]).toEqual([0, 0, []]);
    expect((told as LoadDetail).actions).toMatchObject([{ by: BY, action: "RETRY" }, { by: BY, action: "DISMISS", line: 4, column: "from", reason: "BAD_DATE" }]);
  });
});

test("accept loads a held file", async () => {
  const { code, told } = await run("loads", "accept", "4");
  expect([code, told]).toMatchObject([0, { files: [{ name: "SOSYS_KLIENT_HAL_20221130.TXT", status: "LOADED", withdrawn: 11, load: 5 }] }]);
  expect((await run("loads", "accept", "4")).code).toBe(2);
});

test("what is called in a wrong way exits with 2 and prints nothing", async () => {
  for (const parameters of [[], ["remove", "1"], ["show"], ["show", "x"], ["show", "99"], ["list", "1"], ["dismiss", "99"], ["list", "--first", "0"]]) {
    expect(await run("loads", ...parameters), parameters.join(" ")).toEqual({ code: 2, told: null });
  }
}, 90_000);
