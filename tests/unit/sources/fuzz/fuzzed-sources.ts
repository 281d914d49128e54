import { readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { projectRoot } from "../../../../gateway/project-root.js";
import { ALL_SOURCES } from "../../../../gateway/sources/all-sources.js";
import { splitFields } from "../../../../gateway/sources/legacy-extract/format.js";
import { gplan } from "../../../../gateway/sources/provider-reports/gplan.js";
import { type ExtractType, extractBytes } from "../../../integration/extract.js";
import { workbookOf } from "../workbook.js";
import type { FuzzedSource } from "./fuzzed-source.js";

const SAMPLE = join(projectRoot(), "tests/samples/hal-2022-11");

/** A file of the sample: its name and its bytes. */
function sampleFile(path: string): Pick<FuzzedSource, "fileName" | "valid"> {
  return { fileName: basename(path), valid: readFileSync(join(SAMPLE, path)) };
}

/** A table as text, each cell in quotes. */
function csv(rows: readonly (readonly string[])[], encoding: "utf8" | "latin1", delimiter = ";"): Buffer {
  const lines = rows.map((cells) => cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(delimiter));
  return Buffer.from(`${lines.join("\r\n")}\r\n`, encoding);
}

const RECEIPT = { names: ["bestnr", "upprattad", "mottagen", "deltagit", "mal", "signatur"], example: ["7100248", "2022-10-20", "2022-10-21", "ja", "3", "ANAN01"] };

/** Every file type in every format that it comes in. */
export const FUZZED_SOURCES: readonly FuzzedSource[] = [
  ...ALL_SOURCES.filter(({ family }) => family === "legacy-extract").map(fuzzedExtract),
  {
    source: gplan,
    ...sampleFile("providers/GPLAN_U203_20221021.csv"),
    example: RECEIPT.example,
    write: (rows) => csv([RECEIPT.names, ...rows], "utf8"),
    knowsItsEnd: false,
  },
  {
    source: gplan,
    ...sampleFile("providers/GPLAN_U205_20221021.xlsx"),
    example: RECEIPT.example,
    write: (rows) => workbookOf([RECEIPT.names, ...rows]),
    knowsItsEnd: true,
  },
  {
    source: gplan,
    ...sampleFile("providers/GPLAN_U206_20221021.json"),
    example: RECEIPT.example,
    write: (rows) => Buffer.from(JSON.stringify(rows.map((cells) => Object.fromEntries(cells.map((cell, at) => [RECEIPT.names[at] ?? cell, cell]))))),
    knowsItsEnd: true,
  },
];

function fuzzedExtract(source: FuzzedSource["source"]): FuzzedSource {
  const { fileName, valid } = sampleFile(`night1/SOSYS_${source.type}_HAL_20221129.TXT`);
  return {
    source,
    fileName,
    // The top and some rows: a cut in any of them is as good as in the ten-thousandth.
    valid: firstRows(source.type as ExtractType, valid),
    example: splitFields(valid.toString("latin1").split("\r\n")[2]!)!,
    write: (rows) => extractBytes(source.type as ExtractType, "HAL", "20221129", "FULL", rows.map((cells) => cells.map(quoted).join(";")), columnNames(valid)),
    knowsItsEnd: true,
  };
}

function firstRows(type: ExtractType, whole: Buffer): Buffer {
  const rows = whole.toString("latin1").split("\r\n").slice(2, -2);
  return extractBytes(type, "HAL", "20221129", "FULL", rows.slice(0, 20), columnNames(whole));
}

function columnNames(extract: Buffer): string {
  return extract.toString("latin1").split("\r\n")[1]!;
}

/** As the case system does, which has no line break in a field. */
function quoted(cell: string): string {
  const text = cell.replaceAll("\n", " ");
  return /[;"]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
