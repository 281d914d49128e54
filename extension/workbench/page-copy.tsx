import { useEffect, useRef } from "react";
import { workbenchTexts } from "./texts.js";

/** What one points at. */
export type PointedPart = "row" | "key" | "badge";
export type PointedElements = Readonly<Partial<Record<PointedPart, Element>>>;

interface PageCopyProps {
  readonly document: Document;
  readonly url: string | null;
  readonly name: string;
  readonly pointed: PointedElements;
  /** Gives the element of the document whose copy was clicked. */
  readonly onPoint: (element: Element) => void;
}

const COLOURS: Readonly<Record<PointedPart, string>> = { row: "#0b5cad", key: "#9b1c13", badge: "#38604a" };
/** Nothing that runs, loads pages or leads away. */
const LEFT_OUT = "script, iframe, frame, object, embed, noscript, template, meta[http-equiv], base";

/**
 * A copy of a page to point at. The frame is a sandbox without scripts, and what would run or lead away is left out, so that
 * a page can do nothing here but be looked at.
 */
export function PageCopy({ document: original, url, name, pointed, onPoint }: PageCopyProps) {
  const frame = useRef<HTMLIFrameElement>(null);
  const copies = useRef(new Map<Element, Element>());

  useEffect(() => {
    const shown = frame.current?.contentDocument;
    if (!shown) return;
    const originals = putCopy(shown, original, url);
    copies.current = new Map([...originals].map(([copy, element]) => [element, copy]));
    const point = (event: Event): void => {
      event.preventDefault();
      event.stopPropagation();
      const element = originals.get(event.target as Element);
      if (element) onPoint(element);
    };
    const stay = (event: Event): void => event.preventDefault();
    shown.addEventListener("click", point, true);
    shown.addEventListener("submit", stay, true);
    return () => {
      shown.removeEventListener("click", point, true);
      shown.removeEventListener("submit", stay, true);
    };
  }, [original, url, onPoint]);

  useEffect(() => {
    const marked = Object.entries(pointed).map(([part, element]) => ({ copy: copies.current.get(element) as HTMLElement | undefined, colour: COLOURS[part as PointedPart], offset: part === "row" ? "0" : "-4px" }));
    for (const { copy, colour, offset } of marked) {
      copy?.style.setProperty("outline", `3px solid ${colour}`, "important");
      copy?.style.setProperty("outline-offset", offset, "important");
    }
    return () => {
      for (const { copy } of marked) for (const name of ["outline", "outline-offset"]) copy?.style.removeProperty(name);
    };
  }, [pointed, original]);

  return <iframe ref={frame} className="copy" title={workbenchTexts.copyOf(name)} sandbox="allow-same-origin" />;
}

/** Puts a copy of a document into another; answers the original of each element there. */
function putCopy(shown: Document, original: Document, url: string | null): Map<Element, Element> {
  const root = shown.importNode(original.documentElement, true);
  const [copies, elements] = [[root, ...root.querySelectorAll("*")], [original.documentElement, ...original.documentElement.querySelectorAll("*")]];
  const originals = new Map(copies.map((copy, index) => [copy, elements[index]!]));
  for (const each of root.querySelectorAll(LEFT_OUT)) each.remove();
  for (const each of root.querySelectorAll("*")) for (const { name } of [...each.attributes]) if (name.startsWith("on")) each.removeAttribute(name);
  if (url !== null) {
    // Pictures and style sheets come from where the page is.
    const base = shown.createElement("base");
    base.href = url;
    root.querySelector("head")?.prepend(base);
  }
  shown.replaceChild(root, shown.documentElement);
  return originals;
}
