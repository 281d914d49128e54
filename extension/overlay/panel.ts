import type { AskUntilGone } from "../messages.js";
import type { CaseKey } from "../operations/overlay.js";
import { dataFromText } from "../connection-texts.js";
import { keyTitle, panelTexts, type ShownStatus, STATUS } from "../texts.js";
import type { CasePlace } from "./answer-forms.js";
import type { ShownOverlay } from "./badge.js";
import { button } from "./button.js";
import { CaseSection } from "./case-section.js";
import { caseTexts } from "./case-texts.js";
import { FindingList } from "./finding-list.js";
import type { ShownOn } from "./frame-reading.js";
import { createHost, element, rootOf, unbroken } from "./host.js";
import { panelPlace } from "./panel-place.js";
import { lockShape, statusShape } from "./shape.js";
import { sharedSheet } from "./sheets.js";

/** What a panel needs of what is around it. */
export interface PanelActions {
  /** Runs on Escape and on its button. */
  readonly close: () => void;
  /** It shows more than it did. */
  readonly grown: () => void;
  readonly ask: AskUntilGone;
}

/** In place of the details of a protected person, until somebody asks for them: who passes the screen sees nothing. */
function closedDetails(open: () => void): HTMLElement {
  return element("p", { class: "closed" }, lockShape(), panelTexts.protected, button(panelTexts.showProtected, open));
}

function emptyText(status: ShownStatus, isIncomplete: boolean): string {
  if (isIncomplete) return STATUS[status];
  return status === "UNKNOWN" ? panelTexts.unknown : panelTexts.nothing;
}

/**
 * The panel that explains one key, and in which one answers. It does not lock the page: one can go on working beside it. A
 * newer answer is shown in it, around what is being written.
 */
export class Panel {
  readonly host: HTMLElement;
  readonly #box: HTMLElement;
  readonly #state = element("span", {});
  readonly #about = element("p", { class: "about" });
  readonly #incomplete = element("div", { class: "incomplete" });
  readonly #empty = element("p", { class: "empty" });
  /** What has been done, for those who don't see it. */
  readonly #said = element("p", { class: "unseen", role: "status" });
  readonly #findings: FindingList;
  readonly #case: CaseSection | null;
  readonly #isCasePage: boolean;

  constructor(key: CaseKey, overlay: ShownOverlay, shownOn: ShownOn, { close, grown, ask }: PanelActions) {
    const { host, root } = createHost("overblick-panel");
    this.host = host;
    this.#isCasePage = shownOn.kind === "case";
    const { fileNumber } = overlay;
    const place: CasePlace | null = fileNumber === null ? null : { ask, fileNumber, page: shownOn.name, today: overlay.on };
    this.#case = place && new CaseSection(place, { grown, signIn: () => ask({ type: "signIn" }) });
    this.#findings = new FindingList(place, {
      grown,
      said: (text) => this.#say(text),
      reminded: (reminder) => this.#case?.addReminder(reminder),
    });
    const closing = button(panelTexts.close, close, { class: "close" }, "×");
    this.#box = element(
      "section",
      { class: "panel", role: "dialog", "aria-labelledby": "title", tabindex: "-1" },
      element("header", {}, element("h2", { id: "title" }, keyTitle(key)), this.#state, closing),
      this.#said,
    );
    this.#box.addEventListener("keydown", (event) => {
      if (event.key === "Escape") close();
    });
    this.show(overlay);
    if (overlay.protected) this.#closeDetails(grown);
    else this.#openDetails();
    root.adoptedStyleSheets = [...root.adoptedStyleSheets, sharedSheet("casePanel")];
    root.append(this.#box);
  }

  /** Shows a newer answer to the same key. */
  show({ status, findings, incompleteBecause, dataFrom, dataLoadedAt, nextDueOn }: ShownOverlay): void {
    const hadKeyboard = this.#hasKeyboard();
    this.#state.className = `state ${status}`;
    this.#state.replaceChildren(statusShape(status), STATUS[status]);
    const about = [dataFrom && dataFromText(dataFrom, dataLoadedAt, new Date()), nextDueOn && panelTexts.nextDueOn(nextDueOn)].filter((text) => text !== null);
    this.#about.hidden = about.length === 0;
    this.#about.replaceChildren(...unbroken(about));
    this.#incomplete.hidden = incompleteBecause.length === 0;
    this.#incomplete.replaceChildren(element("b", {}, panelTexts.incomplete), element("ul", {}, ...incompleteBecause.map((why) => element("li", {}, why))));
    this.#empty.hidden = findings.length > 0;
    this.#empty.textContent = emptyText(status, incompleteBecause.length > 0);
    this.#findings.show(findings);
    // What had the keyboard may be gone: then it is on the panel, not lost.
    if (hadKeyboard && !this.#hasKeyboard()) this.focus();
  }

  /** Shows nothing of the case any more, but keeps what is being written. False: nothing is, and it shows what it did. */
  withhold(why = caseTexts.withheld): boolean {
    if (!this.isFilledIn) return false;
    const hadKeyboard = this.#hasKeyboard();
    for (const part of [this.#state, this.#about, this.#incomplete, this.#empty]) part.replaceChildren();
    this.#about.hidden = this.#incomplete.hidden = this.#empty.hidden = true;
    this.#state.className = "state";
    this.#findings.show([], why);
    this.#case?.offer();
    this.#say(why);
    if (hadKeyboard && !this.#hasKeyboard()) this.focus();
    return true;
  }

  /** The same when the extension is gone from under the page: what is written is there to be copied, and marked so that a newer version lets it be. */
  leaveBehind(): boolean {
    if (!this.withhold(caseTexts.orphaned)) return false;
    this.#case?.element.remove();
    this.host.setAttribute("kept", "");
    return true;
  }

  #say(text: string, look = "unseen"): void {
    this.#said.className = look;
    this.#said.textContent = text;
  }

  #hasKeyboard(): boolean {
    return (rootOf(this.host)?.activeElement ?? null) !== null;
  }

  /** Loads again what has grown old. */
  refresh(): void {
    this.#case?.refresh();
  }

  /** Whether something is written in it that is not sent yet. */
  get isFilledIn(): boolean {
    return this.#findings.isWritten;
  }

  /** Whether somebody is writing in it, or has. */
  get isWritten(): boolean {
    return this.isFilledIn || (rootOf(this.host)?.activeElement?.matches("input, textarea, select") ?? false);
  }

  /** Says that it is not closed, since something is written in it, and takes the keyboard. */
  hold(): void {
    this.#say(caseTexts.held, "about");
    this.focus();
  }

  /** Moves the keyboard into the panel, once it is on the page. */
  focus(): void {
    this.#box.focus();
  }

  /** Puts it where it leaves the row of its badge to be seen ({@link panelPlace}). */
  place(row: Element, badge: Element): void {
    const own = badge.getBoundingClientRect();
    const { top, bottom, maxHeight } = panelPlace({
      row: row.contains(badge) ? row.getBoundingClientRect() : own,
      badge: own,
      panel: { left: this.#box.getBoundingClientRect().left, height: this.#box.scrollHeight },
      frameHeight: this.host.clientHeight,
    });
    this.#box.style.top = top === null ? "auto" : `${top}px`;
    this.#box.style.bottom = bottom === null ? "auto" : `${bottom}px`;
    this.#box.style.maxHeight = `${maxHeight}px`;
  }

  #closeDetails(grown: () => void): void {
    const closed = closedDetails(() => {
      this.focus();
      closed.remove();
      this.#openDetails();
      grown();
    });
    this.#box.append(closed);
  }

  #openDetails(): void {
    this.#box.append(this.#about, this.#incomplete, this.#empty, this.#findings.element);
    if (!this.#case) return;
    this.#box.append(this.#case.element);
    if (this.#isCasePage) void this.#case.load();
    else this.#case.offer();
  }
}
