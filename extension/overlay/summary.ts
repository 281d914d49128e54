import { countContext, countParts, type RowCounts, summaryTexts } from "../texts.js";
import type { Remedy, Trouble } from "./connection-state.js";
import { createHost, element, unbroken } from "./host.js";
import { statusShape } from "./shape.js";

/** What the summary at the top of a list says. */
export type SummaryState =
  | { readonly kind: "waiting"; readonly rows: number }
  | { readonly kind: "counts"; readonly counts: RowCounts }
  | { readonly kind: "unrecognised" }
  | ({ readonly kind: "trouble" } & Trouble);

/** What its buttons do. */
export type SummaryActions = Readonly<Record<Remedy, () => void>>;

/** The bar above a list. The element stays while its words change, so that screen readers announce the change. */
export class Summary {
  readonly host: HTMLElement;
  readonly #words: HTMLElement;
  readonly #actions: SummaryActions;
  #shown = "";

  constructor(actions: SummaryActions) {
    const { host, root } = createHost("overblick-summary");
    this.host = host;
    this.#actions = actions;
    this.#words = element("span", { class: "words", role: "status" });
    root.append(element("div", { class: "summary", role: "group", "aria-label": summaryTexts.label }, element("b", { class: "name" }, summaryTexts.name), this.#words));
  }

  /** Says something else; the same again changes nothing. */
  show(state: SummaryState): void {
    const next = JSON.stringify(state);
    if (next === this.#shown) return;
    this.#shown = next;
    this.#words.replaceChildren(...this.#contentOf(state));
  }

  #contentOf(state: SummaryState): (Node | string)[] {
    switch (state.kind) {
      case "waiting":
        return [summaryTexts.waiting(state.rows)];
      case "unrecognised":
        return [statusShape("UNKNOWN"), summaryTexts.unrecognised];
      case "counts":
        return [
          ...countParts(state.counts).map(({ status, text }) => element("span", { class: `count ${status}` }, statusShape(status), text)),
          ...unbroken(countContext(state.counts)),
        ];
      case "trouble":
        return [state.words.join(" "), ...state.remedies.map((remedy) => button(summaryTexts[remedy], this.#actions[remedy]))];
    }
  }
}

function button(text: string, act: () => void): HTMLElement {
  const made = element("button", { type: "button", class: "plain" }, text);
  made.addEventListener("click", act);
  return made;
}
