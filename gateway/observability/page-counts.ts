import { Counter, type Registry } from "prom-client";
import type { PageHealthInput } from "../../schema/page-health.js";
import { rateLimit, type TakeObjects } from "../operations/rate.js";
import type { PageAdapterFile } from "../pages/adapters.js";
import { RequestError } from "../request-error.js";

const MOST_REPORTS = 50;
/** A caseworker's browser makes a few in an hour. */
const REPORTS_PER_MINUTE = 100;
const MOST_ROWS = 100_000;

/**
 * How the pages of the case systems are understood, by page id: an adapter that has stopped fitting is seen here before
 * anybody has called. Pages that no served adapter names are not counted, so that labels stay few and nobody's own words.
 */
export class PageCounts {
  private readonly reports: Counter<"system" | "page" | "outcome">;
  private readonly rows: Counter<"system" | "page" | "rows">;
  private readonly take: TakeObjects = rateLimit(REPORTS_PER_MINUTE);

  constructor(registers: Registry[]) {
    this.reports = new Counter({ name: "overblick_page_reports_total", help: "Pages that overlays reported, by how they were understood", labelNames: ["system", "page", "outcome"], registers });
    this.rows = new Counter({ name: "overblick_page_rows_total", help: "Rows of the pages that overlays reported: all, without key, with what does not fit, and keys unknown to the caller", labelNames: ["system", "page", "rows"], registers });
  }

  /**
   * Counts reports of one subject; answers how many of them were counted.
   * @throws RequestError BAD_USER_INPUT for counts that can't be, RATE_LIMITED for more reports than pages are opened
   */
  count(subject: string, reports: readonly PageHealthInput[], adapters: readonly PageAdapterFile[]): number {
    if (reports.length > MOST_REPORTS) throw new RequestError("BAD_USER_INPUT", `At most ${MOST_REPORTS} pages can be reported at a time.`);
    if (!reports.every(isPossible)) throw new RequestError("BAD_USER_INPUT", "Counts are not negative, and no part is larger than the whole.");
    this.take(subject, reports.length);
    const known = reports.filter(({ system, page }) => adapters.some((adapter) => adapter.system === system && adapter.content.pages.some(({ id }) => id === page)));
    for (const { system, page, outcome, rows, withoutKey, unfit, unknown } of known) {
      this.reports.inc({ system, page, outcome });
      const counts = { all: rows, without_key: withoutKey, unfit, unknown };
      for (const [name, count] of Object.entries(counts)) this.rows.inc({ system, page, rows: name }, count);
    }
    return known.length;
  }
}

function isPossible({ rows, withoutKey, unfit, unknown }: PageHealthInput): boolean {
  return rows <= MOST_ROWS && [withoutKey, unfit, unknown].every((part) => part >= 0 && part <= rows);
}
