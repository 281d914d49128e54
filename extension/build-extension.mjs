// Builds the extension for the hosts of one city.
//
// npm run build -w extension -- [--target=edge-mv3 | --target=firefox-mv3]; without a target it is Chrome's.
//
//   OVERBLICK_HOSTS    match patterns of the case systems' pages, separated by commas; "none" where the policy names them
//   OVERBLICK_GATEWAY  addresses at which the gateway answers, separated by commas; the first is what the options page suggests
//   OVERBLICK_ISSUER   addresses of the city's issuer of tokens (and of its token endpoint, where that is on another host);
//                      the first is the issuer, letter for letter as it names itself
//   OVERBLICK_CLIENT   what the extension is called at the issuer
//   OVERBLICK_SCOPE    what it asks for there
//   OVERBLICK_OPTIONAL_HOSTS  what may be asked for while it runs, for hosts and addresses that the administrator's policy or
//                      whoever uses it names: any by default; "none", or the city's own (https://*.example.se/*)
//   OVERBLICK_FIREFOX_ID  what the extension is called in Firefox, where no key makes the id
//   OVERBLICK_KEY      the public key that makes the extension's id, and so its redirect URI, the same on all computers
//
// Plasmo replaces "$NAME" in the manifest and in a content script's config by one text, never by a list, and drops
// what is not set: so each pattern gets a numbered place (contents/overlay.ts and "manifest" in package.json).
import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

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

/** The parts of a comma-separated variable, without empty ones. */
function listOf(name, fallback) {
  return (process.env[name] || fallback).split(",").map((part) => part.trim()).filter(Boolean);
}

function fail(message) {
  console.error(message);
  process.exit(1);
}

/** The match pattern that lets the service worker call an address, whatever its port. */
function permissionFor(address) {
  if (!URL.canParse(address)) fail(`OVERBLICK_GATEWAY, OVERBLICK_ISSUER: "${address}" is not an address such as https://overblick.example.se`);
  const { protocol, hostname } = new URL(address);
  return `${protocol}//${hostname}/*`;
}

function places(prefix, values, most, variable) {
  if (values.length > most) fail(`${variable}: at most ${most} are possible, ${values.length} were given.`);
  return Object.fromEntries(values.map((value, index) => [`${prefix}_${index + 1}`, value]));
}

/** Match patterns of a variable. */
function patternsOf(name, fallback) {
  const patterns = [...new Set(listOf(name, fallback))];
  if (patterns.join() === "none") return [];
  for (const pattern of patterns) {
    if (!MATCH_PATTERN.test(pattern)) fail(`${name}: "${pattern}" is not a match pattern such as https://sosys.example.se/*`);
  }
  return patterns;
}

const hosts = patternsOf("OVERBLICK_HOSTS", "http://localhost/*,http://127.0.0.1/*");
const optional = patternsOf("OVERBLICK_OPTIONAL_HOSTS", "https://*/*,http://*/*");
const gateways = listOf("OVERBLICK_GATEWAY", "http://127.0.0.1:4000,http://localhost:4000");
const issuers = listOf("OVERBLICK_ISSUER", "http://127.0.0.1:4002");

const isFirefox = process.argv.some((argument) => argument.startsWith("--target=firefox"));
const options = {
  cwd: dirname(fileURLToPath(import.meta.url)),
  stdio: "inherit",
  env: {
    ...process.env,
    ...places("OVERBLICK_HOST", hosts.length === 0 ? [NO_HOST] : hosts, HOST_PLACES, "OVERBLICK_HOSTS"),
    ...places("OVERBLICK_PERMISSION", [...new Set([...gateways, ...issuers].map(permissionFor))], GATEWAY_PLACES, "OVERBLICK_GATEWAY, OVERBLICK_ISSUER"),
    ...places("OVERBLICK_OPTIONAL", optional, OPTIONAL_PLACES, "OVERBLICK_OPTIONAL_HOSTS"),
    OVERBLICK_FIREFOX_ID: process.env.OVERBLICK_FIREFOX_ID || FIREFOX_ID,
    // Plasmo leaves out what is empty; in Firefox an id is no matter of keys.
    OVERBLICK_KEY: isFirefox ? "" : process.env.OVERBLICK_KEY || KEY,
    PLASMO_PUBLIC_GATEWAY: gateways[0],
    PLASMO_PUBLIC_ISSUER: issuers[0],
    PLASMO_PUBLIC_CLIENT: process.env.OVERBLICK_CLIENT || "overblick-extension",
    PLASMO_PUBLIC_SCOPE: process.env.OVERBLICK_SCOPE || "openid offline_access",
  },
};

function build(...extra) {
  const built = spawnSync("plasmo", ["build", ...extra, ...process.argv.slice(2)], options);
  if (built.error) fail(`Plasmo could not be started: ${built.error.message}`);
  if (built.status !== 0) process.exit(built.status ?? 1);
}

/** Where the built page script is. */
function pageScript() {
  const target = /^--target=(.+)$/.exec(process.argv.find((argument) => argument.startsWith("--target=")) ?? "")?.[1] ?? "chrome-mv3";
  const folder = join(options.cwd, "build", `${target}-prod`);
  const { content_scripts: scripts } = JSON.parse(readFileSync(join(folder, "manifest.json"), "utf8"));
  return join(folder, scripts[0].js[0]);
}

// The page script is hoisted: one scope in place of a function for each module, which is a sixth less to load into each frame. The
// extension's own pages are not: hoisted, Parcel forgets one of the workbench's imports.
build("--hoist");
const hoisted = readFileSync(pageScript());
build();
writeFileSync(pageScript(), hoisted);
