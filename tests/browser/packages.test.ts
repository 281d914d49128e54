import { execFile } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { strFromU8, unzipSync } from "fflate";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { projectRoot } from "../../gateway/project-root.js";
import { redirectUri } from "./signed-in-browser.js";

const run = promisify(execFile);
const BUILD = join(projectRoot(), "extension", "build");
const UPDATES = "https://overblick.example.se/extension";
const STORES = ["overblick-0.1.0-chrome-web-store.zip", "overblick-0.1.0-edge-add-ons.zip", "overblick-0.1.0-firefox-add-ons.xpi"];

let folder: string;

/** Packs what is built; `npm run package` has built it. */
async function pack(into: string, environment: NodeJS.ProcessEnv = {}): Promise<void> {
  await run(process.execPath, [join(projectRoot(), "extension", "package-extension.mjs"), "--built", "--out", join(folder, into)], {
    env: { ...process.env, OVERBLICK_UPDATES: `${UPDATES}/`, ...environment },
  });
}

function read(name: string, from = "one"): Buffer {
  return readFileSync(join(folder, from, name));
}

function entries(name: string): Record<string, Uint8Array> {
  return unzipSync(read(name));
}

function manifestOf(name: string): Record<string, unknown> {
  return JSON.parse(strFromU8(entries(name)["manifest.json"]!)) as Record<string, unknown>;
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "overblick-packages-"));
  await pack("one");
});
afterAll(() => rm(folder, { recursive: true }));

describe("the packages", () => {
  it("are three for the stores and four for a city that gives the extension out itself", () => {
    expect(readdirSync(join(folder, "one"), { recursive: true }).map(String).sort()).toEqual([
      ...STORES, "self-hosted", "self-hosted/overblick-0.1.0-chromium.zip", "self-hosted/overblick-0.1.0-firefox.xpi", "self-hosted/updates.json", "self-hosted/updates.xml",
    ]);
  });

  it("are the same to the byte each time, on a clock anywhere", async () => {
    await pack("two", { TZ: "Pacific/Kiritimati" });
    expect(STORES.map((name) => read(name).equals(read(name, "two")))).toEqual([true, true, true]);
  });

  it.each(STORES)("%s holds what the extension needs and nothing else, in order", (name) => {
    const names = Object.keys(entries(name));
    expect(names).toEqual(names.toSorted());
    expect(names.map((entry) => entry.replace(/\.[0-9a-f]{8}\./, ".HASH."))).toEqual([
      "_locales/en/messages.json", "_locales/sv/messages.json",
      "icon128.plasmo.HASH.png", "icon16.plasmo.HASH.png", "icon32.plasmo.HASH.png", "icon48.plasmo.HASH.png", "icon64.plasmo.HASH.png",
      ...(name.endsWith(".zip") ? ["managed-schema.HASH.json"] : []),
      "manifest.json", "options.HASH.js", "options.html", "overlay.HASH.js", "sidepanel.HASH.js", "sidepanel.html", "static/background/index.js",
      "tabs/workbench.HASH.js", "tabs/workbench.html",
    ]);
  });

  it.each(STORES)("%s is small", (name) => {
    expect(read(name).length).toBeLessThan(500_000);
  });

  it.each(STORES)("%s runs nothing that it does not hold", (name) => {
    const texts = Object.entries(entries(name)).filter(([entry]) => /\.(js|html)$/.test(entry)).map(([, bytes]) => strFromU8(bytes));
    expect(texts.filter((text) => /\beval\(|new Function\(|importScripts\(|import\("?https?:|<script[^>]+src="?(https?:)?\/\//.test(text))).toEqual([]);
  });
});

describe("a package for a store", () => {
  it.each(STORES)("%s names neither a key nor where to look for updates", (name) => {
    expect(read(name).includes("update_url")).toBe(false);
    expect(manifestOf(name)).not.toHaveProperty("key");
  });
});

describe("what a city gives out itself", () => {
  it("is told of to Chrome and Edge under the id of its key", () => {
    const { host } = new URL(redirectUri(join(BUILD, "chrome-mv3-prod")));
    expect(read("self-hosted/updates.xml").toString()).toBe(`<?xml version="1.0" encoding="UTF-8"?>
<gupdate xmlns="http://www.google.com/update2/response" protocol="2.0">
  <app appid="${host.replace(".chromiumapp.org", "")}">
    <updatecheck codebase="${UPDATES}/overblick-0.1.0.crx" version="0.1.0" prodversionmin="120"/>
  </app>
</gupdate>
`);
  });

  it("is told of to Firefox", () => {
    expect(JSON.parse(read("self-hosted/updates.json").toString())).toEqual({
      addons: { "overblick@overblick.example": { updates: [{ version: "0.1.0", update_link: `${UPDATES}/overblick-0.1.0.xpi` }] } },
    });
  });

  it("looks there for updates", () => {
    expect(manifestOf("self-hosted/overblick-0.1.0-chromium.zip")).toMatchObject({ update_url: `${UPDATES}/updates.xml`, key: expect.any(String) as string });
    expect(manifestOf("self-hosted/overblick-0.1.0-firefox.xpi")).toMatchObject({ browser_specific_settings: { gecko: { update_url: `${UPDATES}/updates.json` } } });
  });
});

describe("what Firefox gets", () => {
  it("is for versions in which page scripts can share style sheets", () => {
    expect(manifestOf("overblick-0.1.0-firefox-add-ons.xpi")).toMatchObject({ browser_specific_settings: { gecko: { strict_min_version: "153.0" } } });
  });
});

interface Linted {
  readonly errors: readonly { readonly code: string }[];
  readonly warnings: readonly { readonly code: string; readonly message: string; readonly file?: string }[];
}

async function lint(path: string): Promise<Linted> {
  // Whatever it finds it prints, and ends with 1 where that is an error.
  const { stdout } = await run(process.execPath, [join(projectRoot(), "node_modules/addons-linter/bin/addons-linter"), "--output", "json", path], { maxBuffer: 1e7 }).catch((error: unknown) => {
    if (error instanceof Error && "stdout" in error) return error as unknown as { readonly stdout: string };
    throw error;
  });
  return JSON.parse(stdout) as Linted;
}

describe("addons-linter", () => {
  it("finds no error in what Firefox gets, and warns of React and the side panel alone", async () => {
    const { errors, warnings } = await lint(join(folder, "one", STORES[2]!));
    expect(errors).toEqual([]);
    // React assigns innerHTML for what nobody here asks of it; where there is no side panel it is not called.
    expect([...new Set(warnings.map(({ code }) => code))].sort()).toEqual(["UNSAFE_VAR_ASSIGNMENT", "UNSUPPORTED_API"]);
    expect(warnings.filter(({ code }) => code === "UNSUPPORTED_API").map(({ message }) => message)).toEqual(["sidePanel.setPanelBehavior is not supported"]);
    expect(warnings.filter(({ code, file = "" }) => code === "UNSAFE_VAR_ASSIGNMENT" && !/^(options|sidepanel|tabs\/)/.test(file))).toEqual([]);
  });

  it("finds no error in what Chrome gets but that it is not made for Firefox", async () => {
    const { errors } = await lint(join(folder, "one", STORES[0]!));
    expect(errors.map(({ code }) => code).sort()).toEqual(["ADDON_ID_REQUIRED", "BACKGROUND_SERVICE_WORKER_NOFALLBACK"]);
  });
});
