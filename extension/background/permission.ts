/** Whether the browser lets the extension call that address at all (`host_permissions`). */
export function mayCall(address: string): Promise<boolean> {
  const { protocol, hostname } = new URL(address);
  return chrome.permissions.contains({ origins: [`${protocol}//${hostname}/*`] });
}
