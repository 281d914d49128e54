import { describe, expect, it } from "vitest";
import { grouped, groupOf, isFound, totalOf } from "../../../extension/worklist/groups.js";
import { ACKNOWLEDGED, AHEAD, COUNTS, DUE_TODAY, entry, OVERDUE, TODAY, UNDATED } from "./worklists.js";

const NAMES = new Map([["NIHA13", "Nina Harju (NIHA13)"]]);

describe("the parts of a worklist", () => {
  it.each([["OVERDUE", OVERDUE], ["NOW", DUE_TODAY], ["NOW", UNDATED], ["AHEAD", AHEAD], ["ACKNOWLEDGED", ACKNOWLEDGED]])("%s", (name, { node }) => {
    expect(groupOf(node, TODAY)).toBe(name);
  });

  it("come in the order of work, without those that are empty, each with what there is of it on all pages", () => {
    expect(grouped([OVERDUE, DUE_TODAY, UNDATED, AHEAD], COUNTS, []).map(({ name, entries, total }) => [name, entries.length, total])).toEqual([
      ["OVERDUE", 1, 12], ["NOW", 2, 3], ["AHEAD", 1, 30],
    ]);
  });

  it("count the kinds that are chosen", () => {
    expect([totalOf("NOW", COUNTS, ["DELEGATION"]), totalOf("NOW", COUNTS, ["DELEGATION", "PLAN_MISSING"]), totalOf("OVERDUE", COUNTS, ["REVIEW_DUE"])]).toEqual([2, 3, 0]);
  });
});

describe("a search", () => {
  it.each(["103871", "plan SAKNAS", "b77 niha13", "nina harju", "", "  "])("finds %j", (search) => {
    expect(isFound(OVERDUE, search, NAMES)).toBe(true);
  });

  it.each(["103872", "plan delegation"])("does not find %j", (search) => {
    expect(isFound(OVERDUE, search, NAMES)).toBe(false);
  });

  it("finds a protected person by the file number alone, as nothing else is shown", () => {
    const hidden = entry("1", { protected: true });
    expect([isFound(hidden, "103871-5", NAMES), isFound(hidden, "plan", NAMES), isFound(hidden, "Nina", NAMES)]).toEqual([true, false, false]);
  });
});
