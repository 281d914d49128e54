import type { CaseKey, CaseOverlay, Finding, OverlayStatus } from "../../../extension/operations/overlay.js";

/** A finding as the gateway gives it; what a test is about is put in. */
export function finding(parts: Partial<Finding> = {}): Finding {
  return {
    id: "f1",
    kind: "PLAN_MISSING",
    severity: "CRITICAL",
    dueOn: "2022-11-10",
    overdueDays: 20,
    title: "Genomförandeplan saknas",
    explanation: "Ingen plan har kommit.\nGör så här: påminn utföraren.\nRegel: En plan ska komma inom 14 dagar. Källa: Avtal 4.2.",
    rule: { id: "plan.missing", version: "2022-1" },
    evidence: [
      {
        label: "Beställningsdatum",
        shown: "27 oktober 2022",
        fact: "ORDER",
        key: "B77",
        file: "SOSYS_BESTALL_HAL_20221130.TXT",
        line: 12,
        loadedAt: "2022-11-30T04:10:00+01:00",
      },
    ],
    decision: "1001",
    order: "B77",
    acknowledgement: null,
    mayAcknowledge: true,
    disputes: [],
    reminders: [],
    ...parts,
  };
}

/** An answer for a file number. */
export function overlayOf(fileNumber: string, status: OverlayStatus, parts: Partial<CaseOverlay> = {}): CaseOverlay {
  return {
    key: { fileNumber, personalNumber: null },
    fileNumber: status === "UNKNOWN" || status === "FORBIDDEN" ? null : fileNumber,
    on: "2022-11-30",
    status,
    protected: false,
    findings: status === "OVERDUE" ? [finding()] : [],
    nextDueOn: null,
    dataFrom: "2022-11-30",
    dataLoadedAt: null,
    incompleteBecause: [],
    ...parts,
  };
}

/** The file number of a key; fails for a personal number. */
export function fileNumberOf(key: CaseKey): string {
  if (!("fileNumber" in key)) throw new Error("The test asks for file numbers only");
  return key.fileNumber;
}
