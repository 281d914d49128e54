import type { BrowserContext, Frame, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { Viewer } from "../../gateway/access/viewer.js";
import { launchChromium } from "./chromium.js";
import { BUILT_EXTENSION, openOverlayWorld, type OverlayWorld } from "./overlay-world.js";
import { signIn } from "./signed-in-browser.js";

/** Rows of a list as a person reads them: the file number that stands in the row, and the badges in it. */
interface ShownRow {
  readonly fileNumber: string;
  readonly badges: readonly string[];
}

let world: OverlayWorld;
let context: BrowserContext;
/** The same Chromium without the extension: what the pages are by themselves. */
let bare: BrowserContext;
let token: string;

const MANAGER: Viewer = { subject: "CHEF", roles: ["MANAGER"], units: ["HALAO1", "HALAO2"] };
const CASEWORKER: Viewer = { subject: "NIHA13", roles: ["CASEWORKER"], units: ["HALAO1"] };

beforeAll(async () => {
  world = await openOverlayWorld([MANAGER, CASEWORKER].map((viewer) => ({ name: viewer.subject, work: "", viewer })));
  token = await world.token(MANAGER);
  context = await launchChromium({ extensionPath: BUILT_EXTENSION });
  bare = await launchChromium();
  await signIn(context, { ...world, extension: BUILT_EXTENSION, person: "CHEF" });
});
afterAll(async () => {
  await context.close();
  await bare.close();
  await world.close();
});
afterEach(async () => {
  for (const page of [...context.pages(), ...bare.pages()]) if (page.url() !== "about:blank") await page.close();
});

/** Waits until every row of the list has a badge, and reads rows and badges. */
async function shownRows(place: Page | Frame, rows: string): Promise<ShownRow[]> {
  await place.waitForFunction(
    (selector) => {
      const found = [...document.querySelectorAll(selector)];
      return found.length > 0 && found.every((row) => row.querySelector("overblick-badge[status]"));
    },
    rows,
  );
  return place.evaluate(
    (selector) =>
      [...document.querySelectorAll(selector)].map((row) => ({
        fileNumber: /\d{6}-\d/.exec(row.textContent)?.[0] ?? "",
        badges: [...row.querySelectorAll("overblick-badge")].map((badge) => badge.getAttribute("status") ?? ""),
      })),
    rows,
  );
}

/** Every row has one badge, and it says what the gateway says of the row's own client. */
async function expectRowsAsGatewaySays(rows: readonly ShownRow[]): Promise<void> {
  const statuses = await world.statuses(token, rows.map(({ fileNumber }) => fileNumber));
  expect(rows.map(({ fileNumber, badges }) => `${fileNumber} ${badges.join()}`)).toEqual(
    rows.map(({ fileNumber }) => `${fileNumber} ${statuses.get(fileNumber)?.toLowerCase()}`),
  );
}

/** A document without what the extension added, and without what the second family writes anew at each load. */
async function ownDocument(place: Page | Frame): Promise<{ html: string; forms: string[][] }> {
  const { html, forms } = await place.evaluate(() => {
    const copy = document.documentElement.cloneNode(true) as Element;
    for (const ours of copy.querySelectorAll("overblick-badge, overblick-summary, overblick-panel, overblick-notice")) ours.remove();
    return {
      html: copy.outerHTML,
      forms: [...document.forms].map((form) => [...new FormData(form)].map(([name, value]) => `${name}=${typeof value === "string" ? value : value.name}`)),
    };
  });
  const settled = (text: string): string => text.replace(/ctl\d\d([_$])/g, "ctlNN$1").replace(/(__VIEWSTATE[^=]*=)[^&\s]*/g, "$1…").replace(/(id="__VIEWSTATE"[^>]*value=")[^"]*/g, "$1…");
  return { html: settled(html), forms: forms.map((fields) => fields.map(settled)) };
}

const PARAPLY_ROWS = "table.lista tr:has(td)";
const VARDWEB_ROWS = "tr:is(.gvRad, .gvAltRad)";

async function openParaply(browser: BrowserContext): Promise<Frame> {
  const page = await browser.newPage();
  await page.goto(`${world.pages}/paraply/`, { waitUntil: "load" });
  const main = page.frame({ name: "main" });
  if (!main) throw new Error("The start page has no frame main.");
  return main;
}

async function openVardweb(browser: BrowserContext): Promise<Page> {
  const page = await browser.newPage();
  await page.goto(`${world.pages}/vardweb/KlientLista.aspx`);
  return page;
}

describe("Paraply: every row has the status that the gateway gives", () => {
  it("after load", async () => {
    const rows = await shownRows(await openParaply(context), PARAPLY_ROWS);
    expect(rows).toHaveLength(25);
    await expectRowsAsGatewaySays(rows);
    expect(new Set(rows.flatMap(({ badges }) => badges)).size).toBeGreaterThan(2);
  });

  it("after sorting", async () => {
    const main = await openParaply(context);
    await main.getByRole("link", { name: "Aktnr", exact: true }).click();
    await main.waitForSelector("input[name=sort][value=akt]", { state: "attached" });
    const rows = await shownRows(main, PARAPLY_ROWS);
    expect(rows[0]!.fileNumber).toBe("103879-5");
    await expectRowsAsGatewaySays(rows);
  });

  it("after paging", async () => {
    const main = await openParaply(context);
    await main.getByRole("link", { name: "Nästa" }).first().click();
    await main.waitForSelector("input[name=sida][value='2']", { state: "attached" });
    await expectRowsAsGatewaySays(await shownRows(main, PARAPLY_ROWS));
  });

  it("on the whole list of 250", async () => {
    const main = await openParaply(context);
    await main.locator("select[name=antal]").selectOption("alla");
    await main.waitForFunction(() => document.querySelectorAll("table.lista tr").length > 200);
    const rows = await shownRows(main, PARAPLY_ROWS);
    expect(rows).toHaveLength(250);
    await expectRowsAsGatewaySays(rows);
  });
});

describe("Vård-Web: every row has the status that the gateway gives", () => {
  it("after load", async () => {
    await expectRowsAsGatewaySays(await shownRows(await openVardweb(context), VARDWEB_ROWS));
  });

  it("after partial updates that replace the table in place: sorting and paging", async () => {
    const page = await openVardweb(context);
    const before = await shownRows(page, VARDWEB_ROWS);
    for (const link of [page.getByRole("link", { name: "Akt", exact: true }), page.getByRole("link", { name: "2", exact: true }).first()]) {
      const first = await page.locator(VARDWEB_ROWS).first().elementHandle();
      await link.click();
      await page.waitForFunction((row) => !row.isConnected, first);
      const rows = await shownRows(page, VARDWEB_ROWS);
      expect(rows).not.toEqual(before);
      await expectRowsAsGatewaySays(rows);
    }
  });
});

describe("the page itself", () => {
  it("is otherwise unchanged, its form data too (Paraply)", async () => {
    const main = await openParaply(context);
    await shownRows(main, PARAPLY_ROWS);
    expect(await ownDocument(main)).toEqual(await ownDocument(await openParaply(bare)));
  });

  it("is otherwise unchanged, its form data too (Vård-Web)", async () => {
    const page = await openVardweb(context);
    await shownRows(page, VARDWEB_ROWS);
    expect(await ownDocument(page)).toEqual(await ownDocument(await openVardweb(bare)));
  });

  it("has one summary at its list, and nothing of ours in the other frames", async () => {
    const main = await openParaply(context);
    await shownRows(main, PARAPLY_ROWS);
    expect(await main.locator("overblick-summary").count()).toBe(1);
    for (const frame of main.page().frames().filter((other) => other !== main)) {
      expect(await frame.locator("overblick-badge, overblick-summary, overblick-panel, overblick-notice").count(), frame.name()).toBe(0);
    }
  });

  it("on another host is untouched", async () => {
    const page = await context.newPage();
    await page.goto(`${world.otherHost}/vardweb/KlientLista.aspx`);
    // Once a page of our host that was opened later has its badges, this one has had the time for it too.
    await shownRows(await openVardweb(context), VARDWEB_ROWS);
    expect(await page.locator("overblick-badge, overblick-summary, overblick-panel, overblick-notice").count()).toBe(0);
  });
});

describe("the panel", () => {
  it("opens by Enter on a badge and explains each finding with rule, source and evidence; Esc closes it", async () => {
    const main = await openParaply(context);
    await shownRows(main, PARAPLY_ROWS);
    const badge = main.locator("overblick-badge[status=overdue]").first();
    await badge.getByRole("button").focus();
    await badge.getByRole("button").press("Enter");
    const panel = main.locator("overblick-panel");
    await panel.waitFor();
    const text = await panel.evaluate((element) => element.shadowRoot?.textContent ?? "");
    expect(text).toMatch(/SOSYS_\w+_HAL_202211\d\d\.TXT/);
    expect(text).toMatch(/Källa/);
    await main.page().keyboard.press("Escape");
    await panel.waitFor({ state: "detached" });
    expect(await badge.evaluate((element) => element === document.activeElement)).toBe(true);
  });

  it("opens by a click, and the page's own link in the row does not follow", async () => {
    const page = await openVardweb(context);
    await shownRows(page, VARDWEB_ROWS);
    const address = page.url();
    await page.locator("overblick-badge").first().getByRole("button").click();
    await page.locator("overblick-panel").waitFor();
    expect(page.url()).toBe(address);
  });
});

describe("scope", () => {
  it("a caseworker of one unit sees the clients of another as unknown", async () => {
    const own = await world.token(CASEWORKER);
    const browser = await launchChromium({ extensionPath: BUILT_EXTENSION });
    try {
      await signIn(browser, { ...world, extension: BUILT_EXTENSION, person: "NIHA13" });
      const rows = await shownRows(await openParaply(browser), PARAPLY_ROWS);
      const statuses = await world.statuses(own, rows.map(({ fileNumber }) => fileNumber));
      expect(rows.map(({ fileNumber, badges }) => `${fileNumber} ${badges.join()}`)).toEqual(
        rows.map(({ fileNumber }) => `${fileNumber} ${statuses.get(fileNumber)?.toLowerCase()}`),
      );
      expect([...statuses.values()].filter((status) => status === "UNKNOWN").length).toBeGreaterThan(5);
    } finally {
      await browser.close();
    }
  });
});
