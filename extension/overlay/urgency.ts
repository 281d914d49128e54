import type { Finding, Severity } from "../operations/overlay.js";

const RANK: Readonly<Record<Severity, number>> = { CRITICAL: 0, WARNING: 1, INFO: 2 };

/** Later than every date, for findings without one. */
const NO_DATE = "9999-12-31";

/** The findings with the most severe first, and of the same severity the one that was due first. */
export function byUrgency(findings: readonly Finding[]): Finding[] {
  return findings.toSorted((a, b) => {
    const [dueA, dueB] = [a.dueOn ?? NO_DATE, b.dueOn ?? NO_DATE];
    return RANK[a.severity] - RANK[b.severity] || (dueA < dueB ? -1 : dueA > dueB ? 1 : 0);
  });
}

/** Those that ask for something now: INFO is told in the panel and does not count in the status (contract 6). */
export function pressing(findings: readonly Finding[]): Finding[] {
  return byUrgency(findings).filter(({ severity }) => severity !== "INFO");
}
