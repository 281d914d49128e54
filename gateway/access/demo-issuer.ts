import { link, mkdir, readFile, unlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { calculateJwkThumbprint, exportJWK, generateKeyPair, importJWK, type JWK, SignJWT } from "jose";
import { type Configuration, ConfigurationError } from "../configuration.js";
import { errorCode } from "../error-code.js";
import { claimsOf } from "./claims.js";
import type { Viewer } from "./viewer.js";

export const DEMO_ISSUER = "urn:overblick:demo";
export const DEMO_AUDIENCE = "overblick";
export const DEMO_ALGORITHM = "ES256";
const LIFETIME = "12h";

/** The demo's own issuer of access tokens, with its key in DATA_DIR. */
export interface DemoIssuer {
  readonly publicKey: JWK;
  /** A token for twelve hours. */
  issue(viewer: Viewer): Promise<string>;
}

/**
 * Opens the demo's issuer; its key pair is made on first use.
 * @throws ConfigurationError in production, where it never works
 */
export async function openDemoIssuer(
  configuration: Pick<Configuration, "dataDir" | "production">,
): Promise<DemoIssuer> {
  if (configuration.production) {
    throw new ConfigurationError([
      {
        variable: "NODE_ENV",
        fault: "the demo's own issuer of tokens never works in production",
        remedy: "Set OIDC_ISSUER and OIDC_AUDIENCE to the city's issuer",
      },
    ]);
  }
  const { d, ...publicKey } = await ownKey(configuration.dataDir);
  const privateKey = await importJWK({ ...publicKey, d }, DEMO_ALGORITHM);
  return {
    publicKey,
    issue: (viewer) =>
      new SignJWT(claimsOf(viewer))
        .setProtectedHeader({ alg: DEMO_ALGORITHM, kid: publicKey.kid })
        .setIssuer(DEMO_ISSUER)
        .setAudience(DEMO_AUDIENCE)
        .setSubject(viewer.subject)
        .setIssuedAt()
        .setExpirationTime(LIFETIME)
        .sign(privateKey),
  };
}

/** Several processes may come first at once: one of them puts its key in place, and all read that one. */
async function ownKey(dataDir: string): Promise<JWK> {
  const file = join(dataDir, "demo-issuer.json");
  const existing = await readKey(file);
  if (existing !== null) return existing;
  await mkdir(dataDir, { recursive: true });
  const draft = `${file}.${process.pid}-${Math.random()}`;
  await writeFile(draft, JSON.stringify(await newKey()), { mode: 0o600, flag: "wx" });
  try {
    await link(draft, file);
  } catch (error) {
    if (errorCode(error) !== "EEXIST") throw error;
  } finally {
    await unlink(draft);
  }
  return (await readKey(file)) ?? ownKey(dataDir);
}

async function newKey(): Promise<JWK> {
  const { privateKey } = await generateKeyPair(DEMO_ALGORITHM, { extractable: true });
  const key = await exportJWK(privateKey);
  return { ...key, kid: await calculateJwkThumbprint(key), alg: DEMO_ALGORITHM, use: "sig" };
}

async function readKey(file: string): Promise<JWK | null> {
  try {
    return JSON.parse(await readFile(file, "utf8")) as JWK;
  } catch (error) {
    if (errorCode(error) === "ENOENT") return null;
    throw error;
  }
}
