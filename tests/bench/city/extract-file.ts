import { createWriteStream } from "node:fs";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";

/** A file of contract 1 that is to be written. */
export interface ExtractFile {
  readonly type: string;
  readonly district: string;
  /** `YYYY-MM-DD`. */
  readonly date: string;
  /** The columns' names, as line 2 has them. */
  readonly columns: string;
  /** The data lines, without line ends. */
  readonly lines: Iterable<string>;
}

const BATCH_CHARACTERS = 256 * 1024;
const CHECKSUM_MODULUS = 1_000_000_000;
const LINE_ENDS = 13 + 10;

/**
 * Writes a FULL extract into the folder: header, column names, data lines, trailer with count and byte sum. Holds one
 * batch of lines at a time. ISO 8859-1 does for the encoding: it is Windows-1252 for all that stands here.
 *
 * @returns the file's path
 */
export async function writeExtract(folder: string, file: ExtractFile): Promise<string> {
  const path = join(folder, `SOSYS_${file.type}_${file.district}_${file.date.replaceAll("-", "")}.TXT`);
  await pipeline(Readable.from(bytesOf(file)), createWriteStream(path));
  return path;
}

function* bytesOf({ type, district, date, columns, lines }: ExtractFile): Iterable<Buffer> {
  yield Buffer.from(`H;SOSYS;${type};${district};${date.replaceAll("-", "")};FULL;3\r\n${columns}\r\n`, "latin1");
  let rows = 0;
  let sum = 0;
  let batch = "";
  const take = (): Buffer => {
    const bytes = Buffer.from(batch, "latin1");
    for (const byte of bytes) sum += byte;
    batch = "";
    return bytes;
  };
  for (const line of lines) {
    rows += 1;
    batch += `${line}\r\n`;
    if (batch.length >= BATCH_CHARACTERS) yield take();
  }
  yield take();
  yield Buffer.from(`T;${rows};${(sum - rows * LINE_ENDS) % CHECKSUM_MODULUS}\r\n`, "latin1");
}
