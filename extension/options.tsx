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
import { type KnownSettings, useKnownSettings } from "./known-settings.js";
import { optionsStyle } from "./options-style.js";
import { optionsTexts } from "./options-texts.js";
import { type AllSettings, setByPolicy } from "./settings.js";
import { useShownLanguage } from "./shown-language.js";

/** Another text when the administrator has set something else: then the form starts anew. */
function policyOf(settings: AllSettings): string {
  return JSON.stringify(setByPolicy(settings).map((name) => [name, settings[name].value]));
}

/** What the connection test needs, from the browser. */
function surroundings({ settings, missing }: KnownSettings): Surroundings {
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
  const known = useKnownSettings();
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
