import { describe, expect, it } from "vitest";
import { day } from "../../../gateway/rules/calendar.js";
import { Catalogue } from "../../../gateway/rules/catalogue.js";
import type { CaseFacts, Decision, Order } from "../../../gateway/rules/facts.js";
import { CATALOGUE, decision, evaluate, found, holdingOn, nextDueOn, order, plan, segment } from "./case-facts.js";

/** Ordered on 2022-11-01, begun on 2022-11-05: a plan is due on 2022-11-15. */
function missing(on: string, changes: Partial<Order> = {}, more: Partial<CaseFacts> = {}): string[] {
  return found(evaluate({ orders: [order(changes)], ...more }), "PLAN_MISSING", on);
}

describe("plan.missing", () => {
  it.each([
    ["2022-10-31", []],
    ["2022-11-01", ["plan.missing INFO"]],
    ["2022-11-09", ["plan.missing INFO"]],
    ["2022-11-10", ["plan.missing WARNING"]],
    ["2022-11-15", ["plan.missing WARNING"]],
    ["2022-11-16", ["plan.missing CRITICAL"]],
  ])("on %s is %j", (on, expected) => {
    expect(missing(on)).toEqual(expected);
  });

  it("stands from the day of the order to the start of an order that begins late", () => {
    expect(missing("2022-12-24", { startsOn: day("2023-01-01") })).toEqual(["plan.missing CRITICAL"]);
  });

  it("is silent before an order without a start was made", () => {
    expect(missing("2022-10-31", { startsOn: null })).toEqual([]);
  });

  it("stands from the start of an order that began before it was written", () => {
    expect(missing("2022-10-20", { startsOn: day("2022-10-20") })).toEqual(["plan.missing INFO"]);
  });

  it("stands on the order's last day", () => {
    expect(missing("2022-11-20", { endsOn: day("2022-11-20") })).toEqual(["plan.missing CRITICAL"]);
  });

  it("is gone the day after the order's last day", () => {
    expect(missing("2022-11-21", { endsOn: day("2022-11-20") })).toEqual([]);
  });

  it("is gone on the day that a plan is received", () => {
    expect(missing("2022-11-12", {}, { plans: [plan({ receivedOn: day("2022-11-12") })] })).toEqual([]);
  });

  it("does not know of a plan the day before it is received", () => {
    expect(missing("2022-11-11", {}, { plans: [plan({ receivedOn: day("2022-11-12") })] })).toEqual(["plan.missing WARNING"]);
  });

  it.each(["TRY", "MAT", "RFT", "FTJ"])("asks for no plan for %s", (intervention) => {
    expect(missing("2022-11-30", {}, { decisions: [decision({ intervention })] })).toEqual([]);
  });

  it("counts its date as next though it is an information only", () => {
    const timelines = evaluate({ orders: [order()] });
    expect(nextDueOn(timelines, day("2022-11-02"))).toBe(day("2022-11-15"));
  });
});

describe("the order's decision", () => {
  const decided = (changes: Partial<Decision>, on: string): string[] => missing(on, {}, { decisions: [decision(changes)] });

  it("may begin later", () => {
    expect(decided({ from: day("2022-12-01") }, "2022-11-30")).toEqual(["plan.missing CRITICAL"]);
  });

  it("does not begin later once it is ended", () => {
    expect(decided({ from: day("2022-12-01"), endedOn: day("2022-12-20") }, "2022-11-30")).toEqual([]);
  });

  it("is running on its last day", () => {
    expect(decided({ to: day("2022-11-30") }, "2022-11-30")).toEqual(["plan.missing CRITICAL"]);
  });

  it("is not running the day after its last day", () => {
    expect(decided({ to: day("2022-11-30") }, "2022-12-01")).toEqual([]);
  });

  it("is not running on the day that it is ended", () => {
    expect(decided({ endedOn: day("2022-11-30") }, "2022-11-30")).toEqual([]);
  });

  it("is granted", () => {
    expect(decided({ outcome: "AVSLAG" }, "2022-11-30")).toEqual([]);
  });

  it("is among the facts: an order whose decision was withdrawn gives nothing", () => {
    expect(missing("2022-11-30", { decision: "2299999" })).toEqual([]);
  });
});

describe("plan.insufficient", () => {
  const returned = plan({ receivedOn: day("2022-11-10"), counts: false });
  const insufficient = (on: string, plans: CaseFacts["plans"]): string[] =>
    found(evaluate({ orders: [order()], plans }), "PLAN_INSUFFICIENT", on);

  it.each([
    ["2022-11-09", []],
    ["2022-11-10", ["plan.insufficient WARNING"]],
    ["2022-11-24", ["plan.insufficient WARNING"]],
    ["2022-11-25", ["plan.insufficient CRITICAL"]],
  ])("on %s is %j", (on, expected) => {
    expect(insufficient(on, [returned])).toEqual(expected);
  });

  it("is cured by a better plan on its day", () => {
    expect(insufficient("2022-11-20", [returned, plan({ version: 2, receivedOn: day("2022-11-20") })])).toEqual([]);
  });

  it("stands the day before the better plan", () => {
    expect(insufficient("2022-11-19", [returned, plan({ version: 2, receivedOn: day("2022-11-20") })])).toEqual(["plan.insufficient WARNING"]);
  });

  it("listens to the higher version of the same day", () => {
    expect(insufficient("2022-11-12", [{ ...returned, version: 2 }, plan({ version: 1 })])).toEqual(["plan.insufficient WARNING"]);
  });

  it("listens to the provider's receipt after the case system's plan of the same day", () => {
    expect(insufficient("2022-11-12", [plan({ source: "PROVIDER", version: 0, counts: false }), plan()])).toEqual(["plan.insufficient WARNING"]);
  });

  it("listens to the later line of two receipts of the same day", () => {
    const receipt = plan({ source: "PROVIDER", version: 0 });
    expect(insufficient("2022-11-12", [{ ...receipt, line: 9, counts: false }, { ...receipt, line: 4 }])).toEqual(["plan.insufficient WARNING"]);
  });

  it("says how a plan of the case system failed", () => {
    const timelines = evaluate({ orders: [order()], plans: [returned] });
    expect(holdingOn(timelines, day("2022-11-12")).find((timeline) => timeline.kind === "PLAN_INSUFFICIENT")?.variant).toBe("returned");
  });
});

describe("a unit that begins with this system", () => {
  const beginsWith = (from: string): Catalogue =>
    new Catalogue(CATALOGUE.rules, CATALOGUE.names, new Map([["HALAO1", day(from)]]), "test");
  const missingSince = (from: string): string[] =>
    found(evaluate({ orders: [order()] }, segment(), {}, beginsWith(from)), "PLAN_MISSING", "2022-11-30");

  it("asks for plans of orders made on that day", () => {
    expect(missingSince("2022-11-01")).toEqual(["plan.missing CRITICAL"]);
  });

  it("asks for none of orders made the day before", () => {
    expect(missingSince("2022-11-02")).toEqual([]);
  });
});
