import { gatewayAddress, hostPattern, issuerAddress } from "../addresses.js";
import type { Language } from "../language.js";
import { optionsTexts } from "../options-texts.js";
import type { AllSettings, Saved, saveSettings } from "../settings.js";
import { settingsTexts } from "./texts.js";

/** What stands in the form: text, until it is saved. */
export interface Typed {
  readonly gateway: string;
  readonly issuer: string;
  readonly clientId: string;
  readonly hosts: string;
  /** Empty: the browser's. */
  readonly language: Language | "";
}

/** What stands in the form at first. */
export function typedOf({ gateway, issuer, clientId, hosts, language }: AllSettings): Typed {
  return {
    gateway: gateway.value,
    issuer: issuer.value,
    clientId: clientId.value,
    hosts: hosts.value.join("\n"),
    language: language.from === "BROWSER" ? "" : language.value,
  };
}

type ToSave = Parameters<typeof saveSettings>[0];

/** What is to be saved of what was typed, or the words for why it can't be. */
export function settingsToSave(typed: Typed, settings: AllSettings): ToSave | (() => string) {
  const [gateway, issuer, clientId] = [gatewayAddress(typed.gateway), issuerAddress(typed.issuer), typed.clientId.trim()];
  if (gateway === null || issuer === null) return () => optionsTexts.badAddress;
  if (clientId === "") return () => optionsTexts.badClientId;
  const hosts: string[] = [];
  for (const line of typed.hosts.split("\n").filter((one) => one.trim() !== "")) {
    const host = hostPattern(line);
    if (host === null) return () => settingsTexts.badHost(line.trim());
    hosts.push(host);
  }
  const all: ToSave = { gateway, issuer, clientId, hosts: hosts.length === 0 ? null : [...new Set(hosts)], language: typed.language || null };
  const given = typedOf(settings);
  const isOfBuild = (name: keyof Saved): boolean => settings[name].from === "BUILD" && typed[name] === given[name];
  // What the administrator sets is not made the user's own: it must be gone here when it is gone there. Nor is what the build
  // suggests, when it was only left as it stood: the next build may suggest something else.
  const names = (Object.keys(all) as (keyof Saved)[]).filter((name) => settings[name].from !== "POLICY");
  return Object.fromEntries(names.map((name) => [name, isOfBuild(name) ? null : all[name]]));
}

/** What was saved, as the form shows it: an address may have been cut to its origin, a host made a pattern. */
export function shownOf({ gateway, issuer, clientId, hosts }: ToSave): Partial<Typed> {
  return { ...(gateway && { gateway }), ...(issuer && { issuer }), ...(clientId && { clientId }), ...(hosts && { hosts: hosts.join("\n") }) };
}
