/** Between the panel and the frame's edges. */
const MARGIN = 10;
/** Between the panel and the row that it explains. */
const GAP = 6;
/** Lower than this a panel can't be read: then it may cover the row. */
const LOWEST = 120;

/** What a place is chosen by, in px of the frame. */
export interface PanelSurroundings {
  readonly row: { readonly top: number; readonly bottom: number };
  readonly badge: { readonly right: number };
  /** The panel at the right edge, as high as its content. */
  readonly panel: { readonly left: number; readonly height: number };
  readonly frameHeight: number;
}

/** Distances from the frame's upper or lower edge, one of the two, and how high the panel may grow before it scrolls. */
export interface PanelPlace {
  readonly top: number | null;
  readonly bottom: number | null;
  readonly maxHeight: number;
}

/**
 * Where the panel stands: whole under or over the row; else over the full height, where the row's badge is still to be
 * seen beside it; else on the roomier side of the row, scrolling. It covers the row's badge only in a frame too low for that.
 */
export function panelPlace({ row, badge, panel, frameHeight }: PanelSurroundings): PanelPlace {
  const under = frameHeight - MARGIN - GAP - row.bottom;
  const over = row.top - GAP - MARGIN;
  const placeUnder = { top: row.bottom + GAP, bottom: null, maxHeight: under };
  const placeOver = { top: null, bottom: frameHeight - row.top + GAP, maxHeight: over };
  if (panel.height <= under) return placeUnder;
  if (panel.height <= over) return placeOver;
  const isBeside = badge.right + GAP <= panel.left;
  if (isBeside || Math.max(under, over) < LOWEST) return { top: MARGIN, bottom: null, maxHeight: frameHeight - 2 * MARGIN };
  return under >= over ? placeUnder : placeOver;
}
