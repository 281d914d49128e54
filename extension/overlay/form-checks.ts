import type { AdapterPage, DecisionFormPage } from "../../schema/adapter/adapter.js";
import type { MatchedPage } from "../pages/match.js";
import { FormCheck, type FormCheckActions } from "./form-check.js";

/** No event tells when a script fills in a field. */
const LOOK_MS = 500;
const REFIT_AFTER_MS = 100;
const FILLED_IN = ["input", "change", "reset"] as const;

/** The checks of the decision forms that a frame shows. Listens to what is filled in, and changes nothing of it. */
export class FormChecks {
  readonly #document: Document;
  readonly #actions: FormCheckActions;
  readonly #checks = new Map<AdapterPage, FormCheck>();
  #interval: ReturnType<typeof setInterval> | undefined;
  #refitting: ReturnType<typeof setTimeout> | undefined;
  #looking: ReturnType<typeof setTimeout> | undefined;
  #isStarted = false;

  constructor(document: Document, actions: FormCheckActions) {
    this.#document = document;
    this.#actions = actions;
  }

  start(): void {
    this.#isStarted = true;
    this.#follow();
  }

  stop(): void {
    this.#isStarted = false;
    this.show([]);
  }

  /** The forms that the frame shows now. */
  show(forms: readonly MatchedPage<DecisionFormPage>[]): void {
    const pages = new Set<AdapterPage>(forms.map(({ page }) => page));
    for (const [page, check] of this.#checks) {
      if (pages.has(page)) continue;
      check.leave();
      this.#checks.delete(page);
    }
    for (const form of forms) if (!this.#checks.has(form.page)) this.#checks.set(form.page, new FormCheck(this.#document, form, this.#actions));
    this.#look();
    this.#follow();
  }

  /** Somebody else is there now: what was answered is forgotten. */
  forget(): void {
    for (const check of this.#checks.values()) check.again();
  }

  /** Asks again where there is no answer that holds. */
  retry(): void {
    for (const check of this.#checks.values()) check.retry();
  }

  /** All notices that stand on the page. */
  hosts(): Element[] {
    return [...this.#checks.values()].map(({ host }) => host);
  }

  #look(): void {
    for (const check of this.#checks.values()) check.look();
  }

  /** On frames without a form nothing is listened to. */
  #follow(): void {
    const isNeeded = this.#isStarted && this.#checks.size > 0;
    if (isNeeded === (this.#interval !== undefined)) return;
    const view = this.#document.defaultView!;
    if (isNeeded) {
      for (const type of FILLED_IN) this.#document.addEventListener(type, this.#onFilledIn, true);
      view.addEventListener("resize", this.#onResize);
      this.#interval = setInterval(() => this.#look(), LOOK_MS);
      return;
    }
    for (const type of FILLED_IN) this.#document.removeEventListener(type, this.#onFilledIn, true);
    view.removeEventListener("resize", this.#onResize);
    clearInterval(this.#interval);
    clearTimeout(this.#looking);
    clearTimeout(this.#refitting);
    this.#interval = undefined;
  }

  /** After the page's own scripts, which may fill in more; and a form is not emptied yet when it tells that it will be. */
  readonly #onFilledIn = (): void => {
    clearTimeout(this.#looking);
    this.#looking = setTimeout(() => this.#look(), 0);
  };

  readonly #onResize = (): void => {
    clearTimeout(this.#refitting);
    this.#refitting = setTimeout(() => {
      for (const check of this.#checks.values()) check.refit();
    }, REFIT_AFTER_MS);
  };
}
