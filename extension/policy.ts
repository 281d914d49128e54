import { type Language, languageOf } from "./language.js";
import { hostPattern, issuerAddress, gatewayAddress } from "./addresses.js";

/** What the city's administrator has set for all browsers (managed-schema.json, docs/rollout.md). Left out: not set. */
export interface Policy {
  readonly gateway?: string;
  readonly issuer?: string;
  readonly clientId?: string;
  readonly scope?: string;
  /** Match patterns of the case system's pages, beside those of the build. */
  readonly hosts?: readonly string[];
  readonly language?: Language;
}

/** A policy, and the names of its values that are none and are not used: no address, no match pattern. */
export interface ReadPolicy {
  readonly policy: Policy;
  readonly faults: readonly (keyof Policy)[];
}

/** A policy that has not come within this time has not come: browsers say the same of "none" and of "not yet". */
const LONGEST_WAIT_MS = 5_000;
const ASK_AGAIN_MS = 250;

/**
 * Whether there was a policy when it was last looked for, kept in `storage.local`. Without a note nobody has looked yet.
 * ("Nothing came" is worth a note too: a city whose build says it all must not wait at each start.)
 */
type Note = "HAD" | "NONE";

/**
 * The administrator's policy. While one may be on its way, it waits: in the first moments of an extension that an
 * administrator installed, and of a browser that had one before, `storage.managed` is empty although there is a policy
 * (https://github.com/w3c/webextensions/issues/547). Nobody is sent to the build's gateway meanwhile.
 */
export async function readPolicy(): Promise<ReadPolicy> {
  const values = await managedValues();
  const note = (await chrome.storage.local.get("policy"))["policy"] as Note | undefined;
  if (isSet(values)) return keepNote("HAD", note, values);
  if (!(note === "HAD" || (note === undefined && (await isInstalledByAdministrator())))) return checkPolicy(values);
  const late = await waitForValues();
  return keepNote(isSet(late) ? "HAD" : "NONE", note, late);
}

async function keepNote(note: Note, before: Note | undefined, values: Values): Promise<ReadPolicy> {
  if (note !== before) await chrome.storage.local.set({ policy: note });
  return checkPolicy(values);
}

type Values = Readonly<Record<string, unknown>>;

function isSet(values: Values): boolean {
  return Object.keys(values).length > 0;
}

async function managedValues(): Promise<Values> {
  try {
    // Firefox has answered with undefined, too.
    return (await chrome.storage.managed.get<Values | undefined>()) ?? {};
  } catch (error) {
    // Firefox reads policies when it starts, and rejects where there are none for this extension.
    if (error instanceof Error && /managed storage/i.test(error.message)) return {};
    throw error;
  }
}

async function isInstalledByAdministrator(): Promise<boolean> {
  return (await chrome.management.getSelf()).installType === "admin";
}

async function waitForValues(): Promise<Values> {
  for (let waited = 0; waited < LONGEST_WAIT_MS; waited += ASK_AGAIN_MS) {
    await new Promise((resolve) => setTimeout(resolve, ASK_AGAIN_MS));
    const values = await managedValues();
    if (isSet(values)) return values;
  }
  return {};
}

/** What of the administrator's values can be used. */
export function checkPolicy(values: Values): ReadPolicy {
  const faults: (keyof Policy)[] = [];
  const take = <Value>(name: keyof Policy, read: (value: unknown) => Value | null): Value | undefined => {
    const value = values[name];
    if (value === undefined || value === "") return undefined;
    const taken = read(value);
    if (taken === null) faults.push(name);
    return taken ?? undefined;
  };
  const policy: Policy = {
    gateway: take("gateway", text(gatewayAddress)),
    issuer: take("issuer", text(issuerAddress)),
    clientId: take("clientId", text((typed) => typed.trim() || null)),
    scope: take("scope", text((typed) => typed.trim() || null)),
    hosts: take("hosts", patterns),
    language: take("language", text((tag) => (/^(sv|en)\b/i.test(tag) ? languageOf(tag) : null))),
  };
  return { policy, faults };
}

function text<Value>(read: (typed: string) => Value | null): (value: unknown) => Value | null {
  return (value) => (typeof value === "string" ? read(value) : null);
}

/** All of them or none: an administrator finds a wrong one faster than a missing one. */
function patterns(value: unknown): readonly string[] | null {
  if (!Array.isArray(value)) return null;
  const read = value.map((each: unknown) => (typeof each === "string" ? hostPattern(each) : null));
  return read.every((each) => each !== null) ? [...new Set(read)] : null;
}
