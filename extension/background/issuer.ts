import { isAddress } from "../addresses.js";
import type { Answer } from "../messages.js";
import { mayCall } from "./permission.js";

/** Where one signs in (OpenID Connect Discovery 1.0). */
export interface Endpoints {
  readonly authorization: string;
  readonly token: string;
  /** Null: the issuer has nothing to revoke tokens with; they end by themselves. */
  readonly revocation: string | null;
}

/** What a sign-in or a renewal brings. */
export interface Tokens {
  readonly accessToken: string;
  /** Null: the issuer gives none, and one signs in again when the access token ends. */
  readonly refreshToken: string | null;
  readonly secondsLeft: number;
}

const LONGEST_WAIT_MS = 15_000;

/** Asks the issuer where one signs in. FAULTY: at that address answers something else, or another issuer. */
export async function findEndpoints(issuer: string): Promise<Answer<Endpoints>> {
  const answer = await request(`${issuer.replace(/\/$/, "")}/.well-known/openid-configuration`);
  if (!answer.ok) return answer;
  const { issuer: name, authorization_endpoint: authorization, token_endpoint: token, revocation_endpoint: revocation } = answer.data;
  if (name !== issuer || !isAddress(authorization) || !isAddress(token)) return { ok: false, code: "FAULTY" };
  return { ok: true, data: { authorization, token, revocation: isAddress(revocation) ? revocation : null } };
}

/** Exchanges a code or a refresh token. UNAUTHENTICATED: the issuer does not accept it (any more). */
export async function requestTokens(endpoint: string, parameters: Readonly<Record<string, string>>): Promise<Answer<Tokens>> {
  const answer = await request(endpoint, new URLSearchParams(parameters));
  if (!answer.ok) return answer;
  const { access_token: accessToken, refresh_token: refreshToken, expires_in: secondsLeft } = answer.data;
  if (typeof accessToken !== "string" || typeof secondsLeft !== "number") return { ok: false, code: "FAULTY" };
  return { ok: true, data: { accessToken, refreshToken: typeof refreshToken === "string" ? refreshToken : null, secondsLeft } };
}

/** Makes a refresh token, and what was made of it, worthless (RFC 7009). */
export function revokeToken(endpoint: string, clientId: string, token: string): Promise<Answer<unknown>> {
  return request(endpoint, new URLSearchParams({ client_id: clientId, token, token_type_hint: "refresh_token" }));
}

type JsonObject = Readonly<Record<string, unknown>>;

/** Without a body it gets, with one it posts. */
async function request(address: string, body?: URLSearchParams): Promise<Answer<JsonObject>> {
  if (!(await mayCall(address))) return { ok: false, code: "NOT_PERMITTED" };
  try {
    const response = await fetch(address, {
      method: body ? "POST" : "GET",
      body: body ?? null,
      credentials: "omit",
      cache: "no-store",
      redirect: "error",
      headers: { accept: "application/json" },
      signal: AbortSignal.timeout(LONGEST_WAIT_MS),
    });
    if (response.status === 400 || response.status === 401) return { ok: false, code: "UNAUTHENTICATED" };
    if (!response.ok) return { ok: false, code: response.status >= 500 ? "UNREACHABLE" : "FAULTY" };
    const text = await response.text();
    const content: unknown = text === "" ? {} : JSON.parse(text);
    return typeof content === "object" && content !== null ? { ok: true, data: content as JsonObject } : { ok: false, code: "FAULTY" };
  } catch (error) {
    if (error instanceof SyntaxError) return { ok: false, code: "FAULTY" };
    // fetch throws a TypeError without a connection and a DOMException when the time is out.
    if (error instanceof TypeError || error instanceof DOMException) return { ok: false, code: "UNREACHABLE" };
    throw error;
  }
}
