import { NEXT_ROW } from "../messages.js";

/**
 * Takes the command of the manifest to a tab: the frame that has the keyboard goes to its next row, or, where that one has no
 * list, the frames that have. Needs no permission: a tab's id is known without one, and only our own scripts listen.
 */
export async function goToNextRow(tab: number): Promise<void> {
  for (const onlyFocused of [true, false]) {
    try {
      const went: unknown = await chrome.tabs.sendMessage(tab, { ...NEXT_ROW, onlyFocused });
      if (went === true) return;
    } catch (error) {
      // Nobody there listens: no page of ours.
      console.debug("not told", tab, error);
    }
  }
}
