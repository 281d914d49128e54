import { type Document, isMap, isNode, isSeq, type LineCounter } from "yaml";

/** A place in a document: keys and, in lists, positions from 0 as text. */
export type YamlPath = readonly string[];

/**
 * The line (from 1) on which a place of a document stands: of its key, where it is a value of a map. A place that is
 * missing gets the line of the deepest part above it that is there.
 */
export function lineOf(document: Document, lines: LineCounter, path: YamlPath): number {
  let node: unknown = document.contents;
  let line = 1;
  for (const part of path) {
    const pair = isMap(node) ? node.items.find(({ key }) => String(key) === part) : undefined;
    const found: unknown = pair ? pair.key : isSeq(node) ? node.items[Number(part)] : undefined;
    if (!isNode(found) || !found.range) break;
    line = lines.linePos(found.range[0]).line;
    node = pair ? pair.value : found;
  }
  return line;
}
