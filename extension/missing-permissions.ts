import { originPermission } from "./addresses.js";
import { hostsOfBuild } from "./background/host-scripts.js";
import type { AllSettings } from "./settings.js";

/** What the extension needs to reach, and the browser does not let it yet. */
export interface MissingPermissions {
  /** Match patterns of pages on which nothing can be shown. */
  readonly pages: readonly string[];
  /** Addresses that can't be called: the gateway's, the issuer's. */
  readonly addresses: readonly string[];
}

/**
 * What build and settings name and the browser does not permit: hosts that came later, and hosts of the build that whoever uses
 * the browser has taken back. Neither a policy nor an extension can grant it: it takes a click
 * by whoever uses the browser, on {@link askForPermissions}.
 */
export async function missingPermissions({ gateway, issuer, hosts }: Pick<AllSettings, "gateway" | "issuer" | "hosts">): Promise<MissingPermissions> {
  // Chrome names the hosts of a build's page script among all permissions, and yet does not "contain" them.
  const { origins = [] } = await chrome.permissions.getAll();
  const isMissing = async (one: string): Promise<boolean> => !origins.includes(one) && !(await chrome.permissions.contains({ origins: [originPermission(one)] }));
  const missing = async (all: readonly string[]): Promise<string[]> => {
    const each = await Promise.all(all.map(isMissing));
    return all.filter((_, index) => each[index]);
  };
  const [pages, addresses] = await Promise.all([missing([...hostsOfBuild(), ...hosts.value]), missing([...new Set([gateway.value, issuer.value])])]);
  return { pages, addresses };
}

/** Whether nothing is missing. */
export function hasAll({ pages, addresses }: MissingPermissions): boolean {
  return pages.length === 0 && addresses.length === 0;
}

/**
 * Has the browser ask for what is missing. Only in a click, and before anything is awaited in it: Firefox takes a question
 * that comes later for one that nobody asked for.
 * @returns whether all of it was granted; false too for what the build does not let anybody ask for (`optional_host_permissions`)
 */
export async function askForPermissions({ pages, addresses }: MissingPermissions): Promise<boolean> {
  try {
    return await chrome.permissions.request({ origins: [...new Set([...pages, ...addresses].map(originPermission))] });
  } catch (error) {
    // What the manifest does not offer can't be asked for: browsers say so by rejecting, in words of their own.
    console.warn("not asked", error);
    return false;
  }
}
