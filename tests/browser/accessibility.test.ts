import type { BrowserContext, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { Viewer } from "../../gateway/access/viewer.js";
import { violations } from "./axe.js";
import { launchChromium } from "./chromium.js";
import { openParaply, openVardweb, PARAPLY_ROWS, type Place, shownRows, VARDWEB_ROWS } from "./overlay-pages.js";
import { OPEN_EXTENSION } from "./open-roots.js";
import { openOverlayWorld, type OverlayWorld } from "./overlay-world.js";
import { extensionPage, signIn } from "./signed-in-browser.js";

/** A client with three findings. */
const MUCH = "848744-9";

const MANAGER: Viewer = { subject: "CHEF", roles: ["MANAGER"], units: ["HALAO1", "HALAO2"] };

let world: OverlayWorld;
let context: BrowserContext;
/** The same Chromium without the extension: what the pages themselves keep people out with. */
let bare: BrowserContext;

beforeAll(async () => {
  world = await openOverlayWorld([{ name: MANAGER.subject, work: "", viewer: MANAGER }]);
  context = await launchChromium({ extensionPath: OPEN_EXTENSION });
  bare = await launchChromium();
  await signIn(context, { ...world, extension: OPEN_EXTENSION, person: MANAGER.subject });
});
afterAll(async () => {
  await context.close();
  await bare.close();
  await world.close();
});
afterEach(async () => {
  for (const page of [...context.pages(), ...bare.pages()]) if (page.url() !== "about:blank") await page.close();
});

const pageOf = (place: Place): Page => ("page" in place && typeof place.page === "function" ? place.page() : (place as Page));

/** Waits until the list's rows are there: a page without the extension has nothing else to wait for. */
async function settledRows<Where extends Place>(place: Where, rows: string): Promise<Where> {
  await place.locator(rows).first().waitFor();
  return place;
}

/** How many elements break each rule. An element has another name on each load: the second family counts them anew. */
function byRule(faults: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const fault of faults) {
    const rule = fault.split(":")[0]!;
    counts[rule] = (counts[rule] ?? 0) + 1;
  }
  return counts;
}

/**
 * Rows of the case system are less than 24 px apart, so nothing in them has room for a target of that size: its own links break the
 * rule too. WCAG 2.5.8 excepts a target that has an equivalent on the page: next and previous of the list's bar.
 */
function isLowRow(fault: string): boolean {
  return /^target-size: .*overblick-badge/.test(fault);
}

// What of the page is in no landmark (`region`) axe names in smaller pieces where one of ours, which are landmarks, stands between: how
// many there are says nothing then. Rules about the whole page it leaves out while a dialog is open.

const FAMILIES = [
  { family: "Paraply", open: openParaply, rows: PARAPLY_ROWS },
  { family: "Vård-Web", open: openVardweb, rows: VARDWEB_ROWS },
] as const;

describe.each(["light", "dark"] as const)("in the %s", (colorScheme) => {
  it.each(FAMILIES)("$family has no fault with badges and an open panel that it does not have without", async ({ open, rows }) => {
    const without = byRule(await violations(await settledRows(await open(bare, world.pages), rows)));
    const place = await open(context, world.pages);
    await pageOf(place).emulateMedia({ colorScheme });
    await shownRows(place, rows);
    await place.locator(rows).filter({ hasText: MUCH }).locator("overblick-badge").getByRole("button").click();
    await place.getByRole("dialog").waitFor();
    const found = await violations(place);
    const ours = found.filter((fault) => fault.includes("overblick-"));
    expect(ours.filter((fault) => !isLowRow(fault))).toEqual([]);
    const own = Object.entries(byRule(found.filter((fault) => !ours.includes(fault))));
    expect(own.filter(([rule, count]) => count > (without[rule] ?? 0) && !(rule === "region" && rule in without))).toEqual([]);
  });

  it.each(["options.html", "tabs/workbench.html", "sidepanel.html"])("the extension's own %s has no fault", async (path) => {
    const page = await context.newPage();
    await page.emulateMedia({ colorScheme });
    await page.goto(extensionPage(OPEN_EXTENSION, path));
    await page.getByRole("heading", { level: 1 }).waitFor();
    expect(await violations(page)).toEqual([]);
  });
});
