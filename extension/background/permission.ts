import { originPermission } from "../addresses.js";

/** Whether the browser lets the extension call that address at all (`host_permissions`, or what was granted since). */
export function mayCall(address: string): Promise<boolean> {
  return chrome.permissions.contains({ origins: [originPermission(address)] });
}
