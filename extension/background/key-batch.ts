import type { Answer } from "../messages.js";
import { answersKey, type CaseKey, type CaseOverlay, keyText, MOST_KEYS } from "../operations/overlay.js";

/** Asks the gateway for at most {@link MOST_KEYS} different keys. */
export type AskKeys = (keys: readonly CaseKey[]) => Promise<Answer<readonly CaseOverlay[]>>;

interface Waiting {
  readonly keys: readonly CaseKey[];
  readonly answer: (answer: Answer<readonly CaseOverlay[]>) => void;
  readonly fail: (error: unknown) => void;
}

/**
 * Gathers what the frames of a page ask within a few milliseconds into as few operations as possible, each key once,
 * and gives each frame the answers to its own keys in the order it asked.
 */
export class KeyBatch {
  readonly #ask: AskKeys;
  readonly #gatherMs: number;
  #waiting: Waiting[] = [];

  constructor(ask: AskKeys, gatherMs = 10) {
    this.#ask = ask;
    this.#gatherMs = gatherMs;
  }

  /** One answer for each key in the order asked, or the first failure of the operations that were needed. */
  overlay(keys: readonly CaseKey[]): Promise<Answer<readonly CaseOverlay[]>> {
    if (keys.length === 0) return Promise.resolve({ ok: true, data: [] });
    return new Promise((resolve, reject) => {
      if (this.#waiting.length === 0) setTimeout(() => void this.#send(), this.#gatherMs);
      this.#waiting.push({ keys, answer: resolve, fail: reject });
    });
  }

  async #send(): Promise<void> {
    const waiting = this.#waiting;
    this.#waiting = [];
    const different = [...new Map(waiting.flatMap(({ keys }) => keys.map((key) => [keyText(key), key] as const))).values()];
    const answers = new Map<string, Answer<CaseOverlay>>();
    try {
      await Promise.all(slices(different, MOST_KEYS).map((keys) => this.#sendOne(keys, answers)));
      for (const { keys, answer } of waiting) answer(gathered(keys, answers));
    } catch (error) {
      for (const { fail } of waiting) fail(error);
    }
  }

  async #sendOne(keys: readonly CaseKey[], answers: Map<string, Answer<CaseOverlay>>): Promise<void> {
    const answer = await this.#ask(keys);
    const fits = answer.ok && answer.data.length === keys.length && answer.data.every((one, index) => answersKey(one, keys[index]!));
    keys.forEach((key, index) => {
      if (!answer.ok) answers.set(keyText(key), answer);
      else answers.set(keyText(key), fits ? { ok: true, data: answer.data[index]! } : { ok: false, code: "FAULTY" });
    });
  }
}

function slices<Item>(items: readonly Item[], size: number): Item[][] {
  const count = Math.ceil(items.length / size);
  return Array.from({ length: count }, (_, index) => items.slice(index * size, (index + 1) * size));
}

function gathered(keys: readonly CaseKey[], answers: ReadonlyMap<string, Answer<CaseOverlay>>): Answer<readonly CaseOverlay[]> {
  const data: CaseOverlay[] = [];
  for (const key of keys) {
    const answer = answers.get(keyText(key));
    if (!answer) return { ok: false, code: "FAULTY" };
    if (!answer.ok) return answer;
    data.push(answer.data);
  }
  return { ok: true, data };
}
