import { describe, expect, it } from "vitest";
import type { DecisionFormPage, FieldRule } from "../../../schema/adapter/adapter.js";
import { readForm } from "../../../extension/pages/read-form.js";
import { readSwedishNumber } from "../../../extension/pages/read-number.js";

const PAGE: DecisionFormPage = {
  kind: "decision-form",
  id: "decision",
  match: {},
  key: { select: "#akt", attribute: "value", as: "fileNumber", pattern: "^(\\d{6}-\\d)$" },
  fields: {},
  notice: { select: "form", place: "before" },
};

/** What is read of one field, in short. */
function field(html: string, name: keyof DecisionFormPage["fields"], rule: FieldRule): string | number {
  document.body.innerHTML = `<form>${html}</form>`;
  const reading = readForm(document, { ...PAGE, fields: { [name]: rule } }).fields[name]!;
  return reading.state === "READ" ? reading.value : reading.state;
}

describe("the client of a form", () => {
  it("is who its field names now", () => {
    document.body.innerHTML = "<form><input id=akt value=103879-5></form>";
    document.querySelector("input")!.value = "104869-6";
    expect(readForm(document, PAGE).key).toEqual({ fileNumber: "104869-6" });
  });

  it("is nobody where the field holds something else", () => {
    document.body.innerHTML = "<form><input id=akt value=nytt></form>";
    expect(readForm(document, PAGE).key).toBeNull();
  });
});

describe("the place of the notice", () => {
  it("is beside the form", () => {
    document.body.innerHTML = "<form><input id=akt></form>";
    expect(readForm(document, PAGE).notice).toEqual({ element: document.querySelector("form"), place: "before" });
  });

  it("is none where nothing can stand", () => {
    document.body.innerHTML = "<table><tr><td>x</table>";
    expect(readForm(document, { ...PAGE, notice: { select: "td", place: "before" } }).notice).toBeNull();
  });
});

describe("a choice", () => {
  const values = { Hemtjänst: "HTJ", "101": "HTJ", Boendestöd: "BST" };
  const select = (selected: string): string =>
    `<select name=insats><option value="">– välj –</option>${["101 Hemtjänst", "Boendestöd Boendestöd", "999 Boendestöd", "101 Boendestöd", "103 Annat"]
      .map((each) => each.split(" "))
      .map(([value, text]) => `<option value="${value}" ${`${value} ${text}` === selected ? "selected" : ""}>${text}</option>`)
      .join("")}</select>`;
  const read = (selected: string): string | number => field(select(selected), "intervention", { select: "select", values });

  it.each([
    ["101 Hemtjänst", "HTJ"],
    ["Boendestöd Boendestöd", "BST"],
    ["999 Boendestöd", "BST"],
    ["", "EMPTY"],
  ])("%s is %s", (selected, value) => {
    expect(read(selected)).toBe(value);
  });

  it("is unclear when its value and its text mean two things", () => {
    expect(read("101 Boendestöd")).toBe("UNCLEAR");
  });

  it("is unclear when the adapter does not know it", () => {
    expect(read("103 Annat")).toBe("UNCLEAR");
  });

  it("is the radio button that is chosen, by its value or its label", () => {
    const radios = '<label><input type=radio name=i value=1>Hemtjänst</label><label><input type=radio name=i value=2 checked>Boendestöd</label>';
    expect(field(radios, "intervention", { select: "input", values })).toBe("BST");
  });

  it("is empty when no radio button is chosen", () => {
    expect(field("<input type=radio name=i value=101>", "intervention", { select: "input", values })).toBe("EMPTY");
  });

  it("does not know names that every object has", () => {
    expect(field("<input value=constructor>", "intervention", { select: "input", values })).toBe("UNCLEAR");
  });
});

describe("other fields", () => {
  it.each([
    ["2022-11-30", "2022-11-30"],
    ["20221130", "2022-11-30"],
    ["2022-02-30", "UNCLEAR"],
    ["30/11 2022", "UNCLEAR"],
    ["  ", "EMPTY"],
  ])("date %j is %s", (text, value) => {
    expect(field(`<input value="${text}">`, "decidedOn", { select: "input" })).toBe(value);
  });

  it("number 99,5 is 99.5 where the adapter says so, and unclear where it does not", () => {
    expect([field("<input value=99,5>", "hoursPerMonth", { select: "input", number: "sv" }), field("<input value=99,5>", "hoursPerMonth", { select: "input" })]).toEqual([99.5, "UNCLEAR"]);
  });

  it.each([
    ["level", "14", 14],
    ["level", 14, 14],
    ["level", 14.5, "UNCLEAR"],
    ["hoursPerMonth", "99.5", 99.5],
    ["hoursPerMonth", "många", "UNCLEAR"],
    ["validFrom", "2022-12-01", "2022-12-01"],
    ["validFrom", "nästa månad", "UNCLEAR"],
  ] as const)("%s that the adapter calls %j is %s: of the field's own kind", (name, called, value) => {
    expect(field("<select><option value=7>Som förut</select>", name, { select: "select", values: { "Som förut": called } })).toBe(value);
  });

  it.each([
    ["<select><option value=14>Nivå 14</select>", 14],
    ["<select><option value=n14>14</select>", 14],
    ["<select><option value=14>14</select>", 14],
    ["<select><option value=7>14</select>", "UNCLEAR"],
    ["<label><input type=radio checked value=7>14</label>", "UNCLEAR"],
  ])("the level of %s is %s: what is sent may be another number than what is seen", (html, value) => {
    expect(field(html, "level", { select: "select, input" })).toBe(value);
  });

  it("a text is as it stands", () => {
    expect(field("<input value=' NIHA13 '>", "decidedBy", { select: "input" })).toBe("NIHA13");
  });

  it("a field that is not there is missing, which is not empty", () => {
    expect(field("", "decidedBy", { select: "input" })).toBe("MISSING");
  });

  it("two fields that could be meant are unclear", () => {
    expect(field("<input value=a><input value=b>", "decidedBy", { select: "input" })).toBe("UNCLEAR");
  });
});

describe("numbers as Swedish pages write them", () => {
  it.each([
    ["99", 99], ["99,5", 99.5], ["99.5", 99.5], ["1 234,5", 1234.5], ["1\u00a0234", 1234], ["-3", -3], ["0,25", 0.25],
    ["1.234", null], ["1,2,3", null], ["12 34", null], ["99 h", null], ["", null],
  ])("%j is %s", (text, number) => {
    expect(readSwedishNumber(text)).toBe(number);
  });
});
