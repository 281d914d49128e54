import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { BrowserContext, FrameLocator, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { loadPageAdapters } from "../../gateway/pages/adapters.js";
import { projectRoot } from "../../gateway/project-root.js";
import { type LegacySystem, startLegacySystem } from "../legacy-system/server.js";
import { openParaply, openVardweb, OURS } from "./overlay-pages.js";
import { OPEN_EXTENSION } from "./open-roots.js";
import { extensionPage } from "./signed-in-browser.js";
import { startStubGateway, type StubGateway } from "./stub-gateway.js";
import { openStubbedBrowser } from "./stubbed-browser.js";

let gateway: StubGateway;
let legacy: LegacySystem;
let context: BrowserContext;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "overblick-workbench-"));
  // A gateway without adapters: the pages are new to everybody.
  gateway = await startStubGateway([]);
  legacy = await startLegacySystem({ folders: ["night1", "night2"].map((night) => join(projectRoot(), "tests/samples/hal-2022-11", night)) });
  context = await openStubbedBrowser(OPEN_EXTENSION, gateway.url);
});
afterAll(async () => {
  await context.close();
  await Promise.all([legacy.close(), gateway.close(), rm(folder, { recursive: true })]);
});
afterEach(async () => {
  for (const page of context.pages()) if (page.url() !== "about:blank") await page.close();
});

async function openWorkbench(): Promise<Page> {
  const page = await context.newPage();
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.goto(extensionPage(OPEN_EXTENSION, "tabs/workbench.html"));
  return page;
}

const copyIn = (workbench: Page): FrameLocator => workbench.frameLocator("iframe.copy");

/** Points at a row of Paraply's list, its number and the name in it. */
async function pointAtParaply(workbench: Page): Promise<void> {
  await workbench.getByRole("button", { name: /paraply\/klient\/lista/ }).click();
  const row = copyIn(workbench).locator("table.lista tr").nth(3);
  await row.locator("td").nth(5).click();
  await row.locator("td").nth(1).locator("a").click();
  await row.locator("td").nth(2).click();
}

describe("the workbench", () => {
  it("describes a page that nobody has described, from three clicks on a copy of it", async () => {
    await openParaply(context, legacy.url);
    const workbench = await openWorkbench();
    await pointAtParaply(workbench);
    await workbench.getByText("25 rader, 25 med nummer, 25 med plats för märket").waitFor();
    const text = await workbench.locator("textarea").inputValue();
    expect(text.split("\n").slice(2)).toEqual([
      'hosts: ["http://127.0.0.1/*"]',
      "version: 1",
      "pages:",
      "  - id: client-list",
      "    kind: list",
      '    match: { url: "/paraply/klient/lista", frame: "main", has: "table.lista" }',
      '    rows: "table.lista tr:has(td)"',
      '    key: { column: "Aktnr", as: fileNumber, pattern: "^(\\\\d{6}-\\\\d)$" }',
      '    badge: { column: "Namn", place: append }',
      "",
    ]);
  });

  it("is used with the keyboard alone: to the row, its number and the name, each said where one is", async () => {
    await openParaply(context, legacy.url);
    const workbench = await openWorkbench();
    const { keyboard } = workbench;
    const status = workbench.locator(".side [role=status]");
    const isIn = (selector: string): Promise<boolean> => workbench.evaluate((wanted) => document.activeElement?.matches(wanted) ?? false, selector);
    const tabTo = async (selector: string): Promise<void> => {
      for (let presses = 0; !(await isIn(selector)); presses += 1) {
        expect(presses).toBeLessThan(60);
        await keyboard.press("Tab");
      }
    };
    await workbench.getByRole("button", { name: /paraply\/klient\/lista/ }).waitFor();
    await tabTo(".pages button");
    for (let presses = 0; !(await workbench.evaluate(() => document.activeElement?.textContent.includes("/paraply/klient/lista"))); presses += 1) {
      expect(presses).toBeLessThan(10);
      await keyboard.press("Tab");
    }
    await keyboard.press("Enter");
    await workbench.locator("iframe.copy").waitFor();
    await tabTo("iframe.copy");
    const first = await status.textContent();
    await keyboard.press("ArrowDown");
    await expect.poll(() => status.textContent()).not.toBe(first);
    const focused = copyIn(workbench).locator(":focus");
    expect(await focused.evaluate((each) => [each.closest("table")?.className, getComputedStyle(each).boxShadow.includes("rgb(0, 0, 0)")])).toEqual(["lista", true]);
    await keyboard.press("Enter");
    /** To the first thing of a column that has a text. */
    const walkTo = async (column: number): Promise<void> => {
      for (let presses = 0; !(await focused.evaluate((each, at) => each.closest("td")?.cellIndex === at && each.textContent.trim() !== "", column)); presses += 1) {
        expect(presses).toBeLessThan(30);
        await keyboard.press("ArrowRight");
      }
    };
    const row = await focused.evaluate((each) => each.closest("tr")!.rowIndex);
    await walkTo(1);
    await expect.poll(() => status.textContent()).toMatch(/^Här står: \d{6}-\d$/);
    await keyboard.press("Enter");
    await walkTo(2);
    await keyboard.press("Enter");
    expect(await focused.evaluate((each) => each.closest("tr")!.rowIndex)).toBe(row);
    const text = await workbench.locator("textarea").inputValue();
    expect(text.split("\n").slice(8, 11)).toEqual([
      '    rows: "table.lista tr:has(td)"',
      '    key: { column: "Aktnr", as: fileNumber, pattern: "^(\\\\d{6}-\\\\d)$" }',
      '    badge: { column: "Namn", place: append }',
    ]);
  });

  it("shows on the open page itself what it would draw, asks nobody, and takes it away again", async () => {
    const main = await openParaply(context, legacy.url);
    const workbench = await openWorkbench();
    await pointAtParaply(workbench);
    gateway.clear();
    await workbench.getByRole("button", { name: "Visa på sidan" }).click();
    await main.page().bringToFront();
    await main.locator("overblick-badge[status=unknown]").nth(24).waitFor();
    await workbench.bringToFront();
    await workbench.getByRole("button", { name: "Sluta visa" }).click();
    await main.locator("overblick-badge").first().waitFor({ state: "detached" });
    expect(gateway.asked).toEqual([]);
  });

  it("takes from the page what it showed there when it is closed", async () => {
    const main = await openParaply(context, legacy.url);
    const workbench = await openWorkbench();
    await pointAtParaply(workbench);
    await workbench.getByRole("button", { name: "Visa på sidan" }).click();
    await main.page().bringToFront();
    await main.locator("overblick-badge[status=unknown]").nth(24).waitFor();
    await workbench.close();
    await main.locator("overblick-badge").first().waitFor({ state: "detached" });
    expect(await main.locator(OURS).count()).toBe(0);
  });

  it("says that it shows no longer when the page is left", async () => {
    const main = await openParaply(context, legacy.url);
    const workbench = await openWorkbench();
    await pointAtParaply(workbench);
    await workbench.getByRole("button", { name: "Visa på sidan" }).click();
    await main.page().close();
    await workbench.getByRole("button", { name: "Visa på sidan" }).waitFor();
  });

  it("exports a file that the gateway takes", async () => {
    await openVardweb(context, legacy.url);
    const workbench = await openWorkbench();
    await workbench.getByRole("button", { name: /KlientLista/ }).click();
    const row = copyIn(workbench).locator("tr.gvRad").first();
    await row.locator("td").nth(6).click();
    await row.locator("td").nth(2).locator("span").click();
    await row.locator("td").nth(0).locator("span").first().click();
    const download = workbench.waitForEvent("download");
    await workbench.getByRole("button", { name: "Ladda ned" }).click();
    const file = await (await download).path();
    await writeFile(join(folder, "exported.yaml"), await readFile(file));
    const { adapters, faults } = loadPageAdapters([folder]);
    expect([faults, adapters[0]?.content.pages[0]]).toMatchObject([[], { rows: "table[id$='_gvKlienter'] > tbody > tr:has(> td)", key: { column: "Akt" }, badge: { column: "Klient" } }]);
  });

  it("tells by line what is wrong, and what to think of", async () => {
    await openParaply(context, legacy.url);
    const workbench = await openWorkbench();
    await pointAtParaply(workbench);
    const text = workbench.locator("textarea");
    const good = await text.inputValue();
    await text.fill(good.replace("    rows:", "    row:"));
    await workbench.getByText("Rad 6: pages/0 saknar rows").waitFor();
    await workbench.getByText("Rad 9: pages/0/row finns inte i kontraktet").waitFor();
    await text.fill(good.replace('column: "Aktnr"', 'select: "td:nth-child(2)"'));
    await workbench.getByText("Rad 10: key/select hittas genom sin plats.").waitFor();
  });

  it("holds the adapter against saved pages without running their scripts", async () => {
    await openParaply(context, legacy.url);
    const workbench = await openWorkbench();
    await pointAtParaply(workbench);
    const html = await (await fetch(`${legacy.url}/paraply/klient/lista?sort=akt`)).text();
    const script = `<script>document.title = "run"; document.querySelectorAll("tr").forEach((row) => row.remove());</script>`;
    await workbench.locator("section", { hasText: "sparade sidor" }).locator("input[type=file]").last().setInputFiles([
      { name: "lista-akt.html", mimeType: "text/html", buffer: Buffer.from(`<!-- saved from url=(0040)http://127.0.0.1/paraply/klient/lista?x -->${html}${script}`) },
      { name: "annan.html", mimeType: "text/html", buffer: Buffer.from("<p>Inget här</p>") },
    ]);
    const rows = workbench.locator("section", { hasText: "sparade sidor" }).last().locator("tbody tr");
    await rows.nth(1).waitFor();
    expect(await rows.allInnerTexts()).toEqual([
      "lista-akt.html\tclient-list\t25 rader, 25 med nummer, 25 med plats för märket",
      "annan.html\t–\tkänns inte igen",
    ]);
  });

  it("starts from a saved page as well", async () => {
    const workbench = await openWorkbench();
    const html = await (await fetch(`${legacy.url}/vardweb/Klient.aspx?akt=103879-5`)).text();
    await workbench.locator("input[type=file]").first().setInputFiles({ name: "klient.html", mimeType: "text/html", buffer: Buffer.from(html) });
    await workbench.getByLabel("Sidan handlar om en enda klient").check();
    await copyIn(workbench).locator("[id$=_lblAkt]").click();
    await copyIn(workbench).locator("[id$=_lblNamn]").click();
    expect(await workbench.locator("textarea").inputValue()).toContain("key: { select: \"span[id$='_lblAkt']\", as: fileNumber");
    await workbench.getByText("1 rad, 1 med nummer, 1 med plats för märket").waitFor();
  });

  it("is the only one whom page scripts obey", async () => {
    const main = await openParaply(context, legacy.url);
    await main.evaluate(() => {
      window.postMessage({ type: "workbench", ask: "copy" }, "*");
      document.dispatchEvent(new CustomEvent("workbench", { detail: { type: "workbench", ask: "copy" } }));
    });
    const options = await context.newPage();
    await options.goto(extensionPage(OPEN_EXTENSION, "options.html"));
    const answers = await options.evaluate(async () => {
      const { chrome } = window as unknown as { chrome: { tabs: { query(all: object): Promise<{ id: number }[]>; sendMessage(id: number, message: object): Promise<unknown> } } };
      const tabs = await chrome.tabs.query({});
      const asked = await Promise.allSettled(tabs.map(({ id }) => chrome.tabs.sendMessage(id, { type: "workbench", ask: "copy" })));
      return asked.filter((each) => each.status === "fulfilled" && each.value !== undefined && each.value !== null).length;
    });
    expect(answers).toBe(0);
  });
});
