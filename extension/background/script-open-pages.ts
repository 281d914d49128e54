import { builtScript, scriptHosts } from "./host-scripts.js";

/**
 * Runs the page script of a new version on pages that stand open: browsers leave the old one there, cut off. Only where the
 * extension may reach the host itself: that the build names a host for its page script does not give it that. There the
 * old script's last word asks for reloading (overlay/farewell.ts). A page that has the new one already keeps that one.
 */
export async function scriptOpenPages(): Promise<void> {
  const { js } = builtScript();
  const hosts = await scriptHosts();
  // No address at all would mean any.
  if (hosts.length === 0) return;
  // The browser finds tabs by their addresses only where the extension may reach them.
  for (const { id } of await chrome.tabs.query({ url: [...hosts] })) {
    // A tab that is closed meanwhile, or shows an error of the browser's: nothing is to be healed there.
    if (id !== undefined) chrome.scripting.executeScript({ target: { tabId: id, allFrames: true }, files: [...js] }).catch((error: unknown) => console.debug("not scripted", error));
  }
}
