import { panelTexts, type ShownStatus, STATUS } from "../texts.js";
import { button } from "./button.js";
import { element } from "./host.js";
import { listTexts } from "./list-texts.js";
import { lockShape } from "./shape.js";

const STATUSES: readonly ShownStatus[] = ["OVERDUE", "ATTENTION", "UNKNOWN", "OK"];

/** What shapes and colours mean, by badges as they stand in the list, and which keys there are. `close` runs on its button. */
export function createLegend(close: () => void): HTMLElement {
  const sample = (status: ShownStatus, ...content: readonly (Node | string)[]): HTMLElement =>
    element("dt", {}, element("span", { class: `badge ${status}` }, ...content));
  const closing = button(listTexts.closeLegend, close, { class: "close" }, "×");
  return element(
    "div",
    { class: "legend", id: "legend", role: "dialog", "aria-labelledby": "legend-title", tabindex: "-1" },
    element("header", {}, element("h2", { id: "legend-title" }, listTexts.legend), closing),
    element(
      "dl",
      { class: "signs" },
      ...STATUSES.flatMap((status) => [sample(status, STATUS[status]), element("dd", {}, listTexts.meaning[status])]),
      sample("ATTENTION", lockShape(), panelTexts.protected),
      element("dd", {}, listTexts.protected),
    ),
    element("p", {}, listTexts.narrow),
    element("p", {}, listTexts.outside),
    element("dl", { class: "keys" }, ...listTexts.keys.flatMap(([key, does]) => [element("dt", {}, element("kbd", {}, key)), element("dd", {}, does)])),
  );
}
