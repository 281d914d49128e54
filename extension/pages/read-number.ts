/**
 * A number as Swedish pages write it: a comma before the decimals, blanks between thousands. Null in doubt: `1.234` is a
 * thousand to some and one and a bit to others.
 */
export function readSwedishNumber(text: string): number | null {
  const written = /^([+-]?)(\d{1,3}(?:[ \u00a0\u202f]\d{3})+|\d+)(?:,(\d+)|\.(\d{1,2}))?$/.exec(text.trim());
  if (!written) return null;
  const [, sign, whole, afterComma, afterPoint] = written;
  return Number(`${sign}${whole!.replace(/\D/g, "")}.${afterComma ?? afterPoint ?? "0"}`);
}

/** A number as programs write it. */
export function readPlainNumber(text: string): number | null {
  return /^[+-]?\d+(\.\d+)?$/.test(text.trim()) ? Number(text) : null;
}
