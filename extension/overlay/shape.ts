import type { ShownStatus } from "../texts.js";

/** A shape of its own for each status, so that nothing depends on telling colours apart. On a grid of 12 by 12. */
const SHAPES: Readonly<Record<ShownStatus, string>> = {
  // A triangle with an exclamation mark cut out.
  OVERDUE: "M6 .8 11.7 11H.3ZM5.3 4.4v3.4h1.4V4.4Zm0 4.2V10h1.4V8.6Z",
  // A disc.
  ATTENTION: "M6 1.5a4.5 4.5 0 1 0 0 9 4.5 4.5 0 0 0 0-9Z",
  // A question mark.
  UNKNOWN: "M3.2 4.3c0-1.8 1.2-2.9 2.9-2.9 1.6 0 2.8 1 2.8 2.5 0 1.2-.6 1.8-1.4 2.4-.6.5-.8.8-.8 1.5H5.2c0-1.3.5-1.9 1.3-2.5.6-.5.9-.8.9-1.4 0-.7-.5-1.1-1.3-1.1-.9 0-1.4.5-1.4 1.5ZM5.1 8.9h1.7v1.7H5.1Z",
  // A tick.
  OK: "M4.7 8.3 2.3 5.9 1.1 7.1l3.6 3.6 6.3-6.9-1.3-1.1Z",
};

/** A padlock: a bow over a box. */
const LOCK = "M6 .5a2.8 2.8 0 0 0-2.8 2.8V5H2v6.5h8V5H8.8V3.3A2.8 2.8 0 0 0 6 .5Zm0 1.3c.9 0 1.5.6 1.5 1.5V5h-3V3.3c0-.9.6-1.5 1.5-1.5Z";

/** The shape of a protected identity; hidden from screen readers, who get words. */
export function lockShape(): SVGSVGElement {
  return shape(LOCK);
}

/**
 * The shape of a status as a style sheet cuts it out of a box of 12 by 12: for badges, of which there are hundreds. No image,
 * since the page's content security policy decides which images are shown.
 */
export function shapeCut(status: ShownStatus): string {
  return `path(evenodd, "${SHAPES[status]}")`;
}

/** The padlock, as {@link shapeCut} gives the shapes of statuses. */
export function lockCut(): string {
  return `path(evenodd, "${LOCK}")`;
}

/** The shape of a status, in the colour of the text around it; hidden from screen readers, who get words. */
export function statusShape(status: ShownStatus): SVGSVGElement {
  return shape(SHAPES[status]);
}

function shape(drawing: string): SVGSVGElement {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", "0 0 12 12");
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  path.setAttribute("d", drawing);
  path.setAttribute("fill", "currentColor");
  path.setAttribute("fill-rule", "evenodd");
  svg.append(path);
  return svg;
}
