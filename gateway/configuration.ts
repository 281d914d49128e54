import { readFileSync, statSync } from "node:fs";
import { isIP } from "node:net";
import { join, resolve } from "node:path";
import { LEAST_YEARS } from "./access/access-log-chain.js";
import { type ClaimMapping, OWN_CLAIMS, readClaimMapping } from "./access/claim-mapping.js";
import { type KeyRing, parseKeyRing, readKeyFile, type WrittenKeys } from "./access/keys.js";
import { faultOfAppending, isOpenToOthers } from "./configured-files.js";
import { errorCode } from "./error-code.js";
import { parseDay } from "./rules/calendar.js";

/** Everything that the environment decides, read once at start ("Around it" in contract 4). */
export interface Configuration {
  /** Address of a PostgreSQL server, with its password; null: the embedded server in `dataDir`. */
  readonly databaseUrl: string | null;
  /** Address with a login that owns nothing and is a member of the role `overblick_app`; null: the other's, in that role. */
  readonly appDatabaseUrl: string | null;
  /** Absolute path of the folder of the embedded database and the demo issuer's key. */
  readonly dataDir: string;
  /** The address that the gateway listens on; by default the loopback, since a city's proxy stands before it. */
  readonly host: string;
  /** TCP port of the gateway; 0 lets the system choose a free one. */
  readonly port: number;
  /** Addresses and networks of the proxies whose word for the caller's address is taken; none: nobody's. */
  readonly trustedProxies: readonly string[];
  /** Absolute path of the file, outside the database, that keeps the seals of the access log. */
  readonly sealFile: string;
  /** A fixed date (`YYYY-MM-DD`) for demos and tests; null: the date in Stockholm. Read it by {@link today}. */
  readonly fixedToday: string | null;
  /** Absolute path of the watched drop folder, if there is one. */
  readonly inbox: string | null;
  /** For how many seconds nothing may have come or grown in the drop folder before its files are loaded. */
  readonly inboxQuietSeconds: number;
  /** For how many days the files in its folders `done` and `rejected` are kept, which have rows in clear text. */
  readonly inboxKeepDays: number;
  /** Absolute path of a folder with further page adapters, if there is one. */
  readonly pagesDir: string | null;
  /** The city's issuer of access tokens, for whom they have to be, and how their claims are read. */
  readonly oidc: OidcConfiguration | null;
  /** Whether tokens of the demo's own issuer (`npm run token`) are taken: without a city's, and never in production. */
  readonly demoTokens: boolean;
  /** How many days a person is kept whom the case system has withdrawn (`npm run dispose`). */
  readonly withdrawnDays: number;
  /** How many days a row in quarantine is kept that leads to nobody who was ever loaded (`npm run dispose`). */
  readonly quarantineDays: number;
  /** How many years feedback is kept that names no client (`npm run dispose`). */
  readonly feedbackYears: number;
  /** How many years an entry of the access log is kept (`npm run access-log -- prune`). */
  readonly accessLogYears: number;
  /** The keys that personal numbers are sealed with and found by; null: the demo's own (`openKeyRing`), never in production. */
  readonly personKeys: KeyRing | null;
  /** Whether roles without questions of their own may send trusted operations alone; so in production. */
  readonly trustedOperationsOnly: boolean;
  /** How many cases, findings, loads and rows one subject may read in a minute, from each gateway process. */
  readonly objectsPerMinute: number;
  /** Who may read `/metrics`: whoever shows the token; without one anybody, and in production nobody. */
  readonly metrics: { readonly token: string } | "OPEN" | "CLOSED";
  /** Base address of the OpenTelemetry collector that traces go to; null: none are made. */
  readonly tracesTo: string | null;
  readonly logLevel: LogLevel;
  readonly production: boolean;
}

/**
 * A caseworker who leafs through lists as fast as pages come sees thirty pages of 50 rows a minute: 1 500. Forty times
 * that leaves room for several at one counter and for an integration's first reading, and stops a script that runs wild.
 */
const OBJECTS_PER_MINUTE = 60_000;
/** Load tests and benchmarks ask as one subject what a city's caseworkers ask together. */
const UNHINDERED = 100_000_000;

export interface OidcConfiguration {
  readonly issuer: string;
  readonly audience: string;
  readonly claims: ClaimMapping;
}

const LOG_LEVELS = ["trace", "debug", "info", "warn", "error", "fatal", "silent"] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

const ENVIRONMENTS = ["production", "development", "test"];

/** What is wrong with one variable, and what to do about it. Never the value of a secret. */
export interface ConfigurationFault {
  readonly variable: string;
  readonly fault: string;
  readonly remedy: string;
}

/** The environment can't be used. The message lists every fault, one a line. */
export class ConfigurationError extends Error {
  readonly code = "CONFIGURATION";

  constructor(readonly faults: readonly ConfigurationFault[]) {
    const lines = faults.map(({ variable, fault, remedy }) => `  ${variable}: ${fault}. ${remedy}.`);
    super(["The configuration is wrong:", ...lines].join("\n"));
    this.name = "ConfigurationError";
  }
}

/** Who reads it: a gateway needs more than a command does. */
export type ConfigurationReader = "GATEWAY" | "COMMAND";

/**
 * Reads the environment variables into a frozen object. An empty variable counts as not set. For a gateway the file of the
 * seals is opened, and made where there is none.
 * @throws ConfigurationError with all faults together
 */
export function readConfiguration(environment: NodeJS.ProcessEnv = process.env, by: ConfigurationReader = "COMMAND"): Configuration {
  const faults: ConfigurationFault[] = [];
  const reader = new Reader(environment, faults);
  const production = reader.oneOf("NODE_ENV", ENVIRONMENTS, "development") === "production";
  const dataDir = resolve(reader.text("DATA_DIR") ?? ".data");
  const oidc = reader.oidc(production);
  const configuration: Configuration = {
    databaseUrl: reader.databaseUrl("DATABASE_URL"),
    appDatabaseUrl: reader.databaseUrl("APP_DATABASE_URL"),
    dataDir,
    host: reader.text("HOST") ?? "127.0.0.1",
    port: reader.port(4000),
    trustedProxies: reader.networks("TRUSTED_PROXY"),
    sealFile: resolve(reader.text("SEAL_FILE") ?? join(dataDir, "access-log.seals")),
    fixedToday: reader.fixedToday(production),
    inbox: reader.folder("INBOX"),
    inboxQuietSeconds: reader.count("INBOX_QUIET_SECONDS", 10),
    inboxKeepDays: reader.count("INBOX_KEEP_DAYS", 7),
    pagesDir: reader.folder("PAGES_DIR"),
    oidc,
    demoTokens: oidc === null,
    withdrawnDays: reader.count("WITHDRAWN_DAYS", 90),
    quarantineDays: reader.count("QUARANTINE_DAYS", 365),
    feedbackYears: reader.count("FEEDBACK_YEARS", 5),
    accessLogYears: reader.count("ACCESS_LOG_YEARS", 5, LEAST_YEARS),
    personKeys: reader.personKeys(production),
    trustedOperationsOnly: production,
    objectsPerMinute: reader.count("OBJECTS_PER_MINUTE", production ? OBJECTS_PER_MINUTE : UNHINDERED),
    metrics: reader.metrics(production),
    tracesTo: reader.address("OTEL_EXPORTER_OTLP_ENDPOINT"),
    logLevel: reader.oneOf("LOG_LEVEL", LOG_LEVELS, "info"),
    production,
  };
  if (by === "GATEWAY") reader.requireForGateway(configuration);
  if (faults.length > 0) throw new ConfigurationError(faults);
  return Object.freeze(configuration);
}

const STOCKHOLM_DATE = new Intl.DateTimeFormat("sv-SE", {
  timeZone: "Europe/Stockholm",
  year: "numeric",
  month: "2-digit",
  day: "2-digit",
});

/** The calendar date (`YYYY-MM-DD`) that the gateway takes for today: TODAY where set, else the date in Stockholm. */
export function today(configuration: Pick<Configuration, "fixedToday">, now: Date = new Date()): string {
  return configuration.fixedToday ?? STOCKHOLM_DATE.format(now);
}

/** Takes variables one by one and notes what is wrong instead of stopping at the first fault. */
class Reader {
  constructor(
    private readonly environment: NodeJS.ProcessEnv,
    private readonly faults: ConfigurationFault[],
  ) {}

  text(variable: string): string | null {
    return this.environment[variable]?.trim() || null;
  }

  oneOf<T extends string>(variable: string, allowed: readonly T[], fallback: T): T {
    const value = this.text(variable);
    if (value === null) return fallback;
    const known = allowed.find((candidate) => candidate === value);
    if (known === undefined) {
      this.fault(variable, `"${value}" is not known`, `Use one of ${allowed.join(", ")}, or leave it out`);
    }
    return known ?? fallback;
  }

  /** Says nothing of the value itself, since it holds a password. */
  databaseUrl(variable: string): string | null {
    const value = this.text(variable);
    if (value === null) return null;
    const url = URL.canParse(value) ? new URL(value) : null;
    if (url?.protocol !== "postgresql:" && url?.protocol !== "postgres:") {
      const remedy = "Write postgresql://USER:PASSWORD@HOST:PORT/DATABASE with special characters percent-encoded";
      this.fault(variable, "is not the address of a PostgreSQL server", remedy);
    }
    return value;
  }

  /** IP addresses and networks (`10.0.0.0/8`), comma-separated. */
  networks(variable: string): string[] {
    const networks = (this.text(variable) ?? "").split(",").map((part) => part.trim()).filter((part) => part !== "");
    for (const network of networks.filter((text) => !isNetwork(text))) {
      this.fault(variable, `"${network}" is neither an IP address nor a network`, "Write them like 10.0.0.7,10.1.0.0/16");
    }
    return networks;
  }

  port(fallback: number): number {
    const value = this.text("PORT");
    if (value === null) return fallback;
    const port = /^\d{1,5}$/.test(value) ? Number(value) : Number.NaN;
    if (!(port <= 65535)) this.fault("PORT", `"${value}" is not a port`, "Use a number from 0 to 65535");
    return port;
  }

  metrics(production: boolean): Configuration["metrics"] {
    const token = this.text("METRICS_TOKEN");
    if (token !== null) return Object.freeze({ token });
    return production ? "CLOSED" : "OPEN";
  }

  /** Of a web service, without a password. */
  address(variable: string): string | null {
    const value = this.text(variable);
    if (value === null) return null;
    const url = URL.canParse(value) ? new URL(value) : null;
    const isService = (url?.protocol === "http:" || url?.protocol === "https:") && url.username === "" && url.password === "";
    if (!isService) this.fault(variable, "is not the address of a web service", "Write http://HOST:PORT or https://HOST:PORT");
    return value;
  }

  /** A whole number. */
  count(variable: string, fallback: number, least = 1): number {
    const value = this.text(variable);
    if (value === null) return fallback;
    const isCount = /^[1-9]\d{0,8}$/.test(value) && Number(value) >= least;
    if (!isCount) this.fault(variable, `"${value}" is not a number from ${least} to 999999999`, "Correct it, or leave it out");
    return Number(value);
  }

  fixedToday(production: boolean): string | null {
    const value = this.text("TODAY");
    if (value === null) return null;
    if (production) {
      this.fault("TODAY", "a fixed date is refused in production", "Remove it");
    } else if (parseDay(value) === null) {
      this.fault("TODAY", `"${value}" is not a calendar date`, "Write it as YYYY-MM-DD");
    }
    return value;
  }

  folder(variable: string): string | null {
    const value = this.text(variable);
    if (value === null) return null;
    const path = resolve(value);
    if (!statSync(path, { throwIfNoEntry: false })?.isDirectory()) {
      this.fault(variable, `there is no folder ${path}`, "Create it or correct the path");
    }
    return path;
  }

  oidc(production: boolean): OidcConfiguration | null {
    const issuer = this.text("OIDC_ISSUER");
    const audience = this.text("OIDC_AUDIENCE");
    const claims = this.claims();
    if (issuer === null && audience === null) return null;
    if (issuer === null) {
      this.fault("OIDC_ISSUER", "is missing beside OIDC_AUDIENCE", "Set both, or neither for the demo's own issuer");
    } else if (!isIssuer(issuer, production)) {
      this.fault("OIDC_ISSUER", "is not the https address of an issuer", "Write it as the issuer's tokens do (iss)");
    }
    if (audience === null) {
      this.fault("OIDC_AUDIENCE", "is missing beside OIDC_ISSUER", "Set the audience that tokens for Överblick carry");
    }
    return issuer !== null && audience !== null ? Object.freeze({ issuer, audience, claims }) : null;
  }

  private claims(): ClaimMapping {
    const file = this.text("CLAIMS_FILE");
    if (file === null) return OWN_CLAIMS;
    const read = readClaimMapping(resolve(file));
    if ("mapping" in read) return read.mapping;
    for (const fault of read.faults) this.fault("CLAIMS_FILE", fault, "docs/claims.example.yaml shows how it is written");
    return OWN_CLAIMS;
  }

  /** From PERSON_KEYS and PERSON_HASH_KEY, or from a file that holds both. */
  personKeys(production: boolean): KeyRing | null {
    const inEnvironment = { keys: this.text("PERSON_KEYS"), hashKey: this.text("PERSON_HASH_KEY") };
    const file = this.text("PERSON_KEYS_FILE");
    const isSet = inEnvironment.keys !== null || inEnvironment.hashKey !== null;
    if (file !== null && isSet) {
      this.fault("PERSON_KEYS_FILE", "is set beside PERSON_KEYS or PERSON_HASH_KEY", "Give the keys in one place");
      return null;
    }
    if (file === null && !isSet && !production) return null;
    const written = file === null ? inEnvironment : this.keyFile(file);
    if (written === null) return null;
    const parsed = parseKeyRing(written);
    if ("first" in parsed) return parsed;
    for (const { variable, fault, remedy } of parsed) this.fault(variable, fault, remedy);
    return null;
  }

  private keyFile(file: string): WrittenKeys | null {
    const path = resolve(file);
    try {
      if (isOpenToOthers(path)) this.fault("PERSON_KEYS_FILE", `everybody on this computer may read or write ${path}`, "Take that away: chmod o= FILE");
      return readKeyFile(readFileSync(path, "utf8"));
    } catch (error) {
      const fault = `${path} can't be read (${errorCode(error) ?? "unknown cause"})`;
      this.fault("PERSON_KEYS_FILE", fault, "Correct the path, or let this account read it");
      return null;
    }
  }

  /** What else would show when the first connection or the first seal fails, or not at all. */
  requireForGateway({ databaseUrl, appDatabaseUrl, sealFile, production }: Configuration): void {
    if (production && this.text("OIDC_ISSUER") === null && this.text("OIDC_AUDIENCE") === null) {
      this.fault("OIDC_ISSUER", "is missing", "Set it and OIDC_AUDIENCE: in production nobody else's tokens are taken");
    }
    if (production && databaseUrl === null && appDatabaseUrl === null) {
      this.fault("APP_DATABASE_URL", "is missing, and DATABASE_URL too", "Name the city's PostgreSQL server: the embedded one is for demos");
    }
    const code = faultOfAppending(sealFile);
    if (code !== null) this.fault("SEAL_FILE", `${sealFile} can't be written (${code})`, "Correct the path, or let this account add to it");
  }

  private fault(variable: string, fault: string, remedy: string): void {
    this.faults.push({ variable, fault, remedy });
  }
}

/** Tests and demos may have an issuer on http, a city may not: keys fetched in the clear can be exchanged on the way. */
function isIssuer(value: string, production: boolean): boolean {
  if (!URL.canParse(value)) return false;
  const { protocol, username, password } = new URL(value);
  return (protocol === "https:" || (protocol === "http:" && !production)) && username === "" && password === "";
}

function isNetwork(text: string): boolean {
  const [address = "", prefix, ...rest] = text.split("/");
  const family = isIP(address);
  if (family === 0 || rest.length > 0) return false;
  return prefix === undefined || (/^\d{1,3}$/.test(prefix) && Number(prefix) <= (family === 4 ? 32 : 128));
}
