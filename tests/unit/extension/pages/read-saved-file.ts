import { readFileSync } from "node:fs";
import { join } from "node:path";
import { loadPageAdapters, ownPagesFolder } from "../../../../gateway/pages/adapters.js";
import { readSaved, savedFrom } from "../../../../extension/pages/read-saved.js";

/**
 * How the adapter of a system reads a page that was saved in this folder, row by row: "client-list: fileNumber 100001-1,
 * append td". Its address is the one that the file says it was saved from.
 */
export function readSavedFile(system: string, file: string): string[] {
  const html = readFileSync(join(import.meta.dirname, file), "utf8");
  const document = new DOMParser().parseFromString(html, "text/html");
  const adapters = loadPageAdapters([ownPagesFolder()]).adapters.filter((each) => each.system === system).map(({ content }) => content);
  return readSaved(document, adapters, { url: savedFrom(html), frame: null }).flatMap(({ page, rows }) =>
    rows.map(({ key, doubt, place }) => `${page}: ${key ?? `no key (${doubt})`}, ${place ?? "no place"}`),
  );
}
