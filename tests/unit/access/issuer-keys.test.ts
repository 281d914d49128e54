import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { exportJWK, generateKeyPair, type JWK, jwtVerify, SignJWT } from "jose";
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { IssuerKeys } from "../../../gateway/access/issuer-keys.js";
import { createLog } from "../../../gateway/log.js";

const MINUTE = 60_000;
const SILENT = createLog({ logLevel: "silent" });

interface Pair {
  readonly published: JWK;
  readonly token: string;
}

/** What the issuer does at the moment, and how often its keys were fetched. */
const issuer = { url: "", name: "", keys: [] as JWK[], status: 200, hold: null as Promise<void> | null, fetched: 0 };
let server: Server;
let old: Pair;
let fresh: Pair;
let time: number;
let keys: IssuerKeys;

async function pair(kid: string): Promise<Pair> {
  const { publicKey, privateKey } = await generateKeyPair("ES256");
  const token = await new SignJWT({ sub: kid }).setProtectedHeader({ alg: "ES256", kid }).sign(privateKey);
  return { published: { ...(await exportJWK(publicKey)), kid }, token };
}

beforeAll(async () => {
  [old, fresh] = await Promise.all([pair("old"), pair("fresh")]);
  server = createServer((request, response) => {
    const isDiscovery = request.url === "/.well-known/openid-configuration";
    if (!isDiscovery) issuer.fetched += 1;
    const content = isDiscovery ? { issuer: issuer.name, jwks_uri: `${issuer.url}/keys` } : { keys: issuer.keys };
    void Promise.resolve(issuer.hold).then(() => response.writeHead(issuer.status).end(JSON.stringify(content)));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  issuer.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(() => new Promise((resolve) => server.close(resolve)));

beforeEach(() => {
  Object.assign(issuer, { name: issuer.url, keys: [old.published], status: 200, hold: null, fetched: 0 });
  time = 0;
  keys = new IssuerKeys(issuer.url, SILENT, () => time);
});

/** Whose token it is; rejects when no key fits. */
async function subjectOf({ token }: Pair): Promise<string | undefined> {
  return (await jwtVerify(token, keys.find)).payload.sub;
}

test("a token is verified by the key that it names", async () => {
  await keys.open();
  expect(await subjectOf(old)).toBe("old");
});

test("keys are fetched once for many tokens", async () => {
  await keys.open();
  await Promise.all(Array.from({ length: 20 }, () => subjectOf(old)));
  expect(issuer.fetched).toBe(1);
});

describe("an issuer that changes keys", () => {
  test("is asked again for a key that is not known", async () => {
    await keys.open();
    issuer.keys = [old.published, fresh.published];
    time = MINUTE;
    expect([await subjectOf(fresh), await subjectOf(old)]).toEqual(["fresh", "old"]);
  });

  test("is not asked twice by many that come at once", async () => {
    await keys.open();
    issuer.keys = [fresh.published];
    time = MINUTE;
    expect(await Promise.all(Array.from({ length: 20 }, () => subjectOf(fresh)))).toEqual(Array.from({ length: 20 }, () => "fresh"));
    expect(issuer.fetched).toBe(2);
  });

  test("is left in peace by tokens with made-up keys", async () => {
    await keys.open();
    for (time = 1_000; time <= 20_000; time += 1_000) await expect(subjectOf(fresh)).rejects.toMatchObject({ code: "ERR_JWKS_NO_MATCHING_KEY" });
    expect(issuer.fetched).toBe(3);
  });

  test("has the key that it withdrew refused, within two of its ten minutes' rounds", async () => {
    await keys.open();
    issuer.keys = [fresh.published];
    time = 11 * MINUTE;
    await subjectOf(old);
    await expect.poll(() => subjectOf(old).then(() => "verified", () => "refused"), { timeout: 4_000 }).toBe("refused");
  });
});

describe("an issuer that nobody has asked for a night", () => {
  test("has the key that it withdrew refused at once, for all who come meanwhile", async () => {
    await keys.open();
    issuer.keys = [fresh.published];
    time = 600 * MINUTE;
    const judged = await Promise.allSettled(Array.from({ length: 5 }, () => subjectOf(old)));
    expect(judged.map(({ status }) => status)).toEqual(Array.from({ length: 5 }, () => "rejected"));
    expect(issuer.fetched).toBe(2);
  });

  test("and is away has its known keys go on, and is waited for once", async () => {
    await keys.open();
    issuer.status = 503;
    time = 600 * MINUTE;
    expect(await subjectOf(old)).toBe("old");
    let release = (): void => {};
    Object.assign(issuer, { status: 200, hold: new Promise<void>((resolve) => { release = resolve; }) });
    time += MINUTE;
    expect(await subjectOf(old)).toBe("old");
    release();
  });
});

describe("an issuer that is away", () => {
  test("at start is found when it is there", async () => {
    issuer.status = 503;
    await keys.open();
    await expect(subjectOf(old)).rejects.toMatchObject({ code: "ISSUER_AWAY" });
    issuer.status = 200;
    time = MINUTE;
    expect(await subjectOf(old)).toBe("old");
  });

  test("at start is not asked by every token", async () => {
    issuer.status = 503;
    await keys.open();
    time = MINUTE;
    const refused = await Promise.allSettled(Array.from({ length: 20 }, () => subjectOf(old)));
    expect(refused.map((each) => each.status)).toEqual(Array.from({ length: 20 }, () => "rejected"));
    expect(issuer.fetched).toBe(0);
  });

  test("has its known keys go on, however old they are", async () => {
    await keys.open();
    issuer.status = 503;
    for (time = 0; time < 600 * MINUTE; time += 10 * MINUTE) expect(await subjectOf(old)).toBe("old");
  });

  test("holds up nobody whose key is known", async () => {
    await keys.open();
    let release = (): void => {};
    issuer.hold = new Promise((resolve) => { release = resolve; });
    time = 11 * MINUTE;
    expect(await subjectOf(old)).toBe("old");
    release();
  });

  test.each<[string, Partial<typeof issuer>]>([
    ["publishes no keys", { keys: [] }],
    ["publishes something else", { keys: "none" as never }],
    ["answers as another", { name: "https://another.example" }],
  ])("is what one counts as that later %s", async (_, fault) => {
    await keys.open();
    Object.assign(issuer, fault);
    time = 11 * MINUTE;
    await subjectOf(old);
    time = 12 * MINUTE;
    expect(await subjectOf(old)).toBe("old");
  });

  test("is logged with the reason", async () => {
    const lines: string[] = [];
    issuer.status = 503;
    await new IssuerKeys(issuer.url, createLog({ logLevel: "warn" }, { write: (line) => lines.push(line) })).open();
    expect(JSON.parse(lines[0] ?? "")).toMatchObject({ reason: "/.well-known/openid-configuration answers 503", keysKnown: false });
  });
});

test("an issuer that says at start that it is another is a fault of the configuration", async () => {
  issuer.name = `${issuer.url}/`;
  await expect(keys.open()).rejects.toMatchObject({ code: "CONFIGURATION" });
});

test("the clock is one that nobody sets", async () => {
  vi.useFakeTimers({ toFake: ["Date"], now: 0 });
  try {
    const real = new IssuerKeys(issuer.url, SILENT);
    await real.open();
    vi.setSystemTime(60 * MINUTE);
    await expect(jwtVerify(fresh.token, real.find)).rejects.toMatchObject({ code: "ERR_JWKS_NO_MATCHING_KEY" });
    expect(issuer.fetched).toBe(1);
  } finally {
    vi.useRealTimers();
  }
});
