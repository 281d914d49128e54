import type { ShownStatus } from "../texts.js";

/** Px between the text of the page and a badge with words. */
export const GAP = 6;
/** Px of a badge that only shows its shape. */
export const SHAPE_WIDTH = 13;
export const SHAPE_GAP = 1;

/** Px of a badge beside its text, as the style sheet has them: borders, paddings, the shape and the gap after it. */
const SURROUNDINGS = 28;
const LOCK = 13;
/** For browsers that can't measure: rather too wide than too narrow. */
const WIDEST_CHARACTER = 7;
const FONT = '11px "Segoe UI", system-ui, "Noto Sans", "DejaVu Sans", Arial, sans-serif';

const known = new Map<string, number>();
const canvas = typeof OffscreenCanvas === "undefined" ? null : new OffscreenCanvas(1, 1).getContext("2d");

/** How wide a badge with this text is, in px. Each text is measured once, without touching the page. */
export function badgeWidth(text: string, status: ShownStatus, isProtected: boolean): number {
  const weight = status === "OVERDUE" || status === "ATTENTION" ? 600 : 400;
  const name = `${weight} ${text}`;
  let width = known.get(name);
  if (width === undefined) {
    if (canvas) canvas.font = `${weight} ${FONT}`;
    width = Math.ceil(canvas?.measureText(text).width ?? text.length * WIDEST_CHARACTER);
    known.set(name, width);
  }
  return width + SURROUNDINGS + (isProtected ? LOCK : 0);
}
