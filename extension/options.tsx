import { useEffect, useState } from "react";
import type { StoredAdapters } from "./background/adapter-store.js";
import { hostsOfBuild } from "./background/host-scripts.js";
import { mayCall } from "./background/permission.js";
import { ConnectionTest } from "./options-page/connection-test.js";
import { PermissionNotice } from "./options-page/permission-notice.js";
import { SettingsForm } from "./options-page/settings-form.js";
import { ASKING, askWho, SignIn, type Who } from "./options-page/sign-in.js";
import type { Surroundings } from "./options-page/surroundings.js";
import { askWorker } from "./messages.js";
import { type MissingPermissions, missingPermissions } from "./missing-permissions.js";
import { optionsStyle } from "./options-style.js";
import { optionsTexts } from "./options-texts.js";
import { type AllSettings, readAllSettings, setByPolicy } from "./settings.js";
import { useShownLanguage } from "./shown-language.js";

/** What the page shows of the settings and the browser's permissions, as they are now. */
interface Known {
  readonly settings: AllSettings;
  readonly missing: MissingPermissions;
}

/** Follows settings and permissions, whoever changes them: this page, another, the administrator, the browser's own pages. */
function useKnown(): Known | null {
  const [known, setKnown] = useState<Known | null>(null);
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

/** Another text when the administrator has set something else: then the form starts anew. */
function policyOf(settings: AllSettings): string {
  return JSON.stringify(setByPolicy(settings).map((name) => [name, settings[name].value]));
}

/** What the connection test needs, from the browser. */
function surroundings({ settings, missing }: Known): Surroundings {
  return {
    settings,
    fetch: (address, request) => fetch(address, request),
    mayCall,
    ask: askWorker,
    missing: () => Promise.resolve(missing),
    hostsOfBuild: hostsOfBuild(),
    registeredHosts: async () => (await chrome.scripting.getRegisteredContentScripts()).flatMap(({ matches }) => matches ?? []),
    refusedAdapters,
    redirectUri: chrome.identity.getRedirectURL(),
    version: chrome.runtime.getManifest().version,
    now: Date.now,
  };
}

/** What the worker has noted of adapters that it does not use. */
async function refusedAdapters(): Promise<string[]> {
  const { adapters } = await chrome.storage.local.get("adapters");
  const { refused = [] } = (adapters ?? {}) as Partial<StoredAdapters>;
  return refused.map(({ system, reasons }) => `${system}: ${reasons.join(", ")}`);
}

// Plasmo asks for a default export on the extension's own pages.
export default function OptionsPage() {
  const language = useShownLanguage();
  const known = useKnown();
  const [who, setWho] = useState<Who>(ASKING);
  const look = (): void => void askWho().then(setWho);

  useEffect(look, []);
  if (language === null || known === null) return null;
  return (
    <main>
      <style>{optionsStyle}</style>
      <h1>{optionsTexts.title}</h1>
      <p className="intro">{optionsTexts.intro}</p>
      <PermissionNotice missing={known.missing} />
      <SignIn who={who} setWho={setWho} />
      <SettingsForm key={policyOf(known.settings)} settings={known.settings} hostsOfBuild={hostsOfBuild()} onSaved={look} />
      <ConnectionTest around={surroundings(known)} />
      <p className="more"><a href="tabs/workbench.html" target="_blank" rel="noreferrer">{optionsTexts.workbench}</a></p>
    </main>
  );
}
