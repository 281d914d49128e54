import { readFile } from "node:fs/promises";
import type { BrowserContext, Frame, Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { INTERVENTIONS } from "../legacy-system/interventions.js";
import { type LegacySystem, startLegacySystem } from "../legacy-system/server.js";
import { launchChromium } from "./chromium.js";

/** The parts of a page adapter (contract 5) that are looked up on the pages here. */
interface AdapterPage {
  readonly id: string;
  readonly match: { readonly url: string; readonly has: string };
  readonly rows?: string;
  readonly key: { readonly select?: string };
  readonly badge?: { readonly select?: string };
  readonly fields?: Record<string, { readonly select: string; readonly values?: Record<string, string> }>;
  readonly notice?: { readonly select: string };
}

let system: LegacySystem;
let context: BrowserContext;
let page: Page;

beforeAll(async () => {
  const folders = ["night1", "night2"].map((night) => `tests/samples/hal-2022-11/${night}`);
  system = await startLegacySystem({ folders });
  context = await launchChromium();
});

beforeEach(async () => {
  for (const open of context.pages().slice(1)) await open.close();
  page = await context.newPage();
});

afterAll(async () => {
  await context.close();
  await system.close();
});

/** The frame `main`, two framesets down, once its document stands. */
async function mainFrame(): Promise<Frame> {
  await page.goto(`${system.url}/paraply/`, { waitUntil: "load" });
  const main = page.frame({ name: "main" });
  if (!main) throw new Error("The start page has no frame main.");
  return main;
}

/** Text of the first cells of a column, from 1. */
function column(place: Page | Frame, rows: string, number: number): Promise<string[]> {
  return place.locator(`${rows} > td:nth-child(${number})`).allInnerTexts();
}

async function adapterPages(system: string): Promise<AdapterPage[]> {
  return (parse(await readFile(`gateway/pages/${system}.yaml`, "utf8")) as { pages: AdapterPage[] }).pages;
}

const PARAPLY_ROWS = "table.lista tr:has(td)";
const GRID_ROWS = "tr:is(.gvRad, .gvAltRad)";

describe("Paraply in Chromium", () => {
  it("shows the list in a frame of a frame, in quirks mode", async () => {
    const main = await mainFrame();
    expect(main.parentFrame()?.name()).toBe("yta");
    expect(main.parentFrame()?.parentFrame()).toBe(page.mainFrame());
    expect(await main.evaluate(() => document.compatMode)).toBe("BackCompat");
    expect(await main.locator(PARAPLY_ROWS).count()).toBe(25);
  });

  it("is read as Windows-1252, dash and all", async () => {
    await page.goto(`${system.url}/paraply/klient/visa?akt=518281-9`);
    expect(await page.evaluate(() => document.characterSet)).toBe("windows-1252");
    expect(await page.getByText("Nordin–Sjö, Linnéa").count()).toBe(1);
  });

  it("sorts by a postback of its form", async () => {
    const main = await mainFrame();
    await main.getByRole("link", { name: "Aktnr", exact: true }).click();
    await main.waitForSelector("input[name=sort][value=akt]", { state: "attached" });
    const shown = (await column(main, PARAPLY_ROWS, 2)).map((text) => text.trim());
    expect(shown.slice(0, 2)).toEqual(["103879-5", "104869-6"]);
  });

  it("pages by a postback and keeps the order", async () => {
    const main = await mainFrame();
    await main.getByRole("link", { name: "Nästa" }).first().click();
    await main.waitForSelector("input[name=sida][value='2']", { state: "attached" });
    expect(await main.getByText("26–50 av 250 klienter").count()).toBe(1);
  });

  it("leads from list to client, form and receipt within the frame", async () => {
    const main = await mainFrame();
    await main.getByRole("link", { name: "512840-3" }).click();
    await main.getByRole("button", { name: "Nytt beslut" }).click();
    await main.selectOption("select[name=insats]", "101");
    await main.fill("input[name=beslutsf]", "Å–1");
    await main.getByRole("button", { name: "Spara beslut" }).click();
    await main.getByText("Beslutet är ej sparat, testmiljö.").waitFor();
    expect(await main.getByRole("cell", { name: "Å–1", exact: true }).count()).toBe(1);
  });
});

describe("Vård-Web in Chromium", () => {
  beforeEach(async () => {
    await page.goto(`${system.url}/vardweb/KlientLista.aspx`);
    await page.evaluate(() => {
      document.documentElement.dataset["load"] = "first";
    });
  });

  it("sorts by replacing the table in place, without a page load", async () => {
    const before = await page.locator("table.gv").first().getAttribute("id");
    await page.getByRole("link", { name: "Akt", exact: true }).click();
    await page.waitForSelector("th.sortStigande:nth-child(3)");
    expect((await column(page, GRID_ROWS, 3)).slice(0, 2)).toEqual(["103879-5", "104869-6"]);
    expect(await page.locator("table.gv").first().getAttribute("id")).not.toBe(before);
    expect(await page.locator("html").getAttribute("data-load")).toBe("first");
  });

  it("pages in place from the state that the last answer left", async () => {
    await page.getByRole("link", { name: "Akt", exact: true }).click();
    await page.waitForSelector("th.sortStigande:nth-child(3)");
    await page.getByRole("link", { name: "2", exact: true }).click();
    await page.getByText("Sida 2 av 10.").waitFor();
    expect((await column(page, GRID_ROWS, 3))[0]).toBe("215451-4");
    expect(await page.locator("html").getAttribute("data-load")).toBe("first");
  });

  it("searches in place when Enter is pressed", async () => {
    await page.fill("input[name$=txtSok]", "167125");
    await page.press("input[name$=txtSok]", "Enter");
    await page.getByText("Antal klienter: 1.").waitFor();
    expect(await column(page, GRID_ROWS, 1)).toEqual(["Sandén, Stig"]);
    expect(await page.locator("html").getAttribute("data-load")).toBe("first");
  });

  it("loads the whole page when the unit is changed", async () => {
    await page.selectOption("select[name$=ddlEnhet]", "HALSP1");
    await page.waitForSelector("html:not([data-load])", { state: "attached" });
    expect(new Set(await column(page, GRID_ROWS, 2))).toEqual(new Set(["HALSP1"]));
  });
});

describe.each(["paraply", "vardweb"])("The page adapter %s", (name) => {
  it.each(["client-list", "client", "decision"])("finds what it names on the page %s, each thing once", async (id) => {
    const adapter = (await adapterPages(name)).find((each) => each.id === id);
    if (!adapter) throw new Error(`No page ${id}.`);
    await page.goto(`${system.url}${adapter.match.url}?akt=167125-7`);
    const fields = Object.values(adapter.fields ?? {}).map(({ select }) => select);
    const named = [adapter.key.select, adapter.badge?.select, adapter.notice?.select, ...fields];
    const counts: Record<string, number> = {};
    for (const select of [adapter.match.has, ...named].filter((each) => each !== undefined)) {
      counts[select] = await page.locator(select).count();
    }
    expect(Object.entries(counts).filter(([, count]) => count !== 1)).toEqual([]);
    if (adapter.rows) expect(await page.locator(adapter.rows).count()).toBe(25);
  });

  it("translates every intervention of the form to its code", async () => {
    const decision = (await adapterPages(name)).find(({ id }) => id === "decision");
    const { select = "", values = {} } = decision?.fields?.["intervention"] ?? {};
    await page.goto(`${system.url}${decision?.match.url ?? ""}?akt=167125-7`);
    const offered = await page.locator(`${select} option:not([value=''])`).evaluateAll((options) =>
      options.map((option) => [option.getAttribute("value"), option.textContent]),
    );
    const names = new Map(INTERVENTIONS.map(({ code, name: swedish }) => [code, swedish]));
    expect(offered).toEqual(Object.entries(values).map(([value, code]) => [value, names.get(code)]));
  });
});
