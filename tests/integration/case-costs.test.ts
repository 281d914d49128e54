import type { DataSource } from "typeorm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Viewer } from "../../gateway/access/viewer.js";
import { caseCosts } from "../../gateway/cases/case-costs.js";
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
  await world.fact("provider", { code: "UTF1", name: "Omsorg AB", municipal: false, connected: true });
  for (const [intervention, per, price, ownership] of [["HTJ", "TIM", "400", "PRIVAT"], ["HTJ", "TIM", "500", "KOMMUN"], ["TRY", "MAN", "250", ""]]) {
    await world.fact("price", { list_year: "2022", intervention, level: 0, per, valid_from: "2022-01-01", ownership, price });
  }
  await estimated(world);
  await reported(world);
  await world.client("protected", { protection: 2 });
  await world.decision("P1", "protected", { amount: "10", amount_unit: "TIM_MAN" });
  await world.client("protected-since", { known_to: "2022-11-15", closed_in: 2 });
  await world.client("protected-since", { known_from: "2022-11-15", opened_in: 2, protection: 1 });
  await world.decision("P2", "protected-since");
});

afterAll(async () => {
  await dataSource.destroy();
  await database.drop();
});

async function estimated(world: World): Promise<void> {
  await world.client("estimated");
  await world.decision("E1", "estimated", { amount: "40", amount_unit: "TIM_MAN" });
  await world.order("EB1", "E1");
  await world.decision("E2", "estimated", { intervention: "TRY" });
  await world.decision("E3", "estimated", { intervention: "MAT" });
  await world.decision("E4", "estimated", { intervention: "DGV", ended_on: "2022-11-01" });
  await world.decision("E5", "estimated", { intervention: "AVL", outcome: "AVSLAG" });
  await world.client("ordered");
  await world.decision("O1", "ordered");
  await world.order("OB1", "O1", { hours_per_month: "12.5" });
  await world.client("half-known");
  await world.decision("H1", "half-known", { amount: "10", amount_unit: "TIM_MAN" });
  await world.decision("H2", "half-known");
}

async function reported(world: World): Promise<void> {
  await world.client("reported");
  await world.decision("R1", "reported", { intervention: "VOB" });
  const row = { caseworker: "KAAN01", year: "2022", file_number: "reported", intervention: "VOB", provider: "UTF1", price: "2000", per: "DYGN" };
  const months = (...amounts: (number | null)[]): (number | null)[] => [...amounts, ...Array<null>(12 - amounts.length).fill(null)];
  await world.fact("care_cost", { ...row, ordinal: 1, months: months(62_000, 56_000.5) });
  await world.fact("care_cost", { ...row, ordinal: 2, months: months(null, 1_000) });
  await world.fact("care_cost", { ...row, ordinal: 3, months: months(), known_from: "2022-06-01" });
  await world.fact("care_cost", { ...row, intervention: "KTV", ordinal: 1, months: months(5_000) });
}

function ask(fileNumber: string, viewer = CASEWORKER, on = TODAY) {
  return caseCosts(dataSource, viewer, { on, today: TODAY }, fileNumber);
}

describe("what a case costs a month", () => {
  test("is what the care cost file says of the latest month with an amount, rows of it added up", async () => {
    expect(await ask("reported")).toEqual([{ intervention: { code: "VOB" }, basis: "CARE_COST_FILE", month: "2022-02", amount: 57_000.5 }]);
  });

  test("is of the day's month at the latest", async () => {
    expect(await ask("reported", CASEWORKER, "2022-01-31")).toMatchObject([{ month: "2022-01", amount: 62_000 }]);
  });

  test("is an estimate by the price list where no file tells, and unknown where the list has no price", async () => {
    expect(await ask("estimated")).toEqual([
      { intervention: { code: "HTJ" }, basis: "PRICE_LIST", month: null, amount: 16_000 },
      { intervention: { code: "MAT" }, basis: "PRICE_LIST", month: null, amount: null },
      { intervention: { code: "TRY" }, basis: "PRICE_LIST", month: null, amount: 250 },
    ]);
  });

  test("is estimated from the ordered hours where the decision says none", async () => {
    expect(await ask("ordered")).toMatchObject([{ intervention: { code: "HTJ" }, amount: 5_000 }]);
  });

  test("is unknown when one of two decisions of the intervention has no known price", async () => {
    expect(await ask("half-known")).toMatchObject([{ intervention: { code: "HTJ" }, amount: null }]);
  });

  test("is told of no case out of scope", async () => {
    expect(await ask("protected", CONTROLLER)).toEqual([]);
    expect(await ask("protected-since", CONTROLLER, "2022-11-10")).toEqual([]);
    const formerStandIn: Viewer = { ...CASEWORKER, units: ["AO2"], covers: [{ unit: "AO1", from: "2022-11-01", until: "2022-11-15" }] };
    expect(await ask("estimated", formerStandIn, "2022-11-10")).toEqual([]);
  });

  test("is not for a role without cases", async () => {
    await expect(ask("estimated", { ...CONTROLLER, roles: ["INTEGRATION"] })).rejects.toMatchObject({ code: "FORBIDDEN" });
  });

  test("takes one statement", async () => {
    expect(await countStatements(() => ask("estimated"))).toBe(1);
  });
});
