import { readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { projectRoot } from "../../../../gateway/project-root.js";
import { ALL_SOURCES } from "../../../../gateway/sources/all-sources.js";
import { isFault } from "../../../../gateway/sources/columns.js";
import { readHours } from "../../../../gateway/sources/formats/fields.js";
import { splitFields } from "../../../../gateway/sources/legacy-extract/format.js";
import { avvik } from "../../../../gateway/sources/provider-reports/avvik.js";
import { gplan } from "../../../../gateway/sources/provider-reports/gplan.js";
import { jour } from "../../../../gateway/sources/provider-reports/jour.js";
import { synp } from "../../../../gateway/sources/provider-reports/synp.js";
import { type ExtractType, extractBytes } from "../../../integration/extract.js";
import { workbookOf } from "../workbook.js";
import { fuzzedBudgetFiles } from "./fuzzed-budget-files.js";
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
    write: (rows) => objects(RECEIPT.names, rows),
    knowsItsEnd: true,
  },
  ...fuzzedBudgetFiles(sampleFile, csv),
  {
    source: avvik,
    ...sampleFile("providers/AVVIK_U206_202209.xlsx"),
    example: ["280178-0", "Emil Johansson", "7100248", "41:00", "40,5", "Avböjt besök"],
    write: (rows) => workbookOf([["Avvikelsekundlista"], ["Aktnr", "Kund", "Best.nr", "Beställd tid", "Utförd tid", "Orsak"], ...rows, sumOf(rows)]),
    knowsItsEnd: true,
    freeText: ["reason"],
  },
  {
    source: jour,
    ...sampleFile("providers/JOUR_HAL_202209.csv"),
    example: ["2022-09-03", "21:00", "", "193903029928", "TRYGGHET", "LARM", "Åtgärdat på plats"],
    write: (rows) => csv([["datum", "tid", "aktnr", "personnr", "jour", "handelse", "atgard"], ...rows.map((cells) => cells.map(inLatin1))], "latin1"),
    knowsItsEnd: false,
    freeText: ["measure"],
  },
  {
    source: synp,
    ...sampleFile("providers/SYNP_HAL_20221129.json"),
    example: ["S1-1", "2022-11-22", "KLAGOMAL", "SLUTENVARD", "U101", "237088-8", "HTJ", "Läkemedel gavs för sent"],
    write: (rows) => objects(["id", "datum", "typ", "riktad_mot", "utforare", "aktnr", "insats", "text"], rows),
    knowsItsEnd: true,
    freeText: ["text"],
  },
];

/** The sum row of a report of ordered and performed time, right for these rows. */
function sumOf(rows: readonly (readonly string[])[]): string[] {
  const seconds = rows.map((cells) => [3, 4].map((column) => secondsOf(cells[column]?.trim() ?? "")));
  const readable = seconds.filter((times): times is number[] => !times.includes(null));
  const [ordered, performed] = [0, 1].map((at) => (readable.reduce((sum, times) => sum + times[at]!, 0) / 3600).toFixed(4).replace(".", ","));
  return ["Summa", "", "", ordered!, performed!];
}

function secondsOf(text: string): number | null {
  const read = text === "" ? null : readHours(text);
  return read === null || isFault(read) ? null : Number(read);
}

/** A text's letters that Windows-1252 has. */
function inLatin1(text: string): string {
  return text.replace(/[^ -~\u00a0-\u00ff\n\0]/gu, "?");
}

/** A JSON array of objects with these keys; what is beyond them is its own key. */
function objects(names: readonly string[], rows: readonly (readonly string[])[]): Buffer {
  return Buffer.from(JSON.stringify(rows.map((cells) => Object.fromEntries(cells.map((cell, at) => [names[at] ?? cell, cell])))));
}

function fuzzedExtract(source: FuzzedSource["source"]): FuzzedSource {
  const { fileName, valid } = sampleFile(`night1/SOSYS_${source.type}_HAL_20221129.TXT`);
  return {
    source,
    fileName,
    // The top and some rows: a cut in any of them is as good as in the ten-thousandth.
    valid: firstRows(source.type as ExtractType, valid),
    example: splitFields(valid.toString("latin1").split("\r\n")[2]!)!,
    write: (rows) => extractBytes(source.type as ExtractType, "HAL", "20221129", "FULL", rows.map((cells) => cells.map((cell) => quoted(inLatin1(cell))).join(";")), columnNames(valid)),
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
