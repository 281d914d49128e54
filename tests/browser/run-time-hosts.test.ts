import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { loadPageAdapters, ownPagesFolder } from "../../gateway/pages/adapters.js";
import { startLegacySystem } from "../legacy-system/server.js";
import { sample } from "../integration/city.js";
import { openVardweb, OURS, shownRows, VARDWEB_ROWS } from "./overlay-pages.js";
import { OPEN_EXTENSION } from "./open-roots.js";
import { makePermittingProfile } from "./permitting-profile.js";
import { extensionPage, openOptions } from "./signed-in-browser.js";
import { openStubbedBrowser } from "./stubbed-browser.js";
import { startStubGateway, type StubGateway } from "./stub-gateway.js";

/** A host that the extension is not built for. */
const HOST = "http://127.0.0.2/*";

let profile: string;
let context: BrowserContext;
let gateway: StubGateway;
let pages: { readonly url: string; close(): Promise<void> };

beforeAll(async () => {
  profile = await mkdtemp(join(tmpdir(), "overblick-profile-"));
  await makePermittingProfile(profile, OPEN_EXTENSION, [HOST]);
  const adapters = loadPageAdapters([ownPagesFolder()]).adapters.map(({ content }) => ({ ...content, hosts: [...content.hosts, HOST] }));
  gateway = await startStubGateway(adapters);
  pages = await startLegacySystem({ folders: ["night1", "night2"].map((night) => `${sample("hal-2022-11")}/${night}`), host: "127.0.0.2" });
  context = await openStubbedBrowser(OPEN_EXTENSION, gateway.url, { userDataDir: profile });
});
afterAll(async () => {
  await context.close();
  await Promise.all([pages.close(), gateway.close()]);
  await rm(profile, { recursive: true, force: true, maxRetries: 5 });
});

async function saveHosts(options: Page, hosts: string): Promise<void> {
  await options.getByLabel("Verksamhetssystemets värdar").fill(hosts);
  await options.getByRole("button", { name: "Spara" }).click();
  await options.getByText("Sparat.").waitFor();
}

/** What the icon in the toolbar says. */
async function icon(options: Page): Promise<unknown> {
  return options.evaluate("Promise.all([chrome.action.getBadgeText({}), chrome.action.getTitle({})])");
}

/** The hosts that the page script is registered for. */
async function registered(options: Page): Promise<unknown> {
  return options.evaluate("chrome.scripting.getRegisteredContentScripts().then((scripts) => scripts.flatMap(({ matches }) => matches))");
}

// One after the other, as whoever sets a computer up does it.
describe("a host that the extension is not built for", () => {
  let options: Page;

  it("has no badges though the settings name it: the options page and the icon say that a click is missing", async () => {
    options = await openOptions(context, OPEN_EXTENSION);
    await saveHosts(options, "http://127.0.0.2");
    await options.getByText("Sidor där inget kan visas än: http://127.0.0.2/*").waitFor();
    await expect.poll(() => icon(options)).toEqual(["!", "Överblick: ett klick återstår. Öppna Överblick och tillåt"]);
    expect(await registered(options)).toEqual([]);
  });

  it("has badges after the click", async () => {
    await options.getByRole("button", { name: "Tillåt" }).click();
    await options.getByText("Tillåtet. Ladda om verksamhetssystemets sidor.").waitFor();
    await expect.poll(() => icon(options)).toEqual(["0", expect.stringMatching(/^Överblick: 0 försenade/)]);
    const page = await openVardweb(context, pages.url);
    expect(await shownRows(page, VARDWEB_ROWS)).toHaveLength(25);
    await page.close();
  });

  it("has our words in the language that is chosen, on pages that are open already too", async () => {
    const open = await openVardweb(context, pages.url);
    await open.locator("overblick-summary[lang=sv]").waitFor();
    await options.getByLabel("Språk").selectOption("EN");
    await options.getByRole("button", { name: "Spara" }).click();
    await options.getByText("Saved.").waitFor();
    const page = await openVardweb(context, pages.url);
    await page.locator("overblick-summary[lang=en]").waitFor();
    await open.locator("overblick-summary[lang=en]").getByText("Hide").waitFor();
    await open.locator("overblick-badge[lang=en]").nth(24).waitFor();
    expect(await open.locator(OURS).and(open.locator("[lang=sv]")).count()).toBe(0);
    await Promise.all([page.close(), open.close()]);
    await options.getByLabel("Language").selectOption("SV");
    await options.getByRole("button", { name: "Save" }).click();
    await options.getByText("Sparat.").waitFor();
  });

  it("is found in order by the connection test", async () => {
    await options.getByRole("button", { name: "Testa anslutningen" }).click();
    await options.locator("[data-step=hosts]").getByText("Visas på: http://localhost/*, http://127.0.0.1/*, http://127.0.0.2/*").waitFor();
  });

  it("loses what was shown, on open pages too, when the permission is taken back", async () => {
    const page = await openVardweb(context, pages.url);
    await page.locator("overblick-badge").first().waitFor();
    await options.evaluate(`chrome.permissions.remove({ origins: ["${HOST}"] })`);
    await expect.poll(() => icon(options)).toEqual(["!", "Överblick: ett klick återstår. Öppna Överblick och tillåt"]);
    await expect.poll(() => page.locator("overblick-badge").count()).toBe(0);
    expect(await registered(options)).toEqual([]);
    await page.close();
  });

  it("is asked for in the worklist that the icon opens, too, and permitted by the click there", async () => {
    const panel = await context.newPage();
    await panel.goto(extensionPage(OPEN_EXTENSION, "sidepanel.html"));
    await panel.getByText("Sidor där inget kan visas än: http://127.0.0.2/*").waitFor();
    await panel.getByRole("button", { name: "Tillåt" }).click();
    await panel.getByText("Tillåtet. Ladda om verksamhetssystemets sidor.").waitFor();
    await expect.poll(() => icon(options)).toEqual(["0", expect.stringMatching(/^Överblick: 0 försenade/)]);
    await options.evaluate(`chrome.permissions.remove({ origins: ["${HOST}"] })`);
    for (const page of [panel, options]) await page.getByText("Ett klick återstår").waitFor();
    await panel.close();
  });

  it("is no longer asked for when the settings no longer name it", async () => {
    await saveHosts(options, "");
    await expect.poll(() => icon(options)).toEqual(["0", expect.stringMatching(/^Överblick: 0 försenade/)]);
    expect(await options.getByText("Ett klick återstår").count()).toBe(0);
  });
});
