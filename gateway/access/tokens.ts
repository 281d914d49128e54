import { createLocalJWKSet, createRemoteJWKSet, errors, type JWTVerifyGetKey, type JWTVerifyOptions, jwtVerify } from "jose";
import { type Configuration, ConfigurationError } from "../configuration.js";
import { viewerOf } from "./claims.js";
import { DEMO_ALGORITHM, DEMO_AUDIENCE, DEMO_ISSUER, openDemoIssuer } from "./demo-issuer.js";
import { UnauthenticatedError } from "./unauthenticated.js";
import type { Viewer } from "./viewer.js";

/**
 * Gives the viewer of an access token.
 * @throws UnauthenticatedError when the token is not valid; other errors when the issuer's keys can't be had
 */
export type VerifyToken = (token: string) => Promise<Viewer>;

const CLOCK_TOLERANCE_SECONDS = 60;
const OLDEST_TOKEN = "24h";
const LONGEST_TOKEN = 16_384;
const DISCOVERY_TIMEOUT_MS = 10_000;
/** Signatures by key pair alone: with a shared secret (HS*) the published key would do to forge one. */
const ISSUER_ALGORITHMS = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA"];

/**
 * Makes ready to verify the tokens of the configured issuer, or without one those of the demo.
 * @throws ConfigurationError in production without an issuer, or when the issuer doesn't tell where its keys are
 */
export async function createTokenVerifier(
  configuration: Pick<Configuration, "oidc" | "dataDir" | "production">,
): Promise<VerifyToken> {
  const { oidc } = configuration;
  if (oidc !== null) {
    const keys = createRemoteJWKSet(await discoverKeys(oidc.issuer));
    return (token) => verify(token, keys, { ...oidc, algorithms: ISSUER_ALGORITHMS });
  }
  const { publicKey } = await openDemoIssuer(configuration);
  const keys = createLocalJWKSet({ keys: [publicKey] });
  const expected = { issuer: DEMO_ISSUER, audience: DEMO_AUDIENCE, algorithms: [DEMO_ALGORITHM] };
  return (token) => verify(token, keys, expected);
}

async function verify(token: string, keys: JWTVerifyGetKey, expected: JWTVerifyOptions): Promise<Viewer> {
  if (token.length > LONGEST_TOKEN) throw new UnauthenticatedError();
  const viewer = viewerOf(await verifiedClaims(token, keys, expected));
  if (viewer === null) throw new UnauthenticatedError();
  return viewer;
}

async function verifiedClaims(token: string, keys: JWTVerifyGetKey, expected: JWTVerifyOptions) {
  try {
    const { payload } = await jwtVerify(token, keys, {
      ...expected,
      requiredClaims: ["sub", "iat", "exp"],
      // Also refuses tokens from the future.
      maxTokenAge: OLDEST_TOKEN,
      clockTolerance: CLOCK_TOLERANCE_SECONDS,
    });
    return payload;
  } catch (error) {
    const issuerIsAway = error instanceof errors.JWKSTimeout || error instanceof errors.JWKSInvalid;
    if (error instanceof errors.JOSEError && !issuerIsAway) throw new UnauthenticatedError();
    throw error;
  }
}

/** OpenID Connect Discovery 1.0, section 4: the issuer says of itself where its keys are. */
async function discoverKeys(issuer: string): Promise<URL> {
  const address = `${issuer.replace(/\/$/, "")}/.well-known/openid-configuration`;
  try {
    const response = await fetch(address, { signal: AbortSignal.timeout(DISCOVERY_TIMEOUT_MS) });
    const metadata = (await response.json()) as { issuer?: unknown; jwks_uri?: unknown };
    if (metadata.issuer !== issuer) throw new Error("it names another issuer");
    return new URL(String(metadata.jwks_uri));
  } catch (error) {
    const reason = error instanceof Error ? error.message : "no reason given";
    const remedy = "Correct it, or try again when the issuer is there";
    throw new ConfigurationError([
      { variable: "OIDC_ISSUER", fault: `does not tell where its keys are (${reason})`, remedy },
    ]);
  }
}
