import { statSync } from "node:fs";
import { errorCode } from "../error-code.js";
import type { Log } from "../log.js";
import { adapterFiles, loadPageAdapters, type PageAdapterFile, type PageAdapters } from "./adapters.js";

/** Looking whether a file has changed costs a few system calls: this often is soon enough for who has just saved one. */
const LOOK_AFTER_MS = 5_000;

/**
 * The adapters that a gateway serves. Files that change while it runs are read anew when adapters are next asked for: a
 * page gets its overlay back without a restart. A file that has become bad is told in the log, and what it gave before
 * stays; so does everything when a folder can't be read.
 */
export class ServedAdapters {
  #lookedAt: number;
  #seen: string;
  #adapters: readonly PageAdapterFile[];

  /**
   * @param folders see {@link loadPageAdapters}
   * @throws Error of the file system when a folder can't be read
   */
  constructor(
    private readonly folders: readonly string[],
    private readonly log: Log,
    private readonly now: () => number = () => performance.now(),
  ) {
    this.#lookedAt = now();
    this.#seen = fingerprint(folders);
    this.#adapters = this.#told(loadPageAdapters(folders));
  }

  /** One for each system, by system. */
  current(): readonly PageAdapterFile[] {
    if (this.now() - this.#lookedAt >= LOOK_AFTER_MS) this.#look();
    return this.#adapters;
  }

  #look(): void {
    this.#lookedAt = this.now();
    try {
      const seen = fingerprint(this.folders);
      if (seen === this.#seen) return;
      this.#adapters = this.#told(loadPageAdapters(this.folders, this.#adapters));
      this.#seen = seen;
    } catch (error) {
      const code = errorCode(error);
      if (code === null) throw error;
      this.log.error({ code }, "the page adapters can't be read anew: those from before stay");
    }
  }

  #told({ adapters, faults }: PageAdapters): readonly PageAdapterFile[] {
    for (const fault of faults) this.log.error(fault, "a page adapter has a fault");
    return adapters;
  }
}

/** Changes when a file comes, goes or is written. */
function fingerprint(folders: readonly string[]): string {
  return folders
    .flatMap(adapterFiles)
    .map((file) => {
      const stat = statSync(file, { throwIfNoEntry: false });
      return `${file} ${stat?.mtimeMs ?? 0} ${stat?.size ?? 0} ${stat?.ino ?? 0}`;
    })
    .join("\n");
}
