/** Roles of contract 4. MANAGER is the unit's head or deputy. */
export const ROLES = ["CASEWORKER", "MANAGER", "CONTROLLER", "INTEGRATION", "OPERATOR", "PROVIDER"] as const;
export type Role = (typeof ROLES)[number];

/** Who asks: what a verified token says. */
export interface Viewer {
  /** Signature of a caseworker or other user; for a provider its code (UTFORARE). */
  readonly subject: string;
  readonly roles: readonly Role[];
  /** Codes of the viewer's units; null: the whole city. None at all (`[]`) for a provider. */
  readonly units: readonly string[] | null;
}

/** The word in a token's `units` claim for the whole city. It has to be said: a missing claim gives no unit at all. */
export const WHOLE_CITY = "*";
