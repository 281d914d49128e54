/** Between the notice and the edges of the frame, and the form beside it. */
const MARGIN = 12;
/** Narrower than this a notice can't be read. */
const NARROWEST = 280;
const WIDEST = 380;

/** What a place is chosen by, in px of the frame. */
export interface NoticeSurroundings {
  /** Where the fields' rows end on the right, and where the first of them begins. */
  readonly form: { readonly right: number; readonly top: number };
  readonly frame: { readonly width: number; readonly height: number };
}

/** BESIDE the form, where there is room, or at the foot of the frame, where it is folded so that it covers little. */
export interface NoticePlace {
  readonly where: "BESIDE" | "FOOT";
  /** Distance from the frame's upper edge; null at the foot. */
  readonly top: number | null;
  readonly width: number;
  readonly maxHeight: number;
}

/** Where a notice stands, so that it covers no field. It stays there when the page scrolls. */
export function noticePlace({ form, frame }: NoticeSurroundings): NoticePlace {
  const room = frame.width - form.right - 2 * MARGIN;
  if (room < NARROWEST) return { where: "FOOT", top: null, width: Math.min(WIDEST, frame.width - 2 * MARGIN), maxHeight: Math.floor(frame.height / 2) };
  const top = Math.round(Math.max(MARGIN, Math.min(form.top, frame.height / 3)));
  return { where: "BESIDE", top, width: Math.min(WIDEST, Math.floor(room)), maxHeight: Math.round(frame.height - top - MARGIN) };
}
