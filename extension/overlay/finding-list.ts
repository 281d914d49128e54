import type { Finding, Reminder } from "../operations/overlay.js";
import type { CasePlace } from "./answer-forms.js";
import { caseTexts } from "./case-texts.js";
import { FindingItem } from "./finding-item.js";
import { element, focusedIn } from "./host.js";
import { byUrgency } from "./urgency.js";

/** What the list tells of. */
export interface FindingListEvents {
  /** Something was answered. */
  readonly said: (text: string) => void;
  readonly reminded: (reminder: Reminder) => void;
  readonly grown: () => void;
}

/** The findings of a case in order of urgency. */
export class FindingList {
  readonly element = element("ol", { class: "findings" });
  readonly #place: CasePlace | null;
  readonly #events: FindingListEvents;
  readonly #items = new Map<string, FindingItem>();
  #findings: readonly Finding[] = [];

  /** @param place null where nothing can be answered */
  constructor(place: CasePlace | null, events: FindingListEvents) {
    this.#place = place;
    this.#events = events;
  }

  /** Whether something is being written to one of them. */
  get isWritten(): boolean {
    return [...this.#items.values()].some(({ isWritten }) => isWritten);
  }

  /**
   * Shows these: those that are there already keep their forms, and the keyboard. One that is gone stays while something is
   * written to it, with the words for why its facts do not.
   */
  show(findings: readonly Finding[], whyGone = caseTexts.gone): void {
    this.#findings = byUrgency(findings);
    for (const [id, item] of this.#items) {
      if (findings.some((finding) => finding.id === id)) continue;
      if (item.isWritten) {
        item.showGone(whyGone);
        continue;
      }
      item.element.remove();
      this.#items.delete(id);
    }
    for (const finding of this.#findings) {
      const item = this.#items.get(finding.id);
      if (item) item.show(finding);
      else this.#items.set(finding.id, this.#itemOf(finding));
    }
    this.#putInOrder();
  }

  #itemOf(finding: Finding): FindingItem {
    return new FindingItem(finding, this.#place, {
      grown: this.#events.grown,
      answered: (answer, text) => {
        this.show(this.#findings.map((each) => (each.id === answer.id ? answer : each)));
        this.#events.said(text);
      },
      reminded: (reminder, text) => {
        for (const item of this.#items.values()) item.addReminder(reminder);
        this.#events.reminded(reminder);
        this.#events.said(text);
      },
    });
  }

  /** An element that is moved loses the keyboard: it gets it back. */
  #putInOrder(): void {
    const found = this.#findings.map(({ id }) => this.#items.get(id)!);
    const gone = [...this.#items.values()].filter((item) => !found.includes(item));
    const wanted = [...found, ...gone].map((item) => item.element);
    if (wanted.every((item, index) => this.element.children[index] === item)) return;
    const focused = focusedIn(this.element);
    this.element.replaceChildren(...wanted);
    focused?.focus({ preventScroll: true });
  }
}
