import { crc32, deflateRawSync, inflateRawSync } from "node:zlib";

/** A part of an archive, as it stands in it. */
export interface ArchivePart {
  readonly name: string;
  readonly content: Buffer | string;
  /** What the directory says of it otherwise than it is. */
  readonly lies?: { readonly size?: number; readonly flags?: number; readonly method?: number; readonly packedSize?: number };
}

/** Where an archive's end record stands, when it has no comment. */
export const END_LENGTH = 22;

/** A ZIP archive, written by the book, with whatever lies its parts tell. */
export function archive(parts: readonly ArchivePart[]): Buffer {
  const bodies: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, content, lies = {} } of parts) {
    const bytes = Buffer.from(content);
    const packed = deflateRawSync(bytes, { level: 1 });
    const fields = Buffer.alloc(26);
    fields.writeUInt16LE(20, 0);
    fields.writeUInt16LE(lies.flags ?? 0, 2);
    fields.writeUInt16LE(lies.method ?? 8, 4);
    fields.writeUInt32LE(crc32(bytes), 10);
    fields.writeUInt32LE(lies.packedSize ?? packed.length, 14);
    fields.writeUInt32LE(lies.size ?? bytes.length, 18);
    fields.writeUInt16LE(Buffer.byteLength(name), 22);
    const body = Buffer.concat([Buffer.from("PK\x03\x04"), fields, Buffer.from(name), packed]);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(offset, 10);
    directory.push(Buffer.concat([Buffer.from("PK\x01\x02\x14\x00"), fields, place, Buffer.from(name)]));
    bodies.push(body);
    offset += body.length;
  }
  const entries = Buffer.concat(directory);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(parts.length, 4);
  end.writeUInt16LE(parts.length, 6);
  end.writeUInt32LE(entries.length, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...bodies, entries, Buffer.from("PK\x05\x06"), end]);
}

/**
 * One archive's parts for those who read ZIP64 records, another's for those who don't: both stand in it whole, each with
 * a directory of its own.
 */
export function twofold(classic: Buffer, zip64: Buffer): Buffer {
  const end = zip64.length - END_LENGTH;
  const record = Buffer.alloc(56);
  record.write("PK\x06\x06");
  record.writeBigUInt64LE(BigInt(zip64.readUInt16LE(end + 10)), 32);
  record.writeBigUInt64LE(BigInt(zip64.readUInt32LE(end + 16)), 48);
  const locator = Buffer.alloc(20);
  locator.write("PK\x06\x07");
  locator.writeBigUInt64LE(BigInt(end), 8);
  const before = end + record.length;
  const classicEnd = classic.length - END_LENGTH;
  const moved = Buffer.from(classic);
  moved.writeUInt32LE(classic.readUInt32LE(classicEnd + 16) + before, classicEnd + 16);
  for (let at = classic.readUInt32LE(classicEnd + 16); at < classicEnd; at += 46 + classic.readUInt16LE(at + 28)) {
    moved.writeUInt32LE(classic.readUInt32LE(at + 42) + before, at + 42);
  }
  return Buffer.concat([zip64.subarray(0, end), record, moved.subarray(0, classicEnd), locator, moved.subarray(classicEnd)]);
}

/** The parts of an archive that a library wrote. */
export function partsOf(bytes: Buffer): { name: string; content: Buffer }[] {
  const end = bytes.lastIndexOf("PK\x05\x06");
  let at = bytes.readUInt32LE(end + 16);
  return Array.from({ length: bytes.readUInt16LE(end + 10) }, () => {
    const nameLength = bytes.readUInt16LE(at + 28);
    const name = bytes.toString("utf8", at + 46, at + 46 + nameLength);
    const offset = bytes.readUInt32LE(at + 42);
    const start = offset + 30 + bytes.readUInt16LE(offset + 26) + bytes.readUInt16LE(offset + 28);
    const packed = bytes.subarray(start, start + bytes.readUInt32LE(at + 20));
    const content = bytes.readUInt16LE(at + 10) === 0 ? packed : inflateRawSync(packed);
    at += 46 + nameLength + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
    return { name, content };
  });
}
