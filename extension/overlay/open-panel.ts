import { type CaseKey, keyText } from "../operations/overlay.js";
import type { PageRow } from "../pages/read-page.js";
import { focusBadge } from "./badge.js";
import type { Badges, WantedBadge } from "./badges.js";
import { createPanel, focusPanel, placePanel } from "./panel.js";

/** The one panel of a frame: opened from a badge, and gone when what it explains is no longer on the page. */
export class OpenPanel {
  readonly #badges: Badges;
  #open: { readonly host: HTMLElement; readonly badge: WantedBadge } | null = null;

  constructor(badges: Badges) {
    this.#badges = badges;
  }

  get host(): HTMLElement | null {
    return this.#open?.host ?? null;
  }

  /** Opens the panel of a badge, or closes it when it is open already. */
  toggle(badge: WantedBadge): void {
    const wasOpen = this.#open !== null && keyText(this.#open.badge.key) === keyText(badge.key);
    this.close();
    if (wasOpen) return;
    const place = (): void => placePanel(host, badge.row, this.#badges.hostOf(badge) ?? badge.row);
    const host = createPanel(badge.key, badge.overlay, { close: () => this.#closeAndReturn(badge), grown: place });
    document.body.append(host);
    place();
    this.#open = { host, badge };
    focusPanel(host);
  }

  /** Closes it when the page no longer shows its key, or when there is a newer answer. */
  check(rows: readonly PageRow[], answerOf: (key: CaseKey) => unknown): void {
    if (!this.#open) return;
    const { key, overlay } = this.#open.badge;
    const isThere = rows.some((row) => row.key !== null && keyText(row.key) === keyText(key));
    if (!isThere || answerOf(key) !== overlay || !this.#open.host.isConnected) this.close();
  }

  close(): void {
    this.#open?.host.remove();
    this.#open = null;
  }

  /** The keyboard goes back to where it came from: the badge of the same key, even if it has been drawn anew. */
  #closeAndReturn(badge: WantedBadge): void {
    this.close();
    const host = this.#badges.hostOf(badge);
    if (host) focusBadge(host);
  }
}
