import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { pseudonymFor, pseudonymOfFact, pseudonymOfPerson } from "../../gateway/access/keyed-hash.js";
import type { Viewer } from "../../gateway/access/viewer.js";
import { countChanges } from "../../gateway/feed/query-changes.js";
import type { FactType } from "../../gateway/rules/timeline.js";
import { ANNA, BO, FeedTown, INTEGRATION, OF_A1, OF_A2 } from "./feed-town.js";
import { feedback } from "./reports.js";
import { countStatements } from "./statements.js";
import { CONTROLLER, RING } from "./world.js";

let town: FeedTown;

beforeAll(async () => {
  town = await FeedTown.open();
});

afterAll(() => town.close());

describe("who may", () => {
  test.each<Viewer["roles"][number]>(["CASEWORKER", "MANAGER", "OPERATOR", "PROVIDER"])("a %s may not", async (role) => {
    await expect(town.read({ subject: "X", roles: [role], units: ["A1"] })).rejects.toMatchObject({ code: "FORBIDDEN" });
  });

  test("a controller has the own units, and what is nobody's secret", async () => {
    expect(await town.told(OF_A1, null)).toEqual(["ADDED UNIT A1", "ADDED PROVIDER U101", `ADDED CLIENT ${ANNA}`, "ADDED DECISION 221", "ADDED ORDER 441"]);
  });

  test("an integration has the types that it was granted, and is refused others", async () => {
    const granted: Viewer = { ...INTEGRATION, feed: { ...INTEGRATION.feed!, types: ["ORDER", "UNIT", "NONE"] } };
    expect((await town.read(granted)).changes.map(({ type }) => type)).toEqual(["UNIT", "UNIT", "UNIT", "ORDER"]);
    expect((await town.read(granted, { types: ["ORDER"] })).changes.map(({ type }) => type)).toEqual(["ORDER"]);
    await expect(town.read(granted, { types: ["ORDER", "DECISION"] })).rejects.toMatchObject({ code: "FORBIDDEN", message: expect.stringContaining("DECISION") as string });
  });

  test.each([["no types", { types: [], districts: null, pseudonyms: "x" }], ["nothing", undefined]])("an integration whose token grants %s gets nothing", async (_, feed) => {
    await expect(town.read({ subject: "STAT", roles: ["INTEGRATION"], units: null, ...(feed && { feed }) })).rejects.toMatchObject({ code: "FORBIDDEN" });
  });

  test("an integration that is a controller besides stays an integration", async () => {
    const both: Viewer = { ...INTEGRATION, roles: ["CONTROLLER", "INTEGRATION"], feed: { ...INTEGRATION.feed!, types: ["CLIENT"] } };
    const { changes } = await town.read(both);
    expect(changes.map(({ fact }) => Object.keys(fact!))).toEqual([0, 1].map(() => ["personKey", "unit", "caseworker", "deceasedOn", "eligibilityGroup", "childAtHome"]));
  });
});

test("a complaint that names no client goes to whoever has its whole district", async () => {
  const complaining = await FeedTown.open();
  await complaining.city.deliver(feedback("HAL", "20221130", [{ id: "S1" }]));
  const ofDistrict = (district: string): Viewer => ({ ...INTEGRATION, feed: { ...INTEGRATION.feed!, districts: [district] } });
  const told: number[] = [];
  for (const viewer of [CONTROLLER, INTEGRATION, ofDistrict("HAL"), ofDistrict("SKH"), OF_A1]) {
    told.push((await complaining.read(viewer, { types: ["FEEDBACK"] })).changes.length);
  }
  expect(told).toEqual([1, 1, 1, 0, 0]);
  await complaining.close();
});

describe("the keys of an integration", () => {
  const keyOf = (name: string, type: FactType, key: string): string =>
    pseudonymFor(RING, name, type === "CLIENT" ? pseudonymOfPerson(RING, key) : pseudonymOfFact(RING, type, key));

  test("are pseudonyms of everything about a person, and of what it refers to", async () => {
    const { changes } = await town.read(INTEGRATION, { types: ["CLIENT", "DECISION", "ORDER"] });
    const anna = keyOf("stat", "CLIENT", ANNA);
    expect(changes.map(({ key, fact }) => [key, fact?.["personKey"]])).toEqual([
      [anna, anna], [keyOf("stat", "CLIENT", BO), keyOf("stat", "CLIENT", BO)], [keyOf("stat", "DECISION", "221"), anna],
      [keyOf("stat", "DECISION", "222"), keyOf("stat", "CLIENT", BO)], [keyOf("stat", "ORDER", "441"), anna],
    ]);
    expect(changes.at(-1)?.fact).toMatchObject({ decision: keyOf("stat", "DECISION", "221"), provider: "U101" });
  });

  test("hold no number of the case system", async () => {
    const text = JSON.stringify((await town.read(INTEGRATION)).changes.map(({ key, fact }) => [key, fact]));
    expect([ANNA, BO, '"221"', '"222"', '"441"', "fileNumber"].filter((part) => text.includes(part))).toEqual([]);
  });

  test("are others under another name", async () => {
    const other: Viewer = { ...INTEGRATION, feed: { ...INTEGRATION.feed!, pseudonyms: "plan" } };
    const keys = async (viewer: Viewer) => (await town.read(viewer, { types: ["CLIENT", "DECISION"] })).changes.map(({ key }) => key);
    const [one, two] = [await keys(INTEGRATION), await keys(other)];
    expect(one.filter((key) => two.includes(key))).toEqual([]);
  });

  test("of units, providers and staff are those of the case system", async () => {
    const { changes } = await town.read(INTEGRATION, { types: ["UNIT", "PROVIDER"] });
    expect(changes.map(({ key }) => key)).toEqual(["A1", "A2", "C1", "U101"]);
  });
});

describe("sequences", () => {
  test("count what each reader is told of a commit, so that one change has another for whoever is told of fewer", async () => {
    const ofBo = async (viewer: Viewer) => (await town.read(viewer, { types: ["CLIENT"] })).changes.find(({ key }) => key === BO)?.sequence.slice(10);
    expect([await ofBo(CONTROLLER), await ofBo(OF_A2)]).toEqual(["000000000000002", "000000000000001"]);
  });
});

describe("cursors", () => {
  test("of every change lead to the one after it", async () => {
    const { changes, cursors } = await town.read(CONTROLLER);
    for (const [at, cursor] of cursors.entries()) expect((await town.read(CONTROLLER, { after: cursor })).changes).toEqual(changes.slice(at + 1));
  });

  test("of pages of any size lead through the same", async () => {
    const whole = (await town.read(CONTROLLER)).changes;
    for (const first of [1, 2, 5]) {
      expect((await town.read(CONTROLLER, { first })).changes).toHaveLength(first);
      expect(await town.readAll(CONTROLLER, { first })).toEqual(whole);
    }
  });

  test.each([
    ["of other units", OF_A1, undefined], ["of another name for pseudonyms", { ...INTEGRATION, feed: { ...INTEGRATION.feed!, pseudonyms: "plan" } }, undefined],
    ["of more types", CONTROLLER, ["DECISION", "ORDER"] as FactType[]],
  ])("are refused for a feed %s", async (_, viewer, types) => {
    const after = viewer.roles.includes("INTEGRATION") ? await town.now(INTEGRATION) : await town.now(CONTROLLER, ["ORDER"]);
    await expect(town.read(viewer, { after, types })).rejects.toMatchObject({ code: "BAD_USER_INPUT", message: expect.stringMatching(/begin anew, without after/) as string });
  });

  test.each(["", "x", "AAAA", "0000000001000000000000101"])("that are none are refused: %j", async (after) => {
    await expect(town.read(CONTROLLER, { after })).rejects.toMatchObject({ code: "BAD_USER_INPUT" });
  });

  test("of no types go nowhere", async () => {
    const { changes, cursor } = await town.read(CONTROLLER, { types: [] });
    expect(changes).toEqual([]);
    expect((await town.read(CONTROLLER, { types: [], after: cursor })).changes).toEqual([]);
  });

  test.each<FactType>(["PROVIDER", "PRICE", "UNIT", "FEEDBACK", "PLAN"])("serve a controller of one unit for %s alone", async (type) => {
    const { changes, cursor } = await town.read(OF_A1, { types: [type] });
    expect(changes.every((change) => change.type === type)).toBe(true);
    expect((await town.read(OF_A1, { types: [type], after: cursor })).changes).toEqual([]);
  });

  test.each([0, 501, -1])("go no page of %s", async (first) => {
    await expect(town.read(CONTROLLER, { first })).rejects.toMatchObject({ code: "BAD_USER_INPUT", message: "first must be from 1 to 500." });
  });
});

describe("statements", () => {
  test("a page is one, of all types or one, from the beginning or a cursor", async () => {
    const after = await town.now(CONTROLLER);
    expect(await countStatements(() => town.read(CONTROLLER))).toBe(1);
    expect(await countStatements(() => town.read(INTEGRATION, { types: ["PLAN"] }))).toBe(1);
    expect(await countStatements(() => town.read(CONTROLLER, { after }))).toBe(1);
  });

  test("counting is one, of what somebody is told who begins now", async () => {
    const { dataSource } = town.city;
    expect(await countStatements(() => countChanges(dataSource, CONTROLLER, ["CLIENT", "DECISION"]))).toBe(1);
    expect(await countChanges(dataSource, CONTROLLER, ["CLIENT", "DECISION"])).toBe(4);
    expect(await countChanges(dataSource, OF_A1, ["CLIENT", "DECISION"])).toBe(2);
  });
});
