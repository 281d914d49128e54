import type { FindingKind } from "../operations/overlay.js";
import type { Worklist, WorklistCounts, WorklistFinding } from "../operations/worklist.js";

/** A row of the worklist: a finding, and whether the person's identity is protected. */
export type WorklistEntry = Worklist["edges"][number];

/** The parts of a worklist, in the gateway's order: overdue, without a date or due today, due later, acknowledged. */
export const GROUPS = ["OVERDUE", "NOW", "AHEAD", "ACKNOWLEDGED"] as const;
export type GroupName = (typeof GROUPS)[number];

export interface Group {
  readonly name: GroupName;
  readonly entries: readonly WorklistEntry[];
  /** How many there are on all pages. */
  readonly total: number;
}

const COUNTED = { OVERDUE: "overdue", NOW: "now", AHEAD: "ahead", ACKNOWLEDGED: "acknowledged" } as const satisfies Record<GroupName, string>;

/** How many findings of a part there are on all pages. @param kinds of these alone; none: of all */
export function totalOf(name: GroupName, { kinds: counts }: WorklistCounts, kinds: readonly FindingKind[]): number {
  return counts.filter(({ kind }) => kinds.length === 0 || kinds.includes(kind)).reduce((sum, count) => sum + count[COUNTED[name]], 0);
}

/** @param on the gateway's day */
export function groupOf({ acknowledgement, dueOn, overdueDays }: WorklistFinding, on: string): GroupName {
  if (acknowledgement !== null) return "ACKNOWLEDGED";
  if (overdueDays !== null) return "OVERDUE";
  return dueOn === null || dueOn === on ? "NOW" : "AHEAD";
}

/** The rows in their parts; a part without rows is left out. */
export function grouped(entries: readonly WorklistEntry[], counts: WorklistCounts, kinds: readonly FindingKind[]): Group[] {
  return GROUPS.map((name) => ({
    name,
    entries: entries.filter(({ node }) => groupOf(node, counts.on) === name),
    total: totalOf(name, counts, kinds),
  })).filter((group) => group.entries.length > 0);
}

/** Whether a row is of a kind that was chosen. @param kinds none: all */
export function isChosen({ node }: WorklistEntry, kinds: readonly FindingKind[]): boolean {
  return kinds.length === 0 || kinds.includes(node.kind);
}

/**
 * Whether a row is what was searched for: every word stands in it somewhere. Of a protected person only the file number is
 * searched, as only that is shown.
 * @param names what caseworkers are called, by signature
 */
export function isFound({ node, protected: isProtected }: WorklistEntry, search: string, names: ReadonlyMap<string, string>): boolean {
  const { fileNumber, title, why, decision, order, caseworker } = node;
  const text = (isProtected ? [fileNumber] : [fileNumber, title, why, decision, order, caseworker, names.get(caseworker ?? "")]).join(" ").toLowerCase();
  return search.toLowerCase().split(/\s+/).every((word) => text.includes(word));
}
