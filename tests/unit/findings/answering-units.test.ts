import { describe, expect, it } from "vitest";
import { answeringUnits, type UnitFact, unitsAnsweringOn } from "../../../gateway/findings/answering-units.js";
import type { Known } from "../../../gateway/findings/known.js";
import { day, FOREVER, isoDay } from "../../../gateway/rules/calendar.js";

function known(code: string, from: string, to: string | null, over: Partial<UnitFact> = {}): Known<UnitFact> {
  const fact = { code, district: "HAL", area: "SP", validTo: null, replacedBy: null, ...over };
  return { fact, from: day(from), to: to === null ? FOREVER : day(to) };
}

function told(versions: readonly Known<UnitFact>[]): string[] {
  return answeringUnits(versions).map(({ unitCode, from, to, answeringUnit, area }) => `${unitCode} ${isoDay(from)} ${isoDay(to)} ${answeringUnit} ${area}`);
}

describe("which unit answers", () => {
  it("is the unit itself from the day on which it became known", () => {
    expect(told([known("U1", "2022-11-28", null)])).toEqual(["U1 2022-11-28 9999-12-31 U1 SP"]);
  });

  it("is its successor from the day after it closed", () => {
    const versions = [known("U1", "2022-11-01", null, { validTo: day("2022-11-29"), replacedBy: "U2" }), known("U2", "2022-11-01", null, { area: "AO" })];
    expect(told(versions).filter((word) => word.startsWith("U1"))).toEqual(["U1 2022-11-01 2022-11-30 U1 SP", "U1 2022-11-30 9999-12-31 U2 AO"]);
  });

  it("is a unit that was withdrawn, as it was", () => {
    expect(told([known("U1", "2022-11-28", "2022-11-30")])).toEqual(["U1 2022-11-28 9999-12-31 U1 SP"]);
  });

  it("is a withdrawn unit until it returns as something else", () => {
    expect(told([known("U1", "2022-11-01", "2022-11-10"), known("U1", "2022-11-20", null, { area: "FN" })]))
      .toEqual(["U1 2022-11-01 2022-11-20 U1 SP", "U1 2022-11-20 9999-12-31 U1 FN"]);
  });

  it("is the successor of a withdrawn unit that closes later", () => {
    const versions = [known("U1", "2022-11-01", "2022-11-10", { validTo: day("2022-11-29"), replacedBy: "U2" }), known("U2", "2022-11-01", null)];
    expect(told(versions).filter((word) => word.startsWith("U1"))).toEqual(["U1 2022-11-01 2022-11-30 U1 SP", "U1 2022-11-30 9999-12-31 U2 SP"]);
  });

  it("is a withdrawn successor, as it was", () => {
    const versions = [known("U1", "2022-11-01", null, { validTo: day("2022-11-05"), replacedBy: "U2" }), known("U2", "2022-11-01", "2022-11-10", { area: "AO" })];
    expect(unitsAnsweringOn(versions, day("2022-11-30")).get("U1")?.area).toBe("AO");
  });

  it("is none before the unit is known", () => {
    expect(unitsAnsweringOn([known("U1", "2022-11-28", null)], day("2022-11-27")).get("U1")).toBeUndefined();
  });
});
