import type { Adapter, AdapterPage, PageMatch } from "./adapter.js";

/** The frame that is looked at. */
export interface Frame {
  /** Its address now: pages may change it without loading anew. */
  readonly url: URL;
  /** Name of the frame in its frameset; "" at the top. */
  readonly name: string;
  readonly document: Document;
}

/** Longer expressions are not run: an adapter's are short, and a long one on a long address could hold up the page. */
const LONGEST_EXPRESSION = 200;

/** Compiles an adapter's regular expression; null when it is too long or is none. */
export function compiled(expression: string, flags: string): RegExp | null {
  if (expression.length > LONGEST_EXPRESSION) return null;
  try {
    return new RegExp(expression, flags);
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
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

/**
 * Whether an adapter's `url` fits an address. A glob has to fit the whole path, and the query as well when it holds
 * a `?`: `/klient/lista` fits `/klient/lista?sida=2`, not `/klient/lista/2`. What begins with `^` is a regular
 * expression on path and query: `^/klient/(lista|sok)` fits `/klient/sok?namn=a`.
 */
export function urlFits(pattern: string, url: URL): boolean {
  if (pattern.startsWith("^")) return compiled(pattern, "iu")?.test(url.pathname + url.search) ?? false;
  return globFits(pattern, pattern.includes("?") ? url.pathname + url.search : url.pathname);
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

function pageFits({ url, frame, has }: PageMatch, at: Frame): boolean {
  return (
    (url === undefined || urlFits(url, at.url)) &&
    (frame === undefined || frame === at.name) &&
    (has === undefined || firstOf(at.document, has) !== null)
  );
}

/** The first page of the adapters that a frame is; null when it is none. */
export function pageOf(adapters: readonly Adapter[], frame: Frame): AdapterPage | null {
  for (const { hosts, pages } of adapters) {
    if (!hosts.some((host) => hostFits(host, frame.url))) continue;
    const page = pages.find(({ match }) => pageFits(match, frame));
    if (page) return page;
  }
  return null;
}
