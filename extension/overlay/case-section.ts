import { signInText } from "../connection-texts.js";
import type { Answer, Failure } from "../messages.js";
import type { CaseFile } from "../operations/case-work.js";
import type { Reminder } from "../operations/overlay.js";
import type { CasePlace } from "./answer-forms.js";
import { button } from "./button.js";
import { drawCaseFile } from "./case-file.js";
import { caseFailure, caseTexts } from "./case-texts.js";
import { element, focusedIn } from "./host.js";
import { withReminder } from "./with-reminder.js";

/** Of a case nothing is kept for longer than five minutes, the time of the question included (as answers.ts keeps badges). */
const KEPT_MS = 5 * 60_000 - 20_000;
/** It is loaded again a little before while somebody looks, so that nothing vanishes under the eyes. */
const FRESH_MS = KEPT_MS - 30_000;

export interface CaseSectionActions {
  /** It shows more than it did. */
  readonly grown: () => void;
  readonly signIn: () => Promise<Answer<null> | null>;
}

/** The case beyond its findings: loaded when it is asked for, or at once. */
export class CaseSection {
  readonly element = element("div", { class: "case" });
  readonly #said = element("p", { role: "status" });
  readonly #content = element("div", {});
  readonly #place: CasePlace;
  readonly #actions: CaseSectionActions;
  #isLoading = false;
  #file: CaseFile | null = null;
  /** It was shown, and went since it had grown old. */
  #hasGone = false;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(place: CasePlace, actions: CaseSectionActions) {
    this.#place = place;
    this.#actions = actions;
    this.element.append(this.#said, this.#content);
  }

  /** Offers to load it; what was loaded is forgotten. */
  offer(): void {
    clearTimeout(this.#timer);
    this.#hasGone = false;
    this.#file = null;
    this.#said.textContent = "";
    this.#content.replaceChildren(button(caseTexts.showCase, () => void this.load()));
  }

  /** Loads it, and shows it. The keyboard stays in it where it was. */
  async load(): Promise<void> {
    if (this.#isLoading) return;
    this.#isLoading = true;
    if (this.#file === null) this.#said.textContent = caseTexts.loadingCase;
    const { ask, fileNumber, page } = this.#place;
    const answer = await ask({ type: "caseFile", fileNumber, page });
    this.#isLoading = false;
    if (answer === null) return;
    this.#said.textContent = "";
    if (answer.ok) {
      this.#show(answer.data);
      this.#followAge();
    } else {
      this.#fail(answer);
    }
  }

  /** Loads again what has gone meanwhile: for whoever comes back to it. */
  refresh(): void {
    if (this.#hasGone && document.visibilityState === "visible") void this.load();
  }

  /** With one more reminder at its order. */
  addReminder(reminder: Reminder): void {
    if (!this.#file) return;
    const decisions = this.#file.decisions.map((decision) => ({
      ...decision,
      orders: decision.orders.map((order) => (order.id === reminder.order ? { ...order, reminders: withReminder(order.reminders, reminder) } : order)),
    }));
    this.#show({ ...this.#file, decisions });
  }

  #show(file: CaseFile): void {
    const hadKeyboard = this.#hasKeyboard();
    const isSame = JSON.stringify(file) === JSON.stringify(this.#file);
    this.#file = file;
    if (isSame) return;
    const heading = element("h3", { class: "casetitle", tabindex: "-1" }, caseTexts.caseFile);
    this.#content.replaceChildren(heading, ...drawCaseFile(file, this.#place.today));
    if (hadKeyboard) heading.focus();
    this.#actions.grown();
  }

  #followAge(): void {
    this.#hasGone = false;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#timer = setTimeout(() => this.#forget(), KEPT_MS - FRESH_MS);
      if (this.element.isConnected && document.visibilityState === "visible") void this.load();
    }, FRESH_MS);
  }

  #forget(): void {
    const hadKeyboard = this.#hasKeyboard();
    this.offer();
    this.#hasGone = true;
    if (hadKeyboard) this.#content.querySelector("button")?.focus();
  }

  /** What was shown before is old by now: it goes. */
  #fail(failure: Failure): void {
    const hadKeyboard = this.#hasKeyboard();
    clearTimeout(this.#timer);
    this.#hasGone = false;
    this.#file = null;
    this.#said.textContent = caseFailure(failure);
    const again = failure.code === "UNAUTHENTICATED"
      ? button(caseTexts.signIn, () => void this.#signIn())
      : button(caseTexts.retry, () => void this.load());
    this.#content.replaceChildren(again);
    if (hadKeyboard) again.focus();
    this.#actions.grown();
  }

  async #signIn(): Promise<void> {
    const answer = await this.#actions.signIn();
    if (answer?.ok === false) this.#said.textContent = signInText(answer, new Date());
  }

  #hasKeyboard(): boolean {
    return focusedIn(this.#content) !== null;
  }
}
