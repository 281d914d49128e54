import { type CaseKey, type CaseOverlay, keyText } from "../operations/overlay.js";

/**
 * Answers are kept in memory for this long, so that sorting or paging in place does not ask again: with the seconds that
 * the worker may have kept them before (key-batch.ts) it is five minutes.
 */
const KEPT_MS = 5 * 60_000 - 20_000;

/** What the gateway answered to this frame, and what it is being asked. In memory only, gone with the page. */
export class Answers {
  readonly #now: () => number;
  readonly #kept = new Map<string, { overlay: CaseOverlay; at: number }>();
  /** By key, with how often answers had become old when it was asked. */
  readonly #onTheWay = new Map<string, number>();
  #timesOutdated = 0;

  constructor(now: () => number) {
    this.#now = now;
  }

  get(key: CaseKey): CaseOverlay | null {
    return this.#kept.get(keyText(key))?.overlay ?? null;
  }

  /** The keys that have to be asked for: each once, none that is on its way. Marks them as on their way. */
  take(keys: readonly CaseKey[]): CaseKey[] {
    const missing = new Map<string, CaseKey>();
    for (const key of keys) {
      const kept = this.#kept.get(keyText(key));
      if (this.#onTheWay.has(keyText(key)) || (kept && this.#now() - kept.at < KEPT_MS)) continue;
      missing.set(keyText(key), key);
    }
    for (const text of missing.keys()) this.#onTheWay.set(text, this.#timesOutdated);
    return [...missing.values()];
  }

  /** Takes in one answer for each key, in the same order. Until {@link arrived} they are on their way. */
  keep(keys: readonly CaseKey[], overlays: readonly CaseOverlay[]): void {
    keys.forEach((key, index) => {
      const isOld = this.#onTheWay.get(keyText(key)) !== this.#timesOutdated;
      // What is known already is not older than that.
      const overlay = (isOld ? this.get(key) : null) ?? overlays[index]!;
      this.#kept.set(keyText(key), { overlay, at: isOld ? -Infinity : this.#now() });
    });
  }

  /** The keys are no longer on their way, answered or not. */
  arrived(keys: readonly CaseKey[]): void {
    for (const key of keys) this.#onTheWay.delete(keyText(key));
  }

  /**
   * What is known of a case holds only until it has been asked for again; so does what is on its way, which may have been
   * answered before.
   */
  outdate(fileNumber: string): void {
    this.#timesOutdated += 1;
    for (const kept of this.#kept.values()) if (kept.overlay.fileNumber === fileNumber) kept.at = -Infinity;
  }

  /** Forgets everything: after a sign-out nothing of what was known may be shown. */
  forget(): void {
    this.#kept.clear();
  }
}
