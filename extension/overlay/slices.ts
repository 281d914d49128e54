/**
 * How long one may work before the page gets its turn: with the browser's own work for what was drawn it stays under the
 * 50 ms from which people notice.
 */
const SLICE_MS = 12;

/** Work that is done in slices, with the page and the browser's painting in between. */
export class Slices {
  #current = 0;
  #frame: number | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /**
   * Starts work in place of what was under way. The first slice runs at once.
   * @param step does a little; answers whether there is more to do
   */
  start(step: () => boolean): void {
    this.stop();
    const own = this.#current;
    const slice = (): void => {
      const end = performance.now() + SLICE_MS;
      let isMore = true;
      while (isMore && own === this.#current && performance.now() < end) isMore = step();
      if (isMore && own === this.#current) this.#afterPaint(slice);
    };
    slice();
  }

  /** Leaves what is not done yet. */
  stop(): void {
    this.#current += 1;
    if (this.#frame !== undefined) cancelAnimationFrame(this.#frame);
    clearTimeout(this.#timer);
  }

  /** Does not come while the tab is hidden: nobody looks, and the page is read when it is looked at again. */
  #afterPaint(act: () => void): void {
    this.#frame = requestAnimationFrame(() => {
      this.#timer = setTimeout(act, 0);
    });
  }
}
