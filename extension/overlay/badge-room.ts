import type { Place } from "../pages/read-page.js";
import { ALL_HOSTS } from "./host.js";
import { GAP, SHAPE_GAP, SHAPE_WIDTH } from "./badge-width.js";

/** Something that a badge can say, and how wide it is then, in px. */
export interface BadgeText {
  readonly text: string;
  readonly width: number;
}

/**
 * How a badge stands beside the text of the page. A badge takes no room, so that nothing of the page moves: it hangs into
 * what the cell has free behind its text, with WORDS where there is room for some and as a SHAPE where there is not. INLINE:
 * text follows, which a hanging badge would cover, so it takes the room of a word; that is what the adapter asked for.
 */
export interface BadgeRoom extends BadgeText {
  readonly form: "WORDS" | "SHAPE" | "INLINE";
  /** Px between the text of the page and the badge. */
  readonly gap: number;
}

/** The box that holds the text beside which a badge stands. */
function boxAround(element: Element): Element {
  let box = element;
  // Cells, the usual case, are known to be boxes without asking how they are laid out.
  while (box.localName !== "td" && box.localName !== "th" && box.parentElement && getComputedStyle(box).display.startsWith("inline")) box = box.parentElement;
  return box;
}

/** Px between the end of the text that a place follows and the edge of its box; null where more text follows. */
function roomBehind({ element, place }: Place): { readonly room: number; readonly isLast: boolean } | null {
  if (place === "prepend" || place === "before") return null;
  const box = boxAround(place === "append" ? element : (element.parentElement ?? element));
  const range = element.ownerDocument.createRange();
  range.selectNodeContents(box);
  if (place === "after") range.setStartAfter(element);
  else range.setStart(element, element.childNodes.length);
  if (range.toString().trim() !== "") return null;
  range.selectNodeContents(element);
  // A badge that stands there already, and may stand otherwise now, is none of the text.
  const last = element.lastElementChild;
  if (last?.matches(ALL_HOSTS)) range.setEndBefore(last);
  const rects = range.getClientRects();
  const end = rects[rects.length - 1] ?? box.getBoundingClientRect();
  return { room: box.getBoundingClientRect().right - (rects.length > 0 ? end.right : end.left), isLast: box.nextElementSibling === null };
}

/**
 * How a badge can stand in a place, and what of its texts it can say there: the first that fits. Reads the page's layout: for
 * all places before anything is drawn.
 */
export function badgeRoom(place: Place, texts: readonly [BadgeText, ...BadgeText[]]): BadgeRoom {
  const behind = roomBehind(place);
  if (behind === null) return { ...texts[0], form: "INLINE", gap: GAP };
  const { room, isLast } = behind;
  const fitting = texts.find(({ width }) => room >= width + GAP);
  if (fitting) return { ...fitting, form: "WORDS", gap: GAP };
  // At the edge of the table, or of the page, nothing may hang out: that would make the page scroll.
  return { text: texts[0].text, width: SHAPE_WIDTH, form: "SHAPE", gap: isLast ? Math.min(SHAPE_GAP, room - SHAPE_WIDTH) : SHAPE_GAP };
}
