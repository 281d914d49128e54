import { button } from "./button.js";
import type { Remedy, Trouble } from "./connection-state.js";
import { createHost, element, unbroken } from "./host.js";
import { createLegend } from "./legend.js";
import type { FilterPart } from "./list-parts.js";
import { listTexts } from "./list-texts.js";
import { PartButtons } from "./part-buttons.js";
import type { RowCounts } from "./row-counts.js";
import { statusShape } from "./shape.js";
import { Toolbar } from "./toolbar.js";

/** What the bar of a list says. */
export type SummaryState =
  | { readonly kind: "waiting"; readonly rows: number }
  /** `unrecognised`: pages of the frame, lists for the most part, in which no row could be read. */
  | { readonly kind: "counts"; readonly counts: RowCounts; readonly unrecognised: number }
  /** `isPart`: something else of the frame has badges. */
  | { readonly kind: "unrecognised"; readonly isPart: boolean }
  | ({ readonly kind: "trouble" } & Trouble);

/** What its buttons do. */
export interface SummaryActions extends Readonly<Record<Remedy, () => void>> {
  /** The parts to look for have changed; none: everything. */
  readonly filter: (chosen: ReadonlySet<FilterPart>) => void;
  readonly jump: (step: 1 | -1) => void;
}

/** Counts are announced when they have stood for this long: of a list that comes row by row one hears the end alone. */
const ANNOUNCED_AFTER_MS = 700;

/** What is lower than the bar's upper edge at the foot of the frame, with what is free below it and a scroll bar. */
const FOOT = 28;

/** Lower than this a legend can't be read: then its top may be cut off. */
const LOWEST_LEGEND = 120;

/**
 * The bar over the foot of a list. Its buttons stay the same elements while their numbers change, so that the keyboard
 * stays where it is, and what has changed is announced by one text beside them. Folded it says no more than whether something is
 * in the way; it is announced all the same.
 */
export class Summary {
  readonly host: HTMLElement;
  readonly #root: ShadowRoot;
  readonly #actions: SummaryActions;
  /** For screen readers alone: what is to be read stands beside it. */
  readonly #announced = element("span", { class: "unseen", role: "status" });
  readonly #sign = element("span", { class: "UNKNOWN count" }, statusShape("UNKNOWN"));
  readonly #said = element("span", { class: "words" });
  readonly #help = element("span", { class: "help" });
  readonly #counts = element("span", { class: "counts" });
  readonly #context = element("span", { class: "words", "aria-hidden": "true" });
  readonly #position = element("span", { class: "position", "aria-hidden": "true" });
  readonly #legendButton: HTMLButtonElement;
  readonly #fold: HTMLButtonElement;
  readonly #parts: PartButtons;
  readonly #toolbar: Toolbar;
  #shown = "";
  #announcing: ReturnType<typeof setTimeout> | undefined;

  constructor(actions: SummaryActions) {
    const { host, root } = createHost("overblick-summary");
    this.host = host;
    this.#root = root;
    this.#actions = actions;
    this.#parts = new PartButtons(actions.filter, () => this.#toolbar.settle());
    this.#legendButton = button(listTexts.legend, () => this.#toggleLegend(), { class: "plain sign", "aria-expanded": "false", "aria-label": listTexts.legend }, "?");
    this.#toolbar = new Toolbar(
      element(
        "div",
        { class: "tools", role: "toolbar", "aria-label": listTexts.tools },
        ...this.#parts.elements,
        element(
          "span",
          { class: "steps" },
          button(listTexts.previous, () => actions.jump(-1), { class: "plain sign", "aria-keyshortcuts": "Shift+N" }, "‹"),
          this.#position,
          button(listTexts.next, () => actions.jump(1), { class: "plain sign", "aria-keyshortcuts": "N" }, "›"),
        ),
        this.#legendButton,
      ),
    );
    this.#counts.append(this.#toolbar.element, this.#context);
    const bar = element("section", { class: "summary", "aria-label": listTexts.label });
    this.#fold = this.#foldButton(bar);
    bar.append(this.#announced, element("b", { class: "name" }, listTexts.name), this.#sign, this.#said, this.#help, this.#counts, this.#fold);
    bar.addEventListener("keydown", ({ key }) => {
      if (key === "Escape" && this.#closeLegend()) this.#legendButton.focus();
    });
    root.append(bar);
  }

  /** Says something else; the same again changes nothing. */
  show(state: SummaryState): void {
    const next = JSON.stringify(state);
    if (next === this.#shown) return;
    this.#shown = next;
    this.keepFocus(() => {
      const isCounted = state.kind === "counts";
      this.#counts.hidden = !isCounted;
      this.#said.hidden = isCounted;
      this.#sign.hidden = isCounted || state.kind === "waiting";
      this.#help.replaceChildren(...(state.kind === "trouble" ? state.remedies.map((remedy) => button(listTexts[remedy], this.#actions[remedy])) : []));
      if (isCounted) this.#count(state.counts, state.unrecognised);
      else this.announce((this.#said.textContent = textOf(state)));
      if (!isCounted) this.#closeLegend();
    });
  }

  /** Changes something, and leaves the keyboard where it was in the bar, or in the bar at least. */
  keepFocus(change: () => void): void {
    const had = this.#root.activeElement;
    change();
    if (!(had instanceof HTMLElement)) return;
    const isThere = had.isConnected && had.closest("[hidden]") === null;
    if (!isThere || this.#root.activeElement !== had) (isThere ? had : this.#fold).focus({ preventScroll: true });
  }

  /** Which of the rows to look for the keyboard stands at; null: at none. Announced, since it was asked for. */
  showPosition(position: { readonly at: number; readonly of: number; readonly isAround: boolean } | null): void {
    this.#position.textContent = position === null ? "" : listTexts.position(position.at, position.of);
    if (position !== null) this.announce(position.isAround ? listTexts.around(position.at, position.of) : listTexts.position(position.at, position.of));
  }

  /** Says something to screen readers. */
  announce(text: string): void {
    clearTimeout(this.#announcing);
    if (this.#announced.textContent !== text) this.#announced.textContent = text;
  }

  /** Stands at the head of the frame while something that has the focus would lie under it at the foot (WCAG 2.4.11). */
  stepAside({ left, right, top, bottom }: DOMRectReadOnly): void {
    const own = this.host.getBoundingClientRect();
    const foot = innerHeight - own.height - FOOT;
    this.#stand(top < innerHeight && bottom > foot && left < own.right && right > own.left ? "HEAD" : "FOOT");
  }

  #stand(at: "HEAD" | "FOOT"): void {
    if (at === "HEAD") this.#closeLegend();
    this.host.style.setProperty("--head", at === "HEAD" ? "10px" : "auto");
    this.host.style.setProperty("--foot", at === "HEAD" ? "auto" : "10px");
  }

  /** What is chosen, for rows that come later. */
  get chosen(): ReadonlySet<FilterPart> {
    return this.#parts.chosen;
  }

  #foldButton(bar: HTMLElement): HTMLButtonElement {
    const fold = button(listTexts.hide, () => {
      const isFolded = bar.classList.toggle("folded");
      fold.setAttribute("aria-expanded", String(!isFolded));
      fold.textContent = isFolded ? listTexts.show : listTexts.hide;
      this.#closeLegend();
    }, { class: "plain", "aria-expanded": "true" });
    return fold;
  }

  #count(counts: RowCounts, unrecognised: number): void {
    this.#parts.show(counts, counts.withoutKey === 0 && unrecognised === 0);
    const context = [...listTexts.context(counts), ...(unrecognised > 0 ? [listTexts.unrecognisedBeside(unrecognised)] : [])];
    this.#context.replaceChildren(...unbroken(context));
    const sentence = [...this.#parts.texts, ...context].join(", ");
    this.announce("");
    this.#announcing = setTimeout(() => this.announce(sentence), ANNOUNCED_AFTER_MS);
  }

  #toggleLegend(): void {
    if (this.#closeLegend()) return;
    // It opens over the bar.
    this.#stand("FOOT");
    const legend = createLegend(() => {
      this.#closeLegend();
      this.#legendButton.focus();
    });
    this.#legendButton.setAttribute("aria-expanded", "true");
    const bar = this.#root.querySelector(".summary")!;
    bar.prepend(legend);
    // Over the bar, however many lines that has, and no higher than the frame.
    legend.style.maxHeight = `${Math.max(LOWEST_LEGEND, bar.getBoundingClientRect().top - 12)}px`;
    legend.focus({ preventScroll: true });
  }

  /** Answers whether it was open. */
  #closeLegend(): boolean {
    const legend = this.#root.querySelector(".legend");
    legend?.remove();
    this.#legendButton.setAttribute("aria-expanded", "false");
    return legend !== null;
  }
}

function textOf(state: Exclude<SummaryState, { readonly kind: "counts" }>): string {
  switch (state.kind) {
    case "waiting":
      return listTexts.waiting(state.rows);
    case "unrecognised":
      return state.isPart ? listTexts.unrecognisedPart : listTexts.unrecognised;
    case "trouble":
      return state.words.join(" ");
  }
}
