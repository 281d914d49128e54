import { createCipheriv, createDecipheriv } from "node:crypto";
import { keyOfCursors, nonceOfCursor } from "./keyed-hash.js";
import type { KeyRing } from "./keys.js";

/*
 * What a receiver gets of a cursor, and can read nothing of but that two are of one content:
 *
 *   1 byte   version of the cursor
 *   12 bytes nonce, a keyed hash of scope and content: what is read again from the same place is the same text
 *   m bytes  the content under AES-256-GCM
 *   16 bytes tag
 *
 * Version and scope are authenticated with it: in another scope it does not open.
 */
const ALGORITHM = "aes-256-gcm";
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** Seals the content of a cursor: always the same for one scope and content. @param scope what the reader may see, as text */
export function sealCursor(ring: KeyRing, version: number, scope: string, content: Buffer): Buffer {
  const nonce = nonceOfCursor(ring, `${scope}\n${content.toString("hex")}`).subarray(0, NONCE_BYTES);
  const cipher = createCipheriv(ALGORITHM, keyOfCursors(ring), nonce, { authTagLength: TAG_BYTES });
  cipher.setAAD(associated(version, scope));
  const text = cipher.update(content);
  cipher.final();
  return Buffer.concat([Buffer.from([version]), nonce, text, cipher.getAuthTag()]);
}

/** The content of a cursor; null when it was not sealed here, in this version and for this scope. */
export function openCursor(ring: KeyRing, version: number, scope: string, sealed: Buffer): Buffer | null {
  if (sealed[0] !== version || sealed.length < 1 + NONCE_BYTES + TAG_BYTES) return null;
  const decipher = createDecipheriv(ALGORITHM, keyOfCursors(ring), sealed.subarray(1, 1 + NONCE_BYTES), { authTagLength: TAG_BYTES });
  decipher.setAAD(associated(version, scope));
  decipher.setAuthTag(sealed.subarray(-TAG_BYTES));
  const content = decipher.update(sealed.subarray(1 + NONCE_BYTES, -TAG_BYTES));
  try {
    decipher.final();
  } catch {
    // The tag is another one's: it is no cursor of ours, and the caller says so.
    return null;
  }
  return content;
}

function associated(version: number, scope: string): Buffer {
  return Buffer.concat([Buffer.from([version]), Buffer.from(scope, "utf8")]);
}
