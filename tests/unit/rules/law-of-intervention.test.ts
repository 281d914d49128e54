import { expect, it } from "vitest";
import { day } from "../../../gateway/rules/calendar.js";
import { lawOfIntervention } from "../../../gateway/rules/law-of-intervention.js";
import { CATALOGUE } from "./case-facts.js";

it.each([
  ["HTJ", "2022-11-30", "SoL 4:1"], ["HTJ", "2025-06-30", "SoL 4:1"], ["HTJ", "2025-07-01", "SoL25 11:1"],
  ["PAS", "2022-11-30", "LSS 9:2"], ["LDV", "2025-07-01", "LSS 9:10"], ["RFT", "2022-11-30", "RFT"], ["FTJ", "2025-07-01", "FTJ"],
])("%s decided on %s is granted under %s", (intervention, on, law) => {
  expect(lawOfIntervention(intervention, day(on))).toBe(law);
});

it("every LSS intervention of contract 1 has a section of its own", () => {
  const laws = [...CATALOGUE.names.interventions.keys()].map((code) => lawOfIntervention(code, day("2022-11-30"))).filter((law) => law.startsWith("LSS"));
  expect([laws.length, new Set(laws).size]).toEqual([9, 9]);
});
