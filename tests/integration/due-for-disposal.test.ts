import { afterAll, beforeAll, expect, test } from "vitest";
import { type DueCase, dueForDisposal } from "../../gateway/data-protection/due-for-disposal.js";
import { type City, openCity } from "./city.js";
import { TODAY, World } from "./world.js";

let city: City;
let due: ReadonlyMap<string, DueCase>;

/** Help that ended on the last of January 2015, and that nobody has written about since. */
async function old(world: World, fileNumber: string, decision: Readonly<Record<string, unknown>> = {}): Promise<void> {
  await world.client(fileNumber, { known_from: "2012-01-01" });
  await world.decision(`D-${fileNumber}`, fileNumber, { decided_on: "2014-01-10", valid_from: "2014-01-15", valid_to: "2015-01-31", ...decision });
  await world.order(`B-${fileNumber}`, `D-${fileNumber}`, { ordered_on: "2014-01-12" });
}

beforeAll(async () => {
  city = await openCity();
  const world = new World(city.dataSource);
  await old(world, "old");
  await old(world, "five years today", { valid_to: "2017-11-30" });
  await old(world, "five years tomorrow", { valid_to: "2017-12-01" });
  await old(world, "running", { valid_to: null });
  await old(world, "ended early", { valid_to: null, ended_on: "2015-03-01" });
  await old(world, "refused", { valid_to: null, outcome: "AVSLAG" });
  await old(world, "running to a day ahead", { valid_to: "2030-01-01" });
  await old(world, "watched", { watch_on: "2020-01-01" });
  await old(world, "decision taken back", { valid_to: "2015-01-31", known_to: "2016-02-01" });
  await old(world, "decision taken back lately", { valid_to: "2015-01-31", known_to: "2022-02-01" });
  await noted(world);
  await world.client("dead", { known_from: "2012-01-01", deceased_on: "2016-05-01" });
  await world.decision("D-dead", "dead", { decided_on: "2014-01-10", valid_from: "2014-01-15" });
  await world.client("without facts", { known_from: "2012-01-01" });
  await world.client("without facts, new", { known_from: "2019-01-01" });
  await world.client("withdrawn", { known_to: "2022-09-01" });
  await world.client("withdrawn lately", { known_to: "2022-09-02" });
  await world.client("withdrawn and back", { known_to: "2022-01-01" });
  await world.client("withdrawn and back", { known_from: "2022-02-01" });
  due = new Map((await dueForDisposal(city.dataSource, TODAY, 90)).map((person) => [person.fileNumber, person]));
});
afterAll(() => city.close());

/** Each with one later note of another kind. */
async function noted(world: World): Promise<void> {
  for (const kind of ["follow-up", "order", "plan", "receipt", "investigation"]) await old(world, `noted by ${kind}`);
  await world.fact("follow_up", { number: "U1", decision_number: "D-noted by follow-up", followed_up_on: "2019-01-01", kind: "ORD" });
  await world.order("B2", "D-noted by order", { ordered_on: "2014-01-12", ends_on: "2019-01-01" });
  await world.fact("plan", { order_number: "B-noted by plan", version: 1, received_on: "2019-01-01" });
  await world.fact("plan_receipt", { order_number: "B-noted by receipt", drawn_up_on: "2018-12-01", received_on: "2019-01-01", took_part: true });
  await world.fact("investigation", { number: "I1", file_number: "noted by investigation", opened_on: "2019-01-01" });
}

test("five years after the last note a person is due, until the end of the next calendar year", () => {
  expect(due.get("old")).toEqual({
    fileNumber: "old", rule: "LAST_NOTE", since: "2015-01-31", dueFrom: "2020-01-31", deadline: "2021-12-31", stillDelivered: true,
  });
});

test("a person whom the case system has withdrawn is due after the days that it was told", () => {
  expect(due.get("withdrawn")).toEqual({
    fileNumber: "withdrawn", rule: "WITHDRAWN", since: "2022-09-01", dueFrom: "2022-11-30", deadline: "2023-12-31", stillDelivered: false,
  });
});

test.each([
  ["five years today", "2017-11-30"], ["ended early", "2015-03-01"], ["refused", "2014-01-15"], ["dead", "2016-05-01"],
  ["without facts", "2012-01-01"], ["decision taken back", "2016-02-01"],
])("%s is due, the last note being of %s", (fileNumber, since) => {
  expect(due.get(fileNumber)?.since).toBe(since);
});

test.each([
  "five years tomorrow", "running", "running to a day ahead", "watched", "noted by follow-up", "noted by order", "noted by plan",
  "noted by receipt", "noted by investigation", "without facts, new", "withdrawn lately", "withdrawn and back",
  "decision taken back lately",
])("%s is not due", (fileNumber) => {
  expect(due.has(fileNumber)).toBe(false);
});

test("those who are longest overdue come first", () => {
  expect([...due.values()].map(({ dueFrom }) => dueFrom)).toEqual([...due.values()].map(({ dueFrom }) => dueFrom).sort());
});
