import fc from "fast-check";
import { CASE_STYLE } from "../../../../extension/overlay/case-style.js";
import { useStyle } from "../../../../extension/overlay/sheets.js";
import { STYLE } from "../../../../extension/overlay/style.js";
import type { Adapter } from "../../../../schema/adapter/adapter.js";
import { buildPage, PAGE_SPECS } from "./build-page.js";
import { drawOnMutatedPages } from "./draw.js";
import { FakeClock } from "./fake-clock.js";
import type { Family } from "./families.js";
import { expectedRows } from "./oracle.js";

/*
 * What runs within a page of a real browser: bundled by tests/browser/mutated-pages.test.ts, which has no DOM of its own.
 */

/** Draws on mutated pages; answers how many rows should have a badge and how many have it. */
export async function draw(family: Family, pages: number, adapters: readonly Adapter[]): Promise<{ expected: number; drawn: number }> {
  const attachShadow = Object.getOwnPropertyDescriptor(Element.prototype, "attachShadow")!.value as (this: Element, init: ShadowRootInit) => ShadowRoot;
  Element.prototype.attachShadow = function (this: Element, init: ShadowRootInit) {
    return attachShadow.call(this, { ...init, mode: "open" });
  };
  useStyle({ all: STYLE, casePanel: CASE_STYLE });
  const clock = new FakeClock();
  clock.install(window);
  const count = { expected: 0, drawn: 0 };
  await drawOnMutatedPages(family, pages, { adapters, advance: (ms) => clock.advance(ms), count });
  return count;
}

/** Makes mutated pages to be served; each row that should have a badge is marked. */
export function make(family: Family, pages: number, seed: number): { readonly html: string; readonly survived: boolean; readonly expected: number }[] {
  return fc.sample(PAGE_SPECS, { numRuns: pages, seed }).map((spec) => {
    const page = buildPage(document, family, spec);
    const expected = page.survived ? expectedRows(document).length : 0;
    return { html: document.body.innerHTML, survived: page.survived, expected };
  });
}


