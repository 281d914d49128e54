import type { DataSource } from "typeorm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createDataSource } from "../../gateway/database/data-source.js";
import { type FindingCriteria, findingList, type FindingListRequest, type FindingSort } from "../../gateway/findings/query-list.js";
import { createTestDatabase, type TestDatabase } from "./database.js";
import { countStatements } from "./statements.js";
import { CASEWORKER, HEAD, TODAY, World } from "./world.js";

let database: TestDatabase;
let dataSource: DataSource;

beforeAll(async () => {
  database = await createTestDatabase();
  dataSource = await createDataSource(database.url).initialize();
  const world = new World(dataSource);
  const load = await world.load();
  const evidence = JSON.stringify([{ name: "decision.to", value: "2022-11-30", fact: "DECISION", key: "D1", load, line: 4 }]);
  await world.unit("AO1", "HAL");
  await world.unit("AO2", "HAL");
  await world.client("one");
  await world.client("two", { unit_code: "AO2" });
  await world.client("three", { caseworker: "KABO02" });
  await world.client("hidden", { protection: 1, caseworker: "KABO02" });
  await world.finding("one", { finding_id: "a", evidence });
  await world.finding("one", { finding_id: "b", kind: "WATCH_MISSING", rule: "review.watch-date", due_on: null, critical_from: null });
  await world.finding("three", {
    finding_id: "c", kind: "PLAN_MISSING", rule: "plan.missing", due_on: "2022-12-08", caseworker: "KABO02",
    info_from: "2022-11-24", warning_from: "2022-12-03", critical_from: "2022-12-09",
  });
  await world.finding("three", { finding_id: "d", due_on: "2022-12-08", critical_from: "2022-12-09", caseworker: "KABO02" });
  await world.finding("three", { finding_id: "ahead", due_on: "2023-12-08", warning_from: "2023-11-08", critical_from: "2023-12-09" });
  await world.finding("two", { finding_id: "other-unit", unit: "AO2" });
  await world.finding("hidden", { finding_id: "protected", caseworker: "KABO02" });
});

afterAll(async () => {
  await dataSource.destroy();
  await database.drop();
});

const day = { on: TODAY, today: TODAY };

async function ids(request: FindingListRequest = {}, viewer = CASEWORKER, on = TODAY): Promise<string[]> {
  const { edges } = await findingList(dataSource, viewer, { on, today: TODAY }, request);
  return edges.map(({ node }) => node.id);
}

describe("the order", () => {
  test.each<[FindingSort | null, string[]]>([
    [null, ["a", "c", "d", "b"]],
    ["DUE_ON_ASC", ["a", "c", "d", "b"]],
    ["DUE_ON_DESC", ["c", "d", "a", "b"]],
    ["SEVERITY_DESC", ["a", "b", "d", "c"]],
  ])("%s", async (orderBy, expected) => {
    expect(await ids({ orderBy })).toEqual(expected);
  });
});

describe("the filter", () => {
  test.each<[FindingCriteria, string[]]>([
    [{ kinds: ["PLAN_MISSING", "WATCH_MISSING"] }, ["c", "b"]],
    [{ severities: ["CRITICAL"] }, ["a"]],
    [{ severities: ["INFO", "WARNING"] }, ["c", "d", "b"]],
    [{ caseworkers: ["KABO02"] }, ["c", "d"]],
    [{ fileNumbers: ["one"] }, ["a", "b"]],
    [{ rules: ["plan.missing"] }, ["c"]],
    [{ dueBefore: "2022-12-08" }, ["a"]],
    [{ units: ["AO1"], kinds: ["REVIEW_DUE"] }, ["a", "d"]],
    [{ units: ["AO2"] }, []],
    [{ kinds: [] }, []],
    [{ acknowledged: true }, []],
    [{ acknowledged: false, kinds: null }, ["a", "c", "d", "b"]],
    [{ fileNumbers: ["hidden"] }, []],
  ])("%j", async (filter, expected) => {
    expect(await ids({ filter })).toEqual(expected);
  });
});

describe("who asks", () => {
  test("a head sees the protected client of the unit too", async () => {
    expect(await ids({}, HEAD)).toEqual(["a", "protected", "c", "d", "b"]);
  });

  test("a caseworker's total counts nobody else's", async () => {
    expect((await findingList(dataSource, CASEWORKER, day, {})).totalCount).toBe(4);
  });
});

test("an earlier day has the severities of that day", async () => {
  const { edges } = await findingList(dataSource, CASEWORKER, { on: "2022-11-01", today: TODAY }, { filter: { fileNumbers: ["one"] } });
  expect(edges.map(({ node }) => [node.id, node.severity, node.overdueDays])).toEqual([["a", "WARNING", null], ["b", "WARNING", null]]);
});

test("evidence names the file", async () => {
  const { edges } = await findingList(dataSource, CASEWORKER, day, { first: 1 });
  expect(edges[0]?.node.evidence).toMatchObject([{ file: "SOSYS_BESLUT_HAL_20221130.TXT", line: 4 }]);
});

describe("pages", () => {
  test.each<FindingSort>(["DUE_ON_ASC", "DUE_ON_DESC", "SEVERITY_DESC"])("one by one give the whole list in order %s", async (orderBy) => {
    const walked: string[] = [];
    let after: string | null = null;
    do {
      const page = await findingList(dataSource, CASEWORKER, day, { orderBy, first: 1, after });
      walked.push(...page.edges.map(({ node }) => node.id));
      after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
    } while (after !== null);
    expect(walked).toEqual(await ids({ orderBy }));
  });

  test("count all pages", async () => {
    const { totalCount, pageInfo } = await findingList(dataSource, CASEWORKER, day, { first: 3 });
    expect([totalCount, pageInfo.hasNextPage]).toEqual([4, true]);
  });

  test("after the last row are empty, and still count", async () => {
    const { pageInfo } = await findingList(dataSource, CASEWORKER, day, {});
    const beyond = await findingList(dataSource, CASEWORKER, day, { after: pageInfo.endCursor });
    expect(beyond).toEqual({ asked: [], edges: [], pageInfo: { endCursor: null, hasNextPage: false }, totalCount: 4 });
  });

  test.each([0, -1, 501])("of %i rows are refused", async (first) => {
    await expect(findingList(dataSource, CASEWORKER, day, { first })).rejects.toMatchObject({ code: "BAD_USER_INPUT" });
  });

  test.each(["", "nonsense", Buffer.from("[1,2]").toString("base64url"), Buffer.from('["findings DUE_ON_ASC",1e99,"a"]').toString("base64url")])(
    "after the cursor %j are refused",
    async (after) => {
      await expect(findingList(dataSource, CASEWORKER, day, { after })).rejects.toMatchObject({ code: "BAD_USER_INPUT" });
    },
  );

  test("after a cursor of another order are refused", async () => {
    const { pageInfo } = await findingList(dataSource, CASEWORKER, day, { orderBy: "SEVERITY_DESC", first: 1 });
    await expect(findingList(dataSource, CASEWORKER, day, { after: pageInfo.endCursor })).rejects.toMatchObject({ code: "BAD_USER_INPUT" });
  });

  test("take two statements", async () => {
    expect(await countStatements(() => findingList(dataSource, CASEWORKER, day, { first: 500 }))).toBe(2);
  });
});
