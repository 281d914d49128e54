import type { CaseDecision, CaseFile, CaseOrder } from "../../../extension/operations/case-work.js";

/** An order as the gateway gives it; what a test is about is put in. */
export function orderOf(parts: Partial<CaseOrder> = {}): CaseOrder {
  return {
    id: "B77", provider: { name: "Omsorg AB" }, orderedOn: "2022-01-12", startsOn: "2022-01-15", endsOn: null, hoursPerMonth: 50,
    plans: [{ receivedOn: "2022-02-01", counts: true }], deliveries: [], reminders: [], ...parts,
  };
}

export function decisionOf(parts: Partial<CaseDecision> = {}): CaseDecision {
  return {
    id: "1001", law: "SoL 4:1", intervention: { name: "Hemtjänst" }, outcome: "BIFALL", decidedOn: "2022-01-10", validFrom: "2022-01-15",
    validTo: null, endedOn: null, amount: 12.5, amountUnit: "TIM_VECKA", nextReviewOn: "2023-01-15", followUps: [], orders: [orderOf()], ...parts,
  };
}

export function caseFileOf(parts: Partial<CaseFile> = {}): CaseFile {
  return { fileNumber: "103879-5", decisions: [decisionOf()], onCall: [], costs: [], ...parts };
}
