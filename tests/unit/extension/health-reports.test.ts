import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { PageHealthReports } from "../../../extension/background/health-reports.js";
import type { Answer } from "../../../extension/messages.js";
import type { PageHealth, PageOutcome } from "../../../extension/operations/page-health.js";

const health = (page: string, outcome: PageOutcome): PageHealth => ({ system: "demo", page, outcome, rows: 25, withoutKey: 0, unfit: 0, unknown: 0 });

function reports(answer: Answer<unknown> = { ok: true, data: 1 }) {
  const sent: string[] = [];
  return {
    sent,
    reports: new PageHealthReports((all) => {
      sent.push(all.map(({ page, outcome }) => `${page} ${outcome}`).join());
      return Promise.resolve(answer);
    }),
  };
}

beforeEach(() => { vi.useFakeTimers(); });
afterEach(() => { vi.useRealTimers(); });

describe("how pages are understood", () => {
  it("is told once, whatever frames and tabs say so", async () => {
    const { sent, reports: all } = reports();
    await all.report([health("list", "NO_KEYS"), health("case", "RECOGNISED")]);
    await all.report([health("list", "NO_KEYS")]);
    expect(sent).toEqual(["list NO_KEYS,case RECOGNISED"]);
  });

  it("is told again when it is otherwise", async () => {
    const { sent, reports: all } = reports();
    await all.report([health("list", "RECOGNISED")]);
    await all.report([health("list", "NO_KEYS")]);
    expect(sent).toEqual(["list RECOGNISED", "list NO_KEYS"]);
  });

  it("is told again after ten minutes", async () => {
    const { sent, reports: all } = reports();
    await all.report([health("list", "RECOGNISED")]);
    await vi.advanceTimersByTimeAsync(10 * 60_000);
    await all.report([health("list", "RECOGNISED")]);
    expect(sent).toHaveLength(2);
  });

  it("is told again when it could not be told", async () => {
    const { sent, reports: all } = reports({ ok: false, code: "UNREACHABLE" });
    await all.report([health("list", "RECOGNISED")]);
    await all.report([health("list", "RECOGNISED")]);
    expect(sent).toHaveLength(2);
  });

  it("is told of fifty pages at most", async () => {
    const { sent, reports: all } = reports();
    await all.report(Array.from({ length: 60 }, (_, index) => health(`page-${index}`, "RECOGNISED")));
    expect(sent[0]!.split(",")).toHaveLength(50);
  });
});
