import { join } from "node:path";
import type { BrowserContext, Locator, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { projectRoot } from "../../gateway/project-root.js";
import { type LegacySystem, startLegacySystem } from "../legacy-system/server.js";
import { violations } from "./axe.js";
import { launchChromium } from "./chromium.js";
import { OPEN_EXTENSION } from "./open-roots.js";
import { ownDocument } from "./overlay-pages.js";
import { startStubGateway, type StubGateway } from "./stub-gateway.js";
import { openStubbedBrowser } from "./stubbed-browser.js";

const FILE_NUMBER = "848744-9";

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
beforeEach(() => { gateway.clear(); });
afterEach(async () => {
  for (const page of [...context.pages(), ...bare.pages()]) if (page.url() !== "about:blank") await page.close();
});

const FAMILIES = [
  {
    family: "Paraply", path: `/paraply/beslut/nytt?akt=${FILE_NUMBER}`, intervention: "select[name=insats]", hours: "input[name=tim]", decidedBy: "input[name=beslutsf]", to: "input[name=tom]",
    labels: { intervention: "Insats", hours: "Omfattning", to: "t o m" }, save: "Spara beslut",
  },
  {
    family: "Vård-Web", path: `/vardweb/Beslut.aspx?akt=${FILE_NUMBER}`, intervention: "select[id$=_ddlInsats]", hours: "input[id$=_txtTimmar]", decidedBy: "input[id$=_txtBeslutsfattare]", to: "input[id$=_txtTill]",
    labels: { intervention: "Insats", hours: "Timmar per månad", to: "Gäller till" }, save: "Spara",
  },
] as const;

const notice = (page: Page): Locator => page.locator("overblick-notice");
const headline = (page: Page): Locator => notice(page).locator(".headline");

describe.each(FAMILIES)("the notice beside a decision form ($family)", ({ path, intervention, hours, decidedBy, to, labels, save }) => {
  async function openForm(browser = context): Promise<Page> {
    const page = await browser.newPage();
    await page.goto(`${legacy.url}${path}`);
    if (browser === context) await notice(page).waitFor();
    return page;
  }

  /** As a person does it, letter by letter. */
  async function fillIn(page: Page): Promise<void> {
    await page.locator(intervention).selectOption({ label: "Hemtjänst" });
    await page.locator(hours).pressSequentially("120,5");
    await page.locator(decidedBy).pressSequentially("NIHA13");
    await page.locator(to).pressSequentially("2023-05-31");
  }

  it("says at first what is to be filled in, by the page's own name for it", async () => {
    const page = await openForm();
    expect(await headline(page).textContent()).toBe(`Fyll i ${labels.intervention} för att kontrollera beslutet.`);
    expect(gateway.drafts).toEqual([]);
  });

  it("checks what is typed, and names the fields that it speaks of", async () => {
    const page = await openForm();
    await fillIn(page);
    await headline(page).getByText("Utanför delegation").waitFor();
    expect(gateway.drafts.at(-1)!.draft).toEqual({ fileNumber: FILE_NUMBER, law: "SoL 4:1", intervention: "HTJ", hoursPerMonth: 120.5, decidedBy: "NIHA13", validTo: "2023-05-31" });
    expect(await notice(page).locator("h3").allTextContents()).toEqual(["Över gränsen med 120.5 timmar"]);
    expect(await notice(page).locator(".field").allTextContents()).toEqual([`Fält: ${labels.hours}`, `Fält: ${labels.to}`]);
  });

  it("never shows an answer to what is no longer there, and lets the question go", async () => {
    const page = await openForm();
    const release = gateway.holdNextCheck();
    await page.locator(intervention).selectOption({ label: "Hemtjänst" });
    await page.locator(hours).fill("120");
    await expect.poll(() => gateway.drafts.length).toBe(1);
    // Everything that the notice says from now on.
    await notice(page).evaluate((host) => {
      const said: string[] = [];
      Object.assign(window, { said });
      new MutationObserver(() => said.push(host.shadowRoot!.textContent)).observe(host.shadowRoot!, { childList: true, subtree: true, characterData: true });
    });
    await page.locator(hours).fill("20");
    await expect.poll(() => gateway.drafts[0]!.isLetGo).toBe(true);
    release();
    await headline(page).getByText("Inom delegation").waitFor();
    const said = await page.evaluate(() => (window as unknown as { said: string[] }).said);
    expect(said.filter((text) => text.includes("Utanför") || text.includes("120"))).toEqual([]);
  });

  it("leaves the form what it is: its document, its data, its events, its focus, and what is sent", async () => {
    const use = async (browser: BrowserContext): Promise<object> => {
      const page = await openForm(browser);
      await page.evaluate(() => {
        const heard: string[] = [];
        Object.assign(window, { heard });
        for (const type of ["keydown", "keyup", "input", "change", "focusin", "focusout", "click", "submit", "reset", "scroll", "resize"]) {
          addEventListener(type, ({ target }) => heard.push(`${type} ${(target as Element).localName}`), true);
        }
      });
      await fillIn(page);
      if (browser === context) await headline(page).getByText("Utanför delegation").waitFor();
      const state = await page.evaluate(() => ({
        heard: (window as unknown as { heard: string[] }).heard, active: document.activeElement?.getAttribute("name")?.replace(/ctl\d\d/g, ""),
        title: document.title, scroll: [scrollX, scrollY], size: [document.documentElement.scrollWidth, document.documentElement.scrollHeight], names: Object.getOwnPropertyNames(window).sort().join(),
      }));
      const own = await ownDocument(page);
      const [request] = await Promise.all([page.waitForRequest((each) => each.method() === "POST"), page.getByRole("button", { name: save }).click()]);
      const sent = [...new URLSearchParams(request.postData() ?? "")].map(([name, value]) => `${name.replace(/ctl\d\d/g, "")}=${name.includes("VIEWSTATE") ? "" : value}`);
      return { ...state, ...own, sent };
    };
    expect(await use(context)).toEqual(await use(bare));
  });

  it("moves nothing of the page", async () => {
    const places = (page: Page): Promise<number[][]> =>
      page.evaluate(() => [...document.querySelectorAll("body *:not(overblick-notice)")].map((each) => Object.values(each.getBoundingClientRect().toJSON() as Record<string, number>)));
    const page = await openForm();
    expect(await places(page)).toEqual(await places(await openForm(bare)));
  });

  it("covers no field", async () => {
    const page = await openForm();
    await fillIn(page);
    await headline(page).getByText("Utanför delegation").waitFor();
    const covered = await page.locator("input:visible, select:visible, textarea:visible").evaluateAll((fields) => {
      const own = document.querySelector("overblick-notice")!.getBoundingClientRect();
      return fields.map((field) => field.getBoundingClientRect()).filter(({ left, right, top, bottom }) => left < own.right && right > own.left && top < own.bottom && bottom > own.top).length;
    });
    expect(covered).toBe(0);
  });

  it.each(["light", "dark"] as const)("keeps nobody out, in the %s", async (colorScheme) => {
    const page = await openForm();
    await page.emulateMedia({ colorScheme });
    await fillIn(page);
    await headline(page).getByText("Utanför delegation").waitFor();
    expect((await violations(page)).filter((fault) => fault.includes("overblick-notice"))).toEqual([]);
  });

  it("is folded at the foot of a narrow window", async () => {
    const page = await context.newPage();
    await page.setViewportSize({ width: 480, height: 600 });
    await page.goto(`${legacy.url}${path}`);
    await notice(page).getByRole("button", { name: "Visa" }).waitFor();
    const box = await notice(page).boundingBox();
    expect(box!.y).toBeGreaterThan(450);
  });

  it("is not there on a page without a form", async () => {
    const page = await openForm();
    await page.locator(intervention).selectOption({ label: "Hemtjänst" });
    await page.locator("form").evaluate((form) => { form.remove(); });
    await notice(page).waitFor({ state: "detached" });
  });
});
