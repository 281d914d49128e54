import type { CDPSession, Frame, Page } from "playwright-core";

/** What happened on a page's main thread, by the browser's own account. Times in ms since the page began. */
export interface PageRecord {
  readonly longTasks: readonly { readonly at: number; readonly ms: number }[];
  /** Layout shift scores that no input caused. */
  readonly shifts: readonly { readonly at: number; readonly score: number }[];
  /** When something of ours was first put there; null: never. A shift before that is the page's own. */
  readonly oursSince: number | null;
  /** When the page was read to its end: page scripts run after that, so a task that began before is the page's own. */
  readonly parsedAt: number;
  /** When the page's own work was done. */
  readonly loadedAt: number;
  /** When the last badge came (Unix time); null without badges. */
  readonly lastBadgeAt: number | null;
  readonly badges: number;
}

interface Recorder {
  readonly longTasks: { at: number; ms: number }[];
  readonly shifts: { at: number; score: number }[];
  oursSince: number | null;
  lastBadgeAt: number | null;
  badges: number;
}

/** Has every frame of a page keep a record from its beginning on. To be called before the page is opened. */
export async function recordFrames(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const recorder: Recorder = { longTasks: [], shifts: [], oursSince: null, lastBadgeAt: null, badges: 0 };
    Object.assign(window, { recorder });
    new PerformanceObserver((list) => {
      for (const { startTime, duration } of list.getEntries()) recorder.longTasks.push({ at: startTime, ms: duration });
    }).observe({ type: "longtask", buffered: true });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as (PerformanceEntry & { value: number; hadRecentInput: boolean })[]) if (!entry.hadRecentInput) recorder.shifts.push({ at: entry.startTime, score: entry.value });
    }).observe({ type: "layout-shift", buffered: true });
    new MutationObserver((changes) => {
      for (const { addedNodes } of changes) {
        for (const { nodeName } of addedNodes) {
          if (nodeName.startsWith("OVERBLICK-")) recorder.oursSince ??= performance.now();
          if (nodeName === "OVERBLICK-BADGE") recorder.badges += 1;
        }
      }
      if (recorder.badges > 0) recorder.lastBadgeAt = Date.now();
    }).observe(document, { childList: true, subtree: true });
  });
}

/** What a frame has recorded so far. */
export async function recordOf(frame: Frame): Promise<PageRecord> {
  return frame.evaluate(() => {
    const { recorder } = window as unknown as { recorder: Recorder };
    const [navigation] = performance.getEntriesByType("navigation") as PerformanceNavigationTiming[];
    return { ...recorder, parsedAt: navigation?.domContentLoadedEventStart ?? 0, loadedAt: navigation?.loadEventEnd ?? 0 };
  });
}

/** Ms for which the main thread is busy while nobody does anything for that long. */
export async function idleWork(cdp: CDPSession, page: Page, ms: number): Promise<number> {
  await cdp.send("Performance.enable");
  const busy = async (): Promise<number> => {
    const { metrics } = await cdp.send("Performance.getMetrics");
    return (metrics.find(({ name }) => name === "TaskDuration")?.value ?? 0) * 1000;
  };
  const before = await busy();
  await page.waitForTimeout(ms);
  return (await busy()) - before;
}

/** Work of one main thread, by the processor's clock: on a machine that does other things too, the wall's says little. */
export interface ThreadWork {
  readonly longestTaskMs: number;
  readonly totalMs: number;
}

interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  /** Time on the thread, in microseconds. */
  readonly tdur?: number;
}

/** Follows the page's main thread from now on; what is answered stops and tells. */
export async function traceThread(cdp: CDPSession): Promise<() => Promise<ThreadWork>> {
  const events: TraceEvent[] = [];
  cdp.on("Tracing.dataCollected", ({ value }) => events.push(...(value as unknown as TraceEvent[])));
  await cdp.send("Tracing.start", { transferMode: "ReportEvents", traceConfig: { includedCategories: ["toplevel", "devtools.timeline"] } });
  return async () => {
    const complete = new Promise((resolve) => cdp.once("Tracing.tracingComplete", resolve));
    await cdp.send("Tracing.end");
    await complete;
    return workOf(events);
  };
}

/** The page's thread is the one that lays out most; the extension's scripts run on it, too. */
function workOf(events: readonly TraceEvent[]): ThreadWork {
  const layouts = new Map<string, number>();
  const tasks = new Map<string, number[]>();
  for (const { name, ph, pid, tid, tdur = 0 } of events) {
    const thread = `${pid} ${tid}`;
    if (name === "Layout" || name === "UpdateLayoutTree") layouts.set(thread, (layouts.get(thread) ?? 0) + tdur);
    if (ph === "X" && name.endsWith("RunTask")) tasks.set(thread, [...(tasks.get(thread) ?? []), tdur / 1000]);
  }
  const [page] = [...layouts].sort(([, one], [, other]) => other - one);
  const own = (page && tasks.get(page[0])) ?? [];
  return { longestTaskMs: Math.max(0, ...own), totalMs: own.reduce((sum, each) => sum + each, 0) };
}
