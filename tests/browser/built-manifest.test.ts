import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { beforeAll, describe, expect, it } from "vitest";
import { projectRoot, projectVersion } from "../../gateway/project-root.js";

const BUILD = join(projectRoot(), "extension", "build", "chrome-mv3-prod");

interface Manifest {
  readonly manifest_version: number;
  readonly version: string;
  readonly permissions: readonly string[];
  readonly host_permissions: readonly string[];
  readonly optional_host_permissions: readonly string[];
  readonly content_security_policy: { readonly extension_pages: string };
  readonly content_scripts: readonly { readonly js: readonly string[]; readonly matches: readonly string[]; readonly all_frames: boolean; readonly run_at: string }[];
  readonly background: { readonly service_worker: string };
  readonly storage: { readonly managed_schema: string };
}

let manifest: Manifest;

beforeAll(() => {
  const file = join(BUILD, "manifest.json");
  if (!existsSync(file)) throw new Error(`The extension is not built: ${file} is missing. Run "npm run build:extension" first.`);
  manifest = JSON.parse(readFileSync(file, "utf8")) as Manifest;
});

// Plasmo ships <all_urls> without a word when it can't read a content script's config: only the built file tells.
describe("the built extension", () => {
  it("has one content script, in all frames of the hosts of the build and nowhere else", () => {
    expect(manifest.content_scripts.map(({ matches, all_frames, run_at }) => ({ matches, all_frames, run_at }))).toEqual([
      { matches: ["http://localhost/*", "http://127.0.0.1/*"], all_frames: true, run_at: "document_idle" },
    ]);
  });

  it("asks for storage, the browser's window to sign in with, running its script on hosts that are named later, the side panel, an alarm to count by, and whether the machine is locked", () => {
    expect(manifest.permissions.toSorted()).toEqual(["alarms", "identity", "idle", "scripting", "sidePanel", "storage"]);
  });

  it("may call the gateway and the issuer and nobody else", () => {
    expect(manifest.host_permissions).toEqual(["http://127.0.0.1/*", "http://localhost/*"]);
  });

  it("may ask for web pages later, and has none of them until somebody says yes", () => {
    expect(manifest.optional_host_permissions).toEqual(["https://*/*", "http://*/*"]);
  });

  it("asks for nothing else", () => {
    expect(Object.keys(manifest).sort()).toEqual([
      "action", "background", "commands", "content_scripts", "content_security_policy", "default_locale", "description", "host_permissions", "icons", "key",
      "manifest_version", "minimum_chrome_version", "name", "optional_host_permissions", "options_ui", "permissions", "side_panel", "storage", "version",
    ]);
  });

  it("runs its own code alone on its own pages, which nobody may put into a frame", () => {
    expect(manifest.content_security_policy).toEqual({ extension_pages: "script-src 'self'; object-src 'none'; frame-ancestors 'none';" });
  });

  it("tells administrators which settings there are", () => {
    const { properties } = JSON.parse(readFileSync(join(BUILD, manifest.storage.managed_schema), "utf8")) as { readonly properties: object };
    expect(Object.keys(properties)).toEqual(["gateway", "issuer", "clientId", "scope", "hosts", "language"]);
  });

  it("has its name and description in both languages", () => {
    const descriptions = ["sv", "en"].map((language) => JSON.parse(readFileSync(join(BUILD, "_locales", language, "messages.json"), "utf8")) as { readonly description: { readonly message: string } });
    expect(descriptions.map(({ description }) => description.message)).toEqual([
      "Visar vad som är försenat, saknas eller ligger utanför delegation på verksamhetssystemets sidor.",
      "Shows what is late, missing or outside delegation on the pages of the social services' case system.",
    ]);
  });

  it("has the version of the gateway that it asks", () => {
    expect(manifest.version).toBe(projectVersion());
  });

  it("has a service worker", () => {
    expect(manifest.manifest_version).toBe(3);
    expect(existsSync(join(BUILD, manifest.background.service_worker))).toBe(true);
  });

  it("puts less than 40 kB on a page, compressed", () => {
    const bytes = manifest.content_scripts.flatMap(({ js }) => js).map((file) => gzipSync(readFileSync(join(BUILD, file))).length);
    expect(bytes.reduce((sum, each) => sum + each, 0)).toBeLessThan(40_000);
  });

  it("asks for closed shadow roots, and has no way to open ones", () => {
    const texts = manifest.content_scripts.flatMap(({ js }) => js).map((file) => readFileSync(join(BUILD, file), "utf8"));
    expect(texts.flatMap((text) => text.match(/mode:\s*"\w+"/g) ?? []).every((each) => each === 'mode:"closed"')).toBe(true);
    expect(texts.join().match(/attachShadow\(\{mode:"closed"\}\)/g)?.length).toBe(texts.join().split("attachShadow(").length - 1);
  });

  it("carries no source maps", () => {
    expect(readdirSync(BUILD, { recursive: true }).filter((name) => String(name).endsWith(".map"))).toEqual([]);
  });
});
