/**
 * Windows-1252 both ways, as the case system speaks it. By a table of our own: `TextDecoder("windows-1252")` of
 * Node 20 reads the bytes 80-9F as control characters instead of dashes, quotes and the euro sign.
 */

/** What the bytes 80-9F mean; the five unused ones keep their own code, as browsers do. */
const UPPER_CONTROLS =
  "\u20ac\u0081\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\u008d\u017d\u008f" +
  "\u0090\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\u009d\u017e\u0178";

const BYTE_OF = new Map([...UPPER_CONTROLS].map((character, index) => [character.charCodeAt(0), 0x80 + index]));

/** The text that these bytes spell. Every byte has a meaning, so nothing can fail. */
export function decodeWindows1252(bytes: Uint8Array): string {
  return Buffer.from(bytes)
    .toString("latin1")
    .replace(/[\x80-\x9f]/g, (control) => UPPER_CONTROLS.charAt(control.charCodeAt(0) - 0x80));
}

/** The bytes of a text. A character that the code page lacks becomes an HTML reference, as browsers do in forms. */
export function encodeWindows1252(text: string): Buffer {
  const bytes: number[] = [];
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    const byte = code < 0x80 || (code >= 0xa0 && code <= 0xff) ? code : BYTE_OF.get(code);
    if (byte === undefined) bytes.push(...Buffer.from(`&#${code};`, "latin1"));
    else bytes.push(byte);
  }
  return Buffer.from(bytes);
}
