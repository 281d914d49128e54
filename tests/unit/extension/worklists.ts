import type { WorklistCounts, WorklistFinding } from "../../../extension/operations/worklist.js";
import type { WorklistEntry } from "../../../extension/worklist/groups.js";

/** The gateway's day in these tests. */
export const TODAY = "2022-11-30";

/** A row of a worklist; what a test is about is put in. */
export function entry(id: string, parts: Partial<WorklistFinding> & { readonly protected?: boolean } = {}): WorklistEntry {
  const { protected: isProtected = false, ...node } = parts;
  return {
    protected: isProtected,
    node: {
      id, kind: "PLAN_MISSING", severity: "CRITICAL", dueOn: "2022-11-10", overdueDays: 20, title: "Genomförandeplan saknas", why: "Ingen plan har kommit.",
      fileNumber: `10387${id}-5`, decision: "1001", order: "B77", unit: "HALAO1", caseworker: "NIHA13", acknowledgement: null, ...node,
    },
  };
}

export const OVERDUE = entry("1");
export const DUE_TODAY = entry("2", { dueOn: TODAY, overdueDays: null, severity: "WARNING" });
export const UNDATED = entry("3", { kind: "DELEGATION", title: "Utanför delegation", dueOn: null, overdueDays: null, decision: "1003", order: null });
export const AHEAD = entry("4", { kind: "REVIEW_DUE", title: "Uppföljning ska göras", dueOn: "2022-12-20", overdueDays: null, severity: "INFO" });
export const ACKNOWLEDGED = entry("5", { acknowledgement: { by: "NIHA13", until: "2022-12-24" }, severity: "INFO" });

/** As the gateway would count these rows, and more of them on later pages. */
export const COUNTS: WorklistCounts = {
  on: TODAY,
  age: { dataFrom: TODAY, dataLoadedAt: "2022-11-30T02:10:00+01:00", incompleteBecause: [] },
  kinds: [
    { kind: "PLAN_MISSING", overdue: 12, now: 1, ahead: 0, acknowledged: 1 },
    { kind: "DELEGATION", overdue: 0, now: 2, ahead: 0, acknowledged: 0 },
    { kind: "REVIEW_DUE", overdue: 0, now: 0, ahead: 30, acknowledged: 0 },
  ],
};
