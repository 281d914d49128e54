import { describe, expect, it } from "vitest";
import { day, isoDay } from "../../../gateway/rules/calendar.js";
import type { Decision, LssLevel } from "../../../gateway/rules/facts.js";
import { decision, evaluate, found, holdingOn, level } from "./case-facts.js";

const HOUSING: Partial<Decision> = { law: "LSS 9:9", intervention: "LBV", from: day("2020-01-01") };

/** LEVEL_MISSING on a day of a client of disability care whose district sends levels, as "rule dueOn severity". */
function missing(on: string, levels: readonly LssLevel[] = [], changes: Partial<Decision> = {}, area = "FN", levelsCome = true): string[] {
  const timelines = evaluate({ decisions: [decision({ ...HOUSING, ...changes })], levels }, { area }, { levelsCome });
  const due = holdingOn(timelines, day(on)).filter(({ kind }) => kind === "LEVEL_MISSING");
  return due.map(({ dueOn }) => `${found(timelines, "LEVEL_MISSING", on).join()} ${isoDay(dueOn ?? 0)}`);
}

describe("level.measured", () => {
  it.each([
    ["2022-04-29", "2021-08-20"],
    ["2022-04-30", "2022-03-31"],
    ["2022-05-01", "2022-03-31"],
    ["2022-09-18", "2022-03-31"],
    ["2022-09-19", "2022-08-20"],
    ["2022-12-31", "2022-08-20"],
    ["2023-01-01", "2022-08-20"],
    ["2023-04-29", "2022-08-20"],
    ["2023-04-30", "2023-03-31"],
    ["2024-02-29", "2023-08-20"],
  ])("asks on %s for the level of %s", (on, measuredOn) => {
    expect(missing(on)).toEqual([`level.measured WARNING ${measuredOn}`]);
  });

  it("is silent when the level of that day is there", () => {
    expect(missing("2022-09-19", [level("2022-08-20")])).toEqual([]);
  });

  it("comes back with the next day of measurement, by the calendar alone", () => {
    expect(missing("2023-04-30", [level("2022-08-20")])).toEqual(["level.measured WARNING 2023-03-31"]);
  });

  it("takes no level of another day", () => {
    expect(missing("2022-09-19", [level("2022-08-21"), level("2022-03-31")])).toEqual(["level.measured WARNING 2022-08-20"]);
  });

  it("takes no level of another intervention", () => {
    expect(missing("2022-09-19", [level("2022-08-20", { intervention: "LDV" })])).toEqual(["level.measured WARNING 2022-08-20"]);
  });

  it("asks for a decision that began on the day of measurement", () => {
    expect(missing("2022-09-19", [], { from: day("2022-08-20") })).toEqual(["level.measured WARNING 2022-08-20"]);
  });

  it("does not ask for a decision that began the day after", () => {
    expect(missing("2022-09-19", [], { from: day("2022-08-21") })).toEqual([]);
  });

  it("stands on the decision's last day", () => {
    expect(missing("2022-10-01", [], { to: day("2022-10-01") })).toEqual(["level.measured WARNING 2022-08-20"]);
  });

  it("is gone the day after the decision's last day", () => {
    expect(missing("2022-10-02", [], { to: day("2022-10-01") })).toEqual([]);
  });

  it("is gone on the day that the decision is closed", () => {
    expect(missing("2022-10-01", [], { endedOn: day("2022-10-01") })).toEqual([]);
  });

  it.each(["LBB", "LBV", "LDV", "LKV", "LKT"])("asks for %s", (intervention) => {
    expect(missing("2022-09-19", [], { intervention })).toHaveLength(1);
  });

  it.each(["PAS", "LLE", "LAV", "HTJ"])("does not ask for %s", (intervention) => {
    expect(missing("2022-09-19", [], { intervention })).toEqual([]);
  });

  it.each(["AO", "SP"])("does not ask in area %s", (area) => {
    expect(missing("2022-09-19", [], {}, area)).toEqual([]);
  });

  it("asks nothing in a district that has never sent levels", () => {
    expect(missing("2022-09-19", [], {}, "FN", false)).toEqual([]);
  });

  it("is worked out to the horizon and not for ever", () => {
    expect([missing("2029-12-31"), missing("2030-01-01")]).toEqual([["level.measured WARNING 2029-08-20"], []]);
  });
});
