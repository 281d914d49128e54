import type { CaseOverlay, FindingKind } from "../operations/overlay.js";
import type { ShownStatus } from "../texts.js";
import { pressing } from "./urgency.js";

/** What a list is counted and filtered by: a status, a kind of finding, or LATE, that a day to keep has passed. */
export type ListPart = ShownStatus | "LATE" | FindingKind;

/** Statuses that a row can be looked for by: nobody looks for those with nothing to do. */
export const STATUS_PARTS = ["OVERDUE", "ATTENTION", "UNKNOWN"] as const satisfies readonly ShownStatus[];

/** What units speak of first comes first. The order never changes, so that a button stays where it was. */
export const KIND_PARTS = [
  "LATE", "PLAN_MISSING", "DELEGATION", "REVIEW_DUE", "REASSESSMENT_DUE", "EXECUTION_LATE", "WATCH_MISSING", "PLAN_INSUFFICIENT",
  "INDIVIDUAL_PLAN", "DELIVERY_NOT_STARTED", "DELIVERY_DEVIATION", "HANDOVER", "LEVEL_MISSING", "PRICE", "ALARM_REPEATED", "INTEGRITY", "OUTREACH",
] as const satisfies readonly ListPart[];

/** A part that has a button. */
export type FilterPart = (typeof STATUS_PARTS)[number] | (typeof KIND_PARTS)[number];

/** What a row is found by. Of a protected person the status alone, as its badge says. */
export function partsOf({ status, findings, ...overlay }: Pick<CaseOverlay, "findings" | "protected"> & { readonly status: ShownStatus }): ReadonlySet<ListPart> {
  const parts = new Set<ListPart>([status]);
  if (overlay.protected) return parts;
  for (const { kind, overdueDays } of pressing(findings)) {
    parts.add(kind);
    if (overdueDays !== null && overdueDays > 0) parts.add("LATE");
  }
  return parts;
}

/**
 * Whether a row is one to look at: one of the parts that are chosen, or, when none is, whatever is not fine. A row of which
 * nothing is known is not fine.
 */
export function isLookedFor(overlay: Parameters<typeof partsOf>[0], chosen: ReadonlySet<FilterPart>): boolean {
  if (chosen.size === 0) return overlay.status !== "OK";
  const parts = partsOf(overlay);
  return [...chosen].some((part) => parts.has(part));
}
