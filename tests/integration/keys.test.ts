import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { keyUses, rotateKeys } from "../../gateway/access/key-use.js";
import { type KeyRing, parseKeyRing } from "../../gateway/access/keys.js";
import { unseal, unsealText } from "../../gateway/access/sealed-text.js";
import { asOnlyLoader, withSession } from "../../gateway/database/session.js";
import { ringInForce } from "../../gateway/loading/hash-keys.js";
import { type City, openCity } from "./city.js";
import { clientRow, extract, extractBytes, extractName } from "./extract.js";
import { KEYS, RING } from "./world.js";

const NEW_KEY = `k2:${Buffer.alloc(32, 3).toString("base64")}`;
const BOTH = { ...KEYS, PERSON_KEYS: `${NEW_KEY},${KEYS.PERSON_KEYS}` };
const CLIENTS = 30;
const ROWS = Array.from({ length: CLIENTS }, (_, at) => clientRow(`1000${at}-1`, "HALAO1"));
const FAULTY = clientRow("200-1", "HALAO1", { avliden: "x" });
/** Without most of the clients. */
const HELD = extractBytes("KLIENT", "HAL", "20221130", "FULL", ROWS.slice(0, 3));

function ringOf({ PERSON_KEYS, PERSON_HASH_KEY }: typeof KEYS): KeyRing {
  return parseKeyRing({ keys: PERSON_KEYS, hashKey: PERSON_HASH_KEY }) as KeyRing;
}

let city: City;

/** A city with numbers, a row in quarantine and a held file. */
async function cityWithAll(): Promise<City> {
  const loaded = await openCity();
  await loaded.deliver({
    ...extract("ENHET", "HAL", "20221129", "FULL", ["HALAO1;Äldre;HAL;AO;20070101;;"]),
    ...extract("KLIENT", "HAL", "20221129", "FULL", [...ROWS, FAULTY]),
  });
  await loaded.deliver({ [extractName("KLIENT", "HAL", "20221130")]: HELD });
  return loaded;
}

beforeAll(async () => {
  city = await cityWithAll();
});
afterAll(() => city.close());

/** Runs the command as an operator does. */
function keys(command: string, environment: NodeJS.ProcessEnv): ChildProcess {
  const file = fileURLToPath(new URL("../../gateway/commands/keys.ts", import.meta.url));
  return spawn(process.execPath, ["--import", "@swc-node/register/esm-register", file, command], {
    env: { ...process.env, NODE_ENV: "test", LOG_LEVEL: "warn", DATABASE_URL: city.url, ...environment },
    stdio: ["ignore", "pipe", "pipe"],
  });
}

async function answerOf(child: ChildProcess): Promise<{ code: number | null; stdout: string; stderr: string }> {
  const [[code], stdout, stderr] = await Promise.all([once(child, "exit") as Promise<[number | null]>, text(child.stdout!), text(child.stderr!)]);
  return { code, stdout, stderr };
}

describe("npm run keys", () => {
  const ALL = { "held_chunk.bytes_sealed": 1, "person.personal_number_sealed": CLIENTS, "rejected_row.raw_sealed": 1 };

  test("list tells what is sealed with each key", async () => {
    const { code, stdout } = await answerOf(keys("list", BOTH));
    expect(JSON.parse(stdout)).toEqual({
      resealed: 0,
      rehashed: 0,
      hashing: { keys: 1, inForce: 1 },
      keys: [{ id: "k2", known: true, first: true, values: {} }, { id: "k1", known: true, first: false, values: ALL }],
    });
    expect(code).toBe(0);
  });

  test("list says by exit 3 that a key is lacking which values still have", async () => {
    const { code, stdout } = await answerOf(keys("list", { ...KEYS, PERSON_KEYS: NEW_KEY }));
    expect(JSON.parse(stdout)).toMatchObject({ keys: [{ id: "k2" }, { id: "k1", known: false, values: ALL }] });
    expect(code).toBe(3);
  });

  test("rotate seals everything with the first key, and the old one can go", async () => {
    const { code, stdout } = await answerOf(keys("rotate", BOTH));
    expect(JSON.parse(stdout)).toMatchObject({ resealed: CLIENTS + 2, keys: [{ id: "k2", values: ALL }, { id: "k1", values: {} }] });
    expect(code).toBe(0);
    const onlyNew = ringOf({ ...KEYS, PERSON_KEYS: NEW_KEY });
    const rows: { sealed: Buffer }[] = await city.dataSource.query("SELECT raw_sealed AS sealed FROM rejected_row");
    expect(rows.map(({ sealed }) => unsealText(onlyNew, sealed, "rejected_row.raw_sealed"))).toEqual([FAULTY]);
    const chunks: { sealed: Buffer }[] = await city.dataSource.query("SELECT bytes_sealed AS sealed FROM held_chunk");
    expect(chunks.map(({ sealed }) => unseal(onlyNew, sealed, "held_chunk.bytes_sealed").equals(HELD))).toEqual([true]);
  });

  test("rotate does nothing the second time", async () => {
    expect(JSON.parse((await answerOf(keys("rotate", BOTH))).stdout)).toMatchObject({ resealed: 0 });
  });

  test("a word that it does not know is exit 2", async () => {
    expect(await answerOf(keys("turn", BOTH))).toMatchObject({ code: 2, stdout: "" });
  });

  test("a load after it finds every client unchanged, with the older key first again", async () => {
    const olderFirst = ringOf({ ...KEYS, PERSON_KEYS: `${KEYS.PERSON_KEYS},${NEW_KEY}` });
    await asOnlyLoader(city.dataSource, () => undefined, (session) => rotateKeys(session, olderFirst));
    const rotated = await city.deliver(extract("KLIENT", "HAL", "20221201", "DELTA", ROWS));
    expect(rotated.files).toMatchObject([{ status: "LOADED", added: 0, changed: 0 }]);
  });
});

test("a rotation killed in the middle is finished by the next", async () => {
  const own = await openCity();
  const clients = Array.from({ length: 4000 }, (_, at) => clientRow(`3${at}-1`, "HALAO1"));
  await own.deliver({
    ...extract("ENHET", "HAL", "20221129", "FULL", ["HALAO1;Äldre;HAL;AO;20070101;;"]), ...extract("KLIENT", "HAL", "20221129", "FULL", clients),
  });
  const used = async (): Promise<Record<string, number>> =>
    Object.fromEntries((await keyUses(own.dataSource, ringOf(BOTH))).map(({ id, values }) => [id, values["person.personal_number_sealed"] ?? 0]));
  // As if it were killed after the second batch: the third update fails.
  await expect(asOnlyLoader(own.dataSource, () => undefined, async (session) => {
    let updates = 0;
    const query = session.query.bind(session) as (...values: unknown[]) => unknown;
    const stopping = new Proxy(session, {
      get: (target, name) => name !== "query" ? Reflect.get(target, name) as unknown : (sql: string, values: unknown[]) => {
        if (sql.startsWith("UPDATE") && (updates += 1) === 3) throw new Error("killed");
        return query(sql, values);
      },
    });
    await rotateKeys(stopping, ringOf(BOTH));
  })).rejects.toThrow("killed");
  expect(await used()).toEqual({ k2: 2000, k1: 2000 });
  await asOnlyLoader(own.dataSource, () => undefined, (session) => rotateKeys(session, ringOf(BOTH)));
  expect(await used()).toEqual({ k2: 4000, k1: 0 });
  await own.close();
});

function inForce({ dataSource }: City, ring: KeyRing): Promise<KeyRing> {
  return withSession(dataSource, (session) => ringInForce(session, ring));
}

describe("keys that the database was not loaded with are refused before anything is loaded or answered", () => {
  const other = randomBytes(32).toString("base64");
  let loaded: City;

  beforeAll(async () => {
    loaded = await cityWithAll();
  });
  afterAll(() => loaded.close());

  test("another hash key", async () => {
    const wrong = inForce(loaded, ringOf({ ...KEYS, PERSON_HASH_KEY: other }));
    await expect(wrong).rejects.toMatchObject({ faults: [{ variable: "PERSON_HASH_KEY" }] });
  });

  test("without the key that seals", async () => {
    const wrong = inForce(loaded, ringOf({ ...KEYS, PERSON_KEYS: NEW_KEY }));
    await expect(wrong).rejects.toMatchObject({ faults: [{ variable: "PERSON_KEYS", fault: 'A value of person.personal_number_sealed can\'t be opened: PERSON_KEYS lacks its key "k1"' }] });
  });

  test("another key by the same id", async () => {
    const wrong = inForce(loaded, ringOf({ ...KEYS, PERSON_KEYS: `k1:${other}` }));
    await expect(wrong).rejects.toMatchObject({ faults: [{ variable: "PERSON_KEYS" }] });
  });

  test("the right ones are let through", async () => {
    await expect(inForce(loaded, RING)).resolves.toEqual(RING);
  });
});
