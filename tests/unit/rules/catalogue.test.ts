import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { day } from "../../../gateway/rules/calendar.js";
import { type Catalogue, loadCatalogue } from "../../../gateway/rules/catalogue.js";
import { catalogueFolder } from "../../../gateway/rules/catalogue-file.js";
import { CatalogueError } from "../../../gateway/rules/catalogue-problem.js";
import { projectRoot } from "../../../gateway/project-root.js";
import { CATALOGUE } from "./case-facts.js";

const folders: string[] = [];
afterEach(() => folders.splice(0).forEach((folder) => rmSync(folder, { recursive: true })));

/** A copy of the catalogue in which some files are changed or added. */
function copyWith(files: Readonly<Record<string, (content: string) => string>>): string {
  const folder = mkdtempSync(join(tmpdir(), "catalogue-"));
  folders.push(folder);
  cpSync(catalogueFolder(), folder, { recursive: true });
  for (const [file, change] of Object.entries(files)) {
    const path = join(folder, file);
    const before = file === "extra.yaml" ? "" : readFileSync(path, "utf8");
    writeFileSync(path, change(before));
  }
  return folder;
}

/** The faults of a catalogue, as "file:line message". */
function faults(folder: string): string[] {
  try {
    loadCatalogue(folder);
    return [];
  } catch (error) {
    if (!(error instanceof CatalogueError)) throw error;
    return error.problems.map((problem) => `${problem.file}:${problem.line} ${problem.message}`);
  }
}

/** A rule file of its own, as a district would add it; the rule's id stands in line 2. */
const EXTRA = `rules:
  - id: review.respite
    version: "1"
    kind: REVIEW_DUE
    evaluator: review
    interventions: [AVL]
    districts: [HAL]
    validFrom: 2023-01-01
    resetBy: [ORD]
    parameters:
      - { name: intervalMonths, value: 3, unit: months, localDefault: true }
      - { name: warningDays, value: 10, unit: days, localDefault: true }
    text: { sv: "Avlösning följs upp var tredje månad.", en: "Respite care is followed up every three months." }
    source: Beslut i enheten 2022
texts:
  review.respite:
    ordinary:
      sv: { title: "Följ upp senast {dueOn}", explanation: "Ingen uppföljning.\\nBoka en." }
      en: { title: "Follow up by {dueOn}", explanation: "No follow-up.\\nBook one." }
    followed-up:
      sv: { title: "Följ upp senast {dueOn}", explanation: "Uppföljd {followUp.date}.\\nBoka nästa." }
      en: { title: "Follow up by {dueOn}", explanation: "Followed up {followUp.date}.\\nBook the next." }
`;
const extra = (change: (text: string) => string): string[] => faults(copyWith({ "extra.yaml": () => change(EXTRA) }));

describe("a district's own rule is one more file", () => {
  const withExtra = (): Catalogue => loadCatalogue(copyWith({ "extra.yaml": () => EXTRA }));

  it("loads", () => {
    expect(withExtra().rule("review.respite", day("2023-01-01"), "HAL")?.source).toBe("Beslut i enheten 2022");
  });

  it("does not hold the day before", () => {
    expect(withExtra().rule("review.respite", day("2022-12-31"), "HAL")).toBeNull();
  });

  it("does not hold in another district", () => {
    expect(withExtra().rule("review.respite", day("2023-01-01"), "SKH")).toBeNull();
  });

  it("gives the catalogue another fingerprint", () => {
    expect(withExtra().fingerprint).not.toBe(CATALOGUE.fingerprint);
  });
});

describe("faults are told by file and line", () => {
  it("of syntax", () => {
    expect(extra((text) => text.replace("[AVL]", "[AVL"))).toEqual([expect.stringMatching(/^extra\.yaml:[67] /)]);
  });

  it("a field that the schema does not know", () => {
    expect(extra((text) => text.replace("validFrom:", "validSince:"))).toEqual([
      'extra.yaml:8 /rules/0 must NOT have additional properties: "validSince"',
    ]);
  });

  it("a number that is text", () => {
    expect(extra((text) => text.replace("value: 10", "value: ten"))).toEqual([
      "extra.yaml:12 /rules/0/parameters/1/value must be number",
    ]);
  });

  it("a missing field", () => {
    expect(extra((text) => text.replace("    source: Beslut i enheten 2022\n", ""))).toEqual([
      "extra.yaml:2 /rules/0 must have required property 'source'",
    ]);
  });

  it("an intervention that does not exist", () => {
    expect(extra((text) => text.replace("[AVL]", "[AVX]"))).toEqual(['extra.yaml:6 "AVX" is not in names.yaml']);
  });

  it("a date that does not exist", () => {
    expect(extra((text) => text.replace("2023-01-01", "2023-02-29"))).toEqual(["extra.yaml:8 2023-02-29 is not a date that exists"]);
  });

  it("a day of measurement that does not come every year", () => {
    expect(faults(copyWith({ "levels.yaml": (text) => text.replace("03-31", "02-29") }))).toEqual(["levels.yaml:9 02-29 does not come every year"]);
  });

  it("a parameter that the evaluator needs", () => {
    expect(extra((text) => text.replace(/.*intervalMonths.*\n/, ""))).toEqual([
      "extra.yaml:10 review.respite lacks parameter intervalMonths, which evaluator review needs",
    ]);
  });

  it("a parameter in the wrong unit", () => {
    expect(extra((text) => text.replace("unit: months", "unit: days"))).toEqual(["extra.yaml:11 intervalMonths is in months"]);
  });

  it("a variant without texts", () => {
    expect(extra((text) => text.slice(0, text.indexOf("    followed-up:")))).toEqual([
      'extra.yaml:16 review.respite lacks the text "followed-up"',
    ]);
  });

  it("a placeholder that nothing fills", () => {
    expect(extra((text) => text.replace("{followUp.date}", "{followUp.dat}"))).toEqual(["extra.yaml:21 unknown placeholder {followUp.dat}"]);
  });

  it("an explanation that does not say what to do", () => {
    expect(extra((text) => text.replace("Ingen uppföljning.\\nBoka en.", "Ingen uppföljning."))).toEqual([
      "extra.yaml:18 an explanation has two lines: why, and what to do",
    ]);
  });

  it("a rule that competes with another of the same id", () => {
    const second = (text: string): string => {
      const rule = text.slice(text.indexOf("  - id:"), text.indexOf("texts:"));
      return text.replace("texts:", `${rule.replace('"1"', '"2"')}texts:`);
    };
    expect(extra(second)).toEqual([
      "extra.yaml:15 review.respite version 2 holds on the same days and in the same districts as version 1",
    ]);
  });

  it("a date of a unit", () => {
    expect(faults(copyWith({ "units.yaml": () => "plansFrom:\n  HALAO1: 2022-02-30\n" }))).toEqual([
      "units.yaml:2 2022-02-30 is not a date that exists",
    ]);
  });

  it("all at once", () => {
    expect(extra((text) => text.replace("[AVL]", "[AVX]").replace("unit: months", "unit: days"))).toHaveLength(2);
  });

  it("in the message of the error", () => {
    expect(() => loadCatalogue(copyWith({ "extra.yaml": () => EXTRA.replace("[AVL]", "[AVX]") }))).toThrow(
      'RULE_CATALOGUE_INVALID: correct the rule catalogue\nextra.yaml:6: "AVX" is not in names.yaml',
    );
  });
});

describe("the city's catalogue", () => {
  it("has a rule for every finding of contract 6", () => {
    const wanted = [
      "alarm.repeated", "delegation.assistance-hours", "delegation.consult", "delegation.holder",
      "delegation.home-care-hours", "delegation.home-care-level", "delegation.housing", "delegation.other-board",
      "delivery.deviation", "delivery.not-started", "delivery.stopped", "execution.court", "execution.late",
      "handover.65", "handover.child", "integrity.deceased", "integrity.identity", "integrity.order-on-ended",
      "level.measured", "plan.individual", "plan.individual-followup", "plan.insufficient", "plan.missing",
      "price.mismatch", "reassessment.before-expiry", "review.annual", "review.child-housing", "review.dur",
      "review.housing", "review.resource", "review.watch-date",
    ];
    expect(wanted.filter((id) => !CATALOGUE.rules.some((rule) => rule.id === id))).toEqual([]);
  });

  it.each([
    ["HAL", "2022-01-01", "2022"], ["HAL", "2021-12-31", undefined], ["HGL", "2013-12-31", "2013"],
    ["HGL", "2014-01-01", undefined], ["SKH", "2022-06-01", undefined],
  ])("has for housing decisions in %s on %s version %s", (district, on, version) => {
    expect(CATALOGUE.rule("delegation.housing", day(on), district)?.version).toBe(version);
  });

  it("lists the rules of all districts when none is asked for", () => {
    expect(CATALOGUE.rulesOn(day("2013-06-01"), null).some((rule) => rule.id === "delegation.home-care-level")).toBe(true);
  });

  it("leaves other districts' rules out when one is asked for", () => {
    expect(CATALOGUE.rulesOn(day("2013-06-01"), "HAL").some((rule) => rule.id === "delegation.home-care-level")).toBe(false);
  });

  it.each([
    ["review.annual", "intervalMonths", 12, false], ["review.annual", "warningDays", 30, true],
    ["reassessment.before-expiry", "warningDays", 60, true], ["plan.missing", "dueDays", 14, false],
    ["plan.insufficient", "dueDays", 14, true], ["delegation.home-care-hours", "limit", 99, false],
    ["execution.late", "dueMonths", 3, false], ["execution.late", "warningDays", 30, true],
    ["integrity.deceased", "closingDays", 6, true], ["handover.65", "ageYears", 65, false],
    ["handover.65", "warningDays", 90, true], ["handover.child", "ageYears", 20, false],
  ])("says of %s that %s is %i, a local default: %s", (id, name, value, localDefault) => {
    const parameter = CATALOGUE.rule(id, day("2022-11-30"), "HAL")?.parameters.find((candidate) => candidate.name === name);
    expect({ value: parameter?.value, localDefault: parameter?.localDefault }).toEqual({ value, localDefault });
  });

  it("lets no unit off plans by default", () => {
    expect(CATALOGUE.plansFrom("HALAO1")).toBeNull();
  });

  it("is found from the project's root", () => {
    expect(catalogueFolder()).toBe(join(projectRoot(), "gateway", "rules", "catalogue"));
  });
});
