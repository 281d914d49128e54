/** Whether something that was answered is an address. */
export function isAddress(value: unknown): value is string {
  return typeof value === "string" && URL.canParse(value);
}

/** The origin of what was typed as the gateway's address, or null when it is no web address. */
export function gatewayAddress(typed: string): string | null {
  return issuerAddress(typed) === null ? null : new URL(typed.trim()).origin;
}

/** What was typed as the issuer's address, or null when it is no web address. Not a letter of it may change. */
export function issuerAddress(typed: string): string | null {
  const address = typed.trim();
  if (!URL.canParse(address)) return null;
  const { protocol } = new URL(address);
  return protocol === "http:" || protocol === "https:" ? address : null;
}

/**
 * The match pattern of what was typed as a host, or null when it names none: `https://sosys.example.se` is
 * `https://sosys.example.se/*`. A port is left out: Firefox knows none in patterns, and a permission is for all of them.
 * Every host at once is none: nobody needs to see all pages.
 */
export function hostPattern(typed: string): string | null {
  const parts = /^(\*|https?):\/\/((?:\*\.)?[a-z0-9]+(?:[.-]+[a-z0-9]+)*)(?::(?:\d+|\*))?(\/\S*)?$/i.exec(typed.trim());
  if (!parts) return null;
  const [, scheme, host, path = "/"] = parts;
  return `${scheme!.toLowerCase()}://${host!.toLowerCase()}${path === "/" ? "/*" : path}`;
}

/** What the browser is asked for so that an address, or the pages of a match pattern, may be reached. */
export function originPermission(addressOrPattern: string): string {
  const parts = /^([^:]+):\/\/([^/:]+)/.exec(addressOrPattern);
  if (!parts) throw new TypeError("neither an address nor a match pattern");
  return `${parts[1]!}://${parts[2]!}/*`;
}
