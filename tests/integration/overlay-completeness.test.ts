import type { DataSource } from "typeorm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Viewer } from "../../gateway/access/viewer.js";
import { createDataSource } from "../../gateway/database/data-source.js";
import { overlay } from "../../gateway/findings/overlay.js";
import { createTestDatabase, type TestDatabase } from "./database.js";
import { RING, TODAY, World } from "./world.js";

const EVERYWHERE: Viewer = { subject: "CHEF01", roles: ["MANAGER"], units: null };

let database: TestDatabase;
let dataSource: DataSource;

/** One client in each district, whose number is the district's code. */
const DISTRICTS: Record<string, readonly Record<string, unknown>[]> = {
  FRESH: extracts({}),
  EDGE: extracts({ BESTALL: { extract_date: "2022-11-27" } }),
  STALE: extracts({ BESLUT: { extract_date: "2022-11-26" } }),
  MISSING: extracts({ BESTALL: { status: "REJECTED" } }),
  GAPPED: extracts({ KLIENT: { mode: "DELTA", gapped: true } }),
  HEALED: [...extracts({ KLIENT: { mode: "DELTA", gapped: true, extract_date: "2022-11-29" } }), { type: "KLIENT" }],
  AHEAD: [...extracts({ BESLUT: { extract_date: "2022-11-20" } }), { type: "BESLUT", extract_date: "2022-12-01" }],
  OTHERS: [...extracts({}), { type: "UPPF", extract_date: "2022-01-01" }],
  TONIGHT: ["2022-11-29", "2022-11-30"].flatMap((date) =>
    ["KLIENT", "BESLUT", "BESTALL", "UPPF"].map((type, at) => ({ type, extract_date: date, finished_at: `${date}T01:1${3 - at}:00Z` }))),
};

function extracts(change: Record<string, Record<string, unknown>>): Record<string, unknown>[] {
  return ["KLIENT", "BESLUT", "BESTALL"].map((type) => ({ type, ...change[type] }));
}

beforeAll(async () => {
  database = await createTestDatabase();
  dataSource = await createDataSource(database.url).initialize();
  const world = new World(dataSource);
  for (const [district, loads] of Object.entries(DISTRICTS)) {
    await world.unit(`U-${district}`, district);
    await world.client(district, { unit_code: `U-${district}` });
    for (const load of loads) await world.load({ district, ...load });
  }
  await world.client("critical", { unit_code: "U-STALE" });
  await world.finding("critical");
});

afterAll(async () => {
  await dataSource.destroy();
  await database.drop();
});

async function ask(fileNumber: string, on = TODAY) {
  const [answer] = await overlay(dataSource, EVERYWHERE, { on, today: TODAY }, [{ fileNumber }], RING);
  return answer!;
}

describe("a case without findings", () => {
  test.each([
    ["FRESH", "OK", []],
    ["EDGE", "OK", []],
    ["STALE", "UNKNOWN", [{ kind: "OLD", type: "BESLUT", ageDays: 4, date: "2022-11-26" }]],
    ["MISSING", "UNKNOWN", [{ kind: "NEVER_CAME", type: "BESTALL" }]],
    ["GAPPED", "UNKNOWN", [{ kind: "DELIVERY_LEFT_OUT", type: "KLIENT" }]],
    ["HEALED", "OK", []],
    ["AHEAD", "UNKNOWN", [{ kind: "OLD", type: "BESLUT", ageDays: 10, date: "2022-11-20" }]],
    ["OTHERS", "OK", []],
  ])("in district %s is %s", async (district, status, because) => {
    expect(await ask(district)).toMatchObject({ status, incompleteBecause: because });
  });

  test("says of an earlier day how old the data was then", async () => {
    expect((await ask("STALE", "2022-11-29")).status).toBe("UNKNOWN");
    expect((await ask("EDGE", "2022-11-29")).dataFrom).toBe("2022-11-27");
  });
});

test("old data does not hide a finding", async () => {
  expect(await ask("critical")).toMatchObject({ status: "OVERDUE", incompleteBecause: [{ type: "BESLUT" }] });
});

test("the oldest of the newest extracts says how old the data is", async () => {
  expect((await ask("STALE")).dataFrom).toBe("2022-11-26");
});

describe("when the data was loaded", () => {
  test("is when the first of the newest extracts that a badge rests on was", async () => {
    expect((await ask("TONIGHT")).dataLoadedAt).toEqual(new Date("2022-11-30T01:11:00Z"));
  });

  test("is told of an earlier day as it was then", async () => {
    expect((await ask("TONIGHT", "2022-11-29")).dataLoadedAt).toEqual(new Date("2022-11-29T01:11:00Z"));
  });

  test("is not told where one of them has never come", async () => {
    expect((await ask("MISSING")).dataLoadedAt).toBeNull();
  });
});
