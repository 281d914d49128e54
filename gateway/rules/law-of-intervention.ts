import { type Day, day } from "./calendar.js";

/** From then on decisions are made under the Social Services Act of 2025 (contract 1, `lagrum`). */
const NEW_SOCIAL_SERVICES_ACT = day("2025-07-01");

/** Interventions that have a statute of their own (contract 1, `insats`); all others are of the Social Services Act. */
const OWN_LAWS: ReadonlyMap<string, string> = new Map([
  ["PAS", "LSS 9:2"], ["LLE", "LSS 9:3"], ["LKP", "LSS 9:4"], ["LAV", "LSS 9:5"], ["LKV", "LSS 9:6"], ["LKT", "LSS 9:7"],
  ["LBB", "LSS 9:8"], ["LBV", "LSS 9:9"], ["LDV", "LSS 9:10"], ["RFT", "RFT"], ["FTJ", "FTJ"],
]);

/** The statute that an intervention is granted under by a decision of a day, by contract 1. */
export function lawOfIntervention(intervention: string, decidedOn: Day): string {
  return OWN_LAWS.get(intervention) ?? (decidedOn < NEW_SOCIAL_SERVICES_ACT ? "SoL 4:1" : "SoL25 11:1");
}
