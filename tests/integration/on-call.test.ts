import type { DataSource } from "typeorm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Viewer } from "../../gateway/access/viewer.js";
import { onCallMonths } from "../../gateway/cases/on-call.js";
import { createDataSource } from "../../gateway/database/data-source.js";
import { createTestDatabase, type TestDatabase } from "./database.js";
import { countStatements } from "./statements.js";
import { CASEWORKER, CONTROLLER, TODAY, World } from "./world.js";

let database: TestDatabase;
let dataSource: DataSource;

beforeAll(async () => {
  database = await createTestDatabase();
  dataSource = await createDataSource(database.url).initialize();
  const world = new World(dataSource);
  await world.unit("AO1", "HAL");
  await world.client("called");
  await world.client("quiet");
  await world.client("protected", { protection: 2 });
  await world.client("protected-since", { known_to: "2022-11-15", closed_in: 2 });
  await world.client("protected-since", { known_from: "2022-11-15", opened_in: 2, protection: 1 });
  for (const [period, status] of [["2021-10", "LOADED"], ["2022-08", "LOADED"], ["2022-09", "REJECTED"], ["2022-10", "LOADED"]]) {
    await world.load({ type: "JOUR", period, status, extract_date: "2022-11-05", file: `JOUR_HAL_${period?.replace("-", "")}.csv` });
  }
  await world.load({ type: "JOUR", district: "SKH", period: "2022-07", extract_date: "2022-11-05" });
  const event = { district: "HAL", month: "2022-10", file_number: "called", happened_on: "2022-10-02", service: "TRYGGHET", known_from: "2022-11-05" };
  for (const [position, what] of ["LARM", "LARM", "BESOK", "FALL", "OVRIGT"].entries()) await world.fact("on_call_event", { ...event, position, event: what });
  await world.fact("on_call_event", { ...event, position: 9, event: "LARM", known_to: "2022-11-20", closed_in: 2 });
});

afterAll(async () => {
  await dataSource.destroy();
  await database.drop();
});

function ask(fileNumber: string, { viewer = CASEWORKER, on = TODAY, months = 12 } = {}) {
  return onCallMonths(dataSource, viewer, { on, today: TODAY }, fileNumber, months);
}

describe("the on-call lists of a case", () => {
  test("count what each month's list has of the client, and 0 where it has nothing", async () => {
    expect(await ask("called")).toEqual([
      { month: "2022-08", alarms: 0, visits: 0, falls: 0, others: 0 },
      { month: "2022-10", alarms: 2, visits: 1, falls: 1, others: 1 },
    ]);
  });

  test("lack the months that the district has sent no list of", async () => {
    expect((await ask("quiet")).map(({ month }) => month)).toEqual(["2022-08", "2022-10"]);
  });

  test("go as far back as is asked", async () => {
    expect((await ask("quiet", { months: 14 })).map(({ month }) => month)).toEqual(["2021-10", "2022-08", "2022-10"]);
    expect((await ask("quiet", { months: 1 })).map(({ month }) => month)).toEqual([]);
  });

  test("are those known on the day", async () => {
    expect((await ask("called", { on: "2022-11-10" })).at(-1)).toMatchObject({ month: "2022-10", alarms: 3 });
    expect(await ask("called", { on: "2022-10-31" })).toEqual([]);
  });

  test("are told of no case out of scope", async () => {
    expect(await ask("protected", { viewer: CONTROLLER })).toEqual([]);
    expect(await ask("protected-since", { viewer: CONTROLLER, on: "2022-11-10" })).toEqual([]);
    const formerStandIn: Viewer = { ...CASEWORKER, units: ["AO2"], covers: [{ unit: "AO1", from: "2022-11-01", until: "2022-11-15" }] };
    expect(await ask("called", { viewer: formerStandIn, on: "2022-11-10" })).toEqual([]);
  });

  test.each([0, 37])("are refused for %i months", async (months) => {
    await expect(ask("called", { months })).rejects.toMatchObject({ code: "BAD_USER_INPUT" });
  });

  test("take one statement", async () => {
    expect(await countStatements(() => ask("called"))).toBe(1);
  });

  test("are not for a role without cases", async () => {
    await expect(ask("called", { viewer: { ...CONTROLLER, roles: ["INTEGRATION"] } })).rejects.toMatchObject({ code: "FORBIDDEN" });
  });
});
