import type { JWTPayload } from "jose";
import { type ClaimMapping, type ClaimRule, OWN_CLAIMS } from "./claim-mapping.js";
import { parseCover } from "./cover.js";
import { EVERYTHING, type Feed, ROLES, type Role, type Viewer } from "./viewer.js";

/**
 * The viewer that a verified token's claims describe. Without a mapping the claims are called and valued as we do:
 * `sub`, `roles` (names of contract 4), `units` (unit codes, or `"*"` for the whole city), `covers` ({@link parseCover}),
 * `provider` (its code), and for integrations `types`, `districts` and `pseudonyms`. Values that are not ours are passed
 * over; what is missing gives nothing.
 *
 * @returns null when the claims describe nobody: no subject, no role of ours, or a caseworker without units or with the
 *   whole city
 */
export function viewerOf(claims: JWTPayload, mapping: ClaimMapping = OWN_CLAIMS): Viewer | null {
  const [subject] = texts(claims, mapping.subject);
  const roles = texts(claims, mapping.roles).filter(isRole);
  const units = unitsOf(roles, texts(claims, mapping.units));
  if (subject === undefined || roles.length === 0) return null;
  if (roles.includes("CASEWORKER") && (units === null || units.length === 0)) return null;
  const covers = entries(claims, mapping.covers).flatMap((claim) => parseCover(claim) ?? []);
  return Object.freeze({
    subject,
    roles: Object.freeze(roles),
    units: units && Object.freeze(units),
    ...(covers.length > 0 && { covers: Object.freeze(covers) }),
    ...(roles.includes("PROVIDER") && { provider: texts(claims, mapping.provider)[0] ?? subject }),
    ...(roles.includes("INTEGRATION") && { feed: feedOf(claims, mapping, subject) }),
  });
}

/**
 * Roles and units are lists apart, so that "the whole city" does not say whose it is. Named units beside it are those of a
 * manager: a head who is a controller as well becomes no head of every unit, and has figures of the own units alone.
 */
function unitsOf(roles: readonly Role[], claimed: string[]): string[] | null {
  if (roles.every((role) => role === "PROVIDER")) return [];
  const named = claimed.filter((unit) => unit !== EVERYTHING);
  return roles.includes("MANAGER") && named.length > 0 ? named : orEverything(claimed);
}

function feedOf(claims: JWTPayload, mapping: ClaimMapping, subject: string): Feed {
  return Object.freeze({
    types: orEverything(texts(claims, mapping.types)),
    districts: orEverything(texts(claims, mapping.districts)),
    pseudonyms: texts(claims, mapping.pseudonyms)[0] ?? subject,
  });
}

/** The claims by which {@link viewerOf}, without a mapping, gives the viewer back; the subject stands apart. */
export function claimsOf({ roles, units, covers, provider, feed }: Viewer): JWTPayload {
  return {
    roles,
    units: units ?? EVERYTHING,
    ...(covers && { covers }),
    ...(provider && { provider }),
    ...(feed && { types: feed.types ?? EVERYTHING, districts: feed.districts ?? EVERYTHING, pseudonyms: feed.pseudonyms }),
  };
}

/** Issuers write a list of one as the one alone. */
function entries(claims: JWTPayload, { claim }: ClaimRule): readonly unknown[] {
  let value: unknown = claims;
  for (const name of typeof claim === "string" ? [claim] : claim) {
    value = typeof value === "object" && value !== null ? (value as Readonly<Record<string, unknown>>)[name] : undefined;
  }
  return Array.isArray(value) ? value : [value];
}

/** The claim's texts, in our words where the mapping has words for them; then all others are passed over. */
function texts(claims: JWTPayload, rule: ClaimRule): string[] {
  const found = entries(claims, rule).filter((entry): entry is string => typeof entry === "string" && entry !== "");
  const { values } = rule;
  return values === undefined ? found : [...new Set(found.flatMap((text) => (Object.hasOwn(values, text) ? (values[text] ?? []) : [])))];
}

function orEverything(texts: string[]): string[] | null {
  return texts.includes(EVERYTHING) ? null : texts;
}

function isRole(name: string): name is Role {
  return ROLES.some((role) => role === name);
}
