import { join } from "node:path";
import type { BrowserContext, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { projectRoot } from "../../gateway/project-root.js";
import { type LegacySystem, startLegacySystem } from "../legacy-system/server.js";
import { personOf } from "../unit/extension/mutated/people.js";
import { FAMILIES } from "../unit/extension/mutated/stand-in.js";
import { openParaply, PARAPLY_ROWS, type Place, VARDWEB_ROWS } from "./overlay-pages.js";
import { OPEN_EXTENSION } from "./open-roots.js";
import { bundleForPage } from "./page-bundle.js";
import { type PageServer, type ServedPage, servePages } from "./page-server.js";
import { startStubGateway, type StubGateway, stubStatus, stubTitle } from "./stub-gateway.js";
import { openStubbedBrowser } from "./stubbed-browser.js";

const VARDWEB = "/vardweb/KlientLista.aspx";
const PARAPLY = "/paraply/klient/lista";
const MUTATED_OF_EACH = 12;
/** Always the same pages here; others each time in mutated-pages.test.ts. */
const SEED = 20221130;

let gateway: StubGateway;
let legacy: LegacySystem;
let server: PageServer;
let context: BrowserContext;
/** What is served at each path. */
const pages = new Map<string, ServedPage>();

beforeAll(async () => {
  gateway = await startStubGateway();
  legacy = await startLegacySystem({ folders: ["night1", "night2"].map((night) => join(projectRoot(), "tests/samples/hal-2022-11", night)), clients: 735 });
  server = await servePages(({ pathname }) => pages.get(pathname) ?? null);
  context = await openStubbedBrowser(OPEN_EXTENSION, gateway.url);
});
afterAll(async () => {
  await context.close();
  await Promise.all([server.close(), legacy.close(), gateway.close()]);
});
beforeEach(() => { pages.clear(); });
afterEach(async () => {
  for (const page of context.pages()) if (page.url() !== "about:blank") await page.close();
});

/** Rows as a person reads them, with what the badge in them says. */
interface Shown {
  readonly number: string;
  readonly status: string;
  readonly label: string;
}

/** Waits for that many badges in rows, and reads them. */
async function shown(place: Place, rows: string, count: number): Promise<Shown[]> {
  await place.waitForFunction(([selector, least]) => [...document.querySelectorAll(selector)].filter((row) => row.querySelector("overblick-badge")).length >= least, [rows, count] as const);
  return place.evaluate(
    (selector) =>
      [...document.querySelectorAll(selector)].flatMap((row) =>
        [...row.querySelectorAll("overblick-badge")].map((badge) => ({
          number: [...row.children].map((cell) => cell.textContent.trim()).find((text) => /^\d{6}-\d$/.test(text)) ?? "",
          status: badge.getAttribute("status") ?? "",
          label: badge.shadowRoot?.querySelector("button")?.getAttribute("aria-label") ?? "",
        })),
      ),
    rows,
  );
}

/** Every badge speaks of the client whose number stands in its row. */
function expectOwnBadges(all: readonly Shown[]): void {
  const wrong = all.filter(({ number, status, label }) => {
    const own = stubStatus(number);
    return status !== own.toLowerCase() || (own !== "OK" && own !== "UNKNOWN" && !label.includes(stubTitle(number)));
  });
  expect(wrong).toEqual([]);
}

async function openServed(path: string): Promise<Page> {
  const page = await context.newPage();
  await page.goto(`${server.url}${path}`);
  return page;
}

/** The second family's list of 25, as the stand-in serves it, changed. */
async function vardwebHtml(change: (html: string) => string): Promise<string> {
  return change(await (await fetch(`${legacy.url}${VARDWEB}`)).text());
}

describe("a list of 735 rows", () => {
  it("has 735 badges on the right rows, after four questions (Paraply)", async () => {
    const main = await openParaply(context, legacy.url);
    await shown(main, PARAPLY_ROWS, 25);
    gateway.clear();
    await main.goto(`${legacy.url}/paraply/klient/lista?antal=alla`);
    const rows = await shown(main, PARAPLY_ROWS, 735);
    expect(rows).toHaveLength(735);
    expectOwnBadges(rows);
    expect(gateway.asked).toHaveLength(4);
  });

  it("has them after a partial update (Vård-Web)", async () => {
    const page = await context.newPage();
    await page.goto(`${legacy.url}${VARDWEB}`);
    await shown(page, VARDWEB_ROWS, 25);
    await page.locator("select[id$=_ddlAntal]").selectOption("alla");
    expectOwnBadges(await shown(page, VARDWEB_ROWS, 735));
  });
});

describe("four frames with the same list", () => {
  it("ask for each client once", async () => {
    pages.set("/", { body: `<frameset rows="25%,25%,25%,25%">${"<frame src='/vardweb/KlientLista.aspx'>".repeat(4)}</frameset>` });
    // Other numbers than anywhere else here: the worker keeps what it has just been answered.
    pages.set(VARDWEB, { body: await vardwebHtml((html) => html.replace(/\d(\d{5}-\d)/g, "0$1")) });
    gateway.clear();
    const page = await openServed("/");
    for (const frame of page.frames().slice(1)) expectOwnBadges(await shown(frame, VARDWEB_ROWS, 25));
    const keys = gateway.asked.flatMap((question) => question.keys);
    expect([gateway.asked.length, keys.length]).toEqual([1, new Set(keys).size]);
  });
});

describe("pages that are not made for company", () => {
  it("with a strict content security policy", async () => {
    pages.set(VARDWEB, { body: await vardwebHtml((html) => html), headers: { "content-security-policy": "default-src 'none'; form-action 'none'; base-uri 'none'; require-trusted-types-for 'script'" } });
    expectOwnBadges(await shown(await openServed(VARDWEB), VARDWEB_ROWS, 25));
  });

  it.each([
    ["Vård-Web", VARDWEB, VARDWEB_ROWS],
    ["Paraply", PARAPLY, PARAPLY_ROWS],
  ])("with prototypes that the page has changed (%s)", async (_, path, rows) => {
    const script = `<script>
      for (const name of ["map", "filter", "flatMap", "push", "slice", "find", "some", "every", "forEach", Symbol.iterator]) Array.prototype[name] = function () { throw new Error("mine"); };
      for (const name of ["querySelectorAll", "closest", "matches"]) Element.prototype[name] = function () { throw new Error("mine"); };
      document.querySelectorAll = document.createElement = document.createRange = function () { throw new Error("mine"); };
      window.MutationObserver = window.Map = window.Set = window.Promise = function () { throw new Error("mine"); };
      Object.defineProperty(Node.prototype, "textContent", { get() { return "000000-0"; } });
      window.onerror = () => true;
    </script>`;
    pages.set("/", { body: `<frameset cols="100%"><frame name="main" src="${path}"></frameset>` });
    pages.set(path, { body: (await (await fetch(`${legacy.url}${path}`)).text()).replace(/<head>/i, `<head>${script}`) });
    const place = (await openServed("/")).frames()[1]!;
    await place.locator("overblick-badge").nth(24).waitFor({ state: "attached" });
    // The page's own world is broken by now: what stands there is read by the browser's tools instead.
    const found: Shown[] = [];
    for (const row of await place.locator(rows).all()) {
      const badge = row.locator("overblick-badge");
      const label = await badge.getByRole("button").getAttribute("aria-label");
      found.push({ number: /\d{6}-\d(?!\d)/.exec(await row.innerText())![0], status: (await badge.getAttribute("status"))!, label: label! });
    }
    expect(found).toHaveLength(25);
    expectOwnBadges(found);
    expect(gateway.asked.flatMap(({ keys }) => keys)).not.toContain("000000-0");
  });

  it("that are not what they were say so, in sight and to screen readers, and get no badge", async () => {
    pages.set(VARDWEB, { body: await vardwebHtml((html) => html.replace(/\d{6}-\d/g, "–")) });
    const page = await openServed(VARDWEB);
    const bar = page.locator("overblick-summary");
    const words = /^Överlägget känner inte igen sidan/;
    await bar.getByRole("status").filter({ hasText: words }).waitFor({ state: "attached" });
    expect([await bar.locator(".words:not(.unseen)").filter({ hasText: words }).isVisible(), await page.locator("overblick-badge").count()]).toEqual([true, 0]);
  });

  it("that break out of frames", async () => {
    pages.set("/", { body: `<iframe src="${VARDWEB}" width="900" height="600"></iframe>` });
    pages.set(VARDWEB, { body: await vardwebHtml((html) => html.replace("<head>", "<head><script>if (top !== self) top.location.replace(self.location.href);</script>")) });
    const page = await openServed("/");
    await page.waitForURL(`**${VARDWEB}`);
    expectOwnBadges(await shown(page, VARDWEB_ROWS, 25));
  });

  it("in an old encoding that nobody declares", async () => {
    pages.set(VARDWEB, { body: Buffer.from(await vardwebHtml((html) => html), "latin1"), headers: { "content-type": "text/html" } });
    expectOwnBadges(await shown(await openServed(VARDWEB), VARDWEB_ROWS, 25));
  });

  it("whose rows are used again while one scrolls", async () => {
    pages.set(VARDWEB, { body: await vardwebHtml((html) => html) });
    const page = await openServed(VARDWEB);
    await shown(page, VARDWEB_ROWS, 25);
    const stale = await page.evaluate(async (selector) => {
      const rows = [...document.querySelectorAll(selector)];
      const cell = (row: Element): Element => row.querySelector("[id$=_lblAkt]")!;
      const numbers = rows.map((row) => cell(row).textContent);
      // Each row shows the next one's client, as a list does that keeps its rows and moves its data.
      rows.forEach((row, index) => { cell(row).textContent = numbers[(index + 1) % numbers.length]!; });
      await new Promise((resolve) => requestAnimationFrame(resolve));
      return rows.filter((row) => row.querySelector("overblick-badge")).length;
    }, VARDWEB_ROWS);
    expect(stale).toBe(0);
    expectOwnBadges(await shown(page, VARDWEB_ROWS, 25));
  });
});

interface MadePage {
  readonly html: string;
  readonly survived: boolean;
  readonly expected: number;
}

describe.each(FAMILIES)("mutated pages of $system", (family) => {
  it(`have the right badges, all ${MUTATED_OF_EACH} of them`, async () => {
    const maker = await context.newPage();
    await maker.addScriptTag({ content: await bundleForPage("tests/unit/extension/mutated/in-browser.ts", "mutatedPages") });
    const made = await maker.evaluate(
      ([own, count, seed]) => (globalThis as unknown as { mutatedPages: { make(family: object, pages: number, seed: number): MadePage[] } }).mutatedPages.make(own, count, seed),
      [family, 3 * MUTATED_OF_EACH, SEED] as const,
    );
    const path = new URL(family.url).pathname;
    pages.set("/", { body: `<frameset rows="40,*"><frame name="topp" src="/topp"><frame name="${family.frame || "yta"}" src="${path}"></frameset>` });
    for (const { html, expected } of made.filter((each) => each.expected > 0).slice(0, MUTATED_OF_EACH)) {
      pages.set(path, { body: `<html><head><title>Lista</title></head>${html}</html>` });
      const page = await openServed("/");
      const frame = page.frame({ url: `**${path}` })!;
      await frame.waitForFunction((least) => document.querySelectorAll("[data-om]:not([data-tvivel]) overblick-badge").length >= least, expected);
      const badges = await frame.evaluate(() => [...document.querySelectorAll("overblick-badge")].map((badge) => ({
        about: badge.closest("[data-om]")?.getAttribute("data-om") ?? null,
        status: badge.getAttribute("status") ?? "",
        label: badge.shadowRoot?.querySelector("button")?.getAttribute("aria-label") ?? "",
      })));
      expect(badges.filter(({ about }) => about === null)).toEqual([]);
      expectOwnBadges(badges.map(({ about, ...badge }) => ({ ...badge, number: personOf(Number(about)).fileNumber })));
      await page.close();
    }
  });
});
