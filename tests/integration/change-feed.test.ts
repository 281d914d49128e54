import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { DataSource } from "typeorm";
import type { Viewer } from "../../gateway/access/viewer.js";
import { dispose } from "../../gateway/data-protection/dispose.js";
import { createOwnerDataSource } from "../../gateway/database/data-source.js";
import { asOnlyLoader } from "../../gateway/database/session.js";
import { noteMovesByCalendar } from "../../gateway/feed/note-moves.js";
import { createLog } from "../../gateway/log.js";
import { openCity, sample } from "./city.js";
import { clientRow, decisionRow, extract } from "./extract.js";
import { ANNA, BO, FeedTown, INTEGRATION, OF_A1, OF_A2, unitRows } from "./feed-town.js";
import { CONTROLLER, RING } from "./world.js";

let town: FeedTown;

beforeEach(async () => {
  town = await FeedTown.open();
});

afterEach(() => town.close());

describe("what loads do is told", () => {
  test("in the order of commits, each fact's first version as ADDED", async () => {
    expect(await town.told(CONTROLLER, null)).toEqual([
      "ADDED UNIT A1", "ADDED UNIT A2", "ADDED UNIT C1", "ADDED PROVIDER U101", `ADDED CLIENT ${ANNA}`, `ADDED CLIENT ${BO}`,
      "ADDED DECISION 221", "ADDED DECISION 222", "ADDED ORDER 441",
    ]);
  });

  test("a closed and an opened version of one commit as one CHANGED, with the content that stands then", async () => {
    const after = await town.now(CONTROLLER);
    await town.decisions("20221102", [decisionRow("221", ANNA, { omfattning: "37,5" })]);
    const { changes } = await town.read(CONTROLLER, { after });
    expect(changes).toMatchObject([{ operation: "CHANGED", type: "DECISION", key: "221", knownFrom: "2022-11-02", fact: { amount: 37.5, fileNumber: ANNA } }]);
  });

  test("a key that is gone as WITHDRAWN without content, known from the day of the extract that lacks it", async () => {
    const after = await town.now(CONTROLLER);
    await town.decisions("20221103", [decisionRow("221", ANNA)], "FULL");
    const { changes } = await town.read(CONTROLLER, { after });
    expect(changes).toMatchObject([{ operation: "WITHDRAWN", type: "DECISION", key: "222", knownFrom: "2022-11-03", fact: null }]);
  });

  test("a key that comes back as ADDED", async () => {
    await town.decisions("20221103", [decisionRow("221", ANNA)], "FULL");
    const after = await town.now(CONTROLLER);
    await town.decisions("20221104", [decisionRow("221", ANNA), decisionRow("222", BO)], "FULL");
    expect(await town.told(CONTROLLER, after)).toEqual(["ADDED DECISION 222"]);
  });

  test("two deliveries of one date one after the other, as they came", async () => {
    const after = await town.now(CONTROLLER);
    for (const amount of ["30", "40"]) {
      await town.decisions("20221102", [decisionRow("221", ANNA, { omfattning: amount })]);
    }
    const { changes } = await town.read(CONTROLLER, { after });
    expect(changes.map(({ operation, knownFrom, fact }) => [operation, knownFrom, fact?.["amount"]])).toEqual([
      ["CHANGED", "2022-11-02", 30], ["CHANGED", "2022-11-02", 40],
    ]);
  });

  test("a row that had waited for its reference when it loads, by the load that it came in", async () => {
    await town.city.deliver(extract("BESTALL", "HAL", "20221102", "DELTA", ["442;229;U101;20220103;20220105;;20"]));
    const after = await town.now(CONTROLLER);
    await town.decisions("20221103", [decisionRow("229", BO)]);
    const { changes } = await town.read(CONTROLLER, { after });
    expect(changes.map(({ operation, type, key }) => `${operation} ${type} ${key}`)).toEqual(["ADDED DECISION 229", "ADDED ORDER 442"]);
    const loads = await town.city.dataSource.query<{ id: number }[]>("SELECT id FROM load ORDER BY id DESC LIMIT 2");
    expect(changes.map(({ load }) => Number(load))).toEqual(loads.map(({ id }) => id));
  });

  test("a load that changed nothing not at all", async () => {
    const after = await town.now(CONTROLLER);
    await town.clients("20221102", [clientRow(ANNA, "A1"), clientRow(BO, "A2")], "FULL");
    expect(await town.told(CONTROLLER, after)).toEqual([]);
  });

  test("a change of what is never told without what it was: names stand nowhere", async () => {
    await town.clients("20221102", [clientRow(ANNA, "A1", { efternamn: "Nyström", personnr: "195001012384" })]);
    const text = JSON.stringify((await town.read(CONTROLLER)).changes);
    expect(["Nyström", "Testsson", "1950", "1949"].filter((part) => text.includes(part))).toEqual([]);
  });
});

test("the sample is told as its loads count it, but for who is protected", async () => {
  const hal = new FeedTown(await openCity());
  try {
    const { files } = await hal.city.load(["night1", "night2"].map((night) => `${sample("hal-2022-11")}/${night}`));
    const told = await hal.readAll(CONTROLLER);
    const count = (operation: string): number => told.filter((change) => change.operation === operation).length;
    const [hidden] = await hal.city.dataSource.query<{ facts: number }[]>(FACTS_OF_PROTECTED);
    const loaded = (which: "added" | "changed" | "withdrawn"): number => files.reduce((sum, file) => sum + file[which], 0);
    expect([hidden!.facts, told.length]).toEqual([32, count("ADDED") + count("CHANGED") + count("WITHDRAWN")]);
    expect([count("ADDED"), count("CHANGED"), count("WITHDRAWN")]).toEqual([loaded("added") - hidden!.facts, loaded("changed"), loaded("withdrawn")]);
  } finally {
    await hal.close();
  }
});

/** None of them changed. */
const FACTS_OF_PROTECTED = `
  WITH c AS (SELECT * FROM client WHERE protection > 0), d AS (SELECT * FROM decision WHERE file_number IN (SELECT file_number FROM c)),
       o AS (SELECT * FROM care_order WHERE decision_number IN (SELECT number FROM d))
  SELECT ((SELECT count(*) FROM c) + (SELECT count(*) FROM investigation WHERE file_number IN (SELECT file_number FROM c))
    + (SELECT count(*) FROM d) + (SELECT count(*) FROM o) + (SELECT count(*) FROM plan WHERE order_number IN (SELECT number FROM o))
    + (SELECT count(*) FROM follow_up WHERE decision_number IN (SELECT number FROM d)))::int AS facts`;

describe("scope", () => {
  test("a person who becomes protected leaves it, with everything about them, for whoever knew of them", async () => {
    const after = await town.now(CONTROLLER);
    await town.clients("20221102", [clientRow(ANNA, "A1", { skydd: "1" })]);
    const { changes } = await town.read(CONTROLLER, { after });
    expect(changes.map(({ operation, type, key, fact, knownFrom }) => [operation, type, key, fact, knownFrom]).sort()).toEqual([
      ["LEFT_SCOPE", "CLIENT", ANNA, null, "2022-11-02"], ["LEFT_SCOPE", "DECISION", "221", null, "2022-11-02"], ["LEFT_SCOPE", "ORDER", "441", null, "2022-11-02"],
    ]);
  });

  test("and nobody else hears of them, at whichever place they begin", async () => {
    const { cursor: begun } = await town.read(CONTROLLER, { first: 4 });
    await town.clients("20221102", [clientRow(ANNA, "A1", { skydd: "1" })]);
    const fresh = [...(await town.read(CONTROLLER)).changes, ...(await town.read(INTEGRATION)).changes];
    expect(fresh.filter(({ operation }) => operation === "LEFT_SCOPE")).toEqual([]);
    expect(JSON.stringify(fresh)).not.toMatch(/100001-1|"221"|"441"/);
    // Began before, but had not come to them.
    expect(JSON.stringify((await town.read(CONTROLLER, { after: begun })).changes)).not.toMatch(/"fileNumber":"100001-1"/);
  });

  test("an old cursor tells no content of somebody who is protected today", async () => {
    const after = await town.now(CONTROLLER);
    await town.decisions("20221102", [decisionRow("221", ANNA, { omfattning: "77" }), decisionRow("223", ANNA)]);
    await town.clients("20221103", [clientRow(ANNA, "A1", { skydd: "2" })]);
    const { changes } = await town.read(CONTROLLER, { after });
    expect(changes.filter(({ fact }) => fact !== null)).toEqual([]);
    expect(new Set(changes.map(({ operation, key }) => `${operation} ${key}`))).toEqual(new Set(["LEFT_SCOPE 221", "LEFT_SCOPE 441", `LEFT_SCOPE ${ANNA}`]));
  });

  test("when the protection is lifted the facts enter it, as they stand then", async () => {
    await town.clients("20221102", [clientRow(ANNA, "A1", { skydd: "1" })]);
    await town.decisions("20221103", [decisionRow("221", ANNA, { omfattning: "77" })]);
    const after = await town.now(CONTROLLER);
    await town.clients("20221104", [clientRow(ANNA, "A1")]);
    const { changes } = await town.read(CONTROLLER, { after });
    expect(changes.map(({ operation, type }) => `${operation} ${type}`).sort()).toEqual(["ENTERED_SCOPE CLIENT", "ENTERED_SCOPE DECISION", "ENTERED_SCOPE ORDER"]);
    expect(changes.find(({ type }) => type === "DECISION")?.fact).toMatchObject({ amount: 77, fileNumber: ANNA });
  });

  test("somebody who was protected when a reading began is told of when they enter, and not where they were before", async () => {
    const types = ["UNIT", "CLIENT"] as const;
    await town.clients("20221102", [clientRow(ANNA, "A1", { skydd: "1" })]);
    const begun = await town.read(CONTROLLER, { types, first: 1 });
    await town.clients("20221103", [clientRow(ANNA, "A1")]);
    const further = await town.read(CONTROLLER, { types, first: 3, after: begun.cursor });
    expect(further.changes.map(({ key }) => key)).toEqual(["A2", "C1", BO]);
    // To whoever goes on now she enters; to whoever goes on when she is protected again she never was.
    expect((await town.told(CONTROLLER, further.cursor, types)).at(-1)).toBe(`ENTERED_SCOPE CLIENT ${ANNA}`);
    await town.clients("20221104", [clientRow(ANNA, "A1", { skydd: "1" })]);
    expect(await town.told(CONTROLLER, further.cursor, types)).toEqual([]);
  });

  test("somebody who becomes protected in the middle of a reading leaves it", async () => {
    const { cursor: begun } = await town.read(CONTROLLER, { types: ["CLIENT", "DECISION"], first: 3 });
    await town.clients("20221102", [clientRow(ANNA, "A1", { skydd: "1" })]);
    expect((await town.told(CONTROLLER, begun, ["CLIENT", "DECISION"])).sort()).toEqual([
      "ADDED DECISION 222", `LEFT_SCOPE CLIENT ${ANNA}`, "LEFT_SCOPE DECISION 221",
    ]);
  });

  test("a client who moves leaves one unit's scope and enters the other's", async () => {
    const [of1, of2] = [await town.now(OF_A1), await town.now(OF_A2)];
    await town.clients("20221102", [clientRow(ANNA, "A2")]);
    expect((await town.told(OF_A1, of1)).sort()).toEqual([`LEFT_SCOPE CLIENT ${ANNA}`, "LEFT_SCOPE DECISION 221", "LEFT_SCOPE ORDER 441"]);
    expect((await town.told(OF_A2, of2)).sort()).toEqual([
      `ENTERED_SCOPE CLIENT ${ANNA}`, "ENTERED_SCOPE DECISION 221", "ENTERED_SCOPE ORDER 441",
    ]);
    // To the whole city she is where she was, and another unit's.
    expect(await town.told(CONTROLLER, null, ["CLIENT"])).toEqual([`ADDED CLIENT ${ANNA}`, `ADDED CLIENT ${BO}`, `CHANGED CLIENT ${ANNA}`]);
  });

  test("a decision that goes to another client takes its orders along", async () => {
    const after = await town.now(OF_A1);
    await town.decisions("20221102", [decisionRow("221", BO)]);
    expect((await town.told(OF_A1, after)).sort()).toEqual(["LEFT_SCOPE DECISION 221", "LEFT_SCOPE ORDER 441"]);
    const { changes } = await town.read(CONTROLLER, { after: null, types: ["ORDER"] });
    expect(changes.map(({ operation, fact, knownFrom }) => [operation, fact?.["fileNumber"], knownFrom])).toEqual([
      ["ADDED", ANNA, "2022-11-01"], ["CHANGED", BO, "2022-11-02"],
    ]);
  });

  test("so does one whose row had waited for that client", async () => {
    const after = await town.now(OF_A1);
    await town.decisions("20221102", [decisionRow("221", "100009-9")]);
    expect(await town.told(OF_A1, after)).toEqual([]);
    await town.clients("20221103", [clientRow("100009-9", "A2")]);
    expect((await town.told(OF_A1, after)).sort()).toEqual(["LEFT_SCOPE DECISION 221", "LEFT_SCOPE ORDER 441"]);
  });

  test("a unit that closes is replaced on the day after, by the calendar alone", async () => {
    await town.city.deliver(extract("ENHET", "HAL", "20221102", "FULL", unitRows("20221110")), { today: "2022-11-02" });
    const after = await town.now(OF_A1);
    const turn = (today: string) => asOnlyLoader(town.city.dataSource, () => undefined, (session) => noteMovesByCalendar(session, today));
    await turn("2022-11-10");
    expect(await town.told(OF_A1, after)).toEqual([]);
    await turn("2022-11-11");
    const { changes } = await town.read(OF_A1, { after });
    expect(changes.map(({ operation, type, knownFrom, load }) => [operation, type, knownFrom, load]).sort()).toEqual([
      ["LEFT_SCOPE", "CLIENT", "2022-11-11", null], ["LEFT_SCOPE", "DECISION", "2022-11-11", null], ["LEFT_SCOPE", "ORDER", "2022-11-11", null],
      ["LEFT_SCOPE", "UNIT", "2022-11-11", null],
    ]);
    await turn("2022-11-11");
    expect(await town.city.dataSource.query("SELECT count(*)::int AS made FROM fact_commit WHERE kind = 'CALENDAR'")).toEqual([{ made: 1 }]);
  });

  test("a unit that answers for another has that one's history, too, whoever asks first", async () => {
    await town.city.deliver(extract("ENHET", "HAL", "20221102", "FULL", unitRows("20221101")), { today: "2022-11-02" });
    expect(await town.told(OF_A1, null)).toEqual(["ADDED PROVIDER U101"]);
    expect(await town.told(OF_A2, null, ["CLIENT"])).toEqual([`ADDED CLIENT ${BO}`, `ENTERED_SCOPE CLIENT ${ANNA}`]);
  });
});

describe("a purge", () => {
  let owner: DataSource;

  beforeEach(async () => {
    owner = await createOwnerDataSource(town.city.url).initialize();
  });

  afterEach(() => owner.destroy());

  async function purgeAnna(): Promise<void> {
    await town.clients("20221109", [clientRow(BO, "A2")], "FULL");
    const exceptions = new Map([[BO, "stays"]]);
    await dispose({ dataSource: owner, ring: RING, log: createLog({ logLevel: "silent" }) }, { today: "2022-11-30", withdrawnDays: 0, quarantineDays: 365, feedbackYears: 5, exceptions });
  }

  test("is told without content, by the person's key, to whoever had read of them", async () => {
    const { changes: before, cursor: after } = await town.read(INTEGRATION);
    const { personKey } = before.find(({ type }) => type === "ORDER")!.fact!;
    await purgeAnna();
    const { changes } = await town.read(INTEGRATION, { after });
    expect(changes).toMatchObject([{ operation: "PURGED", type: "CLIENT", key: personKey, knownFrom: "2022-11-30", load: null, fact: null }]);
  });

  test("is told whatever types were asked that are about persons", async () => {
    const [orders, providers] = [await town.now(CONTROLLER, ["ORDER"]), await town.now(CONTROLLER, ["PROVIDER"])];
    await purgeAnna();
    expect(await town.told(CONTROLLER, orders, ["ORDER"])).toEqual([expect.stringMatching(/^PURGED CLIENT/)]);
    expect(await town.told(CONTROLLER, providers, ["PROVIDER"])).toEqual([]);
  });

  test("is told in the middle of a reading that had come to them", async () => {
    const { cursor: begun } = await town.read(CONTROLLER, { types: ["CLIENT"], first: 1 });
    await purgeAnna();
    expect(await town.told(CONTROLLER, begun, ["CLIENT"])).toEqual([`ADDED CLIENT ${BO}`, expect.stringMatching(/^PURGED CLIENT/)]);
  });

  test("is not told to whoever begins to read, or never reached the person's units", async () => {
    const elsewhere = await town.now(OF_A2);
    await purgeAnna();
    const operations = [...await town.told(CONTROLLER, null), ...await town.told(OF_A2, elsewhere)];
    expect(operations.filter((line) => line.startsWith("PURGED"))).toEqual([]);
  });

  test("is not told to whoever began to read when the person was protected", async () => {
    await town.clients("20221102", [clientRow(ANNA, "A1", { skydd: "1" })]);
    const [whole, begun] = [await town.now(CONTROLLER), (await town.read(CONTROLLER, { types: ["CLIENT"], first: 1 })).cursor];
    await purgeAnna();
    expect([...await town.told(CONTROLLER, whole), ...await town.told(CONTROLLER, begun, ["CLIENT"])]).toEqual([]);
  });

  test("is told to whoever was told of them before they were protected, and did not hear of that", async () => {
    const after = await town.now(CONTROLLER);
    await town.clients("20221102", [clientRow(ANNA, "A1", { skydd: "1" })]);
    const { cursor: heard } = await town.read(CONTROLLER, { after });
    await purgeAnna();
    expect(await town.told(CONTROLLER, after)).toEqual([expect.stringMatching(/^PURGED CLIENT/)]);
    expect(await town.told(CONTROLLER, heard)).toEqual([]);
  });

  test("of somebody who moved is told to those who read of them in the unit that they were in then", async () => {
    const before = [await town.now(OF_A1), await town.now(OF_A2)];
    await town.clients("20221102", [clientRow(ANNA, "A2")]);
    const later = [await town.now(OF_A1), await town.now(OF_A2)];
    await purgeAnna();
    const told = await Promise.all([...before, ...later].map((after, at) => town.told(at % 2 === 0 ? OF_A1 : OF_A2, after)));
    expect(told.map((lines) => lines.length)).toEqual([1, 0, 0, 1]);
  });

  test("leaves nothing of the moves of the person", async () => {
    await town.clients("20221102", [clientRow(ANNA, "A2")]);
    const moves = async (): Promise<unknown> => owner.query("SELECT count(*)::int AS moves FROM feed_move WHERE fact_table IN (6, 7)");
    expect(await moves()).toEqual([{ moves: 2 }]);
    await town.clients("20221103", [clientRow(BO, "A2")], "FULL");
    await dispose({ dataSource: owner, ring: RING, log: createLog({ logLevel: "silent" }) }, { today: "2022-11-30", withdrawnDays: 0, quarantineDays: 365, feedbackYears: 5, exceptions: new Map([[BO, "stays"]]) });
    expect(await moves()).toEqual([{ moves: 0 }]);
  });
});

describe("a cursor", () => {
  test("of a page without changes lead on from there", async () => {
    const { changes, cursor } = await town.read(CONTROLLER, { after: await town.now(CONTROLLER) });
    expect(changes).toEqual([]);
    await town.clients("20221102", [clientRow(ANNA, "A1", { handlaggare: "CECE03" })]);
    expect(await town.told(CONTROLLER, cursor)).toEqual([`CHANGED CLIENT ${ANNA}`]);
  });

  test("serve for fewer types", async () => {
    const after = await town.now(CONTROLLER);
    await town.decisions("20221102", [decisionRow("221", ANNA, { omfattning: "30" })]);
    expect(await town.told(CONTROLLER, after, ["DECISION"])).toEqual(["CHANGED DECISION 221"]);
  });

  test("of another database are refused, and of one that was restored", async () => {
    const after = await town.now(CONTROLLER);
    await town.city.dataSource.query("UPDATE fact_commit SET committed_at = committed_at + interval '1 second'");
    await expect(town.read(CONTROLLER, { after })).rejects.toMatchObject({ code: "BAD_USER_INPUT", message: expect.stringContaining("restored from a backup") as string });
    await town.city.dataSource.query("DELETE FROM fact_commit WHERE id > 1");
    await expect(town.read(CONTROLLER, { after })).rejects.toMatchObject({ code: "BAD_USER_INPUT" });
  });

  test("of before a disposal is refused where it would leave a copy in another's name", async () => {
    const owner = await createOwnerDataSource(town.city.url).initialize();
    const before = await town.now(CONTROLLER);
    await town.decisions("20221102", [decisionRow("221", BO)]);
    const between = await town.now(CONTROLLER);
    await town.clients("20221103", [clientRow(ANNA, "A1")], "FULL");
    const exceptions = new Map([[ANNA, "stays"]]);
    await dispose({ dataSource: owner, ring: RING, log: createLog({ logLevel: "silent" }) }, { today: "2022-11-30", withdrawnDays: 0, quarantineDays: 365, feedbackYears: 5, exceptions });
    await owner.destroy();
    await expect(town.read(CONTROLLER, { after: before })).rejects.toMatchObject({ code: "BAD_USER_INPUT", message: expect.stringContaining("has expired") as string });
    expect(await town.told(CONTROLLER, between, ["CLIENT"])).toEqual([expect.stringMatching(/^PURGED CLIENT/)]);
    expect((await town.read(CONTROLLER)).changes.filter(({ type }) => type === "CLIENT")).toHaveLength(1);
  });
});

test("an integration of one district is told of who comes there", async () => {
  await town.clients("20221102", [clientRow(BO, "C1")]);
  const granted: Viewer = { ...INTEGRATION, feed: { ...INTEGRATION.feed!, districts: ["SKH"] } };
  expect((await town.read(granted)).changes.map(({ operation, type }) => `${operation} ${type}`)).toEqual([
    "ADDED UNIT", "ADDED PROVIDER", "ENTERED_SCOPE CLIENT", "ENTERED_SCOPE DECISION",
  ]);
});
