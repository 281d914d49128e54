import type { BrowserContext, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { Adapter, PlaceRule } from "../../schema/adapter/adapter.js";
import { launchChromium } from "./chromium.js";
import { OPEN_EXTENSION } from "./open-roots.js";
import { type PageServer, servePages } from "./page-server.js";
import { startStubGateway, type StubGateway, stubStatus } from "./stub-gateway.js";
import { openStubbedBrowser } from "./stubbed-browser.js";

/** A client with something that is due. */
const NUMBER = ["100000-1", "100000-2", "100000-3", "100000-4", "100000-5"].find((number) => stubStatus(number) === "OVERDUE")!;

const adapterOf = (id: string, badge: PlaceRule): Adapter["pages"][number] => ({
  kind: "list", id, match: { url: `/${id}` }, rows: "tr:has(td)", key: { select: "td.akt", as: "fileNumber" }, badge,
});
const ADAPTER: Adapter = {
  system: "demo", title: "Demo", version: 1, hosts: ["http://127.0.0.1/*"],
  pages: [adapterOf("append", { select: "td.namn", place: "append" }), adapterOf("after", { select: "td.namn b", place: "after" }), adapterOf("prepend", { select: "td.namn", place: "prepend" })],
};

let gateway: StubGateway;
let server: PageServer;
let context: BrowserContext;
let bare: BrowserContext;
let body = "";

beforeAll(async () => {
  gateway = await startStubGateway([ADAPTER]);
  server = await servePages(() => ({ body: `<!DOCTYPE html><html><head><title>Lista</title></head><body style="margin:0;font:12px sans-serif">${body}</body></html>` }));
  context = await openStubbedBrowser(OPEN_EXTENSION, gateway.url);
  bare = await launchChromium();
});
afterAll(async () => {
  await Promise.all([context.close(), bare.close()]);
  await Promise.all([server.close(), gateway.close()]);
});
afterEach(async () => {
  for (const page of [...context.pages(), ...bare.pages()]) if (page.url() !== "about:blank") await page.close();
});

async function open(path: string, browser: BrowserContext = context): Promise<Page> {
  const page = await browser.newPage();
  await page.goto(`${server.url}/${path}`);
  if (browser === context) await page.locator("overblick-badge").first().waitFor();
  return page;
}

/** What the badge says to the eye; "" for one that is its shape alone. */
async function shownWords(page: Page): Promise<string> {
  const button = page.locator("overblick-badge button");
  const box = await button.boundingBox();
  return box!.width <= 13 ? "" : button.innerText();
}

const table = (width: number, html: string): string => `<table style="border-collapse:collapse"><tr><td class=akt>${NUMBER}</td><td class=namn style="min-width:${width}px;max-width:${width}px;padding:2px 5px;white-space:nowrap">${html}</td><td>HALAO1</td></tr></table>`;

describe("a badge behind a name", () => {
  it("names the finding where there is room, else the status, else it is its shape alone", async () => {
    const widths = Array.from({ length: 50 }, (_, index) => 300 - index * 5);
    body = widths.map((width) => table(width, "Ek, Ada")).join("");
    const page = await open("append");
    await page.locator("overblick-badge").nth(widths.length - 1).waitFor();
    const words = await page.locator("overblick-badge button").evaluateAll((buttons) => buttons.map((button) => (button.getBoundingClientRect().width <= 13 ? "" : (button as HTMLElement).innerText)));
    expect(words.filter((word, index) => word !== words[index - 1])).toEqual(["Plan saknas", "Brådskar", ""]);
  });

  it("has the same room in a window of another size, where its cell has", async () => {
    body = table(200, "Ek, Ada") + table(200, "Ek, Ada").replaceAll("200px", "20vw");
    const page = await open("append");
    const words = (): Promise<string[]> => page.locator("overblick-badge button").evaluateAll((buttons) => buttons.map((button) => (button.getBoundingClientRect().width <= 13 ? "" : (button as HTMLElement).innerText)));
    await page.setViewportSize({ width: 400, height: 600 });
    await expect.poll(words).toEqual(["Plan saknas", ""]);
    await page.setViewportSize({ width: 1200, height: 600 });
    await expect.poll(words).toEqual(["Plan saknas", "Plan saknas"]);
  });

  it("says in any case the whole to a screen reader, and to who points at it", async () => {
    body = table(50, "Ek, Ada");
    const page = await open("append");
    const button = page.locator("overblick-badge button");
    expect(await button.getAttribute("aria-label")).toContain("Genomförandeplan saknas");
    await button.hover();
    expect(await shownWords(page)).toBe("Plan saknas");
  });

  it("says more when the window has become wider", async () => {
    body = `<table style="width:100%"><tr><td class=akt>${NUMBER}</td><td class=namn style="width:80%">Ek, Ada</td></tr></table>`;
    const page = await open("append");
    await page.setViewportSize({ width: 170, height: 400 });
    await expect.poll(() => shownWords(page)).toBe("");
    await page.setViewportSize({ width: 900, height: 400 });
    await expect.poll(() => shownWords(page)).toBe("Plan saknas");
  });
});

describe("the page", () => {
  it.each(["Ek, Ada", "Ek, <b>Ada</b> med ett långt namn som bryts"])("keeps the place of every element around %j", async (name) => {
    body = `<p>Före</p><table style="width:100%"><tr><td class=akt>${NUMBER}</td><td class=namn>${name}</td><td>HALAO1</td></tr></table><p>Efter</p>`;
    const places = (page: Page): Promise<string[]> => page.evaluate(() => [...document.querySelectorAll("p, table, tr, td, b")].map((each) => JSON.stringify(each.getBoundingClientRect())));
    expect(await places(await open("append"))).toEqual(await places(await open("append", bare)));
  });

  it("does not begin to scroll where the name stands at its edge", async () => {
    body = `<table style="width:100%;border-collapse:collapse"><tr><td class=akt>${NUMBER}</td><td class=namn style="width:1px;padding:0;white-space:nowrap">Ek, Ada</td></tr></table>`;
    const width = (page: Page): Promise<number> => page.evaluate(() => document.documentElement.scrollWidth);
    expect(await width(await open("append"))).toBe(await width(await open("append", bare)));
  });
});

describe("a badge before a text", () => {
  it.each([["after", "<b>Ek, Ada</b> (född 1971)"], ["prepend", "Ek, Ada"]])("by %s covers none of it", async (place, html) => {
    body = table(300, html);
    const page = await open(place);
    const overlap = await page.evaluate(() => {
      const cell = document.querySelector("td.namn")!;
      const badge = cell.querySelector("overblick-badge")!.getBoundingClientRect();
      const range = document.createRange();
      return [...cell.childNodes].filter((node) => node.nodeName !== "OVERBLICK-BADGE").some((node) => {
        range.selectNodeContents(node);
        return [...range.getClientRects()].some((rect) => rect.left < badge.right && rect.right > badge.left);
      });
    });
    expect([overlap, await shownWords(page)]).toEqual([false, "Plan saknas"]);
  });
});
