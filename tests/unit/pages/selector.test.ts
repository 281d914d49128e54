import { describe, expect, it } from "vitest";
import { isSelector, weaknessesOf } from "../../../schema/adapter/selector.js";

describe("selectors that browsers understand", () => {
  it.each([
    "td", "table.lista tr:has(td)", "table[id$='_gvKlienter'] > tbody > tr:is(.gvRad, .gvAltRad)", "td:nth-child(2)", "tr:nth-child(2n + 1)", "input[name=akt]",
    "a[href*='akt=']", "form[name=klient] tr:nth-child(2) > td.ledtext:first-child + td > b", "tr:not(.pager):has(> td)", "#akt, .akt", ":scope > td", "[data-akt]", "tr:has(> td > a):not(:has(th))",
  ])("%s", (selector) => {
    expect(isSelector(selector)).toBe(true);
  });
});

describe("what is no selector", () => {
  it.each(["", "table[", "tr:(", "tr:has(td", "> td", "td >", "td:first", "td:contains('Akt')", "tr:nth-child(andra)", "tr:has(td:has(b))", "a[href!='x']", "td::before", "td:hover()", "td < tr", "tr:is()", "..x"])("%j", (selector) => {
    expect(isSelector(selector)).toBe(false);
  });
});

describe("weak sides of a selector", () => {
  it.each([
    ["td:nth-child(2)", ["POSITION"]],
    ["tr:has(td:first-child > b)", ["POSITION"]],
    ["#ctl00_MainContent_ctl17_gvKlienter tr", ["COUNTED_NAME"]],
    ["input[name='ctl00$ctl17$txt']", ["COUNTED_NAME"]],
    ["body > table > tbody > tr > td > table", ["LONG"]],
    ["table[id$='_gvKlienter'] tr:has(td)", []],
    ["table.lista tr:has(td)", []],
  ])("%s: %j", (selector, weaknesses) => {
    expect(weaknessesOf(selector)).toEqual(weaknesses);
  });
});
