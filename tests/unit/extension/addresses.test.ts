import { describe, expect, it } from "vitest";
import { gatewayAddress, hostPattern, issuerAddress, originPermission } from "../../../extension/addresses.js";

describe("a host", () => {
  it.each([
    ["https://sosys.example.se", "https://sosys.example.se/*"],
    [" https://Sosys.Example.se/ ", "https://sosys.example.se/*"],
    ["https://sosys.example.se:8443/paraply/*", "https://sosys.example.se/paraply/*"],
    ["*://*.example.se/*", "*://*.example.se/*"],
    ["http://127.0.0.2/*", "http://127.0.0.2/*"],
  ])("typed as %j is %s", (typed, pattern) => {
    expect(hostPattern(typed)).toBe(pattern);
  });

  it.each(["sosys.example.se", "https://", "https://*/*", "*://*/*", "<all_urls>", "file:///*", "https://*.*/*", "https://so sys/*", ""])("is not %j", (typed) => {
    expect(hostPattern(typed)).toBeNull();
  });
});

describe("what the browser is asked for", () => {
  it.each([
    ["https://overblick.example.se:4000/graphql", "https://overblick.example.se/*"],
    ["https://*.example.se/paraply/*", "https://*.example.se/*"],
  ])("to reach %s is %s", (address, origin) => {
    expect(originPermission(address)).toBe(origin);
  });
});

describe("an address", () => {
  it("of the gateway is cut to its origin, of the issuer is left as it is", () => {
    expect([gatewayAddress("https://a.example/x "), issuerAddress(" https://a.example/x/")]).toEqual(["https://a.example", "https://a.example/x/"]);
  });

  it("is one of the web", () => {
    expect([gatewayAddress("ftp://a.example"), issuerAddress("a.example")]).toEqual([null, null]);
  });
});
