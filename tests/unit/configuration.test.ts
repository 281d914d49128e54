import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { OWN_CLAIMS } from "../../gateway/access/claim-mapping.js";
import { parseKeyRing } from "../../gateway/access/keys.js";
import { ConfigurationError, type ConfigurationReader, readConfiguration, today } from "../../gateway/configuration.js";

const folder = mkdtempSync(join(tmpdir(), "overblick-configuration-"));
afterAll(() => rmSync(folder, { recursive: true }));

const KEYS = { PERSON_KEYS: `k1:${Buffer.alloc(32, 1).toString("base64")}`, PERSON_HASH_KEY: Buffer.alloc(32, 2).toString("base64") };

describe("an empty environment", () => {
  test("is a demo with an embedded database", () => {
    expect(readConfiguration({})).toEqual({
      databaseUrl: null,
      appDatabaseUrl: null,
      dataDir: resolve(".data"),
      host: "127.0.0.1",
      port: 4000,
      trustedProxies: [],
      sealFile: resolve(".data/access-log.seals"),
      fixedToday: null,
      inbox: null,
      inboxQuietSeconds: 10,
      inboxKeepDays: 7,
      pagesDir: null,
      oidc: null,
      demoTokens: true,
      withdrawnDays: 90,
      quarantineDays: 365,
      feedbackYears: 5,
      accessLogYears: 5,
      personKeys: null,
      trustedOperationsOnly: false,
      objectsPerMinute: 100_000_000,
      metrics: "OPEN",
      tracesTo: null,
      logLevel: "info",
      production: false,
    });
  });

  test("is what empty variables mean, too", () => {
    expect(readConfiguration({ DATABASE_URL: "", PORT: " ", TODAY: "", INBOX: "", OIDC_ISSUER: "" })).toEqual(
      readConfiguration({}),
    );
  });
});

test("everything that is set is read", () => {
  const environment = {
    NODE_ENV: "production",
    ...KEYS,
    WITHDRAWN_DAYS: "30",
    INBOX_KEEP_DAYS: "30",
    QUARANTINE_DAYS: "60",
    FEEDBACK_YEARS: "3",
    ACCESS_LOG_YEARS: "7",
    DATABASE_URL: "postgresql://overblick:secret@db.example:5433/overblick",
    APP_DATABASE_URL: "postgresql://gateway:secret@db.example:5433/overblick",
    TRUSTED_PROXY: "10.0.0.7, 10.1.0.0/16,fd00::/8",
    SEAL_FILE: "/srv/seals/access-log.seals",
    DATA_DIR: "/srv/data",
    PORT: "8080",
    INBOX: folder,
    PAGES_DIR: folder,
    OIDC_ISSUER: "https://login.example/realm",
    OIDC_AUDIENCE: "overblick",
    OBJECTS_PER_MINUTE: "5000",
    METRICS_TOKEN: "s3cret",
    OTEL_EXPORTER_OTLP_ENDPOINT: "http://127.0.0.1:4318",
    LOG_LEVEL: "warn",
    HOST: "10.0.0.5",
  };
  expect(readConfiguration(environment)).toEqual({
    databaseUrl: "postgresql://overblick:secret@db.example:5433/overblick",
    appDatabaseUrl: "postgresql://gateway:secret@db.example:5433/overblick",
    dataDir: "/srv/data",
    host: "10.0.0.5",
    port: 8080,
    trustedProxies: ["10.0.0.7", "10.1.0.0/16", "fd00::/8"],
    sealFile: "/srv/seals/access-log.seals",
    fixedToday: null,
    inbox: folder,
    inboxQuietSeconds: 10,
    inboxKeepDays: 30,
    pagesDir: folder,
    oidc: { issuer: "https://login.example/realm", audience: "overblick", claims: OWN_CLAIMS },
    demoTokens: false,
    withdrawnDays: 30,
    quarantineDays: 60,
    feedbackYears: 3,
    accessLogYears: 7,
    personKeys: parseKeyRing({ keys: KEYS.PERSON_KEYS, hashKey: KEYS.PERSON_HASH_KEY }),
    trustedOperationsOnly: true,
    objectsPerMinute: 5000,
    metrics: { token: "s3cret" },
    tracesTo: "http://127.0.0.1:4318",
    logLevel: "warn",
    production: true,
  });
});

test("the result can't be changed", () => {
  expect(Object.isFrozen(readConfiguration({}))).toBe(true);
});

describe("a fault is told with the variable, what is wrong and what to do", () => {
  test.each([
    ["PORT", { PORT: "65536" }, '"65536" is not a port'],
    ["PORT", { PORT: "80a" }, '"80a" is not a port'],
    ["TODAY", { TODAY: "2022-02-30" }, '"2022-02-30" is not a calendar date'],
    ["TODAY", { TODAY: "2022-11-30", NODE_ENV: "production", ...KEYS }, "a fixed date is refused in production"],
    ["NODE_ENV", { NODE_ENV: "prod" }, '"prod" is not known'],
    ["LOG_LEVEL", { LOG_LEVEL: "loud" }, '"loud" is not known'],
    ["FEEDBACK_YEARS", { FEEDBACK_YEARS: "0" }, '"0" is not a number from 1 to 999999999'],
    ["ACCESS_LOG_YEARS", { ACCESS_LOG_YEARS: "1" }, '"1" is not a number from 2 to 999999999'],
    ["INBOX", { INBOX: "/no/such/folder" }, "there is no folder /no/such/folder"],
    ["PAGES_DIR", { PAGES_DIR: "/no/such/folder" }, "there is no folder /no/such/folder"],
    ["OIDC_AUDIENCE", { OIDC_ISSUER: "https://login.example" }, "is missing beside OIDC_ISSUER"],
    ["OIDC_ISSUER", { OIDC_AUDIENCE: "overblick" }, "is missing beside OIDC_AUDIENCE"],
    ["DATABASE_URL", { DATABASE_URL: "mysql://db.example/x" }, "is not the address of a PostgreSQL server"],
    ["APP_DATABASE_URL", { APP_DATABASE_URL: "mysql://db.example/x" }, "is not the address of a PostgreSQL server"],
    ["TRUSTED_PROXY", { TRUSTED_PROXY: "10.0.0.7,proxy.example" }, '"proxy.example" is neither an IP address nor a network'],
    ["TRUSTED_PROXY", { TRUSTED_PROXY: "10.0.0.0/33" }, '"10.0.0.0/33" is neither an IP address nor a network'],
    ["DATABASE_URL", { DATABASE_URL: "host=db.example" }, "is not the address of a PostgreSQL server"],
  ])("%s %j", (variable, environment, fault) => {
    expect(faultsOf(environment)).toMatchObject([{ variable, fault }]);
  });

  test("an issuer without https is refused in production", () => {
    const environment = { NODE_ENV: "production", ...KEYS, OIDC_ISSUER: "http://login.example", OIDC_AUDIENCE: "overblick" };
    expect(faultsOf(environment)).toMatchObject([{ variable: "OIDC_ISSUER" }]);
  });

  test("all faults come together, each on its line", () => {
    expect(messageOf({ PORT: "x", TODAY: "soon", LOG_LEVEL: "loud" })).toBe(
      [
        "The configuration is wrong:",
        '  PORT: "x" is not a port. Use a number from 0 to 65535.',
        '  TODAY: "soon" is not a calendar date. Write it as YYYY-MM-DD.',
        '  LOG_LEVEL: "loud" is not known. Use one of trace, debug, info, warn, error, fatal, silent, or leave it out.',
      ].join("\n"),
    );
  });

  test("the password of a wrong DATABASE_URL is not repeated", () => {
    expect(messageOf({ DATABASE_URL: "mysql://overblick:hunter2@db.example/x" })).not.toContain("hunter2");
  });
});

describe("a gateway", () => {
  const sealFile = (): string => join(folder, "seals", "access-log.seals");

  test("in production needs an issuer and a server, told together with all else", () => {
    const faults = faultsOf({ NODE_ENV: "production", PORT: "x", SEAL_FILE: sealFile(), ...KEYS }, "GATEWAY");
    expect(faults.map(({ variable, fault }) => `${variable} ${fault}`)).toEqual([
      'PORT "x" is not a port', "OIDC_ISSUER is missing", "APP_DATABASE_URL is missing, and DATABASE_URL too",
    ]);
  });

  test("outside production needs neither", () => {
    expect(readConfiguration({ SEAL_FILE: sealFile() }, "GATEWAY")).toMatchObject({ oidc: null, databaseUrl: null });
  });

  test("does not start where the access log's seals can't be written", () => {
    expect(faultsOf({ SEAL_FILE: folder }, "GATEWAY")).toMatchObject([{ variable: "SEAL_FILE", fault: `${folder} can't be written (EISDIR)` }]);
  });

  test("leaves the seals that stand in the file as they are", () => {
    const file = join(folder, "seals-of-before");
    writeFileSync(file, "seal\n");
    readConfiguration({ SEAL_FILE: file }, "GATEWAY");
    expect(readFileSync(file, "utf8")).toBe("seal\n");
  });

  test("needs nothing of this in a command", () => {
    expect(readConfiguration({ NODE_ENV: "production", SEAL_FILE: folder, ...KEYS }).sealFile).toBe(folder);
  });
});

describe("the keys of personal numbers", () => {
  const inFile = (content: string): string => {
    const file = join(folder, "keys.env");
    writeFileSync(file, content);
    chmodSync(file, 0o600);
    return file;
  };

  test("can stand in a file", () => {
    const file = inFile(`PERSON_KEYS=${KEYS.PERSON_KEYS}\nPERSON_HASH_KEY=${KEYS.PERSON_HASH_KEY}\n`);
    expect(readConfiguration({ PERSON_KEYS_FILE: file }).personKeys?.first.id).toBe("k1");
  });

  test.each([[0o640, []], [0o644, ["PERSON_KEYS_FILE"]], [0o602, ["PERSON_KEYS_FILE"]]])("in a file of mode %o are refused when everybody may read or write it", (mode, faults) => {
    const file = inFile(`PERSON_KEYS=${KEYS.PERSON_KEYS}\nPERSON_HASH_KEY=${KEYS.PERSON_HASH_KEY}\n`);
    chmodSync(file, mode);
    const found = faults.length === 0 ? [] : faultsOf({ PERSON_KEYS_FILE: file });
    expect(found.map(({ variable }) => variable)).toEqual(faults);
    if (faults.length === 0) expect(readConfiguration({ PERSON_KEYS_FILE: file }).personKeys?.first.id).toBe("k1");
  });

  test("are needed in production", () => {
    expect(faultsOf({ NODE_ENV: "production" })).toMatchObject([
      { variable: "PERSON_KEYS", fault: "is missing" }, { variable: "PERSON_HASH_KEY", fault: "is missing" },
    ]);
  });

  test.each([
    ["PERSON_HASH_KEY", { PERSON_KEYS: KEYS.PERSON_KEYS }, "is missing"],
    ["PERSON_KEYS", { PERSON_HASH_KEY: KEYS.PERSON_HASH_KEY }, "is missing"],
    ["PERSON_KEYS_FILE", { ...KEYS, PERSON_KEYS_FILE: "keys.env" }, "is set beside PERSON_KEYS or PERSON_HASH_KEY"],
    ["PERSON_KEYS_FILE", { PERSON_KEYS_FILE: "/no/such/file" }, "/no/such/file can't be read (ENOENT)"],
  ])("%s %j", (variable, environment, fault) => {
    expect(faultsOf(environment)).toMatchObject([{ variable, fault }]);
  });

  test("in a file lack what the file does not have", () => {
    expect(faultsOf({ PERSON_KEYS_FILE: inFile(`PERSON_KEYS=${KEYS.PERSON_KEYS}`) })).toMatchObject([{ variable: "PERSON_HASH_KEY" }]);
  });

  test("are not repeated when they are wrong", () => {
    expect(messageOf({ PERSON_KEYS: "k1:hunter2", PERSON_HASH_KEY: "hunter3" })).not.toMatch(/hunter/);
  });
});

describe("today", () => {
  test("is TODAY where that is set", () => {
    expect(today({ fixedToday: "2022-11-30" }, new Date("2026-01-01T12:00:00Z"))).toBe("2022-11-30");
  });

  test("is the next day in Stockholm already an hour before midnight in winter, universal time", () => {
    expect(today({ fixedToday: null }, new Date("2022-11-30T23:00:00Z"))).toBe("2022-12-01");
  });

  test("is the next day two hours before midnight in summer", () => {
    expect(today({ fixedToday: null }, new Date("2022-06-30T22:00:00Z"))).toBe("2022-07-01");
  });

  test("is still the same day right before midnight in Stockholm", () => {
    expect(today({ fixedToday: null }, new Date("2022-11-30T22:59:59Z"))).toBe("2022-11-30");
  });
});

function faultsOf(environment: NodeJS.ProcessEnv, by?: ConfigurationReader) {
  return thrownBy(environment, by).faults;
}

function messageOf(environment: NodeJS.ProcessEnv): string {
  return thrownBy(environment).message;
}

function thrownBy(environment: NodeJS.ProcessEnv, by?: ConfigurationReader): ConfigurationError {
  try {
    readConfiguration(environment, by);
  } catch (error) {
    if (error instanceof ConfigurationError) return error;
    throw error;
  }
  throw new Error("The environment was accepted");
}
