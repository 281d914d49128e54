import type { AdapterPage } from "../../schema/adapter/adapter.js";
import type { PageHealth } from "../operations/page-health.js";
import type { CaseKey, CaseOverlay } from "../operations/overlay.js";
import type { PageRow } from "../pages/read-page.js";
import { ENOUGH_ROWS } from "../texts.js";
import { isBadgeRow, type MissedPage, type PageReading } from "./frame-reading.js";

/** How well a page is understood, in counts alone: nothing of what stands on it. Null as long as answers are on their way. */
function healthOf(reading: PageReading | MissedPage, answerOf: (key: CaseKey) => CaseOverlay | null): PageHealth | null {
  const rows: readonly PageRow[] = reading.rows;
  const asked = rows.filter(isBadgeRow);
  if (asked.some(({ key }) => answerOf(key) === null)) return null;
  const counts = countsOf(reading, answerOf);
  return { ...counts, outcome: outcomeOf(counts, asked.length) };
}

function countsOf({ matched, rows }: PageReading | MissedPage, answerOf: (key: CaseKey) => CaseOverlay | null): Omit<PageHealth, "outcome"> {
  return {
    system: matched.system,
    page: matched.page.id,
    rows: rows.length,
    withoutKey: rows.filter(({ key }) => key === null).length,
    unfit: rows.filter(({ doubt }) => doubt === "UNFIT").length,
    unknown: rows.filter((row) => isBadgeRow(row) && answerOf(row.key)?.status === "UNKNOWN").length,
  };
}

function outcomeOf({ rows, withoutKey, unknown }: Pick<PageHealth, "rows" | "withoutKey" | "unknown">, asked: number): PageHealth["outcome"] {
  const withKey = rows - withoutKey;
  if (rows === 0) return "NO_ROWS";
  if (withKey === 0) return "NO_KEYS";
  if (asked === 0) return "NO_PLACES";
  if (withKey < withoutKey) return "FEW_KEYS";
  return asked >= ENOUGH_ROWS && unknown === asked ? "UNKNOWN_KEYS" : "RECOGNISED";
}

/** Sends how pages are understood: each page once, and again when it is understood otherwise. */
export class HealthReports {
  readonly #send: (reports: readonly PageHealth[]) => void;
  readonly #sent = new Map<string, PageHealth["outcome"]>();

  constructor(send: (reports: readonly PageHealth[]) => void) {
    this.#send = send;
  }

  /** @param isLate whether a page without rows has had the time for them */
  note(pages: readonly (PageReading | MissedPage)[], answerOf: (key: CaseKey) => CaseOverlay | null, isLate: (page: AdapterPage) => boolean): void {
    const all = pages.map((page) => ({ health: healthOf(page, answerOf), page: page.matched.page }));
    this.#sendNew(all.flatMap(({ health, page }) => (health && (isLate(page) || !LATE_OUTCOMES.has(health.outcome)) ? [health] : [])));
  }

  /** Pages that are left alone, because our elements would hide their rows from their adapter. */
  inTheWay(pages: readonly PageReading[]): void {
    this.#sendNew(pages.map((page) => ({ ...countsOf(page, () => null), outcome: "IN_THE_WAY" as const })));
  }

  #sendNew(all: readonly PageHealth[]): void {
    const reports = all.filter(({ system, page, outcome }) => this.#sent.get(`${system} ${page}`) !== outcome);
    for (const { system, page, outcome } of reports) this.#sent.set(`${system} ${page}`, outcome);
    if (reports.length > 0) this.#send(reports);
  }
}

/** What a page may be at first, before its rows have come. */
const LATE_OUTCOMES: ReadonlySet<PageHealth["outcome"]> = new Set(["NO_ROWS", "NO_KEYS", "NO_PLACES"]);
