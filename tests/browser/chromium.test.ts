import { existsSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ChromiumMissing, findChromium, launchChromium } from "./chromium.js";

let server: Server;
let address: string;
let extension: string;

beforeAll(async () => {
  server = createServer((_request, response) => response.end("<p>en sida</p>"));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  extension = await mkdtemp(join(tmpdir(), "overblick-extension-"));
  await writeFile(
    join(extension, "manifest.json"),
    JSON.stringify({
      manifest_version: 3,
      name: "Prov",
      version: "1",
      content_scripts: [{ matches: ["http://127.0.0.1/*"], js: ["mark.js"], run_at: "document_end" }],
    }),
  );
  await writeFile(join(extension, "mark.js"), 'document.documentElement.dataset.mark = "marked";');
});

afterAll(async () => {
  await new Promise((resolve) => server.close(resolve));
  await rm(extension, { recursive: true });
});

describe("Chromium for tests", () => {
  it("runs the content script of an extension that it was started with", async () => {
    const context = await launchChromium({ extensionPath: extension });
    try {
      const page = await context.newPage();
      await page.goto(address);
      await page.waitForSelector("html[data-mark=marked]", { state: "attached", timeout: 10_000 });
      expect(await page.textContent("p")).toBe("en sida");
    } finally {
      await context.close();
    }
  });

  it("has no extension when none is named", async () => {
    const context = await launchChromium();
    try {
      const page = await context.newPage();
      await page.goto(address);
      expect(await page.getAttribute("html", "data-mark")).toBeNull();
    } finally {
      await context.close();
    }
  });

  it("keeps a profile that it was given", async () => {
    const profile = await mkdtemp(join(tmpdir(), "overblick-profile-"));
    try {
      const context = await launchChromium({ userDataDir: profile });
      await context.close();
      expect(existsSync(profile)).toBe(true);
    } finally {
      await rm(profile, { recursive: true, maxRetries: 5 });
    }
  });

  it("refuses a CHROMIUM_PATH that does not start instead of taking another", async () => {
    const before = process.env["CHROMIUM_PATH"];
    process.env["CHROMIUM_PATH"] = join(extension, "no-such-browser");
    try {
      await expect(findChromium()).rejects.toThrow(ChromiumMissing);
    } finally {
      if (before === undefined) delete process.env["CHROMIUM_PATH"];
      else process.env["CHROMIUM_PATH"] = before;
    }
  });
});
