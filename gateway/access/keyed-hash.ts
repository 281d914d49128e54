import { createHmac } from "node:crypto";
import type { KeyRing } from "./keys.js";

/*
 * Keyed hashes (HMAC-SHA-256) stand for what is sealed, since two seals of one text differ. Each begins with what it is
 * a hash of, so that none says anything of another.
 */

/** By which a person is found: the hash of a personal number, written as the case system delivers it. */
export function hashOfNumber(ring: KeyRing, personalNumber: string): Buffer {
  return hashOf(ring, "number", personalNumber);
}

/** The pseudonym of a person, for those who may have facts of persons but not know who they are. */
export function pseudonymOfPerson(ring: KeyRing, fileNumber: string): Buffer {
  return hashOf(ring, "person", fileNumber);
}

/** By which a merge sees that a row's personal columns changed. */
export function hashOfRow(ring: KeyRing, values: readonly (string | null)[]): Buffer {
  return hashOf(ring, "row", JSON.stringify(values));
}

function hashOf(ring: KeyRing, kind: string, text: string): Buffer {
  return createHmac("sha256", ring.hashing).update(`${kind}:${text}`).digest();
}
