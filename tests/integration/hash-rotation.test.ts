import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { pseudonymOfPerson } from "../../gateway/access/keyed-hash.js";
import { type KeyRing, parseKeyRing } from "../../gateway/access/keys.js";
import { asOnlyLoader, type LoaderSession } from "../../gateway/database/session.js";
import { overlay } from "../../gateway/findings/overlay.js";
import { hashKeyUse, ringInForce, rotateHashes } from "../../gateway/loading/hash-keys.js";
import { ingest } from "../../gateway/loading/ingest.js";
import { createLog } from "../../gateway/log.js";
import { projectRoot } from "../../gateway/project-root.js";
import { loadCatalogue } from "../../gateway/rules/catalogue.js";
import { type City, openCity } from "./city.js";
import { clientRow, extract } from "./extract.js";
import { HEAD, KEYS } from "./world.js";

/* PERSON_HASH_KEY is exchanged while everybody is found, and nobody counts as changed. */

const NEW_KEY = Buffer.alloc(32, 9).toString("base64");
const OLD = ringOf(KEYS.PERSON_HASH_KEY);
const BOTH = ringOf(`${NEW_KEY},${KEYS.PERSON_HASH_KEY}`);
const NEW = ringOf(NEW_KEY);
const RINGS = [["the old key", OLD], ["both, the new one first", BOTH], ["the new key", NEW]] as const;

/** More than a batch. */
const CLIENTS = 1500;
const numberOf = (at: number): string => `19490408${String(at).padStart(4, "0")}`;
const ROWS = Array.from({ length: CLIENTS }, (_, at) => clientRow(`${at}-1`, "HALAO1", { personnr: numberOf(at) }));
const ASKED = [0, 700, CLIENTS - 1];

function ringOf(hashKey: string): KeyRing {
  return parseKeyRing({ keys: KEYS.PERSON_KEYS, hashKey }) as KeyRing;
}

let city: City;

async function open(): Promise<void> {
  city = await openCity();
  await city.deliver({ ...extract("ENHET", "HAL", "20221128", "FULL", ["HALAO1;Äldre;HAL;AO;20070101;;"]), ...extract("KLIENT", "HAL", "20221128", "FULL", ROWS) });
  // One has another number since, one has none any more, and two share one.
  await city.deliver(extract("KLIENT", "HAL", "20221129", "DELTA", [
    clientRow("1-1", "HALAO1", { personnr: "194904095555" }), clientRow("2-1", "HALAO1", { personnr: "" }), clientRow("3-1", "HALAO1", { personnr: numberOf(4) }),
  ]));
}

const close = (): Promise<void> => city.close();

/** Which cases numbers lead to; null where to none. */
async function found(ring: KeyRing, numbers: readonly string[], on = "2022-11-30"): Promise<(string | null)[]> {
  const viewer = { ...HEAD, units: ["HALAO1"] };
  const answers = await overlay(city.dataSource, viewer, { on, today: "2022-11-30" }, numbers.map((personalNumber) => ({ personalNumber })), ring);
  return answers.map(({ fileNumber }) => fileNumber ?? null);
}

const rotate = (ring: KeyRing = BOTH): Promise<number> => asOnlyLoader(city.dataSource, () => undefined, (session) => rotateHashes(session, ring));

/** Each extract is of a day of its own. */
let day = 20221201;

async function load(ring: KeyRing): Promise<unknown> {
  const folder = await mkdtemp(join(tmpdir(), "overblick-rotation-"));
  for (const [name, content] of Object.entries(extract("KLIENT", "HAL", String(day++), "DELTA", ROWS.slice(10)))) await writeFile(join(folder, name), content);
  const { files } = await ingest(
    { dataSource: city.dataSource, catalogue: loadCatalogue(), ring, log: createLog({ logLevel: "silent" }), today: "2022-12-01" }, { paths: [folder], force: false, accept: [] },
  );
  await rm(folder, { recursive: true });
  return files.map(({ status, added, changed }) => ({ status, added, changed }));
}

const ALL_FOUND = ASKED.map((at) => `${at}-1`);
const UNCHANGED = [{ status: "LOADED", added: 0, changed: 0 }];

describe("before the rotation", () => {
  beforeAll(open);
  afterAll(close);

  test.each(RINGS.slice(0, 2))("everybody is found by %s", async (_, ring) => {
    expect(await found(ring, ASKED.map(numberOf))).toEqual(ALL_FOUND);
  });

  test.each(RINGS.slice(0, 2))("a load changes nobody by %s", async (_, ring) => {
    expect(await load(ring)).toEqual(UNCHANGED);
  });
});

describe("the rotation", () => {
  beforeEach(open);
  afterEach(close);

  test("makes the hashes of every version anew, and none the second time", async () => {
    expect(await rotate()).toBe(CLIENTS + 3);
    expect(await rotate()).toBe(0);
  });

  test("leaves none that the old key finds or compares by", async () => {
    const hashes = async (): Promise<string[]> => {
      const rows = await city.dataSource.query<{ hash: string }[]>(
        "SELECT encode(hash, 'hex') AS hash FROM person, unnest(ARRAY[personal_number_hash, row_hash]) AS hash WHERE hash IS NOT NULL",
      );
      return rows.map(({ hash }) => hash);
    };
    const before = new Set(await hashes());
    await rotate();
    expect((await hashes()).filter((hash) => before.has(hash))).toEqual([]);
  });

  test("lets everybody be found by who has both keys, at any moment of it", async () => {
    const during: unknown[] = [];
    await asOnlyLoader(city.dataSource, () => undefined, (session) => rotateHashes(afterEachUpdate(session, async () => {
      during.push(await found(BOTH, ASKED.map(numberOf)));
    }), BOTH));
    expect(during).toEqual([ALL_FOUND, ALL_FOUND]);
  });

  test("killed in the middle has changed nothing, and the next does all", async () => {
    const killed = asOnlyLoader(city.dataSource, () => undefined, (session) => rotateHashes(afterEachUpdate(session, () => Promise.reject(new Error("killed"))), BOTH));
    await expect(killed).rejects.toThrow("killed");
    expect(await found(OLD, ASKED.map(numberOf))).toEqual(ALL_FOUND);
    expect(await rotate()).toBe(CLIENTS + 3);
  });

  test("leaves pseudonyms that others keep until the old key is taken away", () => {
    expect(pseudonymOfPerson(BOTH, "1-1")).toEqual(pseudonymOfPerson(OLD, "1-1"));
    expect(pseudonymOfPerson(NEW, "1-1")).not.toEqual(pseudonymOfPerson(OLD, "1-1"));
  });
});

/** Runs something after each UPDATE of a session. */
function afterEachUpdate(session: LoaderSession, run: () => Promise<void>): LoaderSession {
  const query = session.query.bind(session) as (...values: unknown[]) => Promise<unknown>;
  return new Proxy(session, {
    get: (target, name) => name !== "query" ? Reflect.get(target, name) as unknown : async (sql: string, values: unknown[]) => {
      const result = await query(sql, values);
      if (sql.startsWith("UPDATE")) await run();
      return result;
    },
  });
}

describe("after the rotation", () => {
  beforeAll(async () => {
    await open();
    await rotate();
  });
  afterAll(close);

  test.each(RINGS.slice(1))("everybody is found by %s", async (_, ring) => {
    expect(await found(ring, ASKED.map(numberOf))).toEqual(ALL_FOUND);
  });

  test("an earlier day finds by the number of that day", async () => {
    expect(await found(NEW, [numberOf(1), "194904095555"], "2022-11-28")).toEqual(["1-1", null]);
    expect(await found(NEW, [numberOf(1), "194904095555"])).toEqual([null, "1-1"]);
  });

  test("a number that two share finds neither", async () => {
    expect(await found(BOTH, [numberOf(4)])).toEqual([null]);
  });

  test.each(RINGS.slice(1))("a load changes nobody by %s", async (_, ring) => {
    expect(await load(ring)).toEqual(UNCHANGED);
  });

  test("the old key alone is refused", async () => {
    await expect(asOnlyLoader(city.dataSource, () => undefined, (session) => ringInForce(session, OLD)))
      .rejects.toMatchObject({ faults: [{ variable: "PERSON_HASH_KEY" }] });
  });

  test("the key in force is told by its place, and as none where it is lacking", async () => {
    const uses = await Promise.all([BOTH, OLD].map((ring) => asOnlyLoader(city.dataSource, () => undefined, (session) => hashKeyUse(session, ring))));
    expect(uses).toEqual([{ keys: 2, inForce: 1 }, { keys: 1, inForce: null }]);
  });
});

test("npm run keys -- rotate exchanges the key, and list says which can go", async () => {
  await open();
  const keys = (command: string): ChildProcess => spawn(
    process.execPath, ["--import", "@swc-node/register/esm-register", join(projectRoot(), "gateway/commands/keys.ts"), command],
    { env: { ...process.env, ...KEYS, PERSON_HASH_KEY: `${NEW_KEY},${KEYS.PERSON_HASH_KEY}`, NODE_ENV: "test", LOG_LEVEL: "warn", DATABASE_URL: city.url }, stdio: ["ignore", "pipe", "inherit"] },
  );
  const told: unknown[] = [];
  for (const command of ["list", "rotate", "list"]) {
    const child = keys(command);
    const [stdout] = await Promise.all([text(child.stdout!), once(child, "exit")]);
    told.push(JSON.parse(stdout));
  }
  await close();
  expect(told).toMatchObject([
    { rehashed: 0, hashing: { keys: 2, inForce: 2 } }, { rehashed: CLIENTS + 3, hashing: { keys: 2, inForce: 1 } }, { rehashed: 0, hashing: { keys: 2, inForce: 1 } },
  ]);
});
