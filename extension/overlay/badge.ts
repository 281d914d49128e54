import type { CaseOverlay } from "../operations/overlay.js";
import { badgeLabel, badgeText, type ShownStatus } from "../texts.js";
import { createHost, element } from "./host.js";
import { statusShape } from "./shape.js";
import { pressing } from "./urgency.js";

/** Whether an answer is drawn at all: FORBIDDEN says nothing of the person, so nothing is shown. */
export function isShown(overlay: CaseOverlay): overlay is CaseOverlay & { readonly status: ShownStatus } {
  return overlay.status !== "FORBIDDEN";
}

/** A badge that is not yet on the page. `open` runs on a click, Enter or Space. */
export function createBadge(overlay: CaseOverlay & { readonly status: ShownStatus }, open: () => void): HTMLElement {
  const { status, incompleteBecause } = overlay;
  const findings = pressing(overlay.findings);
  const { host, root } = createHost("overblick-badge");
  host.setAttribute("status", status.toLowerCase());
  const button = element(
    "button",
    // Of no form: a badge in a form must not send it.
    { type: "button", class: `badge ${status}`, "aria-label": badgeLabel(status, findings, incompleteBecause.length > 0), "aria-haspopup": "dialog" },
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
  badge.shadowRoot?.querySelector("button")?.focus();
}
