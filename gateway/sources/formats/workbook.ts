import { inflateRawSync } from "node:zlib";
import { FileFault } from "../file-fault.js";
import { readPart } from "./workbook-xml.js";

/*
 * What a workbook (.xlsx, a ZIP archive of XML files) must be before a library unpacks it: its own directory says how
 * large it will be, and each part is held against that. The names of the parts are read and never used as paths.
 */

const MOST_PARTS = 500;
const LARGEST_UNPACKED_BYTES = 100 * 1024 * 1024;
/** Rows times columns of all sheets together. */
const MOST_CELLS = 10_000_000;

const END_SIGNATURE = 0x06054b50;
const ENTRY_SIGNATURE = 0x02014b50;
const PART_SIGNATURE = 0x04034b50;
const END_LENGTH = 22;
const ENTRY_LENGTH = 46;
const PART_HEADER_LENGTH = 30;
const LONGEST_COMMENT = 65_535;
const STORED = 0;
const DEFLATED = 8;
const ENCRYPTED = 1;
/** Stands in the place of a size that only a ZIP64 record has: four gigabytes and more. */
const ZIP64 = 0xffffffff;
/** Says where a ZIP64 directory stands, which counts in the place of the other. */
const ZIP64_LOCATOR_SIGNATURE = 0x07064b50;
const ZIP64_LOCATOR_LENGTH = 20;

interface Part {
  readonly name: string;
  readonly flags: number;
  readonly method: number;
  readonly packedSize: number;
  readonly size: number;
  readonly offset: number;
}

/** What a workbook says of itself that its cells need. */
export interface WorkbookFacts {
  /** The attribute that says that days are counted from 1904: `1` or `true`, or null. */
  readonly date1904: string | null;
}

/** The lists by which sheets are found: the library goes through each of them for each of its lines. */
const LISTS: readonly string[] = ["xl/workbook.xml", "xl/_rels/workbook.xml.rels"];

/**
 * Holds a workbook against the limits. Needs no more memory than its largest part unpacked.
 * @throws {FileFault} when it is no ZIP archive, too large unpacked, not what it says of itself, or has XML with a DTD
 */
export function checkWorkbook(bytes: Buffer): WorkbookFacts {
  const parts = partsOf(bytes);
  const total = parts.reduce((sum, { size }) => sum + size, 0);
  if (total > LARGEST_UNPACKED_BYTES) {
    throw new FileFault(`the workbook has ${megabytes(total)} MB unpacked, ${megabytes(LARGEST_UNPACKED_BYTES)} MB are allowed`);
  }
  let date1904: string | null = null;
  let cells = 0;
  for (const part of parts) {
    if (!part.name.endsWith(".xml") && !part.name.endsWith(".rels")) continue;
    const facts = readPart(unpack(bytes, part).toString("latin1"));
    if (LISTS.includes(part.name) && facts.listed > MOST_PARTS) throw new FileFault(`the workbook lists ${facts.listed} sheets, ${MOST_PARTS} are allowed`);
    cells += facts.cells;
    date1904 ??= facts.date1904;
  }
  requireFewCells(cells);
  return { date1904 };
}

/** @throws {FileFault} when the sheets have too many cells together */
export function requireFewCells(cells: number): void {
  if (cells <= MOST_CELLS) return;
  throw new FileFault(`the workbook's sheets have ${cells} cells, ${MOST_CELLS} are allowed: delete what stands far outside the tables`);
}

/**
 * The entries of the archive's directory, at its end. Only an archive that has one directory whichever way it is read:
 * another reader could find other parts in it.
 */
function partsOf(bytes: Buffer): Part[] {
  const end = directoryEnd(bytes);
  if (hasZip64Locator(bytes, end)) throw new FileFault("the workbook is packed as an archive of gigabytes (ZIP64)");
  const count = bytes.readUInt16LE(end + 10);
  if (bytes.readUInt16LE(end + 8) !== count) throw broken();
  if (count > MOST_PARTS) throw new FileFault(`the workbook has ${count} parts, ${MOST_PARTS} are allowed`);
  const parts: Part[] = [];
  let at = bytes.readUInt32LE(end + 16);
  while (parts.length < count) {
    if (at + ENTRY_LENGTH > end || bytes.readUInt32LE(at) !== ENTRY_SIGNATURE) throw broken();
    const nameLength = bytes.readUInt16LE(at + 28);
    const part = {
      name: bytes.toString("utf8", at + ENTRY_LENGTH, at + ENTRY_LENGTH + nameLength),
      flags: bytes.readUInt16LE(at + 8),
      method: bytes.readUInt16LE(at + 10),
      packedSize: bytes.readUInt32LE(at + 20),
      size: bytes.readUInt32LE(at + 24),
      offset: bytes.readUInt32LE(at + 42),
    };
    checkPart(part);
    parts.push(part);
    at += ENTRY_LENGTH + nameLength + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
  if (at !== end) throw broken();
  return parts;
}

function checkPart({ flags, method, packedSize, size, offset }: Part): void {
  if (flags & ENCRYPTED) throw new FileFault("the workbook is protected by a password");
  if (method !== STORED && method !== DEFLATED) throw new FileFault("the workbook is packed in a way that is not read");
  if (packedSize === ZIP64 || size === ZIP64 || offset === ZIP64) throw new FileFault("the workbook has parts of gigabytes");
}

/** Where the directory's end record stands: before a comment of any length, so it is looked for from the end. */
function directoryEnd(bytes: Buffer): number {
  const first = Math.max(0, bytes.length - END_LENGTH - LONGEST_COMMENT);
  for (let at = bytes.length - END_LENGTH; at >= first; at -= 1) {
    if (bytes.readUInt32LE(at) === END_SIGNATURE) return at;
  }
  throw broken();
}

function hasZip64Locator(bytes: Buffer, end: number): boolean {
  const at = end - ZIP64_LOCATOR_LENGTH;
  return at >= 0 && bytes.readUInt32LE(at) === ZIP64_LOCATOR_SIGNATURE;
}

/** A part's bytes. @throws {FileFault} when there are more or fewer of them than the directory says */
function unpack(bytes: Buffer, { method, offset, packedSize, size }: Part): Buffer {
  if (offset + PART_HEADER_LENGTH > bytes.length || bytes.readUInt32LE(offset) !== PART_SIGNATURE) throw broken();
  const start = offset + PART_HEADER_LENGTH + bytes.readUInt16LE(offset + 26) + bytes.readUInt16LE(offset + 28);
  const packed = bytes.subarray(start, start + packedSize);
  const content = method === STORED ? packed : inflate(packed, size);
  if (content.length !== size) throw untrue();
  return content;
}

function inflate(packed: Buffer, size: number): Buffer {
  try {
    return inflateRawSync(packed, { maxOutputLength: Math.max(size, 1) });
  } catch (error) {
    if (error instanceof RangeError) throw untrue();
    throw broken();
  }
}

function broken(): FileFault {
  return new FileFault("not a workbook that can be read (.xlsx): the file is cut off or damaged");
}

function untrue(): FileFault {
  return new FileFault("the workbook unpacks to something else than it says of itself");
}

function megabytes(bytes: number): number {
  return Math.round(bytes / 1024 / 1024);
}
