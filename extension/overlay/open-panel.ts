import type { AskUntilGone } from "../messages.js";
import { type CaseKey, type CaseOverlay, keyText } from "../operations/overlay.js";
import type { PageRow } from "../pages/read-page.js";
import { focusBadge, isShown } from "./badge.js";
import type { Badges, WantedBadge } from "./badges.js";
import type { ShownOn } from "./frame-reading.js";
import { rootOf } from "./host.js";
import { Panel } from "./panel.js";

/** Whether somebody is writing, or has written what is not sent yet. */
function isWrittenIn(root: ShadowRoot): boolean {
  return (root.activeElement?.matches("input, textarea, select") ?? false) || [...root.querySelectorAll<HTMLTextAreaElement>("textarea:not([readonly])")].some(({ value }) => value !== "");
}

/** The one panel of a frame: opened from a badge, and gone when what it explains is no longer on the page. */
export class OpenPanel {
  readonly #badges: Badges;
  readonly #ask: AskUntilGone;
  #open: { readonly panel: Panel; readonly badge: WantedBadge; overlay: CaseOverlay } | null = null;

  constructor(badges: Badges, ask: AskUntilGone) {
    this.#badges = badges;
    this.#ask = ask;
  }

  get host(): HTMLElement | null {
    return this.#open?.panel.host ?? null;
  }

  /** Opens the panel of a badge, or closes it when it is open already. */
  toggle(badge: WantedBadge, shownOn: ShownOn): void {
    const wasOpen = this.#open !== null && keyText(this.#open.badge.key) === keyText(badge.key);
    this.close();
    if (wasOpen) return;
    const panel = new Panel(badge.key, badge.overlay, shownOn, {
      close: () => this.#closeAndReturn(badge),
      grown: () => this.place(),
      ask: this.#ask,
    });
    document.body.append(panel.host);
    this.#open = { panel, badge, overlay: badge.overlay };
    this.place();
    panel.focus();
  }

  /** Puts it where it fits: it has grown, or the frame is another size. */
  place(): void {
    if (!this.#open) return;
    const { panel, badge } = this.#open;
    panel.place(badge.row, this.#badges.hostOf(badge) ?? badge.row);
  }

  /** Closes it when the page no longer shows its key or nothing is known of it any more; shows a newer answer. */
  check(rows: readonly PageRow[], answerOf: (key: CaseKey) => CaseOverlay | null): void {
    if (!this.#open) return;
    const { panel, badge: { key } } = this.#open;
    const answer = answerOf(key);
    const isThere = rows.some((row) => row.key !== null && keyText(row.key) === keyText(key));
    const isSamePerson = answer !== null && answer.fileNumber === this.#open.overlay.fileNumber && answer.protected === this.#open.overlay.protected;
    if (!isThere || !isSamePerson || !isShown(answer) || !panel.host.isConnected) {
      this.close();
      return;
    }
    if (answer !== this.#open.overlay) {
      this.#open.overlay = answer;
      panel.show(answer);
    }
    panel.refresh();
  }

  /** The row that is explained, where something is the panel and nothing is being written in it; null for anything else. */
  rowOf(host: unknown): Element | null {
    if (!this.#open || host !== this.host || isWrittenIn(rootOf(this.#open.panel.host)!)) return null;
    return this.#badges.rowOf(this.#badges.hostOf(this.#open.badge));
  }

  close(): void {
    this.#open?.panel.host.remove();
    this.#open = null;
  }

  /** The keyboard goes back to where it came from: the badge of the same key, even if it has been drawn anew. */
  #closeAndReturn(badge: WantedBadge): void {
    this.close();
    const host = this.#badges.hostOf(badge);
    if (host) focusBadge(host);
  }
}
