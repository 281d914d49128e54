import { type CaseKey, keyText } from "../operations/overlay.js";
import type { Place, ValueField } from "../pages/read-page.js";
import { type BadgeWords, badgeWords, createBadge, focusBadge, setBadgeRoom, setOutside, type ShownOverlay } from "./badge.js";
import { badgeRoom } from "./badge-room.js";

/** A badge that a row should have. */
export interface WantedBadge {
  readonly row: Element;
  readonly key: CaseKey;
  readonly place: Place;
  readonly overlay: ShownOverlay;
  /** Fields whose value is the key. */
  readonly fields: readonly ValueField[];
}

interface DrawnBadge extends WantedBadge {
  readonly host: HTMLElement;
  readonly words: BadgeWords;
  /** What the fields held when the badge was drawn. */
  readonly values: readonly string[];
}

function put(host: HTMLElement, { element, place }: Place): void {
  element[place](host);
}

function isAt(host: HTMLElement, { element, place }: Place): boolean {
  return host.parentNode === (place === "append" || place === "prepend" ? element : element.parentNode);
}

/** The badges of a page: which row has which, and for whom. Adds and removes only what has changed. */
export class Badges {
  readonly #open: (badge: WantedBadge) => void;
  readonly #isOutside: (badge: WantedBadge) => boolean;
  readonly #drawn = new Map<Element, DrawnBadge>();
  /** The row whose badge had the keyboard when it was taken away. */
  #focused: Element | null = null;

  /** @param open runs when a badge is clicked @param isOutside whether a badge is faint, since nobody looks for its row */
  constructor(open: (badge: WantedBadge) => void, isOutside: (badge: WantedBadge) => boolean = () => false) {
    this.#open = open;
    this.#isOutside = isOutside;
  }

  /** Takes away every badge that is not among these, as it is; answers those that are still to be drawn. */
  keep(all: readonly WantedBadge[]): WantedBadge[] {
    const wanted = new Map(all.map((each) => [each.row, each]));
    this.#focused = null;
    for (const [row, { host, key, overlay }] of this.#drawn) {
      const now = wanted.get(row);
      const isSame = now !== undefined && keyText(now.key) === keyText(key);
      if (isSame && now.overlay === overlay && isAt(host, now.place)) continue;
      if (isSame && host === host.ownerDocument.activeElement) this.#focused = row;
      this.remove(row);
    }
    return [...wanted.values()].filter(({ row }) => !this.#drawn.has(row));
  }

  /** Draws badges that are still to be drawn. The page's layout is read for all of them before it is changed. */
  draw(badges: readonly WantedBadge[]): void {
    const measured = badges.map((badge) => {
      const words = badgeWords(badge.overlay);
      return { badge, words, room: badgeRoom(badge.place, words.texts) };
    });
    for (const { badge, words, room } of measured) {
      const host = createBadge(badge.overlay, words.label, room, () => this.#open(badge));
      setOutside(host, this.#isOutside(badge));
      put(host, badge.place);
      this.#drawn.set(badge.row, { ...badge, host, words, values: badge.fields.map(({ value }) => value) });
      this.#refocus(badge.row, host);
    }
  }

  /** Others are looked for than before: has badges be faint, or no longer. */
  fade(isOutside: (badge: WantedBadge) => boolean): void {
    for (const badge of this.#drawn.values()) setOutside(badge.host, isOutside(badge));
  }

  /** The page is laid out otherwise than it was, in a smaller window for instance: there may be more room now, or less. */
  refit(): void {
    const measured = [...this.#drawn.values()].map(({ host, place, words }) => ({ host, room: badgeRoom(place, words.texts) }));
    for (const { host, room } of measured) setBadgeRoom(host, room);
  }

  /** Takes away the badges whose fields hold something else by now; answers whether there were any. */
  removeRefilled(): boolean {
    const refilled = [...this.#drawn.values()].filter(({ fields, values }) => fields.some(({ value }, index) => value !== values[index]));
    for (const { row } of refilled) this.remove(row);
    return refilled.length > 0;
  }

  /** Takes a row's badge away. */
  remove(row: Element): void {
    this.#drawn.get(row)?.host.remove();
    this.#drawn.delete(row);
  }

  /** Whether a row's badge speaks of that key. */
  isFor(row: Element, key: CaseKey | null): boolean {
    const drawn = this.#drawn.get(row);
    return drawn !== undefined && key !== null && keyText(drawn.key) === keyText(key);
  }

  /** The badge of a row; if that row is gone, or now another client's, the first badge of the same key. */
  hostOf({ row, key }: Pick<WantedBadge, "row" | "key">): HTMLElement | null {
    if (this.isFor(row, key)) return this.#drawn.get(row)?.host ?? null;
    return [...this.#drawn.values()].find((each) => keyText(each.key) === keyText(key))?.host ?? null;
  }

  /** Opens a row's badge, as a click does. */
  open(row: Element): void {
    const drawn = this.#drawn.get(row);
    if (drawn) this.#open(drawn);
  }

  /** The row whose badge something is; null for anything else. */
  rowOf(host: unknown): Element | null {
    return [...this.#drawn.values()].find((drawn) => drawn.host === host)?.row ?? null;
  }

  /** The rows with badges that an element is, or stands in. */
  rowAround(node: Node): Element | null {
    for (let at: Node | null = node; at; at = at.parentNode) {
      if (this.#drawn.has(at as Element)) return at as Element;
    }
    return null;
  }

  /** All rows that have a badge. */
  rows(): Element[] {
    return [...this.#drawn.keys()];
  }

  /** A newer answer must not take the keyboard away from who has just come to the badge. */
  #refocus(row: Element, host: HTMLElement): void {
    if (this.#focused !== row) return;
    this.#focused = null;
    if (host.ownerDocument.activeElement === host.ownerDocument.body) focusBadge(host);
  }

  get size(): number {
    return this.#drawn.size;
  }

  /** All badges that stand on the page. */
  hosts(): Set<Element> {
    return new Set([...this.#drawn.values()].map(({ host }) => host));
  }
}
