import type { Adapter, AdapterPage, PageMatch } from "../../schema/adapter/adapter.js";
import { isExpression } from "../../schema/adapter/address.js";
import { LONGEST_ADDRESS } from "../../schema/adapter/limits.js";
import { compiled } from "./compiled.js";

/** The frame that is looked at. */
export interface Frame {
  /** Its address now: pages may change it without loading anew. */
  readonly url: URL;
  /** What the frame is called: by itself, and by the element that holds it. None at the top. */
  readonly names: readonly string[];
  readonly document: Document;
}

/** A page of an adapter that a frame is. */
export interface MatchedPage<Page extends AdapterPage = AdapterPage> {
  readonly system: string;
  readonly page: Page;
}

/** `*` stands for any run of characters; all else for itself. Letter case does not count, as on the servers of old systems. */
function globFits(glob: string, text: string): boolean {
  const parts = glob.toLowerCase().split("*");
  const lower = text.toLowerCase();
  const last = parts.pop()!;
  if (parts.length === 0) return lower === last;
  let from = 0;
  for (const [index, part] of parts.entries()) {
    const at = index === 0 ? (lower.startsWith(part) ? 0 : -1) : lower.indexOf(part, from);
    if (at < 0) return false;
    from = at + part.length;
  }
  return lower.length >= from + last.length && lower.endsWith(last);
}

/**
 * Whether an address is one of a host pattern's, as Chrome's match patterns are read.
 * `https://*.example.se/*` fits `https://sosys.example.se/a` and `https://example.se/`, not `http://example.se/`;
 * `http://localhost/*` fits every port.
 */
export function hostFits(pattern: string, url: URL): boolean {
  const parts = /^(\*|https?):\/\/(\*|(?:\*\.)?[^/:*]+)(?::(\d+|\*))?(\/.*)$/.exec(pattern);
  if (!parts) return false;
  const [, scheme, host, port, path] = parts;
  const schemeFits = scheme === "*" ? /^https?:$/.test(url.protocol) : url.protocol === `${scheme}:`;
  const bare = host!.replace(/^\*\./, "").toLowerCase();
  const hostFits = host === "*" || url.hostname === bare || (host !== bare && url.hostname.endsWith(`.${bare}`));
  const portFits = port === undefined || port === "*" || (url.port || (url.protocol === "https:" ? "443" : "80")) === port;
  return schemeFits && hostFits && portFits && globFits(path!, url.pathname + url.search);
}

/** Whether an origin is one of a host pattern's: as {@link hostFits}, whatever the path. */
export function originFits(pattern: string, origin: string): boolean {
  return URL.canParse(origin) && hostFits(pattern.replace(/^([^:]+:\/\/[^/]+)\/.*$/, "$1/*"), new URL(origin));
}

/**
 * Whether an adapter's `url` fits an address. A glob has to fit the whole path, and the query as well when it holds
 * a `?`: `/klient/lista` fits `/klient/lista?sida=2`, not `/klient/lista/2`. A regular expression
 * ({@link isExpression}) is for path and query: `^/klient/(lista|sok)` fits `/klient/sok?namn=a`.
 */
export function urlFits(pattern: string, url: URL): boolean {
  const address = url.pathname + url.search;
  if (isExpression(pattern)) return address.length <= LONGEST_ADDRESS && (compiled(pattern, "iu")?.test(address) ?? false);
  return globFits(pattern, pattern.includes("?") ? address : url.pathname);
}

/** Like `querySelector`, and null also for a selector that the browser does not understand. */
function firstOf(document: Document, selector: string): Element | null {
  try {
    return document.querySelector(selector);
  } catch (error) {
    if (error instanceof DOMException) return null;
    throw error;
  }
}

function placeFits({ url, frame }: PageMatch, at: Frame): boolean {
  return (url === undefined || urlFits(url, at.url)) && (frame === undefined || at.names.includes(frame));
}

function pageFits(match: PageMatch, at: Frame): boolean {
  return placeFits(match, at) && (match.has === undefined || firstOf(at.document, match.has) !== null);
}

/** All pages of the adapters at a frame's host that fit. */
function pagesAt(adapters: readonly Adapter[], frame: Frame, fits: (match: PageMatch, at: Frame) => boolean): MatchedPage[] {
  return adapters
    .filter(({ hosts }) => hosts.some((host) => hostFits(host, frame.url)))
    .flatMap(({ system, pages }) => pages.filter(({ match }) => fits(match, frame)).map((page) => ({ system, page })));
}

/** All pages of the adapters that a frame is: one document may hold a client's facts, a list and a form. */
export function pagesOf(adapters: readonly Adapter[], frame: Frame): MatchedPage[] {
  return pagesAt(adapters, frame, pageFits);
}

/**
 * The pages that a frame should be one of by its address, where it is none: what they are known by (`has`) is gone. Only by an
 * address that is written out: one with `*`, or an expression, is many pages, and `has` says which of them is meant.
 */
export function pagesMissed(adapters: readonly Adapter[], frame: Frame): MatchedPage[] {
  if (pagesOf(adapters, frame).length > 0) return [];
  return pagesAt(adapters, frame, (match, at) => match.url !== undefined && !match.url.includes("*") && !isExpression(match.url) && placeFits(match, at));
}
