import type { FeedReach } from "../access/feed-scope.js";
import { requireRole } from "../access/operations.js";
import type { Viewer } from "../access/viewer.js";
import { RequestError } from "../request-error.js";
import type { FactType } from "../rules/timeline.js";
import { FACT_TYPES } from "./fact-tables.js";

/** What a caller gets of the change feed. */
export interface FeedRights {
  readonly reach: FeedReach;
  readonly types: readonly FactType[];
  /** The name under which persons' keys are made; null: file numbers stand in the facts, too. */
  readonly pseudonyms: string | null;
}

/**
 * The rights of a caller who asks for some types, or for all that they may have. An integration has what its token grants
 * it (contract 4; `feed` of a viewer), whatever other role it has beside; a controller has every type, of the own units.
 * @throws RequestError FORBIDDEN for other roles, and for a type that was not granted
 */
export function feedRights(viewer: Viewer, asked: readonly FactType[] | null | undefined): FeedRights {
  requireRole(viewer, "changes");
  const isIntegration = viewer.roles.includes("INTEGRATION");
  const { types: granted, districts, pseudonyms } = isIntegration ? (viewer.feed ?? NO_FEED) : ALL_WITH_FILE_NUMBERS;
  const may = FACT_TYPES.filter((type) => granted === null || granted.includes(type));
  const refused = asked?.filter((type) => !may.includes(type)) ?? [];
  if (refused.length > 0) throw new RequestError("FORBIDDEN", `Your token does not grant these types: ${refused.join(", ")}.`);
  if (may.length === 0) throw new RequestError("FORBIDDEN", "Your token grants no types of fact: it needs the claim types, or \"*\" for all.");
  const types = asked ? FACT_TYPES.filter((type) => asked.includes(type)) : may;
  return { reach: { units: viewer.units, districts }, types, pseudonyms };
}

const NO_FEED = { types: [], districts: [], pseudonyms: "" };
const ALL_WITH_FILE_NUMBERS = { types: null, districts: null, pseudonyms: null };

/** What cursors are bound to: whoever sees more or less than before was told other things, and has to begin anew. */
export function scopeOf({ reach: { units, districts }, pseudonyms }: FeedRights): string {
  const sorted = (codes: readonly string[] | null): readonly string[] | null => codes && [...new Set(codes)].sort();
  return JSON.stringify([sorted(units), sorted(districts), pseudonyms]);
}
