import { join } from "node:path";
import type { BrowserContext, Locator, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { projectRoot } from "../../gateway/project-root.js";
import { type LegacySystem, startLegacySystem } from "../legacy-system/server.js";
import { violations } from "./axe.js";
import { launchChromium } from "./chromium.js";
import { openParaply, openVardweb, ownDocument, PARAPLY_ROWS, type Place, shownRows, updateInPlace, VARDWEB_ROWS } from "./overlay-pages.js";
import { OPEN_EXTENSION } from "./open-roots.js";
import { startStubGateway, type StubGateway } from "./stub-gateway.js";
import { openStubbedBrowser } from "./stubbed-browser.js";

let gateway: StubGateway;
let legacy: LegacySystem;
let context: BrowserContext;
/** The same Chromium without the extension: what the pages are by themselves. */
let bare: BrowserContext;

beforeAll(async () => {
  gateway = await startStubGateway();
  legacy = await startLegacySystem({ folders: ["night1", "night2"].map((night) => join(projectRoot(), "tests/samples/hal-2022-11", night)) });
  context = await openStubbedBrowser(OPEN_EXTENSION, gateway.url);
  bare = await launchChromium();
});
afterAll(async () => {
  await Promise.all([context.close(), bare.close()]);
  await Promise.all([legacy.close(), gateway.close()]);
});
afterEach(async () => {
  for (const page of [...context.pages(), ...bare.pages()]) if (page.url() !== "about:blank") await page.close();
});

const FAMILIES = [
  { family: "Paraply", open: openParaply, rows: PARAPLY_ROWS },
  { family: "Vård-Web", open: openVardweb, rows: VARDWEB_ROWS },
] as const;

const pageOf = (place: Place): Page => ("page" in place ? place.page() : place);
const bar = (place: Place): Locator => place.locator("overblick-summary");
/** The button of a part, whatever its number is. */
const part = (place: Place, words: string): Locator => bar(place).getByRole("button", { name: new RegExp(`^\\d+ ${words}$`) });

/** File numbers of the rows, in the page's order, whose badge is to be seen as ever, by status. */
async function vivid(place: Place, rows: string): Promise<{ fileNumber: string; status: string }[]> {
  return place.locator(rows).evaluateAll((found) =>
    found.flatMap((row) => {
      const badge = row.querySelector("overblick-badge");
      const isFaint = badge?.shadowRoot?.querySelector(".outside") ?? null;
      return badge && !isFaint ? [{ fileNumber: /\d{6}-\d/.exec(row.textContent)?.[0] ?? "", status: badge.getAttribute("status") ?? "" }] : [];
    }),
  );
}

/** The file number of the row whose badge has the keyboard, once one has. */
async function focusedRow(place: Place, but = ""): Promise<string> {
  const handle = await place.waitForFunction(
    (not) => {
      const active = document.activeElement;
      const number = active?.localName === "overblick-badge" ? /\d{6}-\d/.exec(active.closest("tr")?.textContent ?? "")?.[0] : undefined;
      return number !== undefined && number !== not ? number : null;
    },
    but,
  );
  return (await handle.jsonValue())!;
}

/** Whether the focused badge is in the window, once scrolling has ended. */
async function isInView(place: Place): Promise<boolean> {
  return place.evaluate(() => new Promise<boolean>((resolve) => {
    const observer = new IntersectionObserver(([entry]) => {
      if (!entry!.isIntersecting) return;
      observer.disconnect();
      resolve(true);
    }, { threshold: 1 });
    observer.observe(document.activeElement!);
  }));
}

describe.each(FAMILIES)("the bar over a list ($family)", ({ open, rows }) => {
  async function openList(browser = context): Promise<Place> {
    const place = await open(browser, legacy.url);
    await pageOf(place).setViewportSize({ width: 1000, height: 420 });
    if (browser === context) await shownRows(place, rows);
    return place;
  }

  it("counts what the badges say", async () => {
    const place = await openList();
    const badges = await vivid(place, rows);
    const count = (status: string): number => badges.filter((each) => each.status === status).length;
    expect(await bar(place).locator(".part:not([hidden])").allTextContents()).toEqual([
      `${count("overdue")} brådskar`, `${count("attention")} att göra`, `${count("unknown")} okända`,
      `${count("overdue") + count("attention")} försenade`, `${count("overdue") + count("attention")} saknade planer`,
    ]);
  });

  it("filters by a click: other badges are faint, and the page is otherwise what it was, its scroll position too", async () => {
    const place = await openList();
    await place.evaluate(() => { scrollTo(0, 90); });
    const urgent = (await vivid(place, rows)).filter(({ status }) => status === "overdue");
    await part(place, "brådskar").click();
    expect(await vivid(place, rows)).toEqual(urgent);
    expect(await place.evaluate(() => scrollY)).toBe(90);
    expect(await ownDocument(place)).toEqual(await ownDocument(await openList(bare)));
    await part(place, "brådskar").click();
    expect(await vivid(place, rows)).toHaveLength(25);
  });

  it("is walked with the keyboard alone: filter, next, why, back, next, previous", async () => {
    const place = await openList();
    const urgent = (await vivid(place, rows)).filter(({ status }) => status === "overdue").map(({ fileNumber }) => fileNumber);
    const { keyboard } = pageOf(place);
    await part(place, "att göra").focus();
    await keyboard.press("ArrowLeft");
    await keyboard.press("Space");
    await keyboard.press("n");
    expect([await focusedRow(place), await isInView(place)]).toEqual([urgent[0], true]);
    await keyboard.press("Enter");
    await place.locator("overblick-panel").waitFor();
    await keyboard.press("Escape");
    await place.locator("overblick-panel").waitFor({ state: "detached" });
    await keyboard.press("n");
    expect([await focusedRow(place, urgent[0]), await isInView(place)]).toEqual([urgent[1], true]);
    expect(await bar(place).getByRole("status").textContent()).toBe(`2 av ${urgent.length}`);
    await keyboard.press("Shift+N");
    expect(await focusedRow(place, urgent[1])).toBe(urgent[0]);
  });

  it("reads one row after another: N in an open panel opens the next row's", async () => {
    const place = await openList();
    const [first, second] = (await vivid(place, rows)).filter(({ status }) => status !== "ok").map(({ fileNumber }) => fileNumber);
    const { keyboard } = pageOf(place);
    await part(place, "att göra").focus();
    await keyboard.press("n");
    await focusedRow(place);
    await keyboard.press("Enter");
    await place.getByRole("dialog", { name: `Akt ${first!}` }).waitFor();
    await keyboard.press("n");
    await place.getByRole("dialog", { name: `Akt ${second!}` }).waitFor();
    await keyboard.press("Escape");
    expect([await focusedRow(place), await isInView(place)]).toEqual([second, true]);
  });

  it("steps aside from what has the focus and would lie under it, and comes back", async () => {
    const place = await openList();
    const own = (): Promise<number> => place.evaluate(() => document.querySelector("overblick-summary")!.getBoundingClientRect().top);
    const foot = await own();
    /** Moves the keyboard to a badge under the bar, or to the first of the page, without scrolling. */
    const focusBadge = (where: "UNDER" | "FIRST"): Promise<void> => place.evaluate((where) => {
      const bar = document.querySelector("overblick-summary")!.getBoundingClientRect();
      const badges = [...document.querySelectorAll("overblick-badge")];
      const lies = (badge: Element): boolean => {
        const { left, right, top, bottom } = badge.getBoundingClientRect();
        return top < bar.bottom && bottom > bar.top && left < bar.right && right > bar.left;
      };
      (where === "FIRST" ? badges[0]! : badges.find(lies)!).shadowRoot!.querySelector("button")!.focus({ preventScroll: true });
    }, where);
    await focusBadge("UNDER");
    await expect.poll(own).toBe(10);
    const isCovered = await place.evaluate(() => {
      const [bar, focused] = [document.querySelector("overblick-summary")!.getBoundingClientRect(), document.activeElement!.getBoundingClientRect()];
      return focused.top < bar.bottom && focused.bottom > bar.top;
    });
    expect(isCovered).toBe(false);
    await focusBadge("FIRST");
    await expect.poll(own).toBe(foot);
  });

  it("goes to the last row and into view, by its buttons", async () => {
    const place = await openList();
    const last = (await vivid(place, rows)).findLast(({ status }) => status !== "ok");
    await bar(place).getByRole("button", { name: "Föregående rad" }).click();
    expect([await focusedRow(place), await isInView(place)]).toEqual([last!.fileNumber, true]);
  });

  it("goes by the browser's command, whatever has the keyboard", async () => {
    const place = await openList();
    const first = (await vivid(place, rows)).find(({ status }) => status !== "ok");
    await context.serviceWorkers()[0]!.evaluate(async (url) => {
      const { chrome } = globalThis as unknown as { chrome: { tabs: { query(of: object): Promise<{ url?: string; active: boolean }[]> }; commands: { onCommand: { dispatch(command: string, tab: object): void } } } };
      const tabs = await chrome.tabs.query({ active: true });
      chrome.commands.onCommand.dispatch("next-row", tabs.at(-1)!);
      return url;
    }, pageOf(place).url());
    expect(await focusedRow(place)).toBe(first!.fileNumber);
  });

  it("explains its signs; Escape closes that, and the page hears no key", async () => {
    const place = await openList();
    await place.evaluate(() => {
      document.addEventListener("keydown", ({ key }) => { document.title += key; });
    });
    const title = await place.evaluate(() => document.title);
    const button = bar(place).getByRole("button", { name: "Teckenförklaring", exact: true });
    await button.press("Enter");
    await bar(place).getByRole("dialog", { name: "Teckenförklaring" }).waitFor();
    await pageOf(place).keyboard.press("Escape");
    await bar(place).getByRole("dialog").waitFor({ state: "detached" });
    expect(await button.evaluate((each) => (each.getRootNode() as ShadowRoot).activeElement === each)).toBe(true);
    expect(await place.evaluate(() => document.title)).toBe(title);
  });
});

describe.each(["light", "dark"] as const)("what keeps people out, in the %s", (colorScheme) => {
  it("is not in the bar: with a filter, all kinds, a position and the legend open", async () => {
    const page = await openVardweb(context, legacy.url);
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    await shownRows(page, VARDWEB_ROWS);
    await part(page, "brådskar").click();
    await bar(page).getByRole("button", { name: "Nästa rad" }).click();
    await bar(page).getByRole("button", { name: "Teckenförklaring", exact: true }).click();
    expect((await violations(page)).filter((fault) => fault.includes("overblick-summary"))).toEqual([]);
  });
});

it("a legend in a small window, or at 200 %, has its head and its close button in the frame", async () => {
  const main = await openParaply(context, legacy.url);
  await main.page().setViewportSize({ width: 640, height: 400 });
  await shownRows(main, PARAPLY_ROWS);
  await bar(main).getByRole("button", { name: "Teckenförklaring", exact: true }).click();
  const legend = bar(main).getByRole("dialog");
  expect((await legend.evaluate((each) => each.getBoundingClientRect().top))).toBeGreaterThanOrEqual(0);
  await legend.getByRole("button", { name: "Stäng teckenförklaringen" }).click();
  await legend.waitFor({ state: "detached" });
});

describe("a list that is paged in place", () => {
  it("keeps its filter, and counts the rows that it shows now", async () => {
    const page = await openVardweb(context, legacy.url);
    await shownRows(page, VARDWEB_ROWS);
    await part(page, "okända").click();
    await updateInPlace(page, "2");
    const all = (await shownRows(page, VARDWEB_ROWS)).filter(({ badges }) => badges.join() === "unknown").map(({ fileNumber }) => fileNumber);
    expect((await vivid(page, VARDWEB_ROWS)).map(({ fileNumber }) => fileNumber)).toEqual(all);
    expect(await part(page, "okän(d|da)").textContent()).toMatch(new RegExp(`^${all.length} `));
  });
});
