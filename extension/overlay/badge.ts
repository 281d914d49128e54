import type { CaseOverlay } from "../operations/overlay.js";
import { badgeLabel, badgeText, panelTexts, type ShownStatus } from "../texts.js";
import type { BadgeRoom } from "./badge-room.js";
import { badgeWidth, SHAPE_WIDTH } from "./badge-width.js";
import { createHost, rootOf } from "./host.js";
import { lockShape } from "./shape.js";
import { pressing } from "./urgency.js";

/** An answer that is drawn. */
export type ShownOverlay = CaseOverlay & { readonly status: ShownStatus };

/** Whether an answer is drawn at all: FORBIDDEN says nothing of the person, so nothing is shown. */
export function isShown(overlay: CaseOverlay): overlay is ShownOverlay {
  return overlay.status !== "FORBIDDEN";
}

/** What a badge says. That of a protected person has a lock and tells the status alone. */
export interface BadgeWords {
  readonly text: string;
  readonly label: string;
  /** How wide it is with its words, in px. */
  readonly width: number;
}

/** The words for an answer. */
export function badgeWords(overlay: ShownOverlay): BadgeWords {
  const { status, incompleteBecause } = overlay;
  const findings = overlay.protected ? [] : pressing(overlay.findings);
  const text = badgeText(status, findings);
  const label = badgeLabel(status, findings, incompleteBecause.length > 0);
  return { text, label: overlay.protected ? `${panelTexts.protected}. ${label}` : label, width: badgeWidth(text, status, overlay.protected) };
}

/** Has a badge stand so that it fits. */
export function setBadgeRoom(badge: HTMLElement, { form, gap }: BadgeRoom, width: number): void {
  rootOf(badge)?.querySelector("button")?.classList.toggle("shape", form === "SHAPE");
  const own = form === "SHAPE" ? SHAPE_WIDTH : width;
  badge.style.setProperty("--width", `${own}px`);
  badge.style.setProperty("--gap", `${gap}px`);
  // The room that it takes from the page.
  badge.style.setProperty("--room", form === "INLINE" ? `${own + 2 * gap}px` : "0px");
}

/** A badge that is not yet on the page. `open` runs on a click, Enter or Space. */
export function createBadge(overlay: ShownOverlay, { text, label, width }: BadgeWords, room: BadgeRoom, open: () => void): HTMLElement {
  const { host, root } = createHost("overblick-badge");
  host.setAttribute("status", overlay.status.toLowerCase());
  const button = document.createElement("button");
  // Of no form: a badge in a form must not send it.
  button.type = "button";
  button.className = `badge ${overlay.status}`;
  button.setAttribute("aria-label", label);
  button.setAttribute("aria-haspopup", "dialog");
  if (overlay.protected) button.append(lockShape());
  button.append(text);
  button.addEventListener("click", (event) => {
    event.preventDefault();
    open();
  });
  root.append(button);
  setBadgeRoom(host, room, width);
  return host;
}

/** Moves the keyboard to a badge that is on the page. */
export function focusBadge(badge: HTMLElement): void {
  rootOf(badge)?.querySelector("button")?.focus();
}
