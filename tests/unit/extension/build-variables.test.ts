import { generateKeyPairSync } from "node:crypto";
import { describe, expect, it } from "vitest";
import { buildVariables } from "../../../extension/packaging/build-variables.mjs";

const numbered = (prefix: string, variables: Readonly<Record<string, string>>): string[] =>
  Object.entries(variables).filter(([name]) => name.startsWith(`${prefix}_`)).map(([name, value]) => `${name} ${value}`);
const hosts = (count: number): string => Array.from({ length: count }, (_, index) => `https://s${index}.example.se/*`).join(",");

describe("the hosts of a build", () => {
  it("have a numbered place each, without blanks, empty ones and doubles", () => {
    expect(numbered("OVERBLICK_HOST", buildVariables({ OVERBLICK_HOSTS: " https://a.example.se/* ,,https://*.b.example.se/x/*,https://a.example.se/*" }, false))).toEqual([
      "OVERBLICK_HOST_1 https://a.example.se/*", "OVERBLICK_HOST_2 https://*.b.example.se/x/*",
    ]);
  });

  it("are one that can't exist for none: the policy names them", () => {
    expect(numbered("OVERBLICK_HOST", buildVariables({ OVERBLICK_HOSTS: "none" }, false))).toEqual(["OVERBLICK_HOST_1 https://overblick.invalid/*"]);
  });

  it("are the demo's where nobody names any", () => {
    expect(numbered("OVERBLICK_HOST", buildVariables({ OVERBLICK_HOSTS: "" }, false))).toEqual(["OVERBLICK_HOST_1 http://localhost/*", "OVERBLICK_HOST_2 http://127.0.0.1/*"]);
  });

  it("are twelve at most", () => {
    expect(numbered("OVERBLICK_HOST", buildVariables({ OVERBLICK_HOSTS: hosts(12) }, false))).toHaveLength(12);
    expect(() => buildVariables({ OVERBLICK_HOSTS: hosts(13) }, false)).toThrow("OVERBLICK_HOSTS: at most 12 are possible, 13 were given.");
  });

  it.each(["sosys.example.se", "https://sosys.example.se", "ftp://sosys.example.se/*", "https://sos*.example.se/*", "https:///*", "none,https://a.example.se/*", "https://a b.se/*"])(
    "are refused when one is %s, by name",
    (host) => {
      expect(() => buildVariables({ OVERBLICK_HOSTS: host }, false)).toThrow(/^OVERBLICK_HOSTS: ".+" is not a match pattern such as https:\/\/sosys\.example\.se\/\*$/);
    },
  );
});

describe("what may be asked for later", () => {
  it("is any web page, or what the city names, or nothing", () => {
    expect(numbered("OVERBLICK_OPTIONAL", buildVariables({}, false))).toEqual(["OVERBLICK_OPTIONAL_1 https://*/*", "OVERBLICK_OPTIONAL_2 http://*/*"]);
    expect(numbered("OVERBLICK_OPTIONAL", buildVariables({ OVERBLICK_OPTIONAL_HOSTS: "https://*.example.se/*" }, false))).toEqual(["OVERBLICK_OPTIONAL_1 https://*.example.se/*"]);
    expect(numbered("OVERBLICK_OPTIONAL", buildVariables({ OVERBLICK_OPTIONAL_HOSTS: "none" }, false))).toEqual([]);
  });

  it("is refused when it is more than four, or no pattern", () => {
    expect(() => buildVariables({ OVERBLICK_OPTIONAL_HOSTS: hosts(5) }, false)).toThrow("OVERBLICK_OPTIONAL_HOSTS: at most 4");
    expect(() => buildVariables({ OVERBLICK_OPTIONAL_HOSTS: "example.se" }, false)).toThrow('OVERBLICK_OPTIONAL_HOSTS: "example.se"');
  });
});

describe("the services of a build", () => {
  it("may be called, each once, whatever the port; the first of each stands in the settings as it is written", () => {
    const variables = buildVariables({ OVERBLICK_GATEWAY: "https://g.example.se:8443, https://g2.example.se", OVERBLICK_ISSUER: "https://login.example.se/city/,https://g.example.se/token" }, false);
    expect(numbered("OVERBLICK_PERMISSION", variables)).toEqual([
      "OVERBLICK_PERMISSION_1 https://g.example.se/*", "OVERBLICK_PERMISSION_2 https://g2.example.se/*", "OVERBLICK_PERMISSION_3 https://login.example.se/*",
    ]);
    expect(variables).toMatchObject({ PLASMO_PUBLIC_GATEWAY: "https://g.example.se:8443", PLASMO_PUBLIC_ISSUER: "https://login.example.se/city/" });
  });

  it("are refused when one is no address, or they are too many", () => {
    expect(() => buildVariables({ OVERBLICK_GATEWAY: "overblick" }, false)).toThrow('"overblick" is not an address');
    expect(() => buildVariables({ OVERBLICK_GATEWAY: "https://1.se,https://2.se,https://3.se,https://4.se" }, false)).toThrow("at most 4 are possible, 5 were given.");
  });
});

describe("the key", () => {
  const own = generateKeyPairSync("rsa", { modulusLength: 2048 }).publicKey.export({ format: "der", type: "spki" }).toString("base64");

  it("is the city's own, in however many lines it came", () => {
    expect(buildVariables({ OVERBLICK_KEY: `${own.slice(0, 64)}\n${own.slice(64)}\n` }, false)["OVERBLICK_KEY"]).toBe(own);
  });

  it("is none in Firefox, which has a name instead", () => {
    expect(buildVariables({ OVERBLICK_KEY: own, OVERBLICK_FIREFOX_ID: "overblick@example.se" }, true)).toMatchObject({ OVERBLICK_KEY: "", OVERBLICK_FIREFOX_ID: "overblick@example.se" });
  });

  it.each(["nyckel", "-----BEGIN PUBLIC KEY-----MIIB", own.slice(0, 60)])("is refused when it is %j", (key) => {
    expect(() => buildVariables({ OVERBLICK_KEY: key }, false)).toThrow("OVERBLICK_KEY is not a public key as docs/rollout.md makes it");
  });
});
