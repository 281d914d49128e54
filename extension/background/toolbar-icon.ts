import { toolbarTexts } from "../options-page/texts.js";
import type { Icon } from "./counter.js";

const MISSING = "!";

interface Colour {
  readonly color: string;
}

/**
 * The extension's icon in the toolbar. That a click is missing comes before anything else that would be shown on it: nothing
 * else can be right until then. What others show meanwhile is kept, and shown after the click.
 */
export class ToolbarIcon implements Icon {
  /** Null until it is known: browsers keep what stands on the icon when the worker sleeps. */
  #isMissing: boolean | null = null;
  #text = "";
  #title: string = toolbarTexts.name;

  /** A few letters over the icon; none: `""`. */
  async setBadgeText({ text }: { readonly text: string }): Promise<void> {
    this.#text = text;
    if (this.#isMissing !== true) await chrome.action.setBadgeText({ text });
  }

  /** What the icon's tooltip says. */
  async setTitle({ title }: { readonly title: string }): Promise<void> {
    this.#title = title;
    if (this.#isMissing !== true) await chrome.action.setTitle({ title });
  }

  /** What the letters stand on. */
  async setBadgeBackgroundColor(colour: Colour): Promise<void> {
    await chrome.action.setBadgeBackgroundColor(colour);
  }

  /** The letters themselves. */
  async setBadgeTextColor(colour: Colour): Promise<void> {
    await chrome.action.setBadgeTextColor(colour);
  }

  /** Says on the icon that a click is missing, or no longer. */
  async permissionMissing(isMissing: boolean): Promise<void> {
    this.#isMissing = isMissing;
    if (isMissing) await show(MISSING, toolbarTexts.permissionMissing);
    else if ((await chrome.action.getBadgeText({})) === MISSING) await show(this.#text, this.#title);
  }
}

async function show(text: string, title: string): Promise<void> {
  await Promise.all([chrome.action.setBadgeText({ text }), chrome.action.setTitle({ title })]);
}
