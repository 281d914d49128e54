import type { BrowserContext, Locator } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { Viewer } from "../../gateway/access/viewer.js";
import { launchChromium } from "./chromium.js";
import {
  documentAfterRemoval, openParaply, openVardweb, OURS, ownDocument, PARAPLY_ROWS, type Place, shownRows, updateInPlace, VARDWEB_ROWS,
} from "./overlay-pages.js";
import { OPEN_EXTENSION } from "./open-roots.js";
import { openOverlayWorld, type OverlayWorld } from "./overlay-world.js";
import { signIn } from "./signed-in-browser.js";

/** Clients of the sample: three findings, of which the gravest is about a contact person; one finding; none; another's unit. */
const THREE_FINDINGS = "848744-9";
const ONE_FINDING = "484272-3";
const NOTHING_TO_DO = "830813-7";
const ANOTHER_UNITS = "512840-3";

const MANAGER: Viewer = { subject: "CHEF", roles: ["MANAGER"], units: ["HALAO1", "HALAO2"] };

let world: OverlayWorld;
let context: BrowserContext;
/** The same Chromium without the extension: what the pages are by themselves. */
let bare: BrowserContext;
let token: string;

beforeAll(async () => {
  world = await openOverlayWorld([{ name: MANAGER.subject, work: "", viewer: MANAGER }]);
  token = await world.token(MANAGER);
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

const FAMILIES = [
  { family: "Paraply", open: openParaply, rows: PARAPLY_ROWS, client: "form[name=klient]" },
  { family: "Vård-Web", open: openVardweb, rows: VARDWEB_ROWS, client: "table[id$='_dvKlient']" },
] as const;

/** The button of a client's badge, on the page that a place is. */
function badgeOf(place: Place, rows: string, fileNumber: string): Locator {
  return place.locator(rows).filter({ hasText: fileNumber }).locator("overblick-badge").getByRole("button");
}

describe("after several partial updates", () => {
  it("nothing is drawn twice", async () => {
    const page = await openVardweb(context, world.pages);
    await shownRows(page, VARDWEB_ROWS);
    for (const link of ["Akt", "Klient", "2", "3", "1"]) await updateInPlace(page, link);
    const rows = await shownRows(page, VARDWEB_ROWS);
    expect(rows.map(({ badges }) => badges.length)).toEqual(rows.map(() => 1));
    expect(await page.locator(OURS).count()).toBe(rows.length + 1);
  });
});

describe.each(FAMILIES)("$family", ({ open, rows, client }) => {
  it("is the page that it was once everything of ours is removed", async () => {
    const place = await open(context, world.pages);
    await shownRows(place, rows);
    await badgeOf(place, rows, THREE_FINDINGS).click();
    await place.locator("overblick-panel").waitFor();
    expect(await documentAfterRemoval(place)).toEqual((await ownDocument(await open(bare, world.pages))).html);
  });

  it("has no names of ours in the page's own world", async () => {
    const names = (place: Place): Promise<string[]> => place.evaluate(() => Object.getOwnPropertyNames(window).sort());
    const place = await open(context, world.pages);
    await shownRows(place, rows);
    expect(await names(place)).toEqual(await names(await open(bare, world.pages)));
  });

  it("has rows as high as they were", async () => {
    const heights = (place: Place): Promise<number[]> =>
      place.locator(rows).evaluateAll((found) => found.map((row) => row.getBoundingClientRect().height));
    const place = await open(context, world.pages);
    await shownRows(place, rows);
    const before = await heights(await open(bare, world.pages));
    const grown = (await heights(place)).map((height, at) => height - before[at]!);
    expect(grown.filter((growth) => Math.abs(growth) > 1)).toEqual([]);
  });

  it.each([THREE_FINDINGS, NOTHING_TO_DO, ANOTHER_UNITS])("shows on the page of client %s that client's status", async (fileNumber) => {
    const place = await open(context, world.pages);
    await place.getByRole("link", { name: fileNumber, exact: true }).click();
    await place.waitForSelector(client);
    await place.waitForSelector("overblick-badge[status]");
    const shown = await place.locator("overblick-badge").evaluateAll((badges) => badges.map((badge) => badge.getAttribute("status")));
    expect(shown).toEqual([(await world.statuses(token, [fileNumber])).get(fileNumber)?.toLowerCase()]);
  });
});

describe("the panel", () => {
  it("opens by Space and closes by Escape, which gives the keyboard back", async () => {
    const main = await openParaply(context, world.pages);
    await shownRows(main, PARAPLY_ROWS);
    const badge = badgeOf(main, PARAPLY_ROWS, ONE_FINDING);
    await badge.press("Space");
    await main.locator("overblick-panel").waitFor();
    await main.page().keyboard.press("Escape");
    await main.locator("overblick-panel").waitFor({ state: "detached" });
    expect(await badge.evaluate((button) => (button.getRootNode() as ShadowRoot).activeElement === button)).toBe(true);
  });

  it("opens by a click and closes by the next", async () => {
    const main = await openParaply(context, world.pages);
    await shownRows(main, PARAPLY_ROWS);
    const badge = badgeOf(main, PARAPLY_ROWS, ONE_FINDING);
    await badge.click();
    await main.locator("overblick-panel").waitFor();
    await badge.click();
    await main.locator("overblick-panel").waitFor({ state: "detached" });
  });

  it("says what the facts are in words", async () => {
    const main = await openParaply(context, world.pages);
    await shownRows(main, PARAPLY_ROWS);
    await badgeOf(main, PARAPLY_ROWS, THREE_FINDINGS).click();
    const finding = main.locator("overblick-panel li").first();
    await finding.getByText("Underlag").click();
    expect(await finding.locator("dl").first().innerText()).toMatch(/^Insats\s+Kontaktperson\s+Beslutet gäller från\s+26 oktober 2020$/);
  });

  it("says why, what to do, and by which rule and source", async () => {
    const main = await openParaply(context, world.pages);
    await shownRows(main, PARAPLY_ROWS);
    await badgeOf(main, PARAPLY_ROWS, THREE_FINDINGS).click();
    const lines = await main.locator("overblick-panel li").first().locator("p.why, p.next, p.rule").allInnerTexts();
    expect(lines).toEqual([
      expect.stringMatching(/^Den senaste uppföljning som räknas gjordes den 14 maj 2021\./),
      expect.stringMatching(/^Gör så här: /),
      expect.stringMatching(/^Regel: .* Källa: /),
    ]);
  });

  it("leaves the row that it explains to be seen, and scrolls, in a small frame", async () => {
    const main = await openParaply(context, world.pages);
    await main.page().setViewportSize({ width: 640, height: 400 });
    await shownRows(main, PARAPLY_ROWS);
    await badgeOf(main, PARAPLY_ROWS, THREE_FINDINGS).click();
    const panel = main.locator("overblick-panel .panel");
    const [row, box] = [await main.locator(PARAPLY_ROWS).filter({ hasText: THREE_FINDINGS }).boundingBox(), await panel.boundingBox()];
    expect(box!.y >= row!.y + row!.height || box!.y + box!.height <= row!.y).toBe(true);
    expect(await panel.evaluate((each) => each.scrollHeight > each.clientHeight)).toBe(true);
  });
});

describe.each([
  { family: "Paraply", path: "/paraply/beslut/nytt", intervention: "select[name=insats]", hours: "input[name=tim]", decidedBy: "input[name=beslutsf]", label: "Omfattning", purpose: "paraply/decision" },
  { family: "Vård-Web", path: "/vardweb/Beslut.aspx", intervention: "select[id$=_ddlInsats]", hours: "input[id$=_txtTimmar]", decidedBy: "input[id$=_txtBeslutsfattare]", label: "Timmar per månad", purpose: "vardweb/decision" },
])("a decision that is drafted ($family)", ({ path, intervention, hours, decidedBy, label, purpose }) => {
  async function draft(fileNumber: string): Promise<Locator> {
    const page = await context.newPage();
    await page.goto(`${world.pages}${path}?akt=${fileNumber}`);
    await page.locator(intervention).selectOption({ label: "Hemtjänst" });
    await page.locator(hours).fill("120");
    await page.locator(decidedBy).fill("NIHA13");
    return page.locator("overblick-notice");
  }

  it("is told to be outside delegation, with who may decide, why, what it costs and what it overlaps", async () => {
    const notice = await draft(THREE_FINDINGS);
    await notice.getByText("Utanför delegation", { exact: true }).waitFor();
    expect(await notice.locator(".roles").innerText()).toBe("Får beslutas av handläggare med särskild delegation, biträdande enhetschef eller enhetschef.");
    expect(await notice.locator(".cost").innerText()).toMatch(/^Kostar omkring 49\s440 kr i månaden enligt prislistan\.$/);
    expect(await notice.locator(".findings h3, .findings .field").allInnerTexts()).toEqual(["Hemtjänst över 99 timmar i månaden utanför delegation", `Fält: ${label}`]);
    expect(await notice.locator(".findings .rule").innerText()).toMatch(/^Regel: .* Källa: /);
    expect(await notice.locator(".beside li").first().innerText()).toMatch(/^Beslut 2200026 om samma insats gäller redan/);
    expect(await world.purposes()).toContain(purpose);
  });

  it("for a client of another's unit is not checked, and nothing is said of the client", async () => {
    const notice = await draft(ANOTHER_UNITS);
    await notice.getByText("Överblick känner inte till akten, eller så ligger den utanför dina enheter.").waitFor();
    expect(await notice.locator(".details").innerText()).toBe("Överblick känner inte till akten, eller så ligger den utanför dina enheter.");
  });

  it("is not checked while the gateway is away, and is when it is back", async () => {
    const notice = await draft(THREE_FINDINGS);
    await notice.getByText("Utanför delegation", { exact: true }).waitFor();
    await world.withoutGateway(async () => {
      await notice.page().locator(hours).fill("121");
      await notice.getByText(/^Överblick når inte gatewayen, senast \d\d\.\d\d\. Sidan fungerar som vanligt\.$/).waitFor();
    });
    await notice.getByRole("button", { name: "Försök igen" }).click();
    await notice.getByText("Utanför delegation", { exact: true }).waitFor();
  });
});

describe("without the gateway", () => {
  it("the page says so quietly, and heals by itself when the gateway is back", async () => {
    const main = await openParaply(context, world.pages);
    await shownRows(main, PARAPLY_ROWS);
    await world.withoutGateway(async () => {
      // A page whose clients nobody has asked for in the last seconds: the worker shares those answers.
      await main.getByRole("link", { name: "7", exact: true }).first().click();
      await main.waitForSelector("input[name=sida][value='7']", { state: "attached" });
      await main.locator("overblick-summary .words").getByText(/^Överblick når inte gatewayen, senast \d\d\.\d\d\. Sidan fungerar som vanligt\./).waitFor();
      expect(await main.locator("overblick-badge").count()).toBe(0);
    });
    const rows = await shownRows(main, PARAPLY_ROWS);
    const statuses = await world.statuses(token, rows.map(({ fileNumber }) => fileNumber));
    expect(rows.map(({ badges }) => badges.join())).toEqual(rows.map(({ fileNumber }) => statuses.get(fileNumber)?.toLowerCase()));
  });
});
