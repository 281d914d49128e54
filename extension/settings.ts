import { type Language, languageOf } from "./language.js";
import { type Policy, readPolicy, type ReadPolicy } from "./policy.js";

/** Where the gateway is, and where one signs in to it. */
export interface Settings {
  /** Origin of the gateway without a slash at the end, such as `https://overblick.example.se`. */
  readonly gateway: string;
  /** The city's issuer of tokens, letter for letter as it names itself. */
  readonly issuer: string;
  /** What the extension is called at the issuer. */
  readonly clientId: string;
  /** What is asked for at the issuer: some name there the gateway that the token is for. */
  readonly scope: string;
}

/** Who says so, the strongest first: the administrator, who uses this browser, whoever built the extension, the browser. */
export type Source = "POLICY" | "SAVED" | "BUILD" | "BROWSER";

export interface Setting<Value> {
  readonly value: Value;
  readonly from: Source;
}

/** Everything that can be set, and who says so. */
export interface AllSettings {
  readonly gateway: Setting<string>;
  readonly issuer: Setting<string>;
  readonly clientId: Setting<string>;
  readonly scope: Setting<string>;
  /** Match patterns of the case system's pages, beside those of the build. */
  readonly hosts: Setting<readonly string[]>;
  readonly language: Setting<Language>;
  /** Values of the policy that can't be used, and so are not. */
  readonly policyFaults: ReadPolicy["faults"];
}

/** What is saved in this browser. Nothing of it is secret. */
export interface Saved {
  readonly gateway?: string;
  readonly issuer?: string;
  readonly clientId?: string;
  readonly hosts?: readonly string[];
  readonly language?: Language;
}

/** What this build suggests; build-extension.mjs sets it. */
const SUGGESTED: Settings = {
  gateway: process.env["PLASMO_PUBLIC_GATEWAY"] ?? "http://127.0.0.1:4000",
  issuer: process.env["PLASMO_PUBLIC_ISSUER"] ?? "http://127.0.0.1:4002",
  clientId: process.env["PLASMO_PUBLIC_CLIENT"] ?? "overblick-extension",
  scope: process.env["PLASMO_PUBLIC_SCOPE"] ?? "openid offline_access",
};

const SAVED_NAMES = ["gateway", "issuer", "clientId", "hosts", "language"] as const satisfies readonly (keyof Saved)[];

/** Everything that is set, once the administrator's policy is known. */
export async function readAllSettings(): Promise<AllSettings> {
  const [policy, saved] = await Promise.all([readPolicy(), chrome.storage.local.get([...SAVED_NAMES])]);
  return resolveSettings(policy, saved, { ...SUGGESTED, language: languageOf(chrome.i18n.getUILanguage()) });
}

/** The connection's settings alone. */
export async function readSettings(): Promise<Settings> {
  const { gateway, issuer, clientId, scope } = await readAllSettings();
  return { gateway: gateway.value, issuer: issuer.value, clientId: clientId.value, scope: scope.value };
}

/** For each setting the strongest who says something. */
export function resolveSettings({ policy, faults }: ReadPolicy, saved: Saved, suggested: Settings & { readonly language: Language }): AllSettings {
  const text = (name: "gateway" | "issuer" | "clientId"): Setting<string> => strongest(policy[name], saved[name] || undefined, suggested[name], "BUILD");
  return {
    gateway: text("gateway"),
    issuer: text("issuer"),
    clientId: text("clientId"),
    scope: strongest(policy.scope, undefined, suggested.scope, "BUILD"),
    hosts: strongest<readonly string[]>(policy.hosts, saved.hosts, [], "BUILD"),
    language: strongest(policy.language, saved.language, suggested.language, "BROWSER"),
    policyFaults: faults,
  };
}

function strongest<Value>(policy: Value | undefined, saved: Value | undefined, suggested: Value, suggestedBy: "BUILD" | "BROWSER"): Setting<Value> {
  if (policy !== undefined) return { value: policy, from: "POLICY" };
  return saved === undefined ? { value: suggested, from: suggestedBy } : { value: saved, from: "SAVED" };
}

/** Saves what is given; what is given as null is forgotten. A sign-in that was made with other settings is none any more. */
export async function saveSettings(saved: { readonly [Name in keyof Saved]: Saved[Name] | null }): Promise<void> {
  const names = Object.keys(saved) as (keyof Saved)[];
  await chrome.storage.local.remove(names.filter((name) => saved[name] === null));
  await chrome.storage.local.set(Object.fromEntries(names.filter((name) => saved[name] !== null).map((name) => [name, saved[name]])));
}

/** Whether a change of storage touches settings; for `chrome.storage.onChanged`. */
export function touchesSettings(changes: Readonly<Record<string, unknown>>, area: string): boolean {
  return area === "managed" || (area === "local" && SAVED_NAMES.some((name) => name in changes));
}

/** The names that a policy sets. */
export function setByPolicy(settings: AllSettings): (keyof Policy)[] {
  return (["gateway", "issuer", "clientId", "scope", "hosts", "language"] as const).filter((name) => settings[name].from === "POLICY");
}
