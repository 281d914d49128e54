import type { Adapter, AdapterPage } from "../../schema/adapter/adapter.js";
import { keyText } from "../operations/overlay.js";
import { hostFits, urlFits } from "./match.js";
import { readForm } from "./read-form.js";
import { readPage } from "./read-page.js";
import type { SavedFrom, SavedReading } from "./saved-reading.js";

/** The address that browsers write into a page when they save it; null where there is none. */
export function savedFrom(html: string): string | null {
  const [, address] = /<!--\s*saved from url=\(\d+\)(\S+)\s*-->/.exec(html.slice(0, 4_000)) ?? [];
  return address !== undefined && URL.canParse(address) ? address : null;
}

/** What the pages of adapters make of a document. Of what a match asks for, only that counts which is known here. */
export function readSaved(document: Document, adapters: readonly Adapter[], from: SavedFrom): SavedReading[] {
  const url = from.url === null ? null : new URL(from.url);
  return adapters
    .filter(({ hosts }) => url === null || hosts.some((host) => hostFits(host, url)))
    .flatMap(({ system, pages }) => pages.filter((page) => fits(document, page, url, from.frame)).map((page) => readingOf(document, system, page)));
}

function fits(document: Document, { match }: AdapterPage, url: URL | null, frame: string | null): boolean {
  return (
    (match.url === undefined || url === null || urlFits(match.url, url)) &&
    (match.frame === undefined || frame === null || match.frame === frame) &&
    (match.has === undefined || document.querySelector(match.has) !== null)
  );
}

function readingOf(document: Document, system: string, page: AdapterPage): SavedReading {
  const about = { system, page: page.id, kind: page.kind };
  if (page.kind === "decision-form") {
    const { key, fields, notice } = readForm(document, page);
    const states = Object.entries(fields).map(([name, reading]) => [name, reading.state]);
    return { ...about, rows: [{ key: key && keyText(key), doubt: key ? null : "UNFIT", place: notice && placeText(notice) }], fields: Object.fromEntries(states) as SavedReading["fields"] };
  }
  const rows = readPage(document, page).map(({ key, doubt, place }) => ({ key: key && keyText(key), doubt, place: place && placeText(place) }));
  return { ...about, rows, fields: {} };
}

function placeText({ element, place }: { readonly element: Element; readonly place: string }): string {
  return `${place} ${element.localName}`;
}
