import type { BrowserContext, Page, Worker } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { Viewer } from "../../gateway/access/viewer.js";
import { launchChromium } from "./chromium.js";
import { openVardweb, shownRows, VARDWEB_ROWS } from "./overlay-pages.js";
import { OPEN_EXTENSION } from "./open-roots.js";
import { openOverlayWorld, type OverlayWorld } from "./overlay-world.js";
import { extensionPage, machineIs, openOptions, pickPerson, signIn } from "./signed-in-browser.js";

const OWN: Viewer = { subject: "NIHA13", roles: ["CASEWORKER"], units: ["HALAO1"] };
/** A client of NIHA13's whose identity is protected. */
const PROTECTED = "259862-6";
const HEAD: Viewer = { subject: "CHEF", roles: ["MANAGER"], units: ["HALAO1", "HALAO2"] };

let world: OverlayWorld;
let context: BrowserContext;

beforeAll(async () => {
  world = await openOverlayWorld([OWN, HEAD].map((viewer) => ({ name: viewer.subject, work: "", viewer })));
  context = await launchChromium({ extensionPath: OPEN_EXTENSION });
  await signIn(context, { ...world, extension: OPEN_EXTENSION, person: OWN.subject });
});
afterAll(async () => {
  await context.close();
  await world.close();
});
afterEach(async () => {
  for (const page of context.pages()) if (page.url() !== "about:blank") await page.close();
});

async function openWorklist(width = 380): Promise<Page> {
  const page = await context.newPage();
  await page.setViewportSize({ width, height: 900 });
  await page.goto(extensionPage(OPEN_EXTENSION, "sidepanel.html"));
  await page.locator("[data-row]").first().waitFor();
  return page;
}

/** What the gateway says, asked beside the extension: ids in its order. */
async function worklistOf(viewer: Viewer, variables: object): Promise<{ id: string; overdueDays: number | null }[]> {
  const query = "query ($caseworker: String, $unit: String) { worklist(caseworker: $caseworker, unit: $unit, first: 500) { edges { node { id overdueDays } } } }";
  const response = await fetch(`${world.gateway}/graphql`, {
    method: "POST",
    headers: { "content-type": "application/json", authorization: `Bearer ${await world.token(viewer)}` },
    body: JSON.stringify({ query, variables }),
  });
  const { data } = (await response.json()) as { data: { worklist: { edges: { node: { id: string; overdueDays: number | null } }[] } } };
  return data.worklist.edges.map(({ node }) => node);
}

const rowIds = (page: Page): Promise<string[]> => page.locator("[data-row]").evaluateAll((rows) => rows.map((row) => row.getAttribute("data-row") ?? ""));
const worker = (): Worker => context.serviceWorkers()[0]!;
/** What stands on the toolbar's icon. */
const onIcon = (): Promise<string> => worker().evaluate<string>("chrome.action.getBadgeText({})");

async function iconSays(text: string): Promise<void> {
  await expect.poll(onIcon, { timeout: 20_000 }).toBe(text);
}

describe("a caseworker's worklist", () => {
  it("has the own findings in the gateway's order", async () => {
    const page = await openWorklist();
    expect(await rowIds(page)).toEqual((await worklistOf(OWN, { caseworker: OWN.subject })).map(({ id }) => id));
  });

  it("is walked by the arrow keys, and Enter opens the case, though no page of the case system is open", async () => {
    await (await openVardweb(context, world.pages)).waitForSelector("overblick-badge[status]");
    for (const open of context.pages()) if (open.url().startsWith(world.pages)) await open.close();
    const page = await openWorklist();
    await page.locator("[data-row]").first().focus();
    for (const key of ["ArrowDown", "ArrowDown", "ArrowUp", "End", "Home", "ArrowDown"]) await page.keyboard.press(key);
    const fileNumber = await page.evaluate(() => /\d{6}-\d/.exec(document.activeElement?.textContent ?? "")?.[0] ?? "");
    expect(await page.evaluate(() => document.activeElement?.getAttribute("data-row"))).toBe((await rowIds(page))[1]);
    const opened = context.waitForEvent("page");
    await page.keyboard.press("Enter");
    const client = await opened;
    await client.waitForURL(`${world.pages}/vardweb/Klient.aspx?akt=${fileNumber}`);
    await client.waitForSelector("overblick-badge[status]");
  });

  it("opens the case in the tab of the case system that is there", async () => {
    const legacy = await openVardweb(context, world.pages);
    await shownRows(legacy, VARDWEB_ROWS);
    const page = await openWorklist();
    await page.locator("[data-row]").first().click();
    await legacy.waitForURL(/Klient\.aspx\?akt=\d{6}-\d$/);
  });

  it("does not take a tab in which something has been filled in", async () => {
    const legacy = await openVardweb(context, world.pages);
    await shownRows(legacy, VARDWEB_ROWS);
    await legacy.locator("input[type=text]").first().fill("Andersson");
    const page = await openWorklist();
    const opened = context.waitForEvent("page");
    await page.locator("[data-row]").first().click();
    await (await opened).waitForURL(/Klient\.aspx/);
    expect([legacy.url(), await legacy.locator("input[type=text]").first().inputValue()]).toEqual([`${world.pages}/vardweb/KlientLista.aspx`, "Andersson"]);
  });

  it("leaves one kind when that is chosen, and says what is left", async () => {
    const page = await openWorklist();
    await page.getByRole("button", { name: /^Delegation \d+$/ }).click();
    await page.getByRole("button", { name: /^Delegation \d+$/, pressed: true }).waitFor();
    await page.getByRole("status").filter({ hasText: /^Visar bara Delegation: 4 nu\.$/ }).waitFor();
    expect(await page.locator("[data-row]").count()).toBe(4);
  });

  it("shows of a protected person a lock and the number until asked for more", async () => {
    const page = await openWorklist();
    const row = page.locator(".entry").filter({ hasText: PROTECTED }).first();
    expect(await row.locator("[data-row]").innerText()).toMatch(new RegExp(`^Skyddade personuppgifter\\s+Akt ${PROTECTED}$`));
    await row.getByRole("button", { name: `Visa uppgifter om skyddad person, akt ${PROTECTED}` }).click();
    await row.locator(".what").waitFor();
  });

  it.each([320, 190])("needs no scrolling sideways in %i px", async (width) => {
    const page = await openWorklist(width);
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
  });
});

describe("the toolbar's icon", () => {
  it("opens the worklist in the side panel", async () => {
    expect(await worker().evaluate("chrome.sidePanel.getPanelBehavior()")).toMatchObject({ openPanelOnActionClick: true });
    expect(await worker().evaluate("chrome.sidePanel.getOptions({})")).toMatchObject({ path: "sidepanel.html" });
  });
});

describe("the number on the icon", () => {
  it("is how many of one's own are overdue", async () => {
    const overdue = (await worklistOf(OWN, { caseworker: OWN.subject })).filter(({ overdueDays }) => overdueDays !== null);
    await iconSays(String(overdue.length));
  });

  it("goes when the machine is locked, as do the rows, and both come back", async () => {
    const page = await openWorklist();
    await iconSays("6");
    await worker().evaluate(machineIs("locked"));
    await page.getByText("Överblick visar inget medan datorn är låst eller har lämnats.").waitFor();
    expect([await page.locator("[data-row]").count(), await onIcon()]).toEqual([0, ""]);
    await worker().evaluate(machineIs("active"));
    await page.locator("[data-row]").first().waitFor();
    await iconSays("6");
  });

  it("gives way to a question mark while the gateway is away, and comes back with it", async () => {
    const page = await openWorklist();
    await world.withoutGateway(async () => {
      await page.reload();
      await page.getByText(/^Överblick når inte gatewayen, senast \d\d\.\d\d\.$/).waitFor();
      await worker().evaluate('chrome.alarms.onAlarm.dispatch({ name: "counter" })');
      await iconSays("?");
    });
    await page.locator("[data-row]").first().waitFor();
    await iconSays("6");
  });

  it("goes when one signs out; a head who signs in sees the units' and whose work there is", async () => {
    const options = await openOptions(context, OPEN_EXTENSION);
    await options.getByRole("button", { name: "Logga ut" }).click();
    await options.getByText("Du är utloggad.").waitFor();
    await iconSays("–");
    await pickPerson(context, () => options.getByRole("button", { name: "Logga in" }).click(), HEAD.subject);
    await options.getByText(`Du är inloggad som ${HEAD.subject}`).waitFor();
    await iconSays(String((await worklistOf(HEAD, {})).filter(({ overdueDays }) => overdueDays !== null).length));
    const page = await openWorklist();
    await page.getByLabel("Vems arbete").selectOption({ label: "Nils Hallberg (NIHA13)" });
    await expect.poll(() => rowIds(page)).toEqual((await worklistOf(HEAD, { caseworker: OWN.subject, unit: "HALAO1" })).slice(0, 50).map(({ id }) => id));
  });
});
