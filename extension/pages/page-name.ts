import type { Adapter, AdapterPage } from "./adapter.js";

/** What the access log says that something was read for: `paraply/client-list`. By the adapter's own words, never by an address. */
export function pageName(adapters: readonly Adapter[], page: AdapterPage): string {
  const adapter = adapters.find(({ pages }) => pages.includes(page));
  return `${adapter?.system ?? "unknown"}/${page.id}`;
}
