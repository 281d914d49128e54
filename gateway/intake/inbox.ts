import { basename, dirname } from "node:path";
import type { DataSource } from "typeorm";
import { ifFree, type LoaderSession } from "../database/session.js";
import { errorCode } from "../error-code.js";
import { deliveredFiles } from "../loading/delivery.js";
import { type Receipt, receiptOf } from "../loading/receipt.js";
import type { Log } from "../log.js";
import { recognise } from "../sources/all-sources.js";
import { InboxFolder, verdictOn } from "./inbox-folder.js";
import { type FileResult, type Loader, LoadWorkError } from "./load-work.js";
import { Settling, type SeenFile } from "./settling.js";

/** The advisory lock that makes one gateway of several take files from the drop folder ("Inkm" in ASCII). */
const INBOX_LOCK = 0x496e_6b6d;

const LOOK_EVERY_MS = 1_000;
/** What stands still waits no longer for what goes on coming: a quarter of an hour. */
const LONGEST_MS = 900_000;
/** After a failure, and twice as long after each further one. */
const FIRST_RETRY_MS = 2_000;
/** The database may be back any moment. */
const LONGEST_RETRY_MS = 30_000;
/** A file that can't be loaded or moved waits for somebody to mend it. */
const LONGEST_RETRY_OF_FILE_MS = 600_000;

const DAY_MS = 86_400_000;
/** How often it is looked for judged files whose time is over. */
const SWEEP_EVERY_MS = 3_600_000;

/** What a drop folder is watched with. */
export interface InboxParts {
  readonly folder: string;
  readonly dataSource: DataSource;
  readonly loader: Loader;
  readonly log: Log;
  /** How long nothing may have come or grown before files are loaded, in milliseconds. */
  readonly quietMs: number;
  /** For how many days judged files are kept. */
  readonly keepDays: number;
  /** `YYYY-MM-DD` */
  readonly today: () => string;
}

/** When something is tried again that has failed so many times in a row. */
interface Retry {
  readonly failures: number;
  readonly notBefore: number;
}

const NEVER_FAILED: Retry = { failures: 0, notBefore: Number.NEGATIVE_INFINITY };

/**
 * Watches a drop folder: what has come in whole is loaded together, in one call, and then moved to `done` or `rejected`.
 * A file is moved after its load has been committed: whatever happens in between, it is met again as UNCHANGED.
 */
export class Inbox {
  private readonly folder: InboxFolder;
  private readonly settling: Settling;
  private whole = NEVER_FAILED;
  /** Files that failed by themselves, and stay while the others are loaded. */
  private readonly setAside = new Map<string, Retry & { readonly file: SeenFile }>();
  /** After a set has failed its files are loaded one by one, so that none holds up the others. */
  private oneByOne = false;
  private isAway = false;
  private sweepAt = Number.NEGATIVE_INFINITY;

  constructor(private readonly parts: InboxParts) {
    this.folder = new InboxFolder(parts.folder);
    this.settling = new Settling({ quiet: parts.quietMs, longest: LONGEST_MS });
  }

  /**
   * Looks once at what is there, and loads what has come in whole. Never throws: what failed is logged and tried again.
   * @param now milliseconds of a clock that only goes forward
   */
  async look(now: number): Promise<void> {
    const files = await this.filesThere();
    if (files === null) return;
    await this.sweep(now);
    this.forgetChanged(files);
    const ready = new Set(this.settling.observe(files, now));
    const set = files.filter(({ path }) => ready.has(path) && (this.setAside.get(path)?.notBefore ?? now) <= now);
    if (set.length === 0 || this.whole.notBefore > now) return;
    try {
      await ifFree(this.parts.dataSource, INBOX_LOCK, (session) => this.take(set, session, now));
      this.whole = NEVER_FAILED;
    } catch (error) {
      this.whole = later(this.whole, now, LONGEST_RETRY_MS);
      this.parts.log.error({ err: error, files: set.length }, "the inbox could not be loaded: its files stay and are tried again");
    }
  }

  /** Null while the folder can't be looked into: a network share is away. Told once. */
  private async filesThere(): Promise<SeenFile[] | null> {
    try {
      const files = await this.folder.files();
      if (this.isAway) this.parts.log.info("the inbox can be read again");
      this.isAway = false;
      return files;
    } catch (error) {
      if (!this.isAway) this.parts.log.error({ err: error }, "the inbox can't be read: it is tried again until it can");
      this.isAway = true;
      return null;
    }
  }

  /** What failed is tried again in an hour. */
  private async sweep(now: number): Promise<void> {
    if (this.sweepAt > now) return;
    this.sweepAt = now + SWEEP_EVERY_MS;
    const { log, keepDays } = this.parts;
    try {
      const { removed, faults } = await this.folder.removeJudged(Date.now() - keepDays * DAY_MS);
      if (removed > 0) log.info({ files: removed, keepDays }, "files of the inbox that were through were removed");
      if (faults.length > 0) log.error({ code: errorCode(faults[0]), files: faults.length }, "files of the inbox should be gone, and could not be removed");
    } catch (error) {
      log.error({ code: errorCode(error) }, "the folders done and rejected of the inbox can't be read: nothing is removed from them");
    }
  }

  private forgetChanged(files: readonly SeenFile[]): void {
    for (const [path, { file }] of this.setAside) {
      const now = files.find((each) => each.path === path);
      if (now?.size !== file.size || now.writtenAt !== file.writtenAt) this.setAside.delete(path);
    }
  }

  private async take(set: readonly SeenFile[], session: LoaderSession, now: number): Promise<void> {
    const files = await this.readable(set, now);
    const alone = files.filter(({ path }) => this.oneByOne || this.setAside.has(path));
    const together = files.filter((file) => !alone.includes(file));
    this.oneByOne = false;
    for (const part of [together, ...alone.map((file) => [file])]) {
      const results = part.length === 0 ? null : await this.load(part, session, now);
      if (results === null) continue;
      // Whoever lost the connection lost the lock, and another gateway may be at these files.
      await session.query("SELECT 1");
      for (const file of part) await this.settle(file, results, now);
    }
  }

  /** Those that are still as they were, in the order of loading; another gateway may have taken some. */
  private async readable(set: readonly SeenFile[], now: number): Promise<SeenFile[]> {
    const readable = new Map<string, SeenFile>();
    for (const file of set) {
      try {
        if (!(await this.folder.isAsSeen(file))) continue;
        await this.folder.requireReadable(file.path);
        readable.set(file.path, file);
      } catch (error) {
        this.putAside(file, now, error, "a file of the inbox can't be read: it stays, and the others are loaded");
      }
    }
    const ordered = await deliveredFiles([...readable.keys()], this.parts.today());
    return ordered.flatMap(({ path }) => readable.get(path ?? "") ?? []);
  }

  /** Null when it failed for a reason of the files' own, or was stopped. @throws when the database was away */
  private async load(files: readonly SeenFile[], session: LoaderSession, now: number): Promise<readonly FileResult[] | null> {
    try {
      return await this.parts.loader.run({ kind: "INBOX", paths: files.map(({ path }) => path) });
    } catch (error) {
      if (error instanceof LoadWorkError && error.code === "STOPPED") return null;
      await session.query("SELECT 1");
      const [only, ...others] = files;
      if (only && others.length === 0) this.putAside(only, now, error, "a file of the inbox could not be loaded: it stays, and the others are loaded");
      else {
        this.oneByOne = true;
        this.parts.log.error({ err: error, files: files.length }, "the files of the inbox could not be loaded together: now one by one");
      }
      return null;
    }
  }

  private async settle(file: SeenFile, results: readonly FileResult[], now: number): Promise<void> {
    const result = results.find(({ path }) => path === file.path);
    if (!result) throw new Error("INBOX_RESULT_MISSING: the loader said nothing of a file");
    const { load, report } = result;
    const receipt = await receiptOf(this.parts.dataSource, load, report);
    try {
      // What was written over it meanwhile is another file, and comes in by itself.
      if (await this.folder.isAsSeen(file)) await this.move(file, receipt);
      else this.parts.log.warn({ file: this.nameForLog(file), load }, "a file of the inbox was changed or taken away while it was loaded: it is not moved");
    } catch (error) {
      this.putAside(file, now, error, "a file of the inbox could not be moved: it stays where it is, and is tried again");
    }
  }

  private async move(file: SeenFile, receipt: Receipt): Promise<void> {
    const { movedTo, reportFault, modeFault } = await this.folder.judge(file.path, verdictOn(receipt.status), receipt);
    this.setAside.delete(file.path);
    const told = { file: this.nameForLog(file), load: receipt.load, status: receipt.status };
    if (reportFault === null) this.parts.log.info({ ...told, movedTo: dirname(movedTo) }, "a file of the inbox is through");
    else this.parts.log.error({ ...told, code: errorCode(reportFault) }, "a file of the inbox is through, but its report could not be written");
    if (modeFault !== null) this.parts.log.warn({ ...told, code: errorCode(modeFault) }, "a file of the inbox belongs to another account: who may read it stays as its sender said");
  }

  private putAside(file: SeenFile, now: number, error: unknown, what: string): void {
    const before = this.setAside.get(file.path) ?? NEVER_FAILED;
    this.setAside.set(file.path, { ...later(before, now, LONGEST_RETRY_OF_FILE_MS), file });
    const cause = error instanceof LoadWorkError ? { err: error } : { code: errorCode(error) };
    this.parts.log.error({ file: this.nameForLog(file), ...cause }, what);
  }

  /** Whoever calls a file by a name of their own may have written a person's into it. */
  private nameForLog({ path }: SeenFile): string | null {
    return recognise(basename(path), this.parts.today()) === null ? null : basename(path);
  }
}

function later({ failures }: Retry, now: number, longestMs: number): Retry {
  return { failures: failures + 1, notBefore: now + Math.min(FIRST_RETRY_MS * 2 ** failures, longestMs) };
}

/** The watch over a drop folder, for as long as a gateway runs. */
export class InboxWatch {
  private timer: NodeJS.Timeout | undefined;
  private looking: Promise<void> = Promise.resolve();
  private stopped = false;

  private constructor(private readonly inbox: Inbox) {}

  static start(parts: InboxParts): InboxWatch {
    const watch = new InboxWatch(new Inbox(parts));
    watch.looking = watch.lookAndWait();
    return watch;
  }

  /** Looks no more, and waits for the look that is under way: its loader has to be stopped first. */
  async stop(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    await this.looking;
  }

  private async lookAndWait(): Promise<void> {
    await this.inbox.look(performance.now());
    if (this.stopped) return;
    this.timer = setTimeout(() => {
      this.looking = this.lookAndWait();
    }, LOOK_EVERY_MS);
  }
}
