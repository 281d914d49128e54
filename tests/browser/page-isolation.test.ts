import { join } from "node:path";
import type { BrowserContext, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { projectRoot } from "../../gateway/project-root.js";
import { type LegacySystem, startLegacySystem } from "../legacy-system/server.js";
import { launchChromium } from "./chromium.js";
import { openVardweb, VARDWEB_ROWS } from "./overlay-pages.js";
import { startStubGateway, type StubGateway } from "./stub-gateway.js";
import { SHIPPED_EXTENSION } from "./open-roots.js";
import { openStubbedBrowser } from "./stubbed-browser.js";

/** The extension as it is shipped, its shadow roots closed. */

let gateway: StubGateway;
let legacy: LegacySystem;
let context: BrowserContext;
/** The same Chromium without the extension: what the pages are by themselves. */
let bare: BrowserContext;

beforeAll(async () => {
  gateway = await startStubGateway();
  legacy = await startLegacySystem({ folders: ["night1", "night2"].map((night) => join(projectRoot(), "tests/samples/hal-2022-11", night)) });
  context = await openStubbedBrowser(SHIPPED_EXTENSION, gateway.url);
  bare = await launchChromium();
});
afterAll(async () => {
  await Promise.all([context.close(), bare.close()]);
  await Promise.all([legacy.close(), gateway.close()]);
});
afterEach(async () => {
  for (const page of [...context.pages(), ...bare.pages()]) if (page.url() !== "about:blank") await page.close();
});

async function openList(browser: BrowserContext = context): Promise<Page> {
  const page = await openVardweb(browser, legacy.url);
  if (browser === context) await page.locator("overblick-badge").nth(24).waitFor();
  return page;
}

describe("what we say of persons", () => {
  it("can't be read by the page, by any way into a shadow root or to a text", async () => {
    const page = await openList();
    await page.locator("overblick-badge[status=overdue]").first().click();
    await page.locator("overblick-panel").waitFor();
    const found = await page.evaluate(() => {
      const hosts = [...document.querySelectorAll("overblick-badge, overblick-summary, overblick-panel")];
      const texts = [document.body.innerText, document.body.textContent, document.documentElement.outerHTML, ...hosts.map((host) => (host as HTMLElement).innerText)];
      return { hosts: hosts.length, roots: hosts.filter((host) => host.shadowRoot !== null).length, texts: texts.filter((text) => /Plan saknas|Genomförandeplan|brådskar/i.test(text)) };
    });
    expect(found).toEqual({ hosts: 27, roots: 0, texts: [] });
  });

  it("can't be caught on its way in, by a page that has changed how shadow roots are made", async () => {
    const page = await context.newPage();
    await page.addInitScript(() => {
      const caught: unknown[] = [];
      Object.assign(window, { caught });
      const attachShadow = Object.getOwnPropertyDescriptor(Element.prototype, "attachShadow")!.value as (this: Element, init: ShadowRootInit) => ShadowRoot;
      Element.prototype.attachShadow = function (init) {
        const root = attachShadow.call(this, { ...init, mode: "open" });
        caught.push(root);
        return root;
      };
    });
    await page.goto(`${legacy.url}/vardweb/KlientLista.aspx`);
    await page.locator("overblick-badge").nth(24).waitFor({ state: "attached" });
    const texts = await page.evaluate(() => (window as unknown as { caught: ShadowRoot[] }).caught.map((root) => root.textContent).join(""));
    expect(texts).toBe("");
  });

  it.each([
    ["attachShadow", () => customElements.define("overblick-badge", class extends HTMLElement {
      constructor() {
        super();
        this.attachShadow({ mode: "open" });
      }
    })],
    ["attachInternals", () => customElements.define("overblick-badge", class extends HTMLElement {
      constructor() {
        super();
        this.attachInternals();
      }
    })],
  ])("is not drawn at all on a page that has given the names of our elements a meaning, by %s", async (_, define) => {
    const page = await context.newPage();
    await page.addInitScript(define);
    await page.goto(`${legacy.url}/vardweb/KlientLista.aspx`);
    // Once a page that was opened later has its badges, this one has had the time for it too.
    await openList();
    expect(await page.locator("overblick-badge, overblick-summary").count()).toBe(0);
  });

  it("can't be read by a page that gives the names a meaning later, neither in elements that are there nor in new ones", async () => {
    const page = await openList();
    await page.evaluate(() => {
      const internals: ElementInternals[] = [];
      Object.assign(window, { internals });
      for (const name of ["overblick-badge", "overblick-panel"]) {
        customElements.define(name, class extends HTMLElement {
          constructor() {
            super();
            internals.push(this.attachInternals());
          }
        });
      }
    });
    await page.locator("overblick-badge[status=overdue]").first().click();
    await page.locator("overblick-panel").waitFor();
    const found = await page.evaluate(() => (window as unknown as { internals: ElementInternals[] }).internals.map(({ shadowRoot }) => shadowRoot !== null));
    expect(found).toEqual(Array.from({ length: 26 }, () => false));
  });

  it("is not in the path of a click that the page follows", async () => {
    const page = await openList();
    await page.evaluate(() => {
      document.addEventListener("click", (event) => { document.title = event.composedPath().map((each) => (each instanceof Element ? each.localName : "")).join(">"); }, true);
    });
    await page.locator("overblick-badge").first().click();
    expect(await page.title()).toMatch(/^overblick-badge>td>tr>/);
  });
});

describe("the worker", () => {
  it("hears nothing from a page, whatever it says", async () => {
    const page = await openList();
    gateway.clear();
    const reach = await page.evaluate(async () => {
      const message = { type: "overlay", keys: [{ fileNumber: "000001-1" }] };
      window.postMessage(message, "*");
      for (const target of [window, document, document.body]) target.dispatchEvent(new CustomEvent("overblick", { detail: message }));
      const { chrome } = window as unknown as { chrome?: { runtime?: { sendMessage?: unknown } } };
      await new Promise((resolve) => setTimeout(resolve, 300));
      return typeof chrome?.runtime?.sendMessage;
    });
    expect([reach, gateway.asked.flatMap(({ keys }) => keys)]).toEqual(["undefined", []]);
  });
});

describe("the page", () => {
  /** What a page is beside its DOM. */
  async function state(page: Page): Promise<object> {
    return page.evaluate(() => ({
      title: document.title,
      scroll: [window.scrollX, window.scrollY],
      height: document.documentElement.scrollHeight,
      width: document.documentElement.scrollWidth,
      active: document.activeElement?.localName,
      selection: getSelection()?.toString(),
      history: history.length,
      names: Object.getOwnPropertyNames(window).sort().join(),
      sheets: [document.styleSheets.length, document.adoptedStyleSheets.length],
      attributes: [document.documentElement, document.body].map((each) => each.getAttributeNames().join()),
    }));
  }

  it("has the same title, size, scroll position, focus, selection, names and style sheets", async () => {
    const use = async (browser: BrowserContext): Promise<object> => {
      const page = await browser.newPage();
      await page.addInitScript(() => {
        document.addEventListener("DOMContentLoaded", () => {
          window.scrollTo(0, 120);
          document.querySelector<HTMLElement>("input[type=text]")?.focus();
        });
      });
      await page.setViewportSize({ width: 900, height: 400 });
      await page.goto(`${legacy.url}/vardweb/KlientLista.aspx`);
      if (browser === context) await page.locator("overblick-badge").nth(24).waitFor();
      return state(page);
    };
    expect(await use(context)).toEqual(await use(bare));
  });

  it("has its own listeners called as often, and none of ours among them", async () => {
    const use = async (browser: BrowserContext): Promise<object> => {
      const page = await browser.newPage();
      await page.addInitScript(() => {
        const added: string[] = [];
        const called: string[] = [];
        Object.assign(window, { added, called });
        const addEventListener = Object.getOwnPropertyDescriptor(EventTarget.prototype, "addEventListener")!.value as (this: EventTarget, type: string, ...rest: unknown[]) => void;
        EventTarget.prototype.addEventListener = function (type: string, ...rest: unknown[]) {
          added.push(type);
          addEventListener.call(this, type, ...rest);
        };
        addEventListener.call(document, "DOMContentLoaded", () => {
          for (const row of document.querySelectorAll("tr")) {
            addEventListener.call(row, "click", () => called.push("row"));
            row.onmouseover = () => called.push("over");
          }
          addEventListener.call(document.forms[0]!, "submit", () => called.push("submit"));
        });
      });
      await page.goto(`${legacy.url}/vardweb/KlientLista.aspx`);
      if (browser === context) await page.locator("overblick-badge").nth(24).waitFor();
      return page.evaluate((selector) => {
        const [row] = document.querySelectorAll<HTMLElement>(selector);
        for (const cell of row!.querySelectorAll("td")) cell.click();
        row!.dispatchEvent(new MouseEvent("mouseover", { bubbles: true }));
        const { added, called } = window as unknown as Record<"added" | "called", string[]>;
        return { added, called, handlers: [...document.querySelectorAll("*")].filter((each) => (each as HTMLElement).onclick !== null).length };
      }, VARDWEB_ROWS);
    };
    expect(await use(context)).toEqual(await use(bare));
  });

  it("sends the same form", async () => {
    const use = async (browser: BrowserContext): Promise<string[]> => {
      const page = await openList(browser);
      await page.locator("input[type=text]").fill("Åkesson");
      return page.evaluate(() => [...new FormData(document.forms[0])].map(([name, value]) => `${name.replace(/ctl\d\d\$/g, "")}=${name.includes("VIEWSTATE") || typeof value !== "string" ? "" : value}`));
    };
    expect(await use(context)).toEqual(await use(bare));
  });
});
