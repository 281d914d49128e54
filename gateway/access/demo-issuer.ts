import { join } from "node:path";
import { calculateJwkThumbprint, exportJWK, generateKeyPair, importJWK, type JWK, SignJWT } from "jose";
import { type Configuration, ConfigurationError } from "../configuration.js";
import { claimsOf } from "./claims.js";
import { ownFile } from "./own-file.js";
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

async function ownKey(dataDir: string): Promise<JWK> {
  return JSON.parse(await ownFile(join(dataDir, "demo-issuer.json"), async () => JSON.stringify(await newKey()))) as JWK;
}

async function newKey(): Promise<JWK> {
  const { privateKey } = await generateKeyPair(DEMO_ALGORITHM, { extractable: true });
  const key = await exportJWK(privateKey);
  return { ...key, kid: await calculateJwkThumbprint(key), alg: DEMO_ALGORITHM, use: "sig" };
}
