import { savedFrom } from "../pages/read-saved.js";

/** A page that was saved in a file. */
export interface SavedPage {
  readonly name: string;
  readonly document: Document;
  /** Where it was; null where the file does not say. */
  readonly url: string | null;
}

/** Reads a saved page. No script of it runs: the parser makes a document that is nowhere shown. */
export async function readSavedPage(file: File): Promise<SavedPage> {
  const html = decoded(new Uint8Array(await file.arrayBuffer()));
  return { name: file.name, document: new DOMParser().parseFromString(html, "text/html"), url: savedFrom(html) };
}

/** In the alphabet that the page names, else in UTF-8, else in that of old systems. */
function decoded(bytes: Uint8Array): string {
  const head = new TextDecoder("windows-1252").decode(bytes.slice(0, 2_000));
  const named = /<meta[^>]+charset=["']?([\w-]+)/i.exec(head)?.[1];
  try {
    return new TextDecoder(named ?? "utf-8", { fatal: named === undefined }).decode(bytes);
  } catch (error) {
    if (error instanceof TypeError || error instanceof RangeError) return new TextDecoder("windows-1252").decode(bytes);
    throw error;
  }
}
