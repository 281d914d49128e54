import { type Document, isAlias, isNode, visit } from "yaml";

/** What a YAML document says, as JSON would have it, or why it says nothing. */
export type YamlContent =
  | { readonly value: unknown }
  /** `NO_ANCHOR`: an unquoted value begins with `*`. `ALIASES`: they multiply, or hold themselves. */
  | { readonly fault: "NO_ANCHOR" | "ALIASES"; /** Where in the text. */ readonly at: number };

/** The content of a document that was parsed without errors. Whatever stands in it, nothing is thrown. */
export function yamlContent(document: Document): YamlContent {
  const lost = aliasWithoutAnchor(document);
  if (lost !== null) return { fault: "NO_ANCHOR", at: lost };
  try {
    return { value: JSON.parse(JSON.stringify(document.toJS() ?? null)) as unknown };
  } catch {
    // The parser gives up on aliases with errors of several classes, and JSON on what holds itself.
    return { fault: "ALIASES", at: 0 };
  }
}

/** Where an alias stands of which no anchor is set before it. */
function aliasWithoutAnchor(document: Document): number | null {
  const anchors = new Set<string>();
  let at: number | null = null;
  visit(document, (_, node) => {
    if (isAlias(node)) {
      if (anchors.has(node.source)) return undefined;
      at = node.range?.[0] ?? 0;
      return visit.BREAK;
    }
    if (isNode(node) && node.anchor !== undefined) anchors.add(node.anchor);
    return undefined;
  });
  return at;
}
