import { createReadStream } from "node:fs";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { recognise } from "../../../gateway/sources/all-sources.js";
import type { ParsedRow } from "../../../gateway/sources/source-type.js";
import { citySize } from "../../bench/city/city-size.js";
import { type CityFiles, writeCity } from "../../bench/city/write-city.js";
import { everyRow } from "../sources/every-row.js";

const SIZE = citySize(4000);
let folder: string;
let files: CityFiles;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "overblick-city-"));
  files = await writeCity(folder, SIZE);
});
afterAll(() => rm(folder, { recursive: true }));

/** The rows as our own reader has them. */
async function rowsOf(path: string): Promise<ParsedRow[]> {
  const recognised = recognise(basename(path), "2022-11-30");
  const reader = recognised!.source.read(() => createReadStream(path), basename(path), recognised!.identity);
  await reader.top();
  return everyRow(reader.rows());
}

/** The values of rows without fault, by key. */
async function valuesOf(path: string): Promise<Map<string, string>> {
  const rows = await rowsOf(path);
  return new Map(rows.filter(({ fault }) => fault === null).map(({ values }) => [values[0]!, values.join(";")]));
}

describe("the city of the benchmark", () => {
  it("has as many rows as it should, none of them faulty but for decisions", async () => {
    const counted: Record<string, number> = {};
    const faults: unknown[] = [];
    for (const [type, into] of Object.entries({ ENHET: files.before, HANDL: files.before, UTFOR: files.before, KLIENT: files.before, UTREDN: files.before, BESTALL: files.after, PLAN: files.after, UPPF: files.after })) {
      const rows = await rowsOf(join(into, `SOSYS_${type}_HAL_20221129.TXT`));
      counted[type] = rows.length;
      faults.push(...rows.filter(({ fault }) => fault !== null));
    }
    expect(counted).toEqual({ ENHET: 40, HANDL: 600, UTFOR: 200, KLIENT: 1200, UTREDN: 2000, BESTALL: 4000, PLAN: 3000, UPPF: 3000 });
    expect(faults).toEqual([]);
  });

  it("has every kind of fault that a row with a readable key can show by itself, in about one row of a hundred", async () => {
    const rows = await rowsOf(files.decisions);
    const reasons = rows.flatMap(({ fault }) => (fault === null ? [] : [fault.reason]));
    const unknown = rows.filter(({ values }) => values[1] === "999999-9").length;
    const repeated = rows.length - new Set(rows.map(({ values }) => values[0])).size;
    expect(new Set(reasons)).toEqual(new Set(["BAD_DATE", "UNKNOWN_CODE", "BAD_NUMBER", "MISSING_VALUE"]));
    expect(unknown).toBeGreaterThan(0);
    expect(repeated).toBeGreaterThan(0);
    const faulty = reasons.length + unknown + repeated;
    expect(rows.length).toBe(4000);
    expect(faulty).toBeGreaterThan(30);
    expect(faulty).toBeLessThan(60);
  });

  it("differs in about one decision of a hundred on the second night: changed, gone and new ones", async () => {
    const [first, second] = [await valuesOf(files.decisions), await valuesOf(files.nextNightsDecisions)];
    const changed = [...second].filter(([key, values]) => first.has(key) && first.get(key) !== values).length;
    const gone = [...first.keys()].filter((key) => !second.has(key)).length;
    const added = [...second.keys()].filter((key) => !first.has(key)).length;
    expect([changed > 20, gone > 0, added > 0]).toEqual([true, true, true]);
    expect(changed + gone + added).toBeLessThan(60);
  });

  it("has the numbers of nobody: those that the tax agency keeps for tests, or reserve numbers", async () => {
    const numbers = (await rowsOf(join(files.before, "SOSYS_KLIENT_HAL_20221129.TXT"))).map(({ values }) => values[1]!);
    expect(numbers.filter((number) => !/^\d{8}(9[89]\d\d|TF\d\d)$/.test(number))).toEqual([]);
    expect(new Set(numbers).size).toBe(1200);
  });

  it("is the same each time", async () => {
    const again = await mkdtemp(join(tmpdir(), "overblick-city-"));
    const { decisions } = await writeCity(again, SIZE);
    expect((await readFile(decisions)).equals(await readFile(files.decisions))).toBe(true);
    await rm(again, { recursive: true });
  });
});
