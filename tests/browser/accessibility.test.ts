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

/** Opens a list with the panel of the client who has most to read. */
async function openMuch({ open, rows }: (typeof FAMILIES)[number], size?: { readonly width: number; readonly height: number }): Promise<Place> {
  const place = await open(context, world.pages);
  if (size) await pageOf(place).setViewportSize(size);
  await shownRows(place, rows);
  await place.locator(rows).filter({ hasText: MUCH }).locator("overblick-badge").getByRole("button").click();
  await place.getByRole("dialog").waitFor();
  return place;
}

describe.each(FAMILIES)("at 200 % ($family)", (family) => {
  it("nothing of panel and bar is cut off, and nothing in them scrolls sideways", async () => {
    const place = await openMuch(family, { width: 640, height: 400 });
    await place.getByRole("button", { name: "Visa hela akten" }).click();
    await place.getByRole("heading", { name: "Beslut och beställningar" }).waitFor();
    const outside = await place.evaluate(() => ["overblick-panel", "overblick-summary"].flatMap((name) => {
      const box = document.querySelector(name)!.shadowRoot!.querySelector(".panel, .summary")!;
      const { left, right } = box.getBoundingClientRect();
      const isUnseen = (each: Element): boolean => each.closest(".unseen") !== null || !each.checkVisibility();
      const parts = [...box.querySelectorAll("*")].filter((each) => !isUnseen(each)).filter((each) => {
        const rect = each.getBoundingClientRect();
        return rect.width > 0 && (rect.left < left - 1 || rect.right > right + 1);
      });
      return [
        ...(left < 0 || right > innerWidth ? [`${name} stands outside the frame`] : []),
        ...(box.scrollWidth > box.clientWidth ? [`${name} scrolls sideways`] : []),
        ...parts.map((each) => `${name} ${each.localName}.${each.className.toString()}: ${each.textContent.slice(0, 40)}`),
      ];
    }));
    expect(outside).toEqual([]);
  });

  it("the bar leaves most of the frame to the page", async () => {
    const place = await openMuch(family, { width: 640, height: 400 });
    expect(await place.evaluate(() => document.querySelector("overblick-summary")!.getBoundingClientRect().height / innerHeight)).toBeLessThan(0.5);
  });
});

describe.each(FAMILIES)("in forced colours ($family)", (family) => {
  it("a badge's status is told by its shape, in the text's colour on the ground's, and a pressed filter by its tick", async () => {
    const place = await openMuch(family);
    await pageOf(place).emulateMedia({ forcedColors: "active" });
    await place.locator("overblick-summary").getByRole("button", { name: /brådskar$/ }).click();
    const shapes = await place.evaluate(() => [...document.querySelectorAll("overblick-badge")].map((host) => {
      const { clipPath, backgroundColor } = getComputedStyle(host.shadowRoot!.querySelector(".badge")!, "::before");
      return { status: host.getAttribute("status"), clipPath, isSeen: backgroundColor !== getComputedStyle(document.body).backgroundColor };
    }));
    expect(shapes.filter(({ isSeen, clipPath }) => !isSeen || clipPath === "none")).toEqual([]);
    const byStatus = new Set(shapes.map(({ status, clipPath }) => `${status ?? ""} ${clipPath}`));
    expect([byStatus.size, new Set(shapes.map(({ clipPath }) => clipPath)).size]).toEqual([new Set(shapes.map(({ status }) => status)).size, byStatus.size]);
    const pressed = place.locator("overblick-summary").getByRole("button", { pressed: true });
    expect(await pressed.evaluate((each) => getComputedStyle(each, "::before").clipPath)).not.toBe("none");
  });

  it("bar, panel and the focus in it have edges", async () => {
    const place = await openMuch(family);
    await pageOf(place).emulateMedia({ forcedColors: "active" });
    const edges = await place.evaluate(() => ["overblick-panel", "overblick-summary"].map((name) => {
      const { borderTopStyle, borderTopColor, backgroundColor } = getComputedStyle(document.querySelector(name)!.shadowRoot!.querySelector(".panel, .summary")!);
      return borderTopStyle === "solid" && borderTopColor !== backgroundColor;
    }));
    await pageOf(place).keyboard.press("Tab");
    const outline = await place.evaluate(() => getComputedStyle(document.querySelector("overblick-panel")!.shadowRoot!.activeElement!).outlineStyle);
    expect([edges, outline]).toEqual([[true, true], "solid"]);
  });
});

describe.each(FAMILIES)("with more contrast ($family)", (family) => {
  it("lines and quiet texts are as strong as the text", async () => {
    const place = await openMuch(family);
    await pageOf(place).emulateMedia({ contrast: "more" });
    const colours = await place.evaluate(() => {
      const root = document.querySelector("overblick-panel")!.shadowRoot!;
      return [getComputedStyle(root.querySelector(".panel")!).borderLeftColor, getComputedStyle(root.querySelector(".about")!).color].map((colour) => colour === getComputedStyle(root.querySelector(".panel")!).color);
    });
    expect(colours).toEqual([true, true]);
  });
});
