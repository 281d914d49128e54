import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { DataSource } from "typeorm";
import { requireCaseworkerFigures } from "../../gateway/access/operations.js";
import { managedUnits } from "../../gateway/access/scope.js";
import type { Role, Viewer } from "../../gateway/access/viewer.js";
import { createDataSource } from "../../gateway/database/data-source.js";
import { SqlParameters } from "../../gateway/database/sql-parameters.js";
import { caseload } from "../../gateway/findings/caseload.js";
import { findingList } from "../../gateway/findings/query-list.js";
import { worklistCounts } from "../../gateway/findings/worklist-counts.js";
import { createTestDatabase, type TestDatabase } from "./database.js";
import { CASEWORKER, CONTROLLER, HEAD, TODAY, World } from "./world.js";

/* Figures about single caseworkers are for the head of their unit (docs/security.md). */

const DAY = { on: TODAY, today: TODAY };

let database: TestDatabase;
let dataSource: DataSource;

beforeAll(async () => {
  database = await createTestDatabase();
  dataSource = await createDataSource(database.url).initialize();
  const world = new World(dataSource);
  await world.unit("AO1", "HAL");
  await world.unit("SK1", "SKH");
  await world.fact("caseworker_period", { signature: "KAAN01", unit_code: "AO1", valid_from: "2020-01-01", role: "BIST" });
  await world.fact("caseworker_period", { signature: "KABO02", unit_code: "SK1", valid_from: "2020-01-01", role: "BIST" });
  for (const [fileNumber, caseworker] of [["one", "KAAN01"], ["two", "KABO02"]] as const) {
    await world.client(fileNumber, { unit_code: "AO1", caseworker });
    await world.finding(fileNumber, { caseworker });
  }
});

afterAll(async () => {
  await dataSource.destroy();
  await database.drop();
});

const asRole = (role: Role): Viewer => ({ ...CONTROLLER, roles: [role] });

describe("figures about single caseworkers", () => {
  test.each<Role>(["CASEWORKER", "CONTROLLER", "INTEGRATION", "OPERATOR", "PROVIDER"])("are FORBIDDEN to the role %s", (role) => {
    expect(() => requireCaseworkerFigures(asRole(role))).toThrow(expect.objectContaining({ code: "FORBIDDEN" }));
  });

  test("are for managers", () => {
    expect(() => requireCaseworkerFigures(HEAD)).not.toThrow();
  });

  test.each<[string, Viewer, string[]]>([
    ["the own unit of a head", HEAD, ["AO1"]],
    ["the whole city of a head of all of it", { ...HEAD, units: null }, ["AO1", "SK1"]],
    ["a unit that a head covers as a whole", { ...HEAD, covers: [{ unit: "SK1", from: TODAY, until: TODAY }] }, ["AO1", "SK1"]],
    ["not the unit of a colleague whom a head covers by name", { ...HEAD, covers: [{ colleague: "KABO02", from: TODAY, until: TODAY }] }, ["AO1"]],
    ["no unit of a caseworker", CASEWORKER, []],
    ["no unit of a controller", CONTROLLER, []],
  ])("are kept to %s", async (_, viewer, units) => {
    const parameters = new SqlParameters();
    const statement = `SELECT unit_code AS code FROM unit_answering WHERE ${managedUnits(viewer, DAY, parameters)("unit_code")} ORDER BY code`;
    const rows = await dataSource.query<{ code: string }[]>(statement, parameters.values);
    expect(rows.map(({ code }) => code)).toEqual(units);
  });
});

describe("a head who covers a caseworker of another unit by name", () => {
  const STAND_IN: Viewer = { subject: "CHEF02", roles: ["MANAGER"], units: ["SK1"], covers: [{ colleague: "KAAN01", from: TODAY, until: TODAY }] };

  test("gets no count of that unit's caseworkers' work, which their head does", async () => {
    const counted = async (viewer: Viewer): Promise<number[]> =>
      (await worklistCounts(dataSource, viewer, DAY, { caseworker: "KAAN01" })).kinds.map(({ overdue }) => overdue);
    expect([await counted(HEAD), await counted(STAND_IN)]).toEqual([[1], []]);
  });

  test("gets no caseload of them, which their head does", async () => {
    const desks = async (viewer: Viewer): Promise<(string | null)[]> =>
      (await caseload(dataSource, viewer, DAY, "AO1")).loads.map(({ caseworker }) => caseworker).sort();
    expect([await desks(HEAD), await desks(STAND_IN)]).toEqual([["KAAN01", "KABO02"], []]);
  });
});

// Contract 4 gives the list, with each finding's caseworker, to whoever may ask it: a list of cases, not a figure.
test.each([CASEWORKER, HEAD, CONTROLLER])("findings can be listed by caseworker ($roles)", async (viewer) => {
  const { edges } = await findingList(dataSource, viewer, DAY, { filter: { caseworkers: ["KABO02"] } });
  expect(edges.map(({ node }) => [node.fileNumber, node.caseworker])).toEqual([["two", "KABO02"]]);
});
