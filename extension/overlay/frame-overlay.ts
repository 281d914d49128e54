import type { Adapter, BadgePage } from "../../schema/adapter/adapter.js";
import { language } from "../language.js";
import type { Ask } from "../messages.js";
import type { Frame } from "../pages/match.js";
import { isShown } from "./badge.js";
import { Badges, type WantedBadge } from "./badges.js";
import { FrameAnswers } from "./frame-answers.js";
import { FormChecks } from "./form-checks.js";
import { type BadgeRow, FrameReading } from "./frame-reading.js";
import { ALL_HOSTS, hasHost } from "./host.js";
import { ListBar } from "./list-bar.js";
import { OpenPanel } from "./open-panel.js";
import { HealthReports } from "./page-health.js";
import { touchesHeader } from "./touches-header.js";
import { PageWatch } from "./page-watch.js";
import { Slices } from "./slices.js";

/**
 * Badges that are drawn before the page gets its turn: with the browser's own work for them it stays under the 50 ms from
 * which people notice.
 */
const BADGES_AT_A_TIME = 250;
/** A window that is being made smaller tells it many times. */
const REFIT_AFTER_MS = 100;
/** How often fields that hold keys are looked at: no event tells when a script fills them anew. */
const LOOK_AT_FIELDS_MS = 250;
/** Elements of ours that come and go beside what the page does. */
const OVER_THE_PAGE: ReadonlySet<string> = new Set(["overblick-panel", "overblick-notice"]);

/**
 * The overlay of one frame. Everything happens in passes: read the whole page, then draw what is known, then ask for
 * what is not. An answer leads to a new pass, and a row is read again right before its badge is drawn, so a badge is only
 * ever drawn for the key that its row shows at that moment. In doubt nothing is drawn.
 */
export class FrameOverlay {
  /** The one that all of its words are in. */
  readonly language = language();
  readonly #frame: Frame;
  readonly #adapters: readonly Adapter[];
  readonly #answers: FrameAnswers;
  readonly #badges: Badges = new Badges((badge) => this.#open(badge), (badge) => this.#bar.isOutside(badge));
  readonly #panel: OpenPanel;
  readonly #bar: ListBar;
  readonly #forms: FormChecks;
  readonly #health: HealthReports;
  readonly #watch: PageWatch;
  readonly #drawing = new Slices();
  readonly #badgesAtATime: number;
  readonly #isGone: () => boolean;
  #reading: FrameReading | null = null;
  #lists: ReadonlySet<Element> = new Set();
  #fieldTimer: ReturnType<typeof setInterval> | undefined;
  #resizeTimer: ReturnType<typeof setTimeout> | undefined;
  /** Pages whose selectors no longer hold with our elements there: they are left alone. */
  readonly #leftAlone = new Set<BadgePage>();
  #isRecognised = false;
  #isStopped = false;

  readonly #onResize = (): void => {
    clearTimeout(this.#resizeTimer);
    this.#resizeTimer = setTimeout(() => {
      this.#badges.refit();
      this.#panel.place();
    }, REFIT_AFTER_MS);
  };

  /**
   * @param badgesAtATime that are drawn before the page gets its turn
   * @param isGone asked before anything is drawn: whether this script is an orphan. A newer version may draw on the page already, and is let alone
   */
  constructor(frame: Frame, adapters: readonly Adapter[], ask: Ask, { badgesAtATime = BADGES_AT_A_TIME, isGone = (): boolean => false } = {}) {
    this.#badgesAtATime = badgesAtATime;
    this.#isGone = isGone;
    this.#frame = frame;
    this.#adapters = adapters;
    this.#answers = new FrameAnswers({ ask, changed: () => this.#pass(), locked: () => this.#panel.close(), gone: () => this.#end() });
    this.#panel = new OpenPanel(this.#badges, this.#answers.askWorker);
    const settings = (): void => void this.#answers.askWorker({ type: "settings" });
    this.#bar = new ListBar(frame.document, this.#badges, {
      settings, signIn: () => this.#answers.signIn(), retry: () => this.#answers.tryNow(), lookAgain: () => this.#pass(),
      readRow: (host) => this.#panel.rowOf(host),
      read: (row) => {
        this.#panel.close();
        this.#badges.open(row);
      },
    });
    this.#forms = new FormChecks(frame.document, {
      settings, signIn: () => this.#answers.askWorker<"signIn">({ type: "signIn" }), ask: (message) => this.#answers.askWorker<"checkDecision">(message), tryNow: () => this.#answers.askWorker<"tryNow">({ type: "tryNow" }),
    });
    this.#health = new HealthReports((reports) => void this.#answers.askWorker({ type: "health", reports }));
    const keyAttributes = adapters.flatMap(({ pages }) => pages.map(({ key }) => key.attribute)).filter((name) => name !== undefined);
    this.#watch = new PageWatch(frame.document, [...new Set(keyAttributes)], {
      concerns: (change) => this.#concerns(change),
      changed: (changes) => this.#dropReused(changes),
      settled: () => this.#pass(),
    });
  }

  /** Draws, and follows the page from then on. */
  start(): void {
    this.#pass();
    this.#watch.start();
    this.#bar.start();
    this.#forms.start();
    window.addEventListener("resize", this.#onResize);
  }

  /** Whether an adapter describes what the page shows: somebody would miss us here. */
  get isRecognised(): boolean {
    return this.#isRecognised;
  }

  /**
   * Takes everything that it has put on the page off it and stops. What a newer version has put there stays.
   * @param isOrphan the extension is gone: what is being written stays as well
   */
  stop(isOrphan = false): void {
    this.#isStopped = true;
    if (isOrphan) this.#panel.leaveBehind();
    this.#watch.stop();
    clearTimeout(this.#resizeTimer);
    window.removeEventListener("resize", this.#onResize);
    this.#bar.stop();
    this.#forms.stop();
    this.putAside();
  }

  /** The worker is gone for good: that is for whoever started this to say. */
  #end(): void {
    if (!this.#isGone()) this.stop(true);
  }

  /** Somebody else is there now: forgets what the one before was told, and asks anew. */
  viewerChanged(): void {
    this.#panel.close();
    this.#answers.forget();
    this.#forms.forget();
    this.#pass();
  }

  /** Somebody has answered something about a case: it is asked for again, and shown as it was until the answer is there. */
  caseChanged(fileNumber: string): void {
    this.#answers.outdate(fileNumber);
  }

  /** Goes to the next row that is looked for; answers whether this frame has a list. */
  goToNextRow(): boolean {
    return this.#bar.jump(1);
  }

  /** Asks again after a failure, and for answers that have grown old. */
  retry(): void {
    this.#forms.retry();
    this.#answers.retry();
  }

  /** The browser puts the page aside, maybe for good: nothing of a person stays on it. {@link retry} brings it back. */
  putAside(): void {
    this.#panel.close();
    this.#answers.forget();
    this.#forms.show([]);
    this.#clear();
    this.#watch.forgetOwnChanges();
  }

  #pass(): void {
    if (this.#isStopped || this.#isGone()) return;
    this.#drawing.stop();
    const reading = new FrameReading(this.#adapters, this.#frame, this.#leftAlone);
    this.#isRecognised = reading.pages.length + reading.forms.length > 0;
    this.#forms.show(reading.forms);
    if (reading.pages.length > 0 || reading.missed.length > 0) this.#show(reading);
    else this.#clear();
    this.#watch.read();
  }

  #show(reading: FrameReading): void {
    this.#reading = reading;
    this.#lists = reading.lists;
    const { rows, badgeRows } = reading;
    const toDraw = this.#badges.keep(badgeRows.flatMap((row) => this.#wanted(row)));
    this.#bar.show(reading, this.#answers.get, this.#answers.trouble);
    this.#panel.check(rows, this.#answers.get);
    this.#removeStrays();
    this.#watch.read();
    this.#followFields(badgeRows);
    this.#health.note([...reading.pages, ...reading.missed], this.#answers.get, this.#bar.isLate);
    this.#answers.askFor(reading.keysByPage);
    this.#draw(reading, toDraw);
  }

  /** Draws the badges in slices. When the page changes in between, the rest is for the pass that follows from that. */
  #draw(reading: FrameReading, toDraw: readonly WantedBadge[]): void {
    let at = 0;
    this.#drawing.start(() => {
      if (this.#watch.isOutdated) return false;
      const next = toDraw.slice(at, at + this.#badgesAtATime);
      at += this.#badgesAtATime;
      const rows = next.map((badge) => ({ badge, row: reading.again({ element: badge.row, key: badge.key }) }));
      this.#badges.draw(rows.flatMap(({ badge, row }) => (row ? [{ ...badge, place: row.place, fields: row.fields }] : [])));
      this.#watch.forgetOwnChanges();
      if (at < toDraw.length) return true;
      this.#leaveWhereInTheWay(reading);
      return false;
    });
  }

  #leaveWhereInTheWay(reading: FrameReading): void {
    const pages = reading.pagesInTheWay();
    if (pages.length === 0) return;
    for (const page of pages) this.#leftAlone.add(page);
    this.#health.inTheWay(reading.pages.filter(({ matched }) => pages.includes(matched.page)));
    this.#pass();
  }

  #wanted(row: BadgeRow): WantedBadge[] {
    const overlay = this.#answers.get(row.key);
    return overlay && isShown(overlay) ? [{ row: row.element, key: row.key, place: row.place, fields: row.fields, overlay }] : [];
  }

  /** A row that is used again for another client loses its badge before the browser paints. */
  #dropReused(changes: readonly MutationRecord[]): void {
    if (changes.some(({ addedNodes }) => [...addedNodes].some(hasHost))) this.#removeStrays();
    if (!this.#reading || this.#badges.size === 0) return;
    const isWide = changes.some(touchesHeader) || this.#reading.pages.some(({ matched }) => matched.page.kind === "case");
    const touched = isWide ? this.#badges.rows() : [...new Set(changes.map(({ target }) => this.#badges.rowAround(target)).filter((row) => row !== null))];
    if (touched.length === 0) return;
    const keys = this.#reading.keysNow(touched);
    for (const row of touched) {
      if (!this.#badges.isFor(row, keys.get(row) ?? null)) this.#badges.remove(row);
    }
    this.#watch.forgetOwnChanges();
  }

  #followFields(rows: readonly BadgeRow[]): void {
    clearInterval(this.#fieldTimer);
    if (rows.every(({ fields }) => fields.length === 0)) return;
    this.#fieldTimer = setInterval(() => {
      if (document.visibilityState !== "visible" || !this.#badges.removeRefilled()) return;
      this.#watch.forgetOwnChanges();
      this.#watch.settleSoon();
    }, LOOK_AT_FIELDS_MS);
  }

  #concerns({ type, target, addedNodes, removedNodes }: MutationRecord): boolean {
    if (this.#reading !== null && [...this.#lists].some((list) => list.contains(target))) return true;
    if (type !== "childList") return this.#lists.size === 0 || (this.#reading?.pages.some(({ matched }) => matched.page.kind === "case") ?? false);
    return [...addedNodes, ...removedNodes].some((node) => node.nodeType === Node.ELEMENT_NODE && !OVER_THE_PAGE.has((node as Element).localName));
  }

  #open(badge: WantedBadge): void {
    const key = this.#reading?.keysNow([badge.row]).get(badge.row) ?? null;
    const shownOn = this.#reading?.pageOf(badge.row);
    if (shownOn && this.#badges.isFor(badge.row, key)) this.#panel.toggle(badge, shownOn);
    else this.#pass();
  }

  /** The page may copy our elements (without their words), and an orphan of an older version may have left some; what is written in it stays. */
  #removeStrays(): void {
    if (this.#isStopped || this.#isGone()) return;
    const ours = new Set([...this.#badges.hosts(), ...this.#forms.hosts(), this.#bar.host]);
    if (this.#panel.host) ours.add(this.#panel.host);
    for (const host of this.#frame.document.querySelectorAll(ALL_HOSTS)) {
      if (!ours.has(host) && !host.hasAttribute("kept")) host.remove();
    }
  }

  #clear(): void {
    clearInterval(this.#fieldTimer);
    this.#answers.rest();
    this.#drawing.stop();
    this.#reading = null;
    this.#lists = new Set();
    this.#badges.keep([]);
    this.#bar.clear();
    this.#panel.check([], this.#answers.get);
    this.#removeStrays();
  }
}
