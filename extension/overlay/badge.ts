import type { CaseOverlay } from "../operations/overlay.js";
import { badgeLabel, badgeText, panelTexts, type ShownStatus, STATUS } from "../texts.js";
import type { BadgeRoom, BadgeText } from "./badge-room.js";
import { badgeWidth } from "./badge-width.js";
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
  /** The longest first. */
  readonly texts: readonly [BadgeText, ...BadgeText[]];
  readonly label: string;
}

/** The words for an answer. */
export function badgeWords(overlay: ShownOverlay): BadgeWords {
  const { status, incompleteBecause } = overlay;
  const findings = overlay.protected ? [] : pressing(overlay.findings);
  const label = badgeLabel(status, findings, incompleteBecause.length > 0);
  const wide = (text: string): BadgeText => ({ text, width: badgeWidth(text, status, overlay.protected) });
  return { texts: [wide(badgeText(status, findings)), wide(STATUS[status])], label: overlay.protected ? `${panelTexts.protected}. ${label}` : label };
}

/** Has a badge stand so that it fits. */
export function setBadgeRoom(badge: HTMLElement, { form, gap, text, width }: BadgeRoom): void {
  const button = rootOf(badge)?.querySelector("button");
  button?.classList.toggle("shape", form === "SHAPE");
  if (button && button.lastChild?.nodeValue !== text) button.lastChild!.nodeValue = text;
  badge.style.setProperty("--width", `${width}px`);
  badge.style.setProperty("--gap", `${gap}px`);
  // The room that it takes from the page.
  badge.style.setProperty("--room", form === "INLINE" ? `${width + 2 * gap}px` : "0px");
}

/** A badge that is not yet on the page. `open` runs on a click, Enter or Space. */
export function createBadge(overlay: ShownOverlay, label: string, room: BadgeRoom, open: () => void): HTMLElement {
  const { host, root } = createHost("overblick-badge");
  host.setAttribute("status", overlay.status.toLowerCase());
  const button = document.createElement("button");
  // Of no form: a badge in a form must not send it.
  button.type = "button";
  button.className = `badge ${overlay.status}`;
  button.setAttribute("aria-label", label);
  button.setAttribute("aria-haspopup", "dialog");
  if (overlay.protected) button.append(lockShape());
  button.append(room.text);
  button.addEventListener("click", (event) => {
    event.preventDefault();
    open();
  });
  root.append(button);
  setBadgeRoom(host, room);
  return host;
}

/** Has a badge be faint, and no stop of the Tab key: nobody looks for its row now. */
export function setOutside(badge: HTMLElement, isOutside: boolean): void {
  const button = rootOf(badge)?.querySelector("button");
  button?.classList.toggle("outside", isOutside);
  if (button) button.tabIndex = isOutside ? -1 : 0;
}

/** Moves the keyboard to a badge that is on the page, without scrolling there. */
export function focusBadge(badge: HTMLElement): void {
  rootOf(badge)?.querySelector("button")?.focus({ preventScroll: true });
}
