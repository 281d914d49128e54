import { createPublicKey } from "node:crypto";

// Whoever packs and signs the extension has a key pair of their own. Nobody has the private half of this one: it only
// gives the unpacked extension of demo and tests its id.
const KEY = [
  "MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAv55/FyHIeF7EJlWKFf1QqszbrHNx8pgODORbSJhlRvYCQF1Ilrmh36YybWatziyVNkg1",
  "Vs9KnDpr3wgKk8zMTpqPJykPw03ZXbKnLzV8PO/m8fqhcMjdB1ggUjAgABdpW9JDuEFg4rLxwlv7xfsT+sTAVcwRiI6AcYNhIcAB6Td2gR+hz0uo",
  "5LYUMOJ0OrzSLa0l+J56cbbzLkQPEhMAqIpWUhyJxYt5AKHuAwFFU7Jkjw/yoyiZj1h5ZLZAvslvJcy0ogCVjg9NdmapBzxnrOKRVKnf6aB6EZrA",
  "I/9+IJPIXpU0ytyHMXAi2yBb72IPnJnV6lXE/DnJl4d8Mwc3sQIDAQAB",
].join("");
const FIREFOX_ID = "overblick@overblick.example";
const HOST_PLACES = 12;
const GATEWAY_PLACES = 4;
const OPTIONAL_PLACES = 4;
/** A page script without any match pattern is none to the browsers: this host can't exist (RFC 2606). */
const NO_HOST = "https://overblick.invalid/*";
const MATCH_PATTERN = /^(\*|https?):\/\/(\*|(\*\.)?[^/*:\s]+)(:\d+)?\/\S*$/;

/**
 * What Plasmo puts in the places of the manifest and the sources, by the variables of a city's build (build-extension.mjs lists
 * them). Plasmo replaces "$NAME" by one text, never by a list, and drops what is not set: so each pattern has a numbered place
 * (contents/overlay.ts and "manifest" in package.json).
 * @throws Error that names the variable and what stands in it
 */
export function buildVariables(environment, isFirefox) {
  const hosts = patternsOf(environment, "OVERBLICK_HOSTS", "http://localhost/*,http://127.0.0.1/*");
  const optional = patternsOf(environment, "OVERBLICK_OPTIONAL_HOSTS", "https://*/*,http://*/*");
  const gateways = listOf(environment.OVERBLICK_GATEWAY || "http://127.0.0.1:4000,http://localhost:4000");
  const issuers = listOf(environment.OVERBLICK_ISSUER || "http://127.0.0.1:4002");
  return {
    ...places("OVERBLICK_HOST", hosts.length === 0 ? [NO_HOST] : hosts, HOST_PLACES, "OVERBLICK_HOSTS"),
    ...places("OVERBLICK_PERMISSION", [...new Set([...gateways, ...issuers].map(permissionFor))], GATEWAY_PLACES, "OVERBLICK_GATEWAY, OVERBLICK_ISSUER"),
    ...places("OVERBLICK_OPTIONAL", optional, OPTIONAL_PLACES, "OVERBLICK_OPTIONAL_HOSTS"),
    OVERBLICK_FIREFOX_ID: environment.OVERBLICK_FIREFOX_ID || FIREFOX_ID,
    // Plasmo leaves out what is empty; in Firefox an id is no matter of keys.
    OVERBLICK_KEY: isFirefox ? "" : keyOf(environment.OVERBLICK_KEY || KEY),
    PLASMO_PUBLIC_GATEWAY: gateways[0],
    PLASMO_PUBLIC_ISSUER: issuers[0],
    PLASMO_PUBLIC_CLIENT: environment.OVERBLICK_CLIENT || "overblick-extension",
    PLASMO_PUBLIC_SCOPE: environment.OVERBLICK_SCOPE || "openid offline_access",
  };
}

/** The parts of a comma-separated variable, without empty ones. */
function listOf(text) {
  return text.split(",").map((part) => part.trim()).filter(Boolean);
}

/** Match patterns of a variable; "none" alone is none. */
function patternsOf(environment, name, fallback) {
  const patterns = [...new Set(listOf(environment[name] || fallback))];
  if (patterns.join() === "none") return [];
  for (const pattern of patterns) {
    if (!MATCH_PATTERN.test(pattern)) throw new Error(`${name}: "${pattern}" is not a match pattern such as https://sosys.example.se/*`);
  }
  return patterns;
}

/** The match pattern that lets the service worker call an address, whatever its port. */
function permissionFor(address) {
  if (!URL.canParse(address)) throw new Error(`OVERBLICK_GATEWAY, OVERBLICK_ISSUER: "${address}" is not an address such as https://overblick.example.se`);
  const { protocol, hostname } = new URL(address);
  return `${protocol}//${hostname}/*`;
}

function places(prefix, values, most, variable) {
  if (values.length > most) throw new Error(`${variable}: at most ${most} are possible, ${values.length} were given.`);
  return Object.fromEntries(values.map((value, index) => [`${prefix}_${index + 1}`, value]));
}

/** A key that is none would make a manifest that no browser loads. */
function keyOf(text) {
  const key = text.replace(/\s/g, "");
  try {
    createPublicKey({ key: Buffer.from(key, "base64"), format: "der", type: "spki" });
  } catch (error) {
    throw new Error("OVERBLICK_KEY is not a public key as docs/rollout.md makes it (DER in base64, on one line).", { cause: error });
  }
  return key;
}
