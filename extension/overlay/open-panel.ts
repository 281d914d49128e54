import type { AskUntilGone } from "../messages.js";
import { type CaseKey, type CaseOverlay, keyText } from "../operations/overlay.js";
import type { PageRow } from "../pages/read-page.js";
import { focusBadge, isShown } from "./badge.js";
import type { Badges, WantedBadge } from "./badges.js";
import type { ShownOn } from "./frame-reading.js";
import { Panel } from "./panel.js";

interface Open {
  readonly panel: Panel;
  readonly badge: Pick<WantedBadge, "row" | "key">;
  /** Whose answers it shows. */
  readonly person: Pick<CaseOverlay, "fileNumber" | "protected">;
  /** What it shows; null: nothing but what is being written. */
  overlay: CaseOverlay | null;
}

/** The one panel of a frame: opened from a badge, and gone when what it explains is no longer on the page. */
export class OpenPanel {
  readonly #badges: Badges;
  readonly #ask: AskUntilGone;
  #open: Open | null = null;

  constructor(badges: Badges, ask: AskUntilGone) {
    this.#badges = badges;
    this.#ask = ask;
  }

  get host(): HTMLElement | null {
    return this.#open?.panel.host ?? null;
  }

  /** Opens the panel of a badge, or closes it when it is open already. One in which something is written is closed by its own button alone. */
  toggle(badge: WantedBadge, shownOn: ShownOn): void {
    if (this.#open?.panel.isFilledIn) {
      this.#putBack();
      this.#open.panel.hold();
      this.place();
      return;
    }
    const wasOpen = this.#open !== null && keyText(this.#open.badge.key) === keyText(badge.key);
    this.close();
    if (wasOpen) return;
    const panel = new Panel(badge.key, badge.overlay, shownOn, {
      close: () => this.#closeAndReturn(badge, panel),
      grown: () => this.place(),
      ask: this.#ask,
    });
    document.body.append(panel.host);
    const { row, key, overlay } = badge;
    this.#open = { panel, badge: { row, key }, person: { fileNumber: overlay.fileNumber, protected: overlay.protected }, overlay };
    this.place();
    panel.focus();
  }

  /** Puts it where it fits: it has grown, or the frame is another size. */
  place(): void {
    if (!this.#open) return;
    const { panel, badge } = this.#open;
    panel.place(badge.row, this.#badges.hostOf(badge) ?? badge.row);
  }

  /**
   * Closes it when the page no longer shows its key; shows a newer answer. What is being written stays when the key is gone, as
   * it is from a list that is filled anew, and when there is no answer that holds any more, because a service is away or nobody
   * has looked at the page for a while; it goes when the key turns out to be of somebody else.
   */
  check(rows: readonly PageRow[], answerOf: (key: CaseKey) => CaseOverlay | null): void {
    if (!this.#open) return;
    const { panel, badge: { key }, person, overlay } = this.#open;
    const answer = answerOf(key);
    const isThere = panel.host.isConnected && rows.some((row) => row.key !== null && keyText(row.key) === keyText(key));
    const isTheirs = answer !== null && answer.fileNumber === person.fileNumber && answer.protected === person.protected && isShown(answer);
    if (!isThere || !isTheirs) {
      if ((answer !== null && !isTheirs) || !(overlay === null ? panel.isWritten : panel.withhold())) this.close();
      else {
        this.#open.overlay = null;
        this.#putBack();
      }
      return;
    }
    if (answer !== overlay) {
      this.#open.overlay = answer;
      panel.show(answer);
    }
    panel.refresh();
  }

  /** The row that is explained, where something is the panel and nothing is being written in it; null for anything else. */
  rowOf(host: unknown): Element | null {
    if (!this.#open || host !== this.host || this.#open.panel.isWritten) return null;
    return this.#badges.rowOf(this.#badges.hostOf(this.#open.badge));
  }

  /** The extension is gone: what is being written stays until its writer closes it, and nothing of the case. */
  leaveBehind(): void {
    if (this.#open?.panel.leaveBehind()) this.#open = null;
  }

  /** The page may have taken it away with what was around it. */
  #putBack(): void {
    if (this.host?.isConnected === false) document.body.append(this.host);
  }

  close(): void {
    this.#open?.panel.host.remove();
    this.#open = null;
  }

  /** The keyboard goes back to where it came from: the badge of the same key, even if it has been drawn anew. */
  #closeAndReturn(badge: WantedBadge, { host: left }: Panel): void {
    left.remove();
    this.close();
    const host = this.#badges.hostOf(badge);
    if (host) focusBadge(host);
  }
}
