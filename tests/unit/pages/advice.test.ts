import { describe, expect, it } from "vitest";
import { INTERVENTIONS, LAWS } from "../../../gateway/sources/legacy-extract/codes.js";
import type { AdapterPage, DecisionFormPage } from "../../../schema/adapter/adapter.js";
import { adapterAdvice } from "../../../schema/adapter/check-adapter.js";
import { DRAFT_CODES } from "../../../schema/adapter/draft-codes.js";

const FORM: DecisionFormPage = {
  kind: "decision-form", id: "beslut", match: { url: "/beslut" }, key: { select: "#akt", as: "fileNumber" },
  fields: { law: { select: "#lag", values: { "4": "SoL 4:1" } }, intervention: { select: "#insats", values: { "101": "HTJ" } }, decidedBy: { select: "#vem", values: { "7": "egen kod" } } },
};

const advice = (page: AdapterPage): string[] =>
  adapterAdvice({ system: "demo", title: "Demo", version: 1, hosts: ["https://demo.example.se/*"], pages: [page] }).map(({ path, weakness }) => `${path.slice(2).join("/")} ${weakness}`);

describe("a decision form", () => {
  it("that can be checked has nothing to think of", () => {
    expect(advice(FORM)).toEqual([]);
  });

  it("whose case is read by personal number: no draft can be checked", () => {
    expect(advice({ ...FORM, key: { ...FORM.key, as: "personalNumber" } })).toEqual(["key/as NO_FILE_NUMBER"]);
  });

  it("with a value that is called what contract 1 does not have", () => {
    const fields = { ...FORM.fields, law: { select: "#lag", values: { "4": "SoL 4" } }, intervention: { select: "#insats", values: { "101": "HTJ", "102": "HEMTJ" } } };
    expect(advice({ ...FORM, fields })).toEqual(["fields/law/values/4 UNKNOWN_CODE", "fields/intervention/values/102 UNKNOWN_CODE"]);
  });
});

describe("the codes of a draft", () => {
  it("are those that sources read", () => {
    expect(DRAFT_CODES).toEqual({ law: LAWS, intervention: INTERVENTIONS });
  });
});
