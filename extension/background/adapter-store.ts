import type { Answer } from "../messages.js";
import type { ServedAdapter } from "../operations/page-adapters.js";
import { type Adapter, adapterFrom } from "../pages/adapter.js";

/** Adapters change with the pages, a few times a year: asking more often than this finds nothing. */
const FRESH_MS = 10 * 60_000;

/** What is kept on disk: the adapters of one gateway. They describe pages and hold nothing about persons. */
export interface StoredAdapters {
  readonly gateway: string;
  readonly fetchedAt: number;
  readonly adapters: readonly Adapter[];
}

/** What the store needs of the world around it. */
export interface AdapterSources {
  readonly read: () => Promise<StoredAdapters | null>;
  readonly write: (stored: StoredAdapters) => Promise<void>;
  readonly fetch: () => Promise<Answer<readonly ServedAdapter[]>>;
  readonly now: () => number;
}

/** An adapter that this version of the extension cannot read is left out, and the last good one of its system stays. */
function merge(served: readonly ServedAdapter[], lastGood: readonly Adapter[]): Adapter[] {
  return served.flatMap(({ system, content }) => {
    const adapter = adapterFrom(content) ?? lastGood.find((one) => one.system === system);
    return adapter ? [adapter] : [];
  });
}

/**
 * The adapters of a gateway: asked for again when they are old, and the last good set when the gateway cannot be
 * asked, so that a page is recognised (and can say what is wrong) without a connection.
 */
export async function currentAdapters(gateway: string, { read, write, fetch, now }: AdapterSources): Promise<Answer<readonly Adapter[]>> {
  const stored = await read();
  const lastGood = stored?.gateway === gateway ? stored : null;
  if (lastGood && now() - lastGood.fetchedAt < FRESH_MS) return { ok: true, data: lastGood.adapters };
  const served = await fetch();
  if (served.ok) {
    const adapters = merge(served.data, lastGood?.adapters ?? []);
    await write({ gateway, fetchedAt: now(), adapters });
    return { ok: true, data: adapters };
  }
  return lastGood ? { ok: true, data: lastGood.adapters } : served;
}
