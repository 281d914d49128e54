import type { PageAdapterFile } from "./adapters.js";

/**
 * The adapters one of whose match patterns names the host.
 * @param host a host's name, such as `sosys.example.se`; its port, if any, does not count
 */
export function adaptersForHost(adapters: readonly PageAdapterFile[], host: string): PageAdapterFile[] {
  const name = withoutPort(host).toLowerCase();
  return adapters.filter(({ hosts }) => hosts.some((pattern) => namesHost(pattern, name)));
}

/** Match patterns: `scheme://host/path`, where the host may be `*` or begin with `*.`. */
function namesHost(pattern: string, name: string): boolean {
  const host = withoutPort(/^[^:]+:\/\/([^/]+)/.exec(pattern)?.[1] ?? "").toLowerCase();
  if (host === "*") return true;
  return host.startsWith("*.") ? name === host.slice(2) || name.endsWith(host.slice(1)) : name === host;
}

function withoutPort(host: string): string {
  return host.replace(/:(\d+|\*)$/, "");
}
