import { operation } from "./operation.js";

/** How a page that an adapter matched was understood (contract 5, "An adapter that stops fitting is noticed"). */
const OUTCOMES = ["RECOGNISED", "NO_ROWS", "NO_KEYS", "FEW_KEYS", "NO_PLACES", "UNKNOWN_KEYS", "IN_THE_WAY"] as const;
export type PageOutcome = (typeof OUTCOMES)[number];

/** Counts of one page at one moment; never content. */
export interface PageHealth {
  readonly system: string;
  readonly page: string;
  readonly outcome: PageOutcome;
  readonly rows: number;
  /** Rows without a key that is certain. */
  readonly withoutKey: number;
  /** Of these, rows where something stands that does not fit the adapter's pattern. */
  readonly unfit: number;
  /** Keys that the gateway does not know, or not for this caller. */
  readonly unknown: number;
}

/** Whether something that arrived is such a report, and nothing more: no content of a page may slip along. */
export function isPageHealth(value: unknown): value is PageHealth {
  if (typeof value !== "object" || value === null) return false;
  const { system, page, outcome, ...counts } = value as Record<string, unknown>;
  const isText = (text: unknown): boolean => typeof text === "string" && /^[a-z][a-z0-9-]{0,39}$/.test(text);
  const names = Object.keys(counts).sort().join();
  return (
    isText(system) && isText(page) && OUTCOMES.some((each) => each === outcome) && names === "rows,unfit,unknown,withoutKey" &&
    Object.values(counts).every((count) => Number.isInteger(count) && (count as number) >= 0)
  );
}

/** Tells the gateway how pages were understood. Answers how many reports it counted. */
export const reportPageHealthOperation = /* @__PURE__ */ operation<{ reports: readonly PageHealth[] }, { reportPageHealth: number }>(
  "ReportPageHealth",
  `mutation ReportPageHealth($reports: [PageHealthInput!]!) {
  reportPageHealth(reports: $reports)
}`,
);
