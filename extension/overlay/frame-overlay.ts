import { type Answer, type Ask, type Asked, ExtensionGone, type FailureCode } from "../messages.js";
import type { CaseKey } from "../operations/overlay.js";
import type { Adapter, AdapterPage } from "../pages/adapter.js";
import { type Frame, pageOf } from "../pages/match.js";
import { pageName } from "../pages/page-name.js";
import { type PageRow, readAgain, readPage, sameKeys } from "../pages/read-page.js";
import { Answers } from "./answers.js";
import { isShown } from "./badge.js";
import { Badges, type WantedBadge } from "./badges.js";
import { ALL_HOSTS } from "./host.js";
import { OpenPanel } from "./open-panel.js";
import { PageWatch } from "./page-watch.js";
import { countRows } from "./row-counts.js";
import { Summary, type SummaryState } from "./summary.js";

/** A page that loads its list late is not unrecognised: it gets this long before that is said. */
const RECOGNISED_WITHIN_MS = 1_500;
/** After a failure, changes of the page do not ask again before this time has passed. */
const REST_AFTER_FAILURE_MS = 5_000;

function hasBadge({ key, place }: PageRow): boolean {
  return key !== null && place !== null;
}

/**
 * The overlay of one frame. Everything happens in passes: read the whole page, then draw what is known, then ask for
 * what is not. An answer leads to a new pass, so a badge is only ever drawn for the key that its row shows at that
 * moment. In doubt nothing is drawn.
 */
export class FrameOverlay {
  readonly #ask: Ask;
  readonly #frame: Frame;
  readonly #adapters: readonly Adapter[];
  readonly #answers = new Answers(Date.now);
  readonly #badges = new Badges((badge) => this.#open(badge));
  readonly #panel = new OpenPanel(this.#badges);
  readonly #summary = new Summary({
    signIn: () => void this.#askWorker({ type: "signIn" }),
    settings: () => void this.#askWorker({ type: "settings" }),
    retry: () => this.retry(),
  });
  readonly #watch: PageWatch;
  #page: AdapterPage | null = null;
  /** The tables (or what else holds the rows) of the latest pass. */
  #lists: ReadonlySet<Element> = new Set();
  #failure: { readonly code: FailureCode; readonly at: number } | null = null;
  #matchedAt: number | null = null;
  #recogniseTimer: ReturnType<typeof setTimeout> | undefined;
  /** The adapter's selectors no longer hold with our elements on the page: then it is left alone. */
  #inTheWay = false;
  #isStopped = false;

  constructor(frame: Frame, adapters: readonly Adapter[], ask: Ask) {
    this.#frame = frame;
    this.#adapters = adapters;
    this.#ask = ask;
    const keyAttributes = adapters.flatMap(({ pages }) => pages.map(({ key }) => key.attribute)).filter((name) => name !== undefined);
    this.#watch = new PageWatch(frame.document, [...new Set(keyAttributes)], {
      concerns: (change) => this.#concerns(change),
      changed: (nodes) => this.#dropReused(nodes),
      settled: () => this.#pass(),
    });
  }

  /** Draws, and follows the page from then on. */
  start(): void {
    this.#pass();
    this.#watch.start();
  }

  /** Takes everything of ours off the page and stops. */
  stop(): void {
    this.#isStopped = true;
    this.#watch.stop();
    this.#clear();
  }

  /** Somebody else is there now: forgets what the one before was told, and asks anew. */
  viewerChanged(): void {
    this.#answers.forget();
    this.retry();
  }

  /** Asks again after a failure, and for answers that have grown old. */
  retry(): void {
    this.#failure = null;
    this.#pass();
  }

  #pass(): void {
    if (this.#isStopped) return;
    this.#page = this.#inTheWay ? null : pageOf(this.#adapters, this.#frame);
    if (this.#page) this.#draw(this.#page);
    else this.#clear();
    this.#watch.forgetOwnChanges();
  }

  #draw(page: AdapterPage): void {
    const rows = readPage(this.#frame.document, page);
    this.#lists = new Set(rows.map(({ element }) => element.closest("table") ?? element.parentElement ?? element));
    this.#badges.show(rows.flatMap((row) => this.#wanted(row)));
    this.#showSummary(page, rows);
    this.#panel.check(rows, (key) => this.#answers.get(key));
    this.#removeStrays();
    if (!sameKeys(rows, readPage(this.#frame.document, page))) {
      this.#inTheWay = true;
      this.#clear();
      return;
    }
    const isResting = this.#failure !== null && Date.now() - this.#failure.at < REST_AFTER_FAILURE_MS;
    if (!isResting) void this.#askFor(page, rows.filter(hasBadge).map(({ key }) => key!));
  }

  #wanted({ element, key, place }: PageRow): WantedBadge[] {
    const overlay = key && this.#answers.get(key);
    return key && place && overlay && isShown(overlay) ? [{ row: element, key, place, overlay }] : [];
  }

  async #askFor(page: AdapterPage, keys: readonly CaseKey[]): Promise<void> {
    const missing = this.#answers.take(keys);
    if (missing.length === 0) return;
    const answer = await this.#askWorker({ type: "overlay", keys: missing, page: pageName(this.#adapters, page) });
    if (answer === null) return;
    this.#answers.arrived(missing);
    if (answer.ok) {
      this.#failure = null;
      this.#answers.keep(missing, answer.data);
    } else {
      this.#failure = { code: answer.code, at: Date.now() };
      if (answer.code === "UNAUTHENTICATED" || answer.code === "FORBIDDEN") this.#answers.forget();
    }
    this.#pass();
  }

  /** Null when the extension was updated or removed under the page: then the page gets back what it was. */
  async #askWorker<Type extends keyof Asked>(message: Asked[Type]["message"] & { readonly type: Type }): Promise<Answer<Asked[Type]["data"]> | null> {
    try {
      return await this.#ask<Type>(message);
    } catch (error) {
      if (!(error instanceof ExtensionGone)) throw error;
      this.stop();
      return null;
    }
  }

  #showSummary(page: AdapterPage, rows: readonly PageRow[]): void {
    const state = this.#summaryState(page, rows);
    if (state === null) {
      this.#summary.host.remove();
      return;
    }
    this.#summary.show(state);
    const first = page.kind === "list" ? rows.find(hasBadge)?.element : undefined;
    const list = first && (first.closest("table") ?? first.parentElement);
    const { host } = this.#summary;
    if (list && host.parentNode !== list.parentNode) list.before(host);
    else if (!list && host.parentNode !== document.body) document.body.prepend(host);
  }

  #summaryState(page: AdapterPage, rows: readonly PageRow[]): SummaryState | null {
    this.#matchedAt ??= Date.now();
    clearTimeout(this.#recogniseTimer);
    if (!rows.some(hasBadge)) return this.#unrecognised(this.#matchedAt);
    this.#matchedAt = null;
    if (this.#failure) return { kind: "failure", code: this.#failure.code };
    if (page.kind === "case") return null;
    const counts = countRows(rows, (key) => this.#answers.get(key));
    if (counts === null) return null;
    return counts.waiting > 0 ? { kind: "waiting", rows: rows.length } : { kind: "counts", counts };
  }

  #unrecognised(matchedAt: number): SummaryState | null {
    const left = matchedAt + RECOGNISED_WITHIN_MS - Date.now();
    if (left <= 0) return { kind: "unrecognised" };
    this.#recogniseTimer = setTimeout(() => this.#pass(), left);
    return null;
  }

  /** A row that is used again for another client loses its badge before the browser paints. */
  #dropReused(nodes: readonly Node[]): void {
    if (!this.#page || this.#badges.size === 0) return;
    const around = this.#page.kind === "case" ? this.#badges.rows() : nodes.map((node) => this.#badges.rowAround(node));
    const touched = [...new Set(around.filter((row) => row !== null))];
    if (touched.length === 0) return;
    const now = readAgain(this.#frame.document, this.#page, touched);
    for (const row of touched) {
      if (!this.#badges.isFor(row, now.find(({ element }) => element === row)?.key ?? null)) this.#badges.remove(row);
    }
  }

  #concerns({ type, target, addedNodes, removedNodes }: MutationRecord): boolean {
    if (this.#page !== null && [...this.#lists].some((list) => list.contains(target))) return true;
    if (type !== "childList") return this.#lists.size === 0 || this.#page?.kind === "case";
    return [...addedNodes, ...removedNodes].some((node) => node.nodeType === Node.ELEMENT_NODE && (node as Element).localName !== "overblick-panel");
  }

  #open(badge: WantedBadge): void {
    const [now] = this.#page ? readAgain(this.#frame.document, this.#page, [badge.row]) : [];
    if (now && this.#badges.isFor(badge.row, now.key)) this.#panel.toggle(badge);
    else this.#pass();
  }

  /** The page may copy our elements (without their words), and an orphan of an older version may have left some. */
  #removeStrays(): void {
    const ours = this.#badges.hosts().add(this.#summary.host);
    if (this.#panel.host) ours.add(this.#panel.host);
    for (const host of this.#frame.document.querySelectorAll(ALL_HOSTS)) {
      if (!ours.has(host)) host.remove();
    }
  }

  #clear(): void {
    clearTimeout(this.#recogniseTimer);
    this.#matchedAt = null;
    this.#lists = new Set();
    this.#badges.show([]);
    this.#summary.host.remove();
    this.#panel.close();
    this.#removeStrays();
  }
}
