import { useLanguage } from "../language.js";
import { hasAll, missingPermissions } from "../missing-permissions.js";
import { type AllSettings, readAllSettings, touchesSettings } from "../settings.js";
import { registerHosts } from "./host-scripts.js";
import type { ToolbarIcon } from "./toolbar-icon.js";

/** What a change of settings means for the worker. */
export interface SettingsFollowed {
  readonly icon: ToolbarIcon;
  /** What the pages show may be of another gateway now, or on a host where it may no longer be shown. */
  readonly tellPages: () => Promise<void>;
  /** The browser lets the extension to more addresses now: what could not be asked can be. */
  readonly permitted: () => void;
}

/**
 * Keeps the worker's language, the hosts of the page script and the icon in line with settings and permissions. To be made
 * while the worker starts: a listener that comes later would miss what woke it.
 */
export class SettingsFollower {
  readonly #followed: SettingsFollowed;
  #chosen: Promise<void> = Promise.resolve();
  /** Changes come at once from several sides: one after the other, or an older one could have the last word. */
  #applied: Promise<void> = Promise.resolve();

  constructor(followed: SettingsFollowed) {
    this.#followed = followed;
    const look = (): void => void this.#look();
    // Not before: a page that is told asks at once, and would be heard on a host that is registered still.
    const lookAndTell = (): void => void this.#look().then(() => this.#followed.tellPages());
    look();
    chrome.storage.onChanged.addListener((changes, area) => {
      if (touchesSettings(changes, area)) lookAndTell();
    });
    chrome.permissions.onAdded.addListener(() => void this.#look().then(() => this.#followed.permitted()));
    chrome.permissions.onRemoved.addListener(lookAndTell);
    // Nothing else would wake the worker at these moments, and registrations end with each update of the extension.
    chrome.runtime.onInstalled.addListener(look);
    chrome.runtime.onStartup.addListener(look);
  }

  /** Resolves when the administrator's policy has been looked at and the language is chosen. */
  languageChosen(): Promise<void> {
    return this.#chosen;
  }

  /** Resolves when everything that is known to have changed is in line. */
  inLine(): Promise<void> {
    return this.#applied;
  }

  #look(): Promise<void> {
    const settings = this.#applied.then(readAllSettings);
    // What is registered and shown stays as it is, and the next change tries again.
    const failed = (error: unknown): void => console.error("SETTINGS_NOT_FOLLOWED", error);
    this.#chosen = settings.then(({ language }) => useLanguage(language.value), failed);
    this.#applied = settings.then((known) => this.#apply(known)).catch(failed);
    return this.#applied;
  }

  async #apply(settings: AllSettings): Promise<void> {
    await registerHosts(settings.hosts.value);
    await this.#followed.icon.permissionMissing(!hasAll(await missingPermissions(settings)));
  }
}
