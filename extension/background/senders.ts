import type { Message } from "../messages.js";
import { originFits } from "../pages/match.js";

/** Who sent a message, as far as the browser vouches for it (`chrome.runtime.MessageSender`). */
export interface Sender {
  readonly id?: string;
  /** The page's own origin, not what its script claims. */
  readonly origin?: string;
  readonly tab?: unknown;
  readonly frameId?: number;
}

/** What is known of those who may send. */
export interface KnownSenders {
  /** Our own id, and the origin of our own pages. */
  readonly id: string;
  readonly ownOrigin: string;
  /** Match patterns of the pages that our page scripts run on just now: of the build, and those that are registered while it runs. */
  readonly scriptHosts: () => Promise<readonly string[]>;
  /** Match patterns of the adapters; asked for only when they are needed. */
  readonly adapterHosts: () => Promise<readonly string[]>;
}

/**
 * Whether a message may be answered. The extension's own pages may ask everything. A page script is heard only from a tab
 * whose origin our scripts are registered for, and told of persons only where an adapter names that host: whoever takes over
 * the process of another site gets nothing by speaking like a page script.
 */
export async function mayAsk(message: Message, sender: Sender, known: KnownSenders): Promise<boolean> {
  if (sender.id !== known.id || sender.origin === undefined) return false;
  if (sender.origin === known.ownOrigin) return true;
  const { origin } = sender;
  const fits = (patterns: readonly string[]): boolean => patterns.some((pattern) => originFits(pattern, origin));
  if (sender.tab === undefined || !fits(await known.scriptHosts())) return false;
  switch (message.type) {
    case "adapters":
    case "settings":
    case "signIn":
    case "looks":
    case "tryNow":
      return true;
    case "overlay":
    case "checkDecision":
    case "health":
    case "caseFile":
    case "acknowledge":
    case "withdraw":
    case "dispute":
    case "remind":
    case "reminderText":
      return fits(await known.adapterHosts());
    case "viewer":
    case "signOut":
    case "worklist":
    case "worklistCounts":
    case "caseload":
    case "openCase":
      return false;
  }
}
