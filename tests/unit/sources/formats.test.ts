import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { decodeUtf8OrWindows1252, decodeWindows1252Only } from "../../../gateway/sources/formats/encoding.js";
import { readHours, readIsoDate, readTimeOfDay } from "../../../gateway/sources/formats/fields.js";
import { cellText, hoursText, readSheets } from "../../../gateway/sources/formats/sheets.js";
import { readCsvTable, readTable } from "../../../gateway/sources/formats/table.js";
import { type SheetCell, workbookOf, workbookOfSheets, type WorkbookOptions } from "./workbook.js";

/** The reason that something is refused with. */
function refusalOf(read: () => unknown): string {
  try {
    read();
  } catch (error) {
    expect(error).toMatchObject({ code: "FILE_REJECTED" });
    return (error as Error).message;
  }
  return "read";
}

describe("a length of time, in seconds", () => {
  it.each([
    ["12,5", "45000"], ["12", "43200"], ["0", "0"], ["0,1", "360"], ["1 234,50", "4444200"], ["1\u00a0234", "4442400"],
    ["12:30", "45000"], ["0:05", "300"], ["102:45", "369900"], ["387:00", "1393200"], ["12:30:20", "45020"],
    ["0,3333333333333333", "1199.99999999999988"], ["12,0000", "43200"],
  ])("of %s is %s", (text, seconds) => expect(readHours(text)).toBe(seconds));

  it.each(["12.5", "-2", "−2", "12:75", "12:3", "12:", ":30", "okänt", "12,5 h", "1,2,3", "12 34", "1e3", "####", "2022-10-01", "12,"])(
    "can't be read from %s",
    (text) => expect(readHours(text)).toEqual({ reason: "BAD_NUMBER" }),
  );

  it("is the same exactly, written with a comma or as h:mm", () => {
    fc.assert(fc.property(fc.nat(900), fc.integer({ min: 0, max: 19 }), (hours, twentieth) => {
      const decimal = `${hours},${String(twentieth * 5).padStart(2, "0")}`;
      const clock = `${hours}:${String(twentieth * 3).padStart(2, "0")}`;
      expect(readHours(decimal)).toEqual(readHours(clock));
    }));
  });
});

describe("a day and a time of day", () => {
  it.each(["2022-02-30", "20221101", "0000-01-01", "2022-11-01T00:00:00", "1.11.2022"])("%s is no day", (text) => expect(readIsoDate(text)).toEqual({ reason: "BAD_DATE" }));
  it.each([["08:15", "08:15"], ["8.15", "08:15"], ["23:59:59", "23:59"]])("%s is the time %s", (text, time) => expect(readTimeOfDay(text)).toBe(time));
  it.each(["24:00", "8:60", "815"])("%s is no time", (text) => expect(readTimeOfDay(text)).toEqual({ reason: "BAD_DATE" }));
});

describe("a cell of a workbook", () => {
  async function textsOf(cell: SheetCell, options: WorkbookOptions = {}): Promise<string[]> {
    const [sheet] = await readSheets(workbookOf([[cell]], options));
    const read = sheet!.rows[0]?.[0] ?? null;
    return [cellText(read), hoursText(read)];
  }

  it.each([
    ["a number", 12.5, ["12.5", "12,5"]],
    ["a number that a sheet computed", 0.1 + 0.2, ["0.3", "0,3"]],
    ["what is left of equal numbers", 2.8e-14, ["2.8e-14", "0"]],
    ["a long whole number", 193903029928, ["193903029928", "193903029928"]],
    ["a number kept as text", "12,5", ["12,5", "12,5"]],
    ["a truth", true, ["true", "true"]],
    ["a day", { days: 44866, shown: "date" }, ["2022-11-01", "2022-11-01"]],
    ["a day with a time of day", { days: 44866.75, shown: "date" }, ["2022-11-01", "2022-11-01"]],
    ["hours", { days: 0.520833333333333, shown: "h:mm" }, ["1899-12-30", "12:30"]],
    ["hours over a day", { days: 102.75 / 24, shown: "[h]:mm" }, ["1900-01-03", "102:45"]],
    ["hours beyond the leap day that 1900 did not have", { days: 1500.25 / 24, shown: "[h]:mm" }, ["1900-03-02", "1500:15"]],
    ["hours with seconds", { days: 45020 / 86400, shown: "[h]:mm" }, ["1899-12-30", "12:30:20"]],
    ["no hours at all", { days: 0, shown: "[h]:mm" }, ["1899-12-30", "0:00"]],
    ["fewer hours than none", { days: -0.0625, shown: "[h]:mm" }, ["1899-12-29", "-1:30"]],
    ["a day that no calendar has", { days: 1e12, shown: "date" }, ["####", "####"]],
    ["nothing", null, ["", ""]],
  ] as const)("with %s", async (_what, cell, texts) => expect(await textsOf(cell)).toEqual(texts));

  it.each(["1", "true"] as const)("of a workbook that counts from 1904 (%s)", async (date1904) => {
    expect(await textsOf({ days: 44866 - 1462, shown: "date" }, { date1904 })).toEqual(["2022-11-01", expect.any(String)]);
    expect((await textsOf({ days: 102.75 / 24, shown: "[h]:mm" }, { date1904 }))[1]).toBe("102:45");
  });
});

test.each(["x".repeat(201), "a_x0000_b"])("a workbook with a sheet of the name %s is refused: the name may be a key", async (name) => {
  await expect(readSheets(workbookOfSheets([{ name, rows: [["Hej"]] }]))).rejects.toThrow("a sheet has a name that no spreadsheet program gives");
});

describe("the table of a workbook", () => {
  const read = (rows: SheetCell[][]): ReturnType<typeof readTable> => readTable(workbookOf(rows), "x.xlsx", ["aktnr", "utförd tid"]);

  it("is found by its labels, wherever they stand and however they are broken and spelled", async () => {
    const table = await read([[], ["Lista"], [null, "Månad", "2022-10"], [], [null, " UTFÖRD\ntid ", "Aktnr"], [null, 1.5, "100001-1"], [], [null, 2, "100002-2"]]);
    expect(table.titles).toEqual([["", "", ""], ["Lista", "", ""], ["", "Månad", "2022-10"], ["", "", ""]]);
    expect(table.rows.map(({ line, cells }) => [line, cells?.get("aktnr"), cells?.get("utförd tid")])).toEqual([[6, "100001-1", "1.5"], [8, "100002-2", "2"]]);
  });

  it("may have cells left empty at its end", async () => {
    const { rows } = await read([["Utförd tid", "Aktnr"], [1]]);
    expect(rows[0]?.cells).toEqual(new Map([["utförd tid", "1"], ["aktnr", ""]]));
  });

  it("is the one sheet that has it", async () => {
    const bytes = workbookOfSheets([{ name: "Läs mig", rows: [["Hej"]] }, { name: "2022-10", rows: [["Aktnr", "Utförd tid"], ["1", 2]] }, { name: "Mall", rows: [["Aktnr", "Utförd tid"]] }]);
    expect((await readTable(bytes, "x.xlsx", ["aktnr", "utförd tid"])).rows).toHaveLength(1);
  });

  it("on two sheets is refused: neither is lost unseen", async () => {
    const rows = [["Aktnr", "Utförd tid"], ["1", 2]];
    await expect(readTable(workbookOfSheets([{ name: "a", rows }, { name: "b", rows }]), "x.xlsx", ["aktnr", "utförd tid"]))
      .rejects.toThrow("2 sheets of the workbook have the table: send them as a file each");
  });

  it("with a label twice is refused", async () => {
    await expect(read([["Aktnr", "Utförd tid", "AKTNR"], ["1", 2, "3"]])).rejects.toThrow("column aktnr stands twice in the header row");
  });

  it("may have any other label", async () => {
    const { rows } = await read([["constructor", "Aktnr", "Utförd tid", "__proto__"], ["x", "1", 2, "y"]]);
    expect(rows[0]?.cells).toEqual(new Map([["constructor", "x"], ["aktnr", "1"], ["utförd tid", "2"], ["__proto__", "y"]]));
  });

  it("without a label is refused with the labels that it lacks", async () => {
    await expect(read([["Lista"], ["Aktnr", "Tid"]])).rejects.toThrow("column utförd tid is missing in the header row");
  });
});

describe("a table of text", () => {
  const read = (text: string, delimiters = [";", ","]): (string | null)[][] =>
    readCsvTable(text, ["a", "b", "c"], delimiters).rows.map(({ line, cells }) => [String(line), cells && [...cells.values()].join("|")]);

  it.each([
    ["with semicolons", "a;b;c\r\n1;2;3\r\n", [["2", "1|2|3"]]],
    ["with commas", "a,b,c\n1,\"2,5\",3", [["2", "1|2,5|3"]]],
    ["with commas in a title above its header row", "Lista, 2022; ny\na,b,c\n1,2,3", [["3", "1|2|3"]]],
    ["in quotes", "a;b;c\n1;\"x; \"\"y\"\"\";3", [["2", "1|x; \"y\"|3"]]],
    ["with blank lines", "a;b;c\n\n1;2;3\n;;\n", [["3", "1|2|3"]]],
    ["with empty fields too many", "a;b;c\n1;2;3;;", [["2", "1|2|3"]]],
  ])("%s", (_what, text, rows) => expect(read(text)).toEqual(rows));

  it.each([
    ["a quote that does not fit spoils its own line alone", "a;b;c\n1;\"2;3\n4;5;6\n7;8\"\";9\n", [["2", null], ["3", "4|5|6"], ["4", null]]],
    ["a field too many or too few spoils its line", "a;b;c\n1;2;3;4\n1;2\n5;6;7", [["2", null], ["3", null], ["4", "5|6|7"]]],
  ])("%s", (_what, text, rows) => expect(read(text)).toEqual(rows));
});

describe("the encoding of a text", () => {
  test.each([
    ["UTF-8", Buffer.from("Åke – €")], ["UTF-8 with byte order mark", Buffer.from("\uFEFFÅke – €")], ["Windows-1252", Buffer.from("c56b65209620 80".replaceAll(" ", ""), "hex")],
  ])("is %s or another: the letters are the same", (_what, bytes) => expect(decodeUtf8OrWindows1252(bytes)).toBe("Åke – €"));

  test.each([
    ["cut off within a letter", Buffer.from("Åke – Å").subarray(0, -1), "the file ends within a letter of UTF-8: it is cut off"],
    ["UTF-8 by its mark alone", Buffer.concat([Buffer.from("\uFEFFa"), Buffer.from([0xe5])]), "the file says that it is UTF-8, and is not: it is cut off or damaged"],
    ["neither", Buffer.from("616263 0a 9d 0a e5".replaceAll(" ", ""), "hex"), "line 2 holds the byte 0x9D, which is not Windows-1252"],
  ])("%s is refused", (_what, bytes, reason) => expect(refusalOf(() => decodeUtf8OrWindows1252(bytes))).toBe(reason));

  test("that must be Windows-1252 is refused when it is plainly UTF-8", () => {
    expect(decodeWindows1252Only(Buffer.from([0xc5, 0x6b, 0x65]))).toBe("Åke");
    expect(refusalOf(() => decodeWindows1252Only(Buffer.from("Åke")))).toBe("the text is UTF-8, not Windows-1252: send the file again in Windows-1252");
  });
});
