import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Inbox } from "../../gateway/intake/inbox.js";
import type { Loader } from "../../gateway/intake/load-work.js";
import type { Receipt } from "../../gateway/loading/receipt.js";
import { createLog } from "../../gateway/log.js";
import type { City } from "./city.js";
import { TODAY } from "./world.js";

/** A drop folder that is looked at by hand: time goes on by looks alone. */
export class DropFolder {
  private now = 0;
  /** What was logged, a line of JSON each. */
  readonly logged: string[] = [];

  private constructor(
    readonly folder: string,
    private readonly city: City,
  ) {}

  static async open(city: City): Promise<DropFolder> {
    return new DropFolder(await mkdtemp(join(tmpdir(), "overblick-inbox-")), city);
  }

  /** A watch over it, as each gateway has one. */
  watch(loader: Loader = this.city.loader): Inbox {
    const log = createLog({ logLevel: "debug" }, { write: (line) => this.logged.push(line) });
    return new Inbox({ folder: this.folder, dataSource: this.city.dataSource, loader, log, quietMs: QUIET_MS, keepDays: 7, today: () => TODAY });
  }

  async put(files: Readonly<Record<string, string | Buffer>>): Promise<void> {
    for (const [name, content] of Object.entries(files)) {
      const path = join(this.folder, name);
      await mkdir(join(path, ".."), { recursive: true });
      await writeFile(path, content);
    }
  }

  /** Two looks at the same files, the second when the quiet time is over: what is there is loaded. */
  async lookTwice(...watches: Inbox[]): Promise<void> {
    await this.look(...watches);
    await this.later(QUIET_MS, ...watches);
  }

  async look(...watches: Inbox[]): Promise<void> {
    await this.later(1, ...watches);
  }

  /** A look after so many milliseconds, by all watches at once. */
  async later(ms: number, ...watches: Inbox[]): Promise<void> {
    this.now += ms;
    await Promise.all(watches.map((watch) => watch.look(this.now)));
  }

  /** The files in it, by their paths, without reports. */
  async files(): Promise<string[]> {
    const entries = await readdir(this.folder, { withFileTypes: true, recursive: true });
    const paths = entries.filter((entry) => !entry.isDirectory()).map((entry) => join(entry.parentPath, entry.name).slice(this.folder.length + 1));
    return paths.filter((path) => !path.endsWith(".report.json")).sort();
  }

  /** @param name `done/NAME` or `rejected/NAME` */
  async report(name: string): Promise<Receipt> {
    return JSON.parse(await readFile(join(this.folder, `${name}.report.json`), "utf8")) as Receipt;
  }

  remove(): Promise<void> {
    return rm(this.folder, { recursive: true });
  }
}

const QUIET_MS = 10_000;
