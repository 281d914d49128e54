import { describe, expect, test } from "vitest";
import { parseTokenRequest } from "../../../gateway/access/token-request.js";

describe("npm run token gives", () => {
  test("a caseworker the subject and the units", () => {
    expect(parseTokenRequest(["--role", "caseworker", "--unit", "HALAO1,HALAO2", "--subject", "ELLI11"])).toEqual({
      subject: "ELLI11",
      roles: ["CASEWORKER"],
      units: ["HALAO1", "HALAO2"],
    });
  });

  test.each([
    ["manager", "MANAGER"],
    ["controller", "CONTROLLER"],
    ["integration", "INTEGRATION"],
    ["operator", "OPERATOR"],
  ])("a %s without units the whole city", (role, name) => {
    expect(parseTokenRequest(["--role", role])).toMatchObject({ subject: role, roles: [name], units: null });
  });

  test("a manager with a unit that unit", () => {
    expect(parseTokenRequest(["--role", "manager", "--unit", "HALAO1"]).units).toEqual(["HALAO1"]);
  });

  test("an integration all types and districts, and nobody else any", () => {
    expect(parseTokenRequest(["--role", "integration", "--subject", "lake"]).feed).toEqual({ types: null, districts: null, pseudonyms: "lake" });
    expect(parseTokenRequest(["--role", "controller"])).not.toHaveProperty("feed");
  });

  test("a caseworker the covers", () => {
    const covers = ["--cover", "unit HALAO2 2022-11-28 2022-12-02", "--cover", "colleague NIHA13 2022-11-30 2022-11-30"];
    expect(parseTokenRequest(["--role", "caseworker", "--unit", "HALAO1", "--subject", "ELLI11", ...covers]).covers).toEqual([
      { unit: "HALAO2", from: "2022-11-28", until: "2022-12-02" },
      { colleague: "NIHA13", from: "2022-11-30", until: "2022-11-30" },
    ]);
  });

  test.each([[[]], [["--unit", "HALAO1"]]])("a provider no unit, with %j", (unit) => {
    expect(parseTokenRequest(["--role", "provider", "--subject", "U203", ...unit])).toEqual({
      subject: "U203",
      roles: ["PROVIDER"],
      units: [],
    });
  });
});

describe("npm run token refuses", () => {
  test.each([
    ["no role", [], "--role is missing"],
    ["an unknown role", ["--role", "king"], "--role is not known"],
    ["a role in capitals", ["--role", "MANAGER"], "--role is not known"],
    ["a caseworker without subject", ["--role", "caseworker", "--unit", "HALAO1"], "a caseworker needs --subject"],
    ["a caseworker without unit", ["--role", "caseworker", "--subject", "ELLI11"], "a caseworker needs --unit"],
    ["a provider without subject", ["--role", "provider"], "a provider needs --subject"],
    ["a cover without an end", ["--role", "manager", "--cover", "unit HALAO2 2022-11-28"], "--cover is no"],
    ["a cover for an operator", ["--role", "operator", "--cover", "unit HALAO2 2022-11-28 2022-12-02"], "--cover is not for the role operator"],
    ["an empty unit", ["--role", "manager", "--unit", "HALAO1,"], "--unit has an empty code"],
    ["an empty list of units", ["--role", "manager", "--unit", ""], "--unit has an empty code"],
  ])("%s", (_, parameters, message) => {
    expect(() => parseTokenRequest(parameters)).toThrow(message);
  });

  test.each([[["--role", "manager", "--colour", "red"]], [["--role"]], [["manager"]]])("%j", (parameters) => {
    expect(() => parseTokenRequest(parameters)).toThrow(expect.objectContaining({ code: "USAGE" }));
  });
});
