import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { open, readdir, stat } from "node:fs/promises";
import { basename, join } from "node:path";
import { recognise, type RecognisedFile } from "../sources/all-sources.js";

/** A file that was delivered, wherever its bytes are. */
export interface DeliveredFile {
  readonly name: string;
  /** Where it lies; null when it is no file on a disk. */
  readonly path: string | null;
  /** Null when no source knows the name. */
  readonly recognised: RecognisedFile | null;
  /** The bytes from the start, each time it is called. */
  readonly bytes: () => AsyncIterable<Buffer>;
}

/** Small enough that what is made of a chunk is gone again before the next: larger ones cost twice the memory and more time. */
const CHUNK = 64 * 1024;

/**
 * The files of folders and their subfolders, in the order in which they are loaded: by date, then by the order of
 * contract 1, FULL before DELTA, then by path. Files named by a month or a year come after those, by that, and files that
 * no source knows last.
 * @param today the day of the load
 */
export async function deliveredFiles(paths: readonly string[], today: string): Promise<DeliveredFile[]> {
  const found: { path: string; sortKey: string }[] = [];
  for (const path of paths) {
    for (const file of await filesUnder(path)) found.push({ path: file, sortKey: await sortKeyOf(file, today) });
  }
  found.sort((a, b) => (a.sortKey < b.sortKey ? -1 : Number(a.sortKey > b.sortKey)));
  return found.map(({ path }) => ({
    name: basename(path),
    path,
    recognised: recognise(basename(path), today),
    bytes: () => createReadStream(path, { highWaterMark: CHUNK }) as AsyncIterable<Buffer>,
  }));
}

async function filesUnder(path: string): Promise<string[]> {
  if (!(await stat(path)).isDirectory()) return [path];
  const entries = await readdir(path, { withFileTypes: true, recursive: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

async function sortKeyOf(path: string, today: string): Promise<string> {
  const recognised = recognise(basename(path), today);
  if (!recognised) return `3 ${path}`;
  const { source, identity, dated } = recognised;
  const order = String(source.order).padStart(3, "0");
  if (!dated) return `2 ${(identity.period ?? "").padEnd(7)} ${order} ${path}`;
  return `1 ${identity.date} ${order} ${await isDelta(path) ? 1 : 0} ${path}`;
}

/** Whether an extract's header says DELTA; the sort alone asks, the reader judges. */
async function isDelta(path: string): Promise<boolean> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(100), 0, 100, 0);
    return buffer.toString("latin1", 0, bytesRead).split(/\r?\n/, 1)[0]!.includes(";DELTA;");
  } finally {
    await file.close();
  }
}

/** A file that somebody sent and that lies in memory. */
export function uploadedFile(name: string, content: Buffer, today: string): DeliveredFile {
  async function* bytes(): AsyncIterable<Buffer> {
    yield await Promise.resolve(content);
  }
  return { name, path: null, recognised: recognise(name, today), bytes };
}

/** SHA-256 of the bytes, in hexadecimal. */
export async function sha256Of(bytes: AsyncIterable<Buffer>): Promise<string> {
  const hash = createHash("sha256");
  for await (const chunk of bytes) hash.update(chunk);
  return hash.digest("hex");
}
