import { describe, expect, it } from "vitest";
import { day } from "../../../gateway/rules/calendar.js";
import { checkDraft, type DecisionDraft, draftedDecision, type DraftCheck } from "../../../gateway/rules/check-draft.js";
import { CATALOGUE, directoryOf, severityOn, STAFF } from "./case-facts.js";

const TODAY = day("2022-11-30");
const UNIT = ["CASEWORKER", "SPECIAL_DELEGATION", "DEPUTY_HEAD", "UNIT_HEAD"];

function check(changes: Partial<DecisionDraft>, district = "HAL"): DraftCheck {
  const draft: DecisionDraft = {
    law: "SoL 4:1", intervention: "HTJ", decidedOn: null, decidedBy: "BIST01", validFrom: null, validTo: null,
    hoursPerMonth: null, hoursPerWeek: null, level: null, ...changes,
  };
  return checkDraft(draft, draftedDecision(draft, TODAY), { area: "AO", district }, directoryOf(STAFF), CATALOGUE, TODAY);
}

function rules(changes: Partial<DecisionDraft>, district?: string): string[] {
  return check(changes, district).findings.map((finding) => `${finding.rule} ${severityOn(finding, TODAY)}`);
}

describe("whether a draft is allowed", () => {
  it.each([
    ["98.5", true], ["99", true], ["99.5", false],
  ])("home care of %s hours a month by a caseworker: %s", (hoursPerMonth, allowed) => {
    expect(check({ hoursPerMonth }).allowed).toBe(allowed);
  });

  it("warns at exactly 99 hours", () => {
    expect(rules({ hoursPerMonth: "99" })).toEqual(["delegation.home-care-hours WARNING"]);
  });

  it("is over the limit by hours a week", () => {
    expect(check({ hoursPerWeek: "22.85" }).allowed).toBe(false);
  });

  it("listens to hours a month when both are given", () => {
    expect(check({ hoursPerMonth: "80", hoursPerWeek: "40" }).allowed).toBe(true);
  });

  it("is allowed for special delegation", () => {
    expect(check({ hoursPerMonth: "120", decidedBy: "SARS01" }).allowed).toBe(true);
  });

  it("is judged by the rule of its own date", () => {
    expect(check({ hoursPerMonth: "120", decidedOn: day("2021-12-31") }).allowed).toBe(true);
  });

  it("is not allowed for somebody without delegation that day", () => {
    expect(check({ decidedBy: "SLUT01" }).allowed).toBe(false);
  });

  it("is allowed, with a warning, when nobody is named", () => {
    expect(rules({ decidedBy: null })).toEqual(["delegation.holder WARNING"]);
  });

  it("is not allowed in the unit for special transport", () => {
    expect(check({ intervention: "FTJ", law: "FTJ" }).allowed).toBe(false);
  });

  it("is allowed for much personal assistance, with a warning", () => {
    expect(rules({ intervention: "PAS", law: "LSS 9:2", hoursPerWeek: "20.5" })).toEqual(["delegation.assistance-hours WARNING"]);
  });
});

describe("who may decide", () => {
  it.each([
    ["anyone of the unit when no rule is met", {}, UNIT],
    ["anyone of the unit at exactly the limit", { hoursPerMonth: "99" }, UNIT],
    ["special delegation and up over the limit", { hoursPerMonth: "99.5" }, ["SPECIAL_DELEGATION", "DEPUTY_HEAD", "UNIT_HEAD"]],
    ["the heads for a care home", { intervention: "VOB" }, ["DEPUTY_HEAD", "UNIT_HEAD"]],
    ["another board for special transport", { intervention: "FTJ" }, ["OTHER_BOARD"]],
    ["the state too for over 20 hours of assistance", { intervention: "PAS", hoursPerWeek: "20.5" }, [...UNIT, "STATE"]],
    ["the unit for 20 hours of assistance", { intervention: "PAS", hoursPerWeek: "20" }, UNIT],
  ])("%s", (_what, changes, expected) => {
    expect(check(changes).requiredRoles).toEqual(expected);
  });

  it("is another board for special transport, whoever drafts it", () => {
    expect(check({ intervention: "FTJ", decidedBy: "NAMND1" }).requiredRoles).toEqual(["OTHER_BOARD"]);
  });
});

describe("what could not be judged", () => {
  it.each([
    ["home care without hours is the hours", { intervention: "HTJ" }, ["HOURS"]],
    ["assistance without hours is the hours", { intervention: "PAS", law: "LSS 9:2" }, ["HOURS"]],
    ["home care with hours a week is nothing", { hoursPerWeek: "10" }, []],
    ["a contact person without hours is nothing: no rule has a limit in them", { intervention: "KTP" }, []],
    ["home care without hours, before the rule came, is nothing", { decidedOn: day("2009-12-31") }, []],
  ] as const)("in %s", (_what, changes, expected) => {
    expect(check(changes).unjudged).toEqual(expected);
  });
});

describe("delegation.consult", () => {
  it("tells a caseworker in Skärholmen to consult the head", () => {
    expect(rules({}, "SKH")).toEqual(["delegation.consult INFO"]);
  });

  it("does not tell the head", () => {
    expect(rules({ decidedBy: "CHEF01" }, "SKH")).toEqual([]);
  });

  it("does not tell a caseworker elsewhere", () => {
    expect(rules({})).toEqual([]);
  });
});

it("speaks of no decision, since there is none yet", () => {
  expect(check({ hoursPerMonth: "120" }).findings[0]?.decision).toBeNull();
});
