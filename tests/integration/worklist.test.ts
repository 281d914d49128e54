import type { DataSource } from "typeorm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Viewer } from "../../gateway/access/viewer.js";
import { createDataSource } from "../../gateway/database/data-source.js";
import { acknowledgeFinding } from "../../gateway/findings/acknowledge.js";
import { caseload } from "../../gateway/findings/caseload.js";
import { worklistCounts } from "../../gateway/findings/worklist-counts.js";
import { clientList } from "../../gateway/findings/client-list.js";
import { overlay } from "../../gateway/findings/overlay.js";
import { worklist, type WorklistRequest } from "../../gateway/findings/worklist.js";
import { createTestDatabase, type TestDatabase } from "./database.js";
import { CASEWORKER, CONTROLLER, HEAD, RING, TODAY, World } from "./world.js";

const day = { on: TODAY, today: TODAY };

let database: TestDatabase;
let dataSource: DataSource;

beforeAll(async () => {
  database = await createTestDatabase();
  dataSource = await createDataSource(database.url).initialize();
  const world = new World(dataSource);
  await world.load();
  await world.unit("AO1", "HAL");
  await world.unit("AO2", "HAL");
  for (const signature of ["KAAN01", "KABO02", "KACE03"]) {
    await world.fact("caseworker_period", { signature, name: signature === "KAAN01" ? "Karin Andersson" : null, valid_from: "2020-01-01", unit_code: "AO1", role: "BIST" });
  }
  await world.fact("caseworker_period", { signature: "KADA04", valid_from: "2020-01-01", valid_to: "2022-11-29", unit_code: "AO1", role: "BIST" });
  await world.fact("caseworker_period", { signature: "CHEF01", valid_from: "2020-01-01", unit_code: "AO1", role: "CHEF" });
  const clients = [["one", "KAAN01"], ["two", "KAAN01"], ["three", "KABO02"], ["nobody's", null], ["hidden", "KABO02"]] as const;
  for (const [fileNumber, caseworker] of clients) {
    await world.client(fileNumber, { caseworker, protection: fileNumber === "hidden" ? 1 : 0 });
    await world.decision(`${fileNumber}-1`, fileNumber);
  }
  await world.decision("one-2", "one");
  await world.decision("two-ended", "two", { valid_to: "2022-11-29" });
  await world.client("dead", { deceased_on: "2022-11-01" });
  await world.decision("dead-1", "dead");
  await world.client("theirs", { unit_code: "AO2" });
  await world.decision("theirs-1", "theirs");
  await world.finding("theirs", { finding_id: "theirs", unit: "AO2" });
  const put = (id: string, fileNumber: string, row: Record<string, unknown>): Promise<void> =>
    world.finding(fileNumber, { finding_id: id, rule: "r", warning_from: "2022-01-01", critical_from: null, caseworker: fileNumber === "three" ? "KABO02" : "KAAN01", ...row });
  await put("late by 29", "one", { due_on: "2022-11-01", critical_from: "2022-11-02" });
  await put("late by 1", "two", { due_on: "2022-11-29", critical_from: "2022-11-30" });
  await put("today", "one", { due_on: TODAY, kind: "PLAN_MISSING" });
  await put("the hidden one's", "hidden", { due_on: TODAY, caseworker: "KABO02" });
  await put("undated", "one", { due_on: null });
  await put("undated and grave", "three", { due_on: null, critical_from: "2022-06-01" });
  await put("in 10 days", "two", { due_on: "2022-12-10" });
  await put("in 5 days", "three", { due_on: "2022-12-05", info_from: "2022-11-01", warning_from: null });
  await put("answered", "one", { due_on: "2022-10-01", critical_from: "2022-10-02", kind: "REVIEW_DUE" });
  await put("in January", "one", { due_on: "2023-01-20", warning_from: "2022-12-21" });
  await acknowledgeFinding(dataSource, CASEWORKER, day, { finding: "answered", note: "Bokad" }, () => undefined);
});

afterAll(async () => {
  await dataSource.destroy();
  await database.drop();
});

async function list(request: WorklistRequest = {}, viewer: Viewer = CASEWORKER, on = TODAY): Promise<string[]> {
  const { edges } = await worklist(dataSource, viewer, { on, today: TODAY }, request);
  return edges.map(({ node }) => node.id);
}

const ALL = ["late by 29", "late by 1", "undated and grave", "today", "undated", "in 5 days", "in 10 days", "answered"];

describe("the worklist", () => {
  test("has what is overdue first, then by date, what has no date as of today and the gravest first, what is answered last", async () => {
    expect(await list()).toEqual(ALL);
  });

  test("is of one caseworker", async () => {
    expect(await list({ caseworker: "KABO02" })).toEqual(["undated and grave", "in 5 days"]);
  });

  test("is of one unit", async () => {
    expect([await list({ unit: "AO2" }, { ...HEAD, units: null }), await list({ unit: "AO2" })]).toEqual([["theirs"], []]);
  });

  test("of a day ahead tells what will have come by then", async () => {
    expect(await list({}, CASEWORKER, "2022-12-21")).toContain("in January");
  });

  test("comes in pages", async () => {
    const pages: string[][] = [];
    let after: string | null = null;
    do {
      const { edges, pageInfo, totalCount } = await worklist(dataSource, CASEWORKER, day, { first: 3, after });
      expect(totalCount).toBe(ALL.length);
      pages.push(edges.map(({ node }) => node.id));
      after = pageInfo.hasNextPage ? pageInfo.endCursor : null;
    } while (after !== null);
    expect(pages).toEqual([ALL.slice(0, 3), ALL.slice(3, 6), ALL.slice(6)]);
  });

  test("is of the kinds that are asked for, and an empty list matches none", async () => {
    expect([await list({ kinds: ["PLAN_MISSING"] }), await list({ kinds: [] })]).toEqual([["today"], []]);
  });

  test("says of each finding whether the person is protected today", async () => {
    const { edges } = await worklist(dataSource, HEAD, day, { unit: "AO1" });
    expect(edges.filter((edge) => edge.protected).map(({ node }) => node.id)).toEqual(["the hidden one's"]);
  });

  test("is for those who handle cases", async () => {
    await expect(list({}, CONTROLLER)).rejects.toMatchObject({ code: "FORBIDDEN" });
  });
});

describe("a worklist in figures", () => {
  const figures = async (owner: Parameters<typeof worklistCounts>[3], viewer: Viewer = CASEWORKER, on = TODAY): Promise<unknown> => {
    const { kinds } = await worklistCounts(dataSource, viewer, { on, today: TODAY }, owner);
    return kinds.map(({ kind, overdue, now, ahead, acknowledged }) => [kind, overdue, now, ahead, acknowledged]);
  };

  test("counts by kind what is overdue, what stands as of today, what is ahead, and what is acknowledged", async () => {
    expect(await figures({})).toEqual([["PLAN_MISSING", 0, 1, 0, 0], ["REVIEW_DUE", 2, 2, 2, 1]]);
  });

  test("adds up to the worklist", async () => {
    const { totalCount } = await worklist(dataSource, CASEWORKER, day, {});
    const { kinds } = await worklistCounts(dataSource, CASEWORKER, day, {});
    expect(kinds.reduce((sum, { overdue, now, ahead, acknowledged }) => sum + overdue + now + ahead + acknowledged, 0)).toBe(totalCount);
  });

  test("is of one unit", async () => {
    expect([await figures({ unit: "AO2" }, { ...HEAD, units: null }), await figures({ unit: "AO2" })]).toEqual([[["REVIEW_DUE", 1, 0, 0, 0]], []]);
  });

  test("is of a caseworker's own work for themselves, and of a colleague's for managers alone", async () => {
    const own: Viewer = { ...CASEWORKER, subject: "KABO02" };
    expect(await figures({ caseworker: "KABO02" }, own)).toEqual([["REVIEW_DUE", 0, 2, 1, 0]]);
    await expect(figures({ caseworker: "KABO02" }, { ...CASEWORKER, subject: "KAAN01" })).rejects.toMatchObject({ code: "FORBIDDEN" });
  });

  test("says of which day it speaks", async () => {
    expect((await worklistCounts(dataSource, CASEWORKER, { on: "2022-12-21", today: TODAY }, {})).on).toBe("2022-12-21");
  });

  test("is for those who handle cases", async () => {
    await expect(figures({}, CONTROLLER)).rejects.toMatchObject({ code: "FORBIDDEN" });
  });
});

describe("the client list", () => {
  const clients = async (request: WorklistRequest = {}, viewer: Viewer = CASEWORKER, on = TODAY): Promise<string[]> => {
    const { edges } = await clientList(dataSource, viewer, { on, today: TODAY }, request);
    return edges.map(({ node }) => node.fileNumber);
  };

  test("has who is overdue first, then by date, last whoever has nothing to come; not the dead without findings, not other units'", async () => {
    expect(await clients()).toEqual(["one", "two", "three", "nobody's"]);
  });

  test("has a protected client for the unit's manager", async () => {
    expect(await clients({}, HEAD)).toEqual(["one", "two", "three", "hidden", "nobody's"]);
  });

  test("is of one caseworker, and of one unit", async () => {
    expect([await clients({ caseworker: "KABO02" }), await clients({ unit: "AO2" }, { ...HEAD, units: null }), await clients({ unit: "AO2" })]).toEqual([["three"], ["theirs"], []]);
  });

  test("tells of each how the case stands, whether anything is found or not", async () => {
    const { edges } = await clientList(dataSource, CASEWORKER, day, {});
    expect(edges.map(({ node }) => [node.fileNumber, node.caseworker, node.decisions, node.nextDueOn, node.findings[0]?.id ?? null])).toEqual([
      ["one", "KAAN01", 2, "2022-11-30", "late by 29"], ["two", "KAAN01", 1, "2022-12-10", "late by 1"], ["three", "KABO02", 1, "2022-12-05", "undated and grave"], ["nobody's", null, 1, null, null],
    ]);
  });

  test("has the status that the overlay has", async () => {
    const { edges } = await clientList(dataSource, CASEWORKER, day, {});
    const answers = await overlay(dataSource, CASEWORKER, day, edges.map(({ node }) => ({ fileNumber: node.fileNumber })), RING);
    expect(edges.map(({ node }) => node.status)).toEqual(answers.map(({ status }) => status));
  });

  test("comes in pages", async () => {
    const pages: string[][] = [];
    let after: string | null = null;
    do {
      const { edges, pageInfo, totalCount } = await clientList(dataSource, CASEWORKER, day, { first: 3, after });
      expect(totalCount).toBe(4);
      pages.push(edges.map(({ node }) => node.fileNumber));
      after = pageInfo.hasNextPage ? pageInfo.endCursor : null;
    } while (after !== null);
    expect(pages).toEqual([["one", "two", "three"], ["nobody's"]]);
  });

  test("is for those who handle cases", async () => {
    await expect(clients({}, CONTROLLER)).rejects.toMatchObject({ code: "FORBIDDEN" });
  });
});

describe("the caseload", () => {
  test("counts living clients with a running decision, their decisions, and what is found of them", async () => {
    const { loads } = await caseload(dataSource, HEAD, day, null);
    expect(loads.map(({ caseworker, clients, decisions, findings, critical }) => [caseworker, clients, decisions, findings, critical])).toEqual([
      ["KAAN01", 2, 3, 5, 2], ["KABO02", 2, 2, 3, 1], [null, 1, 1, 0, 0], ["KACE03", 0, 0, 0, 0],
    ]);
  });

  test("tells what each is called, with the signature alone where no file says", async () => {
    const { loads } = await caseload(dataSource, HEAD, day, null);
    expect(loads.map(({ caseworker, caseworkerShown }) => [caseworker, caseworkerShown])).toEqual([
      ["KAAN01", "Karin Andersson (KAAN01)"], ["KABO02", "KABO02"], [null, null], ["KACE03", "KACE03"],
    ]);
  });

  test("tells how evenly it is spread over those who work in the unit that day", async () => {
    expect((await caseload(dataSource, HEAD, day, "AO1")).spread).toEqual({ caseworkers: 3, fewest: 0, most: 2, mean: 4 / 3, median: 2 });
  });

  test("of a unit that is not the manager's is empty", async () => {
    expect(await caseload(dataSource, HEAD, day, "AO2")).toEqual({ loads: [], spread: null });
  });

  test("is for managers", async () => {
    await expect(caseload(dataSource, CASEWORKER, day, null)).rejects.toMatchObject({ code: "FORBIDDEN" });
  });
});
