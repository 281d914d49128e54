import type { Answer } from "../messages.js";
import type { Evidence, Finding, Reminder } from "../operations/overlay.js";
import { dueText, evidenceSource, panelTexts, type ShownStatus } from "../texts.js";
import { acknowledgeForm, type CasePlace, disputeForm, remindForm } from "./answer-forms.js";
import { button } from "./button.js";
import { caseFailure, caseTexts } from "./case-texts.js";
import { element, focusedIn, unbroken } from "./host.js";
import { statusShape } from "./shape.js";
import { withReminder } from "./with-reminder.js";

/** What came of an answer to a finding, and what is to be said of it. */
export interface FindingEvents {
  readonly answered: (finding: Finding, said: string) => void;
  readonly reminded: (reminder: Reminder, said: string) => void;
  /** It shows more than it did. */
  readonly grown: () => void;
}

/** The status that the finding alone would give (contract 6, "Overlay status"). */
export function findingStatus({ severity }: Pick<Finding, "severity">): ShownStatus {
  switch (severity) {
    case "CRITICAL":
      return "OVERDUE";
    case "WARNING":
      return "ATTENTION";
    case "INFO":
      return "OK";
  }
}

/** What the finding stands on, folded away: the facts of each line that a file brought, and the rule's name for support. */
export function grounds({ evidence, rule }: Pick<Finding, "evidence" | "rule">): HTMLElement {
  const bySource = new Map<string, Evidence[]>();
  for (const each of evidence) {
    const source = evidenceSource(each);
    bySource.set(source, [...(bySource.get(source) ?? []), each]);
  }
  const sources = [...bySource].flatMap(([source, facts]) => [
    element("dl", {}, ...facts.flatMap(({ label, shown }) => [element("dt", {}, label), element("dd", {}, shown)])),
    element("p", { class: "source" }, source),
  ]);
  return element("details", {}, element("summary", {}, panelTexts.grounds), ...sources, element("p", { class: "source" }, panelTexts.rule(rule)));
}

/** Why, what to do, and by which rule and source, each on its own. */
export function explained({ explanation }: Pick<Finding, "explanation">): HTMLElement[] {
  const [why = "", next = "", ...rule] = explanation.split("\n");
  const lines = [["why", why], ["next", next], ["rule", rule.join(" ")]] as const;
  return lines.filter(([, text]) => text !== "").map(([name, text]) => element("p", { class: name }, text));
}

/** What people have said to it. */
function said({ acknowledgement, disputes, reminders }: Finding): HTMLElement[] {
  const texts = [
    ...(acknowledgement ? [caseTexts.acknowledged(acknowledgement)] : []),
    ...disputes.map(caseTexts.disputed),
    ...reminders.map(caseTexts.reminded),
  ];
  return texts.map((text) => element("p", { class: "said" }, text));
}

/** Kinds that speak of an order's plan. */
function isOfPlan({ kind }: Finding): boolean {
  return kind === "PLAN_MISSING" || kind === "PLAN_INSUFFICIENT";
}

function isWrittenIn(form: HTMLFormElement): boolean {
  return [...form.querySelectorAll<HTMLTextAreaElement>("textarea:not([readonly])")].some(({ value }) => value.trim() !== "");
}

type FormName = "acknowledge" | "remind" | "dispute";

/**
 * A finding in the panel, with what one can do about it. What is shown of it can be replaced; a form stays as it is, with
 * what was written.
 */
export class FindingItem {
  readonly element = element("li", {});
  readonly #heading = element("h3", { tabindex: "-1" });
  readonly #content = element("div", {});
  readonly #failure = element("div", { class: "fault", role: "alert" });
  /** Why a form is there that is offered no more. */
  readonly #overtaken = element("div", { class: "overtaken", role: "status" });
  readonly #place: CasePlace | null;
  readonly #events: FindingEvents;
  readonly #buttons: Readonly<Record<FormName | "withdraw", HTMLButtonElement>>;
  readonly #forms = new Map<FormName, HTMLFormElement>();
  #finding: Finding;
  #open: FormName | null = null;
  #isWithdrawing = false;
  #isGone = false;

  /** @param place null where nothing can be answered */
  constructor(finding: Finding, place: CasePlace | null, events: FindingEvents) {
    this.#place = place;
    this.#events = events;
    this.#finding = finding;
    const opening = (name: FormName, text: string): HTMLButtonElement => button(text, () => this.#toggle(name), { class: "plain", "aria-expanded": "false" });
    this.#buttons = {
      acknowledge: opening("acknowledge", caseTexts.acknowledge),
      withdraw: button(caseTexts.withdraw, () => void this.#withdraw()),
      remind: opening("remind", caseTexts.remind),
      dispute: opening("dispute", caseTexts.dispute),
    };
    this.element.append(this.#heading, this.#content, this.#failure, this.#overtaken, element("div", { class: "actions" }, ...Object.values(this.#buttons)));
    this.#draw();
  }

  /** Shows a newer answer. */
  show(finding: Finding): void {
    if (!this.#isGone && JSON.stringify(finding) === JSON.stringify(this.#finding)) return;
    this.#isGone = false;
    this.#finding = finding;
    this.#draw();
  }

  /** Whether something is written in one of its forms, be it folded. */
  get isWritten(): boolean {
    return [...this.#forms.values()].some(isWrittenIn);
  }

  /** It is no longer found, or not known any more: only what is being written is left. */
  showGone(why: string): void {
    this.#isGone = true;
    this.#finding = { ...this.#finding, explanation: "", evidence: [], acknowledgement: null, disputes: [], reminders: [] };
    this.#content.replaceChildren(element("p", { class: "said" }, why));
  }

  /** With one more reminder, when it is of that order. */
  addReminder(reminder: Reminder): void {
    if (this.#finding.order !== reminder.order) return;
    this.show({ ...this.#finding, reminders: withReminder(this.#finding.reminders, reminder) });
  }

  /** Moves the keyboard to what it is called. */
  focus(): void {
    this.#heading.focus();
  }

  #draw(): void {
    const finding = this.#finding;
    const { title, decision, order, acknowledgement, mayAcknowledge, severity } = finding;
    const status = findingStatus(finding);
    const facts = [dueText(finding), decision && panelTexts.decision(decision), order && panelTexts.order(order)].filter((fact) => fact !== null);
    const isUnfolded = this.#content.querySelector("details")?.open ?? false;
    const evidence = grounds(finding);
    evidence.toggleAttribute("open", isUnfolded);
    this.element.className = status;
    this.#heading.replaceChildren(statusShape(status), title);
    const isPressing = severity !== "INFO" && acknowledgement === null;
    const isForManagers = this.#place !== null && !mayAcknowledge && isPressing;
    this.#content.replaceChildren(
      ...(facts.length > 0 ? [element("p", { class: "facts" }, ...unbroken(facts))] : []),
      ...explained(finding), ...said(finding), evidence,
      ...(isForManagers ? [element("p", { class: "said" }, caseTexts.forManagers)] : []),
    );
    this.#buttons.acknowledge.hidden = this.#place === null || !mayAcknowledge || !isPressing;
    this.#buttons.withdraw.hidden = this.#place === null || !mayAcknowledge || acknowledgement === null;
    this.#buttons.remind.hidden = this.#place === null || order === null || !isOfPlan(finding);
    this.#buttons.dispute.hidden = this.#place === null;
    const overtaken = [...this.#forms].filter(([name, form]) => this.#buttons[name].hidden && isWrittenIn(form));
    for (const [name] of overtaken) this.#buttons[name].hidden = false;
    this.#overtaken.textContent = overtaken.length > 0 ? caseTexts.overtaken : "";
    if (this.#open && this.#buttons[this.#open].hidden) this.#fold();
    if (focusedIn(this.element)?.closest("[hidden]")) this.focus();
  }

  #toggle(name: FormName): void {
    const wasOpen = this.#open === name;
    this.#fold();
    if (wasOpen || !this.#place) return;
    const form = this.#forms.get(name) ?? this.#makeForm(name, this.#place);
    this.#forms.set(name, form);
    form.hidden = false;
    this.#open = name;
    this.#buttons[name].setAttribute("aria-expanded", "true");
    if (!form.isConnected) this.element.append(form);
    this.#events.grown();
    form.querySelector<HTMLElement>("input, textarea")?.focus();
  }

  /** Folds the open form away; what was written in it is there when it is opened again. */
  #fold(): void {
    if (!this.#open) return;
    this.#forms.get(this.#open)!.hidden = true;
    this.#buttons[this.#open].setAttribute("aria-expanded", "false");
    this.#open = null;
  }

  #makeForm(name: FormName, place: CasePlace): HTMLFormElement {
    const cancelled = (): void => {
      this.#fold();
      this.#buttons[name].focus();
    };
    const done = (text: string) => (finding: Finding): void => this.#answered(finding, text);
    switch (name) {
      case "acknowledge":
        return acknowledgeForm(this.#finding, place, { done: done(caseTexts.saidAcknowledged), cancelled });
      case "dispute":
        return disputeForm(this.#finding, place, { done: done(caseTexts.saidDisputed), cancelled });
      case "remind":
        return remindForm(this.#finding.order!, place, {
          done: (reminder) => {
            this.#fold();
            this.focus();
            this.#events.reminded(reminder, caseTexts.saidReminded);
          },
          cancelled,
        });
    }
  }

  async #withdraw(): Promise<void> {
    if (this.#isWithdrawing || !this.#place) return;
    const { ask, fileNumber, page } = this.#place;
    this.#isWithdrawing = true;
    this.#failure.textContent = "";
    const answer: Answer<Finding> | null = await ask({ type: "withdraw", finding: this.#finding.id, fileNumber, page });
    this.#isWithdrawing = false;
    if (answer === null) return;
    if (answer.ok) this.#answered(answer.data, caseTexts.saidWithdrawn);
    else this.#failure.textContent = caseFailure(answer);
  }

  /** The keyboard stays with the finding: the button that it was on may be gone. */
  #answered(finding: Finding, text: string): void {
    this.#fold();
    this.#failure.textContent = "";
    // What was sent is written no more, though the answer may be known already.
    this.#draw();
    this.#events.answered(finding, text);
    this.focus();
  }
}
