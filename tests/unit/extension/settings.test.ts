import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { readAllSettings, resolveSettings, saveSettings, setByPolicy, touchesSettings } from "../../../extension/settings.js";
import { type FakeBrowser, fakeBrowser } from "./fake-browser.js";

const BUILD = { gateway: "https://build.example", issuer: "https://login.build.example", clientId: "built", scope: "openid", language: "SV" } as const;
const NO_POLICY = { policy: {}, faults: [] };

describe("a setting", () => {
  it("is the administrator's before the user's, and the user's before the build's", () => {
    const settings = resolveSettings(
      { policy: { gateway: "https://policy.example" }, faults: [] },
      { gateway: "https://saved.example", issuer: "https://login.saved.example" },
      BUILD,
    );
    expect([settings.gateway, settings.issuer, settings.clientId]).toEqual([
      { value: "https://policy.example", from: "POLICY" },
      { value: "https://login.saved.example", from: "SAVED" },
      { value: "built", from: "BUILD" },
    ]);
  });

  it("of hosts is the administrator's list or the user's, not both together", () => {
    const saved = { hosts: ["https://own.example/*"] };
    expect(resolveSettings(NO_POLICY, saved, BUILD).hosts).toEqual({ value: ["https://own.example/*"], from: "SAVED" });
    expect(resolveSettings({ policy: { hosts: ["https://city.example/*"] }, faults: [] }, saved, BUILD).hosts).toEqual({ value: ["https://city.example/*"], from: "POLICY" });
  });

  it("of language is the administrator's, the user's, or the browser's", () => {
    const language = (policy: object, saved: object): unknown => resolveSettings({ policy, faults: [] }, saved, BUILD).language;
    expect([language({ language: "EN" }, { language: "SV" }), language({}, { language: "EN" }), language({}, {})]).toEqual([
      { value: "EN", from: "POLICY" },
      { value: "EN", from: "SAVED" },
      { value: "SV", from: "BROWSER" },
    ]);
  });

  it("that was saved empty is none", () => {
    expect(resolveSettings(NO_POLICY, { gateway: "" }, BUILD).gateway).toEqual({ value: "https://build.example", from: "BUILD" });
  });

  it("that the policy names is told to be the policy's", () => {
    const settings = resolveSettings({ policy: { scope: "openid api", language: "SV" }, faults: ["gateway"] }, {}, BUILD);
    expect([setByPolicy(settings), settings.policyFaults]).toEqual([["scope", "language"], ["gateway"]]);
  });
});

describe("in a browser", () => {
  let browser: FakeBrowser;
  beforeEach(() => { browser = fakeBrowser(); });
  afterEach(() => void vi.unstubAllGlobals());

  it("the language is the browser's own", async () => {
    browser.uiLanguage = "en-GB";
    expect((await readAllSettings()).language).toEqual({ value: "EN", from: "BROWSER" });
  });

  it("what is saved is read, and what is saved as null is forgotten", async () => {
    await saveSettings({ gateway: "https://saved.example", language: "EN" });
    expect((await readAllSettings()).gateway).toEqual({ value: "https://saved.example", from: "SAVED" });
    await saveSettings({ language: null });
    expect(browser.local).toEqual({ gateway: "https://saved.example" });
  });

  it("a change of the policy or of what is saved touches the settings, and adapters do not", () => {
    expect([touchesSettings({ anything: {} }, "managed"), touchesSettings({ hosts: {} }, "local"), touchesSettings({ adapters: {} }, "local"), touchesSettings({ signIn: {} }, "session")])
      .toEqual([true, true, false, false]);
  });
});
