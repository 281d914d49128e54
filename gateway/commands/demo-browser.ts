import { type DemoBrowser, openSignedInBrowser, type SignedInBrowserOptions } from "../../tests/browser/signed-in-browser.js";

/** The demo can't go on; the message says what to do. */
export class DemoError extends Error {}

/** What the demo's browser is opened with. */
export type DemoBrowserOptions = Omit<SignedInBrowserOptions, "headed">;

/**
 * Opens a Chromium window with the extension signed in, on a page of the stand-in case system.
 * @throws {DemoError} when there is no screen
 */
export async function openDemoBrowser(options: DemoBrowserOptions): Promise<DemoBrowser> {
  if (process.platform === "linux" && !process.env["DISPLAY"] && !process.env["WAYLAND_DISPLAY"]) {
    throw new DemoError("There is no screen here (DISPLAY is not set): start without --browser and open the pages yourself.");
  }
  return openSignedInBrowser({ ...options, headed: true });
}
