import { createHash } from "node:crypto";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Session } from "../../../extension/background/session.js";
import { fakeBrowser } from "./fake-browser.js";

const ISSUER = "https://login.example";
const REDIRECT = "https://abcdefghijklmnopabcdefghijklmnop.chromiumapp.org/";
const ACCESS = (token: string) => ({ ok: true, data: { gateway: "http://127.0.0.1:4000", token } });
const UNAUTHENTICATED = { ok: false, code: "UNAUTHENTICATED" };
const UNREACHABLE = { ok: false, code: "UNREACHABLE" };

/** What the issuer does, and what it was asked. */
const issuer = {
  name: ISSUER,
  isAway: false,
  refuses: false,
  answers: (asked: URL): string => `${REDIRECT}?code=c1&state=${asked.searchParams.get("state")}&iss=${ISSUER}`,
  tokens: 0,
  hold: null as Promise<void> | null,
  asked: [] as Readonly<Record<string, string>>[],
  windows: [] as URL[],
};
let local: Record<string, unknown>;
let memory: Record<string, unknown>;
let session: Session;
/** What the session has told. */
let told: string[];

async function answer(address: string, body: URLSearchParams | null): Promise<Response> {
  if (issuer.isAway) throw new TypeError("no connection");
  if (address.endsWith("/.well-known/openid-configuration")) {
    return Response.json({ issuer: issuer.name, authorization_endpoint: `${ISSUER}/auth`, token_endpoint: `${ISSUER}/token`, revocation_endpoint: `${ISSUER}/revoke` });
  }
  issuer.asked.push({ at: new URL(address).pathname, ...Object.fromEntries(body ?? []) });
  await issuer.hold;
  if (issuer.refuses) return Response.json({ error: "invalid_grant" }, { status: 400 });
  if (address.endsWith("/revoke")) return new Response("");
  issuer.tokens += 1;
  return Response.json({ access_token: `a${issuer.tokens}`, refresh_token: `r${issuer.tokens}`, expires_in: 600 });
}

function launchWebAuthFlow({ url }: { readonly url: string }): Promise<string> {
  issuer.windows.push(new URL(url));
  return Promise.resolve(issuer.answers(new URL(url)));
}

const honest = issuer.answers;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["Date"], now: 0 });
  Object.assign(issuer, { name: ISSUER, isAway: false, refuses: false, answers: honest, tokens: 0, hold: null, asked: [], windows: [] });
  local = { issuer: ISSUER };
  const browser = fakeBrowser(local);
  memory = browser.session;
  browser.granted = ["https://login.example/*"];
  vi.stubGlobal("chrome", { ...chrome, identity: { getRedirectURL: () => REDIRECT, launchWebAuthFlow } });
  vi.stubGlobal("fetch", (address: string, request: { readonly body: URLSearchParams | null }) => answer(address, request.body));
  told = [];
  session = new Session({
    issuerAnswered: () => void told.push("ISSUER"),
    viewerChanged: () => Promise.resolve(void told.push("signIn" in memory ? "SOMEBODY" : "NOBODY")),
  });
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const at = (seconds: number): void => void vi.setSystemTime(seconds * 1000);

describe("signing in", () => {
  it("asks for a code by PKCE and exchanges it with the verifier behind the challenge", async () => {
    expect(await session.signIn()).toEqual({ ok: true, data: null });
    const asked = Object.fromEntries(issuer.windows[0]!.searchParams);
    expect(asked).toMatchObject({ response_type: "code", client_id: "overblick-extension", redirect_uri: REDIRECT, scope: "openid offline_access", code_challenge_method: "S256" });
    expect(asked).not.toHaveProperty("prompt");
    const { code_verifier: verifier = "", ...exchange } = issuer.asked[0]!;
    expect(exchange).toEqual({ at: "/token", grant_type: "authorization_code", client_id: "overblick-extension", code: "c1", redirect_uri: REDIRECT });
    expect(createHash("sha256").update(verifier).digest("base64url")).toBe(asked["code_challenge"]);
  });

  it("gives a token, with the gateway that it is for", async () => {
    await session.signIn();
    expect(await session.access()).toEqual(ACCESS("a1"));
  });

  it("keeps the tokens in memory alone", async () => {
    await session.signIn();
    expect(local).toEqual({ issuer: ISSUER });
    expect(memory).toHaveProperty("signIn.accessToken", "a1");
  });

  it("opens one window, however often it is asked for", async () => {
    await Promise.all([session.signIn(), session.signIn()]);
    expect(issuer.windows).toHaveLength(1);
  });

  it.each<[string, (asked: URL) => string]>([
    ["the answer to another question", () => `${REDIRECT}?code=c1&state=another`],
    ["the answer of another issuer", (asked) => `${REDIRECT}?code=c1&state=${asked.searchParams.get("state")}&iss=https://another.example`],
    ["a refusal", (asked) => `${REDIRECT}?error=access_denied&state=${asked.searchParams.get("state")}`],
  ])("does not take %s", async (_, answers) => {
    issuer.answers = answers;
    expect(await session.signIn()).toEqual(UNAUTHENTICATED);
    expect([issuer.asked, memory]).toEqual([[], {}]);
  });

  it.each([
    ["a window that was closed", "The user did not approve access.", UNAUTHENTICATED],
    ["a window that could not open the page", "Authorization page could not be loaded.", UNREACHABLE],
  ])("ends with %s", async (_, message, expected) => {
    issuer.answers = () => { throw new Error(message); };
    expect(await session.signIn()).toEqual(expected);
  });

  it("is told of, but not a window that was closed: the one before is signed in still", async () => {
    await session.signIn();
    expect(told).toEqual(["ISSUER", "SOMEBODY"]);
    issuer.answers = () => { throw new Error("The user did not approve access."); };
    await session.signIn();
    expect(told).toHaveLength(2);
  });

  it("does not go to an issuer of another name, or that the extension may not call", async () => {
    issuer.name = "https://another.example";
    expect(await session.signIn()).toEqual({ ok: false, code: "FAULTY" });
    local["issuer"] = "https://evil.test";
    expect(await session.signIn()).toEqual({ ok: false, code: "NOT_PERMITTED" });
    expect(issuer.windows).toEqual([]);
  });
});

describe("a token that nears its end", () => {
  beforeEach(() => session.signIn());

  it("is renewed a minute before", async () => {
    at(539);
    expect(await session.access()).toEqual(ACCESS("a1"));
    at(541);
    expect(await session.access()).toEqual(ACCESS("a2"));
    expect(issuer.asked[1]).toEqual({ at: "/token", grant_type: "refresh_token", client_id: "overblick-extension", refresh_token: "r1" });
  });

  it("is renewed once for all who ask at the same time", async () => {
    at(541);
    expect(await Promise.all([session.access(), session.access(), session.access()])).toEqual([ACCESS("a2"), ACCESS("a2"), ACCESS("a2")]);
    expect(issuer.tokens).toBe(2);
  });

  it("is renewed with the newest refresh token each time", async () => {
    at(541);
    await session.access();
    at(1_090);
    expect(await session.access()).toEqual(ACCESS("a3"));
    expect(issuer.asked[2]).toMatchObject({ refresh_token: "r2" });
  });

  it("goes on to its end while the issuer is away", async () => {
    issuer.isAway = true;
    at(599);
    expect(await session.access()).toEqual(ACCESS("a1"));
    at(600);
    expect(await session.access()).toEqual(UNREACHABLE);
    issuer.isAway = false;
    expect(await session.access()).toEqual(ACCESS("a2"));
  });

  it("that the issuer no longer renews ends the sign-in", async () => {
    issuer.refuses = true;
    at(541);
    expect(await session.access()).toEqual(UNAUTHENTICATED);
    expect(memory).toEqual({});
  });

  it("is renewed before that when the gateway refuses it, once for all whom it refused", async () => {
    const { data: refused } = (await session.access()) as { data: { gateway: string; token: string } };
    expect(await Promise.all([session.accessInsteadOf(refused), session.accessInsteadOf(refused)])).toEqual([ACCESS("a2"), ACCESS("a2")]);
    expect(await session.accessInsteadOf(refused)).toEqual(ACCESS("a2"));
    expect(issuer.tokens).toBe(2);
  });

  it("is sent to no other gateway, though the settings name one", async () => {
    local["gateway"] = "https://another.example";
    expect(await session.access()).toEqual(UNAUTHENTICATED);
  });
});

describe("the issuer's answers", () => {
  it("are told of when it has given tokens, and not when it refused or was away", async () => {
    await session.signIn();
    at(541);
    await session.access();
    expect(told).toEqual(["ISSUER", "SOMEBODY", "ISSUER"]);
    issuer.isAway = true;
    at(1_090);
    await session.access();
    expect(told).toHaveLength(3);
  });
});

describe("signing out", () => {
  beforeEach(() => session.signIn());

  it("forgets the tokens and has the issuer revoke them", async () => {
    expect(await session.signOut()).toEqual({ ok: true, data: null });
    expect(await session.access()).toEqual(UNAUTHENTICATED);
    expect(issuer.asked[1]).toEqual({ at: "/revoke", client_id: "overblick-extension", token: "r1", token_type_hint: "refresh_token" });
  });

  it("forgets them though the issuer is away, and says so", async () => {
    issuer.isAway = true;
    expect(await session.signOut()).toEqual(UNREACHABLE);
    expect(JSON.stringify(memory)).not.toMatch(/a1|r1/);
  });

  it("is told of at once, once, and not when the issuer has answered", async () => {
    told = [];
    let release = (): void => {};
    issuer.hold = new Promise((resolve) => { release = resolve; });
    const out = session.signOut();
    await vi.waitFor(() => expect(issuer.asked).toHaveLength(2));
    expect(told).toEqual(["NOBODY"]);
    release();
    await out;
    expect(told).toEqual(["NOBODY"]);
  });

  it("has the next who signs in asked who they are", async () => {
    await session.signOut();
    await session.signIn();
    expect(issuer.windows[1]!.searchParams.get("prompt")).toBe("login");
  });

  it("is not undone by a renewal that was on its way", async () => {
    let release = (): void => {};
    issuer.hold = new Promise((resolve) => { release = resolve; });
    at(541);
    const renewing = session.access();
    await vi.waitFor(() => expect(issuer.asked).toHaveLength(2));
    const out = session.signOut();
    await vi.waitFor(() => expect(memory).not.toHaveProperty("signIn"));
    release();
    await out;
    expect(await renewing).toEqual(UNAUTHENTICATED);
    expect(JSON.stringify(memory)).not.toMatch(/a1|r1|a2|r2/);
    // What the renewal brought is revoked, too: the issuer may keep it alive though the one before is not.
    await vi.waitFor(() => expect(issuer.asked.filter(({ at }) => at === "/revoke").map(({ token }) => token)).toEqual(["r1", "r2"]));
  });
});
