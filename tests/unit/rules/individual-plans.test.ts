import { describe, expect, it } from "vitest";
import { day, isoDay } from "../../../gateway/rules/calendar.js";
import type { CaseFacts, CityFacts, IndividualPlan } from "../../../gateway/rules/facts.js";
import { decision, evaluate, holdingOn, individualPlan, severityOn } from "./case-facts.js";

const LSS = decision({ law: "LSS 9:9", intervention: "LBV", from: day("2020-03-18") });

/** The findings of one rule on a day, as "about dueOn severity variant". */
function told(
  rule: string, on: string, plans: readonly IndividualPlan[], changes: Partial<CaseFacts> = {}, around: Partial<CityFacts> = { individualPlansCome: true },
): string[] {
  return holdingOn(evaluate({ decisions: [LSS], individualPlans: plans, ...changes }, { area: "FN" }, around), day(on))
    .filter((timeline) => timeline.rule === rule && severityOn(timeline, day(on)) !== null)
    .map((timeline) => `${timeline.about ?? "-"} ${isoDay(timeline.dueOn ?? 0)} ${severityOn(timeline, day(on))} ${timeline.variant}`.trim())
    .sort();
}

describe("plan.individual, offered on 10 May 2022", () => {
  const on = (date: string, plan: Partial<IndividualPlan> = {}, changes: Partial<CaseFacts> = {}): string[] =>
    told("plan.individual", date, [individualPlan(plan)], changes);

  it.each([
    ["2022-05-09", ["- 2020-03-18 WARNING never"]],
    ["2022-05-10", []],
    ["2023-05-09", []],
    ["2023-05-10", ["- 2023-05-10 WARNING"]],
    ["2023-05-11", ["- 2023-05-10 WARNING"]],
    ["2026-01-01", ["- 2023-05-10 WARNING"]],
  ])("on %s is %j", (date, expected) => {
    expect(on(date)).toEqual(expected);
  });

  it("counts from the day it was drawn up where no offer is noted", () => {
    expect([on("2023-05-19", { offeredOn: null }), on("2023-05-20", { offeredOn: null })]).toEqual([[], ["- 2023-05-20 WARNING drawn-up"]]);
  });

  it("counts the offer even where it was drawn up later", () => {
    expect(on("2023-05-10", { drawnUpOn: day("2022-06-30") })).toEqual(["- 2023-05-10 WARNING"]);
  });

  it("counts no coordinated plan", () => {
    expect(on("2022-06-01", { kind: "SIP" })).toEqual(["- 2020-03-18 WARNING never"]);
  });

  it("counts no row without any date", () => {
    expect(on("2022-06-01", { offeredOn: null, drawnUpOn: null })).toEqual(["- 2020-03-18 WARNING never"]);
  });

  it("is answered by a later offer, until that is a year old", () => {
    const plans = [individualPlan(), individualPlan({ ordinal: 2, offeredOn: day("2023-08-31") })];
    expect(["2023-08-30", "2023-08-31", "2024-08-30", "2024-08-31"].map((date) => told("plan.individual", date, plans)))
      .toEqual([["- 2023-05-10 WARNING"], [], [], ["- 2024-08-31 WARNING"]]);
  });

  it("offered on a leap day stands to 28 February, and is asked for from 1 March", () => {
    const leap = { offeredOn: day("2024-02-29") };
    expect([on("2025-02-28", leap), on("2025-03-01", leap)]).toEqual([[], ["- 2025-02-28 WARNING"]]);
  });

  it("offered on 28 February is asked for on 28 February of a leap year", () => {
    const february = { offeredOn: day("2023-02-28") };
    expect([on("2024-02-27", february), on("2024-02-28", february)]).toEqual([[], ["- 2024-02-28 WARNING"]]);
  });

  it("is asked of clients with a running LSS decision alone", () => {
    expect(on("2023-06-01", {}, { decisions: [decision()] })).toEqual([]);
  });

  it("is not asked once the decision has ended", () => {
    const ended = { decisions: [{ ...LSS, to: day("2023-05-31") }] };
    expect([on("2023-05-31", {}, ended), on("2023-06-01", {}, ended)]).toEqual([["- 2023-05-10 WARNING"], []]);
  });

  it("was due, with no offer at all, when the earliest of the running decisions began", () => {
    const later = { ...LSS, number: "2200002", intervention: "LDV", law: "LSS 9:10", from: day("2021-01-01") };
    const ended = { ...LSS, number: "2200003", from: day("2019-01-01"), to: day("2022-05-31") };
    expect(["2022-05-31", "2022-06-01"].map((date) => told("plan.individual", date, [], { decisions: [later, ended, LSS] })))
      .toEqual([["- 2019-01-01 WARNING never"], ["- 2020-03-18 WARNING never"]]);
  });

  it("is not asked in a unit that has never sent its list", () => {
    expect(told("plan.individual", "2023-06-01", [individualPlan()], {}, {})).toEqual([]);
  });
});

describe("plan.individual-followup, to be followed up on 31 March 2023", () => {
  const plan = (changes: Partial<IndividualPlan> = {}): IndividualPlan => individualPlan({ followUpOn: day("2023-03-31"), ...changes });
  const on = (date: string, ...plans: readonly IndividualPlan[]): string[] => told("plan.individual-followup", date, plans);

  it.each([
    ["2023-02-28", []],
    ["2023-03-01", ["IP 2023-03-31 WARNING"]],
    ["2023-03-31", ["IP 2023-03-31 WARNING"]],
    ["2023-04-01", ["IP 2023-03-31 CRITICAL"]],
  ])("on %s is %j", (date, expected) => {
    expect(on(date, plan())).toEqual(expected);
  });

  it("is asked of each type by itself", () => {
    expect(on("2023-04-01", plan(), plan({ kind: "SIP", followUpOn: day("2023-04-15") })))
      .toEqual(["IP 2023-03-31 CRITICAL", "SIP 2023-04-15 WARNING"]);
  });

  it("is asked of the plan that was drawn up last", () => {
    expect(on("2023-04-01", plan({ ordinal: 2 }), plan({ drawnUpOn: day("2022-12-01"), followUpOn: day("2023-12-01") }))).toEqual([]);
  });

  it("is silent when the last plan has no date to be followed up", () => {
    expect(on("2023-04-01", plan(), plan({ ordinal: 2, drawnUpOn: day("2022-12-01"), followUpOn: null }))).toEqual([]);
  });

  it("takes of two plans of one day the row further down", () => {
    expect(on("2023-04-01", plan({ ordinal: 2 }), plan({ ordinal: 1, followUpOn: day("2022-12-01") }))).toEqual(["IP 2023-03-31 CRITICAL"]);
  });

  it.each(["HALFN0", "HALFN9"])("takes of two plans of one day that of the unit's own list, and not of %s, which had the client before", (former) => {
    const plans = [plan({ unit: former, ordinal: 2, followUpOn: day("2022-12-01") }), plan({ unit: "HALFN1" })];
    const timelines = evaluate({ decisions: [LSS], individualPlans: plans }, { area: "FN", unit: "HALFN1" });
    expect(timelines.flatMap(({ rule, dueOn }) => (rule === "plan.individual-followup" && dueOn !== null ? [isoDay(dueOn)] : []))).toEqual(["2023-03-31"]);
  });

  it("does not count a plan that was never drawn up", () => {
    expect(on("2023-04-01", plan({ drawnUpOn: null }))).toEqual([]);
  });

  it("needs no running decision", () => {
    expect(told("plan.individual-followup", "2023-04-01", [plan()], { decisions: [] })).toEqual(["IP 2023-03-31 CRITICAL"]);
  });
});
