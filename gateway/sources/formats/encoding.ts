import { FileFault } from "../file-fault.js";
import { decodeWindows1252 } from "./windows-1252.js";

const BYTE_ORDER_MARK = Buffer.from([0xef, 0xbb, 0xbf]);
/** A letter of UTF-8 has at most four bytes. */
const LONGEST_LETTER = 4;

/**
 * The text of a file that is UTF-8, with or without byte order mark, or else Windows-1252.
 * @throws {FileFault} when it is neither
 */
export function decodeUtf8OrWindows1252(bytes: Buffer): string {
  const text = utf8(bytes);
  if (text !== null) return text;
  if (bytes.subarray(0, 3).equals(BYTE_ORDER_MARK)) throw new FileFault("the file says that it is UTF-8, and is not: it is cut off or damaged");
  if (isCutUtf8(bytes)) throw new FileFault("the file ends within a letter of UTF-8: it is cut off");
  return windows1252(bytes);
}

/**
 * The text of a file that must be Windows-1252.
 * @throws {FileFault} when it has bytes that Windows-1252 lacks or is plainly UTF-8, as of an extract (contract 1)
 */
export function decodeWindows1252Only(bytes: Buffer): string {
  if (bytes.some((byte) => byte > 127) && utf8(bytes) !== null) {
    throw new FileFault("the text is UTF-8, not Windows-1252: send the file again in Windows-1252");
  }
  return windows1252(bytes);
}

function windows1252(bytes: Buffer): string {
  const text = decodeWindows1252(bytes);
  const at = text.indexOf("\uFFFD");
  if (at === -1) return text;
  const line = text.slice(0, at).split("\n").length;
  throw new FileFault(`line ${line} holds the byte 0x${bytes[at]!.toString(16).toUpperCase()}, which is not Windows-1252`);
}

/** Null when the bytes are not UTF-8. */
function utf8(bytes: Buffer): string | null {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (error) {
    if (error instanceof TypeError) return null;
    throw error;
  }
}

/** Whether only the end is missing to be UTF-8 with letters beyond ASCII. */
function isCutUtf8(bytes: Buffer): boolean {
  for (let lost = 1; lost < LONGEST_LETTER; lost += 1) {
    const kept = bytes.subarray(0, bytes.length - lost);
    if (utf8(kept) !== null) return kept.some((byte) => byte > 127);
  }
  return false;
}
