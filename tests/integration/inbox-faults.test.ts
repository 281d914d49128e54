import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { type City, openCity } from "./city.js";
import { DropFolder } from "./drop-folder.js";
import { extract } from "./extract.js";

/** What the system answers instead of doing it: by function, and a part of the path that it is asked about. */
const refusals = vi.hoisted(() => new Map<string, { readonly path: string; readonly code: string }>());

vi.mock("node:fs/promises", async (importOriginal) => {
  const real = await importOriginal<Record<string, (...given: unknown[]) => Promise<unknown>>>();
  const guarded = (name: string) => (...given: unknown[]): Promise<unknown> => {
    const refusal = refusals.get(name);
    if (refusal === undefined || !String(given[0]).includes(refusal.path)) return real[name]!(...given);
    return Promise.reject(Object.assign(new Error(`${refusal.code}: refused, ${name}`), { code: refusal.code }));
  };
  return { ...real, writeFile: guarded("writeFile"), rename: guarded("rename"), access: guarded("access") };
});

const UNIT = "SOSYS_ENHET_HAL_20221129.TXT";
const STAFF = "SOSYS_HANDL_HAL_20221129.TXT";
const NIGHT = {
  ...extract("ENHET", "HAL", "20221129", "FULL", ["HALAO1;Äldre;HAL;AO;20070101;;"]),
  ...extract("HANDL", "HAL", "20221129", "FULL", ["ANAN01;20100101;;Anna Test;HALAO1;CHEF"]),
};

let city: City;
let drop: DropFolder;

beforeAll(async () => {
  city = await openCity();
});
afterAll(() => city.close());
beforeEach(async () => {
  drop = await DropFolder.open(city);
});
afterEach(async () => {
  refusals.clear();
  await drop.remove();
});

function errors(): string[] {
  return drop.logged.filter((line) => line.includes('"level":"error"'));
}

describe("a disk of the inbox that is full", () => {
  test("keeps no file from being loaded and moved: its report is in the database, and the log says so", async () => {
    const watch = drop.watch();
    await drop.put(NIGHT);
    refusals.set("writeFile", { path: ".report.json", code: "ENOSPC" });
    await drop.lookTwice(watch);
    expect(await readdir(join(drop.folder, "done"))).toEqual([UNIT, STAFF]);
    expect(errors()).toHaveLength(2);
    expect(errors()[0]).toMatch(/ENOSPC.*report could not be written/);
  });
});

describe("a file that may not be moved", () => {
  test("stays, is loaded all the same, and is moved when it may be", async () => {
    const watch = drop.watch();
    await drop.put(NIGHT);
    refusals.set("rename", { path: UNIT, code: "EACCES" });
    await drop.lookTwice(watch);
    expect(await drop.files()).toEqual([UNIT, `done/${STAFF}`]);
    expect(errors()).toHaveLength(1);
    expect(errors()[0]).toMatch(/EACCES.*could not be moved/);
    refusals.clear();
    await drop.later(2_000, watch);
    expect(await drop.files()).toEqual([`done/${UNIT}`, `done/${STAFF}`]);
    expect(await drop.report(`done/${UNIT}`)).toMatchObject({ status: "UNCHANGED" });
  });
});

describe("a file that may not be read", () => {
  test("stays, and the others are loaded", async () => {
    const watch = drop.watch();
    await drop.put(NIGHT);
    refusals.set("access", { path: UNIT, code: "EACCES" });
    await drop.lookTwice(watch);
    expect(await drop.files()).toEqual([UNIT, `done/${STAFF}`]);
    expect(errors()).toHaveLength(1);
    expect(errors()[0]).toMatch(/EACCES.*can't be read/);
    refusals.clear();
    await drop.later(2_000, watch);
    expect(await drop.files()).toEqual([`done/${UNIT}`, `done/${STAFF}`]);
  });
});
