import { access, constants, lstat, mkdir, readdir, rename, stat, writeFile } from "node:fs/promises";
import { basename, join, parse } from "node:path";
import { errorCode } from "../error-code.js";
import type { Receipt } from "../loading/receipt.js";
import type { FileStatus } from "../loading/report.js";
import type { SeenFile } from "./settling.js";

/** `done`: what is in the file is in the database. `rejected`: it is not, and the report beside it says why. */
export type Verdict = "done" | "rejected";

const VERDICTS: readonly Verdict[] = ["done", "rejected"];

/** Names that programs give to what they are still writing, and that folders are littered with. */
const TEMPORARY = /^[.~]|~$|\.(?:part|partial|filepart|tmp|temp|crdownload|download|swp|lock)$|^(?:thumbs\.db|desktop\.ini)$/i;

export function verdictOn(status: FileStatus): Verdict {
  switch (status) {
    case "LOADED":
    case "UNCHANGED":
      return "done";
    case "REJECTED":
    case "REFUSED":
    // The database keeps it, and accepting it takes no file; but somebody has to look.
    case "HELD":
    case "IGNORED":
      return "rejected";
  }
}

/** A drop folder (INBOX) with its subfolders. Links are not followed: whoever can write here could point them anywhere. */
export class InboxFolder {
  constructor(private readonly folder: string) {}

  /** The files that wait, but those with names of temporary files. */
  async files(): Promise<SeenFile[]> {
    const found: SeenFile[] = [];
    for (const path of await this.waiting()) {
      const seen = await seenFile(path);
      if (seen) found.push(seen);
    }
    return found;
  }

  /** The folders of verdicts, which grow without end, are not read. */
  private async waiting(): Promise<string[]> {
    const top = await readdir(this.folder, { withFileTypes: true });
    const subfolders = top.filter((entry) => entry.isDirectory() && !VERDICTS.some((verdict) => verdict === entry.name));
    const below = await Promise.all(subfolders.map(({ name }) => readdir(join(this.folder, name), { withFileTypes: true, recursive: true })));
    const files = [...top, ...below.flat()].filter((entry) => entry.isFile() && !TEMPORARY.test(entry.name));
    return files.map((entry) => join(entry.parentPath, entry.name));
  }

  /** Whether the file is as it was: neither gone nor written to since. */
  async isAsSeen({ path, size, writtenAt }: SeenFile): Promise<boolean> {
    const now = await seenFile(path);
    return now?.size === size && now.writtenAt === writtenAt;
  }

  /** @throws the error of the system when this process may not read the file */
  async requireReadable(path: string): Promise<void> {
    await access(path, constants.R_OK);
  }

  /**
   * Moves a file to its verdict's folder, never over another one, with its report beside it. The file is moved even
   * where there is no room for the report, which `npm run loads -- show` has too.
   * @returns the file's new name, and why there is no report where that could not be written
   * @throws the error of the system when the file can't be moved
   */
  async judge(path: string, verdict: Verdict, receipt: Receipt): Promise<{ readonly movedTo: string; readonly reportFault: unknown }> {
    const folder = join(this.folder, verdict);
    await mkdir(folder, { recursive: true });
    const target = await freeName(folder, basename(path));
    await rename(path, target);
    const reportFault = await writeReport(`${target}.report.json`, receipt);
    return { movedTo: join(verdict, basename(target)), reportFault };
  }
}

async function seenFile(path: string): Promise<SeenFile | null> {
  try {
    const { size, mtimeMs } = await stat(path);
    return { path, size, writtenAt: mtimeMs };
  } catch (error) {
    // Taken away between two looks.
    if (errorCode(error) === "ENOENT") return null;
    throw error;
  }
}

/** `NAME.TXT`, and where that is taken `NAME.2.TXT`, `NAME.3.TXT`, … */
async function freeName(folder: string, name: string): Promise<string> {
  const { name: stem, ext } = parse(name);
  for (let number = 1; ; number += 1) {
    const candidate = join(folder, number === 1 ? name : `${stem}.${number}${ext}`);
    if (!(await exists(candidate)) && !(await exists(`${candidate}.report.json`))) return candidate;
  }
}

async function exists(path: string): Promise<boolean> {
  try {
    await lstat(path);
    return true;
  } catch (error) {
    if (errorCode(error) === "ENOENT") return false;
    throw error;
  }
}

/** @returns the fault, or null */
async function writeReport(path: string, receipt: Receipt): Promise<unknown> {
  try {
    await writeFile(path, `${JSON.stringify(receipt, null, 2)}\n`, { flag: "wx" });
    return null;
  } catch (error) {
    return error;
  }
}
