import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { decodeWindows1252 } from "./windows-1252.js";

/** A data line by column name. */
export type ExtractRow = Readonly<Record<string, string>>;

/** The nine files of contract 1; the stand-in shows six of them. */
export type ExtractKind = "ENHET" | "HANDL" | "UTFOR" | "KLIENT" | "BESLUT" | "BESTALL";

/** The rows that stand after all nights, by file and key, in the order in which the keys first came. */
export type Extract = Readonly<Record<ExtractKind, ReadonlyMap<string, ExtractRow>>>;

const KEY: Record<ExtractKind, readonly string[]> = {
  ENHET: ["enhetskod"],
  HANDL: ["signatur", "from"],
  UTFOR: ["utforare"],
  KLIENT: ["aktnr"],
  BESLUT: ["beslutsnr"],
  BESTALL: ["bestnr"],
};

const FILE_NAME = /^SOSYS_([A-Z]+)_([A-Z]+)_(\d{8})\.TXT$/;

interface Delivered {
  readonly district: string;
  readonly row: ExtractRow;
}

interface ExtractFile {
  readonly kind: ExtractKind;
  readonly district: string;
  readonly full: boolean;
  readonly rows: readonly ExtractRow[];
}

function isShown(kind: string): kind is ExtractKind {
  return kind in KEY;
}

/** Splits a line of the extract at `;`, minding quoted fields with doubled quotes (contract 1, Delivery). */
export function splitLine(line: string): string[] {
  if (!line.includes('"')) return line.split(";");
  const fields = [...`;${line}`.matchAll(/;(?:"((?:[^"]|"")*)"|([^;]*))/g)];
  return fields.map(([, quoted, plain]) => (quoted === undefined ? (plain ?? "") : quoted.replaceAll('""', '"')));
}

function parseFile(name: string, kind: ExtractKind, district: string, text: string): ExtractFile {
  const lines = text.split("\r\n").filter((line) => line !== "");
  const mode = splitLine(lines[0] ?? "")[5];
  if (mode !== "FULL" && mode !== "DELTA") throw new Error(`${name}: line 1 says neither FULL nor DELTA.`);
  const columns = splitLine(lines[1] ?? "");
  const rows = lines.slice(2, -1).map((line, index) => {
    const fields = splitLine(line);
    if (fields.length !== columns.length) throw new Error(`${name}: line ${index + 3} has the wrong number of fields.`);
    return Object.fromEntries(columns.map((column, place) => [column, fields[place] ?? ""]));
  });
  return { kind, district, full: mode === "FULL", rows };
}

function apply(file: ExtractFile, standing: Map<string, Delivered>): void {
  const keys = new Set<string>();
  for (const row of file.rows) {
    const key = KEY[file.kind].map((column) => row[column] ?? "").join(" ");
    keys.add(key);
    standing.set(key, { district: file.district, row });
  }
  if (!file.full) return;
  for (const [key, { district }] of standing) {
    if (district === file.district && !keys.has(key)) standing.delete(key);
  }
}

/**
 * Reads the night folders one after another, FULL and DELTA as contract 1 says. For sound sets only: the case
 * system shows its own data, so a file that it could not have written is an error.
 */
export async function readExtract(folders: readonly string[]): Promise<Extract> {
  const standing: Record<ExtractKind, Map<string, Delivered>> = {
    ENHET: new Map(),
    HANDL: new Map(),
    UTFOR: new Map(),
    KLIENT: new Map(),
    BESLUT: new Map(),
    BESTALL: new Map(),
  };
  for (const folder of folders) {
    for (const name of (await readdir(folder)).sort()) {
      const [, kind = "", district = ""] = FILE_NAME.exec(name) ?? [];
      if (!isShown(kind)) continue;
      const text = decodeWindows1252(await readFile(join(folder, name)));
      apply(parseFile(name, kind, district, text), standing[kind]);
    }
  }
  const rowsOf = (kind: ExtractKind): ReadonlyMap<string, ExtractRow> =>
    new Map([...standing[kind]].map(([key, { row }]) => [key, row]));
  return {
    ENHET: rowsOf("ENHET"),
    HANDL: rowsOf("HANDL"),
    UTFOR: rowsOf("UTFOR"),
    KLIENT: rowsOf("KLIENT"),
    BESLUT: rowsOf("BESLUT"),
    BESTALL: rowsOf("BESTALL"),
  };
}
