/** Passes are at least this far apart, however often the page changes. */
const REST_MS = 100;

/** What a watched page tells. */
export interface PageChanges {
  /** Whether a change can concern what is drawn: a clock in a corner does not. */
  readonly concerns: (change: MutationRecord) => boolean;
  /** At once, before the browser paints: what has changed. */
  readonly changed: (changes: readonly MutationRecord[]) => void;
  /** When the page has been painted and may be read anew. */
  readonly settled: () => void;
}

/** Follows a page's changes: postbacks that replace a part of it, sorting and paging in place, rows that come late. */
export class PageWatch {
  readonly #document: Document;
  readonly #changes: PageChanges;
  readonly #observer: MutationObserver;
  readonly #attributes: readonly string[];
  #timer: ReturnType<typeof setTimeout> | undefined;
  #frame: number | undefined;
  #settledAt = -Infinity;
  #isOutdated = false;

  /** `attributes`: those in which a key can stand, beside texts. */
  constructor(document: Document, attributes: readonly string[], changes: PageChanges) {
    this.#document = document;
    this.#attributes = attributes;
    this.#changes = changes;
    this.#observer = new MutationObserver((records) => this.#take(records));
  }

  start(): void {
    const watched = { childList: true, subtree: true, characterData: true };
    this.#observer.observe(this.#document, this.#attributes.length > 0 ? { ...watched, attributeFilter: [...this.#attributes] } : watched);
  }

  stop(): void {
    this.#observer.disconnect();
    clearTimeout(this.#timer);
    if (this.#frame !== undefined) cancelAnimationFrame(this.#frame);
  }

  /** Leaves out changes made until now: for whoever has just changed the page itself, in one go after {@link isOutdated}. */
  forgetOwnChanges(): void {
    this.#observer.takeRecords();
  }

  /** The page has just been read: it rests from now on. */
  read(): void {
    this.forgetOwnChanges();
    this.#isOutdated = false;
    this.#settledAt = performance.now();
  }

  /** Whether something that concerns has changed since the page was read; tells of it now, if it was not told yet. */
  get isOutdated(): boolean {
    this.#take(this.#observer.takeRecords());
    return this.#isOutdated;
  }

  /** As if the page had changed: for changes that no observer sees. */
  settleSoon(): void {
    if (this.#timer !== undefined || this.#frame !== undefined) return;
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      // Does not run while the tab is hidden: nobody looks, and the page is read when it is looked at again.
      this.#frame = requestAnimationFrame(() => {
        this.#frame = undefined;
        this.#changes.settled();
      });
    }, Math.max(0, this.#settledAt + REST_MS - performance.now()));
  }

  #take(records: readonly MutationRecord[]): void {
    const concerning = records.filter((record) => this.#changes.concerns(record));
    if (concerning.length === 0) return;
    this.#isOutdated = true;
    this.#changes.changed(concerning);
    this.settleSoon();
  }
}
