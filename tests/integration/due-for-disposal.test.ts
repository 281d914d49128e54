import { afterAll, beforeAll, expect, test } from "vitest";
import { type DueCase, dueForDisposal, NOTES_OF_TABLES } from "../../gateway/data-protection/due-for-disposal.js";
import { DERIVED_OF_CASES, FACTS_OF_CASES } from "../../gateway/data-protection/rows-of-cases.js";
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
  await old(world, "acknowledged for ever");
  await world.insert("acknowledgement", { ...ANSWERS["acknowledgement"], finding_id: "other", file_number: "acknowledged for ever", acknowledged_on: "2016-05-01", until: "9999-12-31" });
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
  for (const [table, row] of LATE_NOTES) {
    await old(world, `noted by ${table}`);
    const note = { ...ANSWERS[table], ...row, file_number: `noted by ${table}` };
    await (table in ANSWERS ? world.insert(table, note) : world.fact(table, note));
  }
}

const OF_FINDING = { finding_id: "f", rule: "r", facts: "x" };
/** What people wrote, with what a test doesn't care about. */
const ANSWERS: Readonly<Record<string, object>> = {
  acknowledgement: { ...OF_FINDING, note: "n", acknowledged_by: "KAAN01" }, dispute: { ...OF_FINDING, reason: "n", disputed_by: "KAAN01" },
  reminder: { order_number: "B", sent_by: "KAAN01" },
};
const LATE_NOTES: readonly (readonly [string, Readonly<Record<string, unknown>>])[] = [
  ["delivery", { provider: "U101", month: "2017-12", order_number: "B", ordinal: 1, ordered_seconds: 1, performed_seconds: 1 }],
  ["on_call_event", { district: "HAL", month: "2017-12", position: 1, happened_on: "2017-12-01", service: "TRYGGHET", event: "FALL" }],
  ["feedback", { district: "HAL", id_in_source: "1", happened_on: "2017-12-01", kind: "KLAGOMAL", directed_at: "ENHET" }],
  ["care_cost", { caseworker: "KAAN01", year: "2017", intervention: "HTJ", ordinal: 1, provider: "U101", price: 1, per: "TIM", months: [] }],
  ["lss_level", { intervention: "PASS", measured_on: "2017-12-01", level: 2 }],
  ["individual_plan", { unit_code: "AO1", kind: "IP", ordinal: 1, follow_up_on: "2017-12-01" }],
  ["acknowledgement", { acknowledged_on: "2017-12-01" }],
  ["dispute", { disputed_on: "2017-12-01" }],
  ["reminder", { sent_on: "2017-12-01" }],
];

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

test.each(LATE_NOTES)("a note in %s of less than five years ago keeps a person", (table) => {
  expect(due.has(`noted by ${table}`)).toBe(false);
});

test("an acknowledgement keeps a person from its day on, not until the day up to which it holds", () => {
  expect(due.get("acknowledged for ever")?.since).toBe("2016-05-01");
});

test("every table with rows about persons has a date that counts as a note, or a reason that it has none", () => {
  expect(Object.keys(NOTES_OF_TABLES).sort()).toEqual([...FACTS_OF_CASES.map(({ table }) => table), ...DERIVED_OF_CASES].sort());
});

test("those who are longest overdue come first", () => {
  expect([...due.values()].map(({ dueFrom }) => dueFrom)).toEqual([...due.values()].map(({ dueFrom }) => dueFrom).sort());
});
