import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { readExtract, splitLine } from "../../legacy-system/extract.js";

let root: string;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "overblick-extract-"));
});

afterEach(async () => {
  await rm(root, { recursive: true });
});

/** Writes a night's KLIENT file and gives its folder. */
async function night(date: string, mode: "FULL" | "DELTA", lines: readonly string[], district = "HAL"): Promise<string> {
  const folder = join(root, `${date}-${district}`);
  await mkdir(folder);
  const header = [`H;SOSYS;KLIENT;${district};${date};${mode};3`, "aktnr;efternamn"];
  const text = [...header, ...lines, `T;${lines.length};0`, ""].join("\r\n");
  await writeFile(join(folder, `SOSYS_KLIENT_${district}_${date}.TXT`), Buffer.from(text, "latin1"));
  return folder;
}

describe("splitLine", () => {
  it("keeps a semicolon and a doubled quote inside a quoted field", () => {
    expect(splitLine('HALAO2;"Enhet ""Söder""; Älvsjö";HAL')).toEqual(["HALAO2", 'Enhet "Söder"; Älvsjö', "HAL"]);
  });

  it("keeps empty fields, also the last", () => {
    expect(splitLine(';a;"";')).toEqual(["", "a", "", ""]);
  });
});

describe("readExtract", () => {
  it("adds and changes rows by a DELTA night", async () => {
    const folders = [
      await night("20221129", "FULL", ["100000-1;Ek", "100000-2;Al"]),
      await night("20221130", "DELTA", ["100000-2;Alm", "100000-3;Björk"]),
    ];
    const { KLIENT } = await readExtract(folders);
    expect([...KLIENT.values()].map((row) => row["efternamn"])).toEqual(["Ek", "Alm", "Björk"]);
  });

  it("withdraws what is gone from a FULL night", async () => {
    const folders = [
      await night("20221129", "FULL", ["100000-1;Ek", "100000-2;Al"]),
      await night("20221130", "FULL", ["100000-2;Al"]),
    ];
    expect([...(await readExtract(folders)).KLIENT.keys()]).toEqual(["100000-2"]);
  });

  it("leaves another district's rows when a FULL night lacks them", async () => {
    const folders = [
      await night("20221129", "FULL", ["100000-1;Ek"], "SKH"),
      await night("20221130", "FULL", ["100000-2;Al"], "HAL"),
    ];
    expect([...(await readExtract(folders)).KLIENT.keys()]).toEqual(["100000-1", "100000-2"]);
  });

  it("says which line has the wrong number of fields", async () => {
    const folder = await night("20221129", "FULL", ["100000-1;Ek", "100000-2"]);
    await expect(readExtract([folder])).rejects.toThrow("SOSYS_KLIENT_HAL_20221129.TXT: line 4");
  });
});
