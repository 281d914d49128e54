import { describe, expect, it } from "vitest";
import { settingsToSave, typedOf } from "../../../extension/options-page/typed-settings.js";
import { type AllSettings, resolveSettings, type Saved } from "../../../extension/settings.js";

const BUILD = { gateway: "https://built.example.se", issuer: "https://login.example.se", clientId: "overblick", scope: "openid", language: "SV" } as const;

function settings(saved: Saved = {}, policy = {}): AllSettings {
  return resolveSettings({ policy, faults: [] }, saved, BUILD);
}

describe("what is saved of the settings", () => {
  it("is nothing that was left as the build suggests it", () => {
    const all = settings();
    expect(settingsToSave({ ...typedOf(all), language: "EN" }, all)).toEqual({ gateway: null, issuer: null, clientId: null, hosts: null, language: "EN" });
  });

  it("is what somebody has typed, cut to its origin", () => {
    const all = settings();
    expect(settingsToSave({ ...typedOf(all), gateway: "https://own.example.se/graphql" }, all)).toMatchObject({ gateway: "https://own.example.se", issuer: null });
  });

  it("stays what was saved before, though it is what the build suggests now", () => {
    const all = settings({ gateway: BUILD.gateway });
    expect(settingsToSave(typedOf(all), all)).toMatchObject({ gateway: BUILD.gateway });
  });

  it("is nothing of the administrator's", () => {
    const all = settings({}, { gateway: "https://city.example.se" });
    expect(settingsToSave(typedOf(all), all)).not.toHaveProperty("gateway");
  });

  it("is nothing at all when an address is none, and the words say so", () => {
    const all = settings();
    const faulty = settingsToSave({ ...typedOf(all), issuer: "login" }, all);
    expect(typeof faulty === "function" ? faulty() : faulty).toBe("Adresserna ska börja med https:// eller http://.");
  });
});
