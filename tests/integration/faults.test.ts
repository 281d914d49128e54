import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { FileReport, IngestReport } from "../../gateway/loading/report.js";
import { type City, findingsOn, openCity } from "./city.js";
import { clientRow, decisionRow, extract, extractBytes, extractName } from "./extract.js";

let city: City;

const UNIT = "HALAO1;Äldre;HAL;AO;20070101;;";
const ANNA = "ANAN01;20100101;;Anna Test;HALAO1;CHEF";
const ONE = "100001-1";
const TWO = "100002-2";

/** A unit, its head, and clients with a decision each, delivered as FULL on 2022-11-29. */
async function firstNight(clients: readonly string[] = [ONE, TWO]): Promise<void> {
  await city.deliver({
    ...extract("ENHET", "HAL", "20221129", "FULL", [UNIT]),
    ...extract("HANDL", "HAL", "20221129", "FULL", [ANNA]),
    ...extract("UTFOR", "HAL", "20221129", "FULL", ["U101;Hemtjänsten;KOMMUN;J"]),
    ...extract("KLIENT", "HAL", "20221129", "FULL", clients.map((client) => clientRow(client, "HALAO1"))),
    ...extract("BESLUT", "HAL", "20221129", "FULL", clients.map((client, at) => decisionRow(`22${at}`, client))),
  });
}

async function query<Row>(sql: string, parameters: unknown[] = []): Promise<Row[]> {
  return city.dataSource.query(sql, parameters);
}

/** The current decisions, by number, with the amount that tells versions apart. */
async function decisions(): Promise<string[]> {
  const rows = await query<{ number: string; amount: string }>("SELECT number, amount FROM decision WHERE known_to IS NULL ORDER BY number");
  return rows.map(({ number, amount }) => `${number}: ${amount}`);
}

function only(report: IngestReport): FileReport {
  expect(report.files).toHaveLength(1);
  return report.files[0]!;
}

beforeEach(async () => {
  city = await openCity();
  await firstNight();
});
afterEach(() => city.close());

describe("a file as a whole", () => {
  const whole = extractBytes("BESLUT", "HAL", "20221130", "DELTA", [decisionRow("220", ONE, { omfattning: "50" })]);
  const name = extractName("BESLUT", "HAL", "20221130");

  it.each([
    ["cut off in the middle", whole.subarray(0, whole.length - 60), /trailer .* is missing/],
    ["cut off in its header", whole.subarray(0, 20), /header of the form/],
    ["empty", Buffer.alloc(0), /empty/],
    ["with a wrong checksum", Buffer.from(whole.toString("latin1").replace(/T;1;\d+/, "T;1;7"), "latin1"), /checksum is 7/],
    ["with a wrong row count", Buffer.from(whole.toString("latin1").replace("T;1;", "T;2;"), "latin1"), /counts 2 rows, the file has 1/],
    ["of another district", extractBytes("BESLUT", "SKH", "20221130", "DELTA", []), /district SKH, the name says HAL/],
    ["of another date", extractBytes("BESLUT", "HAL", "20221201", "DELTA", []), /date 20221201, the name says 20221130/],
    ["of another version", Buffer.from(whole.toString("latin1").replace("DELTA;3", "DELTA;4"), "latin1"), /version 4 is not supported/],
    ["with a byte that Windows-1252 lacks", Buffer.concat([whole, Buffer.from([0x9d])]), /0x9D/],
    ["in UTF-8", Buffer.from(whole.toString("latin1").replace("HTJ", "Å"), "utf8"), /UTF-8/],
  ])("%s is rejected, and what was loaded before stands", async (_what, bytes, reason) => {
    const before = await decisions();
    const report = only(await city.deliver({ [name]: bytes }));
    expect(report.status).toBe("REJECTED");
    expect(report.reason).toMatch(reason);
    expect(await decisions()).toEqual(before);
  });

  it("the same bytes twice: the second time nothing changes, and it is said", async () => {
    expect(only(await city.deliver({ [name]: whole }))).toMatchObject({ status: "LOADED", rows: 1, added: 0, changed: 1 });
    expect(only(await city.deliver({ [name]: whole }))).toMatchObject({ status: "UNCHANGED", added: 0, changed: 0, withdrawn: 0 });
    expect(await decisions()).toEqual(["220: 50", "221: 20"]);
  });

  it("older than the newest loaded is refused, and loads when forced", async () => {
    await city.deliver({ [name]: whole });
    const older = { ...extract("BESLUT", "HAL", "20221128", "DELTA", [decisionRow("220", ONE, { omfattning: "7" })]) };
    expect(only(await city.deliver(older)).status).toBe("REFUSED");
    expect(await decisions()).toEqual(["220: 50", "221: 20"]);
    expect(only(await city.deliver(older, { force: true })).status).toBe("LOADED");
    expect(await decisions()).toEqual(["220: 7", "221: 20"]);
  });

  it("delivered again for its date with other bytes replaces: what the first one said alone is taken back", async () => {
    await city.deliver(extract("BESLUT", "HAL", "20221130", "DELTA", [decisionRow("220", ONE, { omfattning: "50" }), decisionRow("229", TWO)]));
    await city.deliver(extract("BESLUT", "HAL", "20221130", "DELTA", [decisionRow("221", TWO, { omfattning: "60" })]));
    expect(await decisions()).toEqual(["220: 20", "221: 60"]);
  });

  it("a DELTA of the same date as its FULL is applied on it", async () => {
    await city.deliver(extract("BESLUT", "HAL", "20221130", "FULL", [decisionRow("220", ONE), decisionRow("221", TWO)]));
    await city.deliver(extract("BESLUT", "HAL", "20221130", "DELTA", [decisionRow("220", ONE, { omfattning: "50" })]));
    expect(await decisions()).toEqual(["220: 50", "221: 20"]);
  });

  it("no file of any contract is ignored", async () => {
    expect(only(await city.deliver({ "Thumbs.db": "x" })).status).toBe("IGNORED");
  });
});

describe("a missing DELTA night", () => {
  const gapped = async (): Promise<boolean> =>
    (await query<{ gapped: boolean }>("SELECT gapped FROM load WHERE type = 'BESLUT' AND status = 'LOADED' ORDER BY id DESC LIMIT 1"))[0]!.gapped;

  it("leaves the source gapped until the next FULL", async () => {
    await city.deliver(extract("BESLUT", "HAL", "20221130", "DELTA", []));
    expect(await gapped()).toBe(false);
    await city.deliver(extract("BESLUT", "HAL", "20221202", "DELTA", []));
    expect(await gapped()).toBe(true);
    await city.deliver(extract("BESLUT", "HAL", "20221203", "DELTA", []));
    expect(await gapped()).toBe(true);
    await city.deliver(extract("BESLUT", "HAL", "20221204", "FULL", [decisionRow("220", ONE), decisionRow("221", TWO)]));
    expect(await gapped()).toBe(false);
  });
});

describe("rows", () => {
  it("a row with an unknown client waits, and loads by itself when the client comes", async () => {
    const report = only(await city.deliver(extract("BESLUT", "HAL", "20221130", "DELTA", [decisionRow("225", "100009-9")])));
    expect(report).toMatchObject({ status: "LOADED", rows: 1, added: 0, quarantined: 1 });
    expect(await query("SELECT line, fault_column, reason FROM rejected_row")).toEqual([{ line: 3, fault_column: "aktnr", reason: "UNKNOWN_REFERENCE" }]);
    await city.deliver(extract("KLIENT", "HAL", "20221130", "DELTA", [clientRow("100009-9", "HALAO1")]));
    expect(await decisions()).toEqual(["220: 20", "221: 20", "225: 20"]);
    expect(await query("SELECT * FROM rejected_row")).toEqual([]);
    expect((await query<{ quarantined: number; added: number }>("SELECT quarantined, added FROM load WHERE file LIKE 'SOSYS_BESLUT_HAL_20221130%'"))[0]).toEqual({ quarantined: 0, added: 1 });
  });

  it("a row that waited never replaces a newer extract's row", async () => {
    await city.deliver(extract("BESLUT", "HAL", "20221130", "DELTA", [decisionRow("220", "100009-9", { omfattning: "99" })]));
    await city.deliver(extract("BESLUT", "HAL", "20221201", "DELTA", [decisionRow("220", ONE, { omfattning: "30" })]));
    await city.deliver(extract("KLIENT", "HAL", "20221201", "DELTA", [clientRow("100009-9", "HALAO1")]));
    expect(await decisions()).toEqual(["220: 30", "221: 20"]);
  });

  it("a faulty row never replaces the last good version of itself, in a FULL either", async () => {
    const report = only(await city.deliver(extract("BESLUT", "HAL", "20221130", "FULL", [decisionRow("220", ONE, { from: "20221301" }), decisionRow("221", TWO)])));
    expect(report).toMatchObject({ status: "LOADED", withdrawn: 0, quarantined: 1 });
    expect(await decisions()).toEqual(["220: 20", "221: 20"]);
  });

  it("a key twice in one file: none of its rows loads, the last good version stands", async () => {
    await city.deliver(extract("BESLUT", "HAL", "20221130", "FULL", [decisionRow("220", ONE, { omfattning: "1" }), decisionRow("220", ONE, { omfattning: "2" }), decisionRow("221", TWO)]));
    expect(await decisions()).toEqual(["220: 20", "221: 20"]);
    expect(await query("SELECT line, fault_column, reason FROM rejected_row ORDER BY line")).toEqual([
      { line: 3, fault_column: "beslutsnr", reason: "DUPLICATE_KEY" }, { line: 4, fault_column: "beslutsnr", reason: "DUPLICATE_KEY" },
    ]);
  });

  it("a FULL with a row whose key can't be read withdraws nothing", async () => {
    const report = only(await city.deliver(extract("BESLUT", "HAL", "20221130", "FULL", [decisionRow("220", ONE), "half a row"])));
    expect(report).toMatchObject({ status: "LOADED", withdrawn: 0, quarantined: 1 });
    expect(await decisions()).toEqual(["220: 20", "221: 20"]);
  });

  it("a later FULL of the file empties the district's quarantine", async () => {
    await city.deliver(extract("BESLUT", "HAL", "20221130", "DELTA", ["half a row"]));
    await city.deliver(extract("BESLUT", "HAL", "20221201", "FULL", [decisionRow("220", ONE), decisionRow("221", TWO)]));
    expect(await query("SELECT * FROM rejected_row")).toEqual([]);
  });

  it("a key that is gone from a FULL is withdrawn from that day, and its findings with it", async () => {
    expect((await findingsOn(city.dataSource, "2022-12-30")).map(({ decision }) => decision)).toEqual(["220", "221"]);
    await city.deliver(extract("BESLUT", "HAL", "20221130", "FULL", [decisionRow("221", TWO)]));
    expect(await query("SELECT number, known_to::text FROM decision WHERE known_to IS NOT NULL")).toEqual([{ number: "220", known_to: "2022-11-30" }]);
    expect((await findingsOn(city.dataSource, "2022-12-30")).map(({ decision }) => decision)).toEqual(["221"]);
  });
});

describe("a FULL that would withdraw much", () => {
  const clients = Array.from({ length: 40 }, (_, at) => `2000${String(at).padStart(2, "0")}-1`);
  const kept = clients.slice(0, 30);
  const klient = extract("KLIENT", "HAL", "20221130", "FULL", [...kept].map((client) => clientRow(client, "HALAO1")));
  const beslut = extract("BESLUT", "HAL", "20221130", "FULL", kept.map((client, at) => decisionRow(`22${at}`, client)));

  beforeEach(() => firstNightAgain());

  async function firstNightAgain(): Promise<void> {
    await city.close();
    city = await openCity();
    await firstNight(clients);
  }

  it("is held with what depends on it, and changes nothing", async () => {
    const report = await city.deliver({ ...klient, ...beslut });
    expect(report.files.map(({ status, reason }) => `${status} ${reason}`)).toEqual([
      "HELD it would withdraw 10 of 40 keys (25 %); --accept SOSYS_KLIENT_HAL_20221130.TXT loads it all the same",
      "HELD WAITS_FOR KLIENT",
    ]);
    expect(await decisions()).toHaveLength(40);
  });

  it("is loaded when accepted, without being delivered again, and what waited loads by itself", async () => {
    await city.deliver({ ...klient });
    await city.deliver({ ...beslut });
    const report = await city.load([], { accept: [extractName("KLIENT", "HAL", "20221130")] });
    expect(report.files.map(({ name, status, withdrawn }) => `${name} ${status} ${withdrawn}`)).toEqual([
      "SOSYS_KLIENT_HAL_20221130.TXT LOADED 10",
      "SOSYS_BESLUT_HAL_20221130.TXT LOADED 10",
    ]);
    expect(await decisions()).toHaveLength(30);
    expect(await query("SELECT * FROM held_chunk")).toEqual([]);
  });

  it("that waited is held on its own account when it loses more than the accepted clients' rows", async () => {
    const few = extract("BESLUT", "HAL", "20221130", "FULL", kept.slice(0, 15).map((client, at) => decisionRow(`22${at}`, client)));
    await city.deliver({ ...klient, ...few });
    const report = await city.load([], { accept: [extractName("KLIENT", "HAL", "20221130")] });
    expect(report.files.map(({ status }) => status)).toEqual(["LOADED", "HELD"]);
    expect(report.files[1]!.reason).toMatch(/would withdraw 15 of 40 keys/);
  });

  it("that waited loads by itself when all it loses belongs to the accepted clients, whatever came between", async () => {
    await city.deliver({
      ...extract("BESTALL", "HAL", "20221129", "FULL", clients.map((_, at) => `71${at};22${at};U101;20220101;;;20`)),
      ...extract("PLAN", "HAL", "20221129", "FULL", clients.map((_, at) => `71${at};1;20220110;J`)),
    });
    await city.deliver({ ...klient, ...beslut, ...extract("PLAN", "HAL", "20221130", "FULL", kept.map((_, at) => `71${at};1;20220110;J`)) });
    const report = await city.load([], { accept: [extractName("KLIENT", "HAL", "20221130")] });
    expect(report.files.map(({ name, status, withdrawn }) => `${name} ${status} ${withdrawn}`)).toEqual([
      "SOSYS_KLIENT_HAL_20221130.TXT LOADED 10",
      "SOSYS_BESLUT_HAL_20221130.TXT LOADED 10",
      "SOSYS_PLAN_HAL_20221130.TXT LOADED 10",
    ]);
  });

  describe("and a DELTA of its date", () => {
    const delta = extract("BESLUT", "HAL", "20221130", "DELTA", [decisionRow("220", kept[0]!, { omfattning: "33" })]);

    it("that waits too is loaded after the FULL that it came after", async () => {
      await city.deliver({ ...klient, ...beslut });
      await city.deliver(delta);
      const report = await city.load([], { accept: [extractName("KLIENT", "HAL", "20221130")] });
      expect(report.files.map(({ name, status, withdrawn }) => `${name} ${status} ${withdrawn}`)).toEqual([
        "SOSYS_KLIENT_HAL_20221130.TXT LOADED 10", "SOSYS_BESLUT_HAL_20221130.TXT LOADED 10", "SOSYS_BESLUT_HAL_20221130.TXT LOADED 0",
      ]);
      expect([(await decisions()).length, (await decisions())[0]]).toEqual([30, "220: 33"]);
      expect(await query("SELECT * FROM held_chunk")).toEqual([]);
    });
  });

  it("of exactly a fifth is not held", async () => {
    const fourFifths = clients.slice(0, 32).map((client) => clientRow(client, "HALAO1"));
    expect(only(await city.deliver(extract("KLIENT", "HAL", "20221130", "FULL", fourFifths)))).toMatchObject({ status: "LOADED", withdrawn: 8 });
  });
});

describe("two districts deliver the same client", () => {
  const skhUnit = "SKHAO1;Äldre;SKH;AO;20070101;;";
  const owner = async (): Promise<string> => (await query<{ delivered_by: string }>(
    "SELECT delivered_by FROM client WHERE file_number = $1 AND known_to IS NULL", [ONE],
  ))[0]!.delivered_by;

  it.each([["HAL first", ["HAL", "SKH"]], ["SKH first", ["SKH", "HAL"]]])("on the same date the district of the client's unit has it (%s)", async (_name, order) => {
    await city.deliver(extract("ENHET", "SKH", "20221129", "FULL", [skhUnit]));
    for (const district of order) {
      await city.deliver(extract("KLIENT", district, "20221130", "DELTA", [clientRow(ONE, "SKHAO1", { handlaggare: district })]));
    }
    expect(await owner()).toBe("SKH");
    expect(await query("SELECT caseworker FROM client WHERE file_number = $1 AND known_to IS NULL", [ONE])).toEqual([{ caseworker: "SKH" }]);
  });

  it.each([["HAL first", ["HAL", "SKH"]], ["SKH first", ["SKH", "HAL"]]])("that each calls its own, on the same date: the first by its code has it (%s)", async (_name, order) => {
    await city.deliver(extract("ENHET", "SKH", "20221129", "FULL", [skhUnit]));
    for (const district of order) await city.deliver(extract("KLIENT", district, "20221130", "DELTA", [clientRow(ONE, `${district}AO1`)]));
    expect(await query("SELECT unit_code FROM client WHERE file_number = $1 AND known_to IS NULL", [ONE])).toEqual([{ unit_code: "HALAO1" }]);
  });

  it("the newer extract has it, and the district that had it before withdraws nothing of it", async () => {
    await city.deliver({
      ...extract("ENHET", "SKH", "20221130", "FULL", [skhUnit]),
      ...extract("KLIENT", "SKH", "20221130", "FULL", [clientRow(ONE, "SKHAO1")]),
    });
    await city.deliver(extract("KLIENT", "HAL", "20221130", "FULL", [clientRow(TWO, "HALAO1")]));
    expect(await owner()).toBe("SKH");
  });
});
