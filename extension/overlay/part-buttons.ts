import { element } from "./host.js";
import { type FilterPart, KIND_PARTS, STATUS_PARTS } from "./list-parts.js";
import { listTexts } from "./list-texts.js";
import type { RowCounts } from "./row-counts.js";
import { statusShape } from "./shape.js";

/** Kinds that are shown at first; the rest opens by a button. More would be a bar of several lines over the page. */
function kindsAtFirst(): number {
  return innerWidth < 700 ? 1 : 4;
}

interface PartButton {
  readonly part: FilterPart;
  readonly button: HTMLButtonElement;
  readonly text: Text;
}

/** The buttons of a list's parts: each says how many rows have it, and chooses them. A part that no row has is not there. */
export class PartButtons {
  readonly #chosen = new Set<FilterPart>();
  readonly #statuses: readonly PartButton[];
  readonly #kinds: readonly PartButton[];
  /** Said where no part has rows. */
  readonly #nothing = element("span", { class: "count" });
  readonly #more = element("button", { type: "button", class: "plain", "aria-expanded": "false" });
  readonly #settled: () => void;
  #counts: RowCounts["byPart"] = {};
  #isOpen = false;

  /** @param choose runs when others are chosen @param settled when other buttons are shown */
  constructor(choose: (chosen: ReadonlySet<FilterPart>) => void, settled: () => void) {
    this.#settled = settled;
    const partButton = (part: FilterPart, className: string, ...sign: readonly Node[]): PartButton => {
      const text = document.createTextNode("");
      const button = element("button", { type: "button", class: className, "aria-pressed": "false" }, ...sign, text);
      button.addEventListener("click", () => {
        if (!this.#chosen.delete(part)) this.#chosen.add(part);
        button.setAttribute("aria-pressed", String(this.#chosen.has(part)));
        choose(this.#chosen);
      });
      return { part, button, text };
    };
    this.#statuses = STATUS_PARTS.map((part) => partButton(part, `part ${part}`, statusShape(part)));
    this.#kinds = KIND_PARTS.map((part) => partButton(part, "part"));
    this.#more.addEventListener("click", () => {
      this.#isOpen = !this.#isOpen;
      this.#layOut();
    });
  }

  /** In the order in which they stand. */
  get elements(): readonly HTMLElement[] {
    return [this.#nothing, ...this.#statuses.map(({ button }) => button), ...this.#kinds.map(({ button }) => button), this.#more];
  }

  get chosen(): ReadonlySet<FilterPart> {
    return this.#chosen;
  }

  /** What is said: the buttons, those too that are not shown at first, or that there is nothing to do. */
  get texts(): string[] {
    const parts = this.#texts;
    return parts.length > 0 ? parts : [this.#nothing.textContent];
  }

  get #texts(): string[] {
    return [...this.#statuses, ...this.#kinds].filter(({ part }) => this.#has(part)).map(({ text }) => text.data);
  }

  /** @param isWhole false: something could not be read, and what is not known is never shown as done */
  show({ byPart }: RowCounts, isWhole: boolean): void {
    this.#counts = byPart;
    const status = isWhole ? "OK" : "UNKNOWN";
    this.#nothing.className = `count ${status}`;
    this.#nothing.replaceChildren(statusShape(status), isWhole ? listTexts.nothing : listTexts.nothingRead);
    for (const { part, text } of [...this.#statuses, ...this.#kinds]) {
      const words = listTexts.part(part, byPart[part] ?? 0);
      if (text.data !== words) text.data = words;
    }
    this.#layOut();
  }

  #has(part: FilterPart): boolean {
    return (this.#counts[part] ?? 0) > 0;
  }

  /** What is chosen stays to be seen, even when the page no longer shows such a row: it could not be taken back. */
  #layOut(): void {
    for (const { part, button } of this.#statuses) button.hidden = !this.#has(part) && !this.#chosen.has(part);
    const found = this.#kinds.filter(({ part }) => this.#has(part));
    const most = kindsAtFirst();
    const isMany = found.length > most + 1;
    const first = new Set(isMany && !this.#isOpen ? found.slice(0, most) : found);
    const hidden = found.filter((each) => !first.has(each) && !this.#chosen.has(each.part));
    for (const each of this.#kinds) each.button.hidden = !first.has(each) && !this.#chosen.has(each.part);
    this.#nothing.hidden = this.#texts.length > 0;
    this.#more.hidden = !isMany || (!this.#isOpen && hidden.length === 0);
    this.#more.textContent = this.#isOpen ? listTexts.fewer : listTexts.more(hidden.length);
    this.#more.setAttribute("aria-expanded", String(this.#isOpen));
    this.#settled();
  }
}
