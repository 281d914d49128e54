import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { checkPolicy, readPolicy } from "../../../extension/policy.js";
import { type FakeBrowser, fakeBrowser } from "./fake-browser.js";

const GATEWAY = { gateway: "https://overblick.example.se" };

let browser: FakeBrowser;

beforeEach(() => {
  vi.useFakeTimers();
  browser = fakeBrowser();
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** How long a policy is waited for, in ms, and whether one came. */
async function waits(): Promise<{ readonly waited: number; readonly gateway: string | undefined }> {
  const from = Date.now();
  const state = { isDone: false };
  const reading = readPolicy().finally(() => { state.isDone = true; });
  while (!state.isDone) await vi.advanceTimersByTimeAsync(50);
  const waited = Date.now() - from;
  return { waited: waited <= 50 ? 0 : waited, gateway: (await reading).policy.gateway };
}

describe("an empty policy", () => {
  it("is one for whoever installed the extension alone", async () => {
    expect(await waits()).toEqual({ waited: 0, gateway: undefined });
  });

  it("of an extension that an administrator installed may be on its way, and is waited for", async () => {
    browser.installType = "admin";
    setTimeout(() => { browser.managed = GATEWAY; }, 2_000);
    expect(await waits()).toEqual({ waited: expect.closeTo(2_000, -3) as number, gateway: "https://overblick.example.se" });
  });

  it("that stays so for five seconds is one, and is not waited for again", async () => {
    browser.installType = "admin";
    expect(await waits()).toEqual({ waited: expect.closeTo(5_000, -2) as number, gateway: undefined });
    expect(await waits()).toEqual({ waited: 0, gateway: undefined });
  });

  it("of a browser that had one before is waited for, whoever installed the extension", async () => {
    browser.managed = GATEWAY;
    await waits();
    browser.managed = {};
    setTimeout(() => { browser.managed = GATEWAY; }, 1_000);
    expect(await waits()).toEqual({ waited: expect.closeTo(1_000, -3) as number, gateway: "https://overblick.example.se" });
  });

  it("of a browser whose policy was taken away is waited for once", async () => {
    browser.managed = GATEWAY;
    await waits();
    browser.managed = {};
    expect((await waits()).waited).toBeGreaterThan(4_000);
    expect(await waits()).toEqual({ waited: 0, gateway: undefined });
  });

  it("is what Firefox's refusal means where there is none", async () => {
    browser.managed = new Error("Managed storage manifest not found");
    expect(await waits()).toEqual({ waited: 0, gateway: undefined });
  });
});

describe("a policy that can't be read", () => {
  it("is a failure, not an empty one", async () => {
    browser.managed = new Error("the disk is broken");
    await expect(readPolicy()).rejects.toThrow("the disk is broken");
  });
});

describe("a policy's values", () => {
  it("are taken as they are meant", () => {
    expect(checkPolicy({
      gateway: "https://overblick.example.se/graphql", issuer: "https://login.example.se/", clientId: " overblick ", scope: "openid",
      hosts: ["https://SOSYS.example.se", "https://sosys.example.se/*"], language: "en-GB",
    })).toEqual({
      policy: {
        gateway: "https://overblick.example.se", issuer: "https://login.example.se/", clientId: "overblick", scope: "openid",
        hosts: ["https://sosys.example.se/*"], language: "EN",
      },
      faults: [],
    });
  });

  it("that are empty are not set", () => {
    expect(checkPolicy({ gateway: "", language: "" }).policy).toEqual({});
  });

  it.each([
    ["gateway", "overblick.example.se"],
    ["issuer", "ftp://login.example.se"],
    ["clientId", 7],
    ["scope", "  "],
    ["hosts", "https://sosys.example.se/*"],
    ["hosts", ["https://sosys.example.se/*", "sosys"]],
    ["hosts", ["https://*/*"]],
    ["language", "fi"],
  ])("%s: %j is told as a fault and not used", (name, value) => {
    expect(checkPolicy({ [name]: value })).toEqual({ policy: {}, faults: [name] });
  });
});
