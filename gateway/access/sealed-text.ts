import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import type { KeyRing } from "./keys.js";

/*
 * What is stored of a sealed value, and nothing else tells more of it than its length:
 *
 *   1 byte   version of this format: 1
 *   1 byte   length of the key's id
 *   n bytes  the key's id
 *   12 bytes nonce, random
 *   m bytes  the text under AES-256-GCM
 *   16 bytes tag
 *
 * Version, key id and the column that the value belongs to are authenticated with it: a value that was moved to another
 * column does not open.
 */
const ALGORITHM = "aes-256-gcm";
const VERSION = 1;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** The column that a sealed value stands in, as `table.column`. */
export type SealedPlace = `${string}.${string}`;

/** A sealed value can't be opened. Says nothing of it. */
export class SealError extends Error {
  readonly code = "SEAL";

  constructor(readonly place: SealedPlace, fault: string, options?: ErrorOptions) {
    super(`A value of ${place} can't be opened: ${fault}.`, options);
    this.name = "SealError";
  }
}

/** Seals a text or bytes with the ring's first key. Two seals of one text differ. */
export function seal(ring: KeyRing, plain: string | Buffer, place: SealedPlace): Buffer {
  const id = Buffer.from(ring.first.id, "latin1");
  const head = Buffer.concat([Buffer.from([VERSION, id.length]), id]);
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(ALGORITHM, ring.first.key, nonce, { authTagLength: TAG_BYTES });
  cipher.setAAD(associated(head, place));
  const text = cipher.update(typeof plain === "string" ? Buffer.from(plain, "utf8") : plain);
  cipher.final();
  return Buffer.concat([head, nonce, text, cipher.getAuthTag()]);
}

/** Opens a sealed value. @throws {SealError} when its key is not on the ring, or the value is not what was sealed here */
export function unseal(ring: KeyRing, sealed: Buffer, place: SealedPlace): Buffer {
  const idEnd = 2 + (sealed[1] ?? 0);
  const textAt = idEnd + NONCE_BYTES;
  if (sealed[0] !== VERSION || sealed.length < textAt + TAG_BYTES) throw new SealError(place, "it is not a sealed value");
  const id = sealed.toString("latin1", 2, idEnd);
  const key = ring.sealing.get(id);
  if (key === undefined) throw new SealError(place, `PERSON_KEYS lacks its key "${id}"`);
  const decipher = createDecipheriv(ALGORITHM, key, sealed.subarray(idEnd, textAt), { authTagLength: TAG_BYTES });
  decipher.setAAD(associated(sealed.subarray(0, idEnd), place));
  decipher.setAuthTag(sealed.subarray(-TAG_BYTES));
  const text = decipher.update(sealed.subarray(textAt, -TAG_BYTES));
  try {
    decipher.final();
  } catch (error) {
    throw new SealError(place, `it was changed, moved from another column, or sealed with another key "${id}"`, { cause: error });
  }
  return text;
}

/** Opens a sealed text. @throws {SealError} as {@link unseal} */
export function unsealText(ring: KeyRing, sealed: Buffer, place: SealedPlace): string {
  return unseal(ring, sealed, place).toString("utf8");
}

/** SQL for the id of the key that a sealed column's value was sealed with. */
export function sealingKeyId(column: string): string {
  return `convert_from(substring(${column} FROM 3 FOR get_byte(${column}, 1)), 'LATIN1')`;
}

function associated(head: Buffer, place: SealedPlace): Buffer {
  return Buffer.concat([head, Buffer.from(place, "utf8")]);
}
