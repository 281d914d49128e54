/** Work that is done in slices, with the page and the browser's painting in between. */
export class Slices {
  #frame: number | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /**
   * Starts work in place of what was under way. The first slice runs at once.
   * @param slice does a part of it; answers whether there is more to do
   */
  start(slice: () => boolean): void {
    this.stop();
    if (slice()) this.#afterPaint(() => this.start(slice));
  }

  /** Leaves what is not done yet. */
  stop(): void {
    if (this.#frame !== undefined) cancelAnimationFrame(this.#frame);
    clearTimeout(this.#timer);
    this.#frame = undefined;
    this.#timer = undefined;
  }

  /** Does not come while the tab is hidden: nobody looks, and the page is read when it is looked at again. */
  #afterPaint(act: () => void): void {
    this.#frame = requestAnimationFrame(() => {
      this.#frame = undefined;
      this.#timer = setTimeout(act, 0);
    });
  }
}
