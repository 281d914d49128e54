import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Viewer } from "../../gateway/access/viewer.js";
import { asOnlyLoader } from "../../gateway/database/session.js";
import type { FileResult } from "../../gateway/intake/load-work.js";
import { clientRow, decisionRow, extract } from "./extract.js";
import { type GatewayAnswer, RunningGateway } from "./running-gateway.js";
import { CONTROLLER, HEAD } from "./world.js";

const OPERATOR: Viewer = { subject: "OPER01", roles: ["OPERATOR"], units: null };
const CASEWORKER: Viewer = { subject: "ANAN01", roles: ["CASEWORKER"], units: ["HALAO1"] };
const UNIT = "HALAO1";
const CLIENTS = Array.from({ length: 12 }, (_, at) => `1000${at + 10}-1`);
const [ONE, TWO] = CLIENTS as [string, string];

const NIGHT = {
  ...extract("ENHET", "HAL", "20221129", "FULL", ["HALAO1;Äldre;HAL;AO;20070101;;"]),
  ...extract("UTFOR", "HAL", "20221129", "FULL", ["U1;Ett;PRIVAT;N", "U2;Två;PRIVAT;N"]),
  ...extract("KLIENT", "HAL", "20221129", "FULL", CLIENTS.map((client) => clientRow(client, UNIT))),
  ...extract("BESLUT", "HAL", "20221129", "FULL", [decisionRow("220", ONE), decisionRow("221", TWO, { from: "20221399" })]),
  ...extract("BESTALL", "HAL", "20221129", "FULL", ["700;220;U2;20220101;20220101;;20"]),
};
const FEW_CLIENTS = extract("KLIENT", "HAL", "20221130", "FULL", [clientRow(ONE, UNIT)]);
const ITS_DECISIONS = extract("BESLUT", "HAL", "20221130", "FULL", [decisionRow("220", ONE, { omfattning: "30" })]);

let gateway: RunningGateway;

beforeEach(async () => {
  gateway = await RunningGateway.start();
  await deliver(NIGHT);
});
afterEach(() => gateway.close());

async function deliver(files: Readonly<Record<string, Buffer>>): Promise<readonly FileResult[]> {
  const folder = await mkdtemp(join(tmpdir(), "overblick-delivery-"));
  try {
    for (const [name, content] of Object.entries(files)) await writeFile(join(folder, name), content);
    return await gateway.loader.run({ kind: "INBOX", paths: [folder] });
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** The number of the newest load of a type. */
async function loadOf(type: string): Promise<string> {
  const [row] = await gateway.dataSource.query<{ id: string }[]>("SELECT max(id)::text AS id FROM load WHERE type = $1", [type]);
  return row!.id;
}

async function rowIn(type: string): Promise<string> {
  const [row] = await gateway.dataSource.query<{ id: string }[]>("SELECT min(id)::text AS id FROM rejected_row WHERE type = $1", [type]);
  return row!.id;
}

function change(operation: "acceptLoad" | "retryLoad" | "dismissRejectedRow", id: string, viewer: Viewer = OPERATOR): Promise<GatewayAnswer> {
  return gateway.ask(viewer, `mutation ($id: ID!) { ${operation}(id: $id) { id file status way sentBy quarantined acceptable reason } }`, { id });
}

function code({ body }: GatewayAnswer): string | undefined {
  return body.errors?.[0]?.extensions.code;
}

async function actions(): Promise<unknown[]> {
  return gateway.dataSource.query(`SELECT "by", action, load_id::text AS load, line, fault_column AS column, reason FROM operator_action ORDER BY id`);
}

describe("a held file that an operator accepts", () => {
  let held: string;

  beforeEach(async () => {
    const results = await deliver({ ...FEW_CLIENTS, ...ITS_DECISIONS });
    expect(results.map(({ report }) => report.status)).toEqual(["HELD", "HELD"]);
    held = await loadOf("KLIENT");
  });

  test("is listed as one that can be accepted", async () => {
    const { body } = await gateway.ask(HEAD, "{ loads(first: 3) { edges { node { file status way sentBy acceptable } } } }");
    expect(body.data?.["loads"]).toMatchObject({ edges: [
      { node: { file: "SOSYS_BESLUT_HAL_20221130.TXT", status: "HELD", way: "INBOX", sentBy: "inbox", acceptable: true } },
      { node: { file: "SOSYS_KLIENT_HAL_20221130.TXT", acceptable: true } }, { node: { acceptable: false } },
    ] });
  });

  test("is loaded, and what waited for it follows", async () => {
    expect((await change("acceptLoad", held)).body.data?.["acceptLoad"]).toMatchObject({
      file: "SOSYS_KLIENT_HAL_20221130.TXT", status: "LOADED", way: "HELD", sentBy: "OPER01", acceptable: false,
    });
    expect(await gateway.dataSource.query("SELECT amount FROM decision WHERE known_to IS NULL AND number = '220'")).toEqual([{ amount: "30" }]);
  });

  test("is written down with who accepted it", async () => {
    await change("acceptLoad", held);
    expect(await actions()).toEqual([{ by: "OPER01", action: "ACCEPT", load: held, line: null, column: null, reason: null }]);
  });

  test("is held no longer", async () => {
    await change("acceptLoad", held);
    const again = await change("acceptLoad", held);
    expect([code(again), again.body.errors?.[0]?.message]).toEqual(["BAD_USER_INPUT", expect.stringContaining("No file is held in this load")]);
  });

  test("stays held when it waits for another one that does", async () => {
    const answer = await change("acceptLoad", await loadOf("BESLUT"));
    expect(answer.body.data?.["acceptLoad"]).toMatchObject({ status: "HELD", reason: "WAITS_FOR KLIENT" });
  });

  test("is named by the number of its load", async () => {
    for (const id of ["x", "-1", "1e3", "9999999999", ""]) expect(code(await change("acceptLoad", id)), id).toBe("BAD_USER_INPUT");
  });
});

describe("a load that an operator retries", () => {
  const REPORT = { "GPLAN_U1_20221130.csv": Buffer.from("bestnr;upprattad;mottagen;deltagit;mal;signatur\n700;2022-11-20;;ja;2;X\n700;2022-11-2x;;ja;2;X\n") };

  test("has its rows read again: one that was another provider's order is in when the order has moved", async () => {
    await deliver(REPORT);
    await deliver(extract("BESTALL", "HAL", "20221130", "FULL", ["700;220;U1;20220101;20220101;;20"]));
    const load = await loadOf("GPLAN");
    expect((await change("retryLoad", load)).body.data?.["retryLoad"]).toMatchObject({ id: load, quarantined: 1 });
    expect(await gateway.dataSource.query("SELECT order_number FROM plan_receipt")).toEqual([{ order_number: "700" }]);
    expect(await gateway.dataSource.query("SELECT line, fault_column, reason FROM rejected_row WHERE type = 'GPLAN'"))
      .toEqual([{ line: 3, fault_column: "upprattad", reason: "BAD_DATE" }]);
  });

  test("leaves those alone whose key stands twice in the file", async () => {
    await deliver(extract("UPPF", "HAL", "20221130", "FULL", ["900;220;20221101;ORD;ANAN01", "900;220;20221102;ORD;ANAN01"]));
    await change("retryLoad", await loadOf("UPPF"));
    expect(await gateway.dataSource.query("SELECT reason, count(*)::int FROM rejected_row WHERE type = 'UPPF' GROUP BY reason"))
      .toEqual([{ reason: "DUPLICATE_KEY", count: 2 }]);
  });

  test("is written down with who wanted it", async () => {
    const load = await loadOf("BESLUT");
    await change("retryLoad", load);
    expect(await actions()).toEqual([{ by: "OPER01", action: "RETRY", load, line: null, column: null, reason: null }]);
  });

  test("must be there", async () => {
    expect(code(await change("retryLoad", "999"))).toBe("NOT_FOUND");
    expect(await actions()).toEqual([]);
  });
});

describe("a row that an operator dismisses", () => {
  const status = async (): Promise<unknown> => {
    const { body } = await gateway.ask(CASEWORKER, `{ overlay(keys: [{ fileNumber: "${TWO}" }]) { incompleteBecause } }`);
    return (body.data?.["overlay"] as { incompleteBecause: string[] }[])[0]!.incompleteBecause;
  };

  test("leaves quarantine, and its case is whole again", async () => {
    expect(await status()).toEqual([expect.stringContaining("BESLUT")]);
    const { body } = await change("dismissRejectedRow", await rowIn("BESLUT"));
    expect(body.data?.["dismissRejectedRow"]).toMatchObject({ file: "SOSYS_BESLUT_HAL_20221129.TXT", quarantined: 0 });
    expect(await status()).toEqual([]);
  });

  test("is written down by file, line and reason, without what stood in it", async () => {
    await change("dismissRejectedRow", await rowIn("BESLUT"));
    expect(await actions()).toEqual([{ by: "OPER01", action: "DISMISS", load: await loadOf("BESLUT"), line: 4, column: "from", reason: "BAD_DATE" }]);
  });

  test("is gone: it can't be dismissed twice", async () => {
    const row = await rowIn("BESLUT");
    await change("dismissRejectedRow", row);
    expect(code(await change("dismissRejectedRow", row))).toBe("NOT_FOUND");
  });
});

test("while another load is at work all of it is refused soon, with when to try again", async () => {
  await deliver(FEW_CLIENTS);
  const [held, row] = [await loadOf("KLIENT"), await rowIn("BESLUT")];
  await asOnlyLoader(gateway.dataSource, () => undefined, async () => {
    for (const [operation, id] of [["acceptLoad", held], ["retryLoad", held], ["dismissRejectedRow", row]] as const) {
      expect((await change(operation, id)).body.errors?.[0]?.extensions, operation).toEqual({ code: "RATE_LIMITED", retryAfter: 60 });
    }
  });
  expect(await actions()).toEqual([]);
  expect(code(await change("acceptLoad", held))).toBeUndefined();
});

test("others than operators decide nothing about loads", async () => {
  for (const viewer of [CONTROLLER, HEAD, CASEWORKER]) {
    for (const operation of ["acceptLoad", "retryLoad", "dismissRejectedRow"] as const) {
      expect(code(await change(operation, "1", viewer)), viewer.roles.join()).toBe("FORBIDDEN");
    }
  }
  expect(await actions()).toEqual([]);
});
