import { describe, expect, it } from "vitest";
import { day, isoDay } from "../../../gateway/rules/calendar.js";
import type { CaseFacts, Decision } from "../../../gateway/rules/facts.js";
import { client, decision, evaluate, found, holdingOn } from "./case-facts.js";

const WARNS = ["handover.65 WARNING"];
const CRITICAL = ["handover.65 CRITICAL"];
const CHILD_WARNS = ["handover.child WARNING"];
const CHILD_CRITICAL = ["handover.child CRITICAL"];

function born(birthDate: string | null, changes: Partial<Decision> = {}): Partial<CaseFacts> {
  return { client: client({ birthDate: birthDate === null ? null : day(birthDate) }), decisions: [decision({ from: day("2015-01-01"), ...changes })] };
}

function handover(on: string, facts: Partial<CaseFacts>, area: string | null = "SP"): string[] {
  return found(evaluate(facts, { area }), "HANDOVER", on);
}

describe("a client born on 30 November 1957", () => {
  it.each([
    ["2022-08-31", []], ["2022-09-01", WARNS], ["2022-11-29", WARNS], ["2022-11-30", CRITICAL], ["2022-12-01", CRITICAL],
    ["2023-11-29", CRITICAL], ["2023-11-30", []],
  ])("gives on %s %j", (on, findings) => {
    expect(handover(on, born("1957-11-30"))).toEqual(findings);
  });
});

describe("a client born on 29 February 1960", () => {
  it.each([
    ["2025-02-27", WARNS], ["2025-02-28", CRITICAL], ["2026-02-27", CRITICAL], ["2026-02-28", []],
  ])("gives on %s %j", (on, findings) => {
    expect(handover(on, born("1960-02-29"))).toEqual(findings);
  });
});

describe("who is handed over to elderly care", () => {
  const ON = "2022-11-30";

  it.each([["SP", CRITICAL], ["FN", CRITICAL], ["AO", []], [null, []]])("clients of area %s: %j", (area, findings) => {
    expect(handover(ON, born("1957-11-30"), area)).toEqual(findings);
  });

  it.each([["SoL 4:1", CRITICAL], ["SoL25 11:1", CRITICAL], ["LSS 9:9", []], ["FTJ", []]])("decisions under %s: %j", (law, findings) => {
    expect(handover(ON, born("1957-11-30", { law }))).toEqual(findings);
  });

  it.each([
    ["ended before", { endedOn: day("2022-11-30") }, []], ["on its last day", { to: day("2022-11-30") }, CRITICAL],
    ["past its last day", { to: day("2022-11-29") }, []], ["rejected", { outcome: "AVSLAG" }, []],
    ["not yet begun", { from: day("2022-12-01") }, []],
  ])("a decision %s: %j", (_what, changes, findings) => {
    expect(handover(ON, born("1957-11-30", changes))).toEqual(findings);
  });

  it("nobody whose birthday is not known", () => {
    expect(handover(ON, born(null))).toEqual([]);
  });
});

describe("a client with several decisions", () => {
  const decisions = [
    decision({ from: day("2015-01-01"), to: day("2022-10-15") }),
    decision({ number: "2200002", from: day("2022-10-01"), intervention: "BST" }),
  ];
  const timelines = evaluate({ client: client({ birthDate: day("1957-11-30") }), decisions }, { area: "SP" });

  it("gets one finding on a day", () => {
    expect(found(timelines, "HANDOVER", "2022-10-10")).toEqual(WARNS);
  });

  it("is told of those that run that day", () => {
    const finding = holdingOn(timelines, day("2022-10-10")).find(({ kind }) => kind === "HANDOVER");
    expect(finding?.evidence.map(({ name, key, value }) => `${name} ${key} ${value}`)).toEqual([
      "client.reachesAgeOn 100000-1 2022-11-30", "decision.intervention 2200001 HTJ", "decision.intervention 2200002 BST",
    ]);
  });

  it("is the subject, not a decision", () => {
    expect(timelines.filter(({ kind, decision: about }) => kind === "HANDOVER" && about !== null)).toEqual([]);
  });
});

describe("a client born on 30 November 2002 with housing for children", () => {
  const child = born("2002-11-30", { law: "LSS 9:8", intervention: "LBB" });

  it.each([
    ["2022-08-31", []], ["2022-09-01", CHILD_WARNS], ["2022-11-29", CHILD_WARNS], ["2022-11-30", CHILD_CRITICAL],
    ["2023-11-29", CHILD_CRITICAL], ["2023-11-30", []],
  ])("gives on %s %j", (on, findings) => {
    expect(handover(on, child, "FN")).toEqual(findings);
  });

  it("gives the same in every area", () => {
    expect(handover("2022-11-30", child, null)).toEqual(CHILD_CRITICAL);
  });

  it("gives the same with supervision of pupils", () => {
    expect(handover("2022-11-30", born("2002-11-30", { law: "LSS 9:7", intervention: "LKT" }))).toEqual(CHILD_CRITICAL);
  });

  it("gives nothing with another intervention", () => {
    expect(handover("2022-11-30", born("2002-11-30", { law: "LSS 9:6", intervention: "LKV" }))).toEqual([]);
  });

  it("is due on the 29th in a leap year, when born on that day", () => {
    const leap = evaluate(born("2004-02-29", { law: "LSS 9:8", intervention: "LBB" })).find(({ kind }) => kind === "HANDOVER");
    expect([isoDay(leap?.criticalFrom ?? 0), isoDay(leap?.to ?? 0)]).toEqual(["2024-02-29", "2025-02-28"]);
  });
});
