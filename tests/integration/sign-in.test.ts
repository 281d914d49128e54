import { type CryptoKey, decodeJwt, decodeProtectedHeader, exportSPKI, generateKeyPair, importJWK, type JWK, SignJWT } from "jose";
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { OWN_CLAIMS } from "../../gateway/access/claim-mapping.js";
import { AUDIENCE, type OidcIssuer, startOidcIssuer } from "../oidc-issuer/issuer.js";
import { askForTokens, authorize, REDIRECT, signInAt } from "./issuer-sign-in.js";
import { RunningGateway } from "./running-gateway.js";
import { World } from "./world.js";

let issuer: OidcIssuer;
let gateway: RunningGateway;

const gatewayFor = (url: string): Promise<RunningGateway> =>
  RunningGateway.start({ oidc: { issuer: url, audience: AUDIENCE, claims: OWN_CLAIMS }, demoTokens: false });

beforeAll(async () => {
  issuer = await startOidcIssuer({ redirectUri: REDIRECT });
  gateway = await gatewayFor(issuer.url);
  const world = new World(gateway.dataSource);
  await world.unit("HALAO1", "HAL");
  await world.unit("HALAO2", "HAL");
  await world.fact("caseworker_period", { signature: "NIHA13", unit_code: "HALAO1", valid_from: "2014-11-30" });
});

afterAll(async () => {
  await gateway.close();
  await issuer.close();
});

afterEach(() => vi.restoreAllMocks());

/** Lets the gateway's steady clock run ahead, as if time had passed: it rests between two attempts at the issuer. */
function later(ms: number): void {
  const real = performance.now.bind(performance);
  vi.spyOn(performance, "now").mockImplementation(() => real() + ms);
}

async function viewerOf(token: string, at = gateway): Promise<unknown> {
  const { status, body } = await at.post(JSON.stringify({ query: "{ viewer { subject roles units } }" }), { authorization: `Bearer ${token}` });
  return body.data?.["viewer"] ?? `${status} ${body.errors?.[0]?.extensions.code}`;
}

const REFUSED = "401 UNAUTHENTICATED";

describe("whoever signs in at the issuer", () => {
  test("is who the issuer says", async () => {
    const { access_token } = await signInAt(issuer, "LELU16");
    expect(await viewerOf(access_token)).toEqual({ subject: "LELU16", roles: ["MANAGER"], units: ["HALAO1"] });
  });

  test("has the units of a colleague for as long as the cover runs", async () => {
    const { access_token } = await signInAt(issuer, "ASRA23");
    expect(await viewerOf(access_token)).toEqual({ subject: "ASRA23", roles: ["CASEWORKER"], units: ["HALAO2", "HALAO1"] });
  });

  test("goes on with a refreshed token", async () => {
    const { refresh_token } = await signInAt(issuer, "NIHA13");
    const { access_token } = await askForTokens(issuer, { grant_type: "refresh_token", refresh_token });
    expect(await viewerOf(access_token)).toEqual({ subject: "NIHA13", roles: ["CASEWORKER"], units: ["HALAO1"] });
  });

  test("is not let in by the ID token, which is for the extension", async () => {
    const { id_token } = (await signInAt(issuer, "NIHA13")) as unknown as { id_token: string };
    expect(await viewerOf(id_token)).toBe(REFUSED);
  });
});

describe("the issuer", () => {
  test.each<[string, Record<string, string | null>]>([
    ["without PKCE", { code_challenge: null, code_challenge_method: null }],
    ["with PKCE in the clear", { code_challenge_method: "plain" }],
    ["for a token in the address", { response_type: "token" }],
  ])("refuses a sign-in %s", async (_, changes) => {
    expect((await authorize(issuer, "NIHA13", changes)).code).toBeNull();
  });

  test("gives no token for a code without its verifier", async () => {
    const { code } = await authorize(issuer, "NIHA13");
    const answer = await askForTokens(issuer, { grant_type: "authorization_code", code: code ?? "", code_verifier: "x".repeat(43), redirect_uri: REDIRECT });
    expect([answer.status, answer.error]).toEqual([400, "invalid_grant"]);
  });

  test("takes a refresh token once; used again, the whole sign-in ends", async () => {
    const { refresh_token: first } = await signInAt(issuer, "NIHA13");
    const { refresh_token: second } = await askForTokens(issuer, { grant_type: "refresh_token", refresh_token: first });
    const again = await askForTokens(issuer, { grant_type: "refresh_token", refresh_token: first });
    const next = await askForTokens(issuer, { grant_type: "refresh_token", refresh_token: second });
    expect([again.error, next.error]).toEqual(["invalid_grant", "invalid_grant"]);
  });

  test("signs in nobody that it doesn't know", async () => {
    expect((await authorize(issuer, "KUNG01")).code).toBeNull();
  });
});

describe("refused with one and the same answer is", () => {
  const attacks: readonly (readonly [string, (valid: string) => Promise<string> | string])[] = [
    ["a token without a signature", (valid) => `${base64({ alg: "none" })}.${valid.split(".")[1]}.`],
    ["a token whose signature was cut off", (valid) => valid.replace(/[^.]*$/, "")],
    ["a token whose claims were changed", (valid) => changed(valid, { roles: ["MANAGER"], units: "*" })],
    ["a token of another key under the issuer's name", (valid) => resigned(valid, {})],
    ["a token signed with the issuer's public key as a shared secret", (valid) => signedWithPublicKey(valid)],
    ["a token of a key that the issuer doesn't have", (valid) => resigned(valid, {}, "made-up")],
    ["a token for another audience", (valid) => resigned(valid, { aud: "another" })],
    ["a token of another issuer", (valid) => resigned(valid, { iss: "https://another.example" })],
    ["a token of the demo", () => gateway.token({ subject: "CHEF", roles: ["MANAGER"], units: null })],
    ["a token that is far too long", (valid) => `${valid}${"x".repeat(13_000)}`],
    ["something that is no token", () => "nonsense"],
  ];

  test.each(attacks)("%s", async (_, forge) => {
    const { access_token } = await signInAt(issuer, "NIHA13");
    const token = await forge(access_token);
    const { status, body } = await gateway.post(JSON.stringify({ query: "{ viewer { subject } }" }), { authorization: `Bearer ${token}` });
    expect({ status, body }).toEqual({
      status: 401,
      body: { errors: [{ message: "Sign in: the access token is missing, not valid or no longer valid.", extensions: { code: "UNAUTHENTICATED" } }] },
    });
    // And the honest one is let in as before.
    expect(await viewerOf(access_token)).toMatchObject({ subject: "NIHA13" });
  });
});

function base64(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString("base64url");
}

function changed(token: string, claims: object): string {
  const [header, , signature] = token.split(".");
  return [header, base64({ ...decodeJwt(token), ...claims }), signature].join(".");
}

async function resigned(token: string, claims: object, kid = decodeProtectedHeader(token).kid): Promise<string> {
  const { privateKey } = await generateKeyPair("RS256");
  return new SignJWT({ ...decodeJwt(token), ...claims }).setProtectedHeader({ alg: "RS256", kid }).sign(privateKey);
}

/** What anybody can fetch, taken for a secret that only the issuer has. */
async function signedWithPublicKey(token: string): Promise<string> {
  const { jwks_uri: address } = (await (await fetch(`${issuer.url}/.well-known/openid-configuration`)).json()) as { jwks_uri: string };
  const { kid, alg } = decodeProtectedHeader(token);
  const { keys } = (await (await fetch(address)).json()) as { keys: JWK[] };
  const published = (await importJWK(keys.find((key) => key.kid === kid)!, alg, { extractable: true })) as CryptoKey;
  return new SignJWT(decodeJwt(token)).setProtectedHeader({ alg: "HS256", kid }).sign(Buffer.from(await exportSPKI(published)));
}

describe("an issuer that is away", () => {
  test("leaves those at work who are signed in, and is found again with its new keys", async () => {
    const first = await startOidcIssuer({ redirectUri: REDIRECT });
    const port = Number(new URL(first.url).port);
    const at = await gatewayFor(first.url);
    try {
      const before = await signInAt(first, "LELU16");
      await first.close();
      expect(await viewerOf(before.access_token, at)).toMatchObject({ subject: "LELU16" });
      const second = await startOidcIssuer({ port, redirectUri: REDIRECT });
      try {
        const after = await signInAt(second, "NIHA13");
        later(60_000);
        expect(await viewerOf(after.access_token, at)).toMatchObject({ subject: "NIHA13" });
        expect(await viewerOf(before.access_token, at)).toBe(REFUSED);
      } finally {
        await second.close();
      }
    } finally {
      await at.close();
    }
  });

  test("does not keep the gateway from starting, which heals by itself", async () => {
    const gone = await startOidcIssuer({ redirectUri: REDIRECT });
    await gone.close();
    const at = await gatewayFor(gone.url);
    try {
      const back = await startOidcIssuer({ port: Number(new URL(gone.url).port), redirectUri: REDIRECT });
      try {
        const { access_token } = await signInAt(back, "NIHA13");
        expect(await viewerOf(access_token, at)).toBe("500 INTERNAL_SERVER_ERROR");
        later(60_000);
        expect(await viewerOf(access_token, at)).toMatchObject({ subject: "NIHA13" });
      } finally {
        await back.close();
      }
    } finally {
      await at.close();
    }
  });
});

describe("a clock that is off", () => {
  afterEach(() => void vi.useRealTimers());

  test("by two minutes, either way, refuses nobody", async () => {
    const { access_token } = await signInAt(issuer, "NIHA13");
    for (const minutes of [-2, 2]) {
      vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + minutes * 60_000 });
      expect(await viewerOf(access_token)).toMatchObject({ subject: "NIHA13" });
      vi.useRealTimers();
    }
  });

  test("by more refuses, and heals when it is set right", async () => {
    const { access_token } = await signInAt(issuer, "NIHA13");
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() - 10 * 60_000 });
    expect(await viewerOf(access_token)).toBe(REFUSED);
    vi.useRealTimers();
    expect(await viewerOf(access_token)).toMatchObject({ subject: "NIHA13" });
  });
});
