/** How a key is found in a row (or on a page that is about one client). See contract 5. */
export interface KeySource {
  readonly select?: string;
  readonly column?: string;
  readonly attribute?: string;
  readonly as: "fileNumber" | "personalNumber";
  readonly pattern?: string;
}

/** Where the badge stands, found from the row. */
export interface PlaceRule {
  readonly select?: string;
  readonly column?: string;
  readonly place: "append" | "prepend" | "before" | "after";
}

/** By which a page is recognised: everything that is given has to fit. */
export interface PageMatch {
  readonly url?: string;
  readonly frame?: string;
  readonly has?: string;
}

/** A list of clients: one key and one badge for each row. */
export interface ListPage {
  readonly kind: "list";
  readonly id: string;
  readonly match: PageMatch;
  readonly rows: string;
  readonly key: KeySource;
  readonly badge: PlaceRule;
}

/** A page about one client. */
export interface CasePage {
  readonly kind: "case";
  readonly id: string;
  readonly match: PageMatch;
  readonly key: KeySource;
  readonly badge: PlaceRule;
}

/** A page that something is drawn on. */
export type AdapterPage = ListPage | CasePage;

/** What one adapter file says, as far as this version of the extension uses it. */
export interface Adapter {
  readonly system: string;
  readonly hosts: readonly string[];
  readonly pages: readonly AdapterPage[];
}

type Fields = Readonly<Record<string, unknown>>;

function fieldsOf(value: unknown): Fields | null {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Fields) : null;
}

/** The named texts of an object: null when one of them is there and is no text. */
function texts<Name extends string>(fields: Fields | null, names: readonly Name[]): Partial<Record<Name, string>> | null {
  if (!fields) return null;
  const found: Partial<Record<Name, string>> = {};
  for (const name of names) {
    const value = fields[name];
    if (value === undefined) continue;
    if (typeof value !== "string") return null;
    found[name] = value;
  }
  return found;
}

function keyFrom(value: unknown): KeySource | null {
  const key = texts(fieldsOf(value), ["select", "column", "attribute", "as", "pattern"]);
  if (!key || (key.as !== "fileNumber" && key.as !== "personalNumber")) return null;
  return key.select ?? key.column ?? key.attribute ? { ...key, as: key.as } : null;
}

function placeFrom(value: unknown): PlaceRule | null {
  const rule = texts(fieldsOf(value), ["select", "column", "place"]);
  if (!rule || !(rule.select ?? rule.column)) return null;
  const { place } = rule;
  return place === "append" || place === "prepend" || place === "before" || place === "after" ? { ...rule, place } : null;
}

function pageFrom(value: unknown): AdapterPage | null {
  const fields = fieldsOf(value);
  const named = texts(fields, ["id", "kind", "rows"]);
  const match = texts(fieldsOf(fields?.["match"]), ["url", "frame", "has"]);
  const key = keyFrom(fields?.["key"]);
  const badge = placeFrom(fields?.["badge"]);
  if (!named?.id || !match || !key || !badge) return null;
  if (named.kind === "list") return named.rows ? { kind: "list", id: named.id, match, rows: named.rows, key, badge } : null;
  return named.kind === "case" ? { kind: "case", id: named.id, match, key, badge } : null;
}

/**
 * Reads the content of a served adapter. Pages of kinds that are not drawn on, or that this version does not
 * understand, are left out; null when it is no adapter at all. The gateway has checked it against the schema before.
 */
export function adapterFrom(content: unknown): Adapter | null {
  const fields = fieldsOf(content);
  const system = fields?.["system"];
  const hosts = fields?.["hosts"];
  const pages = fields?.["pages"];
  if (typeof system !== "string" || !Array.isArray(hosts) || !Array.isArray(pages)) return null;
  return {
    system,
    hosts: hosts.filter((host) => typeof host === "string"),
    pages: pages.map(pageFrom).filter((page) => page !== null),
  };
}
