interface Timer {
  readonly at: number;
  readonly act: () => void;
  /** For what comes again and again. */
  readonly every: number | null;
}

const FRAME_MS = 16;

/**
 * A clock in place of the browser's, so that ten thousand pages need no waiting. Frames are painted every 16 ms, and
 * promises and observers of the page run between any two timers, as they do in a browser.
 */
export class FakeClock {
  #now = 1_000_000;
  #next = 1;
  readonly #timers = new Map<number, Timer>();

  /** Takes the place of the window's own. */
  install(window: Window & typeof globalThis): void {
    const add = (act: () => void, ms: number, every: number | null): number => {
      this.#timers.set(this.#next, { at: this.#now + Math.max(ms, 1), act, every });
      return this.#next++;
    };
    const clear = (id: number | undefined): void => void this.#timers.delete(id ?? 0);
    Object.assign(window, {
      setTimeout: (act: () => void, ms = 0) => add(act, ms, null),
      setInterval: (act: () => void, ms = 0) => add(act, ms, ms),
      requestAnimationFrame: (act: () => void) => add(act, FRAME_MS - (this.#now % FRAME_MS), null),
      clearTimeout: clear,
      clearInterval: clear,
      cancelAnimationFrame: clear,
    });
    window.performance.now = () => this.#now;
    window.Date.now = () => this.#now;
  }

  /** Lets time pass. */
  async advance(ms: number): Promise<void> {
    const end = this.#now + ms;
    await settle();
    for (let next = this.#due(end); next; next = this.#due(end)) {
      const [id, { at, act, every }] = next;
      this.#now = Math.max(this.#now, at);
      if (every === null) this.#timers.delete(id);
      else this.#timers.set(id, { at: this.#now + every, act, every });
      act();
      await settle();
    }
    this.#now = end;
  }

  /** The next that is due until then. */
  #due(end: number): [number, Timer] | null {
    let first: [number, Timer] | null = null;
    for (const each of this.#timers) if (each[1].at <= end && (first === null || each[1].at < first[1].at)) first = each;
    return first;
  }
}

async function settle(): Promise<void> {
  for (let turn = 0; turn < 8; turn += 1) await Promise.resolve();
}
