import { connectionTexts, failureText, signInText, timeText } from "../connection-texts.js";
import type { Answer, Failure } from "../messages.js";

/** What can be done about a trouble, as buttons beside its words. */
export type Remedy = "signIn" | "settings" | "retry";

/** What a frame says of how it gets its answers, where there is something to say. */
export interface Trouble {
  readonly words: readonly string[];
  readonly remedies: readonly Remedy[];
  /** Nothing has failed: it is nobody's trouble who waits for nothing. */
  readonly isSlow?: boolean;
}

/** What the state needs of the frame around it. */
export interface ConnectionUses {
  /** Asks again for what is missing. */
  readonly retry: () => void;
  /** Has the worker send the next question, however long it meant to wait. */
  readonly tryNow: () => void;
  /** What is to be said may have changed. */
  readonly changed: () => void;
  readonly now: () => number;
  /** On a page of the case system, which goes on working; not on one of our own. */
  readonly isBesidePage: boolean;
}

/** An answer that takes longer is said to. */
const SLOW_AFTER_MS = 4_000;
/** Faults of another kind than a service that is away: the worker does not know of them, so each frame waits by itself. */
const FIRST_REST_MS = 5_000;
const LONGEST_REST_MS = 5 * 60_000;
/** The worker's rest is over a little before frames ask again. */
const AFTER_REST_MS = 50;
/** Somebody who types and clicks is not heard more often than this. */
const HEARD_EVERY_MS = 5_000;
const USER_ACTIONS = ["pointerdown", "keydown"] as const;

/**
 * How a frame gets its answers: what is in the way, how long that has been so, and when to ask again. After a failure it
 * heals by itself: when the rest is over, when the network is back, or when the user does something; all of it only while
 * the page is looked at.
 */
export class ConnectionState {
  readonly #uses: ConnectionUses;
  #failure: Failure | null = null;
  /** Of somebody who meant to sign in, in vain. */
  #signInFailure: Failure | null = null;
  #restUntil = 0;
  #failures = 0;
  #hadAnswers = false;
  #onTheWay = 0;
  #slowTimer: ReturnType<typeof setTimeout> | undefined;
  #retryTimer: ReturnType<typeof setTimeout> | undefined;
  #isSlow = false;
  #isListening = false;
  #heardAt = -Infinity;

  constructor(uses: ConnectionUses) {
    this.#uses = uses;
  }

  readonly #onOnline = (): void => this.#tryNow();

  readonly #onUser = ({ isTrusted }: Event): void => {
    // A page that clicks by script is nobody who waits.
    if (!isTrusted || this.#uses.now() - this.#heardAt < HEARD_EVERY_MS) return;
    this.#heardAt = this.#uses.now();
    this.#tryNow();
  };

  /** To ask now would be in vain. */
  get isResting(): boolean {
    return this.#failure !== null && this.#uses.now() < this.#restUntil;
  }

  /** A question leaves. */
  asked(): void {
    this.#onTheWay += 1;
    this.#slowTimer ??= setTimeout(() => {
      this.#isSlow = true;
      this.#uses.changed();
    }, SLOW_AFTER_MS);
  }

  /** Its answer has come, and is for somebody who has gone. */
  outdated(): void {
    this.#arrived();
  }

  /** Its answer has come. */
  answered(): void {
    this.#arrived();
    this.#hadAnswers = true;
    this.#failures = 0;
    this.#failure = null;
    this.#signInFailure = null;
    this.#stopWaiting();
  }

  /** It was not answered. */
  failed(failure: Failure): void {
    this.#arrived();
    this.#failure = failure;
    this.#failures += 1;
    const rest = restAfter(failure, this.#failures, this.#uses.now());
    this.#restUntil = this.#uses.now() + (rest ?? FIRST_REST_MS);
    clearTimeout(this.#retryTimer);
    if (rest === null) return this.#stopWaiting();
    this.#retryTimer = setTimeout(() => this.#retryWhenSeen(), rest + AFTER_REST_MS);
    this.#listen();
  }

  /** It may be asked for at once. What was in the way is said until there is an answer: what comes and goes would be read aloud each time. */
  again(): void {
    this.#restUntil = 0;
  }

  /** Somebody signs in. That it came to nothing is said with what is in the way still. */
  async signIn(asked: Promise<Answer<null> | null>): Promise<void> {
    const answer = await asked;
    if (answer?.ok !== false) return;
    this.#signInFailure = answer;
    this.#uses.changed();
  }

  /** Somebody else is there now. */
  forget(): void {
    this.#signInFailure = null;
    this.#hadAnswers = false;
    this.#failures = 0;
    this.#failure = null;
  }

  /** Leaves the page. */
  stop(): void {
    clearTimeout(this.#slowTimer);
    this.#slowTimer = undefined;
    this.#stopWaiting();
  }

  /**
   * What is to be said now, or null.
   * @param shownSince when the oldest of what is shown was answered; null when nothing is shown
   */
  trouble(shownSince: number | null): Trouble | null {
    if (this.#failure) return { words: this.#wordsFor(this.#failure, shownSince), remedies: remediesFor(this.#failure) };
    return this.#isSlow ? { words: [connectionTexts.slow, ...this.#pageWorks], remedies: [], isSlow: true } : null;
  }

  get #pageWorks(): readonly string[] {
    return this.#uses.isBesidePage ? [connectionTexts.pageWorks] : [];
  }

  #wordsFor(failure: Failure, shownSince: number | null): readonly string[] {
    const now = new Date(this.#uses.now());
    if (failure.code === "UNAUTHENTICATED" && this.#signInFailure) return [signInText(this.#signInFailure, now), connectionTexts.signIn];
    if (failure.code === "UNAUTHENTICATED" && this.#hadAnswers) return [connectionTexts.signInAgain];
    if (failure.code !== "UNREACHABLE") return [failureText(failure, now)];
    const rest = shownSince === null ? this.#pageWorks : [connectionTexts.shownIsFrom(timeText(new Date(shownSince), now))];
    return [failureText(failure, now), ...rest];
  }

  #arrived(): void {
    this.#onTheWay = Math.max(0, this.#onTheWay - 1);
    if (this.#onTheWay > 0) return;
    clearTimeout(this.#slowTimer);
    this.#slowTimer = undefined;
    this.#isSlow = false;
  }

  #listen(): void {
    if (this.#isListening) return;
    this.#isListening = true;
    window.addEventListener("online", this.#onOnline);
    for (const type of USER_ACTIONS) window.addEventListener(type, this.#onUser, { capture: true, passive: true });
  }

  #stopWaiting(): void {
    clearTimeout(this.#retryTimer);
    this.#isListening = false;
    window.removeEventListener("online", this.#onOnline);
    for (const type of USER_ACTIONS) window.removeEventListener(type, this.#onUser, { capture: true });
  }

  #tryNow(): void {
    if (document.visibilityState !== "visible") return;
    this.#uses.tryNow();
  }

  /** Nobody looks: it is asked for when somebody does. */
  #retryWhenSeen(): void {
    if (document.visibilityState === "visible") this.#uses.retry();
  }
}

/** How long to wait before asking again; null: asking again helps nobody, something else has to happen first. */
function restAfter({ code, away }: Failure, failures: number, now: number): number | null {
  switch (code) {
    case "UNREACHABLE":
      if (away) return Math.max(0, away.tryAt - now);
      return ownRest(failures);
    case "FAULTY":
      return ownRest(failures);
    case "UNAUTHENTICATED":
    case "FORBIDDEN":
    case "NOT_PERMITTED":
    case "NOT_FOUND":
    case "BAD_USER_INPUT":
    case "LOCKED":
      return null;
  }
}

function ownRest(failures: number): number {
  return Math.min(FIRST_REST_MS * 2 ** (failures - 1), LONGEST_REST_MS);
}

function remediesFor({ code }: Failure): readonly Remedy[] {
  switch (code) {
    case "UNAUTHENTICATED":
      return ["signIn", "settings"];
    case "NOT_PERMITTED":
      return ["settings"];
    case "UNREACHABLE":
    case "FAULTY":
      return ["retry", "settings"];
    case "FORBIDDEN":
    case "NOT_FOUND":
    case "BAD_USER_INPUT":
    case "LOCKED":
      return [];
  }
}
