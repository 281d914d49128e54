import type { BrowserContext } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ADAPTERS, FAMILIES } from "../unit/extension/mutated/stand-in.js";
import { launchChromium } from "./chromium.js";
import { bundleForPage } from "./page-bundle.js";

/** Of each family; together ten thousand. */
const PAGES = 5_000;

let context: BrowserContext;
let script: string;

beforeAll(async () => {
  script = await bundleForPage("tests/unit/extension/mutated/in-browser.ts", "mutatedPages");
  context = await launchChromium();
});
afterAll(() => context.close());

interface InPage {
  readonly draw: (family: object, pages: number, adapters: readonly object[]) => Promise<{ expected: number; drawn: number }>;
}

describe.each(FAMILIES)("$system, mutated at random", (family) => {
  it(`has no badge on the wrong row at any moment on ${PAGES} pages, and one on 99 % of the rows that can be read`, { timeout: 600_000 }, async () => {
    const page = await context.newPage();
    await page.addScriptTag({ content: script });
    const { expected, drawn } = await page.evaluate(
      ([own, pages, adapters]) => (globalThis as unknown as { mutatedPages: InPage }).mutatedPages.draw(own, pages, adapters),
      [family, PAGES, ADAPTERS] as const,
    );
    await page.close();
    expect(expected).toBeGreaterThan(PAGES);
    expect(drawn / expected).toBeGreaterThan(0.99);
  });
});
