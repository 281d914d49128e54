import { createHash, randomBytes } from "node:crypto";
import { EXTENSION_CLIENT, type OidcIssuer } from "../oidc-issuer/issuer.js";

/** Where the tests' own client takes its codes. */
export const REDIRECT = "https://abcdefghijklmnopabcdefghijklmnop.chromiumapp.org/";

/** What the issuer's token endpoint answers. */
export interface TokenAnswer {
  readonly status: number;
  readonly access_token: string;
  readonly refresh_token: string;
  readonly expires_in: number;
  readonly error?: string;
}

/** A sign-in as a browser makes it, redirect by redirect. @param changes parameters of the first request, null: left out */
export async function authorize(issuer: OidcIssuer, person: string, changes: Readonly<Record<string, string | null>> = {}): Promise<{ code: string | null; error: string | null; verifier: string }> {
  const verifier = randomBytes(32).toString("base64url");
  const parameters: Readonly<Record<string, string | null>> = {
    client_id: EXTENSION_CLIENT, response_type: "code", redirect_uri: REDIRECT, scope: "openid offline_access", state: "s",
    code_challenge: createHash("sha256").update(verifier).digest("base64url"), code_challenge_method: "S256", ...changes,
  };
  const query = Object.entries(parameters).flatMap(([name, value]) => (value === null ? [] : [[name, value]]));
  const browser = new Browser();
  let at: URL | undefined = new URL(`/auth?${new URLSearchParams(query).toString()}`, issuer.url);
  while (at?.origin === issuer.url) {
    at = await browser.next(at, at.pathname.startsWith("/login/") ? new URLSearchParams({ person }) : null);
  }
  return { code: at?.searchParams.get("code") ?? null, error: at?.searchParams.get("error") ?? null, verifier };
}

/** Keeps cookies, follows nothing by itself. */
class Browser {
  readonly #cookies = new Map<string, string>();

  async next(address: URL, form: URLSearchParams | null): Promise<URL | undefined> {
    const cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    const response = await fetch(address, { method: form ? "POST" : "GET", body: form, headers: { cookie }, redirect: "manual" });
    for (const set of response.headers.getSetCookie()) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(set) ?? [];
      this.#cookies.set(name, value);
    }
    const location = response.headers.get("location");
    return location === null ? undefined : new URL(location, address);
  }
}

/** Asks the token endpoint. */
export async function askForTokens(issuer: OidcIssuer, parameters: Readonly<Record<string, string>>): Promise<TokenAnswer> {
  const body = new URLSearchParams({ client_id: EXTENSION_CLIENT, ...parameters });
  const response = await fetch(`${issuer.url}/token`, { method: "POST", body });
  return { status: response.status, ...((await response.json()) as Omit<TokenAnswer, "status">) };
}

/** Signs in and gives the tokens. */
export async function signInAt(issuer: OidcIssuer, person: string): Promise<TokenAnswer> {
  const { code, verifier } = await authorize(issuer, person);
  if (code === null) throw new Error(`${person} could not sign in`);
  return askForTokens(issuer, { grant_type: "authorization_code", code, code_verifier: verifier, redirect_uri: REDIRECT });
}
