import type { DataSource } from "typeorm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { findCase } from "../../gateway/cases/case.js";
import { createDataSource } from "../../gateway/database/data-source.js";
import { createTestDatabase, type TestDatabase } from "./database.js";
import { countStatements } from "./statements.js";
import { CASEWORKER, CONTROLLER, HEAD, TODAY, World } from "./world.js";

let database: TestDatabase;
let dataSource: DataSource;

beforeAll(async () => {
  database = await createTestDatabase();
  dataSource = await createDataSource(database.url).initialize();
  const world = new World(dataSource);
  await world.unit("AO1", "HAL");
  await world.freshDistrict("HAL");
  await world.client("full", { deceased_on: null });
  await world.person("full", { given_name: "Test", family_name: "Testsson" }, "194002030018");
  await decisions(world);
  await plans(world);
  await reports(world);
  await world.finding("full", { decision: "D1" });
  await world.finding("full", { finding_id: "later", decision: "D2", due_on: "2023-02-01", warning_from: "2023-01-02", critical_from: "2023-02-02" });
  await world.client("protected", { protection: 2 });
  await world.client("nameless");
  await world.client("without-files", { unit_code: "XX1", delivered_by: "XXX" });
});

afterAll(async () => {
  await dataSource.destroy();
  await database.drop();
});

async function decisions(world: World): Promise<void> {
  await world.decision("D1", "full", {
    amount: "12.5", amount_unit: "TIM_VECKA", level: 7, decided_by: "KAAN01", watch_on: "2023-01-01", valid_to: "2023-01-31",
    executed_on: "2022-01-20",
  });
  await world.decision("D2", "full", { valid_from: "2022-02-01", law: "LSS 9:9", intervention: "LBV", by_court: true, known_from: "2022-07-01" });
  await world.decision("D3", "full", { known_to: "2022-09-01", closed_in: 2 });
  await world.decision("D9", "nameless");
  await world.fact("follow_up", { number: "U1", decision_number: "D1", followed_up_on: "2022-05-01", kind: "ORD" });
  await world.fact("follow_up", { number: "U2", decision_number: "D1", followed_up_on: "2022-08-01", kind: "KVAL" });
}

async function plans(world: World): Promise<void> {
  await world.fact("provider", { code: "UTF1", name: "Omsorg AB", municipal: false, connected: true });
  await world.order("B1", "D1", { starts_on: "2022-01-15", hours_per_month: "50" });
  await world.order("B2", "D2", { provider: "UTF9" });
  await world.fact("plan", { order_number: "B1", version: 1, received_on: "2022-01-20", approved: false });
  await world.fact("plan", { order_number: "B1", version: 2, received_on: "2022-02-20", approved: null });
  await world.fact("plan_receipt", { order_number: "B1", drawn_up_on: "2022-02-01", received_on: "2022-02-20", took_part: true, goals: 0, line: 2 });
  await world.fact("plan_receipt", { order_number: "B1", drawn_up_on: "2022-03-01", received_on: "2022-03-02", took_part: true, goals: 3, line: 3 });
}

async function reports(world: World): Promise<void> {
  const row = { provider: "UTF1", order_number: "B1", file_number: "full" };
  await world.fact("delivery", { ...row, month: "2022-10", ordinal: 1, ordered_seconds: 36_000, performed_seconds: 32_400, known_from: "2022-11-05" });
  await world.fact("delivery", { ...row, month: "2022-10", ordinal: 2, ordered_seconds: 1_200, performed_seconds: 1_200, known_from: "2022-11-05" });
  await world.fact("delivery", { ...row, month: "2021-12", ordinal: 1, ordered_seconds: 3_600, performed_seconds: 0 });
  const plan = { unit_code: "AO1", file_number: "full" };
  await world.fact("individual_plan", { ...plan, kind: "IP", ordinal: 1, offered_on: "2021-01-10", drawn_up_on: "2021-01-20", follow_up_on: "2022-01-20" });
  await world.fact("individual_plan", { ...plan, kind: "SIP", ordinal: 1, offered_on: "2022-05-01", known_from: "2022-07-01" });
}

function ask(fileNumber: string, viewer = CASEWORKER, on = TODAY) {
  return findCase(dataSource, viewer, { on, today: TODAY }, fileNumber);
}

describe("a case", () => {
  test("has the person, the unit that answers and how it stands", async () => {
    expect(await ask("full")).toMatchObject({
      fileNumber: "full", name: "Test Testsson", birthDate: "1940-02-03", protected: false, unit: "AO1", caseworker: "KAAN01",
      deceasedOn: null, status: "OVERDUE", dataFrom: "2022-11-30",
    });
  });

  test("has its decisions, the one that began last first", async () => {
    expect((await ask("full"))?.decisions.map(({ id }) => id)).toEqual(["D2", "D1"]);
  });

  test("has its individual plans as known on the day, the one drawn up last first", async () => {
    expect((await ask("full"))?.individualPlans).toEqual([
      { kind: "SIP", offeredOn: "2022-05-01", drawnUpOn: null, followUpOn: null },
      { kind: "IP", offeredOn: "2021-01-10", drawnUpOn: "2021-01-20", followUpOn: "2022-01-20" },
    ]);
    expect((await ask("full", CASEWORKER, "2022-06-30"))?.individualPlans.map(({ kind }) => kind)).toEqual(["IP"]);
  });

  test("has ordered and performed hours by month, rows of one month added up, as known on the day", async () => {
    const deliveriesOf = async (on: string) => (await ask("full", CASEWORKER, on))?.decisions.at(-1)?.orders[0]?.deliveries;
    expect(await deliveriesOf(TODAY)).toEqual([
      { month: "2021-12", orderedHours: 1, performedHours: 0, monthsAgo: 11 },
      { month: "2022-10", orderedHours: expect.closeTo(10.3333333, 6) as number, performedHours: expect.closeTo(9.3333333, 6) as number, monthsAgo: 1 },
    ]);
    expect(await deliveriesOf("2022-10-31")).toEqual([{ month: "2021-12", orderedHours: 1, performedHours: 0, monthsAgo: 10 }]);
  });

  test("has all that a decision says", async () => {
    expect((await ask("full"))?.decisions[1]).toMatchObject({
      id: "D1", law: "SoL 4:1", intervention: { code: "HTJ" }, decidedOn: "2022-01-10", outcome: "BIFALL", validFrom: "2022-01-15",
      validTo: "2023-01-31", amount: 12.5, amountUnit: "TIM_VECKA", level: 7, decidedBy: "KAAN01", watchOn: "2023-01-01",
      executedOn: "2022-01-20", endedOn: null, byCourt: false,
    });
  });

  test("has the next review of each decision, found or not yet", async () => {
    expect((await ask("full"))?.decisions.map(({ nextReviewOn }) => nextReviewOn)).toEqual(["2023-02-01", "2022-11-01"]);
  });

  test("has a decision's follow-ups, the latest first", async () => {
    expect((await ask("full"))?.decisions[1]?.followUps).toEqual([
      { id: "U2", date: "2022-08-01", kind: "KVAL" }, { id: "U1", date: "2022-05-01", kind: "ORD" },
    ]);
  });

  test("has a decision's orders with their provider", async () => {
    expect((await ask("full"))?.decisions[1]?.orders).toMatchObject([
      { id: "B1", orderedOn: "2022-01-12", startsOn: "2022-01-15", endsOn: null, hoursPerMonth: 50,
        provider: { id: "UTF1", name: "Omsorg AB", municipal: false, connected: true } },
    ]);
  });

  test("names a provider that the register lacks by its code", async () => {
    expect((await ask("full"))?.decisions[0]?.orders[0]?.provider).toEqual({ id: "UTF9", name: "UTF9", municipal: false, connected: false });
  });

  test("has an order's plans in the order in which they speak, and whether each counts", async () => {
    expect((await ask("full"))?.decisions[1]?.orders[0]?.plans).toEqual([
      { receivedOn: "2022-01-20", counts: false, source: "CASE_SYSTEM" },
      { receivedOn: "2022-02-20", counts: true, source: "CASE_SYSTEM" },
      { receivedOn: "2022-02-20", counts: false, source: "PROVIDER" },
      { receivedOn: "2022-03-02", counts: true, source: "PROVIDER" },
    ]);
  });

  test("of an earlier day has the decisions known then", async () => {
    expect((await ask("full", CASEWORKER, "2022-06-30"))?.decisions.map(({ id }) => id)).toEqual(["D1", "D3"]);
  });

  test("has no name when nobody is registered for it", async () => {
    expect((await ask("nameless"))?.name).toBeNull();
  });

  test("has the date of the client's own fact when no extract of the district has come", async () => {
    expect(await ask("without-files", { ...HEAD, units: ["XX1"] })).toMatchObject({ dataFrom: "2022-01-01", status: "UNKNOWN" });
  });

  test("takes three statements at most", async () => {
    expect(await countStatements(() => ask("full"))).toBeLessThanOrEqual(3);
  });
});

describe("a controller", () => {
  test("sees the case and not who it is", async () => {
    expect(await ask("full", CONTROLLER)).toMatchObject({ fileNumber: "full", name: null, birthDate: null, status: "OVERDUE" });
  });

  test("does not know of a protected client", async () => {
    expect(await ask("protected", CONTROLLER)).toBeNull();
  });
});

test("the own caseworker sees that a client is protected", async () => {
  expect(await ask("protected")).toMatchObject({ protected: true });
});

test("a role without cases is refused", async () => {
  await expect(ask("full", { ...CONTROLLER, roles: ["INTEGRATION"] })).rejects.toMatchObject({ code: "FORBIDDEN" });
});
