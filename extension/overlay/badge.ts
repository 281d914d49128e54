import type { CaseOverlay } from "../operations/overlay.js";
import { badgeLabel, badgeText, panelTexts, type ShownStatus } from "../texts.js";
import { createHost, element, rootOf } from "./host.js";
import { lockShape, statusShape } from "./shape.js";
import { pressing } from "./urgency.js";

/** Whether an answer is drawn at all: FORBIDDEN says nothing of the person, so nothing is shown. */
export function isShown(overlay: CaseOverlay): overlay is CaseOverlay & { readonly status: ShownStatus } {
  return overlay.status !== "FORBIDDEN";
}

/**
 * A badge that is not yet on the page. That of a protected person has a lock and tells the status alone. `open` runs on a
 * click, Enter or Space.
 */
export function createBadge(overlay: CaseOverlay & { readonly status: ShownStatus }, open: () => void): HTMLElement {
  const { status, incompleteBecause } = overlay;
  const findings = overlay.protected ? [] : pressing(overlay.findings);
  const label = badgeLabel(status, findings, incompleteBecause.length > 0);
  const { host, root } = createHost("overblick-badge");
  host.setAttribute("status", status.toLowerCase());
  const button = element(
    "button",
    // Of no form: a badge in a form must not send it.
    { type: "button", class: `badge ${status}`, "aria-label": overlay.protected ? `${panelTexts.protected}. ${label}` : label, "aria-haspopup": "dialog" },
    ...(overlay.protected ? [lockShape()] : []),
    statusShape(status),
    element("span", {}, badgeText(status, findings)),
  );
  button.addEventListener("click", (event) => {
    event.preventDefault();
    open();
  });
  root.append(button);
  return host;
}

/** Moves the keyboard to a badge that is on the page. */
export function focusBadge(badge: HTMLElement): void {
  rootOf(badge)?.querySelector("button")?.focus();
}
