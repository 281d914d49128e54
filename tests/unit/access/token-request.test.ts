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
    expect(parseTokenRequest(["--role", role])).toEqual({ subject: role, roles: [name], units: null });
  });

  test("a manager with a unit that unit", () => {
    expect(parseTokenRequest(["--role", "manager", "--unit", "HALAO1"]).units).toEqual(["HALAO1"]);
  });

  test("a provider no unit", () => {
    expect(parseTokenRequest(["--role", "provider", "--subject", "U203"])).toEqual({
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
    ["a provider with a unit", ["--role", "provider", "--subject", "U203", "--unit", "HALAO1"], "a provider has no --unit"],
    ["an empty unit", ["--role", "manager", "--unit", "HALAO1,"], "--unit has an empty code"],
    ["an empty list of units", ["--role", "manager", "--unit", ""], "--unit has an empty code"],
  ])("%s", (_, parameters, message) => {
    expect(() => parseTokenRequest(parameters)).toThrow(message);
  });

  test.each([[["--role", "manager", "--colour", "red"]], [["--role"]], [["manager"]]])("%j", (parameters) => {
    expect(() => parseTokenRequest(parameters)).toThrow(expect.objectContaining({ code: "USAGE" }));
  });
});
