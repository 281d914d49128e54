import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { AnswerDay } from "../../gateway/access/answer-day.js";
import type { Viewer } from "../../gateway/access/viewer.js";
import { findCase } from "../../gateway/cases/case.js";
import { overlay } from "../../gateway/findings/overlay.js";
import { findingList } from "../../gateway/findings/query-list.js";
import { type City, openCity, sample } from "./city.js";
import { RING } from "./world.js";

/*
 * What was answered after the first night is what is answered for that day (asOf) after the second one: everything that
 * a finding, a case and an overlay are made of. Protection alone is today's, whichever day is asked about (contract 4).
 */

const HEAD: Viewer = { subject: "CHEF01", roles: ["MANAGER"], units: null };
const CONTROLLER: Viewer = { subject: "CONT01", roles: ["CONTROLLER"], units: null };

interface Answers {
  readonly overlays: readonly unknown[];
  readonly cases: readonly unknown[];
  readonly findings: readonly unknown[];
}

/** Everything that two roles are answered on a day, about all who have ever been a client. */
async function answers({ dataSource }: City, fileNumbers: readonly string[], day: AnswerDay): Promise<Answers> {
  const overlays: unknown[] = [];
  for (let from = 0; from < fileNumbers.length; from += 200) {
    overlays.push(...(await overlay(dataSource, HEAD, day, fileNumbers.slice(from, from + 200).map((fileNumber) => ({ fileNumber })), RING)));
  }
  const cases: unknown[] = [];
  for (const fileNumber of fileNumbers) cases.push(await findCase(dataSource, HEAD, day, fileNumber));
  return { overlays, cases, findings: [...(await findings(HEAD, dataSource, day)), ...(await findings(CONTROLLER, dataSource, day))] };
}

async function findings(viewer: Viewer, dataSource: City["dataSource"], day: AnswerDay): Promise<unknown[]> {
  const found: unknown[] = [];
  for (let after: string | null = null; ;) {
    const page = await findingList(dataSource, viewer, day, { filter: null, orderBy: "DUE_ON_ASC", first: 500, after });
    found.push(page.totalCount, ...page.edges.map(({ node }) => node));
    if (!page.pageInfo.hasNextPage) return found;
    after = page.pageInfo.endCursor;
  }
}

/** The same without the clock's time of loads, which another load of the same files has otherwise. */
function withoutClock(told: Answers): unknown {
  return JSON.parse(JSON.stringify(told, (name, value: unknown) => (name === "loadedAt" || name === "dataLoadedAt" ? "" : value)));
}

/** @param day `YYYY-MM-DD` @param today the day on which it is asked */
function on(day: string, today: string): AnswerDay {
  return { on: day, today };
}

async function everyClient({ dataSource }: City): Promise<string[]> {
  const rows = await dataSource.query<{ file_number: string }[]>("SELECT DISTINCT file_number FROM client ORDER BY 1");
  return rows.map((row) => row.file_number);
}

describe.each([
  { folder: "hal-2022-11", first: "2022-11-29", second: "2022-11-30" },
  { folder: "skh-2012-06", first: "2012-06-14", second: "2012-06-15" },
])("sample $folder", ({ folder, first, second }) => {
  let city: City;
  let clients: string[];
  let afterFirst: Answers;
  let afterSecond: Answers;

  beforeAll(async () => {
    city = await openCity();
    await city.load([`${sample(folder)}/night1`]);
    clients = await everyClient(city);
    afterFirst = await answers(city, clients, on(first, first));
    await city.load([`${sample(folder)}/night2`]);
    afterSecond = await answers(city, clients, on(second, second));
  });
  afterAll(() => city.close());

  test("what was answered after the first night is answered for its day after the second", async () => {
    expect(await answers(city, clients, on(first, second))).toEqual(afterFirst);
  });

  test("the second night has changed what is answered", () => {
    expect(afterSecond.findings).not.toEqual(afterFirst.findings);
    expect(afterSecond.cases).not.toEqual(afterFirst.cases);
  });

  test("both nights loaded later, in one call, give the same history", async () => {
    const later = await openCity();
    await later.load([`${sample(folder)}/night1`, `${sample(folder)}/night2`]);
    expect(withoutClock(await answers(later, clients, on(first, second)))).toEqual(withoutClock(afterFirst));
    expect(withoutClock(await answers(later, clients, on(second, second)))).toEqual(withoutClock(afterSecond));
    await later.close();
  });

  test("what is loaded later still changes nothing of it", async () => {
    await city.load([`${sample(folder)}/night1`, `${sample(folder)}/night2`]);
    expect(await answers(city, clients, on(first, second))).toEqual(afterFirst);
  });

  test("before the first night nobody was known", async () => {
    const before = new Date(Date.parse(first) - 86_400_000).toISOString().slice(0, 10);
    const { overlays, cases, findings: found } = await answers(city, clients, on(before, second));
    expect(new Set(overlays.map((each) => (each as { status: string }).status))).toEqual(new Set(["UNKNOWN"]));
    expect([new Set(cases), found]).toEqual([new Set([null]), [0, 0]]);
  });
});
