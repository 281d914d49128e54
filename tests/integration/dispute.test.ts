import type { DataSource } from "typeorm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Viewer } from "../../gateway/access/viewer.js";
import { createDataSource } from "../../gateway/database/data-source.js";
import { disputeFinding, rulePrecision } from "../../gateway/findings/dispute.js";
import { findingList } from "../../gateway/findings/query-list.js";
import { createTestDatabase, type TestDatabase } from "./database.js";
import { CASEWORKER, CONTROLLER, HEAD, TODAY, World } from "./world.js";

let database: TestDatabase;
let dataSource: DataSource;

beforeAll(async () => {
  database = await createTestDatabase();
  dataSource = await createDataSource(database.url).initialize();
  const world = new World(dataSource);
  await world.load();
  for (const unit of ["AO1", "AO2"]) await world.unit(unit, "HAL");
  for (const name of ["a", "b", "c", "d", "e", "f"]) {
    await world.client(name);
    await world.finding(name, { finding_id: `review.annual:decision:${name}` });
  }
  await world.finding("a", { finding_id: "plan.missing:order:1", rule: "plan.missing", kind: "PLAN_MISSING" });
  // Gone since the day before, after it had been told; and one that never came to be told.
  await world.finding("b", { finding_id: "plan.missing:order:2", rule: "plan.missing", kind: "PLAN_MISSING", day_to: TODAY });
  await world.finding("b", { finding_id: "plan.missing:order:3", rule: "plan.missing", kind: "PLAN_MISSING", warning_from: "2023-01-01", critical_from: null });
  await world.fact("caseworker_period", { signature: "KABO02", unit_code: "AO2", valid_from: "2020-01-01" });
  await world.client("theirs", { unit_code: "AO2" });
  await world.finding("theirs", { finding_id: "review.annual:decision:theirs", unit: "AO2" });
});

afterAll(async () => {
  await dataSource.destroy();
  await database.drop();
});

const day = { on: TODAY, today: TODAY };
const WHOLE_CITY: Viewer = { ...HEAD, units: null };
const dispute = (name: string, reason = "Uppföljningen är gjord", viewer: Viewer = CASEWORKER): ReturnType<typeof disputeFinding> =>
  disputeFinding(dataSource, viewer, day, `review.annual:decision:${name}`, reason);

describe("a disputed finding", () => {
  test("tells by whom, when and why, and stays what it was", async () => {
    expect(await dispute("a")).toMatchObject({
      severity: "CRITICAL", disputes: [{ by: "KAAN01", byShown: "KAAN01", on: TODAY, reason: "Uppföljningen är gjord" }],
    });
  });

  test("is counted once for a person, with the newest reason", async () => {
    await Promise.all([dispute("b"), dispute("b"), dispute("b")]);
    expect((await dispute("b", "Beslutet är avslutat")).disputes).toEqual([{ by: "KAAN01", byShown: "KAAN01", on: TODAY, reason: "Beslutet är avslutat" }]);
  });

  test("can be disputed by several", async () => {
    expect((await dispute("b", "Jag med", HEAD)).disputes.map(({ by }) => by)).toEqual(["KAAN01", "CHEF01"]);
  });

  test("is told to a controller without the reasons", async () => {
    const { edges } = await findingList(dataSource, CONTROLLER, day, { filter: { fileNumbers: ["a"], rules: ["review.annual"] } });
    expect(edges[0]?.node.disputes).toEqual([{ by: "KAAN01", byShown: "KAAN01", on: TODAY, reason: null }]);
  });

  test("is disputed no longer on other facts", async () => {
    await dispute("c");
    await dataSource.query("UPDATE finding SET due_on = '2022-11-03' WHERE finding_id = 'review.annual:decision:c'");
    const { edges } = await findingList(dataSource, CASEWORKER, day, { filter: { fileNumbers: ["c"] } });
    expect(edges[0]?.node.disputes).toEqual([]);
  });

  test.each<[string, string, Viewer]>([
    ["FORBIDDEN", "a", CONTROLLER], ["NOT_FOUND", "theirs", CASEWORKER], ["NOT_FOUND", "no such", CASEWORKER],
  ])("is %s for %s", async (code, name, viewer) => {
    await expect(dispute(name, "x", viewer)).rejects.toMatchObject({ code });
  });

  test("needs a reason", async () => {
    await expect(dispute("a", " ")).rejects.toMatchObject({ code: "BAD_USER_INPUT" });
  });
});

describe("a rule's precision", () => {
  test("is the share of its findings to today that nobody called wrong", async () => {
    expect(await rulePrecision(dataSource, HEAD, day, null)).toEqual([
      { rule: "plan.missing", findings: 2, disputed: 0, precision: 1 }, { rule: "review.annual", findings: 6, disputed: 3, precision: 0.5 },
    ]);
  });

  test("is of one unit where one is asked", async () => {
    expect(await rulePrecision(dataSource, WHOLE_CITY, day, "AO2")).toEqual([{ rule: "review.annual", findings: 1, disputed: 0, precision: 1 }]);
  });

  test("is of the units that a head manages, and not of one in which a colleague is covered by name", async () => {
    const standIn: Viewer = { ...HEAD, covers: [{ colleague: "KABO02", from: TODAY, until: TODAY }] };
    expect(await rulePrecision(dataSource, standIn, day, null)).toEqual(await rulePrecision(dataSource, HEAD, day, null));
    expect(await rulePrecision(dataSource, standIn, day, "AO2")).toEqual([]);
  });

  test("leaves the unit without numbers under five", async () => {
    expect(await rulePrecision(dataSource, CONTROLLER, day, null)).toEqual([
      { rule: "plan.missing", findings: null, disputed: 0, precision: null }, { rule: "review.annual", findings: 7, disputed: null, precision: null },
    ]);
  });

  test("is for heads and controllers", async () => {
    await expect(rulePrecision(dataSource, CASEWORKER, day, null)).rejects.toMatchObject({ code: "FORBIDDEN" });
  });
});

test("what was said of somebody before the decision was moved to another stays theirs", async () => {
  await dataSource.query(
    `INSERT INTO dispute (finding_id, file_number, rule, facts, reason, disputed_by, disputed_on)
     SELECT finding_id, 'theirs', rule, finding_facts(due_on, evidence), 'Om någon annan', $1, '2022-11-01' FROM finding WHERE finding_id = 'review.annual:decision:f'`,
    [CASEWORKER.subject],
  );
  const before = await rulePrecision(dataSource, HEAD, day, null);
  expect((await dispute("f")).disputes).toEqual([{ by: "KAAN01", byShown: "KAAN01", on: TODAY, reason: "Uppföljningen är gjord" }]);
  expect(await dataSource.query("SELECT reason FROM dispute WHERE file_number = 'theirs'")).toEqual([{ reason: "Om någon annan" }]);
  const disputedOf = (rules: typeof before): number | null | undefined => rules.find(({ rule }) => rule === "review.annual")?.disputed;
  expect(disputedOf(await rulePrecision(dataSource, HEAD, day, null))).toBe(disputedOf(before)! + 1);
});
