import { useEffect, useState } from "react";
import { type MissingPermissions, missingPermissions } from "./missing-permissions.js";
import { type AllSettings, readAllSettings } from "./settings.js";

/** What one of the extension's own pages shows of the settings and the browser's permissions, as they are now. */
export interface KnownSettings {
  readonly settings: AllSettings;
  readonly missing: MissingPermissions;
}

/** Follows settings and permissions, whoever changes them: this page, another, the administrator, the browser's own pages. Null: not known yet. */
export function useKnownSettings(): KnownSettings | null {
  const [known, setKnown] = useState<KnownSettings | null>(null);
  useEffect(() => {
    const look = async (): Promise<void> => {
      const settings = await readAllSettings();
      setKnown({ settings, missing: await missingPermissions(settings) });
    };
    const onChange = (): void => void look();
    onChange();
    const events = [chrome.storage.onChanged, chrome.permissions.onAdded, chrome.permissions.onRemoved];
    for (const event of events) event.addListener(onChange);
    return () => { for (const event of events) event.removeListener(onChange); };
  }, []);
  return known;
}
