import { describe, expect, it } from "vitest";
import { jour } from "../../../gateway/sources/provider-reports/jour.js";
import { writtenNumber } from "../../../gateway/sources/provider-reports/written-number.js";
import { readReport, told } from "./read-report.js";

/** A list of HAL for October 2022. */
async function list(rows: readonly string[], header = "datum;tid;aktnr;personnr;jour;handelse;atgard"): Promise<string[]> {
  return told(await readReport(jour, "JOUR_HAL_202210.csv", Buffer.from([header, ...rows, ""].join("\r\n"), "latin1")));
}

describe("an on-call list", () => {
  it("has a row by file number or by personal number", async () => {
    expect(await list(["2022-10-02;00:16;100001-1;;TRYGGHET;LARM;\"Falsklarm; återställt\"", "2022-10-31;8.15;;19390302-9928;SOCIAL;OVRIGT;"])).toEqual([
      "2: HAL | 2022-10 | 2 | 2022-10-02 | 00:16 | 100001-1 | - | TRYGGHET | LARM | Falsklarm; återställt",
      "3: HAL | 2022-10 | 3 | 2022-10-31 | 08:15 | - | 193903029928 | SOCIAL | OVRIGT | -",
    ]);
  });

  it.each([
    ["neither number", "2022-10-02;;;;TRYGGHET;LARM;x", "MISSING_VALUE aktnr"],
    ["no day", ";00:16;1;;TRYGGHET;LARM;x", "MISSING_VALUE datum"],
    ["a day of another month", "2022-11-02;00:16;1;;TRYGGHET;LARM;x", "BAD_DATE datum"],
    ["a day that does not exist", "2022-10-32;00:16;1;;TRYGGHET;LARM;x", "BAD_DATE datum"],
    ["a time that does not exist", "2022-10-02;24:16;1;;TRYGGHET;LARM;x", "BAD_DATE tid"],
    ["an unknown service", "2022-10-02;00:16;1;;POLIS;LARM;x", "UNKNOWN_CODE jour"],
    ["no service", "2022-10-02;00:16;1;;;LARM;x", "MISSING_VALUE jour"],
    ["an unknown event", "2022-10-02;00:16;1;;SOCIAL;INBROTT;x", "UNKNOWN_CODE handelse"],
    ["a number that lost its figures", "2022-10-02;00:16;;1,93903E+11;SOCIAL;LARM;x", "BAD_NUMBER personnr"],
    ["too few fields", "2022-10-02;00:16;1;;SOCIAL;LARM", "PARSE null"],
    ["a quote that does not fit", "2022-10-02;00:16;1;;SOCIAL;LARM;\"x", "PARSE null"],
    ["several faults, of which the leftmost is told", "2022-11-02;00:16;;;POLIS;INBROTT;x", "BAD_DATE datum"],
  ])("has a fault in a row with %s", async (_what, row, fault) => expect(await list([row])).toEqual([`2: ${fault}`]));

  it.each([
    ["a column too few", () => list([], "datum;tid;aktnr;personnr;jour;handelse"), "column atgard is missing in the header row"],
    ["commas", () => list([], "datum,tid,aktnr,personnr,jour,handelse,atgard"), "column datum, tid, aktnr, personnr, jour, handelse, atgard is missing in the header row"],
    ["UTF-8", async () => told(await readReport(jour, "JOUR_HAL_202210.csv", Buffer.from("datum;å"))), "the text is UTF-8, not Windows-1252: send the file again in Windows-1252"],
  ])("with %s is refused", async (_what, outcome, reason) => expect(await outcome()).toEqual([reason]));
});

describe("a personal number as it is written in October 2022", () => {
  it.each([
    ["193903029928", "193903029928"], ["19390302-9928", "193903029928"], ["19390302 9928", "193903029928"], ["390302-9928", "193903029928"],
    ["3903029928", "193903029928"], ["220910-1234", "202209101234"], ["221110-1234", "192211101234"], ["390302+9928", "183903029928"],
    ["193903029928,00", "193903029928"], ["504089994", "200504089994"], ["4089994", "200004089994"], ["19340512tf01", "19340512TF01"], ["340512-TF01", "19340512TF01"],
  ])("%s is %s", (text, number) => expect(writtenNumber(text, "2022-10")).toBe(number));

  it.each(["1,93903E+11", "1.93903029928e11", "2E+11"])("%s is none: its figures are lost", (text) => expect(writtenNumber(text, "2022-10")).toBeUndefined());
});
