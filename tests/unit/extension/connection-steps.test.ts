import { describe, expect, it } from "vitest";
import type { Line } from "../../../extension/options-page/line.js";
import type { Surroundings } from "../../../extension/options-page/surroundings.js";
import { testConnection } from "../../../extension/options-page/test-connection.js";
import { reasonTexts } from "../../../extension/options-page/texts.js";
import type { Answer } from "../../../extension/messages.js";
import { resolveSettings } from "../../../extension/settings.js";

const GATEWAY = "https://overblick.example.se";
const ISSUER = "https://login.example.se/";
const REDIRECT = "https://abc.chromiumapp.org/";
const NOW = Date.parse("2022-11-30T10:00:00Z");
const DISCOVERY = { issuer: ISSUER, authorization_endpoint: "https://login.example.se/auth", token_endpoint: "https://login.example.se/token" };
const VIEWER = { subject: "NIHA13", shown: "Nina Harju (NIHA13)", roles: ["CASEWORKER"], units: [{ code: "HALAO1", shown: "Äldreomsorg norr (HALAO1)" }], district: "HAL" };

type Answers = Readonly<Record<string, () => Response>>;

function redirected(): Response {
  return Object.defineProperty(new Response(), "type", { value: "opaqueredirect" });
}

function json(content: object, status = 200, date = NOW): () => Response {
  return () => Response.json(content, { status, headers: { date: new Date(date).toUTCString() } });
}

/** What answers where all is well. */
const WELL: Answers = {
  [`${GATEWAY}/health`]: json({ alive: true, service: "overblick", version: "1.2.3" }),
  [`${GATEWAY}/ready`]: json({ ready: true }),
  [`${ISSUER}.well-known/openid-configuration`]: json(DISCOVERY),
  "https://login.example.se/auth": redirected,
};

interface Different extends Partial<Omit<Surroundings, "fetch" | "ask">> {
  readonly answers?: Answers;
  readonly onAsk?: (address: string) => void;
  readonly viewer?: Answer<typeof VIEWER>;
  readonly adapters?: Answer<readonly { readonly system: string }[]>;
}

/** The lines of a test in which all is well but for what is different. */
async function lines({ viewer = { ok: true, data: VIEWER }, adapters = { ok: true, data: [{ system: "paraply" }] }, answers = {}, onAsk = () => {}, ...different }: Different = {}): Promise<Line[]> {
  const all = { ...WELL, ...answers };
  return testConnection({
    settings: settingsOf(),
    fetch: (address) => {
      onAsk(address);
      const answer = all[address.split("?")[0]!];
      return answer ? Promise.resolve(answer()) : Promise.reject(new TypeError("no connection"));
    },
    mayCall: () => Promise.resolve(true),
    ask: ((message: { readonly type: string }) => Promise.resolve(message.type === "viewer" ? viewer : adapters)) as Surroundings["ask"],
    missing: () => Promise.resolve({ pages: [], addresses: [] }),
    hostsOfBuild: ["https://sosys.example.se/*"],
    registeredHosts: () => Promise.resolve([]),
    refusedAdapters: () => Promise.resolve([]),
    redirectUri: REDIRECT,
    version: "1.2.3",
    now: () => NOW,
    ...different,
  });
}

function settingsOf(policy: object = {}, faults: readonly "gateway"[] = [], gateway = GATEWAY): Surroundings["settings"] {
  return resolveSettings({ policy, faults }, { hosts: [] }, { gateway, issuer: ISSUER, clientId: "overblick", scope: "openid", language: "SV" });
}

/** The lines that are not well, as `step state reason`, without those that wait for another. */
async function notWell(different: Different): Promise<string[]> {
  return (await lines(different)).filter(({ state, reason }) => state !== "OK" && reason !== "afterFault").map(({ step, state, reason }) => `${step} ${state} ${reason}`);
}

const gone = (address: string): Answers => ({ [address]: () => { throw new TypeError("no connection"); } });

describe("the connection test", () => {
  it("finds nothing where all is well, in sixteen steps", async () => {
    expect((await lines()).map(({ step, state }) => `${step} ${state}`)).toEqual([
      "policy OK", "reachable OK", "encryption OK", "identity OK", "ready OK", "version OK", "clock OK", "discovery OK", "issuerName OK",
      "tokenAddress OK", "client OK", "redirect OK", "signedIn OK", "role OK", "adapters OK", "hosts OK",
    ]);
  });

  it("does not test what stands on a fault", async () => {
    const found = await lines({ answers: gone(`${GATEWAY}/health`) });
    expect(found.filter(({ reason }) => reason === "afterFault").map(({ step }) => step)).toEqual(["encryption", "identity", "ready", "version", "clock"]);
  });

  it.each<[string, Different, readonly string[]]>([
    ["a gateway that does not answer", { answers: gone(`${GATEWAY}/health`) }, ["reachable FAULT noAnswer"]],
    ["an address that the browser does not permit", { mayCall: (address) => Promise.resolve(!address.startsWith(GATEWAY)) }, ["reachable FAULT notPermitted"]],
    ["another service at the address", { answers: { [`${GATEWAY}/health`]: () => new Response("<h1>It works", { status: 200 }) } }, ["identity FAULT anotherService"]],
    ["a network filter before the gateway", { answers: { [`${GATEWAY}/health`]: redirected } }, ["identity FAULT redirects"]],
    ["a gateway without its database", { answers: { [`${GATEWAY}/ready`]: json({ ready: false, waitsFor: "database" }, 503) } }, ["ready FAULT waits"]],
    ["a gateway of another version", { version: "1.3.0" }, ["version FAULT otherVersion"]],
    ["a clock that is ahead by three minutes", { now: () => NOW + 180_000 }, ["clock FAULT clockFast"]],
    ["a clock that is behind by three minutes", { now: () => NOW - 180_000 }, ["clock FAULT clockSlow"]],
    ["a clock that differs by a minute", { now: () => NOW + 60_000 }, []],
    ["a gateway by http", { settings: settingsOf({}, [], "http://overblick.example.se"), answers: { "http://overblick.example.se/health": WELL[`${GATEWAY}/health`]!, "http://overblick.example.se/ready": json({ ready: true }) } }, ["encryption FAULT notEncrypted"]],
    ["an issuer that does not answer", { answers: gone(`${ISSUER}.well-known/openid-configuration`) }, ["discovery FAULT noAnswer", "redirect NOT_TESTED redirectIs"]],
    ["no issuer at the address", { answers: { [`${ISSUER}.well-known/openid-configuration`]: json({}, 404) } }, ["discovery FAULT noDiscovery", "redirect NOT_TESTED redirectIs"]],
    ["an issuer whose name lacks the slash", { answers: { [`${ISSUER}.well-known/openid-configuration`]: json({ ...DISCOVERY, issuer: "https://login.example.se" }) } }, ["issuerName FAULT otherName"]],
    ["tokens at an address that is not permitted", { mayCall: (address) => Promise.resolve(!address.endsWith("/token")) }, ["tokenAddress FAULT notPermitted"]],
    ["a client that the issuer does not know", { answers: { "https://login.example.se/auth": () => new Response("invalid_client", { status: 400 }) } }, ["client FAULT clientUnknown", "redirect FAULT redirectIs"]],
    ["an issuer that does not tell", { answers: { "https://login.example.se/auth": () => new Response("<form>") } }, ["client NOT_TESTED clientUnclear", "redirect NOT_TESTED redirectIs"]],
    ["nobody signed in", { viewer: { ok: false, code: "UNAUTHENTICATED" } }, ["signedIn FAULT nobody"]],
    ["an account without a role", { viewer: { ok: false, code: "FORBIDDEN" } }, ["role FAULT noRole"]],
    ["a gateway that does not know the question", { viewer: { ok: false, code: "FAULTY" } }, ["signedIn FAULT notUnderstood"]],
    ["no adapters", { adapters: { ok: true, data: [] } }, ["adapters FAULT noAdapters"]],
    ["an adapter that is refused", { refusedAdapters: () => Promise.resolve(["paraply: rows"]) }, ["adapters FAULT adaptersRefused"]],
    ["no hosts", { hostsOfBuild: [] }, ["hosts FAULT noHosts"]],
    ["a host that is not permitted", { missing: () => Promise.resolve({ pages: ["https://a.example/*"], addresses: [] }) }, ["hosts FAULT hostsNotPermitted"]],
    ["a host that is not registered", { settings: settingsOf({ hosts: ["https://a.example/*"] }) }, ["hosts FAULT hostsNotRegistered"]],
    ["a policy with a value that can't be used", { settings: settingsOf({}, ["gateway"]) }, ["policy FAULT policyFaulty"]],
  ])("says of %s what it is", async (_, different, expected) => {
    expect(await notWell(different)).toEqual(expected);
  });

  it("tells both names of an issuer, and the redirect address to register", async () => {
    const found = await lines({ answers: { [`${ISSUER}.well-known/openid-configuration`]: json({ ...DISCOVERY, issuer: "https://login.example.se" }) } });
    const words = found.map(({ reason, about }) => reasonTexts[reason](...about)).join("\n");
    expect(words).toContain("Tjänsten kallar sig https://login.example.se men i inställningarna står https://login.example.se/.");
    expect(words).toContain(REDIRECT);
  });

  it("asks the issuer without a person, for the client and the redirect address that are to be known", async () => {
    const asked: URL[] = [];
    await lines({ onAsk: (address) => asked.push(new URL(address)) });
    const question = asked.find(({ pathname }) => pathname === "/auth")!;
    expect(Object.fromEntries(question.searchParams)).toMatchObject({ prompt: "none", client_id: "overblick", redirect_uri: REDIRECT, response_type: "code" });
  });
});
