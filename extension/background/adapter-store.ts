import type { Adapter } from "../../schema/adapter/adapter.js";
import type { CheckAdapter } from "../../schema/adapter/check-adapter.js";
import type { Answer } from "../messages.js";
import type { ServedAdapter } from "../operations/page-adapters.js";

/** Adapters change with the pages, a few times a year: asking more often than this finds nothing. */
const FRESH_MS = 10 * 60_000;

/** An adapter that the gateway served and that is not used. */
export interface RefusedAdapter {
  readonly system: string;
  readonly version: number;
  /** In English, with the place in the file; nothing but the adapter's own words. */
  readonly reasons: readonly string[];
}

/** What is kept on disk: the adapters of one gateway. They describe pages and hold nothing about persons. */
export interface StoredAdapters {
  readonly gateway: string;
  readonly fetchedAt: number;
  readonly adapters: readonly Adapter[];
  readonly refused: readonly RefusedAdapter[];
}

/** What the store needs of the world around it. */
export interface AdapterSources {
  readonly read: () => Promise<StoredAdapters | null>;
  readonly write: (stored: StoredAdapters) => Promise<void>;
  readonly fetch: () => Promise<Answer<readonly ServedAdapter[]>>;
  readonly check: CheckAdapter;
  readonly now: () => number;
}

/** A bad adapter is left out with its reasons, and the last good one of its system stays. */
function merge(served: readonly ServedAdapter[], lastGood: readonly Adapter[], check: CheckAdapter): Pick<StoredAdapters, "adapters" | "refused"> {
  const adapters: Adapter[] = [];
  const refused: RefusedAdapter[] = [];
  for (const { system, version, content } of served) {
    const reasons = check(content).map(({ message }) => message);
    if (reasons.length > 0) refused.push({ system, version, reasons });
    const adapter = reasons.length > 0 ? lastGood.find((one) => one.system === system) : (content as Adapter);
    if (adapter) adapters.push(adapter);
  }
  return { adapters, refused };
}

/**
 * The adapters of a gateway: asked for again when they are old, and the last good set when the gateway cannot be
 * asked, so that a page is recognised (and can say what is wrong) without a connection. What was stored is checked again:
 * another version of the extension may have stored it.
 */
export async function currentAdapters(gateway: string, { read, write, fetch, check, now }: AdapterSources): Promise<Answer<readonly Adapter[]>> {
  const stored = await read();
  const lastGood = stored?.gateway === gateway ? stored.adapters.filter((adapter) => check(adapter).length === 0) : null;
  if (lastGood && now() - stored!.fetchedAt < FRESH_MS) return { ok: true, data: lastGood };
  const served = await fetch();
  if (served.ok) {
    const merged = merge(served.data, lastGood ?? [], check);
    await write({ gateway, fetchedAt: now(), ...merged });
    return { ok: true, data: merged.adapters };
  }
  return lastGood ? { ok: true, data: lastGood } : served;
}
