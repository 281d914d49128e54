import { describe, expect, it } from "vitest";
import { draftState, fieldsOfFinding, fieldsOfNotice, fieldsOfUnjudged } from "../../../extension/overlay/draft.js";
import type { FieldReading, FormReading } from "../../../extension/pages/read-form.js";

const element = document.createElement("input");
const read = (value: string | number): FieldReading => ({ state: "READ", value, element });
const EMPTY: FieldReading = { state: "EMPTY", element };
const MISSING: FieldReading = { state: "MISSING" };

const FILLED: FormReading["fields"] = { law: read("SoL 4:1"), intervention: read("HTJ"), hoursPerMonth: read(99.5), decidedBy: read("NIHA13"), decidedOn: read("2022-11-30"), validFrom: read("2022-12-01") };
const form = (fields: FormReading["fields"], key: FormReading["key"] = { fileNumber: "103879-5" }): FormReading => ({ key, fields, notice: null });

describe("a form", () => {
  it("is checked by what is read of it and by nothing else", () => {
    expect(draftState(form(FILLED))).toEqual({
      kind: "READY", assumed: [], open: [], absent: [],
      draft: { fileNumber: "103879-5", law: "SoL 4:1", intervention: "HTJ", decidedOn: "2022-11-30", decidedBy: "NIHA13", validFrom: "2022-12-01", hoursPerMonth: 99.5 },
    });
  });

  it("is not checked where it can't be read whose it is, or only by a personal number", () => {
    expect(draftState(form(FILLED, null))).toEqual({ kind: "NO_CASE" });
    expect(draftState(form(FILLED, { personalNumber: "197104289892" }))).toEqual({ kind: "NO_CASE" });
  });

  it("is not checked without intervention or statute, and says which", () => {
    expect(draftState(form({ ...FILLED, law: EMPTY, intervention: EMPTY }))).toEqual({ kind: "INCOMPLETE", fields: ["intervention", "law"] });
  });

  it("is not checked where one of these is not on the page: that is not the same as empty", () => {
    expect(draftState(form({ ...FILLED, law: MISSING }))).toEqual({ kind: "ABSENT", fields: ["law"] });
    expect(draftState(form({ law: read("SoL 4:1") }))).toEqual({ kind: "ABSENT", fields: ["intervention"] });
  });

  it("is checked by the intervention's own statute where the adapter names no field for it, as contract 5's example, and tells so", () => {
    expect(draftState(form({ intervention: read("HTJ"), hoursPerMonth: EMPTY, decidedBy: EMPTY }))).toEqual({
      kind: "READY", draft: { fileNumber: "103879-5", intervention: "HTJ" }, assumed: ["law", "decidedBy", "decidedOn", "validFrom"], open: ["hoursPerMonth"], absent: [],
    });
  });

  it.each(["intervention", "hoursPerMonth", "validTo"] as const)("is not checked while %s holds something that is not understood: nothing is guessed", (name) => {
    expect(draftState(form({ ...FILLED, [name]: { state: "UNCLEAR", element, shown: "tolv" } }))).toEqual({ kind: "UNCLEAR", fields: [{ name, shown: "tolv" }] });
  });

  it("tells what is assumed for what is empty", () => {
    expect(draftState(form({ ...FILLED, decidedBy: EMPTY, decidedOn: EMPTY, validFrom: MISSING }))).toMatchObject({ assumed: ["decidedBy", "decidedOn", "validFrom"] });
  });

  it("tells which fields that limits are about are empty; hours of a month are enough", () => {
    const open = { ...FILLED, hoursPerWeek: EMPTY, level: EMPTY };
    expect(draftState(form(open))).toMatchObject({ open: ["level"] });
    expect(draftState(form({ ...open, hoursPerMonth: EMPTY }))).toMatchObject({ open: ["hoursPerMonth", "hoursPerWeek", "level"] });
  });

  it("tells which fields the page does not have", () => {
    expect(draftState(form({ ...FILLED, level: MISSING }))).toMatchObject({ kind: "READY", absent: ["level"] });
  });
});

describe("the fields that a warning is about", () => {
  const draft = { fileNumber: "103879-5", law: "SoL 4:1", intervention: "HTJ" };
  const rule = (unit?: string) => ({ id: "r", version: "1", parameters: unit === undefined ? [] : [{ name: "limit", unit }] });

  it.each([
    ["level", draft, ["level"]],
    ["hoursPerMonth", { ...draft, hoursPerMonth: 120 }, ["hoursPerMonth"]],
    ["hoursPerMonth", { ...draft, hoursPerWeek: 30 }, ["hoursPerWeek"]],
    ["hoursPerWeek", draft, ["hoursPerWeek"]],
  ])("with a limit in %s are those that it was compared with", (unit, about, fields) => {
    expect(fieldsOfFinding({ kind: "DELEGATION", rule: rule(unit) }, about)).toEqual(fields);
  });

  it("without a limit are who decides and about what", () => {
    expect(fieldsOfFinding({ kind: "DELEGATION", rule: rule() }, draft)).toEqual(["intervention", "decidedBy"]);
  });

  it.each([
    ["CLIENT_DECEASED", []],
    ["OVERLAPS", ["validFrom", "validTo"]],
    ["REPLACES", ["validFrom"]],
    ["EXPIRES", ["validTo"]],
  ] as const)("of %s are %j", (kind, fields) => {
    expect(fieldsOfNotice({ kind })).toEqual(fields);
  });
});

describe("the fields that a limit which was not judged is about", () => {
  it.each([
    ["HOURS", ["hoursPerWeek", "level"], ["hoursPerWeek"]],
    ["HOURS", ["hoursPerMonth", "hoursPerWeek"], ["hoursPerMonth", "hoursPerWeek"]],
    ["HOURS", [], ["hoursPerMonth"]],
    ["LEVEL", [], ["level"]],
  ] as const)("with %s unknown and %j empty are %j", (fact, open, fields) => {
    expect(fieldsOfUnjudged(fact, open)).toEqual(fields);
  });
});
