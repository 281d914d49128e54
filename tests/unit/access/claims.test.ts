import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readClaimMapping } from "../../../gateway/access/claim-mapping.js";
import { claimsOf, viewerOf } from "../../../gateway/access/claims.js";
import type { Viewer } from "../../../gateway/access/viewer.js";
import { ConfigurationError, readConfiguration } from "../../../gateway/configuration.js";

const CASEWORKER = { sub: "ELLI11", roles: ["CASEWORKER"], units: ["HALAO1"] };

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "overblick-claims-"));
});
afterAll(() => rm(folder, { recursive: true }));

describe("claims under our own names", () => {
  test("name several units", () => {
    expect(viewerOf({ ...CASEWORKER, units: ["HALAO1", "HALAO2"] })?.units).toEqual(["HALAO1", "HALAO2"]);
  });

  test("may be a text where there is one alone", () => {
    expect(viewerOf({ sub: "CHEF", roles: "MANAGER", units: "HALAO1" })).toEqual({ subject: "CHEF", roles: ["MANAGER"], units: ["HALAO1"] });
  });

  test.each<[string, object]>([
    ["no subject", { sub: "" }],
    ["a subject that is no text", { sub: 4 as never }],
    ["no role of ours", { roles: ["KING"] }],
    ["roles that are no texts", { roles: [["MANAGER"], { MANAGER: true }] }],
    ["a caseworker without units", { units: [] }],
    ["a caseworker of the whole city", { units: "*" }],
    ["a caseworker of a unit and the whole city", { units: ["HALAO1", "*"] }],
    ["a controller who is a caseworker of the whole city too", { roles: ["CONTROLLER", "CASEWORKER"], units: ["*"] }],
  ])("describe nobody with %s", (_, claims) => {
    expect(viewerOf({ ...CASEWORKER, ...claims })).toBeNull();
  });

  test("give a manager without units no unit", () => {
    expect(viewerOf({ sub: "CHEF", roles: ["MANAGER"] })?.units).toEqual([]);
  });

  test.each<[string, string[], string[] | null]>([
    ["who is a controller of the whole city too the own units", ["HALAO1", "*"], ["HALAO1"]],
    ["of the whole city, by that alone, all of it", ["*"], null],
  ])("give a manager %s", (_, units, expected) => {
    expect(viewerOf({ sub: "CHEF", roles: ["CONTROLLER", "MANAGER"], units })?.units).toEqual(expected);
  });

  test("give a controller of a unit and the whole city the whole city", () => {
    expect(viewerOf({ sub: "CTRL", roles: ["CONTROLLER"], units: ["HALAO1", "*"] })?.units).toBeNull();
  });

  test("give a provider its code and no unit, whatever they say of units", () => {
    expect(viewerOf({ sub: "anna@utforare.example", roles: ["PROVIDER"], units: "*", provider: "U203" })).toEqual({
      subject: "anna@utforare.example", roles: ["PROVIDER"], units: [], provider: "U203",
    });
  });

  test("take a provider's subject for its code where there is no other", () => {
    expect(viewerOf({ sub: "U203", roles: ["PROVIDER"] })?.provider).toBe("U203");
  });

  test("give an integration its types and districts, and keys of persons of its own", () => {
    expect(viewerOf({ sub: "stat", roles: ["INTEGRATION"], units: "*", types: ["DECISION", "ORDER"], districts: ["HAL"] })).toEqual({
      subject: "stat", roles: ["INTEGRATION"], units: null, feed: { types: ["DECISION", "ORDER"], districts: ["HAL"], pseudonyms: "stat" },
    });
  });

  test("give an integration nothing that they don't name", () => {
    expect(viewerOf({ sub: "stat", roles: ["INTEGRATION"] })?.feed).toEqual({ types: [], districts: [], pseudonyms: "stat" });
  });

  test("give an integration everything where they say so", () => {
    expect(viewerOf({ sub: "stat", roles: ["INTEGRATION"], types: "*", districts: "*", pseudonyms: "lake" })?.feed).toEqual({
      types: null, districts: null, pseudonyms: "lake",
    });
  });

  test.each<Viewer>([
    { subject: "ELLI11", roles: ["CASEWORKER"], units: ["HALAO1"], covers: [{ colleague: "NIHA13", from: "2022-11-28", until: "2022-12-02" }] },
    { subject: "stat", roles: ["INTEGRATION"], units: null, feed: { types: null, districts: ["HAL"], pseudonyms: "lake" } },
    { subject: "anna", roles: ["PROVIDER"], units: [], provider: "U203" },
  ])("give back the viewer that they were made of: %#", (viewer) => {
    expect(viewerOf({ ...claimsOf(viewer), sub: viewer.subject })).toEqual(viewer);
  });
});

describe("a cover", () => {
  const covers = (claim: unknown): Viewer["covers"] => viewerOf({ ...CASEWORKER, covers: claim })?.covers;

  test("is of a unit or of a colleague, from a day to a day", () => {
    const unit = { unit: "HALAO2", from: "2022-11-28", until: "2022-12-02" };
    const colleague = { colleague: "NIHA13", from: "2022-11-30", until: "2022-11-30" };
    expect(covers([unit, colleague])).toEqual([unit, colleague]);
  });

  test("may be a text", () => {
    expect(covers(["unit HALAO2 2022-11-28 2022-12-02", "colleague NIHA13 2022-11-28 2022-12-02"])).toEqual([
      { unit: "HALAO2", from: "2022-11-28", until: "2022-12-02" },
      { colleague: "NIHA13", from: "2022-11-28", until: "2022-12-02" },
    ]);
  });

  test.each<[string, unknown]>([
    ["without an end", { unit: "HALAO2", from: "2022-11-28" }],
    ["without a beginning", { unit: "HALAO2", until: "2022-11-28" }],
    ["that ends before it begins", { unit: "HALAO2", from: "2022-12-02", until: "2022-11-28" }],
    ["with a day that does not exist", { unit: "HALAO2", from: "2022-11-28", until: "2022-11-31" }],
    ["with a time of day", { unit: "HALAO2", from: "2022-11-28", until: "2022-12-02T12:00" }],
    ["of a unit and a colleague", { unit: "HALAO2", colleague: "NIHA13", from: "2022-11-28", until: "2022-12-02" }],
    ["of nobody", { from: "2022-11-28", until: "2022-12-02" }],
    ["of several units", { unit: ["HALAO2"], from: "2022-11-28", until: "2022-12-02" }],
    ["in a text with a word too many", "unit HALAO2 2022-11-28 2022-12-02 2023-12-02"],
    ["in a text of something else", "district HAL 2022-11-28 2022-12-02"],
    ["that is a number", 4],
    ["that is null", null],
  ])("is none %s", (_, claim) => {
    expect(covers([claim])).toBeUndefined();
  });
});

describe("CLAIMS_FILE", () => {
  async function mappingOf(text: string) {
    const file = join(folder, "claims.yaml");
    await writeFile(file, text);
    return readClaimMapping(file);
  }

  test("reads groups of the directory, and passes over those that it doesn't name", () => {
    const read = readClaimMapping("docs/claims.example.yaml");
    if (!("mapping" in read)) throw new Error(read.faults.join());
    const groups = ["SOC-Overblick-Handlaggare", "SOC-Enhet-Halsinge-Aldre", "CASEWORKER", "Alla medarbetare", "toString"];
    expect(viewerOf({ sub: "8f4e", signatur: "ELLI11", groups, vikariat: ["colleague NIHA13 2022-11-28 2022-12-02"] }, read.mapping)).toEqual({
      subject: "ELLI11", roles: ["CASEWORKER"], units: ["HALAO1", "HALAO2"],
      covers: [{ colleague: "NIHA13", from: "2022-11-28", until: "2022-12-02" }],
    });
  });

  test("finds a claim within another", async () => {
    const read = await mappingOf("roles:\n  claim: [realm_access, roles]\n");
    if (!("mapping" in read)) throw new Error(read.faults.join());
    expect(viewerOf({ sub: "CHEF", realm_access: { roles: ["MANAGER"] }, units: ["HALAO1"] }, read.mapping)?.roles).toEqual(["MANAGER"]);
  });

  test("lists what is wrong with it, by line", async () => {
    const text = "roles:\n  claim: groups\n  values:\n    Chefer: CHIEF\nunit:\n  claim: units\nsubject:\n  claim: 7\n";
    expect(await mappingOf(text)).toEqual({
      faults: [
        "line 5: unit is not known",
        "line 8: subject / claim must be string",
        "line 8: subject / claim must be array",
        "line 4: roles / values / Chefer is none of CASEWORKER, MANAGER, CONTROLLER, INTEGRATION, OPERATOR, PROVIDER",
        "line 4: roles / values / Chefer must be array",
      ],
    });
  });

  test.each(["", "roles: [", "- a\n", "roles:\n  claim: a\n  claim: b\n"])("that is none is refused: %j", async (text) => {
    expect(await mappingOf(text)).toHaveProperty("faults");
  });

  test("that can't be read is told with all other faults at start", () => {
    const read = (): unknown => readConfiguration({ OIDC_ISSUER: "https://issuer.example", CLAIMS_FILE: join(folder, "none.yaml") });
    expect(read).toThrow(ConfigurationError);
    expect(read).toThrow(/CLAIMS_FILE: .*none\.yaml can't be read \(ENOENT\)[\s\S]*OIDC_AUDIENCE: is missing/);
  });
});
