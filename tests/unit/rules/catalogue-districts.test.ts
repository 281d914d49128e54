import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { day } from "../../../gateway/rules/calendar.js";
import { type Catalogue, loadCatalogue } from "../../../gateway/rules/catalogue.js";
import { catalogueFolder } from "../../../gateway/rules/catalogue-file.js";
import { CatalogueError } from "../../../gateway/rules/catalogue-problem.js";
import { parameterValue, type Rule } from "../../../gateway/rules/rule.js";

const folders: string[] = [];
afterEach(() => folders.splice(0).forEach((folder) => rmSync(folder, { recursive: true })));

/** The catalogue with one more file. */
function withFile(path: string, content: string): string {
  const folder = mkdtempSync(join(tmpdir(), "catalogue-"));
  folders.push(folder);
  cpSync(catalogueFolder(), folder, { recursive: true });
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), content);
  return folder;
}

function faults(path: string, content: string): string[] {
  try {
    loadCatalogue(withFile(path, content));
    return [];
  } catch (error) {
    if (!(error instanceof CatalogueError)) throw error;
    return error.problems.map((problem) => `${problem.file}:${problem.line} ${problem.message}`);
  }
}

/** What a district writes that wants plans after ten days from 2023 on, and no more. */
const TEN_DAYS = `rules:
  - id: plan.missing
    version: "SKH 2023"
    extends: "1"
    districts: [SKH]
    validFrom: 2023-01-01
    parameters:
      - { name: dueDays, value: 10 }
    source: Beslut i stadsdelsnämnden 2022-12-13
`;
const tenDays = (): Catalogue => loadCatalogue(withFile("SKH/2023.yaml", TEN_DAYS));
const ruleOn = (catalogue: Catalogue, on: string, district: string): Rule => catalogue.rule("plan.missing", day(on), district)!;

describe("a rule that extends another version of itself", () => {
  it("has its own number from its own day, in its own district", () => {
    const catalogue = tenDays();
    const days = (on: string, district: string): number => parameterValue(ruleOn(catalogue, on, district), "dueDays");
    expect([days("2022-12-31", "SKH"), days("2023-01-01", "SKH"), days("2023-01-01", "HAL")]).toEqual([14, 10, 14]);
  });

  it("inherits all else: the other numbers, for what it holds, and its text with the own number in it", () => {
    const rule = ruleOn(tenDays(), "2023-01-01", "SKH");
    expect(parameterValue(rule, "warningDays")).toBe(5);
    expect(rule.exceptInterventions).toEqual(new Set(["TRY", "MAT", "RFT", "FTJ"]));
    expect(rule.text.SV).toBe("Utförarens genomförandeplan ska vara tillbaka senast 10 dagar efter beställningen.");
    expect(rule.messages.size).toBeGreaterThan(0);
  });

  it("tells where it stands, and what it extends", () => {
    expect(ruleOn(tenDays(), "2023-01-01", "SKH").place).toEqual({ file: "SKH/2023.yaml", line: 2, extends: "1" });
  });

  it("inherits neither districts nor dates nor source", () => {
    const again = `${TEN_DAYS}  - { id: plan.missing, version: "SKH 2023b", extends: "SKH 2023", districts: [SKH], validFrom: 2023-07-01, source: Beslut 2023 }\n`;
    const catalogue = loadCatalogue(withFile("SKH/2023.yaml", again.replace("validFrom: 2023-01-01", "validFrom: 2023-01-01\n    validTo: 2023-06-30")));
    const rule = ruleOn(catalogue, "2023-07-01", "SKH");
    expect([rule.version, rule.validTo, rule.source, parameterValue(rule, "dueDays")]).toEqual(["SKH 2023b", null, "Beslut 2023", 10]);
  });

  it("stands where its rule stands: of reviews that fall on one day the later names the finding", () => {
    const often = TEN_DAYS.replace("plan.missing", "review.annual").replace("dueDays, value: 10", "intervalMonths, value: 12");
    const { rules } = loadCatalogue(withFile("SKH/2023.yaml", often));
    const reviews = rules.filter(({ id }) => id.startsWith("review.")).map(({ id, version }) => `${id} ${version}`);
    expect(reviews.slice(0, 3)).toEqual(["review.annual 1", "review.annual SKH 2023", "review.housing 1"]);
  });
});

describe("faults of districts' files are told by file and line", () => {
  it.each<[string, string, string, string]>([
    ["a version that is not there", 'extends: "1"', 'extends: "9"', "SKH/2023.yaml:4 plan.missing has no version 9 to extend"],
    ["a version that extends itself", 'extends: "1"', 'extends: "SKH 2023"', "SKH/2023.yaml:4 plan.missing version SKH 2023 extends itself"],
    ["a number that is not inherited", "name: dueDays", "name: afterDays", "SKH/2023.yaml:7 afterDays is not inherited: give its unit and localDefault"],
    ["another district's rule", "[SKH]", "[HAL]", "SKH/2023.yaml:5 a rule of SKH's folder is for [SKH]"],
    ["a rule for all districts", "    districts: [SKH]\n", "", "SKH/2023.yaml:2 a rule of SKH's folder is for [SKH]"],
    ["another year's rule", "2023-01-01", "2022-01-01", "SKH/2023.yaml:6 a rule that begins 2022-01-01 stands in SKH/2022.yaml"],
    ["a rule without a first day", "    validFrom: 2023-01-01\n", "", "SKH/2023.yaml:2 a rule that begins undated stands in SKH/undated.yaml"],
    ["a rule that neither extends nor says everything", '    extends: "1"\n', "", "SKH/2023.yaml:2 /rules/0 must have required property 'kind'"],
  ])("%s", (_, from, to, fault) => {
    expect(faults("SKH/2023.yaml", TEN_DAYS.replace(from, to))).toContain(fault);
  });

  it("two versions that hold at the same time", () => {
    const second = `${TEN_DAYS}  - { id: plan.missing, version: "SKH 2023b", extends: "1", districts: [SKH], validFrom: 2023-07-01, source: Beslut 2023 }\n`;
    expect(faults("SKH/2023.yaml", second)).toEqual([
      "SKH/2023.yaml:10 plan.missing version SKH 2023b holds on the same days and in the same districts as version SKH 2023",
    ]);
  });

  it("the schema is the project's own, wherever the catalogue lies", () => {
    const folder = withFile("SKH/2023.yaml", TEN_DAYS);
    rmSync(join(folder, "catalogue.schema.json"));
    expect(loadCatalogue(folder).rules.length).toBeGreaterThan(0);
    expect(readFileSync(join(folder, "SKH", "2023.yaml"), "utf8")).toBe(TEN_DAYS);
  });
});
