import { describe, expect, it } from "vitest";
import { day } from "../../../gateway/rules/calendar.js";
import type { CaseSegment, CaseworkerPeriod, Decision } from "../../../gateway/rules/facts.js";
import { CATALOGUE, decision, directoryOf, evaluate, found, period, STAFF } from "./case-facts.js";

const HGL_2013 = { district: "HGL", unit: "HGLAO1" };

function delegation(
  changes: Partial<Decision>, on = "2022-11-30", place: Partial<CaseSegment> = {}, periods: readonly CaseworkerPeriod[] = STAFF,
): string[] {
  return found(evaluate({ decisions: [decision(changes)] }, place, { periods: directoryOf(periods) }), "DELEGATION", on);
}

describe("delegation.home-care-hours", () => {
  const hours = (amount: string, changes: Partial<Decision> = {}): string[] =>
    delegation({ amount, decidedBy: "BIST01", ...changes });

  it.each([
    ["98.99", []],
    ["99", ["delegation.home-care-hours WARNING"]],
    ["99.0", ["delegation.home-care-hours WARNING"]],
    ["99.01", ["delegation.home-care-hours CRITICAL"]],
  ])("of %s hours a month by a caseworker gives %j", (amount, expected) => {
    expect(hours(amount)).toEqual(expected);
  });

  it.each(["CHEF01", "BITR01", "SARS01"])("lets %s decide", (decidedBy) => {
    expect(hours("200", { decidedBy })).toEqual([]);
  });

  it.each(["CHEF01", "BITR01", "SARS01"])("has nothing to ask %s at exactly the limit", (decidedBy) => {
    expect(hours("99", { decidedBy })).toEqual([]);
  });

  it("counts hours a week", () => {
    expect(hours("22.85", { amountUnit: "TIM_VECKA" })).toEqual(["delegation.home-care-hours CRITICAL"]);
  });

  it("does not read a level as hours", () => {
    expect(hours("200", { amountUnit: "NIVA" })).toEqual([]);
  });

  it("holds from the first decision date of 2022", () => {
    expect(hours("120", { decidedOn: day("2022-01-01") })).toEqual(["delegation.home-care-hours CRITICAL"]);
  });

  it("does not hold for a decision of the day before", () => {
    expect(hours("120", { decidedOn: day("2021-12-31") })).toEqual([]);
  });

  it("does not hold in another district", () => {
    expect(delegation({ amount: "120", decidedBy: "BIST01" }, "2022-11-30", { district: "SKH" })).toEqual([]);
  });

  it("says nothing of what a court decided", () => {
    expect(hours("120", { byCourt: true })).toEqual([]);
  });

  it("says nothing on the day that the decision is ended", () => {
    expect(hours("120", { endedOn: day("2022-11-30") })).toEqual([]);
  });

  it("says nothing before the decision runs", () => {
    expect(hours("120", { from: day("2022-12-01") })).toEqual([]);
  });
});

describe("delegation.home-care-level", () => {
  const level = (value: number, decidedOn: string, decidedBy = "BIST01"): string[] =>
    delegation({ level: value, decidedOn: day(decidedOn), decidedBy, from: day("2012-12-01") }, "2014-05-01", HGL_2013);

  it.each([
    [13, []],
    [14, ["delegation.home-care-level WARNING"]],
    [15, ["delegation.home-care-level CRITICAL"]],
  ])("of level %i by a caseworker gives %j", (value, expected) => {
    expect(level(value, "2013-06-01")).toEqual(expected);
  });

  it("lets special delegation decide", () => {
    expect(level(15, "2013-06-01", "SARS01")).toEqual([]);
  });

  it.each([
    ["2012-12-31", 0], ["2013-01-01", 1], ["2013-12-31", 1], ["2014-01-01", 0],
  ])("of a decision of %s gives %i findings", (decidedOn, count) => {
    expect(level(15, decidedOn)).toHaveLength(count);
  });

  it("does not hold in Hägersten-Älvsjö", () => {
    expect(delegation({ level: 15, decidedBy: "BIST01" })).toEqual([]);
  });
});

describe("delegation.housing", () => {
  it.each(["VOB", "SVH", "KTV"])("keeps %s from special delegation in Hägersten-Älvsjö 2022", (intervention) => {
    expect(delegation({ intervention, decidedBy: "SARS01" })).toEqual(["delegation.housing CRITICAL"]);
  });

  it.each(["CHEF01", "BITR01"])("lets %s decide", (decidedBy) => {
    expect(delegation({ intervention: "VOB", decidedBy })).toEqual([]);
  });

  it.each([["VOB", 1], ["SVH", 1], ["KTV", 0]])("of %s in Hägersten-Liljeholmen 2013 gives %i findings", (intervention, count) => {
    const changes = { intervention, decidedBy: "BIST01", decidedOn: day("2013-06-01"), from: day("2013-06-01") };
    expect(delegation(changes, "2013-07-01", HGL_2013)).toHaveLength(count);
  });
});

describe("delegation.other-board", () => {
  const transport = { intervention: "FTJ", law: "FTJ" };

  it("finds special transport decided by one of the unit", () => {
    expect(delegation({ ...transport, decidedBy: "CHEF01" })).toEqual(["delegation.other-board CRITICAL"]);
  });

  it("finds one decided by somebody who had left by then", () => {
    expect(delegation({ ...transport, decidedBy: "SLUT01" })).toEqual(["delegation.other-board CRITICAL"]);
  });

  it("shows the row that makes the signature one of the unit's", () => {
    const [finding] = evaluate({ decisions: [decision({ ...transport, decidedBy: "SLUT01" })] }).filter((timeline) => timeline.kind === "DELEGATION");
    expect(finding?.evidence.find((item) => item.fact === "CASEWORKER")?.key).toBe("SLUT01/2010-01-01");
  });

  it("leaves the board's own signatures alone", () => {
    expect(delegation({ ...transport, decidedBy: "NAMND1" })).toEqual([]);
  });

  it("leaves a decision without a signature alone", () => {
    expect(delegation({ ...transport, decidedBy: null })).toEqual([]);
  });
});

describe("delegation.assistance-hours", () => {
  const assistance = (amount: string, amountUnit: string): string[] =>
    delegation({ intervention: "PAS", law: "LSS 9:2", amount, amountUnit }, "2022-11-30", { area: "FN" });

  it.each([
    ["20", "TIM_VECKA", []],
    ["20.01", "TIM_VECKA", ["delegation.assistance-hours WARNING"]],
    ["86.66", "TIM_MAN", []],
    ["86.67", "TIM_MAN", ["delegation.assistance-hours WARNING"]],
  ])("of %s %s gives %j even when the head decided", (amount, unit, expected) => {
    expect(assistance(amount, unit)).toEqual(expected);
  });
});

describe("delegation.holder", () => {
  it("finds a signature that nobody has", () => {
    expect(delegation({ decidedBy: "OKAND1" })).toEqual(["delegation.holder CRITICAL"]);
  });

  it("accepts a decision on the last day of a period", () => {
    expect(delegation({ decidedBy: "SLUT01", decidedOn: day("2022-03-09") })).toEqual([]);
  });

  it("finds a decision on the day after the period", () => {
    expect(delegation({ decidedBy: "SLUT01", decidedOn: day("2022-03-10") })).toEqual(["delegation.holder CRITICAL"]);
  });

  it("accepts a decision on the first day of a period", () => {
    expect(delegation({ decidedBy: "NY0001" }, "2022-11-30", {}, [period("NY0001", "BIST", "2022-03-10")])).toEqual([]);
  });

  it("finds a decision on the day before the period", () => {
    expect(delegation({ decidedBy: "NY0001" }, "2022-11-30", {}, [period("NY0001", "BIST", "2022-03-11")])).toEqual(["delegation.holder CRITICAL"]);
  });

  it("finds an administrator", () => {
    expect(delegation({ decidedBy: "ADMI01" })).toEqual(["delegation.holder CRITICAL"]);
  });

  it("takes the widest of several roles", () => {
    const periods = [period("TVA001", "ADM"), period("TVA001", "BIST", "2020-01-01"), period("TVA001", "SARSK", "2021-01-01")];
    expect(delegation({ decidedBy: "TVA001", amount: "120" }, "2022-11-30", {}, periods)).toEqual([]);
  });

  it("silences the other rules", () => {
    expect(delegation({ decidedBy: "ADMI01", amount: "120" })).toEqual(["delegation.holder CRITICAL"]);
  });

  it("warns when there is no signature", () => {
    expect(delegation({ decidedBy: null })).toEqual(["delegation.holder WARNING"]);
  });

  it("silences nothing when there is no signature", () => {
    expect(delegation({ decidedBy: null, intervention: "VOB" })).toEqual(["delegation.holder WARNING", "delegation.housing CRITICAL"]);
  });
});

it("is explained by the rule of the decision date, also when that rule holds no longer", () => {
  const changes = { intervention: "VOB", decidedBy: "BIST01", decidedOn: day("2013-06-01"), from: day("2013-06-01") };
  const [finding] = evaluate({ decisions: [decision(changes)] }, HGL_2013).filter((timeline) => timeline.kind === "DELEGATION");
  expect(finding && CATALOGUE.ruleOf(finding, day("2014-05-01"), "HGL")?.version).toBe("2013");
});

it("tells no made decision to consult", () => {
  expect(delegation({ decidedBy: "BIST01" }, "2022-11-30", { district: "SKH" })).toEqual([]);
});
