import type { DecisionFormPage, DraftField } from "../../schema/adapter/adapter.js";
import type { Answer, Asked, Failure } from "../messages.js";
import type { DecisionCheck } from "../operations/check-decision.js";
import { fieldLabel } from "../pages/field-label.js";
import type { MatchedPage } from "../pages/match.js";
import { type FormReading, readForm } from "../pages/read-form.js";
import { ConnectionState, type Trouble } from "./connection-state.js";
import { type DraftState, draftState, type ReadyDraft } from "./draft.js";
import { formTexts } from "./form-texts.js";
import { Notice, type NoticeActions, type NoticeState } from "./notice.js";
import type { NoticePlace } from "./notice-place.js";
import { placeNotice, putNotice } from "./put-notice.js";

/** Who types is done when nothing has changed for this long. */
const SETTLED_AFTER_MS = 400;
/** As long as anything that is known of a person (answers.ts). */
const KEPT_MS = 5 * 60_000;

const CHECKING: NoticeState = { kind: "CHECKING", words: [] };

/** What the worker is asked; null when the extension is gone from under the page. */
export interface FormCheckActions extends Pick<NoticeActions, "settings"> {
  readonly ask: (message: Asked["checkDecision"]["message"]) => Promise<Answer<DecisionCheck | null> | null>;
  readonly signIn: () => Promise<Answer<null> | null>;
  /** Has the next question go through, however long the worker meant to wait. */
  readonly tryNow: () => Promise<Answer<null> | null>;
}

/**
 * The check of one decision form. It reads the form, asks once who fills it in has paused, and says what was answered beside
 * it. Whatever changes in the form puts the answer out of date at once; an answer counts only if the form still says what was
 * asked. The form itself is never touched: not its fields, not its focus, not its events.
 */
export class FormCheck {
  readonly #document: Document;
  readonly #matched: MatchedPage<DecisionFormPage>;
  readonly #actions: Pick<FormCheckActions, "ask" | "tryNow">;
  readonly #notice: Notice;
  readonly #connection: ConnectionState;
  #reading: FormReading | null = null;
  /** What the form says, as text; null: not read yet. */
  #says: string | null = null;
  #state: NoticeState = CHECKING;
  /** Counts changes: an answer to an older one is dropped. */
  #change = 0;
  #isAsked = false;
  #where: NoticePlace["where"] | null = null;
  #settling: ReturnType<typeof setTimeout> | undefined;
  #aging: ReturnType<typeof setTimeout> | undefined;

  constructor(document: Document, matched: MatchedPage<DecisionFormPage>, { ask, tryNow, signIn, settings }: FormCheckActions) {
    this.#document = document;
    this.#matched = matched;
    this.#actions = { ask, tryNow };
    this.#notice = new Notice({ settings, signIn: () => void this.#connection.signIn(signIn()), retry: () => this.#tryNow() });
    this.#connection = new ConnectionState({
      retry: () => this.retry(), tryNow: () => this.#tryNow(), changed: () => this.#showTrouble(), now: Date.now, isBesidePage: true,
    });
  }

  get host(): HTMLElement {
    return this.#notice.host;
  }

  /** Reads the form. What has changed is checked when it has settled; what is seen for the first time, at once. */
  look(): void {
    this.#reading = readForm(this.#document, this.#matched.page);
    if (!isOnPage(this.#reading)) {
      this.leave();
      return;
    }
    const state = draftState(this.#reading);
    const says = JSON.stringify(state);
    if (says !== this.#says) this.#changed(state, says);
    const wasThere = this.host.isConnected;
    putNotice(this.host, this.#reading, () => readForm(this.#document, this.#matched.page));
    if (!wasThere) this.refit();
  }

  /** Checks anew what the form says: after a failure, or when the answer has grown old. */
  again(): void {
    this.#forget();
    this.look();
  }

  /** Asks again only where there is no answer that holds. */
  retry(): void {
    if (this.#state.kind === "FAILED" || this.#state.kind === "AGED") this.again();
  }

  /** The same at once, though the worker meant to wait longer: somebody wants to know. */
  #tryNow(): void {
    void this.#actions.tryNow().then((answer) => {
      // Who has typed on meanwhile is asked about when they have paused.
      if (answer !== null) this.retry();
    });
  }

  /** What is in the way has other words now; an answer that takes long is said to. */
  #showTrouble(): void {
    const trouble = this.#connection.trouble(null);
    if (this.#state.kind === "CHECKING") this.#show({ kind: "CHECKING", words: trouble?.words ?? [] });
    // Somebody has tried to sign in from here.
    if (this.#state.kind === "FAILED" && this.#state.remedies.includes("signIn") && trouble) this.#show({ kind: "FAILED", ...trouble });
  }

  /** The frame is another size. */
  refit(): void {
    if (!this.#reading || !this.host.isConnected) return;
    const where = placeNotice(this.#notice, this.#reading);
    // At the foot it would cover the page: there the headline is enough until more is asked for.
    if (where !== this.#where) this.#notice.fold(where === "FOOT" ? "FOLDED" : "OPEN");
    this.#where = where;
  }

  /** Takes the notice off the page and forgets what was answered. */
  leave(): void {
    this.#forget();
    this.#connection.stop();
    this.#notice.remove();
  }

  #forget(): void {
    this.#outdate();
    this.#says = null;
    this.#state = CHECKING;
  }

  #changed(state: DraftState, says: string): void {
    const isFirst = this.#says === null;
    this.#says = says;
    this.#outdate();
    if (isFirst) {
      this.#check(state);
      return;
    }
    this.#show(CHECKING);
    this.#settling = setTimeout(() => this.#check(state), SETTLED_AFTER_MS);
  }

  /** What was answered, and what is being asked, holds no longer. */
  #outdate(): void {
    clearTimeout(this.#settling);
    clearTimeout(this.#aging);
    this.#change += 1;
    if (this.#isAsked) void this.#actions.ask({ type: "checkDecision", draft: null, page: this.#page });
    this.#isAsked = false;
  }

  #check(state: DraftState): void {
    if (state.kind !== "READY") {
      this.#show(state);
      return;
    }
    // Nobody looks: it is asked for when somebody does.
    if (document.visibilityState !== "visible") {
      this.#show({ kind: "AGED" });
      return;
    }
    this.#show(CHECKING);
    void this.#askFor(state, this.#change);
  }

  async #askFor(ready: ReadyDraft, change: number): Promise<void> {
    this.#isAsked = true;
    this.#connection.asked();
    const answer = await this.#actions.ask({ type: "checkDecision", draft: ready.draft, page: this.#page });
    if (answer === null) return;
    if (change !== this.#change) {
      this.#connection.outdated();
      return;
    }
    this.#isAsked = false;
    if (answer.ok) this.#connection.answered();
    else this.#connection.failed(answer);
    // A script may have filled in something else meanwhile, of which no event tells.
    this.look();
    if (change !== this.#change) return;
    if (!answer.ok) {
      this.#show({ kind: "FAILED", ...this.#failed(answer) });
      return;
    }
    this.#show(answer.data === null ? { kind: "READ", draft: ready.draft } : { kind: "CHECKED", ready, check: answer.data });
    this.#aging = setTimeout(() => this.#show({ kind: "AGED" }), KEPT_MS);
  }

  /** What a form has words of its own for, and else what is in the way of every answer. */
  #failed({ code }: Failure): Trouble {
    const trouble = this.#connection.trouble(null) ?? { words: [], remedies: [] };
    return code === "FORBIDDEN" || code === "NOT_FOUND" || code === "BAD_USER_INPUT" ? { words: [formTexts.failure[code]], remedies: [] } : trouble;
  }

  #show(state: NoticeState): void {
    this.#state = state;
    this.#notice.show(state, (name) => this.#labelOf(name));
  }

  #labelOf(name: DraftField): string {
    const field = this.#reading?.fields[name];
    return (field && "element" in field ? fieldLabel(field.element) : null) ?? formTexts.field[name];
  }

  /** As the access log has it: by the adapter's own words. */
  get #page(): string {
    return `${this.#matched.system}/${this.#matched.page.id}`;
  }
}

/** Whether anything of a form is to be seen: some pages keep forms hidden until they are needed. */
function isOnPage({ fields }: FormReading): boolean {
  return Object.values(fields).some((field) => "element" in field && field.element.checkVisibility());
}
