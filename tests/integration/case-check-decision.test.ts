import type { DataSource } from "typeorm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { checkDecision, type DraftRequest } from "../../gateway/cases/check-decision.js";
import { createDataSource } from "../../gateway/database/data-source.js";
import { isoDay } from "../../gateway/rules/calendar.js";
import { loadCatalogue } from "../../gateway/rules/catalogue.js";
import { createTestDatabase, type TestDatabase } from "./database.js";
import { CASEWORKER, CONTROLLER, TODAY, World } from "./world.js";

const catalogue = loadCatalogue();
let database: TestDatabase;
let dataSource: DataSource;

beforeAll(async () => {
  database = await createTestDatabase();
  dataSource = await createDataSource(database.url).initialize();
  const world = new World(dataSource);
  const load = await world.load({ type: "HANDL", file: "SOSYS_HANDL_HAL_20221130.TXT" });
  await world.unit("AO1", "HAL");
  await world.client("mine");
  await world.client("elsewhere", { unit_code: "AO2" });
  await world.client("busy", { deceased_on: "2022-11-20", protection: 1 });
  await world.decision("busy-1", "busy");
  await world.decision("busy-2", "busy", { valid_from: "2022-02-01", valid_to: "2022-12-31" });
  await world.order("o1", "busy-1");
  await world.fact("provider", { code: "UTF1", name: "Åsö", municipal: false });
  for (const [ownership, price] of [["KOMMUN", "412"], ["PRIVAT", "398"]]) {
    await world.fact("price", { list_year: "2022", intervention: "HTJ", level: 0, per: "TIM", valid_from: "2022-01-01", ownership, price });
  }
  for (const [signature, role] of [["KAAN01", "BIST"], ["CHEF01", "CHEF"]] as const) {
    await world.fact("caseworker_period", { signature, valid_from: "2020-01-01", role, unit_code: "AO1", load_id: load, line: 8 });
  }
  await world.fact("caseworker_period", { signature: "LEFT01", valid_from: "2020-01-01", valid_to: "2021-12-31", role: "CHEF", load_id: load });
});

afterAll(async () => {
  await dataSource.destroy();
  await database.drop();
});

function check(change: Partial<DraftRequest> = {}, viewer = CASEWORKER) {
  const draft = { fileNumber: "mine", law: "SoL 4:1", intervention: "HTJ", hoursPerMonth: 99.5, ...change };
  return checkDecision(dataSource, catalogue, viewer, { on: TODAY, today: TODAY }, draft);
}

describe("a draft", () => {
  test("over the caller's delegation is not allowed", async () => {
    expect(await check()).toMatchObject({ allowed: false, requiredRoles: ["SPECIAL_DELEGATION", "DEPUTY_HEAD", "UNIT_HEAD"] });
  });

  test("within it is allowed to every role of the unit", async () => {
    expect(await check({ hoursPerMonth: 50 })).toMatchObject({
      allowed: true, requiredRoles: ["CASEWORKER", "SPECIAL_DELEGATION", "DEPUTY_HEAD", "UNIT_HEAD"], findings: [],
    });
  });

  test("is judged by who decides, when the draft says so", async () => {
    expect((await check({ decidedBy: "CHEF01" })).allowed).toBe(true);
    expect((await check({ decidedBy: "LEFT01" })).allowed).toBe(false);
  });

  test("gives a finding of the case, about no decision yet", async () => {
    expect((await check()).findings).toMatchObject([
      { rule: "delegation.home-care-hours", kind: "DELEGATION", severity: "CRITICAL", fileNumber: "mine", decision: null, unit: "AO1" },
    ]);
  });

  test("gives as evidence what files brought, not what the draft says of itself", async () => {
    const [finding] = (await check()).findings;
    expect(finding?.evidence.map(({ name, value, file, line }) => ({ name, value, file, line }))).toEqual([
      { name: "caseworker.role", value: "BIST", file: "SOSYS_HANDL_HAL_20221130.TXT", line: 8 },
    ]);
  });

  test("of whoever has nothing else is told when it is to be executed and reviewed", async () => {
    expect((await check()).notices.map(({ kind, on }) => [kind, on === null ? null : isoDay(on)])).toEqual([["EXECUTE", "2023-02-28"], ["REVIEW", "2023-11-30"]]);
  });

  test("is told what it overlaps and replaces, and that the client has died or is protected", async () => {
    const kinds = async (change: Partial<DraftRequest>): Promise<string[]> => (await check(change)).notices.map(({ kind, decision }) => `${kind} ${decision ?? ""}`.trim());
    expect(await kinds({ fileNumber: "busy", validFrom: "2023-01-01" })).toEqual([
      "CLIENT_DECEASED", "CLIENT_PROTECTED", "OVERLAPS_OPEN busy-1", "REPLACES busy-2", "EXECUTE", "REVIEW",
    ]);
    expect(await kinds({ fileNumber: "busy", validFrom: "2023-01-01", intervention: "VOB" })).toEqual(["CLIENT_DECEASED", "CLIENT_PROTECTED", "EXECUTE", "REVIEW"]);
  });

  test("without hours tells that limits in hours were not judged", async () => {
    expect(await check({ hoursPerMonth: null })).toMatchObject({ allowed: true, unjudged: ["HOURS"] });
  });

  test("without a statute is checked by the intervention's own", async () => {
    expect(await check({ law: "" })).toMatchObject({ allowed: false, requiredRoles: ["SPECIAL_DELEGATION", "DEPUTY_HEAD", "UNIT_HEAD"] });
  });

  test("costs what the price list says, for the provider that the client has", async () => {
    expect([(await check({ hoursPerMonth: 50 })).estimatedMonthlyCost, (await check({ hoursPerMonth: 50, fileNumber: "busy" })).estimatedMonthlyCost])
      .toEqual([20600, 19900]);
  });

  test.each<[string, Partial<DraftRequest>]>([
    ["intervention", { intervention: "XXX" }],
    ["law", { law: "Lagen om allt" }],
    ["hours", { hoursPerMonth: -1 }],
    ["hours", { hoursPerWeek: 1e30 }],
  ])("with an %s that is none is refused", async (_, change) => {
    await expect(check(change)).rejects.toMatchObject({ code: "BAD_USER_INPUT" });
  });

  test.each(["elsewhere", "nobody"])("for the case %s is not found", async (fileNumber) => {
    await expect(check({ fileNumber })).rejects.toMatchObject({ code: "NOT_FOUND", message: "There is no such case for you." });
  });

  test("of a controller is refused", async () => {
    await expect(check({}, CONTROLLER)).rejects.toMatchObject({ code: "FORBIDDEN" });
  });
});
