import { describe, expect, it } from "vitest";
import { synp } from "../../../gateway/sources/provider-reports/synp.js";
import { readReport, told } from "./read-report.js";

const ITEM = { id: "S1-1", datum: "2022-11-22", typ: "KLAGOMAL", riktad_mot: "SLUTENVARD", text: "För sent; \"igen\"" };

async function feedback(...items: unknown[]): Promise<string[]> {
  return told(await readReport(synp, "SYNP_HAL_20221129.json", Buffer.from(JSON.stringify(items))));
}

describe("deviations and complaints", () => {
  it("are read by their place in the array, with what is optional and without", async () => {
    expect(await feedback(ITEM, { ...ITEM, id: 2, utforare: "U101", aktnr: "100001-1", insats: "HTJ" })).toEqual([
      "1: HAL | S1-1 | 2022-11-22 | KLAGOMAL | SLUTENVARD | - | - | - | För sent; \"igen\"",
      "2: HAL | 2 | 2022-11-22 | KLAGOMAL | SLUTENVARD | U101 | 100001-1 | HTJ | För sent; \"igen\"",
    ]);
  });

  it.each([
    ["no id", { ...ITEM, id: undefined }, "MISSING_KEY id"],
    ["a day that does not exist", { ...ITEM, datum: "2022-02-30" }, "BAD_DATE datum"],
    ["no day", { ...ITEM, datum: null }, "MISSING_VALUE datum"],
    ["an unknown kind", { ...ITEM, typ: "ROS" }, "UNKNOWN_CODE typ"],
    ["an unknown addressee", { ...ITEM, riktad_mot: "NAMND" }, "UNKNOWN_CODE riktad_mot"],
    ["an unknown intervention", { ...ITEM, insats: "XYZ" }, "UNKNOWN_CODE insats"],
    ["nothing said", { ...ITEM, text: " " }, "MISSING_VALUE text"],
    ["no shape", "S1-1", "PARSE null"],
    ["a letter that no database keeps", { ...ITEM, text: "a\0b" }, "PARSE null"],
  ])("have a fault with %s", async (_what, item, fault) => expect(await feedback(item)).toEqual([`1: ${fault}`]));
});
