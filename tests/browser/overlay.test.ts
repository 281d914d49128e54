import type { BrowserContext } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { Viewer } from "../../gateway/access/viewer.js";
import { launchChromium } from "./chromium.js";
import { openParaply, openVardweb, OURS, ownDocument, PARAPLY_ROWS, type ShownRow, shownRows, updateInPlace, VARDWEB_ROWS } from "./overlay-pages.js";
import { OPEN_EXTENSION } from "./open-roots.js";
import { openOverlayWorld, type OverlayWorld } from "./overlay-world.js";
import { signIn } from "./signed-in-browser.js";

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
  context = await launchChromium({ extensionPath: OPEN_EXTENSION });
  bare = await launchChromium();
  await signIn(context, { ...world, extension: OPEN_EXTENSION, person: "CHEF" });
});
afterAll(async () => {
  await context.close();
  await bare.close();
  await world.close();
});
afterEach(async () => {
  for (const page of [...context.pages(), ...bare.pages()]) if (page.url() !== "about:blank") await page.close();
});

/** Every row has one badge, and it says what the gateway says of the row's own client. */
async function expectRowsAsGatewaySays(rows: readonly ShownRow[]): Promise<void> {
  const statuses = await world.statuses(token, rows.map(({ fileNumber }) => fileNumber));
  expect(rows.map(({ fileNumber, badges }) => `${fileNumber} ${badges.join()}`)).toEqual(
    rows.map(({ fileNumber }) => `${fileNumber} ${statuses.get(fileNumber)?.toLowerCase()}`),
  );
}

describe("Paraply: every row has the status that the gateway gives", () => {
  it("after load", async () => {
    const rows = await shownRows(await openParaply(context, world.pages), PARAPLY_ROWS);
    expect(rows).toHaveLength(25);
    await expectRowsAsGatewaySays(rows);
    expect(new Set(rows.flatMap(({ badges }) => badges)).size).toBeGreaterThan(2);
  });

  it("after sorting", async () => {
    const main = await openParaply(context, world.pages);
    await main.getByRole("link", { name: "Aktnr", exact: true }).click();
    await main.waitForSelector("input[name=sort][value=akt]", { state: "attached" });
    const rows = await shownRows(main, PARAPLY_ROWS);
    expect(rows[0]!.fileNumber).toBe("103879-5");
    await expectRowsAsGatewaySays(rows);
  });

  it("after paging", async () => {
    const main = await openParaply(context, world.pages);
    await main.getByRole("link", { name: "Nästa" }).first().click();
    await main.waitForSelector("input[name=sida][value='2']", { state: "attached" });
    await expectRowsAsGatewaySays(await shownRows(main, PARAPLY_ROWS));
  });

  it("on the whole list of 250", async () => {
    const main = await openParaply(context, world.pages);
    await main.locator("select[name=antal]").selectOption("alla");
    await main.waitForFunction(() => document.querySelectorAll("table.lista tr").length > 200);
    const rows = await shownRows(main, PARAPLY_ROWS);
    expect(rows).toHaveLength(250);
    await expectRowsAsGatewaySays(rows);
  });
});

describe("Vård-Web: every row has the status that the gateway gives", () => {
  it("after load", async () => {
    await expectRowsAsGatewaySays(await shownRows(await openVardweb(context, world.pages), VARDWEB_ROWS));
  });

  it("after partial updates that replace the table in place: sorting and paging", async () => {
    const page = await openVardweb(context, world.pages);
    const before = await shownRows(page, VARDWEB_ROWS);
    for (const link of ["Akt", "2"]) {
      await updateInPlace(page, link);
      const rows = await shownRows(page, VARDWEB_ROWS);
      expect(rows).not.toEqual(before);
      await expectRowsAsGatewaySays(rows);
    }
  });
});

describe("the page itself", () => {
  it("is otherwise unchanged, its form data too (Paraply)", async () => {
    const main = await openParaply(context, world.pages);
    await shownRows(main, PARAPLY_ROWS);
    expect(await ownDocument(main)).toEqual(await ownDocument(await openParaply(bare, world.pages)));
  });

  it("is otherwise unchanged, its form data too (Vård-Web)", async () => {
    const page = await openVardweb(context, world.pages);
    await shownRows(page, VARDWEB_ROWS);
    expect(await ownDocument(page)).toEqual(await ownDocument(await openVardweb(bare, world.pages)));
  });

  it("has one summary at its list, and nothing of ours in the other frames", async () => {
    const main = await openParaply(context, world.pages);
    await shownRows(main, PARAPLY_ROWS);
    expect(await main.locator("overblick-summary").count()).toBe(1);
    for (const frame of main.page().frames().filter((other) => other !== main)) {
      expect(await frame.locator(OURS).count(), frame.name()).toBe(0);
    }
  });

  it("on another host is untouched", async () => {
    const page = await context.newPage();
    await page.goto(`${world.otherHost}/vardweb/KlientLista.aspx`);
    // Once a page of our host that was opened later has its badges, this one has had the time for it too.
    await shownRows(await openVardweb(context, world.pages), VARDWEB_ROWS);
    expect(await page.locator(OURS).count()).toBe(0);
  });
});

describe("the panel", () => {
  it("opens by Enter on a badge and explains each finding with rule, source and evidence; Esc closes it", async () => {
    const main = await openParaply(context, world.pages);
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
    const page = await openVardweb(context, world.pages);
    await shownRows(page, VARDWEB_ROWS);
    const address = page.url();
    await page.locator("overblick-badge").first().getByRole("button").click();
    await page.locator("overblick-panel").waitFor();
    expect(page.url()).toBe(address);
  });
});

describe("the access log", () => {
  it("says for which pages was read, by the adapters' words", async () => {
    await shownRows(await openParaply(context, world.pages), PARAPLY_ROWS);
    await shownRows(await openVardweb(context, world.pages), VARDWEB_ROWS);
    expect(await world.purposes()).toEqual(expect.arrayContaining(["paraply/client-list", "vardweb/client-list"]));
  });
});

describe("scope", () => {
  it("a caseworker of one unit sees the clients of another as unknown", async () => {
    const own = await world.token(CASEWORKER);
    const browser = await launchChromium({ extensionPath: OPEN_EXTENSION });
    try {
      await signIn(browser, { ...world, extension: OPEN_EXTENSION, person: "NIHA13" });
      const rows = await shownRows(await openParaply(browser, world.pages), PARAPLY_ROWS);
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
