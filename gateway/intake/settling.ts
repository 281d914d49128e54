/** A file as it stands in the drop folder at a moment. */
export interface SeenFile {
  readonly path: string;
  readonly size: number;
  /** When it was last written to, in milliseconds, by the clock of whichever machine keeps it. */
  readonly writtenAt: number;
}

/** How long files are left alone, in milliseconds. */
export interface SettlingTimes {
  /** Nothing has come or grown for so long: what is there belongs together and is whole. */
  readonly quiet: number;
  /** What stands still is not kept waiting longer than this by others that go on coming. */
  readonly longest: number;
}

interface KnownFile extends SeenFile {
  readonly firstSeen: number;
  /** Since when it has been as it is. */
  readonly since: number;
}

/**
 * Which files of a drop folder have come in whole. Network shares give no notice of changes and their clocks differ, so
 * the folder is looked at again and again, and only whether a file's size and time are the same as before counts. A
 * file of no bytes is one that a sender has just made: it counts as growing.
 */
export class Settling {
  private known = new Map<string, KnownFile>();
  private changedAt = Number.NEGATIVE_INFINITY;

  constructor(private readonly times: SettlingTimes) {}

  /**
   * Takes note of what is there now.
   * @param now milliseconds of a clock that only goes forward
   * @returns the paths of those that can be loaded together; none while others are still coming
   */
  observe(files: readonly SeenFile[], now: number): string[] {
    const before = this.known;
    this.known = new Map(files.map((file) => [file.path, this.noted(file, before.get(file.path), now)]));
    const settled = [...this.known.values()].filter((file) => now - file.since >= this.times.quiet && !this.isGrowing(file, now));
    const isQuiet = now - this.changedAt >= this.times.quiet;
    const isOverdue = settled.some(({ since }) => now - since >= this.times.longest);
    return isQuiet || isOverdue ? settled.map(({ path }) => path) : [];
  }

  private noted(file: SeenFile, before: KnownFile | undefined, now: number): KnownFile {
    const isSame = before !== undefined && before.size === file.size && before.writtenAt === file.writtenAt;
    const noted = { ...file, firstSeen: before?.firstSeen ?? now, since: isSame ? before.since : now };
    if (!isSame || this.isGrowing(noted, now)) this.changedAt = now;
    return noted;
  }

  private isGrowing({ size, firstSeen }: KnownFile, now: number): boolean {
    return size === 0 && now - firstSeen < this.times.longest;
  }
}
