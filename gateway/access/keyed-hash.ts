import { createHmac, createSecretKey, type KeyObject } from "node:crypto";
import type { KeyRing } from "./keys.js";

/*
 * Keyed hashes (HMAC-SHA-256) stand for what is sealed, since two seals of one text differ. Each begins with what it is
 * a hash of, so that none says anything of another.
 */

/** By which a person is found: the hash of a personal number, written as the case system delivers it. */
export function hashOfNumber({ finding: [key] }: KeyRing, personalNumber: string): Buffer {
  return hashOf(key, "number", personalNumber);
}

/** All that it may be in a database whose hashes are to be rotated, or have been since. */
export function hashesOfNumber({ finding }: KeyRing, personalNumber: string): Buffer[] {
  return finding.map((key) => hashOf(key, "number", personalNumber));
}

/** The pseudonym of a person, for those who may have facts of persons but not know who they are. */
export function pseudonymOfPerson(ring: KeyRing, fileNumber: string): Buffer {
  return hashOf(ring.hashing, "person", fileNumber);
}

/** What stands for the key of another fact about a person, as {@link pseudonymOfPerson} for the person. @param type of contract 4 */
export function pseudonymOfFact(ring: KeyRing, type: string, key: string): Buffer {
  return hashOf(ring.hashing, `fact ${type}`, key);
}

/**
 * The key that one receiver of the change feed gets instead of a pseudonym: receivers of other names get others, and
 * can't join what they were given.
 * @param receiver null: those who get file numbers, too
 */
export function pseudonymFor(ring: KeyRing, receiver: string | null, pseudonym: Buffer): string {
  const kind = receiver === null ? "file numbers" : `receiver ${receiver}`;
  return hashOf(ring.hashing, kind, pseudonym.toString("hex")).subarray(0, PSEUDONYM_BYTES).toString("base64url");
}

const PSEUDONYM_BYTES = 16;

/** The key of the change feed's cursors (`sealed-cursor.ts`), and of nothing else. */
export function keyOfCursors(ring: KeyRing): KeyObject {
  return createSecretKey(hashOf(ring.hashing, "key", "cursors"));
}

/** What a cursor is sealed with besides the key: the same for the same content alone. */
export function nonceOfCursor(ring: KeyRing, content: string): Buffer {
  return hashOf(ring.hashing, "cursor", content);
}

/** By which a merge sees that a row's personal columns changed. */
export function hashOfRow({ finding: [key] }: KeyRing, values: readonly (string | null)[]): Buffer {
  return hashOf(key, "row", JSON.stringify(values));
}

function hashOf(key: KeyObject, kind: string, text: string): Buffer {
  return createHmac("sha256", key).update(`${kind}:${text}`).digest();
}
