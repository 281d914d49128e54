/** A value as the text format of COPY has it; null as `\N`. */
export function copyText(value: string | null): string {
  if (value === null) return "\\N";
  if (!/[\\\t\n\r]/.test(value)) return value;
  return value.replaceAll("\\", "\\\\").replaceAll("\t", "\\t").replaceAll("\n", "\\n").replaceAll("\r", "\\r");
}

/** Bytes as the text format of COPY has a `bytea`. */
export function copyBytes(bytes: Buffer): string {
  return `\\\\x${bytes.toString("hex")}`;
}
