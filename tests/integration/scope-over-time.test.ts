import type { DataSource } from "typeorm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Cover, Viewer } from "../../gateway/access/viewer.js";
import { viewerUnits } from "../../gateway/access/viewer-units.js";
import { createDataSource } from "../../gateway/database/data-source.js";
import { caseload } from "../../gateway/findings/caseload.js";
import { clientList } from "../../gateway/findings/client-list.js";
import { overlay } from "../../gateway/findings/overlay.js";
import { worklist } from "../../gateway/findings/worklist.js";
import { worklistCounts } from "../../gateway/findings/worklist-counts.js";
import { createTestDatabase, type TestDatabase } from "./database.js";
import { CASEWORKER, HEAD, RING, TODAY, World } from "./world.js";

const COLLEAGUE: Viewer = { subject: "KABO02", roles: ["CASEWORKER"], units: ["AO1"] };
const HEAD_OF_TWO: Viewer = { subject: "CHEF02", roles: ["MANAGER"], units: ["AO2"] };
/** A caseworker of a unit without clients, who knows of nobody without a cover. */
const STAND_IN: Viewer = { subject: "KASA09", roles: ["CASEWORKER"], units: ["XX1"] };
const EARLIER = "2022-06-01";

let database: TestDatabase;
let dataSource: DataSource;

beforeAll(async () => {
  database = await createTestDatabase();
  dataSource = await createDataSource(database.url).initialize();
  const world = new World(dataSource);
  for (const unit of ["AO1", "AO2"]) await world.unit(unit, "HAL");
  await world.unit("OLD", "HAL", { day_to: "2022-10-01" });
  await world.unit("OLD", "HAL", { day_from: "2022-10-01", answering_unit: "AO1" });
  // What ENHET says of a unit that will close on the last of December.
  await world.unit("SOON", "HAL", { day_to: "2023-01-01" });
  await world.unit("SOON", "HAL", { day_from: "2023-01-01", answering_unit: "AO1" });
  await world.freshDistrict("HAL", "2022-06-01");
  await world.freshDistrict("HAL");
  await versions(world, "protected-later", [{ protection: 0 }, { protection: 1 }]);
  await versions(world, "open-again", [{ protection: 2 }, { protection: 0 }]);
  await versions(world, "moved", [{ unit_code: "AO1" }, { unit_code: "AO2" }]);
  await versions(world, "moved-protected", [{ unit_code: "AO1", protection: 1 }, { unit_code: "AO2", protection: 1 }]);
  await versions(world, "new-caseworker", [{ caseworker: "KAAN01", protection: 1 }, { caseworker: "KABO02", protection: 1 }]);
  await world.client("withdrawn", { known_to: "2022-09-01", closed_in: 2 });
  await world.client("withdrawn-protected", { known_to: "2022-07-01", closed_in: 2 });
  await world.client("withdrawn-protected", { known_from: "2022-07-01", known_to: "2022-09-01", closed_in: 3, protection: 1, caseworker: "KABO02" });
  await world.client("unit-closed", { unit_code: "OLD" });
  await world.client("unit-without-row", { unit_code: "AO9" });
  await world.client("unit-will-close", { unit_code: "SOON", caseworker: "KAEL05" });
  await world.decision("unit-will-close-1", "unit-will-close");
  // As findings are derived: under the unit that answers on each day.
  await world.finding("unit-will-close", { unit: "SOON", caseworker: "KAEL05", day_to: "2023-01-01" });
  await world.finding("unit-will-close", { unit: "AO1", caseworker: "KAEL05", day_from: "2023-01-01" });
  await world.fact("caseworker_period", { signature: "KAEL05", unit_code: "SOON", valid_from: "2020-01-01", role: "BIST" });
  await world.fact("caseworker_period", { signature: "KABO02", unit_code: "AO1", valid_from: "2020-01-01" });
  await world.fact("caseworker_period", { signature: "KACE03", unit_code: "OLD", valid_from: "2020-01-01" });
  await world.fact("caseworker_period", { signature: "KADA04", unit_code: "AO2", valid_from: "2020-01-01", valid_to: "2022-11-29" });
});

afterAll(async () => {
  await dataSource.destroy();
  await database.drop();
});

/** Two versions of a client: until and from 1 September. */
async function versions(world: World, fileNumber: string, [before, after]: readonly [Record<string, unknown>, Record<string, unknown>]): Promise<void> {
  await world.client(fileNumber, { ...before, known_to: "2022-09-01", closed_in: 2 });
  await world.client(fileNumber, { ...after, known_from: "2022-09-01" });
}

async function knowsOf(viewer: Viewer, fileNumber: string, on = TODAY): Promise<boolean> {
  const [answer] = await overlay(dataSource, viewer, { on, today: TODAY }, [{ fileNumber }], RING);
  return answer!.dataFrom !== null;
}

describe("today's protection governs", () => {
  test("an earlier day on which the client was not yet protected", async () => {
    expect(await knowsOf(COLLEAGUE, "protected-later", EARLIER)).toBe(false);
    expect(await knowsOf(CASEWORKER, "protected-later", EARLIER)).toBe(true);
  });

  test("an earlier day on which the client still was", async () => {
    expect(await knowsOf(COLLEAGUE, "open-again", EARLIER)).toBe(true);
  });

  test("by the caseworker of today", async () => {
    expect(await knowsOf(CASEWORKER, "new-caseworker", EARLIER)).toBe(false);
    expect(await knowsOf(COLLEAGUE, "new-caseworker", EARLIER)).toBe(true);
  });

  test("by the unit of today, beside that of the day", async () => {
    expect(await knowsOf(HEAD, "moved-protected", EARLIER)).toBe(false);
    expect(await knowsOf(CASEWORKER, "moved-protected", EARLIER)).toBe(false);
    expect(await knowsOf(HEAD_OF_TWO, "moved-protected", EARLIER)).toBe(false);
    expect(await knowsOf(HEAD_OF_TWO, "moved-protected")).toBe(true);
  });

  test("by the last word on a person whom the case system has withdrawn", async () => {
    expect(await knowsOf(CASEWORKER, "withdrawn-protected", EARLIER)).toBe(false);
    expect(await knowsOf(COLLEAGUE, "withdrawn-protected", EARLIER)).toBe(true);
  });
});

describe("the unit", () => {
  test("of a client who moved is the one of the day", async () => {
    expect([await knowsOf(HEAD, "moved", EARLIER), await knowsOf(HEAD, "moved")]).toEqual([true, false]);
    expect([await knowsOf(HEAD_OF_TWO, "moved", EARLIER), await knowsOf(HEAD_OF_TWO, "moved")]).toEqual([false, true]);
  });

  test("that was closed is replaced by the one that answers", async () => {
    expect([await knowsOf(HEAD, "unit-closed", EARLIER), await knowsOf(HEAD, "unit-closed")]).toEqual([false, true]);
  });

  test("without a row of its own answers for itself", async () => {
    expect(await knowsOf(HEAD, "unit-without-row")).toBe(false);
    expect(await knowsOf({ ...HEAD, units: ["AO9"] }, "unit-without-row")).toBe(true);
  });

  test("is one of several that the caller has", async () => {
    expect(await knowsOf({ ...HEAD, units: ["XX1", "AO2"] }, "moved")).toBe(true);
  });

  test("is none for a caller without units", async () => {
    expect(await knowsOf({ ...HEAD, units: [] }, "moved")).toBe(false);
  });
});

describe("a day ahead, on which another unit will answer", () => {
  const AHEAD = { on: "2023-01-01", today: TODAY };
  const HEAD_OF_CLOSING: Viewer = { subject: "CHEF05", roles: ["MANAGER"], units: ["SOON"] };
  const LISTS: [string, (viewer: Viewer) => Promise<unknown[]>][] = [
    ["worklist", async (viewer) => (await worklist(dataSource, viewer, AHEAD, {})).edges.map(({ node }) => node.fileNumber)],
    ["worklist of a unit", async (viewer) => (await worklist(dataSource, viewer, AHEAD, { unit: "SOON" })).edges.map(({ node }) => node.fileNumber)],
    ["worklistCounts", async (viewer) => (await worklistCounts(dataSource, viewer, AHEAD, {})).kinds.map(({ overdue }) => overdue)],
    ["clientList", async (viewer) => (await clientList(dataSource, viewer, AHEAD, {})).edges.map(({ node }) => node.fileNumber)],
    ["caseload", async (viewer) => (await caseload(dataSource, viewer, AHEAD, null)).loads.filter(({ caseworker }) => caseworker === "KAEL05").map(({ unit, clients }) => [unit, clients])],
  ];

  test.each(LISTS)("%s tells the unit that will take over nothing of its clients", async (_, list) => {
    expect(await list(HEAD)).toEqual([]);
  });

  test.each<[string, unknown[]]>([
    ["worklist", ["unit-will-close"]], ["worklist of a unit", ["unit-will-close"]], ["worklistCounts", [1]],
    ["clientList", ["unit-will-close"]], ["caseload", [["SOON", 1]]],
  ])("%s tells the unit that answers today", async (name, expected) => {
    expect(await new Map(LISTS).get(name)!(HEAD_OF_CLOSING)).toEqual(expected);
  });
});

describe("a cover", () => {
  const covered = (cover: Partial<Record<"unit" | "colleague" | "from" | "until", string>>): Viewer =>
    ({ ...STAND_IN, covers: [{ from: "2022-11-28", until: "2022-12-02", ...cover } as Cover] });
  const knowsOn = async (viewer: Viewer, fileNumber: string, today: string): Promise<boolean> => {
    const [answer] = await overlay(dataSource, viewer, { on: today, today }, [{ fileNumber }], RING);
    return answer!.dataFrom !== null;
  };

  test.each([["2022-11-27", false], ["2022-11-28", true], ["2022-12-02", true], ["2022-12-03", false]])("of a unit on %s: %s", async (today, expected) => {
    expect(await knowsOn(covered({ unit: "AO1" }), "open-again", today)).toBe(expected);
  });

  test.each([["2022-11-27", false], ["2022-11-28", true], ["2022-12-02", true], ["2022-12-03", false]])("of a colleague with a protected client on %s: %s", async (today, expected) => {
    expect(await knowsOn(covered({ colleague: "KABO02" }), "new-caseworker", today)).toBe(expected);
  });

  test("of a unit shows none of its protected clients to a caseworker", async () => {
    expect(await knowsOf(covered({ unit: "AO1" }), "new-caseworker")).toBe(false);
  });

  test("of a unit makes a manager its manager", async () => {
    expect(await knowsOf({ ...covered({ unit: "AO1" }), roles: ["MANAGER"] }, "new-caseworker")).toBe(true);
  });

  test("of a colleague shows no other caseworker's protected clients, to a manager of another unit neither", async () => {
    expect(await knowsOf(covered({ colleague: "KABO02" }), "protected-later")).toBe(false);
    expect(await knowsOf({ ...covered({ colleague: "KABO02" }), roles: ["MANAGER"] }, "protected-later")).toBe(false);
  });

  test("of a colleague reaches the unit that the colleague is in today, under the code that answers", async () => {
    expect(await knowsOf(covered({ colleague: "KACE03" }), "unit-closed")).toBe(true);
    expect(await knowsOf(covered({ colleague: "KADA04" }), "moved")).toBe(false);
  });

  test("that runs today covers an earlier day that is asked about", async () => {
    expect(await knowsOf(covered({ colleague: "KABO02" }), "new-caseworker", EARLIER)).toBe(true);
  });

  test("of the time asked about is none when it is over today", async () => {
    expect(await knowsOf(covered({ unit: "AO1", from: EARLIER, until: "2022-06-30" }), "open-again", EARLIER)).toBe(false);
  });

  test("is told by viewer beside the own units", async () => {
    expect((await viewerUnits(dataSource, covered({ colleague: "KABO02" }), TODAY)).units).toEqual(["XX1", "AO1"]);
    expect((await viewerUnits(dataSource, covered({ unit: "AO2" }), TODAY)).units).toEqual(["XX1", "AO2"]);
    expect((await viewerUnits(dataSource, covered({ unit: "AO2" }), "2022-12-03")).units).toEqual(["XX1"]);
  });
});

test("a person whom the case system has withdrawn is known on the days before that alone", async () => {
  expect([await knowsOf(HEAD, "withdrawn", "2022-08-31"), await knowsOf(HEAD, "withdrawn", "2022-09-01")]).toEqual([true, false]);
});
