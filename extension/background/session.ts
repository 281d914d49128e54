import type { Answer, FailureCode } from "../messages.js";
import { readSettings, type Settings } from "../settings.js";
import type { Access } from "./gateway.js";
import { findEndpoints, requestTokens, revokeToken, type Tokens } from "./issuer.js";
import { newProof } from "./pkce.js";

/** A sign-in, kept in memory alone (`storage.session`, which page scripts can't read) and gone when the browser closes. */
interface Kept {
  /** Where it was made and for whom: with other settings it is none, and its tokens are sent nowhere. */
  readonly madeWith: Settings;
  readonly accessToken: string;
  readonly refreshToken: string | null;
  /** By this computer's clock, in ms; what the issuer's clock says does not matter. */
  readonly endsAt: number;
}

/** A token is renewed this long before its end, so that none ends on its way. */
const RENEW_BEFORE_MS = 60_000;

/** What a session tells of. */
export interface SessionEvents {
  /** The issuer has given tokens. */
  readonly issuerAnswered: () => void;
  /** Somebody else is signed in now, or nobody. Told before the issuer is, which may take its time. */
  readonly viewerChanged: () => Promise<void>;
}

/** Who is signed in. Renewing and signing in happen once, however many ask at the same time. */
export class Session {
  #renewing: Promise<Answer<Access>> | null = null;
  #signingIn: Promise<Answer<null>> | null = null;
  readonly #events: SessionEvents;

  constructor(events: SessionEvents) {
    this.#events = events;
  }

  /**
   * A token that is valid for a while yet, and the gateway that it is for. UNAUTHENTICATED: nobody is signed in, or no longer. UNREACHABLE: the token has
   * ended and the issuer is away.
   */
  async access(): Promise<Answer<Access>> {
    const kept = await read();
    if (kept === null) return { ok: false, code: "UNAUTHENTICATED" };
    const left = kept.endsAt - Date.now();
    if (left > RENEW_BEFORE_MS) return { ok: true, data: accessOf(kept) };
    const renewed = await this.#renew(kept);
    return !renewed.ok && renewed.code !== "UNAUTHENTICATED" && left > 0 ? { ok: true, data: accessOf(kept) } : renewed;
  }

  /** Another in place of one whose token the gateway refused, though it had not ended. */
  async accessInsteadOf({ token }: Access): Promise<Answer<Access>> {
    const kept = await read();
    if (kept === null) return { ok: false, code: "UNAUTHENTICATED" };
    return kept.accessToken === token ? this.#renew(kept) : { ok: true, data: accessOf(kept) };
  }

  /** Opens the issuer's window. UNAUTHENTICATED: it was closed, or the issuer refused. */
  signIn(): Promise<Answer<null>> {
    this.#signingIn ??= signIn().then((answer) => this.#noted(answer)).then(async (answer) => {
      if (answer.ok) await this.#events.viewerChanged();
      return answer;
    }).finally(() => {
      this.#signingIn = null;
    });
    return this.#signingIn;
  }

  /** Forgets the tokens, then has the issuer revoke them. A failure is the issuer's: here one is signed out in any case. */
  async signOut(): Promise<Answer<null>> {
    const kept = await read();
    await chrome.storage.session.set({ signedOut: true });
    await chrome.storage.session.remove("signIn");
    const [revoked] = await Promise.all([kept === null ? DONE : revoke(kept), this.#events.viewerChanged()]);
    return revoked;
  }

  #renew(kept: Kept): Promise<Answer<Access>> {
    this.#renewing ??= renew(kept).then((answer) => this.#noted(answer)).finally(() => {
      this.#renewing = null;
    });
    return this.#renewing;
  }

  #noted<Data>(answer: Answer<Data>): Answer<Data> {
    if (answer.ok) this.#events.issuerAnswered();
    return answer;
  }
}

const DONE = { ok: true, data: null } as const;

async function signIn(): Promise<Answer<null>> {
  const settings = await readSettings();
  const endpoints = await findEndpoints(settings.issuer);
  if (!endpoints.ok) return endpoints;
  const { verifier, challenge, state } = await newProof();
  const redirect = chrome.identity.getRedirectURL();
  const { signedOut } = await chrome.storage.session.get("signedOut");
  const address = withParameters(endpoints.data.authorization, {
    client_id: settings.clientId,
    response_type: "code",
    redirect_uri: redirect,
    scope: settings.scope,
    state,
    code_challenge: challenge,
    code_challenge_method: "S256",
    // Whoever signed out means to be asked who is there.
    ...(signedOut === true && { prompt: "login" }),
  });
  const code = codeIn(await openWindow(address), state, settings.issuer);
  if (!code.ok) return code;
  const tokens = await requestTokens(endpoints.data.token, {
    grant_type: "authorization_code",
    client_id: settings.clientId,
    code: code.data,
    code_verifier: verifier,
    redirect_uri: redirect,
  });
  if (!tokens.ok) return tokens;
  await keep(settings, tokens.data);
  await chrome.storage.session.remove("signedOut");
  return DONE;
}

/** The browser's own window for signing in. It gives back the address that the issuer leads to in the end, or why not. */
async function openWindow(url: string): Promise<Answer<string>> {
  try {
    const address = await chrome.identity.launchWebAuthFlow({ url, interactive: true });
    return address === undefined ? { ok: false, code: "UNAUTHENTICATED" } : { ok: true, data: address };
  } catch (error) {
    // Chrome has no codes here: one text for an address that did not load, others for a window that was closed.
    const isAway = error instanceof Error && error.message.includes("could not be loaded");
    return { ok: false, code: isAway ? "UNREACHABLE" : "UNAUTHENTICATED" };
  }
}

/** The code, if this is the answer to our own question (`state`) from the issuer that we asked (`iss`, RFC 9207). */
function codeIn(answer: Answer<string>, state: string, issuer: string): Answer<string> {
  if (!answer.ok) return answer;
  const { searchParams } = new URL(answer.data);
  const code = searchParams.get("code");
  const isOurs = searchParams.get("state") === state && (searchParams.get("iss") ?? issuer) === issuer;
  return code !== null && isOurs ? { ok: true, data: code } : { ok: false, code: "UNAUTHENTICATED" };
}

/** Has the issuer take back what a sign-in could be renewed with. */
async function revoke({ madeWith: { issuer, clientId }, refreshToken }: Pick<Kept, "madeWith" | "refreshToken">): Promise<Answer<null>> {
  if (refreshToken === null) return DONE;
  const endpoints = await findEndpoints(issuer);
  if (!endpoints.ok) return endpoints;
  if (endpoints.data.revocation === null) return DONE;
  const revoked = await revokeToken(endpoints.data.revocation, clientId, refreshToken);
  return revoked.ok ? DONE : revoked;
}

async function renew(kept: Kept): Promise<Answer<Access>> {
  if (kept.refreshToken === null) return ended(kept, "UNAUTHENTICATED");
  const { issuer, clientId } = kept.madeWith;
  const endpoints = await findEndpoints(issuer);
  if (!endpoints.ok) return endpoints;
  const tokens = await requestTokens(endpoints.data.token, { grant_type: "refresh_token", client_id: clientId, refresh_token: kept.refreshToken });
  if (!tokens.ok) return ended(kept, tokens.code);
  // Signed out meanwhile, or signed in anew: what came for the one before is not kept, and worth nothing to whoever finds it.
  const now = await read();
  if (now?.refreshToken !== kept.refreshToken) {
    void revoke({ ...kept, refreshToken: tokens.data.refreshToken });
    return { ok: false, code: "UNAUTHENTICATED" };
  }
  await keep(kept.madeWith, { ...tokens.data, refreshToken: tokens.data.refreshToken ?? kept.refreshToken });
  return { ok: true, data: accessOf({ ...kept, accessToken: tokens.data.accessToken }) };
}

/** What can't be renewed any more is forgotten; an issuer that is away may be back. */
async function ended(kept: Kept, code: FailureCode): Promise<Answer<never>> {
  const now = await read();
  if (code === "UNAUTHENTICATED" && now?.accessToken === kept.accessToken) await chrome.storage.session.remove("signIn");
  return { ok: false, code };
}

async function keep(madeWith: Settings, { accessToken, refreshToken, secondsLeft }: Tokens): Promise<void> {
  const signIn: Kept = { madeWith, accessToken, refreshToken, endsAt: Date.now() + secondsLeft * 1000 };
  await chrome.storage.session.set({ signIn });
}

function accessOf({ madeWith, accessToken }: Kept): Access {
  return { gateway: madeWith.gateway, token: accessToken };
}

async function read(): Promise<Kept | null> {
  const [{ signIn }, settings] = await Promise.all([chrome.storage.session.get("signIn"), readSettings()]);
  const kept = signIn as Kept | undefined;
  return kept && sameSettings(kept.madeWith, settings) ? kept : null;
}

function sameSettings(one: Settings, other: Settings): boolean {
  return one.gateway === other.gateway && one.issuer === other.issuer && one.clientId === other.clientId;
}

function withParameters(address: string, parameters: Readonly<Record<string, string>>): string {
  const url = new URL(address);
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
  return url.href;
}
