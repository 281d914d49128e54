import type { DataSource } from "typeorm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createDataSource } from "../../gateway/database/data-source.js";
import { dataAge } from "../../gateway/findings/data-age.js";
import { createTestDatabase, type TestDatabase } from "./database.js";
import { CASEWORKER, HEAD, TODAY, World } from "./world.js";

const day = { on: TODAY, today: TODAY };
const DISTRICT_TYPES = ["KLIENT", "BESLUT", "BESTALL"];

let database: TestDatabase;
let dataSource: DataSource;
let world: World;

beforeAll(async () => {
  database = await createTestDatabase();
  dataSource = await createDataSource(database.url).initialize();
  world = new World(dataSource);
  await world.unit("AO1", "HAL");
  await world.unit("LOV1", "LOV");
  await world.freshDistrict("HAL");
  await world.load({ type: "BESLUT", district: "HAL", extract_date: "2022-11-29", finished_at: "2022-11-29T04:01:00Z" });
  await world.load({ type: "BESTALL", district: "LOV", extract_date: "2022-11-20", finished_at: "2022-11-20T04:01:00Z" });
});

afterAll(async () => {
  await dataSource.destroy();
  await database.drop();
});

describe("the age of a worklist's data", () => {
  test("is that of the newest files of the viewer's districts", async () => {
    expect(await dataAge(dataSource, CASEWORKER, day)).toEqual({ dataFrom: TODAY, dataLoadedAt: new Date("2022-11-30T04:01:00Z"), incompleteBecause: [] });
  });

  test("is that of the oldest of all districts, and tells what is old or has never come, for a viewer of the whole city", async () => {
    expect(await dataAge(dataSource, { ...HEAD, units: null }, day)).toEqual({
      dataFrom: "2022-11-20", dataLoadedAt: null,
      incompleteBecause: [{ kind: "NEVER_CAME", type: "KLIENT" }, { kind: "NEVER_CAME", type: "BESLUT" }, { kind: "OLD", type: "BESTALL", ageDays: 10, date: "2022-11-20" }],
    });
  });

  test("tells files that have grown old by the day that is asked", async () => {
    const { incompleteBecause } = await dataAge(dataSource, CASEWORKER, { on: "2022-12-05", today: "2022-12-05" });
    expect(incompleteBecause).toEqual(DISTRICT_TYPES.map((type) => ({ kind: "OLD", type, ageDays: 5, date: TODAY })));
  });

  test("of a day ahead is today's: nothing is late that can't have come", async () => {
    expect((await dataAge(dataSource, CASEWORKER, { on: "2022-12-31", today: TODAY })).incompleteBecause).toEqual([]);
  });

  test("of an earlier day is what was known then", async () => {
    expect((await dataAge(dataSource, CASEWORKER, { on: "2022-11-29", today: TODAY })).dataFrom).toBe("2022-11-29");
  });

  test("is unknown to whoever has no district", async () => {
    expect(await dataAge(dataSource, { ...CASEWORKER, units: [] }, day)).toEqual({ dataFrom: null, dataLoadedAt: null, incompleteBecause: [] });
  });
});
