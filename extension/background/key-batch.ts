import type { Answer } from "../messages.js";
import { answersKey, type CaseKey, type CaseOverlay, keyText, MOST_KEYS } from "../operations/overlay.js";

/** Asks the gateway for at most {@link MOST_KEYS} different keys. */
export type AskKeys = (keys: readonly CaseKey[]) => Promise<Answer<readonly CaseOverlay[]>>;

/** Frames of one page load one after the other: who comes within this time shares a question with the one before. */
const GATHER_MS = 40;
/** However many come, the first does not wait longer than this. */
const LONGEST_GATHER_MS = 150;
/** A frame that comes late, or a tab beside, is given what was just answered. Short: the frames keep answers themselves. */
const KEPT_MS = 20_000;

/** An answer that is there or on its way. */
interface Asked {
  readonly answer: Promise<Answer<CaseOverlay>>;
  /** When it was asked; it is forgotten a while after. */
  readonly at: number;
}

interface Waiting {
  readonly key: CaseKey;
  readonly resolve: (answer: Answer<CaseOverlay>) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Gathers what the frames of all pages ask into as few operations as possible, each key once, and gives each frame the
 * answers to its own keys in the order it asked. In memory alone, for seconds.
 */
export class KeyBatch {
  readonly #ask: AskKeys;
  readonly #asked = new Map<string, Asked>();
  #waiting: Waiting[] = [];
  #firstAt = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #forgetTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(ask: AskKeys) {
    this.#ask = ask;
  }

  /** One answer for each key in the order asked, or the first failure among them. */
  async overlay(keys: readonly CaseKey[]): Promise<Answer<readonly CaseOverlay[]>> {
    this.#forgetOld();
    const data: CaseOverlay[] = [];
    for (const answer of await Promise.all(keys.map((key) => this.#answerTo(key)))) {
      if (!answer.ok) return answer;
      data.push(answer.data);
    }
    return { ok: true, data };
  }

  /**
   * Forgets every answer: somebody else is signed in, or nobody. What is on its way reaches those who asked and nobody else;
   * pages throw it away (frame-answers.ts). What is gathered still has not been asked for anybody: it is asked once, for
   * whoever is there now, and for those who ask anew as well.
   */
  forget(): void {
    const gathered = new Set(this.#waiting.map(({ key }) => keyText(key)));
    for (const name of this.#asked.keys()) if (!gathered.has(name)) this.#asked.delete(name);
  }

  /** How many answers it holds, those on their way included. */
  get held(): number {
    return this.#asked.size;
  }

  #answerTo(key: CaseKey): Promise<Answer<CaseOverlay>> {
    const name = keyText(key);
    const known = this.#asked.get(name);
    if (known) return known.answer;
    const answer = new Promise<Answer<CaseOverlay>>((resolve, reject) => {
      this.#waiting.push({ key, resolve, reject });
    });
    const asked: Asked = { answer, at: Date.now() };
    this.#asked.set(name, asked);
    this.#forgetInTime();
    // A failure is not kept: the next who asks may have better luck.
    const forget = (): void => {
      if (this.#asked.get(name) === asked) this.#asked.delete(name);
    };
    answer.then(({ ok }) => { if (!ok) forget(); }, forget);
    this.#sendSoon();
    return answer;
  }

  #forgetOld(): void {
    const now = Date.now();
    for (const [name, { at }] of this.#asked) if (now - at >= KEPT_MS) this.#asked.delete(name);
  }

  /** Also when nobody asks here again: a worker that is kept awake elsewhere would hold the answers. The oldest stands first. */
  #forgetInTime(): void {
    const [oldest] = this.#asked.values();
    if (!oldest || this.#forgetTimer !== undefined) return;
    this.#forgetTimer = setTimeout(() => {
      this.#forgetTimer = undefined;
      this.#forgetOld();
      this.#forgetInTime();
    }, oldest.at + KEPT_MS - Date.now());
  }

  /** Full questions leave at once; the rest waits for others, each newcomer a little more. */
  #sendSoon(): void {
    const now = Date.now();
    if (this.#waiting.length === 1) this.#firstAt = now;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#send(), Math.min(GATHER_MS, Math.max(0, this.#firstAt + LONGEST_GATHER_MS - now)));
    if (this.#waiting.length >= MOST_KEYS) this.#sendOne(this.#waiting.splice(0, MOST_KEYS));
  }

  #send(): void {
    while (this.#waiting.length > 0) this.#sendOne(this.#waiting.splice(0, MOST_KEYS));
  }

  #sendOne(waiting: readonly Waiting[]): void {
    const keys = waiting.map(({ key }) => key);
    this.#ask(keys).then(
      (answer) => {
        const fits = answer.ok && answer.data.length === keys.length && answer.data.every((one, index) => answersKey(one, keys[index]!));
        waiting.forEach(({ resolve }, index) => {
          if (!answer.ok) resolve(answer);
          else resolve(fits ? { ok: true, data: answer.data[index]! } : { ok: false, code: "FAULTY" });
        });
      },
      (error: unknown) => {
        for (const { reject } of waiting) reject(error);
      },
    );
  }
}
