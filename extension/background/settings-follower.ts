import { useLanguage } from "../language.js";
import { hasAll, missingPermissions } from "../missing-permissions.js";
import { type AllSettings, readAllSettings, touchesSettings } from "../settings.js";
import type { HostScripts } from "./host-scripts.js";
import type { ToolbarIcon } from "./toolbar-icon.js";

/** What a change of settings means for the worker. */
export interface SettingsFollowed {
  readonly scripts: HostScripts;
  readonly icon: ToolbarIcon;
  /** What the pages show may be of another gateway now, or on a host where it may no longer be shown. */
  readonly tellPages: () => Promise<void>;
}

/**
 * Keeps the worker's language, the hosts of the page script and the icon in line with settings and permissions. To be made
 * while the worker starts: a listener that comes later would miss what woke it.
 */
export class SettingsFollower {
  readonly #followed: SettingsFollowed;
  #chosen: Promise<void> = Promise.resolve();

  constructor(followed: SettingsFollowed) {
    this.#followed = followed;
    const look = (): void => this.#look();
    const lookAndTell = (): void => {
      this.#look();
      void this.#followed.tellPages();
    };
    look();
    chrome.storage.onChanged.addListener((changes, area) => {
      if (touchesSettings(changes, area)) lookAndTell();
    });
    chrome.permissions.onAdded.addListener(look);
    chrome.permissions.onRemoved.addListener(lookAndTell);
    // Nothing else would wake the worker at these moments, and registrations end with each update of the extension.
    chrome.runtime.onInstalled.addListener(look);
    chrome.runtime.onStartup.addListener(look);
  }

  /** Resolves when the administrator's policy has been looked at and the language is chosen. */
  languageChosen(): Promise<void> {
    return this.#chosen;
  }

  #look(): void {
    const settings = readAllSettings();
    // What is registered and shown stays as it is, and the next change tries again.
    const failed = (error: unknown): void => console.error("SETTINGS_NOT_FOLLOWED", error);
    this.#chosen = settings.then(({ language }) => useLanguage(language.value), failed);
    settings.then((known) => this.#apply(known)).catch(failed);
  }

  async #apply(settings: AllSettings): Promise<void> {
    await this.#followed.scripts.register(settings.hosts.value);
    await this.#followed.icon.permissionMissing(!hasAll(await missingPermissions(settings)));
  }
}
