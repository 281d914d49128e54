import { expect, it } from "vitest";
import type { Reminder } from "../../../extension/operations/overlay.js";
import { withReminder } from "../../../extension/overlay/with-reminder.js";

const of = (id: string, sentOn: string, note: string | null = null): Reminder => ({ id, order: "B77", sentOn, note, by: "KAAN01" });

it("a reminder stands where its date belongs, the newest first", () => {
  const known = [of("2", "2022-11-20"), of("1", "2022-11-01")];
  expect(withReminder(known, of("3", "2022-11-30")).map(({ id }) => id)).toEqual(["3", "2", "1"]);
  expect(withReminder(known, of("3", "2022-11-10")).map(({ id }) => id)).toEqual(["2", "3", "1"]);
  expect(withReminder(known, of("3", "2022-10-01")).map(({ id }) => id)).toEqual(["2", "1", "3"]);
});

it("the same reminder with another note takes its place", () => {
  expect(withReminder([of("2", "2022-11-20"), of("1", "2022-11-01")], of("1", "2022-11-01", "Ringde"))).toEqual([of("2", "2022-11-20"), of("1", "2022-11-01", "Ringde")]);
});
