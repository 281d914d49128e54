import fc from "fast-check";
import type { Ask } from "../../../../extension/messages.js";
import { FrameOverlay } from "../../../../extension/overlay/frame-overlay.js";
import type { Adapter } from "../../../../schema/adapter/adapter.js";
import { fileNumberOf, finding, overlayOf } from "../overlays.js";
import { buildPage, PAGE_SPECS, type Step, steps } from "./build-page.js";
import { EVENTS } from "./events.js";
import type { Family } from "./families.js";
import type { Page } from "./mutations.js";
import { badged, expectedRows } from "./oracle.js";

/** Everybody is late with something that has their number in its name: a badge tells whose it is. */
const ask = ((message: Parameters<Ask>[0]) => {
  if (message.type !== "overlay") return Promise.resolve({ ok: true, data: null });
  const data = message.keys.map(fileNumberOf).map((number) => overlayOf(number, "OVERDUE", { findings: [finding({ title: `Plan saknas för ${number}` })] }));
  return Promise.resolve({ ok: true, data });
}) as Ask;

/** The end of the running script: what the page has changed is noticed before anything is painted. */
async function scriptEnds(): Promise<void> {
  for (let turn = 0; turn < 4; turn += 1) await Promise.resolve();
}

/** What came of many pages. */
export interface Drawn {
  /** Rows that should have a badge, on pages whose headers and selectors survived, and those of them that have it. */
  expected: number;
  drawn: number;
}

/** What is needed to draw: the clock is the test's, so that nothing waits. */
export interface Drawing {
  readonly adapters: readonly Adapter[];
  readonly advance: (ms: number) => Promise<unknown>;
  readonly count: Drawn;
}

/** Draws on a page while it changes, and answers every badge that was ever to be seen on the wrong row. */
async function wrongBadges(page: Page, events: readonly Step[], { adapters, advance, count }: Drawing): Promise<string[]> {
  const wrong: string[] = [];
  const look = (): void => void wrong.push(...badged(page.document).wrong);
  const frame = { url: new URL(page.family.url), names: [page.family.frame], document: page.document };
  const overlay = new FrameOverlay(frame, adapters, ask, { badgesAtATime: 2 });
  overlay.start();
  for (const { name, a, b } of events) {
    // Somewhere between the question and the last slice of the drawing.
    await advance(a % 40);
    look();
    EVENTS[name]!(page, a, b);
    await scriptEnds();
    look();
  }
  for (let round = 0; round < 3; round += 1) {
    await advance(150);
    look();
  }
  const { rows, twice } = badged(page.document);
  if (twice > 0) wrong.push(`${twice} drawn twice`);
  if (page.survived) {
    const wanted = expectedRows(page.document);
    count.expected += wanted.length;
    count.drawn += wanted.filter((row) => rows.has(row)).length;
  }
  overlay.stop();
  return wrong;
}

/**
 * Makes pages of a family at random, and draws on them while rows come, go and are used again.
 * @throws Error of fast-check with the smallest page that had a badge on the wrong row
 */
export async function drawOnMutatedPages(family: Family, pages: number, drawing: Drawing): Promise<void> {
  const property = fc.asyncProperty(PAGE_SPECS, steps(Object.keys(EVENTS), 3), async (spec, events) => {
    const wrong = await wrongBadges(buildPage(document, family, spec), events, drawing);
    if (wrong.length > 0) throw new Error(`On the wrong row: ${wrong.join("; ")}`);
  });
  await fc.assert(property, { numRuns: pages, includeErrorInReport: true });
}
