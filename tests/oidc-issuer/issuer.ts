// The build compiles what is imported; types of a package without them are not.
// eslint-disable-next-line @typescript-eslint/triple-slash-reference
/// <reference path="./oidc-provider.d.ts" />
import { randomBytes } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { exportJWK, generateKeyPair } from "jose";
import { type Context, Provider } from "oidc-provider";
import { claimsOf } from "../../gateway/access/claims.js";
import { faultPage, loginPage } from "./login-page.js";
import { memoryAdapter } from "./memory-adapter.js";
import { DEMO_PEOPLE, type Person } from "./people.js";

/** The client that the extension is at the issuer. */
export const EXTENSION_CLIENT = "overblick-extension";
/** For whom the issuer's access tokens are. */
export const AUDIENCE = "overblick";
const RESOURCE = "urn:overblick";

export interface OidcIssuerOptions {
  /** 0 or left out: a free one. */
  readonly port?: number;
  readonly people?: readonly Person[];
  /** Where the extension takes its codes: `https://ID.chromiumapp.org/`. */
  readonly redirectUri: string;
  /** How long an access token is valid; ten minutes if left out. */
  readonly accessTokenSeconds?: number;
}

/** An issuer that answers. Its keys, sessions and tokens live in memory: one that is started anew has new keys. */
export interface OidcIssuer {
  /** Its name in tokens (`iss`) and its address: `http://127.0.0.1:4002`. */
  readonly url: string;
  close(): Promise<void>;
}

/**
 * Starts an OpenID Connect issuer on the loopback for demo and tests: authorization code with PKCE, access tokens as JWT
 * with the claims of contract 4 for the audience {@link AUDIENCE}, refresh tokens that are exchanged at each use.
 */
export async function startOidcIssuer({ port = 0, people = DEMO_PEOPLE, ...options }: OidcIssuerOptions): Promise<OidcIssuer> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => server.once("error", reject).listen(port, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const provider = new Provider(url, await configurationOf(people, options));
  const answer = provider.callback();
  server.on("request", (request, response) => {
    const answered = request.url?.startsWith("/login/") ? logIn(provider, people, request, response) : answer(request, response);
    answered.catch(() => response.writeHead(400, HTML).end(faultPage("Inloggningen hör inte ihop med något som pågår.")));
  });
  return { url, close: () => close(server) };
}

const HTML = { "content-type": "text/html; charset=utf-8" };

/** Shows whom one can be, and takes the choice. */
async function logIn(provider: Provider, people: readonly Person[], request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { uid } = await provider.interactionDetails(request, response);
  if (request.method !== "POST") {
    response.writeHead(200, HTML).end(loginPage(`/login/${uid}`, people));
    return;
  }
  const chosen = new URLSearchParams(await text(request)).get("person");
  const person = people.find(({ viewer }) => viewer.subject === chosen);
  if (person === undefined) throw new Error("Nobody of that name can sign in");
  await provider.interactionFinished(request, response, { login: { accountId: person.viewer.subject } }, { mergeWithLastSubmission: false });
}

async function configurationOf(
  people: readonly Person[],
  { redirectUri, accessTokenSeconds = 600 }: Pick<OidcIssuerOptions, "redirectUri" | "accessTokenSeconds">,
): Promise<Readonly<Record<string, unknown>>> {
  const { privateKey } = await generateKeyPair("RS256", { extractable: true });
  const personOf = (subject: string): Person | undefined => people.find(({ viewer }) => viewer.subject === subject);
  return {
    adapter: memoryAdapter(),
    jwks: { keys: [{ ...(await exportJWK(privateKey)), alg: "RS256", use: "sig", kid: randomBytes(8).toString("hex") }] },
    cookies: { keys: [randomBytes(32).toString("hex")] },
    clients: [
      {
        client_id: EXTENSION_CLIENT,
        redirect_uris: [redirectUri],
        response_types: ["code"],
        grant_types: ["authorization_code", "refresh_token"],
        token_endpoint_auth_method: "none",
      },
    ],
    clientBasedCORS: () => true,
    pkce: { methods: ["S256"], required: () => true },
    scopes: ["openid", "offline_access"],
    features: {
      devInteractions: { enabled: false },
      rpInitiatedLogout: { enabled: false },
      revocation: { enabled: true },
      resourceIndicators: {
        enabled: true,
        defaultResource: () => RESOURCE,
        useGrantedResource: () => true,
        getResourceServerInfo: () => ({
          scope: "", audience: AUDIENCE, accessTokenFormat: "jwt", jwt: { sign: { alg: "RS256" } },
        }),
      },
    },
    ttl: { AccessToken: accessTokenSeconds, AuthorizationCode: 60, Grant: 12 * 3600, IdToken: 600, Interaction: 3600, RefreshToken: 12 * 3600, Session: 12 * 3600 },
    rotateRefreshToken: true,
    issueRefreshToken: () => true,
    expiresWithSession: () => false,
    interactions: { url: (_: Context, { uid }: { readonly uid: string }) => `/login/${uid}` },
    // Everybody consents: there is one client, and it is ours.
    loadExistingGrant,
    findAccount: (_: Context, subject: string) => personOf(subject) && { accountId: subject, claims: () => ({ sub: subject }) },
    extraTokenClaims: (_: Context, { accountId }: { readonly accountId: string }) => {
      const person = personOf(accountId);
      return person && claimsOf(person.viewer);
    },
    renderError: (context: Context, out: { readonly error: string; readonly error_description?: string }) => {
      context.type = "html";
      context.body = faultPage(`${out.error}: ${out.error_description ?? ""}`);
    },
  };
}

async function loadExistingGrant({ oidc }: Context) {
  const grant = new oidc.provider.Grant({ clientId: oidc.client.clientId, accountId: oidc.session.accountId });
  grant.addOIDCScope("openid offline_access");
  await grant.save();
  return grant;
}

function close(server: Server): Promise<void> {
  return new Promise((resolve, reject) => {
    server.close((error) => (error ? reject(error) : resolve()));
    server.closeAllConnections();
  });
}
