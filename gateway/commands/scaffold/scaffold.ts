import { access, mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";

/** A kind of thing that `npm run new` makes: one file each in this folder. */
export interface Scaffold {
  /** What its NAME is, for the usage text. */
  readonly usage: string;
  /**
   * Writes the files of a new one.
   * @throws {ScaffoldError} when the name can't be used; nothing is written then
   */
  make(root: string, name: string): Promise<Made>;
}

/** What was made, and what its maker has to do now. */
export interface Made {
  /** Paths from the project's root, of files that are new or changed. */
  readonly files: readonly string[];
  readonly next: readonly string[];
}

/** A name that can't be used. */
export class ScaffoldError extends Error {
  readonly code = "NAME_NOT_USABLE";

  constructor(message: string) {
    super(message);
    this.name = "ScaffoldError";
  }
}

/** Writes files by their path from the root. @throws {ScaffoldError} when one of them exists: none is written then */
export async function writeNewFiles(root: string, files: Readonly<Record<string, string>>): Promise<void> {
  for (const path of Object.keys(files)) {
    if (await exists(join(root, path))) throw new ScaffoldError(`${path} is there already`);
  }
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), content, { flag: "wx" });
  }
}

async function exists(path: string): Promise<boolean> {
  try {
    await access(path);
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return false;
    throw error;
  }
}
