import { readFile } from "node:fs/promises";
import type { SavedFrom, SavedReading } from "../../extension/pages/saved-reading.js";
import type { Adapter } from "../../schema/adapter/adapter.js";
import { launchChromium } from "./chromium.js";
import { bundleForPage } from "./page-bundle.js";

/** A page without a known address is opened here; nothing is sent anywhere. */
const NOWHERE = "http://saved-page.invalid/";

export interface SavedPage {
  readonly file: string;
  /** Where it was saved from; null: what the file says, if it does. */
  readonly url: string | null;
  readonly frame: string | null;
}

/**
 * Opens a saved page in Chromium at its own address, without its scripts and without a network, and has the extension's
 * own reader read it.
 */
export async function readSavedPage({ file, url, frame }: SavedPage, adapters: readonly Adapter[]): Promise<{ readonly from: SavedFrom; readonly readings: readonly SavedReading[] }> {
  const body = await readFile(file);
  const script = await bundleForPage("extension/pages/read-saved.ts", "savedPages");
  const context = await launchChromium();
  try {
    const page = await context.newPage();
    const savedFrom = url ?? (await page.evaluate<string | null>(`${script}; savedPages.savedFrom(${JSON.stringify(body.toString("latin1"))})`));
    const address = savedFrom ?? NOWHERE;
    await context.route("**/*", (route) =>
      route.request().isNavigationRequest() && route.request().url() === new URL(address).href
        ? route.fulfill({ body, contentType: "text/html", headers: { "content-security-policy": "default-src 'none'" } })
        : route.abort(),
    );
    await page.goto(address);
    const from: SavedFrom = { url: savedFrom, frame };
    const readings = await page.evaluate<SavedReading[]>(`${script}; savedPages.readSaved(document, ${JSON.stringify(adapters)}, ${JSON.stringify(from)})`);
    return { from, readings };
  } finally {
    await context.close();
  }
}
