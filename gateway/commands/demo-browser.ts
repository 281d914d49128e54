import { type DemoBrowser, openSignedInBrowser, type SignedInBrowserOptions } from "../../tests/browser/signed-in-browser.js";

/** What the demo's browser is opened with. */
export type DemoBrowserOptions = Omit<SignedInBrowserOptions, "headed">;

/**
 * Opens a Chromium window with the extension signed in, on a page of the stand-in case system.
 * @throws {Error} with what to do when there is no screen or no Chromium
 */
export async function openDemoBrowser(options: DemoBrowserOptions): Promise<DemoBrowser> {
  if (process.platform === "linux" && !process.env["DISPLAY"] && !process.env["WAYLAND_DISPLAY"]) {
    throw new Error("There is no screen here (DISPLAY is not set): start without --browser and open the pages yourself.");
  }
  return openSignedInBrowser({ ...options, headed: true });
}
