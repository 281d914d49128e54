import { type Answer, type Ask, type AskUntilGone, untilGone } from "../messages.js";
import type { CaseKey, CaseOverlay } from "../operations/overlay.js";
import { Answers } from "./answers.js";
import { ConnectionState, type Trouble } from "./connection-state.js";

/** What the answers need of the frame that shows them. */
export interface FrameUses {
  readonly ask: Ask;
  /** There is something else to show. */
  readonly changed: () => void;
  /** The machine is locked: nothing stays on the page, not even what is being written. */
  readonly locked: () => void;
  /** The extension was updated or removed under the page: it gets back what it was. */
  readonly gone: () => void;
}

/** The answers of a frame and how it gets them: asked for when they are missing or old, and again after a failure. */
export class FrameAnswers {
  readonly #uses: FrameUses;
  /** Null when the extension was updated or removed under the page. */
  readonly askWorker: AskUntilGone;
  readonly #answers = new Answers(Date.now);
  readonly #connection: ConnectionState;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(uses: FrameUses) {
    this.#uses = uses;
    this.askWorker = untilGone(uses.ask, uses.gone);
    this.#connection = new ConnectionState({
      retry: () => this.retry(), tryNow: () => this.tryNow(), changed: uses.changed, now: Date.now, isBesidePage: true,
    });
  }

  readonly get = (key: CaseKey): CaseOverlay | null => this.#answers.get(key);

  /** What is in the way; null: nothing. */
  get trouble(): Trouble | null {
    return this.#connection.trouble(this.#answers.since);
  }

  /**
   * Asks for what is missing or grows old, and sees to it that what grows old meanwhile is not shown for longer. A page that
   * nobody looks at is asked about when somebody does.
   * @param keysByPage keys by what they are read for, as the access log has it
   */
  askFor(keysByPage: ReadonlyMap<string, readonly CaseKey[]>): void {
    clearTimeout(this.#timer);
    const next = this.#answers.nextChange;
    if (next !== null) this.#timer = setTimeout(this.#uses.changed, Math.max(0, next - Date.now()));
    if (document.visibilityState !== "visible" || this.#connection.isResting) return;
    for (const [page, keys] of keysByPage) void this.#askForPage(page, keys);
  }

  /** Forgets everything and asks anew: somebody else is there now. */
  forget(): void {
    this.#answers.forget();
    this.#connection.forget();
  }

  /** Somebody has answered something about a case: it is asked for again, and shown as it was until the answer is there. */
  outdate(fileNumber: string): void {
    this.#answers.outdate(fileNumber);
    this.retry();
  }

  /** Asks again after a failure, and for answers that have grown old. */
  retry(): void {
    this.#connection.again();
    this.#uses.changed();
  }

  /** The same at once, though the worker meant to wait longer: somebody wants to know. */
  tryNow(): void {
    void this.askWorker({ type: "tryNow" }).then((answer) => {
      if (answer !== null) this.retry();
    });
  }

  signIn(): void {
    void this.#connection.signIn(this.askWorker({ type: "signIn" }));
  }

  /** Does nothing more by itself. */
  rest(): void {
    clearTimeout(this.#timer);
    this.#connection.stop();
  }

  async #askForPage(page: string, keys: readonly CaseKey[]): Promise<void> {
    const missing = this.#answers.take(keys);
    if (missing.length === 0) return;
    const { era } = this.#answers;
    this.#connection.asked();
    const answer = await this.askWorker({ type: "overlay", keys: missing, page });
    if (answer === null) return;
    if (era === this.#answers.era) this.#take(missing, answer);
    else this.#connection.outdated();
    this.#uses.changed();
  }

  #take(keys: readonly CaseKey[], answer: Answer<readonly CaseOverlay[]>): void {
    if (answer.ok) {
      this.#connection.answered();
      this.#answers.keep(keys, answer.data);
      this.#answers.arrived(keys);
      return;
    }
    this.#answers.arrived(keys);
    this.#connection.failed(answer);
    if (answer.code === "LOCKED") this.#uses.locked();
    if (answer.code === "UNAUTHENTICATED" || answer.code === "FORBIDDEN" || answer.code === "LOCKED") this.#answers.forget();
  }
}
