import { createHost, element } from "./host.js";
import { listTexts } from "./list-texts.js";

/** Whoever was there has read it by then. An extension that was taken away for good leaves nothing for longer. */
const STAYS_MS = 10 * 60_000;

/**
 * The last word of an orphan: why nothing is shown any more, and what helps. It needs no worker, speaks of nobody, and
 * goes by itself, at the latest ten minutes after somebody has seen it; a newer version on the same page takes it away at once.
 */
export function sayFarewell(document: Document): void {
  if (document.visibilityState !== "visible") {
    document.addEventListener("visibilitychange", () => sayFarewell(document), { once: true });
    return;
  }
  const { host, root } = createHost("overblick-summary");
  const said = element("span", { class: "words", role: "status" });
  const hide = element("button", { type: "button", class: "plain" }, listTexts.hide);
  const remove = (): void => host.remove();
  hide.addEventListener("click", remove);
  root.append(element("section", { class: "summary", "aria-label": listTexts.name }, element("b", { class: "name" }, listTexts.name), said, hide));
  document.body.prepend(host);
  // What stands there already when it comes is not announced.
  said.textContent = listTexts.gone;
  setTimeout(remove, STAYS_MS);
}
