import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { BrowserContext, Locator, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { projectRoot } from "../../gateway/project-root.js";
import { type LegacySystem, startLegacySystem } from "../legacy-system/server.js";
import { launchChromium } from "./chromium.js";
import { openParaply, openVardweb, OURS, ownDocument, PARAPLY_ROWS, type Place, shownRows, VARDWEB_ROWS } from "./overlay-pages.js";
import { OPEN_EXTENSION } from "./open-roots.js";
import { extensionPage, machineIs } from "./signed-in-browser.js";
import { startStubGateway, type StubGateway } from "./stub-gateway.js";
import { openStubbedBrowser } from "./stubbed-browser.js";

/** How long the gateway thinks: time to stop a worker in. */
const THINKS_MS = 1_500;

let gateway: StubGateway;
let legacy: LegacySystem;
let context: BrowserContext;

beforeAll(async () => {
  gateway = await startStubGateway(undefined, THINKS_MS);
  legacy = await startLegacySystem({ folders: ["night1", "night2"].map((night) => join(projectRoot(), "tests/samples/hal-2022-11", night)) });
  context = await openStubbedBrowser(OPEN_EXTENSION, gateway.url);
});
afterAll(async () => {
  await context.close();
  await Promise.all([legacy.close(), gateway.close()]);
});
afterEach(async () => {
  for (const page of context.pages()) if (page.url() !== "about:blank") await page.close();
  gateway.clear();
});

async function inWorker(script: string): Promise<void> {
  await context.serviceWorkers()[0]!.evaluate(script);
}

/** Stops the worker as the browser does when it needs the memory. */
async function stopWorker(): Promise<void> {
  const page = await context.newPage();
  await page.goto(extensionPage(OPEN_EXTENSION, "options.html"));
  const session = await context.newCDPSession(page);
  await session.send("ServiceWorker.enable");
  await session.send("ServiceWorker.stopAllWorkers");
  await page.close();
}

async function badgesGone(page: Place): Promise<void> {
  await page.locator("overblick-badge").first().waitFor({ state: "detached" });
  expect(await page.locator("overblick-badge, overblick-panel").count()).toBe(0);
}

async function saysThatItIsLocked(page: Page): Promise<void> {
  await page.locator("overblick-summary .words").getByText("Överblick visar inget medan datorn är låst eller har lämnats.").waitFor();
}

describe("a worker that is stopped", () => {
  it("in the middle of a question has it asked again once", async () => {
    const page = await openVardweb(context, legacy.url);
    await expect.poll(() => gateway.asked.length, { timeout: 15_000 }).toBe(1);
    await stopWorker();
    expect(await shownRows(page, VARDWEB_ROWS)).toHaveLength(25);
    expect(gateway.asked.length).toBe(2);
  });

  it("while nobody asks is woken by the next question", async () => {
    await shownRows(await openVardweb(context, legacy.url), VARDWEB_ROWS);
    await stopWorker();
    expect(await shownRows(await openParaply(context, legacy.url), PARAPLY_ROWS)).not.toEqual([]);
  });
});

describe("a machine that is locked", () => {
  it("shows nothing on any page, and everything again when it is unlocked, asked anew", async () => {
    const page = await openVardweb(context, legacy.url);
    await shownRows(page, VARDWEB_ROWS);
    await inWorker(machineIs("locked"));
    await badgesGone(page);
    await saysThatItIsLocked(page);
    await inWorker(machineIs("active"));
    expect(await shownRows(page, VARDWEB_ROWS)).toHaveLength(25);
    expect(gateway.asked.map(({ keys }) => keys.length)).toEqual([25, 25]);
  });

  it("shows nothing on a page that is loaded meanwhile, nor is anybody asked", async () => {
    await inWorker(machineIs("locked"));
    const page = await openVardweb(context, legacy.url);
    await saysThatItIsLocked(page);
    expect([gateway.asked.length, await page.locator("overblick-badge").count()]).toEqual([0, 0]);
    await inWorker(machineIs("active"));
    await shownRows(page, VARDWEB_ROWS);
  });
});

/** The extension with open roots, which may not reach localhost: there it has its page script and nothing more, as on the hosts of a city's build. */
async function withoutLocalhost(folder: string): Promise<string> {
  const copy = join(folder, "extension");
  await cp(OPEN_EXTENSION, copy, { recursive: true });
  const file = join(copy, "manifest.json");
  const manifest = JSON.parse(await readFile(file, "utf8")) as object;
  await writeFile(file, JSON.stringify({ ...manifest, host_permissions: ["http://127.0.0.1/*"] }));
  return copy;
}

/** Writes half a note in the panel of an overdue client, and answers its field. */
async function write(page: Page): Promise<Locator> {
  await page.locator("overblick-badge[status=overdue]").first().click();
  const panel = page.locator("overblick-panel");
  await panel.getByRole("button", { name: "Varningen är fel" }).first().click();
  const note = panel.getByRole("textbox", { name: "Vad är fel?" });
  await note.fill("Halvvägs");
  return note;
}

/** Has the extension be installed over itself, and resolves when its new worker runs. */
async function update(updated: BrowserContext): Promise<void> {
  // Without developer mode Chromium turns an unpacked extension off in place of that.
  const page = await updated.newPage();
  await page.goto("chrome://extensions");
  await page.evaluate("chrome.developerPrivate.updateProfileConfiguration({ inDeveloperMode: true })");
  await page.close();
  const started = updated.waitForEvent("serviceworker");
  await updated.serviceWorkers()[0]!.evaluate("void setTimeout(() => chrome.runtime.reload(), 0)");
  await started;
}

describe("an extension that is updated under open pages", () => {
  it("says on hosts that it may not script that they are to be loaded anew, and leaves nothing else behind but what is being written", async () => {
    const folder = await mkdtemp(join(tmpdir(), "overblick-updated-"));
    const [bare, updated] = [await launchChromium(), await openStubbedBrowser(await withoutLocalhost(folder), gateway.url)];
    const pages = legacy.url.replace("127.0.0.1", "localhost");
    const [page, main] = [await openVardweb(updated, pages), await openParaply(updated, pages)];
    await Promise.all([shownRows(page, VARDWEB_ROWS), shownRows(main, PARAPLY_ROWS)]);
    const note = await write(page);
    await update(updated);
    // The key that finds out is the note's, and so are those after it.
    await note.press("End");
    await page.keyboard.type(" och mer");
    expect([await note.inputValue(), await page.locator(OURS).count()]).toEqual(["Halvvägs och mer", 1]);
    await page.locator("overblick-panel").getByRole("button", { name: "Stäng" }).click();
    expect(await page.locator(OURS).count()).toBe(0);
    // Scripts that were left behind look for themselves when somebody does something.
    await main.locator("body").hover();
    await badgesGone(main);
    await main.locator("overblick-summary").getByText("Tillägget har uppdaterats eller stängts av. Ladda om sidan").waitFor();
    await main.locator("overblick-summary").getByRole("button", { name: "Dölj" }).click();
    expect(await main.locator(OURS).count()).toBe(0);
    expect(await ownDocument(main)).toEqual(await ownDocument(await openParaply(bare, pages)));
    await Promise.all([bare.close(), updated.close()]);
    await rm(folder, { recursive: true });
  });

  // The last: the extension's memory, and with it the sign-in, goes.
  it("goes on by itself on hosts that it may script: the new version draws, and what the old one has drawn goes", async () => {
    const [page, main] = [await openVardweb(context, legacy.url), await openParaply(context, legacy.url)];
    await Promise.all([shownRows(page, VARDWEB_ROWS), shownRows(main, PARAPLY_ROWS)]);
    const note = await write(page);
    await update(context);
    await page.locator("overblick-summary").getByRole("button", { name: "Logga in" }).waitFor();
    // What is being written outlives the version that it was written in.
    await note.press("End");
    await page.keyboard.type(" och mer");
    expect([await note.inputValue(), await page.locator("overblick-panel").getByText("Kopiera det du har skrivit och ladda sedan om sidan.").count()]).toEqual(["Halvvägs och mer", 2]);
    await page.locator("overblick-panel").getByRole("button", { name: "Stäng" }).click();
    for (const place of [page, main]) {
      await badgesGone(place);
      await place.locator("overblick-summary").getByRole("button", { name: "Logga in" }).waitFor();
      expect(await place.locator(OURS).count()).toBe(1);
    }
  });
});
