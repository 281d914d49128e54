import { describe, expect, it } from "vitest";
import { CASE_STYLE } from "../../../extension/overlay/case-style.js";
import { STYLE } from "../../../extension/overlay/style.js";

/** The classes that a sheet gives a look. */
function classesOf(sheet: string): Set<string> {
  return new Set([...sheet.matchAll(/\.([a-z]+)(?=[^;{}]*\{)/g)].map(([, name]) => name!));
}

describe("the sheet of the panel's case", () => {
  it("gives a look to classes of its own, and adds to these alone of what is everybody's", () => {
    const all = classesOf(STYLE);
    expect([...classesOf(CASE_STYLE)].filter((name) => all.has(name)).sort()).toEqual(["field", "findings", "panel", "plain"]);
  });
});
