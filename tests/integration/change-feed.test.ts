import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { DataSource } from "typeorm";
import { pseudonymFor, pseudonymOfFact, pseudonymOfPerson } from "../../gateway/access/keyed-hash.js";
import type { Viewer } from "../../gateway/access/viewer.js";
import { dispose } from "../../gateway/data-protection/dispose.js";
import { createOwnerDataSource } from "../../gateway/database/data-source.js";
import { asOnlyLoader } from "../../gateway/database/session.js";
import { noteMovesByCalendar } from "../../gateway/feed/note-moves.js";
import { changePage, type ChangeRequest, countChanges } from "../../gateway/feed/query-changes.js";
import type { ToldChange } from "../../gateway/feed/told-change.js";
import { createLog } from "../../gateway/log.js";
import type { FactType } from "../../gateway/rules/timeline.js";
import { type City, openCity, sample } from "./city.js";
import { clientRow, decisionRow, extract } from "./extract.js";
import { countStatements } from "./statements.js";
import { CONTROLLER, RING } from "./world.js";

const ANNA = "100001-1";
const BO = "100002-2";
const INTEGRATION: Viewer = { subject: "STAT", roles: ["INTEGRATION"], units: null, feed: { types: null, districts: null, pseudonyms: "stat" } };
/** A controller of one unit. */
const OF_A1: Viewer = { ...CONTROLLER, units: ["A1"] };

let city: City;

beforeEach(async () => {
  city = await openCity();
  await city.deliver({
    ...extract("ENHET", "HAL", "20221101", "FULL", units()),
    ...extract("UTFOR", "HAL", "20221101", "FULL", ["U101;Hemtjänsten;KOMMUN;J"]),
    ...extract("KLIENT", "HAL", "20221101", "FULL", [clientRow(ANNA, "A1"), clientRow(BO, "A2")]),
    ...extract("BESLUT", "HAL", "20221101", "FULL", [decisionRow("221", ANNA), decisionRow("222", BO)]),
    ...extract("BESTALL", "HAL", "20221101", "FULL", ["441;221;U101;20220103;20220105;;20"]),
  });
});

afterEach(() => city.close());

function units(closed = ""): string[] {
  return [`A1;Enhet A1;HAL;AO;20070101;${closed};${closed && "A2"}`, "A2;Enhet A2;HAL;AO;20070101;;", "C1;Enhet C1;SKH;AO;20070101;;"];
}

async function read(viewer: Viewer, request: ChangeRequest = {}): Promise<{ changes: ToldChange[]; cursor: string; cursors: string[] }> {
  const { edges, pageInfo } = await changePage(city.dataSource, RING, viewer, request);
  return { changes: edges.map(({ node }) => node), cursor: pageInfo.endCursor, cursors: edges.map(({ cursor }) => cursor) };
}

/** What comes after a cursor, as `OPERATION TYPE key`. */
async function told(viewer: Viewer, after: string | null, types?: readonly FactType[]): Promise<string[]> {
  const { changes } = await read(viewer, { after, types });
  return changes.map(({ operation, type, key }) => `${operation} ${type} ${key}`);
}

async function now(viewer: Viewer, types?: readonly FactType[]): Promise<string> {
  return (await read(viewer, { types })).cursor;
}

function clients(date: string, rows: string[], mode: "FULL" | "DELTA" = "DELTA") {
  return city.deliver(extract("KLIENT", "HAL", date, mode, rows));
}

describe("what loads do is told", () => {
  test("in the order of commits, each fact's first version as ADDED", async () => {
    expect(await told(CONTROLLER, null)).toEqual([
      "ADDED UNIT A1", "ADDED UNIT A2", "ADDED UNIT C1", "ADDED PROVIDER U101", `ADDED CLIENT ${ANNA}`, `ADDED CLIENT ${BO}`,
      "ADDED DECISION 221", "ADDED DECISION 222", "ADDED ORDER 441",
    ]);
  });

  test("a closed and an opened version of one commit as one CHANGED, with the content that stands then", async () => {
    const after = await now(CONTROLLER);
    await city.deliver(extract("BESLUT", "HAL", "20221102", "DELTA", [decisionRow("221", ANNA, { omfattning: "37,5" })]));
    const { changes } = await read(CONTROLLER, { after });
    expect(changes).toMatchObject([{ operation: "CHANGED", type: "DECISION", key: "221", knownFrom: "2022-11-02", fact: { amount: 37.5, fileNumber: ANNA } }]);
  });

  test("a key that is gone as WITHDRAWN without content, known from the day of the extract that lacks it", async () => {
    const after = await now(CONTROLLER);
    await city.deliver(extract("BESLUT", "HAL", "20221103", "FULL", [decisionRow("221", ANNA)]));
    const { changes } = await read(CONTROLLER, { after });
    expect(changes).toMatchObject([{ operation: "WITHDRAWN", type: "DECISION", key: "222", knownFrom: "2022-11-03", fact: null }]);
  });

  test("a key that comes back as ADDED", async () => {
    await city.deliver(extract("BESLUT", "HAL", "20221103", "FULL", [decisionRow("221", ANNA)]));
    const after = await now(CONTROLLER);
    await city.deliver(extract("BESLUT", "HAL", "20221104", "FULL", [decisionRow("221", ANNA), decisionRow("222", BO)]));
    expect(await told(CONTROLLER, after)).toEqual(["ADDED DECISION 222"]);
  });

  test("two deliveries of one date one after the other, as they came", async () => {
    const after = await now(CONTROLLER);
    for (const amount of ["30", "40"]) {
      await city.deliver(extract("BESLUT", "HAL", "20221102", "DELTA", [decisionRow("221", ANNA, { omfattning: amount })]));
    }
    const { changes } = await read(CONTROLLER, { after });
    expect(changes.map(({ operation, knownFrom, fact }) => [operation, knownFrom, fact?.["amount"]])).toEqual([
      ["CHANGED", "2022-11-02", 30], ["CHANGED", "2022-11-02", 40],
    ]);
  });

  test("a row that had waited for its reference when it loads, by the load that it came in", async () => {
    await city.deliver(extract("BESTALL", "HAL", "20221102", "DELTA", ["442;229;U101;20220103;20220105;;20"]));
    const after = await now(CONTROLLER);
    await city.deliver(extract("BESLUT", "HAL", "20221103", "DELTA", [decisionRow("229", BO)]));
    const { changes } = await read(CONTROLLER, { after });
    expect(changes.map(({ operation, type, key }) => `${operation} ${type} ${key}`)).toEqual(["ADDED DECISION 229", "ADDED ORDER 442"]);
    const loads = await city.dataSource.query<{ id: number }[]>("SELECT id FROM load ORDER BY id DESC LIMIT 2");
    expect(changes.map(({ load }) => Number(load))).toEqual(loads.map(({ id }) => id));
  });

  test("a load that changed nothing not at all", async () => {
    const after = await now(CONTROLLER);
    await clients("20221102", [clientRow(ANNA, "A1"), clientRow(BO, "A2")], "FULL");
    expect(await told(CONTROLLER, after)).toEqual([]);
  });

  test("a change of what is never told without what it was: names stand nowhere", async () => {
    await clients("20221102", [clientRow(ANNA, "A1", { efternamn: "Nyström", personnr: "195001012384" })]);
    const text = JSON.stringify((await read(CONTROLLER)).changes);
    expect(["Nyström", "Testsson", "1950", "1949"].filter((part) => text.includes(part))).toEqual([]);
  });
});

test("the sample is told as its loads count it", async () => {
  const hal = await openCity();
  try {
    const report = await hal.load([`${sample("hal-2022-11")}/night1`, `${sample("hal-2022-11")}/night2`]);
    const counts = { added: 0, changed: 0, withdrawn: 0 };
    for (let after: string | null = null, more = true; more;) {
      const page: Awaited<ReturnType<typeof changePage>> = await changePage(hal.dataSource, RING, { ...CONTROLLER }, { after });
      for (const { node } of page.edges) counts[({ ADDED: "added", CHANGED: "changed", WITHDRAWN: "withdrawn" } as const)[node.operation as "ADDED"]] += 1;
      ({ pageInfo: { endCursor: after, hasNextPage: more } } = page);
    }
    const loaded = await hal.dataSource.query<{ protected: number }[]>("SELECT count(*)::int AS protected FROM client WHERE protection > 0");
    expect(loaded[0]!.protected).toBeGreaterThan(0);
    const sums = report.files.reduce((sum, file) => ({ added: sum.added + file.added, changed: sum.changed + file.changed, withdrawn: sum.withdrawn + file.withdrawn }), { added: 0, changed: 0, withdrawn: 0 });
    const hidden = await hal.dataSource.query<{ facts: number }[]>(`
      WITH hidden AS (SELECT DISTINCT file_number FROM client WHERE protection > 0), d AS (SELECT * FROM decision JOIN hidden USING (file_number)),
           o AS (SELECT care_order.* FROM care_order JOIN d ON d.number = decision_number)
      SELECT ((SELECT count(*) FROM client JOIN hidden USING (file_number)) + (SELECT count(*) FROM investigation JOIN hidden USING (file_number))
        + (SELECT count(*) FROM d) + (SELECT count(*) FROM o) + (SELECT count(*) FROM plan JOIN o ON o.number = order_number)
        + (SELECT count(*) FROM follow_up JOIN d ON d.number = decision_number))::int AS facts`);
    expect(counts).toEqual({ ...sums, added: sums.added - hidden[0]!.facts });
  } finally {
    await hal.close();
  }
});

describe("scope", () => {
  test("a person who becomes protected leaves it, with everything about them, for whoever knew of them", async () => {
    const after = await now(CONTROLLER);
    await clients("20221102", [clientRow(ANNA, "A1", { skydd: "1" })]);
    const { changes } = await read(CONTROLLER, { after });
    expect(changes.map(({ operation, type, key, fact, knownFrom }) => [operation, type, key, fact, knownFrom])).toEqual([
      ["LEFT_SCOPE", "ORDER", "441", null, "2022-11-02"], ["LEFT_SCOPE", "DECISION", "221", null, "2022-11-02"], ["LEFT_SCOPE", "CLIENT", ANNA, null, "2022-11-02"],
    ].sort());
  });

  test("and nobody else hears of them, at whichever place they begin", async () => {
    const { cursor: begun } = await read(CONTROLLER, { first: 4 });
    await clients("20221102", [clientRow(ANNA, "A1", { skydd: "1" })]);
    const fresh = [...(await read(CONTROLLER)).changes, ...(await read(INTEGRATION)).changes];
    expect(fresh.filter(({ operation }) => operation === "LEFT_SCOPE")).toEqual([]);
    expect(JSON.stringify(fresh)).not.toMatch(/100001-1|"221"|"441"/);
    // Began before, but had not come to them.
    expect(JSON.stringify((await read(CONTROLLER, { after: begun })).changes)).not.toMatch(/"fileNumber":"100001-1"/);
  });

  test("an old cursor tells no content of somebody who is protected today", async () => {
    const after = await now(CONTROLLER);
    await city.deliver(extract("BESLUT", "HAL", "20221102", "DELTA", [decisionRow("221", ANNA, { omfattning: "77" }), decisionRow("223", ANNA)]));
    await clients("20221103", [clientRow(ANNA, "A1", { skydd: "2" })]);
    const { changes } = await read(CONTROLLER, { after });
    expect(changes.filter(({ fact }) => fact !== null)).toEqual([]);
    expect(new Set(changes.map(({ operation, key }) => `${operation} ${key}`))).toEqual(new Set(["LEFT_SCOPE 221", "LEFT_SCOPE 441", `LEFT_SCOPE ${ANNA}`]));
  });

  test("when the protection is lifted the facts enter it, as they stand then", async () => {
    await clients("20221102", [clientRow(ANNA, "A1", { skydd: "1" })]);
    await city.deliver(extract("BESLUT", "HAL", "20221103", "DELTA", [decisionRow("221", ANNA, { omfattning: "77" })]));
    const after = await now(CONTROLLER);
    await clients("20221104", [clientRow(ANNA, "A1")]);
    const { changes } = await read(CONTROLLER, { after });
    expect(changes.map(({ operation, type }) => `${operation} ${type}`).sort()).toEqual(["ENTERED_SCOPE CLIENT", "ENTERED_SCOPE DECISION", "ENTERED_SCOPE ORDER"]);
    expect(changes.find(({ type }) => type === "DECISION")?.fact).toMatchObject({ amount: 77, fileNumber: ANNA });
  });

  test("a client who moves leaves one unit's scope and enters the other's", async () => {
    const [of1, of2] = [await now(OF_A1), await now({ ...CONTROLLER, units: ["A2"] })];
    await clients("20221102", [clientRow(ANNA, "A2")]);
    expect((await told(OF_A1, of1)).sort()).toEqual([`LEFT_SCOPE CLIENT ${ANNA}`, "LEFT_SCOPE DECISION 221", "LEFT_SCOPE ORDER 441"]);
    expect((await told({ ...CONTROLLER, units: ["A2"] }, of2)).sort()).toEqual([
      `ENTERED_SCOPE CLIENT ${ANNA}`, "ENTERED_SCOPE DECISION 221", "ENTERED_SCOPE ORDER 441",
    ]);
    // To the whole city she is where she was, and another unit's.
    expect(await told(CONTROLLER, null, ["CLIENT"])).toEqual([`ADDED CLIENT ${ANNA}`, `ADDED CLIENT ${BO}`, `CHANGED CLIENT ${ANNA}`]);
  });

  test("a decision that goes to another client takes its orders along", async () => {
    const after = await now(OF_A1);
    await city.deliver(extract("BESLUT", "HAL", "20221102", "DELTA", [decisionRow("221", BO)]));
    expect((await told(OF_A1, after)).sort()).toEqual(["LEFT_SCOPE DECISION 221", "LEFT_SCOPE ORDER 441"]);
    const { changes } = await read(CONTROLLER, { after: null, types: ["ORDER"] });
    expect(changes.map(({ operation, fact, knownFrom }) => [operation, fact?.["fileNumber"], knownFrom])).toEqual([
      ["ADDED", ANNA, "2022-11-01"], ["CHANGED", BO, "2022-11-02"],
    ]);
  });

  test("a unit that closes is replaced on the day after, by the calendar alone", async () => {
    await city.deliver(extract("ENHET", "HAL", "20221102", "FULL", units("20221110")), { today: "2022-11-02" });
    const after = await now(OF_A1);
    const turn = (today: string) => asOnlyLoader(city.dataSource, () => undefined, (session) => noteMovesByCalendar(session, today));
    await turn("2022-11-10");
    expect(await told(OF_A1, after)).toEqual([]);
    await turn("2022-11-11");
    const { changes } = await read(OF_A1, { after });
    expect(changes.map(({ operation, type, knownFrom, load }) => [operation, type, knownFrom, load]).sort()).toEqual([
      ["LEFT_SCOPE", "CLIENT", "2022-11-11", null], ["LEFT_SCOPE", "DECISION", "2022-11-11", null], ["LEFT_SCOPE", "ORDER", "2022-11-11", null],
      ["LEFT_SCOPE", "UNIT", "2022-11-11", null],
    ]);
    await turn("2022-11-11");
    expect(await city.dataSource.query("SELECT count(*)::int AS made FROM fact_commit WHERE kind = 'CALENDAR'")).toEqual([{ made: 1 }]);
  });

  test("a unit that answers for another has that one's history, too, whoever asks first", async () => {
    await city.deliver(extract("ENHET", "HAL", "20221102", "FULL", units("20221101")), { today: "2022-11-02" });
    expect(await told(OF_A1, null)).toEqual(["ADDED PROVIDER U101"]);
    expect(await told({ ...CONTROLLER, units: ["A2"] }, null, ["CLIENT"])).toEqual([`ADDED CLIENT ${BO}`, `ENTERED_SCOPE CLIENT ${ANNA}`]);
  });
});

describe("a purge", () => {
  let owner: DataSource;

  beforeEach(async () => {
    owner = await createOwnerDataSource(city.url).initialize();
  });

  afterEach(() => owner.destroy());

  async function purgeAnna(): Promise<void> {
    await clients("20221102", [clientRow(BO, "A2")], "FULL");
    const exceptions = new Map([[BO, "stays"]]);
    await dispose({ dataSource: owner, ring: RING, log: createLog({ logLevel: "silent" }) }, { today: "2022-11-30", withdrawnDays: 0, exceptions });
  }

  test("is told without content, by the person's key, to whoever had read of them", async () => {
    const { changes: before, cursor: after } = await read(INTEGRATION);
    const { personKey } = before.find(({ type }) => type === "ORDER")!.fact!;
    await purgeAnna();
    const { changes } = await read(INTEGRATION, { after });
    expect(changes).toMatchObject([{ operation: "PURGED", type: "CLIENT", key: personKey, knownFrom: "2022-11-30", load: null, fact: null }]);
  });

  test("is told whatever types were asked that are about persons", async () => {
    const [orders, providers] = [await now(CONTROLLER, ["ORDER"]), await now(CONTROLLER, ["PROVIDER"])];
    await purgeAnna();
    expect(await told(CONTROLLER, orders, ["ORDER"])).toEqual([expect.stringMatching(/^PURGED CLIENT/)]);
    expect(await told(CONTROLLER, providers, ["PROVIDER"])).toEqual([]);
  });

  test("is not told to whoever begins to read, or never reached the person's units", async () => {
    const elsewhere = await now({ ...CONTROLLER, units: ["A2"] });
    await purgeAnna();
    const operations = [...await told(CONTROLLER, null), ...await told({ ...CONTROLLER, units: ["A2"] }, elsewhere)];
    expect(operations.filter((line) => line.startsWith("PURGED"))).toEqual([]);
  });

  test("leaves nothing of the moves of the person", async () => {
    await clients("20221102", [clientRow(ANNA, "A2")]);
    const moves = async (): Promise<unknown> => owner.query("SELECT count(*)::int AS moves FROM feed_move WHERE fact_table IN (6, 7)");
    expect(await moves()).toEqual([{ moves: 2 }]);
    await clients("20221103", [clientRow(BO, "A2")], "FULL");
    await dispose({ dataSource: owner, ring: RING, log: createLog({ logLevel: "silent" }) }, { today: "2022-11-30", withdrawnDays: 0, exceptions: new Map([[BO, "stays"]]) });
    expect(await moves()).toEqual([{ moves: 0 }]);
  });
});

describe("who may", () => {
  test.each<Viewer["roles"][number]>(["CASEWORKER", "MANAGER", "OPERATOR", "PROVIDER"])("a %s may not", async (role) => {
    await expect(read({ subject: "X", roles: [role], units: ["A1"] })).rejects.toMatchObject({ code: "FORBIDDEN" });
  });

  test("a controller has the own units, and what is nobody's secret", async () => {
    expect(await told(OF_A1, null)).toEqual(["ADDED UNIT A1", "ADDED PROVIDER U101", `ADDED CLIENT ${ANNA}`, "ADDED DECISION 221", "ADDED ORDER 441"]);
  });

  test("an integration has the types that it was granted, and is refused others", async () => {
    const granted: Viewer = { ...INTEGRATION, feed: { ...INTEGRATION.feed!, types: ["ORDER", "UNIT", "NONE"] } };
    expect((await read(granted)).changes.map(({ type }) => type)).toEqual(["UNIT", "UNIT", "UNIT", "ORDER"]);
    expect((await read(granted, { types: ["ORDER"] })).changes.map(({ type }) => type)).toEqual(["ORDER"]);
    await expect(read(granted, { types: ["ORDER", "DECISION"] })).rejects.toMatchObject({ code: "FORBIDDEN", message: expect.stringContaining("DECISION") as string });
  });

  test.each([["no types", { types: [], districts: null, pseudonyms: "x" }], ["nothing", undefined]])("an integration whose token grants %s gets nothing", async (_, feed) => {
    await expect(read({ subject: "STAT", roles: ["INTEGRATION"], units: null, ...(feed && { feed }) })).rejects.toMatchObject({ code: "FORBIDDEN" });
  });

  test("an integration has the districts that it was granted", async () => {
    await clients("20221102", [clientRow(BO, "C1")]);
    const granted: Viewer = { ...INTEGRATION, feed: { ...INTEGRATION.feed!, districts: ["SKH"] } };
    expect((await read(granted)).changes.map(({ operation, type }) => `${operation} ${type}`)).toEqual([
      "ADDED UNIT", "ADDED PROVIDER", "ENTERED_SCOPE DECISION", "ENTERED_SCOPE CLIENT",
    ]);
  });

  test("an integration that is a controller besides stays an integration", async () => {
    const both: Viewer = { ...INTEGRATION, roles: ["CONTROLLER", "INTEGRATION"], feed: { ...INTEGRATION.feed!, types: ["CLIENT"] } };
    const { changes } = await read(both);
    expect(changes.map(({ fact }) => Object.keys(fact!))).toEqual([0, 1].map(() => ["personKey", "unit", "caseworker", "deceasedOn", "eligibilityGroup", "childAtHome"]));
  });
});

describe("the keys of an integration", () => {
  const keyOf = (name: string, type: FactType, key: string): string =>
    pseudonymFor(RING, name, type === "CLIENT" ? pseudonymOfPerson(RING, key) : pseudonymOfFact(RING, type, key));

  test("are pseudonyms of everything about a person, and of what it refers to", async () => {
    const { changes } = await read(INTEGRATION, { types: ["CLIENT", "DECISION", "ORDER"] });
    const anna = keyOf("stat", "CLIENT", ANNA);
    expect(changes.map(({ key, fact }) => [key, fact?.["personKey"]])).toEqual([
      [anna, anna], [keyOf("stat", "CLIENT", BO), keyOf("stat", "CLIENT", BO)], [keyOf("stat", "DECISION", "221"), anna],
      [keyOf("stat", "DECISION", "222"), keyOf("stat", "CLIENT", BO)], [keyOf("stat", "ORDER", "441"), anna],
    ]);
    expect(changes.at(-1)?.fact).toMatchObject({ decision: keyOf("stat", "DECISION", "221"), provider: "U101" });
  });

  test("hold no number of the case system", async () => {
    const text = JSON.stringify((await read(INTEGRATION)).changes.map(({ key, fact }) => [key, fact]));
    expect([ANNA, BO, '"221"', '"222"', '"441"', "fileNumber"].filter((part) => text.includes(part))).toEqual([]);
  });

  test("are others under another name", async () => {
    const other: Viewer = { ...INTEGRATION, feed: { ...INTEGRATION.feed!, pseudonyms: "plan" } };
    const keys = async (viewer: Viewer) => (await read(viewer, { types: ["CLIENT", "DECISION"] })).changes.map(({ key }) => key);
    const [one, two] = [await keys(INTEGRATION), await keys(other)];
    expect(one.filter((key) => two.includes(key))).toEqual([]);
  });

  test("of units, providers and staff are those of the case system", async () => {
    const { changes } = await read(INTEGRATION, { types: ["UNIT", "PROVIDER"] });
    expect(changes.map(({ key }) => key)).toEqual(["A1", "A2", "C1", "U101"]);
  });
});

describe("cursors", () => {
  test("of every change lead to the one after it", async () => {
    const { changes, cursors } = await read(CONTROLLER);
    for (const [at, cursor] of cursors.entries()) expect((await read(CONTROLLER, { after: cursor })).changes).toEqual(changes.slice(at + 1));
  });

  test("of pages of any size lead through the same", async () => {
    const whole = (await read(CONTROLLER)).changes;
    for (const first of [1, 2, 5]) {
      const paged: ToldChange[] = [];
      for (let after: string | null = null, more = true; more;) {
        const page: Awaited<ReturnType<typeof changePage>> = await changePage(city.dataSource, RING, CONTROLLER, { after, first });
        expect(page.edges.length).toBeLessThanOrEqual(first);
        paged.push(...page.edges.map(({ node }) => node));
        ({ pageInfo: { endCursor: after, hasNextPage: more } } = page);
      }
      expect(paged).toEqual(whole);
    }
  });

  test("of a page without changes lead on from there", async () => {
    const { changes, cursor } = await read(CONTROLLER, { after: await now(CONTROLLER) });
    expect(changes).toEqual([]);
    await clients("20221102", [clientRow(ANNA, "A1", { handlaggare: "CECE03" })]);
    expect(await told(CONTROLLER, cursor)).toEqual([`CHANGED CLIENT ${ANNA}`]);
  });

  test.each([
    ["of other units", OF_A1, undefined], ["of another name for pseudonyms", { ...INTEGRATION, feed: { ...INTEGRATION.feed!, pseudonyms: "plan" } }, undefined],
    ["of more types", CONTROLLER, ["DECISION", "ORDER"] as FactType[]],
  ])("are refused for a feed %s", async (_, viewer, types) => {
    const after = viewer.roles.includes("INTEGRATION") ? await now(INTEGRATION) : await now(CONTROLLER, ["ORDER"]);
    await expect(read(viewer, { after, types })).rejects.toMatchObject({ code: "BAD_USER_INPUT", message: expect.stringMatching(/begin anew, without after/) as string });
  });

  test("serve for fewer types", async () => {
    const after = await now(CONTROLLER);
    await city.deliver(extract("BESLUT", "HAL", "20221102", "DELTA", [decisionRow("221", ANNA, { omfattning: "30" })]));
    expect(await told(CONTROLLER, after, ["DECISION"])).toEqual(["CHANGED DECISION 221"]);
  });

  test.each(["", "x", "AAAA", "0000000001000000000000101"])("that are none are refused: %j", async (after) => {
    await expect(read(CONTROLLER, { after })).rejects.toMatchObject({ code: "BAD_USER_INPUT" });
  });

  test("of another database are refused, and of one that was restored", async () => {
    const after = await now(CONTROLLER);
    await city.dataSource.query("UPDATE fact_commit SET committed_at = committed_at + interval '1 second'");
    await expect(read(CONTROLLER, { after })).rejects.toMatchObject({ code: "BAD_USER_INPUT", message: expect.stringContaining("restored from a backup") as string });
    await city.dataSource.query("DELETE FROM fact_commit WHERE id > 1");
    await expect(read(CONTROLLER, { after })).rejects.toMatchObject({ code: "BAD_USER_INPUT" });
  });

  test.each([0, 501, -1])("go no page of %s", async (first) => {
    await expect(read(CONTROLLER, { first })).rejects.toMatchObject({ code: "BAD_USER_INPUT", message: "first must be from 1 to 500." });
  });
});

describe("statements", () => {
  test("a page is one, of all types or one, from the beginning or a cursor", async () => {
    const after = await now(CONTROLLER);
    expect(await countStatements(() => read(CONTROLLER))).toBe(1);
    expect(await countStatements(() => read(INTEGRATION, { types: ["PLAN"] }))).toBe(1);
    expect(await countStatements(() => read(CONTROLLER, { after }))).toBe(1);
  });

  test("counting is one, of what somebody is told who begins now", async () => {
    expect(await countStatements(() => countChanges(city.dataSource, CONTROLLER, ["CLIENT", "DECISION"]))).toBe(1);
    expect(await countChanges(city.dataSource, CONTROLLER, ["CLIENT", "DECISION"])).toBe(4);
    await clients("20221102", [clientRow(ANNA, "A1", { skydd: "1" })]);
    expect(await countChanges(city.dataSource, CONTROLLER, ["CLIENT", "DECISION"])).toBe(2);
  });
});
