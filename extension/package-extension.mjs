import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { archive, readBuilt } from "./packaging/archive.mjs";
import { chromiumUpdates, firefoxUpdates } from "./packaging/update-manifests.mjs";

/*
 * npm run package: builds the extension for Chrome, Edge and Firefox (build-extension.mjs has the variables), and packs it for
 * their stores. With OVERBLICK_UPDATES, an https address at which the city itself gives out the extension, also for that
 * (docs/rollout.md). The same build gives the same files to the byte.
 *
 *   --built       packs what is built already
 *   --out FOLDER  where to; build/packages if left out
 */
const folder = import.meta.dirname;
const TARGETS = ["chrome-mv3", "edge-mv3", "firefox-mv3"];

function build(target) {
  const { status } = spawnSync(process.execPath, [join(folder, "build-extension.mjs"), `--target=${target}`], { cwd: folder, stdio: ["ignore", "ignore", "inherit"] });
  if (status !== 0) throw new Error(`The extension could not be built for ${target}: npm run build -w extension -- --target=${target} says why.`);
}

function built(target) {
  return readBuilt(join(folder, "build", `${target}-prod`));
}

/** Stores give the id themselves, and refuse a manifest that names a key or where to look for updates. */
function forStore({ key: _key, ...manifest }) {
  return manifest;
}

/** What the stores get. */
function storePackages() {
  const [chrome, edge, firefox] = [built("chrome-mv3"), built("edge-mv3"), built("firefox-mv3")];
  const { version } = chrome.manifest;
  return new Map([
    [`overblick-${version}-chrome-web-store.zip`, archive(chrome, forStore(chrome.manifest))],
    [`overblick-${version}-edge-add-ons.zip`, archive(edge, forStore(edge.manifest))],
    [`overblick-${version}-firefox-add-ons.xpi`, archive(firefox, firefox.manifest)],
  ]);
}

/** What a city gives out itself; the archive for Chrome and Edge is yet to be signed, and so is Firefox's. */
function ownPackages(updates) {
  const [chrome, firefox] = [built("chrome-mv3"), built("firefox-mv3")];
  const { version } = chrome.manifest;
  const gecko = firefox.manifest.browser_specific_settings.gecko;
  const ofFirefox = { ...firefox.manifest, browser_specific_settings: { gecko: { ...gecko, update_url: `${updates}/updates.json` } } };
  return new Map([
    [`self-hosted/overblick-${version}-chromium.zip`, archive(chrome, { ...chrome.manifest, update_url: `${updates}/updates.xml` })],
    ["self-hosted/updates.xml", chromiumUpdates(chrome.manifest, `${updates}/overblick-${version}.crx`)],
    [`self-hosted/overblick-${version}-firefox.xpi`, archive(firefox, ofFirefox)],
    ["self-hosted/updates.json", firefoxUpdates(gecko.id, firefox.manifest, `${updates}/overblick-${version}.xpi`)],
  ]);
}

function updatesAddress() {
  const address = process.env.OVERBLICK_UPDATES;
  if (!address) return null;
  if (!URL.canParse(address) || new URL(address).protocol !== "https:") throw new Error(`OVERBLICK_UPDATES: "${address}" is not an address such as https://overblick.example.se/extension`);
  return address.replace(/\/$/, "");
}

const { values } = parseArgs({ options: { built: { type: "boolean", default: false }, out: { type: "string" } } });
const out = values.out === undefined ? join(folder, "build", "packages") : resolve(process.env.INIT_CWD ?? ".", values.out);
const updates = updatesAddress();
if (!values.built) TARGETS.forEach(build);
rmSync(out, { recursive: true, force: true });
for (const [name, content] of [...storePackages(), ...(updates === null ? [] : ownPackages(updates))]) {
  mkdirSync(dirname(join(out, name)), { recursive: true });
  writeFileSync(join(out, name), content);
  process.stdout.write(`${createHash("sha256").update(content).digest("hex")}  ${name}\n`);
}
