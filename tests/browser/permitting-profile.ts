import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { launchChromium } from "./chromium.js";
import { openOptions } from "./signed-in-browser.js";

interface Preferences {
  readonly extensions: { readonly settings: Record<string, { granted_permissions: Hosts; runtime_granted_permissions?: Hosts; readonly path?: string }> };
}

interface Hosts {
  readonly explicit_host?: readonly string[];
}

/**
 * Makes a profile whose user has said yes before, when an extension asked to reach these origins. Chromium's own question can't be
 * answered from outside; in such a profile it is answered without being shown, and the extension gets the origins when
 * it asks and not before.
 */
export async function makePermittingProfile(userDataDir: string, extension: string, origins: readonly string[]): Promise<void> {
  const context = await launchChromium({ extensionPath: extension, userDataDir });
  await openOptions(context, extension);
  await context.close();
  const file = join(userDataDir, "Default", "Preferences");
  const preferences = JSON.parse(readFileSync(file, "utf8")) as Preferences;
  const known = Object.values(preferences.extensions.settings).find(({ path }) => path === extension);
  if (!known) throw new Error("The extension is not in the profile.");
  known.granted_permissions = { ...known.granted_permissions, explicit_host: [...(known.granted_permissions.explicit_host ?? []), ...origins] };
  known.runtime_granted_permissions = { ...known.granted_permissions, explicit_host: origins };
  writeFileSync(file, JSON.stringify(preferences));
}
