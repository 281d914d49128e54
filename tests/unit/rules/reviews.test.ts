import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { day, isoDay } from "../../../gateway/rules/calendar.js";
import { Catalogue } from "../../../gateway/rules/catalogue.js";
import type { CaseFacts, CaseSegment } from "../../../gateway/rules/facts.js";
import { CATALOGUE, decision, evaluate, followUp, found, holdingOn, nextDueOn } from "./case-facts.js";

function review(changes: Partial<CaseFacts>, on: string, place: Partial<CaseSegment> = {}): string | null {
  const timeline = holdingOn(evaluate(changes, place), day(on)).find((candidate) => candidate.kind === "REVIEW_DUE");
  return timeline?.dueOn == null ? null : `${timeline.rule} ${isoDay(timeline.dueOn)}`;
}

const SP = { area: "SP", unit: "HALSP1" };
const FN = { area: "FN", unit: "HALFN1" };

describe("review.annual", () => {
  const timelines = evaluate({});

  it("is due a year after the decision began when it was never followed up", () => {
    expect(review({}, "2022-11-30")).toBe("review.annual 2023-03-15");
  });

  it("is due a year after the latest follow-up of any type", () => {
    const followUps = [followUp("2022-05-02"), followUp("2022-06-01", "KVAL", { number: "900002" })];
    expect(review({ followUps }, "2022-11-30")).toBe("review.annual 2023-06-01");
  });

  it("does not count a follow-up before its day", () => {
    expect(review({ followUps: [followUp("2022-12-01")] }, "2022-11-30")).toBe("review.annual 2023-03-15");
  });

  it("counts a follow-up on its day", () => {
    expect(review({ followUps: [followUp("2022-12-01")] }, "2022-12-01")).toBe("review.annual 2023-12-01");
  });

  it("counts from the decision's first day when the follow-up came before it", () => {
    expect(review({ followUps: [followUp("2022-03-01")] }, "2022-11-30")).toBe("review.annual 2023-03-15");
  });

  it("is no finding 31 days ahead", () => {
    expect(found(timelines, "REVIEW_DUE", "2023-02-12")).toEqual([]);
  });

  it("warns 30 days ahead", () => {
    expect(found(timelines, "REVIEW_DUE", "2023-02-13")).toEqual(["review.annual WARNING"]);
  });

  it("warns on the day", () => {
    expect(found(timelines, "REVIEW_DUE", "2023-03-15")).toEqual(["review.annual WARNING"]);
  });

  it("is critical the day after", () => {
    expect(found(timelines, "REVIEW_DUE", "2023-03-16")).toEqual(["review.annual CRITICAL"]);
  });

  it("is due on 28 February when counted from a leap day", () => {
    expect(review({ decisions: [decision({ from: day("2020-02-29") })] }, "2020-06-01")).toBe("review.annual 2021-02-28");
  });

  it.each([
    ["rejected", { outcome: "AVSLAG" }],
    ["not begun", { from: day("2022-12-01") }],
    ["past its last day", { to: day("2022-11-29") }],
    ["ended that day", { endedOn: day("2022-11-30") }],
    ["ended on its last day", { to: day("2022-11-30"), endedOn: day("2022-11-30") }],
    ["another board's", { intervention: "FTJ", law: "FTJ" }],
  ])("does not speak of a decision that is %s", (_what, changes) => {
    expect(review({ decisions: [decision(changes)] }, "2022-11-30")).toBeNull();
  });

  it.each([
    ["partly granted", { outcome: "DELAVSLAG" }],
    ["on its last day", { to: day("2022-11-30") }],
    ["ended the day after", { endedOn: day("2022-12-01") }],
    ["on its first day", { from: day("2022-11-30") }],
  ])("speaks of a decision that is %s", (_what, changes) => {
    expect(review({ decisions: [decision(changes)] }, "2022-11-30")).not.toBeNull();
  });

  it("says nothing of a dead client", () => {
    expect(evaluate({}, { dead: true })).toEqual([]);
  });
});

describe("the earliest rule is due", () => {
  it("names housing, further down in the table, when a year is due by both", () => {
    expect(review({ decisions: [decision({ intervention: "VOB" })] }, "2022-11-30")).toBe("review.housing 2023-03-15");
  });

  it("keeps housing due when the follow-up was not of its types", () => {
    const followUps = [followUp("2022-06-01", "RESURS")];
    expect(review({ decisions: [decision({ intervention: "VOB" })], followUps }, "2022-11-30")).toBe("review.housing 2023-03-15");
  });

  it("follows child housing up after six months, clamped to the month's end", () => {
    const decisions = [decision({ intervention: "LBB", law: "LSS 9:8", from: day("2022-08-31") })];
    expect(review({ decisions }, "2022-11-30", FN)).toBe("review.child-housing 2023-02-28");
  });

  it("asks for DUR every six months in social psychiatry", () => {
    expect(review({ followUps: [followUp("2022-06-01", "ORD")] }, "2022-11-30", SP)).toBe("review.dur 2022-09-15");
  });

  it("starts DUR anew by a DUR follow-up", () => {
    expect(review({ followUps: [followUp("2022-06-01", "DUR")] }, "2022-11-30", SP)).toBe("review.dur 2022-12-01");
  });

  it("names resource measurement, further down, when DUR is due the same day", () => {
    expect(review({ decisions: [decision({ intervention: "BST" })] }, "2022-11-30", SP)).toBe("review.resource 2022-09-15");
  });

  it("names DUR when it is due before the resource measurement", () => {
    const facts = { decisions: [decision({ intervention: "BST" })], followUps: [followUp("2022-06-01", "RESURS")] };
    expect(review(facts, "2022-11-30", SP)).toBe("review.dur 2022-09-15");
  });

  it("asks for no DUR outside social psychiatry", () => {
    expect(review({ decisions: [decision({ intervention: "BST" })] }, "2022-11-30")).toBe("review.annual 2023-03-15");
  });
});

describe("review.watch-date", () => {
  const watched = (watchOn: string): Partial<CaseFacts> => ({ decisions: [decision({ watchOn: day(watchOn) })] });

  it("is due instead when it is the day before the rule's date", () => {
    expect(review(watched("2023-03-14"), "2022-11-30")).toBe("review.watch-date 2023-03-14");
  });

  it("gives way on the rule's own date", () => {
    expect(review(watched("2023-03-15"), "2022-11-30")).toBe("review.annual 2023-03-15");
  });

  it("counts on the decision's first day", () => {
    expect(review(watched("2022-03-15"), "2022-11-30")).toBe("review.watch-date 2022-03-15");
  });

  it("does not count before the decision's first day", () => {
    expect(review(watched("2022-03-14"), "2022-11-30")).toBe("review.annual 2023-03-15");
  });

  it("is answered by a follow-up on the same day", () => {
    expect(review({ ...watched("2022-10-01"), followUps: [followUp("2022-10-01")] }, "2022-11-30")).toBe("review.annual 2023-10-01");
  });

  it("stands when the follow-up was the day before", () => {
    expect(review({ ...watched("2022-10-01"), followUps: [followUp("2022-09-30")] }, "2022-11-30")).toBe("review.watch-date 2022-10-01");
  });

  it("is answered by a follow-up before the decision began", () => {
    const facts = { decisions: [decision({ watchOn: day("2022-03-15") })], followUps: [followUp("2022-03-15")] };
    expect(review(facts, "2022-11-30")).toBe("review.annual 2023-03-15");
  });

  it("is critical the day after", () => {
    expect(found(evaluate(watched("2022-11-29")), "REVIEW_DUE", "2022-11-30")).toEqual(["review.watch-date CRITICAL"]);
  });
});

describe("WATCH_MISSING", () => {
  const missing = evaluate({ decisions: [decision({ watchOn: null, endedOn: day("2022-11-30") })] });

  it("warns from the first day", () => {
    expect(found(missing, "WATCH_MISSING", "2022-03-15")).toEqual(["review.watch-date WARNING"]);
  });

  it("says nothing before it", () => {
    expect(found(missing, "WATCH_MISSING", "2022-03-14")).toEqual([]);
  });

  it("is gone on the day that the decision is ended", () => {
    expect(found(missing, "WATCH_MISSING", "2022-11-30")).toEqual([]);
  });

  it("has no due date", () => {
    expect(missing.find((timeline) => timeline.kind === "WATCH_MISSING")?.dueOn).toBeNull();
  });

  it("says nothing of another board's decision", () => {
    const timelines = evaluate({ decisions: [decision({ watchOn: null, intervention: "FTJ", law: "FTJ" })] });
    expect(found(timelines, "WATCH_MISSING", "2022-11-30")).toEqual([]);
  });
});

describe("a review rule that begins on a day", () => {
  const annual = CATALOGUE.rules.filter((rule) => rule.id === "review.annual");
  const others = CATALOGUE.rules.filter((rule) => rule.id !== "review.annual");
  const shorter = annual.flatMap((rule) => [
    { ...rule, validTo: day("2022-06-30") },
    { ...rule, version: "2", validFrom: day("2022-07-01"), parameters: rule.parameters.map((each) => ({ ...each, value: each.name === "intervalMonths" ? 3 : each.value })) },
  ]);
  const timelines = evaluate({}, {}, {}, new Catalogue([...shorter, ...others], CATALOGUE.names, new Map(), "test"));
  const dueOn = (on: string): number | null | undefined =>
    holdingOn(timelines, day(on)).find((timeline) => timeline.kind === "REVIEW_DUE")?.dueOn;

  it("does not speak the day before", () => {
    expect(dueOn("2022-06-30")).toBe(day("2023-03-15"));
  });

  it("speaks on that day", () => {
    expect(dueOn("2022-07-01")).toBe(day("2022-06-15"));
  });
});

describe("what the reviews always keep", () => {
  const dates = fc.integer({ min: day("2022-01-01"), max: day("2022-11-30") });
  const kinds = fc.constantFrom("ORD", "DUR", "BOENDE", "KVAL", "RESURS");

  it("never makes a review due earlier by one more follow-up", () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(dates, kinds), { maxLength: 5 }), fc.tuple(dates, kinds),
        fc.constantFrom("HTJ", "VOB", "LBB", "BST"), fc.constantFrom("AO", "SP"),
        (before, extra, intervention, area) => {
          const dueWith = (pairs: readonly (readonly [number, string])[]): number => {
            const followUps = pairs.map(([date, kind], index) => ({ ...followUp("2022-01-01", kind, { number: String(index) }), date }));
            const timelines = evaluate({ decisions: [decision({ intervention, watchOn: day("2022-09-01") })], followUps }, { area });
            return holdingOn(timelines, day("2022-11-30")).find((timeline) => timeline.kind === "REVIEW_DUE")?.dueOn ?? 0;
          };
          expect(dueWith([...before, extra])).toBeGreaterThanOrEqual(dueWith(before));
        },
      ),
    );
  });

  it("counts the review date as next before it is a finding", () => {
    expect(nextDueOn(evaluate({}), day("2022-04-01"))).toBe(day("2023-03-15"));
  });

  it("counts a passed review date as next no longer", () => {
    expect(nextDueOn(evaluate({}), day("2023-03-16"))).toBeNull();
  });
});
