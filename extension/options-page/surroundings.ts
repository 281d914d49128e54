import type { Ask } from "../messages.js";
import type { MissingPermissions } from "../missing-permissions.js";
import type { AllSettings } from "../settings.js";

/** What the connection test needs of the world around it. */
export interface Surroundings {
  readonly settings: AllSettings;
  /** As the browser's own. */
  readonly fetch: (address: string, request: RequestInit) => Promise<Response>;
  readonly mayCall: (address: string) => Promise<boolean>;
  readonly ask: Ask;
  readonly missing: () => Promise<MissingPermissions>;
  /** Match patterns that the build names, and those that are registered while it runs. */
  readonly hostsOfBuild: readonly string[];
  readonly registeredHosts: () => Promise<readonly string[]>;
  /** Adapters that the gateway served and that are not used, as `system: reason`. */
  readonly refusedAdapters: () => Promise<readonly string[]>;
  /** Where the issuer sends its answers. */
  readonly redirectUri: string;
  /** The extension's own. */
  readonly version: string;
  readonly now: () => number;
}

/** An address that takes longer is as good as away. */
const LONGEST_WAIT_MS = 10_000;

/** Nothing came: no connection, a certificate that is not trusted, or no answer in time. */
export class NoAnswer extends Error {}

/**
 * Asks an address, without anything that tells who one is. Where it leads elsewhere the response says so (`isRedirect`),
 * and not where.
 * @throws NoAnswer when nothing comes
 */
export async function look({ fetch }: Pick<Surroundings, "fetch">, address: string): Promise<Response> {
  try {
    return await fetch(address, { credentials: "omit", cache: "no-store", redirect: "manual", signal: AbortSignal.timeout(LONGEST_WAIT_MS) });
  } catch (error) {
    // fetch throws a TypeError without a connection and a DOMException when the time is out.
    if (error instanceof TypeError || error instanceof DOMException) throw new NoAnswer("nothing came", { cause: error });
    throw error;
  }
}

/** Whether an address leads to another. */
export function isRedirect({ type }: Response): boolean {
  return type === "opaqueredirect";
}

/** The object that a response holds; empty when it holds none. */
export async function objectIn(response: Response): Promise<Readonly<Record<string, unknown>>> {
  const text = await response.text();
  try {
    const content: unknown = JSON.parse(text);
    return typeof content === "object" && content !== null ? (content as Record<string, unknown>) : {};
  } catch (error) {
    if (error instanceof SyntaxError) return {};
    throw error;
  }
}
