import type { BrowserContext, Frame, Page } from "playwright-core";

/** Where a document stands: a page of its own, or a frame of one. */
export type Place = Page | Frame;

/** Rows of a list as a person reads them: the file number that stands in the row, and the badges in it. */
export interface ShownRow {
  readonly fileNumber: string;
  readonly badges: readonly string[];
}

/** Everything that the extension may add to a page (contract 5). */
export const OURS = "overblick-badge, overblick-summary, overblick-panel, overblick-notice";

/** The rows of each family's client list. */
export const PARAPLY_ROWS = "table.lista tr:has(td)";
export const VARDWEB_ROWS = "tr:is(.gvRad, .gvAltRad)";

/** Opens the first family's client list, and answers the frame that holds it. @param pages address of the stand-in */
export async function openParaply(browser: BrowserContext, pages: string): Promise<Frame> {
  const page = await browser.newPage();
  await page.goto(`${pages}/paraply/`, { waitUntil: "load" });
  const main = page.frame({ name: "main" });
  if (!main) throw new Error("The start page has no frame main.");
  return main;
}

/** Opens the second family's client list. @param pages address of the stand-in */
export async function openVardweb(browser: BrowserContext, pages: string): Promise<Page> {
  const page = await browser.newPage();
  await page.goto(`${pages}/vardweb/KlientLista.aspx`);
  return page;
}

/** Clicks a link that replaces the second family's list in place, and waits until it has. */
export async function updateInPlace(page: Page, link: string): Promise<void> {
  const first = await page.locator(VARDWEB_ROWS).first().elementHandle();
  await page.getByRole("link", { name: link, exact: true }).first().click();
  await page.waitForFunction((row) => !row.isConnected, first);
}

/** Waits until every row of the list has a badge, and reads rows and badges. */
export async function shownRows(place: Place, rows: string): Promise<ShownRow[]> {
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

/** A document without what the extension added, and without what the second family writes anew at each load. */
export async function ownDocument(place: Place): Promise<{ html: string; forms: string[][] }> {
  const { html, forms } = await place.evaluate((ours) => {
    const copy = document.documentElement.cloneNode(true) as Element;
    for (const host of copy.querySelectorAll(ours)) host.remove();
    return {
      html: copy.outerHTML,
      forms: [...document.forms].map((form) => [...new FormData(form)].map(([name, value]) => `${name}=${typeof value === "string" ? value : value.name}`)),
    };
  }, OURS);
  return { html: settled(html), forms: forms.map((fields) => fields.map(settled)) };
}

/** A document as it is once everything that the extension added has been removed from it. */
export async function documentAfterRemoval(place: Place): Promise<string> {
  const html = await place.evaluate((ours) => {
    for (const host of document.querySelectorAll(ours)) host.remove();
    return document.documentElement.outerHTML;
  }, OURS);
  return settled(html);
}

function settled(text: string): string {
  return text
    .replace(/ctl\d\d([_$])/g, "ctlNN$1")
    .replace(/(__VIEWSTATE[^=]*=)[^&\s]*/g, "$1…")
    .replace(/(id="__VIEWSTATE"[^>]*value=")[^"]*/g, "$1…");
}
