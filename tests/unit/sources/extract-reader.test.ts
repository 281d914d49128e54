import { describe, expect, it } from "vitest";
import { uppf } from "../../../gateway/sources/legacy-extract/uppf.js";
import type { FileReader } from "../../../gateway/sources/source-type.js";
import { everyRow } from "./every-row.js";

const LINES = [
  "900019;2200014;20210901;ORD;NIHA13",
  "900020;2200014;20211399;DUR;NIHA13",
  "",
  '"900021";2200014;20211130;DUR;"Öb;13"',
  "900022;2200014",
];

/** A reader of the lines, past the file's top, whose bytes come in pieces of `size`. */
async function openReader(size: number): Promise<FileReader> {
  const sum = LINES.join("").split("").reduce((total, character) => total + character.charCodeAt(0), 0);
  const head = ["H;SOSYS;UPPF;HAL;20221129;FULL;3", "uppfnr;beslutsnr;datum;typ;signatur"];
  const bytes = Buffer.from([...head, ...LINES, `T;${LINES.length};${sum}`, ""].join("\r\n"), "latin1");
  async function* pieces(): AsyncIterable<Buffer> {
    for (let at = 0; at < bytes.length; at += size) yield await Promise.resolve(bytes.subarray(at, at + size));
  }
  const reader = uppf.read(pieces, "SOSYS_UPPF_HAL_20221129.TXT", { owner: "HAL", date: "2022-11-29", period: null });
  await reader.top();
  return reader;
}

describe.each([7, 64, 10_000])("an extract that comes in pieces of %i bytes", (size) => {
  it("gives each data line with its number and its fault", async () => {
    const rows = await everyRow((await openReader(size)).rows());
    expect(rows.map(({ line, fault }) => [line, fault?.reason ?? null])).toEqual([
      [3, null], [4, "BAD_DATE"], [5, "PARSE"], [6, null], [7, "PARSE"],
    ]);
    expect(rows[3]?.values).toEqual(["900021", "2200014", "20211130", "DUR", "Öb;13"]);
  });

  it("gives the same lines and texts when only the texts are asked for", async () => {
    const reader = await openReader(size);
    const rows = await everyRow(reader.rawRows!());
    expect(rows).toEqual(LINES.map((raw, at) => ({ line: at + 3, raw })));
  });
});
