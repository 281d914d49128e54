import { REACHABLE, VIEWER_CHANGED } from "../messages.js";

type Notice = typeof VIEWER_CHANGED | typeof REACHABLE;

/** Tells every page script, and the extension's own pages, what has happened. */
export async function tellPages(notice: Notice): Promise<void> {
  const unheard = (error: unknown): void => console.debug("not told", error);
  chrome.runtime.sendMessage(notice).catch(unheard);
  for (const { id } of await chrome.tabs.query({})) {
    // Most tabs are no pages of ours: nobody there listens.
    if (id !== undefined) chrome.tabs.sendMessage(id, notice).catch(unheard);
  }
}
