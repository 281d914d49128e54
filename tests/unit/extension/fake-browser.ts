import { vi } from "vitest";

type Contents = Record<string, unknown>;
type Listener = (...told: never[]) => void;

/** What the fake's browser is like, and what it did; tests change it while it runs. */
export interface FakeBrowser {
  /** `storage.managed`; an Error is what asking for it ends in. */
  managed: Contents | Error;
  readonly local: Contents;
  readonly session: Contents;
  /** Origins that the extension may reach. */
  granted: string[];
  /** Hosts of the build's page script that the user has not taken back. */
  grantedOfBuild: string[];
  /** What the user says when asked for more. */
  saysYes: boolean;
  installType: "admin" | "development" | "normal";
  uiLanguage: string;
  /** The page scripts that are registered. */
  registered: chrome.scripting.RegisteredContentScript[];
  /** How often something was registered, updated or unregistered. */
  registrations: string[];
  badge: string;
  title: string;
  /** Calls the listeners of an event, such as `storage.onChanged`. */
  tell(event: string, ...told: unknown[]): void;
}

/** The page script of the fake's build, and the hosts that the build names. */
const BUILT_SCRIPT = { js: ["overlay.1234.js"], matches: ["https://built.example.se/*", "https://overblick.invalid/*"] };

function storage(contents: Contents): object {
  return {
    get: (names?: string | string[]) => {
      const wanted = names === undefined ? Object.keys(contents) : [names].flat();
      return Promise.resolve(Object.fromEntries(wanted.filter((name) => name in contents).map((name) => [name, contents[name]])));
    },
    set: (more: object) => Promise.resolve(void Object.assign(contents, more)),
    remove: (names: string | string[]) => {
      for (const name of [names].flat()) delete contents[name];
      return Promise.resolve();
    },
  };
}

/** Puts a small browser in place of `chrome`; end it with `vi.unstubAllGlobals()`. */
export function fakeBrowser(local: Contents = {}): FakeBrowser {
  const listeners = new Map<string, Listener[]>();
  const event = (name: string): object => ({
    addListener: (listener: Listener) => void listeners.set(name, [...(listeners.get(name) ?? []), listener]),
  });
  const fake: FakeBrowser = {
    managed: {}, local, session: {}, granted: [], grantedOfBuild: ["https://built.example.se/*"], saysYes: true, installType: "normal", uiLanguage: "sv-SE",
    registered: [], registrations: [], badge: "", title: "",
    tell: (name, ...told) => {
      for (const listener of listeners.get(name) ?? []) listener(...(told as never[]));
    },
  };
  vi.stubGlobal("chrome", {
    storage: {
      local: storage(local),
      session: storage(fake.session),
      managed: { get: () => (fake.managed instanceof Error ? Promise.reject(fake.managed) : Promise.resolve({ ...fake.managed })) },
      onChanged: event("storage.onChanged"),
    },
    permissions: {
      getAll: () => Promise.resolve({ origins: [...fake.granted, ...fake.grantedOfBuild] }),
      contains: ({ origins }: { readonly origins: readonly string[] }) => Promise.resolve(origins.every((origin) => fake.granted.includes(origin))),
      request: ({ origins }: { readonly origins: readonly string[] }) => {
        if (fake.saysYes) fake.granted.push(...origins);
        return Promise.resolve(fake.saysYes);
      },
      onAdded: event("permissions.onAdded"),
      onRemoved: event("permissions.onRemoved"),
    },
    scripting: {
      getRegisteredContentScripts: () => Promise.resolve([...fake.registered]),
      registerContentScripts: (scripts: chrome.scripting.RegisteredContentScript[]) => {
        if (fake.registered.length > 0) return Promise.reject(new Error("Duplicate script ID"));
        fake.registrations.push("register");
        return Promise.resolve(void (fake.registered = scripts));
      },
      updateContentScripts: (scripts: chrome.scripting.RegisteredContentScript[]) => {
        fake.registrations.push("update");
        return Promise.resolve(void (fake.registered = scripts));
      },
      unregisterContentScripts: () => {
        fake.registrations.push("unregister");
        return Promise.resolve(void (fake.registered = []));
      },
    },
    action: {
      getBadgeText: () => Promise.resolve(fake.badge),
      setBadgeText: ({ text }: { readonly text: string }) => Promise.resolve(void (fake.badge = text)),
      setTitle: ({ title }: { readonly title: string }) => Promise.resolve(void (fake.title = title)),
    },
    management: { getSelf: () => Promise.resolve({ installType: fake.installType }) },
    i18n: { getUILanguage: () => fake.uiLanguage },
    runtime: {
      getManifest: () => ({ content_scripts: [BUILT_SCRIPT] }),
      getURL: (path: string) => `chrome-extension://ours${path}`,
      onInstalled: event("runtime.onInstalled"),
      onStartup: event("runtime.onStartup"),
    },
  });
  return fake;
}
