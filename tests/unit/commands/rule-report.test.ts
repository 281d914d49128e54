import { describe, expect, it } from "vitest";
import { checked, compared, date, explained, UsageError } from "../../../gateway/commands/rule-report.js";
import { CATALOGUE } from "../rules/case-facts.js";

const TODAY = date("2022-11-30");

describe("npm run rules -- check", () => {
  it("says how much there is", () => {
    expect(checked(CATALOGUE)).toEqual([expect.stringMatching(/^\d+ rules in \d+ versions and \d+ files, without a fault\.$/)]);
  });
});

describe("npm run rules -- explain", () => {
  it("tells every version, where it stands and what it says", () => {
    const lines = explained(CATALOGUE, "delegation.housing", null, null);
    expect(lines.filter((line) => line.startsWith("delegation."))).toEqual([
      expect.stringMatching(/^delegation\.housing, HAL\/2022\.yaml:\d+$/), expect.stringMatching(/^delegation\.housing, HGL\/2013\.yaml:\d+$/),
    ]);
    expect(lines).toContain("  holds: from 2013-01-01 to 2013-12-31");
    expect(lines).toContain("  may decide: CHEF BITR");
  });

  it("tells the version of a district and day alone", () => {
    expect(explained(CATALOGUE, "delegation.housing", "HGL", date("2013-06-01")).filter((line) => line.startsWith("delegation."))).toHaveLength(1);
    expect(explained(CATALOGUE, "delegation.housing", "HGL", TODAY)).toEqual(["delegation.housing does not hold there and then."]);
  });

  it("tells which numbers are the district's own choice", () => {
    expect(explained(CATALOGUE, "plan.missing", null, null)).toEqual(expect.arrayContaining([
      "  dueDays: 14 dagar (utförarens tid)", "  warningDays: 5 dagar (förvarning), the district's own choice",
    ]));
  });

  it("names the rules that there are when there is no such rule", () => {
    expect(() => explained(CATALOGUE, "no.rule", null, null)).toThrow(UsageError);
  });
});

describe("npm run rules -- diff", () => {
  it("tells what one district has and another has not", () => {
    expect(compared(CATALOGUE, "HAL", "SKH", TODAY)).toEqual([
      expect.stringMatching(/^delegation\.home-care-hours: only in HAL \(HAL\/2022\.yaml:\d+\)$/),
      expect.stringMatching(/^delegation\.housing: only in HAL /), expect.stringMatching(/^delegation\.consult: only in SKH /),
    ]);
  });

  it("tells field by field what differs between two versions", () => {
    const lines = compared(CATALOGUE, "HGL@2013-06-01", "HAL@2022-06-01", TODAY);
    const at = lines.findIndex((line) => line.startsWith("delegation.housing: "));
    expect(lines.slice(at, at + 4)).toEqual([expect.stringContaining("HAL@2022-06-01 (HAL/2022.yaml:"), "  version:", "    - 2013", "    + 2022"]);
    expect(lines).toContain("    + VOB SVH KTV");
  });

  it("says when nothing differs", () => {
    expect(compared(CATALOGUE, "HAL@2022-06-01", "HAL", TODAY)).toEqual(["HAL@2022-06-01 and HAL have the same rules."]);
  });

  it("takes no date that there is not", () => {
    expect(() => compared(CATALOGUE, "HAL@2022-02-30", "HAL", TODAY)).toThrow("2022-02-30 is not a date");
  });
});
