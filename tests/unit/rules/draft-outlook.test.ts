import { describe, expect, it } from "vitest";
import { day, isoDay } from "../../../gateway/rules/calendar.js";
import { type DraftNotice, draftOutlook, type DraftSurroundings, noticeText } from "../../../gateway/rules/draft-outlook.js";
import type { Decision } from "../../../gateway/rules/facts.js";
import { CATALOGUE, decision } from "./case-facts.js";

/** What is told of a draft of home care from 1 January 2023, decided on 30 November 2022. */
function outlook(changes: Partial<Decision> = {}, around: Partial<DraftSurroundings> = {}): DraftNotice[] {
  const draft = decision({ number: "", watchOn: null, decidedOn: day("2022-11-30"), from: day("2023-01-01"), ...changes });
  return draftOutlook(draft, { deceasedOn: null, protected: false, others: [], area: "AO", district: "HAL", ...around }, CATALOGUE);
}

const told = (notices: readonly DraftNotice[]): string[] =>
  notices.map(({ kind, on, decision: other }) => [kind, other ?? "", on === null ? "" : isoDay(on)].filter(Boolean).join(" "));
const beside = (changes: Partial<Decision>, other: Partial<Decision>): string[] =>
  told(outlook(changes, { others: [decision(other)] })).filter((notice) => /OVERLAPS|REPLACES/.test(notice));

describe("what will follow of a draft", () => {
  it("until further notice: when it is to be executed and reviewed", () => {
    expect(told(outlook())).toEqual(["EXECUTE 2023-02-28", "REVIEW 2024-01-01"]);
  });

  it("with an end: when it ends, and from when its reassessment is watched", () => {
    const notices = outlook({ to: day("2023-06-30") });
    expect(told(notices)).toEqual(["EXECUTE 2023-02-28", "REVIEW 2024-01-01", "EXPIRES 2023-06-30"]);
    expect(noticeText(notices[2]!, "SV", CATALOGUE.names)).toBe("Beslutet upphör den 30 juni 2023. Omprövningen bevakas från den 1 maj 2023.");
  });

  it("by the rule of the area and the intervention", () => {
    expect([told(outlook({ intervention: "LBB" })), told(outlook({ intervention: "BST" }, { area: "SP" }))]).toEqual([
      ["EXECUTE 2023-02-28", "REVIEW 2023-07-01"], ["EXECUTE 2023-02-28", "REVIEW 2023-07-01"],
    ]);
  });

  it("of special transport: nothing, another board decides", () => {
    expect(told(outlook({ intervention: "FTJ", law: "FTJ" }))).toEqual([]);
  });
});

describe("a decision beside a draft from 1 January 2023", () => {
  it.each<[string, Partial<Decision>, Partial<Decision>, string[]]>([
    ["that runs on", {}, { to: null }, ["OVERLAPS_OPEN 2200001"]],
    ["that ends the day before is replaced", {}, { to: day("2022-12-31") }, ["REPLACES 2200001"]],
    ["that ends on that day is replaced", {}, { to: day("2023-01-01") }, ["REPLACES 2200001"]],
    ["that ended two days before is nothing", {}, { to: day("2022-12-30") }, []],
    ["that ends later than the draft overlaps", { to: day("2023-03-31") }, { to: day("2023-06-30") }, ["OVERLAPS 2200001"]],
    ["that begins the day after the draft ends is nothing", { to: day("2023-03-31") }, { from: day("2023-04-01"), to: null }, []],
    ["that begins on the draft's last day overlaps", { to: day("2023-03-31") }, { from: day("2023-03-31"), to: null }, ["OVERLAPS_OPEN 2200001"]],
    ["that is closed before is nothing", {}, { to: null, endedOn: day("2023-01-01") }, []],
    ["that is closed later overlaps until then", {}, { to: null, endedOn: day("2023-01-02") }, ["OVERLAPS_OPEN 2200001"]],
    ["that was rejected is nothing", {}, { to: null, outcome: "AVSLAG" }, []],
  ])("%s", (_, draft, other, expected) => {
    expect(beside(draft, other)).toEqual(expected);
  });
});

describe("the client", () => {
  it("who has died is told first", () => {
    expect(told(outlook({}, { deceasedOn: day("2022-11-20") }))[0]).toBe("CLIENT_DECEASED 2022-11-20");
  });

  it("whose identity is protected is told", () => {
    expect(told(outlook({}, { protected: true }))[0]).toBe("CLIENT_PROTECTED");
  });
});

describe("a sentence", () => {
  it.each(["SV", "EN"] as const)("leaves nothing open in %s", (language) => {
    const notices = outlook({ to: day("2023-06-30") }, {
      deceasedOn: day("2022-11-20"), protected: true,
      others: [decision({ to: null }), decision({ number: "2", to: day("2022-12-31") }), decision({ number: "3", from: day("2023-02-01"), to: day("2023-12-31") })],
    });
    expect(notices.map(({ kind }) => kind)).toEqual(["CLIENT_DECEASED", "CLIENT_PROTECTED", "OVERLAPS_OPEN", "REPLACES", "OVERLAPS", "EXECUTE", "REVIEW"]);
    expect(notices.map((notice) => noticeText(notice, language, CATALOGUE.names)).filter((text) => /[{}]| {2}| \.|null/.test(text))).toEqual([]);
  });
});
