import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Place } from "./overlay-pages.js";

const SOURCE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** Rules of WCAG 2.2 A and AA, and the advice that goes with them. */
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

interface Found {
  readonly violations: readonly { readonly id: string; readonly nodes: readonly { readonly target: readonly unknown[]; readonly failureSummary?: string }[] }[];
}

/**
 * What axe-core finds in one document, open shadow roots too: a line for each element, "rule: element", sorted.
 * Frames are documents of their own.
 */
export async function violations(place: Place): Promise<string[]> {
  await place.evaluate(SOURCE);
  const { violations: found } = await place.evaluate(
    (tags) => (globalThis as unknown as { axe: { run(context: Document, options: object): Promise<Found> } }).axe
      .run(document, { iframes: false, runOnly: { type: "tag", values: tags }, resultTypes: ["violations"] }),
    TAGS,
  );
  return found.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.flat().join(" ")}`)).sort();
}
