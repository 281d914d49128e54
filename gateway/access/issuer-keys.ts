import { createLocalJWKSet, errors, type JSONWebKeySet, type JWTVerifyGetKey } from "jose";
import { ConfigurationError } from "../configuration.js";
import type { Log } from "../log.js";

/** No key of the issuer was ever had: whether a token is valid can't be told. */
class IssuerAwayError extends Error {
  readonly code = "ISSUER_AWAY";

  constructor() {
    super("The issuer's keys can't be had. The log says why; it is tried again by itself.");
    this.name = "IssuerAwayError";
  }
}

/** An issuer that answers as another is no outage: its address is wrong. */
class OtherIssuerError extends Error {}

/** Keys older than this are fetched anew, while tokens go on being verified by those that are known. */
const FRESH_MS = 10 * 60_000;
/** When nobody has asked for so long, the first tokens wait for the attempt: a key that was withdrawn at night is not good for one more. */
const UNTRIED_MS = 2 * FRESH_MS;
/** Between two attempts, whatever asks for them: neither made-up key ids nor an outage becomes a flood at the issuer. */
const REST_MS = 10_000;
const LONGEST_WAIT_MS = 5_000;

/**
 * The public keys of an issuer, found by discovery (OpenID Connect Discovery 1.0, section 4) and fetched again when they
 * are old or a token names one that is not known, which is how an issuer changes keys. While the issuer is away the known
 * keys go on. Nothing runs by itself: what is asked for starts the fetching, and those who wait share it.
 */
export class IssuerKeys {
  readonly #issuer: string;
  readonly #log: Log;
  readonly #now: () => number;
  #keys: JWTVerifyGetKey | null = null;
  #fetchedAt = Number.NEGATIVE_INFINITY;
  #triedAt = Number.NEGATIVE_INFINITY;
  #underWay: Promise<void> | null = null;
  /** The attempt that is under way is the first in a long time. */
  #isAwaited = false;

  /** @param now milliseconds of a clock that nobody sets, for what is old */
  constructor(issuer: string, log: Log, now: () => number = () => performance.now()) {
    this.#issuer = issuer;
    this.#log = log;
    this.#now = now;
  }

  /**
   * The first attempt. An issuer that is away is logged and found later.
   * @throws ConfigurationError when it answers that it is another
   */
  async open(): Promise<void> {
    this.#triedAt = this.#now();
    try {
      await this.#fetch();
    } catch (error) {
      if (error instanceof OtherIssuerError) {
        const remedy = "Write it letter for letter as the issuer's tokens do (iss)";
        throw new ConfigurationError([{ variable: "OIDC_ISSUER", fault: error.message, remedy }]);
      }
      this.#sayAway(error);
    }
  }

  /**
   * The key of a token's header, for jose.
   * @throws IssuerAwayError when no key was ever had; jose's JWKSNoMatchingKey and the like when there is no such key
   */
  readonly find: JWTVerifyGetKey = async (header, token) => {
    if (this.#keys === null) await this.#refresh();
    else if (this.#now() - this.#fetchedAt > FRESH_MS) {
      const attempt = this.#refresh();
      if (this.#isAwaited) await attempt;
    }
    try {
      return await this.#known()(header, token);
    } catch (error) {
      if (!(error instanceof errors.JWKSNoMatchingKey)) throw error;
      await this.#refresh();
      return this.#known()(header, token);
    }
  };

  #known(): JWTVerifyGetKey {
    if (this.#keys === null) throw new IssuerAwayError();
    return this.#keys;
  }

  /** One attempt, shared by all who wait for it; none soon after another. Failing changes nothing. */
  async #refresh(): Promise<void> {
    if (this.#underWay === null) {
      if (this.#now() - this.#triedAt < REST_MS) return;
      this.#isAwaited = this.#now() - this.#triedAt > UNTRIED_MS;
      this.#triedAt = this.#now();
      this.#underWay = this.#fetch()
        .catch((error: unknown) => this.#sayAway(error))
        .finally(() => {
          this.#underWay = null;
          this.#isAwaited = false;
        });
    }
    await this.#underWay;
  }

  async #fetch(): Promise<void> {
    const metadata = await getJson(`${this.#issuer.replace(/\/$/, "")}/.well-known/openid-configuration`);
    if (metadata["issuer"] !== this.#issuer) throw new OtherIssuerError("the issuer at that address names itself another");
    const address = new URL(String(metadata["jwks_uri"]));
    if (address.protocol !== new URL(this.#issuer).protocol) throw new Error("its keys have an address of another kind than it has itself");
    const keys = (await getJson(address)) as unknown as JSONWebKeySet;
    const found = createLocalJWKSet(keys);
    if (keys.keys.length === 0) throw new Error("it publishes no keys");
    this.#keys = found;
    this.#fetchedAt = this.#now();
  }

  #sayAway(error: unknown): void {
    const reason = error instanceof Error ? error.message : "no reason given";
    this.#log.warn({ issuer: this.#issuer, reason, keysKnown: this.#keys !== null }, "the issuer's keys can't be fetched");
  }
}

async function getJson(address: string | URL): Promise<Readonly<Record<string, unknown>>> {
  const response = await fetch(address, { signal: AbortSignal.timeout(LONGEST_WAIT_MS) });
  if (!response.ok) throw new Error(`${new URL(address).pathname} answers ${response.status}`);
  const content: unknown = await response.json();
  if (typeof content !== "object" || content === null) throw new Error(`${new URL(address).pathname} is no JSON object`);
  return content as Readonly<Record<string, unknown>>;
}
