import { originPermission } from "../addresses.js";

/** All hosts that are named while the extension runs share one registration. */
const SCRIPT_ID = "overblick-hosts";

interface BuiltScript {
  readonly js: readonly string[];
  readonly matches: readonly string[];
}

/** The page script of the build, and the match patterns that the build itself names. */
export function builtScript(): BuiltScript {
  const [built] = chrome.runtime.getManifest().content_scripts ?? [];
  // Chrome gives paths and Firefox addresses; both take paths.
  const js = (built?.js ?? []).map((file) => new URL(file, chrome.runtime.getURL("/")).pathname.slice(1));
  // A build for no host has a match pattern all the same, of a host that can't exist.
  return { js, matches: (built?.matches ?? []).filter((pattern) => !pattern.includes(".invalid/")) };
}

/** The match patterns that the build names. The browser runs the page script there by itself. */
export function hostsOfBuild(): readonly string[] {
  return builtScript().matches;
}

/** The match patterns of the pages that our page scripts run on. */
export async function scriptHosts(): Promise<readonly string[]> {
  return [...hostsOfBuild(), ...((await registered())?.matches ?? [])];
}

/**
 * Runs the page script on hosts that the build does not name and the settings do, as far as the browser lets the
 * extension: what it does not permit is left out until it does. Nothing changes where all is in line already. One call after
 * the other: two at once would register twice.
 */
export async function registerHosts(hosts: readonly string[]): Promise<void> {
  const before = await registered();
  const permitted = await Promise.all(hosts.map((host) => chrome.permissions.contains({ origins: [originPermission(host)] })));
  const matches = hosts.filter((_, index) => permitted[index]);
  if (matches.length === 0) {
    if (before) await chrome.scripting.unregisterContentScripts({ ids: [SCRIPT_ID] });
    return;
  }
  const { js, matches: ofBuild } = builtScript();
  const script: chrome.scripting.RegisteredContentScript = {
    id: SCRIPT_ID,
    js: [...js],
    matches,
    // Where a host is named twice the page would get two overlays.
    excludeMatches: [...ofBuild],
    allFrames: true,
    runAt: "document_idle",
    persistAcrossSessions: true,
  };
  if (!before) await chrome.scripting.registerContentScripts([script]);
  else if (!sameScript(before, script)) await chrome.scripting.updateContentScripts([script]);
}

async function registered(): Promise<chrome.scripting.RegisteredContentScript | undefined> {
  return (await chrome.scripting.getRegisteredContentScripts({ ids: [SCRIPT_ID] }))[0];
}

function sameScript(one: chrome.scripting.RegisteredContentScript, other: chrome.scripting.RegisteredContentScript): boolean {
  return (["js", "matches", "excludeMatches"] as const).every((name) => [...(one[name] ?? [])].sort().join() === [...(other[name] ?? [])].sort().join());
}
