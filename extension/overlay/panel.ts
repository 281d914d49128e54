import type { CaseKey, CaseOverlay, Evidence, Finding } from "../operations/overlay.js";
import { dueText, evidenceSource, keyTitle, panelTexts, type ShownStatus, STATUS } from "../texts.js";
import { createHost, element, rootOf, unbroken } from "./host.js";
import { panelPlace } from "./panel-place.js";
import { lockShape, statusShape } from "./shape.js";
import { byUrgency } from "./urgency.js";

/** The status that a finding alone would give (contract 6, "Overlay status"). */
export function findingStatus({ severity }: Pick<Finding, "severity">): ShownStatus {
  switch (severity) {
    case "CRITICAL":
      return "OVERDUE";
    case "WARNING":
      return "ATTENTION";
    case "INFO":
      return "OK";
  }
}

/** What the finding stands on, folded away: the facts of each line that a file brought, and the rule's name for support. */
export function grounds({ evidence, rule }: Pick<Finding, "evidence" | "rule">): HTMLElement {
  const bySource = new Map<string, Evidence[]>();
  for (const each of evidence) {
    const source = evidenceSource(each);
    bySource.set(source, [...(bySource.get(source) ?? []), each]);
  }
  const sources = [...bySource].flatMap(([source, facts]) => [
    element("dl", {}, ...facts.flatMap(({ label, shown }) => [element("dt", {}, label), element("dd", {}, shown)])),
    element("p", { class: "source" }, source),
  ]);
  return element(
    "details",
    {},
    element("summary", {}, panelTexts.grounds),
    ...sources,
    element("p", { class: "source" }, panelTexts.rule(rule)),
  );
}

/** Why, what to do, and by which rule and source, each on its own. */
export function explained({ explanation }: Pick<Finding, "explanation">): HTMLElement[] {
  const [why = "", next = "", ...rule] = explanation.split("\n");
  const lines = [["why", why], ["next", next], ["rule", rule.join(" ")]] as const;
  return lines.filter(([, text]) => text !== "").map(([name, text]) => element("p", { class: name }, text));
}

function findingItem(finding: Finding): HTMLElement {
  const { title, decision, order } = finding;
  const facts = [
    dueText(finding),
    decision && panelTexts.decision(decision),
    order && panelTexts.order(order),
  ].filter((fact) => fact !== null);
  return element(
    "li",
    { class: findingStatus(finding) },
    element("h3", {}, statusShape(findingStatus(finding)), title),
    ...(facts.length > 0 ? [element("p", { class: "facts" }, ...unbroken(facts))] : []),
    ...explained(finding),
    grounds(finding),
  );
}

function emptyText(status: ShownStatus): string {
  return status === "UNKNOWN" ? panelTexts.unknown : panelTexts.nothing;
}

function body({ status, findings, incompleteBecause }: CaseOverlay & { readonly status: ShownStatus }): HTMLElement[] {
  return [
    ...(incompleteBecause.length > 0
      ? [element("div", { class: "incomplete" }, element("b", {}, panelTexts.incomplete), element("ul", {}, ...incompleteBecause.map((why) => element("li", {}, why))))]
      : []),
    findings.length > 0
      ? element("ol", { class: "findings" }, ...byUrgency(findings).map(findingItem))
      : element("p", { class: "empty" }, incompleteBecause.length > 0 ? STATUS[status] : emptyText(status)),
  ];
}

/** In place of the details of a protected person, until somebody asks for them: who passes the screen sees nothing. */
function closedDetails(details: () => readonly HTMLElement[], grown: () => void): HTMLElement {
  const button = element("button", { type: "button", class: "plain" }, panelTexts.showProtected);
  const closed = element("p", { class: "closed" }, lockShape(), panelTexts.protected, button);
  button.addEventListener("click", () => {
    closed.closest<HTMLElement>(".panel")?.focus();
    closed.replaceWith(...details());
    grown();
  });
  return closed;
}

/**
 * The panel that explains one key, not yet on the page. It does not lock the page: one can go on working beside it.
 * `close` runs on Escape and on its button, `grown` when it shows more than it did.
 */
export function createPanel(
  key: CaseKey,
  overlay: CaseOverlay & { readonly status: ShownStatus },
  { close, grown }: { readonly close: () => void; readonly grown: () => void },
): HTMLElement {
  const { host, root } = createHost("overblick-panel");
  const closing = element("button", { type: "button", class: "close", "aria-label": panelTexts.close }, "×");
  closing.addEventListener("click", close);
  const about = [
    overlay.dataFrom && panelTexts.dataFrom(overlay.dataFrom),
    overlay.nextDueOn && panelTexts.nextDueOn(overlay.nextDueOn),
  ].filter((text) => text !== null);
  const details = (): HTMLElement[] => [
    ...(about.length > 0 ? [element("p", { class: "about" }, ...unbroken(about))] : []),
    ...body(overlay),
  ];
  const panel = element(
    "section",
    { class: "panel", role: "dialog", "aria-labelledby": "title", tabindex: "-1" },
    element(
      "header",
      {},
      element("h2", { id: "title" }, keyTitle(key)),
      element("span", { class: `state ${overlay.status}` }, statusShape(overlay.status), STATUS[overlay.status]),
      closing,
    ),
    ...(overlay.protected ? [closedDetails(details, grown)] : details()),
  );
  panel.addEventListener("keydown", (event) => {
    if (event.key === "Escape") close();
  });
  root.append(panel);
  return host;
}

/** Puts a panel that is on the page where it leaves the row of its badge to be seen ({@link panelPlace}). */
export function placePanel(host: HTMLElement, row: Element, badge: Element): void {
  const panel = rootOf(host)?.querySelector<HTMLElement>(".panel");
  if (!panel) return;
  const own = badge.getBoundingClientRect();
  const { top, bottom, maxHeight } = panelPlace({
    row: row.contains(badge) ? row.getBoundingClientRect() : own,
    badge: own,
    panel: { left: panel.getBoundingClientRect().left, height: panel.scrollHeight },
    frameHeight: host.clientHeight,
  });
  panel.style.top = top === null ? "auto" : `${top}px`;
  panel.style.bottom = bottom === null ? "auto" : `${bottom}px`;
  panel.style.maxHeight = `${maxHeight}px`;
}

/** Moves the keyboard into a panel that is on the page. */
export function focusPanel(panel: HTMLElement): void {
  rootOf(panel)?.querySelector<HTMLElement>(".panel")?.focus();
}
