import type { Adapter, AdapterPage, DraftField } from "../../schema/adapter/adapter.js";
import { keyText } from "../operations/overlay.js";
import { hostFits, urlFits } from "./match.js";
import { type FieldReading, readForm } from "./read-form.js";
import type { KeyDoubt } from "./read-key.js";
import { readPage } from "./read-page.js";

/** A row as an adapter reads it. */
export interface SavedRow {
  /** "fileNumber 103879-5"; null where there is none that is certain. */
  readonly key: string | null;
  readonly doubt: KeyDoubt | null;
  /** Where the badge would stand: "append td"; null where it can't. */
  readonly place: string | null;
}

/** What one page of an adapter makes of a saved document. */
export interface SavedReading {
  readonly system: string;
  readonly page: string;
  readonly kind: AdapterPage["kind"];
  readonly rows: readonly SavedRow[];
  /** Of a decision form: what each field says. */
  readonly fields: Readonly<Partial<Record<DraftField, FieldReading["state"]>>>;
}

/** Where a document was before it was saved; null where that is not known. */
export interface SavedFrom {
  readonly url: string | null;
  readonly frame: string | null;
}

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
