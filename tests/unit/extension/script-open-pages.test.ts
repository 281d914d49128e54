import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { scriptOpenPages } from "../../../extension/background/script-open-pages.js";
import { type FakeBrowser, fakeBrowser } from "./fake-browser.js";

let browser: FakeBrowser;
let asked: unknown[];
let scripted: unknown[];

beforeEach(() => {
  browser = fakeBrowser();
  [asked, scripted] = [[], []];
  Object.assign(chrome, { tabs: { query: (what: unknown) => Promise.resolve((asked.push(what), [{ id: 7 }, { id: 8 }])) } });
  Object.assign(chrome.scripting, {
    executeScript: (script: { readonly target: { readonly tabId: number } }) => {
      scripted.push(script);
      return script.target.tabId === 7 ? Promise.reject(new Error("Frame with ID 0 is showing error page")) : Promise.resolve([]);
    },
  });
});
afterEach(() => { vi.unstubAllGlobals(); });

describe("pages that stand open when the extension is updated", () => {
  it("get the new page script in all frames, where the browser finds one of our hosts; one that can't is passed over", async () => {
    await scriptOpenPages();
    expect(asked).toEqual([{ url: ["https://built.example.se/*"] }]);
    expect(scripted).toEqual([7, 8].map((tabId) => ({ target: { tabId, allFrames: true }, files: ["overlay.1234.js"] })));
  });

  it("are none where no host is named: no other page is touched", async () => {
    browser.registered = [];
    Object.assign(chrome.runtime, { getManifest: () => ({}) });
    await scriptOpenPages();
    expect([asked, scripted]).toEqual([[], []]);
  });
});
