import { createLocalJWKSet, decodeJwt, errors, type JWTPayload, type JWTVerifyGetKey, jwtVerify } from "jose";
import type { Configuration } from "../configuration.js";
import type { Log } from "../log.js";
import { type ClaimMapping, OWN_CLAIMS } from "./claim-mapping.js";
import { viewerOf } from "./claims.js";
import { DEMO_ALGORITHM, DEMO_AUDIENCE, DEMO_ISSUER, openDemoIssuer } from "./demo-issuer.js";
import { IssuerKeys } from "./issuer-keys.js";
import { UnauthenticatedError } from "./unauthenticated.js";
import type { Viewer } from "./viewer.js";

/**
 * Gives the viewer of an access token.
 * @throws UnauthenticatedError when the token is not valid, whatever is wrong with it; IssuerAwayError when that can't be
 *   told, since no key of the issuer was ever had
 */
export type VerifyToken = (token: string) => Promise<Viewer>;

/** An issuer whose tokens are taken, and how they are read. */
interface TrustedIssuer {
  readonly issuer: string;
  readonly audience: string;
  readonly algorithms: readonly string[];
  readonly keys: JWTVerifyGetKey;
  readonly claims: ClaimMapping;
}

/** Clocks differ: two minutes of it, either way, refuse nobody. */
const CLOCK_TOLERANCE_SECONDS = 120;
const OLDEST_TOKEN = "24h";
/** Room for two hundred groups, within what Node takes of headers (16 KiB). */
const LONGEST_TOKEN = 12 * 1024;
/** Signatures by key pair alone: with a shared secret (HS*) the published key would do to forge one. */
const ISSUER_ALGORITHMS = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA", "Ed25519"];
/** What an access token says it is (RFC 9068 and before it); not an ID token's kin, such as `logout+jwt`. */
const TOKEN_TYPES: readonly unknown[] = [undefined, "jwt", "at+jwt", "application/at+jwt"];

/**
 * Makes ready to verify the tokens of the configured issuer, and outside production those of the demo where the
 * configuration says so. An issuer that is away holds up nothing: it is found when it is there.
 * @throws ConfigurationError in production without an issuer, or when the issuer says that it is another
 */
export async function createTokenVerifier(
  configuration: Pick<Configuration, "oidc" | "demoTokens" | "dataDir" | "production">,
  log: Log,
): Promise<VerifyToken> {
  const trusted: TrustedIssuer[] = [];
  if (configuration.demoTokens) trusted.push(await demoIssuer(configuration));
  if (configuration.oidc !== null) trusted.push(await cityIssuer(configuration.oidc, log));
  return (token) => verify(token, trusted);
}

async function cityIssuer({ issuer, audience, claims }: NonNullable<Configuration["oidc"]>, log: Log): Promise<TrustedIssuer> {
  const keys = new IssuerKeys(issuer, log);
  await keys.open();
  return { issuer, audience, algorithms: ISSUER_ALGORITHMS, keys: keys.find, claims };
}

async function demoIssuer(configuration: Pick<Configuration, "dataDir" | "production">): Promise<TrustedIssuer> {
  const { publicKey } = await openDemoIssuer(configuration);
  const keys = createLocalJWKSet({ keys: [publicKey] });
  return { issuer: DEMO_ISSUER, audience: DEMO_AUDIENCE, algorithms: [DEMO_ALGORITHM], keys, claims: OWN_CLAIMS };
}

async function verify(token: string, trusted: readonly TrustedIssuer[]): Promise<Viewer> {
  if (token.length > LONGEST_TOKEN) throw new UnauthenticatedError();
  try {
    // Not yet to be believed: it says whose key has to fit.
    const named = decodeJwt(token).iss;
    const issuer = trusted.find((each) => each.issuer === named);
    const viewer = issuer && viewerOf(await verifiedClaims(token, issuer), issuer.claims);
    if (viewer) return viewer;
  } catch (error) {
    if (!(error instanceof errors.JOSEError)) throw error;
  }
  throw new UnauthenticatedError();
}

async function verifiedClaims(token: string, { issuer, audience, algorithms, keys }: TrustedIssuer): Promise<JWTPayload> {
  const { payload, protectedHeader } = await jwtVerify(token, keys, {
    issuer,
    audience,
    algorithms: [...algorithms],
    requiredClaims: ["sub", "iat", "exp"],
    // Also refuses tokens from the future.
    maxTokenAge: OLDEST_TOKEN,
    clockTolerance: CLOCK_TOLERANCE_SECONDS,
  });
  // Nobody has looked yet whether it is a text.
  const type: unknown = protectedHeader.typ;
  if (!TOKEN_TYPES.includes(typeof type === "string" ? type.toLowerCase() : type)) throw new errors.JWTInvalid("Not an access token");
  return payload;
}
