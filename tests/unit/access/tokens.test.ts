import { mkdtemp, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { exportJWK, exportSPKI, generateKeyPair, importJWK, type JWTPayload, SignJWT } from "jose";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openDemoIssuer } from "../../../gateway/access/demo-issuer.js";
import { createTokenVerifier, type VerifyToken } from "../../../gateway/access/tokens.js";
import type { Viewer } from "../../../gateway/access/viewer.js";
import { createLog } from "../../../gateway/log.js";

const SILENT = createLog({ logLevel: "silent" });
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
  verify = await createTokenVerifier({ oidc: null, demoTokens: true, dataDir, production: false }, SILENT);
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
    const provider: Viewer = { subject: "U203", roles: ["PROVIDER"], units: [], provider: "U203" };
    expect(await verify(await issue(provider))).toEqual(provider);
  });

  test("is valid for another process with the same DATA_DIR", async () => {
    const again = await createTokenVerifier({ oidc: null, demoTokens: true, dataDir, production: false }, SILENT);
    expect(await again(await issue(caseworker))).toEqual(caseworker);
  });

  test("ends after twelve hours", async () => {
    const [, claims = ""] = (await issue(caseworker)).split(".");
    const { iat, exp } = JSON.parse(Buffer.from(claims, "base64url").toString()) as { iat: number; exp: number };
    expect(exp - iat).toBe(43_200);
  });

  test.each<[string, JWTPayload]>([
    ["of an issuer whose clock is two minutes ahead", { iat: seconds() + 120, nbf: seconds() + 120, exp: seconds() + 720 }],
    ["of an issuer whose clock is two minutes late, to its end", { iat: seconds() - 720, exp: seconds() - 110 }],
  ])("is valid %s", async (_, claims) => {
    await expect(verify(await signed(claims))).resolves.toEqual(caseworker);
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

  test("whose algorithm is none, in whatever letters", async () => {
    const [, claims = ""] = (await issue(caseworker)).split(".");
    for (const alg of ["None", "NONE", "nOnE", ""]) {
      await expectRefused(`${Buffer.from(JSON.stringify({ alg })).toString("base64url")}.${claims}.`);
    }
  });

  test.each(["HS256", "HS384", "HS512"])("signed by %s with the public key as it is published in PEM", async (alg) => {
    const { publicKey } = await openDemoIssuer({ dataDir, production: false });
    const key = await importJWK(publicKey, "ES256", { extractable: true });
    if (key instanceof Uint8Array) throw new TypeError("The demo's key is a shared secret");
    const secret = new TextEncoder().encode(await exportSPKI(key));
    await expectRefused(await new SignJWT(claimsWith({})).setProtectedHeader({ alg, kid: publicKey.kid }).sign(secret));
  });

  test.each<[string, object]>([
    ["jwk", {}],
    ["jku", { jku: "http://127.0.0.1:9/keys" }],
    ["x5u", { x5u: "http://127.0.0.1:9/chain" }],
    ["x5c", { x5c: ["MIIB"] }],
    ["a kid that is a path", { kid: "../../../../dev/null" }],
    ["a kid that is SQL", { kid: "' OR 1=1 --" }],
    ["the issuer's own kid", { kid: "own" }],
    ["an extension that has to be understood", { crit: ["new"], new: true }],
  ])("that brings its own key: %s", async (name, header) => {
    const { publicKey, privateKey } = await generateKeyPair("ES256");
    const own = (await openDemoIssuer({ dataDir, production: false })).publicKey;
    const named = { ...header, ...(name === "jwk" && { jwk: await exportJWK(publicKey) }), ...("kid" in header && header.kid === "own" && { kid: own.kid }) };
    const token = new SignJWT(claimsWith({})).setProtectedHeader({ ...named, alg: "ES256" });
    await expectRefused(await token.sign(privateKey, { crit: { new: true } }));
  });

  test.each(["logout+jwt", 7 as never, ["JWT"] as never])("that is no access token, though of the issuer: %j", async (typ) => {
    const token = new SignJWT(claimsWith({})).setProtectedHeader({ alg: "ES256", typ });
    await expectRefused(await token.sign(signingKey));
  });

  test("that is too long to be one", async () => {
    await expectRefused(await signed({ padding: "x".repeat(12_000) }));
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
    const attempt = createTokenVerifier({ oidc: null, demoTokens: true, dataDir, production: true }, SILENT);
    await expect(attempt).rejects.toMatchObject({ code: "CONFIGURATION" });
  });
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
