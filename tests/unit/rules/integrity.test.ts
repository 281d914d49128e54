import { describe, expect, it } from "vitest";
import { day, FOREVER } from "../../../gateway/rules/calendar.js";
import type { CaseFacts, Client, Decision, Order } from "../../../gateway/rules/facts.js";
import type { Timeline } from "../../../gateway/rules/timeline.js";
import { client, decision, evaluate, found, holdingOn, nextDueOn, order } from "./case-facts.js";

describe("a client who died on 21 November", () => {
  const deceasedOn = day("2022-11-21");
  const dead = (changes: Partial<CaseFacts> = {}): Timeline[] =>
    evaluate({ client: client({ deceasedOn }), ...changes }, { from: deceasedOn, dead: true });
  const WARNS = ["integrity.deceased WARNING"];
  const CRITICAL = ["integrity.deceased CRITICAL"];

  it.each([
    ["2022-11-21", WARNS], ["2022-11-27", WARNS], ["2022-11-28", CRITICAL], ["2024-01-01", CRITICAL],
  ])("gives with a running decision on %s %j", (on, findings) => {
    expect(found(dead(), "INTEGRITY", on)).toEqual(findings);
  });

  it("gives no other finding", () => {
    const all = dead({ decisions: [decision({ watchOn: null, decidedBy: "ADMI01" })], orders: [order()] });
    expect([...new Set(all.map(({ rule }) => rule))]).toEqual(["integrity.deceased"]);
  });

  it("has no next date", () => {
    expect(nextDueOn(dead(), day("2022-11-22"))).toBeNull();
  });

  it("is due on the day of the death", () => {
    expect(dead().map(({ dueOn }) => dueOn)).toEqual([deceasedOn]);
  });

  it.each<[string, Partial<Decision>, string[]]>([
    ["that ended on the day", { endedOn: day("2022-11-25") }, []],
    ["on its last day", { to: day("2022-11-25") }, WARNS],
    ["past its last day", { to: day("2022-11-24") }, []],
    ["that begins the day after", { from: day("2022-11-26") }, []],
    ["that was rejected", { outcome: "AVSLAG" }, []],
    ["of another board", { intervention: "FTJ", law: "FTJ" }, WARNS],
  ])("gives on 25 November with a decision %s %j", (_what, changes, findings) => {
    expect(found(dead({ decisions: [decision(changes)] }), "INTEGRITY", "2022-11-25")).toEqual(findings);
  });

  it.each<[string, Partial<Order>, string[]]>([
    ["on its first day", { startsOn: day("2022-11-25") }, WARNS],
    ["that begins the day after", { startsOn: day("2022-11-26") }, []],
    ["on its last day", { endsOn: day("2022-11-25") }, WARNS],
    ["past its last day", { endsOn: day("2022-11-24") }, []],
  ])("gives on 25 November with an order on an ended decision, %s, %j", (_what, changes, findings) => {
    const facts = { decisions: [decision({ endedOn: day("2022-11-20") })], orders: [order(changes)] };
    expect(found(dead(facts), "INTEGRITY", "2022-11-25")).toEqual(findings);
  });

  it("gets one finding for all that runs, which it stands on", () => {
    const facts = { decisions: [decision(), decision({ number: "2200002", intervention: "TRY" })], orders: [order()] };
    expect(dead(facts).map(({ evidence }) => evidence.map(({ key, value }) => `${key} ${value}`))).toEqual([
      ["100000-1 2022-11-21", "2200001 HTJ", "2200002 TRY", "7100001 7100001"],
    ]);
  });

  it("is told in other words when only an order runs", () => {
    const facts = { decisions: [decision({ to: day("2022-11-24") })], orders: [order()] };
    expect(["2022-11-24", "2022-11-25"].map((on) => holdingOn(dead(facts), day(on))[0]?.variant)).toEqual(["", "order"]);
  });
});

describe("a client's number", () => {
  const WARNS = ["integrity.identity WARNING"];

  function identity(changes: Partial<Client>, on = "2022-11-30", decided: Partial<Decision> = {}): string[] {
    return found(evaluate({ client: client(changes), decisions: [decision(decided)] }), "INTEGRITY", on);
  }

  it.each<[Client["numberKind"], string[]]>([
    ["PERSONAL", []], ["COORDINATION", []], ["RESERVE", []], ["INVALID", WARNS], ["EMPTY", WARNS],
  ])("that is %s gives %j", (numberKind, findings) => {
    expect(identity({ numberKind })).toEqual(findings);
  });

  it.each([["2022-11-29", WARNS], ["2022-11-30", []], ["2022-12-01", []]])(
    "in reserve with the date 30 November gives on %s %j", (on, findings) => {
      expect(identity({ numberKind: "RESERVE", reserveDate: day("2022-11-30") }, on)).toEqual(findings);
    },
  );

  it.each<[string, Partial<Decision>, string[]]>([
    ["not begun", { from: day("2022-12-01") }, []], ["on its first day", { from: day("2022-11-30") }, WARNS],
    ["on its last day", { to: day("2022-11-30") }, WARNS], ["past its last day", { to: day("2022-11-29") }, []],
    ["ended", { endedOn: day("2022-11-30") }, []], ["rejected", { outcome: "AVSLAG" }, []],
    ["another board's", { intervention: "FTJ", law: "FTJ" }, WARNS],
  ])("missing gives with a decision %s %j", (_what, changes, findings) => {
    expect(identity({ numberKind: "EMPTY" }, "2022-11-30", changes)).toEqual(findings);
  });

  it("is told by its kind alone", () => {
    const timelines = evaluate({ client: client({ numberKind: "INVALID" }) }).filter(({ kind }) => kind === "INTEGRITY");
    expect(timelines.map(({ evidence, decision: about, dueOn }) => [about, dueOn, evidence.map(({ value }) => value)])).toEqual([
      [null, null, ["INVALID", "HTJ"]],
    ]);
  });

  it("gives one finding with several decisions", () => {
    const decisions = [decision(), decision({ number: "2200002", intervention: "TRY" })];
    expect(found(evaluate({ client: client({ numberKind: "EMPTY" }), decisions }), "INTEGRITY", "2022-11-30")).toEqual(WARNS);
  });
});

describe("an order", () => {
  const WARNS = ["integrity.order-on-ended WARNING"];
  const RUNS: Partial<Order> = { orderedOn: day("2022-03-16"), startsOn: day("2022-03-20") };

  function onEnded(decided: Partial<Decision>, on: string, ordered: Partial<Order> = {}): string[] {
    return found(evaluate({ decisions: [decision(decided)], orders: [order({ ...RUNS, ...ordered })] }), "INTEGRITY", on);
  }

  it.each<[string, Partial<Decision>, string, string[]]>([
    ["a running decision", {}, "2022-11-30", []],
    ["a decision on its last day", { to: day("2022-11-30") }, "2022-11-30", []],
    ["a decision the day after its last", { to: day("2022-11-30") }, "2022-12-01", WARNS],
    ["a decision the day before it is ended", { endedOn: day("2022-11-30") }, "2022-11-29", []],
    ["a decision on the day that it is ended", { endedOn: day("2022-11-30") }, "2022-11-30", WARNS],
    ["a rejected decision", { outcome: "AVSLAG" }, "2022-03-20", WARNS],
    ["another board's ended decision", { intervention: "FTJ", law: "FTJ", to: day("2022-11-29") }, "2022-11-30", WARNS],
    ["a decision that starts later", { from: day("2022-12-01") }, "2022-11-30", []],
    ["a decision that would start later but is ended", { from: day("2022-12-01"), endedOn: day("2023-01-01") }, "2022-11-30", WARNS],
    ["that decision on its first day", { from: day("2022-12-01"), endedOn: day("2023-01-01") }, "2022-12-01", []],
  ])("on %s (%j) gives on %s %j", (_what, decided, on, findings) => {
    expect(onEnded(decided, on)).toEqual(findings);
  });

  it.each<[string, Partial<Order>, string[]]>([
    ["on its first day", { startsOn: day("2022-12-05") }, WARNS],
    ["that begins the day after", { startsOn: day("2022-12-06") }, []],
    ["without a start, on the day it is made", { orderedOn: day("2022-12-05"), startsOn: null }, WARNS],
    ["on its last day", { endsOn: day("2022-12-05") }, WARNS],
    ["past its last day", { endsOn: day("2022-12-04") }, []],
  ])("%s, on an ended decision gives %j", (_what, ordered, findings) => {
    expect(onEnded({ to: day("2022-11-30") }, "2022-12-05", ordered)).toEqual(findings);
  });

  it.each<[string, Partial<Decision>, string]>([
    ["has passed its last day", { to: day("2022-11-30") }, ""],
    ["was closed", { endedOn: day("2022-11-20"), to: day("2022-11-30") }, "closed"],
    ["was closed after its last day", { endedOn: day("2022-12-03"), to: day("2022-11-30") }, ""],
    ["was rejected", { outcome: "AVSLAG" }, "rejected"],
    ["has not begun", { from: day("2023-01-01"), endedOn: day("2023-02-01") }, "not-begun"],
  ])("is told so when its decision %s", (_what, decided, variant) => {
    const timelines = evaluate({ decisions: [decision(decided)], orders: [order(RUNS)] });
    const finding = holdingOn(timelines, day("2022-12-05")).find(({ rule }) => rule === "integrity.order-on-ended");
    expect(finding?.variant).toBe(variant);
  });

  it("is the subject, with its decision", () => {
    const timelines = evaluate({ decisions: [decision({ to: day("2022-11-30") })], orders: [order(RUNS)] })
      .filter(({ kind }) => kind === "INTEGRITY");
    expect(timelines.map(({ decision: about, order: on, dueOn, to }) => [about, on, dueOn, to])).toEqual([
      ["2200001", "7100001", null, FOREVER],
    ]);
  });
});
