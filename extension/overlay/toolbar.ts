/**
 * Buttons in a row of which one alone is a stop of the Tab key: the arrow keys, Home and End go on from there, as in any
 * toolbar (WAI-ARIA Authoring Practices). So twenty buttons of ours don't stand in the keyboard's way through the page.
 */
export class Toolbar {
  readonly element: HTMLElement;
  #current: HTMLButtonElement | null = null;

  constructor(element: HTMLElement) {
    this.element = element;
    element.addEventListener("keydown", (event) => this.#move(event));
    element.addEventListener("focusin", ({ target }) => {
      this.#current = target as HTMLButtonElement;
      this.settle();
    });
  }

  /** After buttons were shown or hidden: the stop is the one where the keyboard was last, or the first. */
  settle(): void {
    const shown = this.#shown();
    const current = shown.find((button) => button === this.#current) ?? shown[0];
    for (const button of this.element.querySelectorAll("button")) button.tabIndex = button === current ? 0 : -1;
  }

  #shown(): HTMLButtonElement[] {
    return [...this.element.querySelectorAll("button")].filter(({ hidden }) => !hidden);
  }

  #move(event: KeyboardEvent): void {
    if (event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
    const shown = this.#shown();
    const at = shown.findIndex((button) => button === event.target);
    const to = at < 0 ? undefined : shown[target(event.key, at, shown.length)];
    if (!to) return;
    event.preventDefault();
    to.focus();
  }
}

/** Where a key goes from a place in the row; -1 for a key that goes nowhere. */
function target(key: string, at: number, count: number): number {
  switch (key) {
    case "ArrowRight":
      return (at + 1) % count;
    case "ArrowLeft":
      return (at - 1 + count) % count;
    case "Home":
      return 0;
    case "End":
      return count - 1;
    default:
      return -1;
  }
}
