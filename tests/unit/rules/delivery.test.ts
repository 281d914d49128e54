import { describe, expect, it } from "vitest";
import { day, isoDay } from "../../../gateway/rules/calendar.js";
import type { Decision, Delivery, Order } from "../../../gateway/rules/facts.js";
import { decision, delivery, evaluate, holdingOn, order, severityOn } from "./case-facts.js";

/** Hours as a report's seconds; hundredths of an hour are whole seconds. */
const seconds = (hours: string): string => String(Math.round(Number(hours) * 3600 * 1000) / 1000);
const time = (ordered: string, performed: string): Pick<Delivery, "orderedSeconds" | "performedSeconds"> =>
  ({ orderedSeconds: seconds(ordered), performedSeconds: seconds(performed) });

interface Changes {
  readonly decision?: Partial<Decision>;
  readonly order?: Partial<Order>;
  readonly rows?: readonly Delivery[];
  /** The latest month that U101 has reported; none: it never has. */
  readonly month?: string | null;
}

/** Findings on a day of an order that has run since January and whose provider has reported up to October 2022. */
function told(on: string, changes: Changes): string[] {
  const { month = "2022-10", rows = [] } = changes;
  const timelines = evaluate(
    { decisions: [decision(changes.decision)], orders: [order({ startsOn: day("2022-01-10"), ...changes.order })], deliveries: rows }, {},
    { reported: (provider) => (month === null || provider !== "U101" ? null : { month, load: 4 }) },
  );
  return holdingOn(timelines, day(on))
    .filter(({ rule, ...timeline }) => rule.startsWith("delivery.") && severityOn({ rule, ...timeline }, day(on)) !== null)
    .map((timeline) => `${timeline.rule} ${timeline.dueOn === null ? "-" : isoDay(timeline.dueOn)} ${severityOn(timeline, day(on))}`);
}

const NOT_STARTED = ["delivery.not-started 2022-01-10 WARNING"];
const STOPPED = ["delivery.stopped - WARNING"];
const DEVIATION = ["delivery.deviation - WARNING"];

describe("delivery.not-started", () => {
  it("is told of an order that the report lacks", () => {
    expect(told("2022-11-30", {})).toEqual(NOT_STARTED);
  });

  it("is told of an order with 0 hours in the report", () => {
    expect(told("2022-11-30", { rows: [delivery({ performedSeconds: "0.0" })] })).toEqual(NOT_STARTED);
  });

  it("is told when earlier months have 0 hours, too", () => {
    expect(told("2022-11-30", { rows: [delivery({ month: "2022-09", performedSeconds: "0" })] })).toEqual(NOT_STARTED);
  });

  it("is not told of a provider that has never reported", () => {
    expect(told("2022-11-30", { month: null })).toEqual([]);
  });

  it("is told of an order that began on the month's first day, and of none that began on the second", () => {
    const startsOn = (date: string): string[] => told("2022-11-30", { order: { startsOn: day(date) } });
    expect([startsOn("2022-10-01"), startsOn("2022-10-02")]).toEqual([["delivery.not-started 2022-10-01 WARNING"], []]);
  });

  it("counts an order without a start from the day that it was made", () => {
    expect(told("2022-11-30", { order: { startsOn: null, orderedOn: day("2022-09-15") } })).toEqual(["delivery.not-started 2022-09-15 WARNING"]);
  });

  it("is told on the order's last day, and not the day after", () => {
    const ending: Changes = { order: { endsOn: day("2022-11-30") } };
    expect([told("2022-11-30", ending), told("2022-12-01", ending)]).toEqual([NOT_STARTED, []]);
  });

  it("is told while the month is not over, of an order that runs to its last day, and of none that ends before", () => {
    const onFirst = (endsOn: string): string[] => told("2022-10-01", { order: { endsOn: day(endsOn) } });
    expect([onFirst("2022-10-31"), onFirst("2022-10-30")]).toEqual([NOT_STARTED, []]);
  });

  it("takes the last of February from the calendar", () => {
    const endsOn = (month: string, date: string): string[] => told(date, { month, order: { endsOn: day(date) } });
    expect([endsOn("2024-02", "2024-02-28"), endsOn("2024-02", "2024-02-29"), endsOn("2023-02", "2023-02-28")]).toEqual([[], NOT_STARTED, NOT_STARTED]);
  });

  it("is not told once the decision no longer runs", () => {
    const ended: Changes = { decision: { to: day("2022-11-30") } };
    expect([told("2022-11-30", ended), told("2022-12-01", ended)]).toEqual([NOT_STARTED, []]);
  });

  it.each(["HTJ", "BST", "LED", "LLE", "AVL", "LAV"])("is told of %s", (intervention) => {
    expect(told("2022-11-30", { decision: { intervention } })).toEqual(NOT_STARTED);
  });

  it.each(["TRY", "VOB", "PAS", "LBV"])("is not told of %s", (intervention) => {
    expect(told("2022-11-30", { decision: { intervention } })).toEqual([]);
  });
});

describe("delivery.stopped", () => {
  it("is told of an order that had performed time the month before", () => {
    expect(told("2022-11-30", { rows: [delivery({ month: "2022-09" })] })).toEqual(STOPPED);
  });

  it("is told of 0 hours after months with time, whatever lies between", () => {
    const rows = [delivery({ month: "2022-07", performedSeconds: "1800" }), delivery({ month: "2022-09", performedSeconds: "0" }), delivery({ performedSeconds: "0" })];
    expect(told("2022-11-30", { rows })).toEqual(STOPPED);
  });

  it("is not told of an order that did not run all through the month", () => {
    expect(told("2022-11-30", { rows: [delivery({ month: "2022-09" })], order: { startsOn: day("2022-10-02") } })).toEqual([]);
  });
});

describe("delivery.deviation", () => {
  const hours = (ordered: string, performed: string): string[] =>
    told("2022-11-30", { rows: [delivery(time(ordered, performed))] });

  it.each([
    ["20", "24", []],
    ["20", "24.01", DEVIATION],
    ["20", "16", []],
    ["20", "15.99", DEVIATION],
    ["10", "14", []],
    ["10", "14.0001", DEVIATION],
    ["21", "25.01", []],
    ["100", "120", []],
    ["100", "120.01", DEVIATION],
    ["100", "80", []],
    ["100", "79.99", DEVIATION],
    ["0", "4", []],
    ["0", "4.01", DEVIATION],
    ["60", "60", []],
  ])("of %s ordered and %s performed hours is %j", (ordered, performed, expected) => {
    expect(hours(ordered, performed)).toEqual(expected);
  });

  it("adds up the rows of one order", () => {
    const row = (ordinal: number, ordered: string, performed: string): Delivery => delivery({ ordinal, ...time(ordered, performed) });
    expect(told("2022-11-30", { rows: [row(1, "0.1", "0.2"), row(2, "9.9", "13.8")] })).toEqual([]);
    expect(told("2022-11-30", { rows: [row(1, "0.1", "0.2"), row(2, "9.9", "13.81")] })).toEqual(DEVIATION);
  });

  it("counts thirds of an hour exactly: 20 h against 24 h 1 s", () => {
    const performed = (performedSeconds: string): string[] => told("2022-11-30", { rows: [delivery({ performedSeconds })] });
    expect([performed("86400"), performed("86401")]).toEqual([[], DEVIATION]);
  });

  it("is of the latest month alone", () => {
    expect(told("2022-11-30", { rows: [delivery({ month: "2022-09", performedSeconds: "324000" }), delivery()] })).toEqual([]);
  });

  it("is told of any order in the report that runs today, whatever the intervention and the decision", () => {
    const rows = [delivery({ performedSeconds: "324000" })];
    expect(told("2022-11-30", { rows, decision: { intervention: "VOB", to: day("2022-10-15") }, order: { startsOn: day("2022-10-20") } })).toEqual(DEVIATION);
  });

  it("is gone the day after the order's last day", () => {
    const ending: Changes = { rows: [delivery({ performedSeconds: "324000" })], order: { endsOn: day("2022-11-30") } };
    expect([told("2022-11-30", ending), told("2022-12-01", ending)]).toEqual([DEVIATION, []]);
  });
});
