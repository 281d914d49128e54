/** Roles of contract 4. MANAGER is the unit's head or deputy. */
export const ROLES = ["CASEWORKER", "MANAGER", "CONTROLLER", "INTEGRATION", "OPERATOR", "PROVIDER"] as const;
export type Role = (typeof ROLES)[number];

/** Who asks: what a verified token says. What a token doesn't name is not there, and gives nothing. */
export interface Viewer {
  /** Signature of a caseworker or other user; name of a system. Who it is in the access log. */
  readonly subject: string;
  readonly roles: readonly Role[];
  /** Codes of the viewer's own units; null: the whole city. None at all (`[]`) for a provider. */
  readonly units: readonly string[] | null;
  /** Whom the viewer stands in for, and when. What holds today is read by `reachOn` (cover.ts) and nowhere else. */
  readonly covers?: readonly Cover[];
  /** Of a provider: its code (UTFORARE). */
  readonly provider?: string;
  /** Of an integration: what it may take from the change feed. */
  readonly feed?: Feed;
}

/**
 * A time in which the viewer stands in for a whole unit, or for a colleague by signature. `from` and `until` are calendar
 * dates (`YYYY-MM-DD`), both included.
 */
export type Cover =
  | { readonly unit: string; readonly from: string; readonly until: string }
  | { readonly colleague: string; readonly from: string; readonly until: string };

/** What an integration was granted. */
export interface Feed {
  /** Fact types of contract 4 (`FactType`), or null: all. */
  readonly types: readonly string[] | null;
  /** Codes of districts, or null: all. */
  readonly districts: readonly string[] | null;
  /**
   * The name under which the keys of persons are made for this system: systems of different names get different keys
   * for the same person, and can't join what they were given.
   */
  readonly pseudonyms: string;
}

/** The word in a token's claims for all units, types or districts. It has to be said: a missing claim gives none. */
export const EVERYTHING = "*";
