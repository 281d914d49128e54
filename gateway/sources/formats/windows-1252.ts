/**
 * What Windows-1252 has in the bytes 80-9F, where ISO 8859-1 has control characters; the five bytes that it leaves
 * undefined stand as U+FFFD. Node 20's own decoder reads these bytes as ISO 8859-1, so it can't be used.
 */
const HIGH_CONTROLS = "€\uFFFD‚ƒ„…†‡ˆ‰Š‹Œ\uFFFDŽ\uFFFD\uFFFD‘’“”•–—˜™š›œ\uFFFDžŸ";

/** Decodes Windows-1252. */
export function decodeWindows1252(bytes: Buffer): string {
  return bytes.toString("latin1").replace(/[\u0080-\u009f]/g, (character) => HIGH_CONTROLS[character.charCodeAt(0) - 0x80]!);
}
