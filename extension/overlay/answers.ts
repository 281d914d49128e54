import { type CaseKey, type CaseOverlay, keyText } from "../operations/overlay.js";

/**
 * Answers are kept in memory for this long, so that sorting or paging in place does not ask again: with the seconds that
 * the worker may have kept them before (key-batch.ts) it is five minutes.
 */
const KEPT_MS = 5 * 60_000 - 20_000;
/** They are asked for again a little before, so that nothing vanishes under the eyes of whoever looks. */
const FRESH_MS = KEPT_MS - 30_000;

/** What the gateway answered to this frame, and what it is being asked. In memory only, gone with the page. */
export class Answers {
  readonly #now: () => number;
  readonly #kept = new Map<string, { overlay: CaseOverlay; at: number }>();
  readonly #onTheWay = new Set<string>();
  #era = 0;

  constructor(now: () => number) {
    this.#now = now;
  }

  get(key: CaseKey): CaseOverlay | null {
    const kept = this.#kept.get(keyText(key));
    return kept && this.#now() - kept.at < KEPT_MS ? kept.overlay : null;
  }

  /** Changes whenever everything is forgotten: an answer to a question of an earlier era is for somebody else. */
  get era(): number {
    return this.#era;
  }

  /** When the oldest of what is kept came; null: nothing is kept. */
  get since(): number | null {
    this.#forgetOld();
    return this.#kept.size === 0 ? null : Math.min(...this.#times());
  }

  /** When the next of them has to be asked for again, or, where that is past, is forgotten. Null: nothing is kept. */
  get nextChange(): number | null {
    this.#forgetOld();
    const now = this.#now();
    const changes = this.#times().map((at) => (now < at + FRESH_MS ? at + FRESH_MS : at + KEPT_MS));
    return changes.length === 0 ? null : Math.min(...changes);
  }

  /** The keys that have to be asked for: each once, none that is on its way. Marks them as on their way. */
  take(keys: readonly CaseKey[]): CaseKey[] {
    const missing = new Map<string, CaseKey>();
    for (const key of keys) {
      const kept = this.#kept.get(keyText(key));
      if (this.#onTheWay.has(keyText(key)) || (kept && this.#now() - kept.at < FRESH_MS)) continue;
      missing.set(keyText(key), key);
    }
    for (const text of missing.keys()) this.#onTheWay.add(text);
    return [...missing.values()];
  }

  /** Takes in one answer for each key, in the same order. One that says what is known is the known one: nothing is drawn anew for it. */
  keep(keys: readonly CaseKey[], overlays: readonly CaseOverlay[]): void {
    keys.forEach((key, index) => {
      const known = this.#kept.get(keyText(key))?.overlay;
      const overlay = overlays[index]!;
      this.#kept.set(keyText(key), { overlay: known && JSON.stringify(known) === JSON.stringify(overlay) ? known : overlay, at: this.#now() });
    });
  }

  /** The keys are no longer on their way, answered or not. */
  arrived(keys: readonly CaseKey[]): void {
    for (const key of keys) this.#onTheWay.delete(keyText(key));
  }

  /** Forgets everything: after a sign-out nothing of what was known may be shown. */
  forget(): void {
    this.#kept.clear();
    this.#onTheWay.clear();
    this.#era += 1;
  }

  #forgetOld(): void {
    const now = this.#now();
    for (const [text, { at }] of this.#kept) if (now - at >= KEPT_MS) this.#kept.delete(text);
  }

  /** Each once: hundreds of answers come at the same moment. */
  #times(): number[] {
    return [...new Set([...this.#kept.values()].map(({ at }) => at))];
  }
}
