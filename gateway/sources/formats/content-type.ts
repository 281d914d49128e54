import { FileFault } from "../file-fault.js";

/** A report larger than this is none: a month of a whole city's visits has some 10 MB as CSV. */
const LARGEST_REPORT_BYTES = 32 * 1024 * 1024;
/** A month of a whole city's visits has less than half as many. */
const MOST_ROWS = 500_000;

/** What a file's first bytes say that it is, and what may be told of it. */
const KNOWN_BEGINNINGS: readonly (readonly [magic: readonly number[], what: string])[] = [
  [[0x50, 0x4b, 0x03, 0x04], "a workbook or another ZIP archive"],
  [[0x50, 0x4b, 0x05, 0x06], "an empty ZIP archive"],
  [[0xd0, 0xcf, 0x11, 0xe0], "an old Excel file (.xls), or one with a password"],
  [[0x25, 0x50, 0x44, 0x46], "a PDF"],
  [[0x1f, 0x8b], "a compressed file (.gz)"],
  [[0x4d, 0x5a], "a program"],
  [[0x7f, 0x45, 0x4c, 0x46], "a program"],
  [[0x89, 0x50, 0x4e, 0x47], "a picture"],
  [[0xff, 0xd8, 0xff], "a picture"],
  [[0xff, 0xfe], "text in UTF-16: save it as UTF-8"],
  [[0xfe, 0xff], "text in UTF-16: save it as UTF-8"],
];
const WORKBOOK = KNOWN_BEGINNINGS[0]![1];

/** The bytes of a report. @throws {FileFault} when there are too many, as soon as that is seen */
export async function wholeReport(bytes: AsyncIterable<Buffer>): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of bytes) {
    size += chunk.length;
    if (size > LARGEST_REPORT_BYTES) throw new FileFault(`a report has at most ${LARGEST_REPORT_BYTES / 1024 / 1024} MB`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** Rows are short and each becomes an object: 32 MB of them would be gigabytes. @throws {FileFault} when there are too many */
export function requireFewRows(rows: number): void {
  if (rows > MOST_ROWS) throw new FileFault(`a report has at most ${MOST_ROWS} rows`);
}

/** Holds what a file is against the ending of its name. @throws {FileFault} when they don't agree */
export function checkContent(bytes: Buffer, ending: string): void {
  if (bytes.length === 0) throw new FileFault("the file is empty");
  const known = KNOWN_BEGINNINGS.find(([magic]) => magic.every((byte, at) => bytes[at] === byte))?.[1];
  if (ending === "xlsx") {
    if (known !== WORKBOOK) throw new FileFault(`the name ends in .xlsx, and the file is ${known ?? "no workbook"}`);
    return;
  }
  if (known !== undefined) throw new FileFault(`the name ends in .${ending}, and the file is ${known}`);
  if (bytes.includes(0)) throw new FileFault(`the name ends in .${ending}, and the file is not text`);
  if (/^\s*<(?:!doctype|html|\?xml)/i.test(bytes.toString("latin1", 0, 200).replace(/^\xef\xbb\xbf/, ""))) {
    throw new FileFault(`the name ends in .${ending}, and the file is a web page or XML`);
  }
}
