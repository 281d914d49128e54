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
import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { buildVariables } from "./packaging/build-variables.mjs";

function fail(message) {
  console.error(message);
  process.exit(1);
}

function variables(isFirefox) {
  try {
    return buildVariables(process.env, isFirefox);
  } catch (error) {
    return fail(error.message);
  }
}

const isFirefox = process.argv.some((argument) => argument.startsWith("--target=firefox"));
const options = {
  cwd: dirname(fileURLToPath(import.meta.url)),
  stdio: "inherit",
  env: { ...process.env, ...variables(isFirefox) },
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
