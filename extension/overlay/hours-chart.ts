import type { CaseOrder, Delivery } from "../operations/case-work.js";
import { caseTexts } from "./case-texts.js";
import { heightOf, monthsTo, scaleEnd } from "./chart-scale.js";
import { element } from "./host.js";

const MONTHS = 12;
/** In units of the drawing, which is as wide as the panel. */
const WIDTH = 372;
const LEFT = 30;
const TOP = 8;
const HEIGHT = 62;
const SLOT = (WIDTH - LEFT) / MONTHS;
const BAR = 12;
const FRAME = 18;

function drawn(tag: string, attributes: Readonly<Record<string, string | number>>, text?: string): SVGElement {
  const made = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, String(value));
  if (text !== undefined) made.textContent = text;
  return made;
}

function bar(name: string, slot: number, width: number, height: number): SVGElement {
  const at = LEFT + slot * SLOT + (SLOT - width) / 2;
  return drawn("rect", { class: name, x: at.toFixed(1), y: (TOP + HEIGHT - height).toFixed(1), width, height: height.toFixed(1) });
}

/** What is known of a month: what was reported; or nothing, which is unknown while the order ran and natural when it did not. */
type MonthOfOrder = { readonly month: string } & ({ readonly is: "REPORTED"; readonly delivery: Delivery } | { readonly is: "UNKNOWN" | "OUTSIDE" });

function monthsOf({ deliveries, startsOn, orderedOn, endsOn }: CaseOrder, day: string): MonthOfOrder[] {
  const first = (startsOn ?? orderedOn).slice(0, 7);
  return monthsTo(day, MONTHS).map((month) => {
    const delivery = deliveries.find((each) => each.month === month);
    if (delivery) return { month, is: "REPORTED", delivery };
    return { month, is: month < first || (endsOn !== null && month > endsOn.slice(0, 7)) ? "OUTSIDE" : "UNKNOWN" };
  });
}

/** Ordered time is a frame and performed time fills it; where nothing was reported a question mark stands, never a bar of 0. */
function drawMonth(each: MonthOfOrder, slot: number, end: number): SVGElement[] {
  const middle = LEFT + (slot + 0.5) * SLOT;
  const letter = drawn("text", { class: "axis", x: middle, y: TOP + HEIGHT + 13, "text-anchor": "middle" }, caseTexts.monthLetter(each.month));
  switch (each.is) {
    case "OUTSIDE":
      return [letter];
    case "UNKNOWN":
      return [letter, drawn("text", { class: "unreported", x: middle, y: TOP + HEIGHT - 4, "text-anchor": "middle" }, "?")];
    case "REPORTED":
      return [
        letter,
        bar("performed", slot, BAR, heightOf(each.delivery.performedHours, end, HEIGHT)),
        bar("ordered", slot, FRAME, heightOf(each.delivery.orderedHours, end, HEIGHT)),
      ];
  }
}

function picture(months: readonly MonthOfOrder[]): SVGElement {
  const reported = months.flatMap((each) => (each.is === "REPORTED" ? [each.delivery] : []));
  const end = scaleEnd(reported.flatMap(({ orderedHours, performedHours }) => [orderedHours, performedHours]));
  const svg = drawn("svg", { class: "chart", viewBox: `0 0 ${WIDTH} ${TOP + HEIGHT + 18}`, role: "img", "aria-label": caseTexts.chartOf(reported.at(-1) ?? null) });
  for (const share of [0, 0.5, 1]) {
    const y = TOP + HEIGHT * (1 - share);
    svg.append(drawn("line", { class: "grid", x1: LEFT, x2: WIDTH, y1: y, y2: y }));
    svg.append(drawn("text", { class: "axis", x: LEFT - 4, y: y + 3, "text-anchor": "end" }, caseTexts.hours(end * share)));
  }
  months.forEach((each, slot) => svg.append(...drawMonth(each, slot, end)));
  return svg;
}

function legend(): HTMLElement {
  const entry = (name: string, text: string): HTMLElement => element("span", {}, element("i", { class: name, "aria-hidden": "true" }, name === "unreported" ? "?" : ""), text);
  return element("p", { class: "chartlegend" }, entry("performed", caseTexts.performed), entry("ordered", caseTexts.ordered), entry("unreported", caseTexts.unknownMonth));
}

function row(each: MonthOfOrder): HTMLElement {
  const cells = each.is === "REPORTED"
    ? [each.delivery.orderedHours, each.delivery.performedHours].map(caseTexts.hours)
    : Array<string>(2).fill(each.is === "UNKNOWN" ? caseTexts.unknown : caseTexts.notOrdered);
  return element("tr", {}, element("th", { scope: "row" }, caseTexts.monthName(each.month)), ...cells.map((text) => element("td", {}, text)));
}

function table(months: readonly MonthOfOrder[]): HTMLElement {
  const heads = [caseTexts.month, caseTexts.ordered, caseTexts.performed].map((text) => element("th", { scope: "col" }, text));
  return element(
    "details",
    {},
    element("summary", {}, caseTexts.asTable),
    element("table", {}, element("caption", {}, caseTexts.chartTitle), element("thead", {}, element("tr", {}, ...heads)), element("tbody", {}, ...months.map(row))),
  );
}

/** Ordered and performed hours of an order in the twelve months up to a day: a chart, and the same as a table. */
export function hoursChart(order: CaseOrder, day: string): HTMLElement {
  const months = monthsOf(order, day);
  return element("div", { class: "hours" }, element("p", { class: "charttitle" }, caseTexts.chartTitle), picture(months), legend(), table(months));
}
