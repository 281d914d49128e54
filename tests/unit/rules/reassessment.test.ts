import { describe, expect, it } from "vitest";
import { day, isoDay } from "../../../gateway/rules/calendar.js";
import type { CaseFacts, Decision } from "../../../gateway/rules/facts.js";
import { decision, evaluate, found, nextDueOn, order } from "./case-facts.js";

const LIMITED = { from: day("2022-03-15"), to: day("2022-11-30") };

function reassessment(changes: Partial<Decision>, on: string, more: Partial<CaseFacts> = {}): string[] {
  return found(evaluate({ decisions: [decision({ ...LIMITED, ...changes })], ...more }), "REASSESSMENT_DUE", on);
}

const WARNS = ["reassessment.before-expiry WARNING"];
const CRITICAL = ["reassessment.before-expiry CRITICAL"];

describe("before a decision ends", () => {
  it("says nothing 61 days ahead", () => {
    expect(reassessment({}, "2022-09-30")).toEqual([]);
  });

  it("warns 60 days ahead", () => {
    expect(reassessment({}, "2022-10-01")).toEqual(WARNS);
  });

  it("warns on the last day", () => {
    expect(reassessment({}, "2022-11-30")).toEqual(WARNS);
  });

  it.each(["KTV", "LKV"])("says nothing of %s 15 days ahead", (intervention) => {
    expect(reassessment({ intervention }, "2022-11-15")).toEqual([]);
  });

  it.each(["KTV", "LKV"])("warns of %s 14 days ahead", (intervention) => {
    expect(reassessment({ intervention }, "2022-11-16")).toEqual(WARNS);
  });

  it("says nothing before the decision begins", () => {
    expect(reassessment({ from: day("2022-11-20") }, "2022-11-19")).toEqual([]);
  });

  it("says nothing of one that is about to be ended", () => {
    expect(reassessment({ endedOn: day("2022-12-15") }, "2022-11-20")).toEqual([]);
  });

  it("says nothing of another board's decision", () => {
    expect(reassessment({ intervention: "FTJ", law: "FTJ" }, "2022-11-20")).toEqual([]);
  });

  it("says nothing of a rejected one", () => {
    expect(reassessment({ outcome: "AVSLAG" }, "2022-11-20")).toEqual([]);
  });
});

describe("a successor", () => {
  const withNext = (changes: Partial<Decision>): string[] => {
    const next = decision({ number: "2200002", from: day("2022-12-01"), to: null, ...changes });
    const ofTheFirst = evaluate({ decisions: [decision(LIMITED), next] }).filter((timeline) => timeline.decision === "2200001");
    return found(ofTheFirst, "REASSESSMENT_DUE", "2022-11-20");
  };

  it("takes over the day after", () => {
    expect(withNext({})).toEqual([]);
  });

  it("comes too late two days after", () => {
    expect(withNext({ from: day("2022-12-02") })).toEqual(WARNS);
  });

  it("may begin while the first one runs", () => {
    expect(withNext({ from: day("2022-03-16") })).toEqual([]);
  });

  it("begins later than the first one, not on the same day", () => {
    expect(withNext({ from: day("2022-03-15") })).toEqual(WARNS);
  });

  it("reaches further than the first one", () => {
    expect(withNext({ from: day("2022-06-01"), to: day("2022-12-01") })).toEqual([]);
  });

  it("does not count when it ends on the same day", () => {
    expect(withNext({ from: day("2022-06-01"), to: day("2022-11-30") })).toEqual(WARNS);
  });

  it("does not count when it is ended", () => {
    expect(withNext({ endedOn: day("2023-05-01") })).toEqual(WARNS);
  });

  it("does not count when it was rejected", () => {
    expect(withNext({ outcome: "AVSLAG" })).toEqual(WARNS);
  });

  it("is about the same intervention", () => {
    expect(withNext({ intervention: "LED" })).toEqual(WARNS);
  });
});

describe("after a decision ended", () => {
  const running = { orders: [order({ orderedOn: day("2022-03-16"), startsOn: null })] };

  it("is critical the day after while an order runs on", () => {
    expect(reassessment({}, "2022-12-01", running)).toEqual(CRITICAL);
  });

  it("is critical 60 days after", () => {
    expect(reassessment({}, "2023-01-29", running)).toEqual(CRITICAL);
  });

  it("is silent 61 days after", () => {
    expect(reassessment({}, "2023-01-30", running)).toEqual([]);
  });

  it("steps down to a warning the day after the order's last day", () => {
    const timelines = evaluate({ decisions: [decision(LIMITED)], orders: [order({ startsOn: null, endsOn: day("2022-12-10") })] });
    expect(["2022-12-10", "2022-12-11"].flatMap((on) => found(timelines, "REASSESSMENT_DUE", on))).toEqual([...CRITICAL, ...WARNS]);
  });

  it("steps up on the day that an order begins", () => {
    const timelines = evaluate({ decisions: [decision(LIMITED)], orders: [order({ startsOn: day("2022-12-10") })] });
    expect(["2022-12-09", "2022-12-10"].flatMap((on) => found(timelines, "REASSESSMENT_DUE", on))).toEqual([...WARNS, ...CRITICAL]);
  });

  it("is silent about a decision of 90 days without an order", () => {
    expect(reassessment({ from: day("2022-09-01") }, "2022-12-01")).toEqual([]);
  });

  it("warns of a decision of 91 days without an order", () => {
    expect(reassessment({ from: day("2022-08-31") }, "2022-12-01")).toEqual(WARNS);
  });

  it("is silent about a decision that was ended", () => {
    expect(reassessment({ endedOn: day("2022-11-30") }, "2022-12-01", running)).toEqual([]);
  });

  it("is silent once a successor is there", () => {
    const decisions = [decision(LIMITED), decision({ number: "2200002", from: day("2022-12-01") })];
    expect(found(evaluate({ decisions, ...running }), "REASSESSMENT_DUE", "2022-12-05")).toEqual([]);
  });
});

describe("the end counts as next", () => {
  it("long before it is a finding", () => {
    expect(nextDueOn(evaluate({ decisions: [decision(LIMITED)] }), day("2022-04-01"))).toBe(day("2022-11-30"));
  });

  it("of a running decision that will be ended later, though that gives no finding", () => {
    const timelines = evaluate({ decisions: [decision({ ...LIMITED, endedOn: day("2022-10-10") })] });
    expect(nextDueOn(timelines, day("2022-10-09"))).toBe(day("2022-11-30"));
  });

  it("no longer on the day that the decision is ended", () => {
    const timelines = evaluate({ decisions: [decision({ ...LIMITED, endedOn: day("2022-10-10") })] });
    expect(nextDueOn(timelines, day("2022-10-10"))).toBeNull();
  });

  it("not when a successor takes over", () => {
    const decisions = [decision(LIMITED), decision({ number: "2200002", from: day("2022-12-01"), to: null })];
    expect(isoDay(nextDueOn(evaluate({ decisions }), day("2022-11-20")) ?? 0)).toBe("2023-03-15");
  });
});
