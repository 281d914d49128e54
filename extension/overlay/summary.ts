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
  | { readonly kind: "counts"; readonly counts: RowCounts }
  | { readonly kind: "unrecognised" }
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
 * stays where it is, and what has changed is announced by one text beside them.
 */
export class Summary {
  readonly host: HTMLElement;
  readonly #root: ShadowRoot;
  readonly #actions: SummaryActions;
  readonly #said = element("span", { class: "words", role: "status" });
  readonly #help = element("span", { class: "help" });
  readonly #counts = element("span", { class: "counts" });
  readonly #context = element("span", { class: "words", "aria-hidden": "true" });
  readonly #position = element("span", { class: "position", "aria-hidden": "true" });
  readonly #legendButton: HTMLButtonElement;
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
    root.append(this.#bar());
  }

  /** Says something else; the same again changes nothing. */
  show(state: SummaryState): void {
    const next = JSON.stringify(state);
    if (next === this.#shown) return;
    this.#shown = next;
    const isCounted = state.kind === "counts";
    this.#counts.hidden = !isCounted;
    this.#said.classList.toggle("unseen", isCounted);
    this.#help.replaceChildren(...(state.kind === "trouble" ? state.remedies.map((remedy) => button(listTexts[remedy], this.#actions[remedy])) : state.kind === "unrecognised" ? [statusShape("UNKNOWN")] : []));
    if (isCounted) this.#count(state.counts);
    else this.#say(textOf(state));
    if (!isCounted) this.#closeLegend();
  }

  /** Which of the rows to look for the keyboard stands at; null: at none. Announced, since it was asked for. */
  showPosition(position: { readonly at: number; readonly of: number; readonly isAround: boolean } | null): void {
    this.#position.textContent = position === null ? "" : listTexts.position(position.at, position.of);
    if (position !== null) this.#say(position.isAround ? listTexts.around(position.at, position.of) : listTexts.position(position.at, position.of));
  }

  /** Announces something that was asked for. */
  announce(text: string): void {
    this.#say(text);
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

  #bar(): HTMLElement {
    const fold = button(listTexts.hide, () => {
      const isFolded = bar.classList.toggle("folded");
      fold.setAttribute("aria-expanded", String(!isFolded));
      fold.textContent = isFolded ? listTexts.show : listTexts.hide;
      this.#closeLegend();
    }, { class: "plain", "aria-expanded": "true" });
    this.#counts.append(fold);
    const bar = element("section", { class: "summary", "aria-label": listTexts.label }, element("b", { class: "name" }, listTexts.name), this.#said, this.#help, this.#counts);
    bar.addEventListener("keydown", ({ key }) => {
      if (key === "Escape" && this.#closeLegend()) this.#legendButton.focus();
    });
    return bar;
  }

  #count(counts: RowCounts): void {
    this.#parts.show(counts);
    const context = listTexts.context(counts);
    this.#context.replaceChildren(...unbroken(context));
    const parts = this.#parts.texts;
    const sentence = [...(parts.length > 0 ? parts : [listTexts.nothing]), ...context].join(", ");
    this.#say("");
    clearTimeout(this.#announcing);
    this.#announcing = setTimeout(() => this.#say(sentence), ANNOUNCED_AFTER_MS);
  }

  #say(text: string): void {
    clearTimeout(this.#announcing);
    if (this.#said.textContent !== text) this.#said.textContent = text;
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
      return listTexts.unrecognised;
    case "trouble":
      return state.words.join(" ");
  }
}

/** @param sign shown in place of the name, which is then its label and what is shown on pointing at it */
function button(name: string, act: () => void, attributes: Readonly<Record<string, string>> = { class: "plain" }, sign?: string): HTMLButtonElement {
  const made = element("button", { type: "button", ...attributes, ...(sign === undefined ? {} : { "aria-label": name, title: name }) }, sign ?? name);
  made.addEventListener("click", act);
  return made;
}
