/** What code page 437 (PC8) has in the bytes 80-FF. Node's own decoder does not know it. */
const HIGH =
  "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐" +
  "└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u00a0";

/** Decodes bytes of code page 437, given as a text of one character for each byte (`latin1`). */
export function decodeCodePage437(bytes: string): string {
  return bytes.replace(/[\u0080-\u00ff]/g, (byte) => HIGH[byte.charCodeAt(0) - 0x80]!);
}
