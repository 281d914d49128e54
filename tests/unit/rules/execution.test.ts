import { describe, expect, it } from "vitest";
import { day } from "../../../gateway/rules/calendar.js";
import type { Decision } from "../../../gateway/rules/facts.js";
import { decision, evaluate, found, nextDueOn } from "./case-facts.js";

function execution(changes: Partial<Decision>, on: string): string[] {
  return found(evaluate({ decisions: [decision(changes)] }), "EXECUTION_LATE", on);
}

const WARNS = ["execution.late WARNING"];
const CRITICAL = ["execution.late CRITICAL"];
const COURT_WARNS = ["execution.court WARNING"];
const COURT_CRITICAL = ["execution.court CRITICAL"];

describe("a decision of 10 March that is not executed", () => {
  it.each([
    ["2022-05-10", []], ["2022-05-11", WARNS], ["2022-06-10", WARNS], ["2022-06-11", CRITICAL], ["2025-01-01", CRITICAL],
  ])("gives on %s %j", (on, findings) => {
    expect(execution({}, on)).toEqual(findings);
  });

  it("is due three months after it was made", () => {
    expect(evaluate({}).find(({ rule }) => rule === "execution.late")?.dueOn).toBe(day("2022-06-10"));
  });

  it("is about the decision", () => {
    const finding = evaluate({}).find(({ rule }) => rule === "execution.late");
    expect([finding?.decision, finding?.order]).toEqual(["2200001", null]);
  });

  it("does not count as the next date to keep", () => {
    expect(nextDueOn(evaluate({}), day("2022-06-01"))).toBe(day("2023-03-15"));
  });
});

describe("three months by the calendar", () => {
  it.each([
    ["2022-11-30", "2023-02-28"], ["2023-11-30", "2024-02-29"], ["2024-02-29", "2024-05-29"], ["2022-03-31", "2022-06-30"],
  ])("from %s are over after %s", (decidedOn, dueOn) => {
    const late = { decidedOn: day(decidedOn) };
    const after = evaluate({ decisions: [decision(late)] }).find(({ rule }) => rule === "execution.late");
    expect([execution(late, dueOn), after?.criticalFrom]).toEqual([WARNS, day(dueOn) + 1]);
  });
});

describe("which decisions are to be executed", () => {
  const ON = "2022-06-11";

  it.each([
    ["partly rejected", { outcome: "DELAVSLAG" }, CRITICAL],
    ["rejected", { outcome: "AVSLAG" }, []],
    ["another board's", { intervention: "FTJ", law: "FTJ" }, []],
    ["executed", { executedOn: day("2022-03-20") }, []],
    ["executed on a day that lies ahead", { executedOn: day("2022-07-01") }, []],
    ["ended", { endedOn: day("2022-04-01") }, []],
    ["ended on a day that lies ahead", { endedOn: day("2022-07-01") }, []],
    ["not yet begun", { from: day("2022-09-01") }, CRITICAL],
    ["on its last day", { to: day("2022-06-11") }, CRITICAL],
    ["past its last day", { to: day("2022-06-10") }, []],
  ])("one that is %s", (_what, changes, findings) => {
    expect(execution(changes, ON)).toEqual(findings);
  });
});

describe("a decision by court order", () => {
  const court = { byCourt: true };

  it.each([
    ["2022-03-09", []], ["2022-03-10", COURT_WARNS], ["2022-03-11", COURT_CRITICAL], ["2022-06-11", COURT_CRITICAL],
  ])("gives on %s %j", (on, findings) => {
    expect(execution(court, on)).toEqual(findings);
  });

  it("is due on the day it was made", () => {
    expect(evaluate({ decisions: [decision(court)] }).find(({ rule }) => rule === "execution.court")?.dueOn).toBe(day("2022-03-10"));
  });

  it("is done once it is executed", () => {
    expect(execution({ ...court, executedOn: day("2022-03-11") }, "2022-03-12")).toEqual([]);
  });
});
