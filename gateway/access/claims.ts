import type { JWTPayload } from "jose";
import { ROLES, type Role, type Viewer, WHOLE_CITY } from "./viewer.js";

/**
 * The viewer that a verified token's claims describe: `sub`, `roles` (names of contract 4) and `units` (unit codes, or
 * `"*"` for the whole city). Roles that are not ours are passed over; what is missing gives nothing.
 *
 * @returns null when the claims describe nobody: no subject, no role of ours, or a caseworker without units
 */
export function viewerOf(claims: JWTPayload): Viewer | null {
  const { sub } = claims;
  const roles = texts(claims["roles"]).filter(isRole);
  const units = claims["units"] === WHOLE_CITY ? null : texts(claims["units"]);
  if (sub === undefined || sub === "" || roles.length === 0) return null;
  if (roles.includes("CASEWORKER") && (units === null || units.length === 0)) return null;
  return Object.freeze({ subject: sub, roles: Object.freeze(roles), units: units && Object.freeze(units) });
}

/** The claims by which {@link viewerOf} gives the viewer back. */
export function claimsOf({ roles, units }: Viewer): JWTPayload {
  return { roles, units: units ?? WHOLE_CITY };
}

function texts(claim: unknown): string[] {
  const entries: readonly unknown[] = Array.isArray(claim) ? claim : [];
  return entries.filter((entry): entry is string => typeof entry === "string" && entry !== "");
}

function isRole(name: string): name is Role {
  return ROLES.some((role) => role === name);
}
