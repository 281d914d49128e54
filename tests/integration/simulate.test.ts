import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Viewer } from "../../gateway/access/viewer.js";
import { findingList } from "../../gateway/findings/query-list.js";
import { type RuleSimulation, simulateRule, type SimulationRequest } from "../../gateway/findings/simulate.js";
import { loadCatalogue } from "../../gateway/rules/catalogue.js";
import { withSession } from "../../gateway/database/session.js";
import { type City, openCity, sample } from "./city.js";
import { CASEWORKER, CONTROLLER } from "./world.js";

const TODAY = "2022-11-30";
const CATALOGUE = loadCatalogue();
const HEAD: Viewer = { subject: "CHEF01", roles: ["MANAGER"], units: null };
const day = (on = TODAY): { on: string; today: string } => ({ on, today: TODAY });

let city: City;

beforeAll(async () => {
  city = await openCity();
  await city.load([sample("hal-2022-11")]);
});
afterAll(() => city.close());

const simulate = (request: SimulationRequest, viewer: Viewer = HEAD, on = TODAY): Promise<RuleSimulation> =>
  simulateRule(city.dataSource, CATALOGUE, viewer, day(on), request);
const hours = (value: number): SimulationRequest => ({ rule: "delegation.home-care-hours", parameters: [{ name: "limit", value }] });

async function told(rule: string, viewer: Viewer = HEAD, on = TODAY): Promise<string[]> {
  const { edges } = await findingList(city.dataSource, viewer, day(on), { filter: { rules: [rule] }, first: 500 });
  return edges.map(({ node }) => node.id).sort();
}

/** Rules with numbers, with one of them as it is. */
const WITH_NUMBERS = CATALOGUE.rules.filter(({ parameters }) => parameters.length > 0).map(({ id, parameters }) => [id, parameters[0]!] as const);

describe("with the numbers that it has", () => {
  test.each(WITH_NUMBERS)("%s finds what stands, and nothing else", async (rule, { name, value }) => {
    const simulation = await simulate({ rule, parameters: [{ name, value }] });
    expect([simulation.findingsNow, simulation.findingsThen, simulation.added, simulation.removed]).toEqual([(await told(rule)).length, simulation.findingsNow, [], []]);
  });
});

describe("home care decided over 80 hours instead of 99", () => {
  test("tells which decisions would need another decision-maker, in which units", async () => {
    const simulation = await simulate(hours(80));
    expect(simulation.findingsNow).toBe(6);
    expect(simulation.findingsThen).toBe(simulation.findingsNow + simulation.added.length);
    expect(simulation.removed).toEqual([]);
    expect(simulation.added.length).toBeGreaterThan(0);
    const sums = simulation.byUnit.reduce((sum, { now, then }) => [sum[0]! + now, sum[1]! + then], [0, 0]);
    expect(sums).toEqual([simulation.findingsNow, simulation.findingsThen]);
  });

  test("tells them with the number that was tried", async () => {
    const [finding] = (await simulate(hours(80))).added;
    expect(finding?.foundBy?.rule("delegation.home-care-hours", 19326, "HAL")?.text.SV).toContain("över 80 timmar i månaden");
  });

  test("leaves what stands as it was", async () => {
    const before = await told("delegation.home-care-hours");
    await simulate(hours(80));
    expect(await told("delegation.home-care-hours")).toEqual(before);
  });
});

describe("other rules with other numbers", () => {
  test("over 1000 hours nobody needs another decision-maker", async () => {
    const simulation = await simulate(hours(1000));
    expect([simulation.findingsThen, simulation.removed.map(({ id }) => id).sort()]).toEqual([0, await told("delegation.home-care-hours")]);
  });

  test("plans after 10 days instead of 14 are late earlier, and no more of them are missing", async () => {
    const simulation = await simulate({ rule: "plan.missing", parameters: [{ name: "dueDays", value: 10 }] });
    expect([simulation.findingsThen, simulation.added, simulation.removed]).toEqual([simulation.findingsNow, [], []]);
  });

  test("reviews every 9 months are due for more decisions", async () => {
    const simulation = await simulate({ rule: "review.annual", parameters: [{ name: "intervalMonths", value: 9 }] });
    expect(simulation.findingsThen).toBeGreaterThan(simulation.findingsNow);
  });

  test("three alarms a month instead of five are repeated for more clients", async () => {
    const simulation = await simulate({ rule: "alarm.repeated", parameters: [{ name: "alarms", value: 3 }] });
    expect([simulation.findingsNow, simulation.findingsThen > 4]).toEqual([4, true]);
  });
});

describe("the scope", () => {
  test("is one unit where one is asked", async () => {
    const simulation = await simulate({ ...hours(80), unit: "HALAO1" });
    expect(simulation.byUnit.map(({ unit }) => unit)).toEqual(["HALAO1"]);
  });

  test("is that of the caller's list, without the protected for a controller", async () => {
    const one: SimulationRequest = { rule: "review.annual", parameters: [] };
    expect((await simulate(one, CONTROLLER)).findingsNow).toBe((await told("review.annual", CONTROLLER)).length);
    expect((await simulate(one)).findingsNow).toBe((await told("review.annual")).length);
  });

  // Small numbers are told for this reason alone (docs/decisions/0014).
  test("tells a controller no number that the controller's list has not", async () => {
    const { byUnit } = await simulate({ rule: "plan.missing", parameters: [] }, CONTROLLER);
    const { edges } = await findingList(city.dataSource, CONTROLLER, day(), { filter: { rules: ["plan.missing"] }, first: 500 });
    const listed = new Map<string, number>();
    for (const { node } of edges) listed.set(node.unit, (listed.get(node.unit) ?? 0) + 1);
    expect(new Map(byUnit.map(({ unit, now }) => [unit, now]))).toEqual(listed);
    expect(Math.min(...listed.values())).toBeLessThan(5);
  });

  test("is a day before, as it was known then", async () => {
    expect((await simulate({ rule: "review.annual", parameters: [] }, HEAD, "2022-11-29")).findingsNow).toBe((await told("review.annual", HEAD, "2022-11-29")).length);
  });

  test("has figures about caseworkers for managers alone", async () => {
    const [ofHead, ofController] = [await simulate(hours(80)), await simulate(hours(80), CONTROLLER)];
    expect(ofHead.byCaseworker?.reduce((sum, { then }) => sum + then, 0)).toBe(ofHead.findingsThen);
    expect(ofController.byCaseworker).toBeNull();
  });

  test("has figures about caseworkers of the units that a head manages, and of none where a colleague is covered by name", async () => {
    const standIn: Viewer = { ...HEAD, units: ["HALAO2"], covers: [{ colleague: "ELLI11", from: TODAY, until: TODAY }] };
    const { byUnit, byCaseworker } = await simulate({ rule: "review.annual", parameters: [] }, standIn);
    expect(byUnit.map(({ unit }) => unit)).toEqual(["HALAO1", "HALAO2"]);
    expect([...new Set(byCaseworker?.map(({ unit }) => unit))]).toEqual(["HALAO2"]);
  });
});

describe("what is refused", () => {
  test.each<[SimulationRequest, string]>([
    [{ rule: "no.rule", parameters: [] }, "There is no rule no.rule."],
    [{ rule: "delegation.home-care-hours", parameters: [{ name: "hours", value: 80 }] }, "The rule has no number hours: it has limit."],
    [{ rule: "delegation.housing", parameters: [{ name: "limit", value: 80 }] }, "it has none at all"],
    [{ rule: "plan.missing", parameters: [{ name: "dueDays", value: 10.5 }] }, "dueDays is a whole number."],
    [{ rule: "plan.missing", parameters: [{ name: "dueDays", value: -1 }] }, "dueDays is from 0"],
    [{ rule: "plan.missing", parameters: [{ name: "dueDays", value: 1 }, { name: "dueDays", value: 2 }] }, "twice"],
  ])("%j", async (request, message) => {
    await expect(simulate(request)).rejects.toMatchObject({ code: "BAD_USER_INPUT", message: expect.stringContaining(message) as string });
  });

  test("a caseworker's question", async () => {
    await expect(simulate(hours(80), CASEWORKER)).rejects.toMatchObject({ code: "FORBIDDEN" });
  });

  test("a second one at the same moment", async () => {
    await withSession(city.dataSource, async (session) => {
      await session.query("BEGIN");
      await session.query("SELECT pg_advisory_xact_lock(1399418229)");
      await expect(simulate(hours(80))).rejects.toMatchObject({ code: "RATE_LIMITED", details: { retryAfter: 5 } });
      await session.query("ROLLBACK");
    });
  });
});
