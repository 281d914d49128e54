import { access, chmod, constants, lstat, mkdir, readdir, rename, unlink, writeFile } from "node:fs/promises";
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

/** A file that was moved to its verdict's folder. */
export interface JudgedFile {
  /** Its path within the drop folder. */
  readonly movedTo: string;
  /** Why there is no report beside it, or null. */
  readonly reportFault: unknown;
  /** Why others than this account may still read it, or null. */
  readonly modeFault: unknown;
}

const OWN_ALONE = 0o600;

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
   * Moves a file to its verdict's folder, never over another one, with its report beside it, both for this account alone.
   * The file is moved even where there is no room for the report, which `npm run loads -- show` has too, and where its mode is
   * its sender's to change.
   * @returns the file's new name, and why there is no report, or why others may read on, where that is so
   * @throws the error of the system when the file can't be moved
   */
  async judge(path: string, verdict: Verdict, receipt: Receipt): Promise<JudgedFile> {
    const folder = join(this.folder, verdict);
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const target = await freeName(folder, basename(path));
    await rename(path, target);
    const modeFault = await faultOf(chmod(target, OWN_ALONE));
    const reportFault = await faultOf(writeFile(`${target}.report.json`, `${JSON.stringify(receipt, null, 2)}\n`, { flag: "wx", mode: OWN_ALONE }));
    return { movedTo: join(verdict, basename(target)), reportFault, modeFault };
  }

  /**
   * Removes judged files and their reports whose time is over: they have rows about persons in clear text.
   * @param before milliseconds since 1970; what was moved, or touched, since then stays
   * @returns how many files went, and why others did not that should have
   */
  async removeJudged(before: number): Promise<{ readonly removed: number; readonly faults: readonly unknown[] }> {
    const faults: unknown[] = [];
    let removed = 0;
    for (const path of await this.judged()) {
      const fault = await faultOf(removeIfOlder(path, before).then((gone) => void (gone && removed++)));
      if (fault !== null && errorCode(fault) !== "ENOENT") faults.push(fault);
    }
    return { removed, faults };
  }

  private async judged(): Promise<string[]> {
    const found: string[] = [];
    for (const verdict of VERDICTS) {
      const folder = join(this.folder, verdict);
      if (!(await exists(folder))) continue;
      const entries = await readdir(folder, { withFileTypes: true });
      found.push(...entries.filter((entry) => entry.isFile()).map(({ name }) => join(folder, name)));
    }
    return found;
  }
}

/** Null for what is no file: a link, or a pipe that nobody ever writes to, may have come into its place between two looks. */
async function seenFile(path: string): Promise<SeenFile | null> {
  try {
    const entry = await lstat(path);
    return entry.isFile() ? { path, size: entry.size, writtenAt: entry.mtimeMs } : null;
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

/** The status changes when a file is moved: what its content's date is, its sender decides. */
async function removeIfOlder(path: string, before: number): Promise<boolean> {
  if ((await lstat(path)).ctimeMs >= before) return false;
  await unlink(path);
  return true;
}

async function faultOf(work: Promise<void>): Promise<unknown> {
  try {
    await work;
    return null;
  } catch (error) {
    return error;
  }
}
