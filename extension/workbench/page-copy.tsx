import { useEffect, useRef, useState } from "react";
import { asRead, shownText } from "../pages/shown-text.js";
import { workbenchTexts } from "./texts.js";
import { pointable, prepareWalk, stepFrom, walkTo } from "./walk-copy.js";

/** What one points at. */
export type PointedPart = "row" | "key" | "badge";
export type PointedElements = Readonly<Partial<Record<PointedPart, Element>>>;

interface PageCopyProps {
  readonly document: Document;
  readonly url: string | null;
  readonly name: string;
  readonly pointed: PointedElements;
  /** Gives the element of the document whose copy was clicked, or chosen with the keyboard. */
  readonly onPoint: (element: Element) => void;
}

const COLOURS: Readonly<Record<PointedPart, string>> = { row: "#0b5cad", key: "#9b1c13", badge: "#38604a" };
/** So much is said of what the keyboard is at. */
const SAID = 100;
/** To be seen on whatever page; the outline is that of what has been pointed at. */
const FOCUS_STYLE = ":focus { outline: 3px solid Highlight; box-shadow: 0 0 0 3px white, 0 0 0 6px black !important; }";
/** Nothing that runs, loads pages or leads away. */
const LEFT_OUT = "script, iframe, frame, object, embed, noscript, template, meta[http-equiv], base";

/**
 * A copy of a page to point at. The frame is a sandbox without scripts, and what would run or lead away is left out, so that
 * a page can do nothing here but be looked at. With the keyboard one walks it by the arrow keys, and Enter points.
 */
export function PageCopy({ document: original, url, name, pointed, onPoint }: PageCopyProps) {
  const frame = useRef<HTMLIFrameElement>(null);
  const copies = useRef(new Map<Element, Element>());
  const [at, setAt] = useState("");
  // What is pointed at next changes, and the copy stays, with its scroll position and the keyboard in it.
  const pointTo = useRef(onPoint);
  useEffect(() => { pointTo.current = onPoint; }, [onPoint]);

  useEffect(() => {
    const shown = frame.current?.contentDocument;
    if (!shown) return;
    const originals = putCopy(shown, original, url);
    copies.current = new Map([...originals].map(([copy, element]) => [element, copy]));
    const point = (event: Event): void => {
      event.preventDefault();
      event.stopPropagation();
      const element = originals.get(event.target as Element);
      if (element) pointTo.current(element);
    };
    const stay = (event: Event): void => event.preventDefault();
    prepareWalk(shown);
    const walk = (event: KeyboardEvent): void => {
      const from = event.target as Element;
      if (event.ctrlKey || event.altKey || event.metaKey || event.key === "Tab") return;
      event.preventDefault();
      if (event.key === "Enter" || event.key === " ") point(event);
      const to = stepFrom(from, event.key, pointable(shown));
      if (to) walkTo(to);
    };
    const say = ({ target }: FocusEvent): void => setAt(saidOf(target as Element));
    shown.addEventListener("keydown", walk, true);
    shown.addEventListener("focusin", say);
    shown.addEventListener("click", point, true);
    shown.addEventListener("submit", stay, true);
    return () => {
      shown.removeEventListener("click", point, true);
      shown.removeEventListener("submit", stay, true);
      shown.removeEventListener("keydown", walk, true);
      shown.removeEventListener("focusin", say);
    };
  }, [original, url]);

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

  return (
    <>
      <p className="at" role="status">{at === "" ? workbenchTexts.walk : workbenchTexts.at(at)}</p>
      <iframe ref={frame} className="copy" title={workbenchTexts.copyOf(name)} sandbox="allow-same-origin" />
    </>
  );
}

/** What is said of an element: what it shows, or else what it is. */
function saidOf(element: Element): string {
  const text = asRead(shownText(element, element.matches("input, textarea, select") ? "value" : undefined)).slice(0, SAID);
  return text || element.getAttribute("alt") || element.localName;
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
  const style = shown.createElement("style");
  style.textContent = FOCUS_STYLE;
  root.querySelector("head")?.append(style);
  shown.replaceChild(root, shown.documentElement);
  return originals;
}
