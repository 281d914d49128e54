import type { Answer } from "../messages.js";
import type { PageHealth } from "../operations/page-health.js";

/** The same of a page is told again after this time, whatever frames and tabs show it. */
const AGAIN_AFTER_MS = 10 * 60_000;
/** More pages than this no case system has; what is beyond is not told. */
const MOST_REPORTS = 50;

/** Tells the gateway how pages are understood: seldom, and never in the way of anything else. */
export class PageHealthReports {
  readonly #told = new Map<string, number>();
  readonly #send: (reports: readonly PageHealth[]) => Promise<Answer<unknown>>;

  constructor(send: (reports: readonly PageHealth[]) => Promise<Answer<unknown>>) {
    this.#send = send;
  }

  /** Sends what is new. A failure is not told to anybody: the report is given up, and made again when the page is next opened. */
  async report(reports: readonly PageHealth[]): Promise<void> {
    const now = Date.now();
    const names = new Map(reports.slice(0, MOST_REPORTS).map((each) => [`${each.system} ${each.page} ${each.outcome}`, each]));
    const due = [...names].filter(([name]) => now - (this.#told.get(name) ?? -Infinity) >= AGAIN_AFTER_MS);
    if (due.length === 0) return;
    for (const [name] of due) this.#told.set(name, now);
    const answer = await this.#send(due.map(([, each]) => each));
    if (!answer.ok) for (const [name] of due) this.#told.delete(name);
  }
}
