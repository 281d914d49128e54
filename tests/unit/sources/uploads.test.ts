import { existsSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { projectRoot } from "../../../gateway/project-root.js";
import { gplan } from "../../../gateway/sources/provider-reports/gplan.js";
import { readTable } from "../../../gateway/sources/formats/table.js";
import { archive, type ArchivePart, END_LENGTH, partsOf, twofold } from "./archive.js";
import { sheetXml, workbookOf, workbookParts } from "./workbook.js";

const COLUMNS = ["bestnr", "upprattad", "mottagen", "deltagit", "mal", "signatur"];
const SHEET = "xl/worksheets/sheet1.xml";

const HEADER = sheetXml([COLUMNS]);

/** A workbook with this for its sheet and these further parts. */
function workbook(sheet: Omit<ArchivePart, "name">, more: readonly ArchivePart[] = []): Buffer {
  const parts = workbookParts([{ name: "Blad1", rows: [] }]);
  return archive([...parts.filter(({ name }) => name !== SHEET), { name: SHEET, ...sheet }, ...more]);
}

/** A workbook with these for its list of sheets, and one sheet. */
function listing(sheets: string, content: string): Buffer {
  return archive(workbookParts([{ name: "Blad1", rows: [] }]).map((part) =>
    part.name === SHEET ? { ...part, content } : part.name === "xl/workbook.xml" ? { ...part, content: `<workbook><sheets>${sheets}</sheets></workbook>` } : part));
}

const HONEST = workbookOf([COLUMNS, ["B1", "2022-11-01", "2022-11-02", "ja", "3", "SIGN"]]);

function read(bytes: Buffer, name: string): Promise<unknown> {
  return readTable(bytes, name, COLUMNS);
}

/** The reason that a file is refused with. */
async function reason(bytes: Buffer, name = "GPLAN_U101_20221130.xlsx"): Promise<string> {
  try {
    await read(bytes, name);
  } catch (error) {
    expect(error).toMatchObject({ code: "FILE_REJECTED" });
    return (error as Error).message;
  }
  return "read";
}

test("an honest workbook is read", async () => {
  expect(await read(HONEST, "x.xlsx")).toMatchObject({ rows: [{ line: 2, cells: new Map([["bestnr", "B1"], ["upprattad", "2022-11-01"], ["mottagen", "2022-11-02"], ["deltagit", "ja"], ["mal", "3"], ["signatur", "SIGN"]]) }] });
});

describe("what the content is counts, not the name's ending", () => {
  test.each([
    ["xlsx", Buffer.from("bestnr;upprattad"), "the name ends in .xlsx, and the file is no workbook"],
    ["xlsx", Buffer.from("d0cf11e0a1b11ae1", "hex"), "the name ends in .xlsx, and the file is an old Excel file (.xls), or one with a password"],
    ["xlsx", Buffer.from("%PDF-1.7"), "the name ends in .xlsx, and the file is a PDF"],
    ["csv", HONEST, "the name ends in .csv, and the file is a workbook or another ZIP archive"],
    ["json", HONEST, "the name ends in .json, and the file is a workbook or another ZIP archive"],
    ["csv", gzipSync("bestnr;upprattad"), "the name ends in .csv, and the file is a compressed file (.gz)"],
    ["csv", Buffer.from("MZ\x90\x00"), "the name ends in .csv, and the file is a program"],
    ["csv", Buffer.from("\ufeffbestnr", "utf16le"), "the name ends in .csv, and the file is text in UTF-16: save it as UTF-8"],
    ["csv", Buffer.from("bestnr;\x00"), "the name ends in .csv, and the file is not text"],
    ["csv", Buffer.from("\n<!DOCTYPE html><html>"), "the name ends in .csv, and the file is a web page or XML"],
    ["json", Buffer.from("<?xml version='1.0'?>"), "the name ends in .json, and the file is a web page or XML"],
    ["csv", Buffer.alloc(0), "the file is empty"],
    ["exe", Buffer.from("x"), "files that end in .exe are not read"],
  ])(".%s with other content is refused", async (ending, bytes, expected) => {
    expect(await reason(bytes, `GPLAN_U101_20221130.${ending}`)).toBe(expected);
  });
});

describe("a workbook that is a bomb is refused before it is unpacked", () => {
  const zeros = Buffer.alloc(60 * 1024 * 1024, " ");

  test("of one huge part", async () => {
    const bomb = workbook({ content: Buffer.alloc(110 * 1024 * 1024, " ") });
    expect(bomb.length).toBeLessThan(1024 * 1024);
    expect(await reason(bomb)).toBe("the workbook has 110 MB unpacked, 100 MB are allowed");
  });

  test("of several large parts, read or not", async () => {
    expect(await reason(workbook({ content: HEADER }, [{ name: "a.bin", content: zeros }, { name: "b.bin", content: zeros }])))
      .toBe("the workbook has 120 MB unpacked, 100 MB are allowed");
  });

  test("of very many parts", async () => {
    const parts = Array.from({ length: 600 }, (_, at) => ({ name: `${at}.xml`, content: "<a/>" }));
    expect(await reason(workbook({ content: HEADER }, parts))).toBe("the workbook has 606 parts, 500 are allowed");
  });

  test("that says that it is small", async () => {
    expect(await reason(workbook({ content: zeros, lies: { size: 1_000 } }))).toBe("the workbook unpacks to something else than it says of itself");
  });

  test("that says that it is larger than it is", async () => {
    expect(await reason(workbook({ content: "<a/>", lies: { size: 50_000_000 } }))).toBe("the workbook unpacks to something else than it says of itself");
  });

  test("of gigabytes that only a ZIP64 record can say", async () => {
    expect(await reason(workbook({ content: "<a/>", lies: { size: 0xffffffff } }))).toBe("the workbook has parts of gigabytes");
  });

  test.each([
    `<row r="99999999"><c r="A99999999" t="n"><v>1</v></c></row>`,
    `<row r="2"><c r='A1e9'><v>1</v></c></row>`,
    `<row r = "9e9"><c><v>1</v></c></row>`,
    `<row r="2"><c s=">" r="AAAAAA2"><v>1</v></c></row>`,
    `<row r="2"><c ${`a="" `.repeat(70)}r="A99999999"><v>1</v></c></row>`,
  ])("of cells whose place is written so that it is not seen to be far out: %s", async (rows) => {
    expect(await reason(workbook({ content: HEADER.replace("</sheetData>", `${rows}</sheetData>`) }))).toBe("a sheet has a cell whose place can't be read");
  });

  test.each([
    ["by a prefix", `<row x:r="6000000"/>`],
    ["by an empty prefix", `<:row r="6000000"/>`],
    ["by a prefix at a cell", `<row><x:c x:r="A6000000"><v>1</v></x:c></row>`],
    ["behind another within quotes", `<row x=' r="1" ' r="6000000"/>`],
  ])("of one row far out, whose place is hidden from a look at the tag: %s", async (_, row) => {
    expect(await reason(workbook({ content: HEADER.replace("</sheetData>", `${row}</sheetData>`) }))).toBe("a sheet has 6000000 rows of 6 columns: delete what stands far outside the table");
  });

  test("of many sheets, each as large as one may be", async () => {
    const far = `<worksheet><sheetData><row r="1000000"/></sheetData></worksheet>`;
    const sheets = Array.from({ length: 11 }, (_, at) => ({ name: `xl/worksheets/sheet${at + 2}.xml`, content: far }));
    expect(await reason(workbook({ content: HEADER }, sheets))).toBe("the workbook's sheets have 11000006 cells, 10000000 are allowed: delete what stands far outside the tables");
  });

  test("of one sheet that is listed over and over", async () => {
    const names = Array.from({ length: 200 }, (_, at) => `<sheet name="B${at}" r:id="r1"/>`).join("");
    const content = sheetXml([COLUMNS, ...Array.from({ length: 10_000 }, () => ["B1", "", "", "", "", "X"])]);
    expect(await reason(listing(names, content))).toBe("the workbook's sheets have 12001200 cells, 10000000 are allowed: delete what stands far outside the tables");
  });

  test("of more sheets in its list than an archive has parts", async () => {
    expect(await reason(listing(`<sheet name="B" r:id="r1"/>`.repeat(501), HEADER))).toBe("the workbook lists 501 sheets, 500 are allowed");
  });

  test("of one long text in very many cells", async () => {
    const strings = `<sst><si><t>${"x".repeat(500_000)}</t></si></sst>`;
    const rows = Array.from({ length: 201 }, (_, at) => `<row r="${at + 2}"><c r="A${at + 2}" t="s"><v>0</v></c></row>`).join("");
    expect(await reason(workbook({ content: HEADER.replace("</sheetData>", `${rows}</sheetData>`) }, [{ name: "xl/sharedStrings.xml", content: strings }])))
      .toBe("the workbook's cells have more than 100000000 characters together");
  });

  test.each([
    ["a text", `<row><c r="A2" t="inlineStr"><is><t>${"x".repeat(1_100_000)}</t></is></c></row>`],
    ["a tag", `<row spans="${"x".repeat(300_000)}"/>`],
    ["a comment", `<!--${"x".repeat(1_100_000)}-->`],
    ["a comment without an end", "<!--"],
    ["a tag without an end", `<row spans="1`],
  ])("of XML that goes on and on: %s", async (_, xml) => {
    expect(await reason(workbook({ content: HEADER.replace("</sheetData>", `${xml}</sheetData>`) })))
      .toBe("the workbook holds XML that does not end, or is longer than any spreadsheet program writes");
  });

  test.each([
    ["one that is very long", `<numFmt numFmtId="200" formatCode="${"[".repeat(3_000)}"/>`],
    ["very many", `<numFmt numFmtId="200" formatCode="0"/>`.repeat(1_001)],
  ])("of formats of numbers that no spreadsheet program has: %s", async (_, formats) => {
    expect(await reason(workbook({ content: HEADER }, [{ name: "xl/other.xml", content: `<styleSheet><numFmts>${formats}</numFmts></styleSheet>` }])))
      .toBe("the workbook holds XML that does not end, or is longer than any spreadsheet program writes");
  });

  test("of one cell far out", async () => {
    expect(await reason(workbook({ content: HEADER.replace("</sheetData>", `<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>`) })))
      .toBe("a sheet has 1048576 rows of 16384 columns: delete what stands far outside the table");
  });

  test.each([["a document type", "<!DOCTYPE a>"], ["entities that multiply", `<!DOCTYPE a [<!ENTITY b "ha"><!ENTITY c "&b;&b;">]>`], ["a file beside it", `<!doctype a [<!ENTITY b SYSTEM "file:///etc/passwd">]>`]])(
    "with XML that has %s",
    async (_, dtd) => {
      expect(await reason(workbook({ content: HEADER.replace("?>", `?>${dtd}`) }))).toBe("the workbook holds XML with a DTD or entities, which is not read");
    },
  );

  test("with a DTD in another encoding", async () => {
    expect(await reason(workbook({ content: Buffer.from(`\ufeff<!DOCTYPE a><a/>`, "utf16le") }))).toBe("the workbook holds XML that is not UTF-8");
  });
});

describe("a workbook that shows one archive to the check and another to the library is refused", () => {
  /** Its directory also names a part with a DTD. */
  const hiding = workbook({ content: HEADER }, [{ name: "hidden.xml", content: "<!DOCTYPE a><a/>" }]);
  const end = hiding.length - END_LENGTH;
  const parts = hiding.readUInt16LE(end + 10);

  test("by a ZIP64 directory in the place of the other", async () => {
    expect(await reason(twofold(HONEST, hiding))).toBe("the workbook is packed as an archive of gigabytes (ZIP64)");
  });

  test.each([["on its disk", 8], ["in all", 10]])("by a smaller number of parts %s", async (_, place) => {
    const changed = Buffer.from(hiding);
    changed.writeUInt16LE(parts - 1, end + place);
    expect(await reason(changed)).toMatch(/cut off or damaged/);
  });

  test("by parts in the directory that are not counted", async () => {
    const changed = Buffer.from(hiding);
    for (const place of [8, 10]) changed.writeUInt16LE(parts - 1, end + place);
    expect(await reason(changed)).toMatch(/cut off or damaged/);
  });

  test("by bytes between the directory and its end record", async () => {
    expect(await reason(Buffer.concat([HONEST.subarray(0, HONEST.length - END_LENGTH), Buffer.alloc(4), HONEST.subarray(HONEST.length - END_LENGTH)])))
      .toMatch(/cut off or damaged/);
  });
});

describe("a workbook that can't be read is told as such", () => {
  test("so short that no ZIP64 record has place before its end", async () => {
    expect(await reason(Buffer.concat([Buffer.from("PK\x03\x04"), archive([])]))).toMatch(/cut off or damaged/);
  });

  test("cut off", async () => {
    expect(await reason(HONEST.subarray(0, HONEST.length - 30))).toMatch(/cut off or damaged/);
  });

  test("with a directory that leads nowhere", async () => {
    const damaged = Buffer.from(HONEST);
    damaged.writeUInt32LE(7, damaged.length - 6);
    expect(await reason(damaged)).toMatch(/cut off or damaged/);
  });

  test("with a password", async () => {
    expect(await reason(workbook({ content: "<a/>", lies: { flags: 1 } }))).toBe("the workbook is protected by a password");
  });

  test("packed in another way", async () => {
    expect(await reason(workbook({ content: "<a/>", lies: { method: 12 } }))).toBe("the workbook is packed in a way that is not read");
  });
});

test("names of parts are no paths: one that points elsewhere writes and reads nothing", async () => {
  const name = "../overblick-escaped.xml";
  expect(await reason(workbook({ content: sheetXml([COLUMNS, ["B1"]]) }, [{ name, content: "<a/>" }]))).toBe("read");
  expect([process.cwd(), tmpdir()].filter((folder) => existsSync(join(folder, name)))).toEqual([]);
});

test("workbooks as a spreadsheet program writes them are read", async () => {
  const file = readFileSync(join(projectRoot(), "tests/samples/hal-2022-11/providers/GPLAN_U205_20221129.xlsx"));
  const parts = partsOf(file);
  expect(await reason(file)).toBe("read");
  expect(await reason(archive(parts))).toBe("read");
});

test.each([
  ["csv", `${COLUMNS.join(";")}\n`.padEnd(600_000, "\n")],
  ["json", `[${"0,".repeat(500_000)}0]`],
])("a .%s of half a million rows and more is refused", async (ending, content) => {
  expect(await reason(Buffer.from(content), `GPLAN_U101_20221130.${ending}`)).toBe("a report has at most 500000 rows");
});

test("JSON of a hundred thousand levels is refused", async () => {
  const deep = `[{"bestnr":${"[".repeat(100_000)}${"]".repeat(100_000)}}]`;
  expect(await reason(Buffer.from(deep), "GPLAN_U101_20221130.json")).toBe("the JSON has objects within objects without end");
});

test("a report of more than 32 MB is refused as soon as that is seen", async () => {
  let given = 0;
  async function* endless(): AsyncIterable<Buffer> {
    for (;;) {
      given += 1;
      yield await Promise.resolve(Buffer.alloc(1024 * 1024, "x"));
    }
  }
  const reader = gplan.read(endless, "GPLAN_U101_20221130.csv", { owner: "U101", date: "2022-11-30", period: null });
  await expect(reader.top()).rejects.toMatchObject({ code: "FILE_REJECTED", message: "a report has at most 32 MB" });
  expect(given).toBe(33);
});
