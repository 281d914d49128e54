import { createServer, type Server } from "node:http";
import { mkdtemp, readFile, rm, stat } from "node:fs/promises";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { exportJWK, generateKeyPair, importJWK, type JWTPayload, SignJWT } from "jose";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openDemoIssuer } from "../../../gateway/access/demo-issuer.js";
import { createTokenVerifier, type VerifyToken } from "../../../gateway/access/tokens.js";
import type { Viewer } from "../../../gateway/access/viewer.js";

const caseworker: Viewer = { subject: "ELLI11", roles: ["CASEWORKER"], units: ["HALAO1", "HALAO2"] };
const seconds = (): number => Math.floor(Date.now() / 1000);

let dataDir: string;
let verify: VerifyToken;
let issue: (viewer: Viewer) => Promise<string>;
let signingKey: CryptoKey;

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "overblick-tokens-"));
  const issuer = await openDemoIssuer({ dataDir, production: false });
  issue = (viewer) => issuer.issue(viewer);
  verify = await createTokenVerifier({ oidc: null, dataDir, production: false });
  signingKey = await privateKeyIn(dataDir);
});

afterAll(() => rm(dataDir, { recursive: true }));

describe("a token of the demo", () => {
  test("gives back the viewer that it was issued for", async () => {
    expect(await verify(await issue(caseworker))).toEqual(caseworker);
  });

  test("gives a manager without units the whole city", async () => {
    const manager: Viewer = { subject: "chef", roles: ["MANAGER"], units: null };
    expect(await verify(await issue(manager))).toEqual(manager);
  });

  test("gives a provider no unit", async () => {
    const provider: Viewer = { subject: "U203", roles: ["PROVIDER"], units: [] };
    expect(await verify(await issue(provider))).toEqual(provider);
  });

  test("is valid for another process with the same DATA_DIR", async () => {
    const again = await createTokenVerifier({ oidc: null, dataDir, production: false });
    expect(await again(await issue(caseworker))).toEqual(caseworker);
  });

  test("ends after twelve hours", async () => {
    const [, claims = ""] = (await issue(caseworker)).split(".");
    const { iat, exp } = JSON.parse(Buffer.from(claims, "base64url").toString()) as { iat: number; exp: number };
    expect(exp - iat).toBe(43_200);
  });

  test("is valid half a minute after its end, since clocks differ", async () => {
    await expect(verify(await signed({ exp: seconds() - 30 }))).resolves.toEqual(caseworker);
  });
});

describe("refused is a token", () => {
  test.each<[string, JWTPayload]>([
    ["that has ended", { exp: seconds() - 120 }],
    ["from the future", { iat: seconds() + 600, exp: seconds() + 1200 }],
    ["not valid yet", { nbf: seconds() + 600 }],
    ["that never ends", { exp: undefined }],
    ["that lasts longer than a day", { iat: seconds() - 90_000 }],
    ["for another audience", { aud: "another" }],
    ["of another issuer", { iss: "https://another.example" }],
    ["without a subject", { sub: undefined }],
    ["without a role", { roles: [] }],
    ["with an unknown role", { roles: ["KING"] }],
    ["with a role that is not in a list", { roles: "MANAGER" }],
    ["of a caseworker for the whole city", { units: "*" }],
    ["of a caseworker without units", { units: [] }],
  ])("%s", async (_, claims) => {
    await expectRefused(await signed(claims));
  });

  test("without a signature (alg none)", async () => {
    const [, claims = ""] = (await issue(caseworker)).split(".");
    const header = Buffer.from('{"alg":"none"}').toString("base64url");
    await expectRefused(`${header}.${claims}.`);
  });

  test("signed with the public key as a shared secret", async () => {
    const { publicKey } = await openDemoIssuer({ dataDir, production: false });
    const secret = new TextEncoder().encode(JSON.stringify(publicKey));
    await expectRefused(await new SignJWT(claimsWith({})).setProtectedHeader({ alg: "HS256" }).sign(secret));
  });

  test("of a key that is not the issuer's", async () => {
    const { privateKey } = await generateKeyPair("ES256");
    await expectRefused(await new SignJWT(claimsWith({})).setProtectedHeader({ alg: "ES256" }).sign(privateKey));
  });

  test("whose claims were changed", async () => {
    const [header = "", , signature = ""] = (await issue(caseworker)).split(".");
    const claims = Buffer.from(JSON.stringify(claimsWith({ units: ["HALFN1"] }))).toString("base64url");
    await expectRefused([header, claims, signature].join("."));
  });

  test.each(["", "token", "a.b.c", "x".repeat(100_000)])("that is none: %#", async (text) => {
    await expectRefused(text);
  });

  test("with nothing of it in the message", async () => {
    await expect(verify(await signed({ aud: "another" }))).rejects.toMatchObject({
      message: "Sign in: the access token is missing, not valid or no longer valid.",
    });
  });
});

describe("the demo's issuer", () => {
  test("keeps its key for itself", async () => {
    const { mode } = await stat(join(dataDir, "demo-issuer.json"));
    expect(mode & 0o777).toBe(0o600);
  });

  test("has one key when several processes open it at once", async () => {
    const folder = join(dataDir, "at-once");
    const opened = await Promise.all(Array.from({ length: 5 }, () => openDemoIssuer({ dataDir: folder, production: false })));
    expect(new Set(opened.map(({ publicKey }) => publicKey.kid)).size).toBe(1);
  });

  test("does not publish the private half", async () => {
    const { publicKey } = await openDemoIssuer({ dataDir, production: false });
    expect(publicKey).not.toHaveProperty("d");
  });

  test("does not open in production", async () => {
    await expect(openDemoIssuer({ dataDir, production: true })).rejects.toMatchObject({ code: "CONFIGURATION" });
  });

  test("does not verify in production", async () => {
    const attempt = createTokenVerifier({ oidc: null, dataDir, production: true });
    await expect(attempt).rejects.toMatchObject({ code: "CONFIGURATION" });
  });
});

describe("an issuer of OpenID Connect", () => {
  let server: Server;
  let issuer: string;
  let cityKey: CryptoKey;

  beforeAll(async () => {
    const { publicKey, privateKey } = await generateKeyPair("RS256");
    cityKey = privateKey;
    const keys = [{ ...(await exportJWK(publicKey)), kid: "city" }];
    server = createServer((request, response) => {
      const discovery = request.url === "/.well-known/openid-configuration";
      response.setHeader("content-type", "application/json");
      response.end(JSON.stringify(discovery ? { issuer, jwks_uri: `${issuer}/keys` } : { keys }));
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });

  afterAll(() => new Promise((resolve) => server.close(resolve)));

  test("has its tokens verified by the keys that it publishes", async () => {
    const verifyCity = await createTokenVerifier({ oidc: { issuer, audience: "city" }, dataDir, production: true });
    expect(await verifyCity(await cityToken())).toEqual(caseworker);
  });

  test("makes the demo's tokens worthless", async () => {
    const verifyCity = await createTokenVerifier({ oidc: { issuer, audience: "city" }, dataDir, production: false });
    await expect(verifyCity(await issue(caseworker))).rejects.toMatchObject({ code: "UNAUTHENTICATED" });
  });

  test("is a configuration error when it says it is another", async () => {
    const oidc = { issuer: `${issuer}/`, audience: "city" };
    const attempt = createTokenVerifier({ oidc, dataDir, production: false });
    await expect(attempt).rejects.toMatchObject({ code: "CONFIGURATION" });
  });

  function cityToken(): Promise<string> {
    const claims = claimsWith({ iss: issuer, aud: "city" });
    return new SignJWT(claims).setProtectedHeader({ alg: "RS256", kid: "city" }).sign(cityKey);
  }
});

/** Claims that are valid in everything but what is given. */
function claimsWith(claims: JWTPayload): JWTPayload {
  const valid = {
    iss: "urn:overblick:demo", aud: "overblick", sub: "ELLI11", roles: ["CASEWORKER"], units: ["HALAO1", "HALAO2"],
    iat: seconds() - 60, exp: seconds() + 600,
  };
  return { ...valid, ...claims };
}

function signed(claims: JWTPayload): Promise<string> {
  return new SignJWT(claimsWith(claims)).setProtectedHeader({ alg: "ES256" }).sign(signingKey);
}

async function expectRefused(token: string): Promise<void> {
  await expect(verify(token)).rejects.toMatchObject({ name: "UnauthenticatedError", code: "UNAUTHENTICATED" });
}

async function privateKeyIn(folder: string): Promise<CryptoKey> {
  const key = await importJWK(JSON.parse(await readFile(join(folder, "demo-issuer.json"), "utf8")), "ES256");
  if (key instanceof Uint8Array) throw new TypeError("The demo's key is a shared secret");
  return key;
}
