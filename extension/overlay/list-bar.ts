import type { AdapterPage } from "../../schema/adapter/adapter.js";
import { type CaseKey, type CaseOverlay, keyText } from "../operations/overlay.js";
import { focusBadge, isShown } from "./badge.js";
import type { Badges, WantedBadge } from "./badges.js";
import type { Trouble } from "./connection-state.js";
import { type BadgeRow, type FrameReading, isBadgeRow } from "./frame-reading.js";
import { ALL_HOSTS } from "./host.js";
import { type FilterPart, isLookedFor } from "./list-parts.js";
import { listTexts } from "./list-texts.js";
import { countRows } from "./row-counts.js";
import { Summary, type SummaryActions, type SummaryState } from "./summary.js";

/** A page that loads its list late is not unrecognised: it gets this long before that is said, of each page of a frame by itself. */
const RECOGNISED_WITHIN_MS = 1_500;

/** What has not moved for so many frames has come to rest; what moves for longer than these, never does. */
const FRAMES_AT_REST = 4;
const FRAMES_TO_REST = 120;

/** What a bar needs of the overlay around it. */
export interface ListBarActions extends Pick<SummaryActions, "signIn" | "settings" | "retry"> {
  /** Reads the page anew. */
  readonly lookAgain: () => void;
  /** The row whose panel something is, where nothing is being written in it. */
  readonly readRow: (host: unknown) => Element | null;
  /** Opens a row's panel in place of the one that is open. */
  readonly read: (row: Element) => void;
}

/**
 * The bar of a frame's lists: what they hold, which of their rows are looked for, and the way from one of those to the next.
 * The page's rows stay where they are; what is not looked for has a faint badge. The page scrolls when somebody asks for the
 * next row, and never otherwise.
 */
export class ListBar {
  readonly #document: Document;
  readonly #badges: Badges;
  readonly #actions: Pick<ListBarActions, "lookAgain" | "readRow" | "read">;
  readonly #summary: Summary;
  #answerOf: (key: CaseKey) => CaseOverlay | null = () => null;
  /** Rows of lists that can have a badge, in the order of the page. */
  #rows: readonly BadgeRow[] = [];
  #elements: ReadonlySet<Element> = new Set();
  #at: Pick<BadgeRow, "element" | "key"> | null = null;
  /** Pages that have no row with a badge, and since when. */
  #empty: ReadonlyMap<AdapterPage, number> = new Map();
  #recogniseTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(document: Document, badges: Badges, { lookAgain, readRow, read, ...actions }: ListBarActions) {
    this.#document = document;
    this.#badges = badges;
    this.#actions = { lookAgain, readRow, read };
    this.#summary = new Summary({ ...actions, filter: (chosen) => this.#filter(chosen), jump: (step) => void this.jump(step) });
  }

  get host(): HTMLElement {
    return this.#summary.host;
  }

  /** Whether a page without a row that can have a badge has had its time. */
  readonly isLate = (page: AdapterPage): boolean => {
    const since = this.#empty.get(page);
    return since !== undefined && Date.now() - since >= RECOGNISED_WITHIN_MS;
  };

  /** Follows the keyboard: N goes to the next row, where a badge, the bar or a panel has the focus; the bar covers nothing that has it. */
  start(): void {
    this.#document.addEventListener("focusin", this.#onFocus, { capture: true, passive: true });
    // Before the page hears of it: what is pressed in our elements is not its business.
    this.#document.addEventListener("keydown", this.#onKey, true);
  }

  stop(): void {
    this.#document.removeEventListener("focusin", this.#onFocus, true);
    this.#document.removeEventListener("keydown", this.#onKey, true);
    this.clear();
  }

  /** Says what the frame shows now. @param trouble what is in the way of answers */
  show(reading: FrameReading, answerOf: (key: CaseKey) => CaseOverlay | null, trouble: Trouble | null): void {
    this.#answerOf = answerOf;
    this.#rows = reading.listRows;
    this.#elements = new Set(this.#rows.map(({ element }) => element));
    if (this.#at && !this.#rows.some((row) => this.#isAt(row))) this.#leave();
    this.#noteEmpty(reading);
    const state = this.#state(reading, trouble);
    if (state === null) {
      this.host.remove();
      return;
    }
    const first = this.#rows[0]?.element;
    const list = first && (first.closest("table") ?? first.parentElement);
    if (list && this.host.parentNode !== list.parentNode) this.#summary.keepFocus(() => list.before(this.host));
    else if (!list && this.host.parentNode !== this.#document.body) this.#summary.keepFocus(() => this.#document.body.prepend(this.host));
    // What stands there already when the bar comes is not announced.
    this.#summary.show(state);
  }

  /** Whether a badge is that of a row that nobody looks for now. */
  isOutside({ row, overlay }: Pick<WantedBadge, "row" | "overlay">): boolean {
    const { chosen } = this.#summary;
    return chosen.size > 0 && this.#elements.has(row) && !isLookedFor(overlay, chosen);
  }

  /**
   * Goes to the next row that is looked for, or the one before: scrolls it into view, moves the keyboard to its badge, and
   * says which of how many it is. From the last it goes on to the first.
   * @param from the row to start from; where one was last, if left out
   * @param isReading the panel of that row is open: then that of the next is opened in its place
   * @returns whether there is a list at all
   */
  jump(step: 1 | -1, from: Element | null = null, isReading = false): boolean {
    if (this.#rows.length === 0 || !this.host.isConnected) return false;
    const wanted = this.#rows.flatMap((row, at) => (this.#isWanted(row) ? [at] : []));
    const start = this.#rows.findIndex((row) => (from === null ? this.#isAt(row) : row.element === from));
    const ahead = step === 1 ? wanted.find((at) => at > start) : wanted.findLast((at) => at < start);
    const to = ahead ?? (step === 1 ? wanted[0] : wanted.at(-1));
    const row = to === undefined ? undefined : this.#rows[to];
    const badge = row && this.#badges.hostOf({ row: row.element, key: row.key });
    if (!badge || to === undefined) {
      this.#summary.announce(listTexts.nowhere);
      return true;
    }
    this.#at = row;
    // A panel stands by its row: that has to be where it stays.
    const isCalm = isReading || matchMedia("(prefers-reduced-motion: reduce)").matches;
    badge.scrollIntoView({ block: "center", inline: "nearest", behavior: isCalm ? "instant" : "smooth" });
    focusBadge(badge);
    this.#summary.showPosition({ at: wanted.indexOf(to) + 1, of: wanted.length, isAround: ahead === undefined && start >= 0 });
    if (isReading) this.#actions.read(row.element);
    return true;
  }

  /** Takes the bar off the page; what was chosen stays chosen for the next list. */
  clear(): void {
    clearTimeout(this.#recogniseTimer);
    this.#empty = new Map();
    this.#rows = [];
    this.#elements = new Set();
    this.#leave();
    this.host.remove();
  }

  readonly #onKey = (event: KeyboardEvent): void => {
    if (event.key.toLowerCase() !== "n" || event.ctrlKey || event.altKey || event.metaKey) return;
    const read = this.#actions.readRow(event.target);
    const row = read ?? this.#badges.rowOf(event.target);
    if ((row === null && event.target !== this.host) || !this.jump(event.shiftKey ? -1 : 1, row, read !== null)) return;
    event.preventDefault();
    event.stopPropagation();
  };

  readonly #onFocus = ({ target }: FocusEvent): void => {
    if (target instanceof Element && (this.#badges.rowOf(target) !== null || !target.matches(ALL_HOSTS))) this.#stepAside(target);
  };

  /** Once what has the focus has come to rest: the way to it may scroll the page. */
  #stepAside(focused: Element, frames = FRAMES_TO_REST, top = NaN, still = 0): void {
    requestAnimationFrame(() => {
      if (frames === 0 || this.#document.activeElement !== focused) return;
      const place = focused.getBoundingClientRect();
      if (still === FRAMES_AT_REST) this.#summary.stepAside(place);
      else this.#stepAside(focused, frames - 1, place.top, place.top === top ? still + 1 : 0);
    });
  }

  #filter(chosen: ReadonlySet<FilterPart>): void {
    this.#badges.fade((badge) => this.isOutside(badge));
    this.#leave();
    const shown = this.#rows.filter((row) => this.#isWanted(row)).length;
    this.#summary.announce(chosen.size === 0 ? listTexts.unfiltered(this.#rows.length) : listTexts.filtered(shown, this.#rows.length));
  }

  #isWanted({ element, key }: BadgeRow): boolean {
    const overlay = this.#answerOf(key);
    return overlay !== null && isShown(overlay) && this.#badges.isFor(element, key) && isLookedFor(overlay, this.#summary.chosen);
  }

  #isAt({ element, key }: Pick<BadgeRow, "element" | "key">): boolean {
    return this.#at !== null && this.#at.element === element && keyText(this.#at.key) === keyText(key);
  }

  #leave(): void {
    this.#at = null;
    this.#summary.showPosition(null);
  }

  #noteEmpty({ pages, missed }: FrameReading): void {
    clearTimeout(this.#recogniseTimer);
    const now = Date.now();
    const empty = [...pages, ...missed].filter(({ rows }) => !rows.some(isBadgeRow)).map(({ matched }) => matched.page);
    this.#empty = new Map(empty.map((page) => [page, this.#empty.get(page) ?? now]));
    const next = Math.min(...[...this.#empty.values()].map((since) => since + RECOGNISED_WITHIN_MS).filter((at) => at > now));
    if (next < Infinity) this.#recogniseTimer = setTimeout(this.#actions.lookAgain, next - now);
  }

  #state({ pages }: FrameReading, trouble: Trouble | null): SummaryState | null {
    const read = pages.filter(({ matched }) => !this.#empty.has(matched.page));
    const unrecognised = [...this.#empty.keys()].filter(this.isLate).length;
    if (read.length === 0) return unrecognised > 0 && unrecognised === this.#empty.size ? { kind: "unrecognised", isPart: false } : null;
    const isWaiting = read.some(({ rows }) => rows.some((row) => isBadgeRow(row) && this.#answerOf(row.key) === null));
    if (trouble && (isWaiting || !trouble.isSlow)) return { kind: "trouble", ...trouble };
    const lists = read.filter(({ matched }) => matched.page.kind === "list");
    const counts = lists.length === 0 ? null : countRows(lists.flatMap((each) => each.rows), this.#answerOf);
    if (counts === null) return unrecognised > 0 ? { kind: "unrecognised", isPart: true } : null;
    return counts.waiting > 0 ? { kind: "waiting", rows: counts.rows } : { kind: "counts", counts, unrecognised };
  }
}
