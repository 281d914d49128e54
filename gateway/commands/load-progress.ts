import { stat } from "node:fs/promises";
import type { DeliveredFile } from "../loading/delivery.js";

/** How far a load is. */
export interface Progress {
  /** Place of the file that is being read, from 1; and how many there are. */
  readonly file: number;
  readonly of: number;
  readonly name: string;
  /** Bytes read of all files, each of which is read twice: once for its checksum, once for its rows. */
  readonly read: number;
  readonly toRead: number;
  readonly seconds: number;
}

/** Where progress is shown. */
export interface Screen {
  write(text: string): unknown;
  readonly columns?: number;
}

const TIMES_READ = 2;
const REDRAW_MS = 250;
const LINE_EVERY_MS = 10_000;
const USUAL_COLUMNS = 80;
const BAR = 20;
/** To the beginning of the line, and the line away. */
const CLEAR = "\r\u001b[2K";

/**
 * Follows a load by the bytes that are read: a bar on a terminal, else a line now and then for a load that takes long.
 * What comes after the last byte, merging and deriving, shows as a bar that is full.
 */
export class LoadProgress {
  private progress: Progress | null = null;
  private timer: NodeJS.Timeout | undefined;
  private readonly started: number;

  /** @param screen the terminal; null when there is none */
  constructor(
    private readonly screen: Screen | null,
    private readonly now: () => number = () => performance.now(),
  ) {
    this.started = now();
  }

  /**
   * The same files, whose reading is followed from now on.
   * @param tell takes a line now and then, when there is no terminal
   */
  async follow(files: readonly DeliveredFile[], tell: (progress: Progress) => void): Promise<DeliveredFile[]> {
    const sizes = await Promise.all(files.map(sizeOf));
    const toRead = TIMES_READ * sum(sizes);
    this.timer = setInterval(() => this.show(tell), this.screen ? REDRAW_MS : LINE_EVERY_MS);
    this.timer.unref();
    return files.map((file, at) => {
      const [before, size] = [TIMES_READ * sum(sizes.slice(0, at)), sizes[at] ?? 0];
      let readings = 0;
      const bytes = (): AsyncIterable<Buffer> => {
        const alreadyRead = readings * size;
        readings += 1;
        return counted(file.bytes(), (soFar) => {
          // Further readings, for what goes to quarantine, leave it as read.
          const read = before + Math.min(alreadyRead + soFar, TIMES_READ * size);
          this.progress = { file: at + 1, of: files.length, name: file.name, read, toRead, seconds: 0 };
        });
      };
      return { ...file, bytes };
    });
  }

  /** Takes a line for the terminal that stands above the bar. */
  above(line: string): void {
    if (this.screen === null) return;
    this.screen.write(`${CLEAR}${line}`);
    this.show(() => undefined);
  }

  stop(): void {
    clearInterval(this.timer);
    if (this.progress !== null) this.screen?.write(CLEAR);
    this.progress = null;
  }

  private show(tell: (progress: Progress) => void): void {
    if (this.progress === null) return;
    const progress = { ...this.progress, seconds: Math.floor((this.now() - this.started) / 1000) };
    if (this.screen === null) tell(progress);
    else this.screen.write(`${CLEAR}${barOf(progress, this.screen.columns ?? USUAL_COLUMNS)}`);
  }
}

async function sizeOf({ path }: DeliveredFile): Promise<number> {
  return path === null ? 0 : (await stat(path)).size;
}

function sum(sizes: readonly number[]): number {
  return sizes.reduce((total, size) => total + size, 0);
}

async function* counted(bytes: AsyncIterable<Buffer>, tell: (size: number) => void): AsyncIterable<Buffer> {
  let size = 0;
  tell(size);
  for await (const chunk of bytes) {
    size += chunk.length;
    tell(size);
    yield chunk;
  }
}

/** One line for a terminal of so many columns. */
export function barOf(progress: Progress, columns: number): string {
  const { file, of, name, read, toRead, seconds } = progress;
  const share = shareOf(progress);
  const full = Math.floor(share * BAR);
  const bar = `[${"#".repeat(full)}${".".repeat(BAR - full)}]`;
  const time = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
  const megabytes = [read, toRead].map((bytes) => (bytes / TIMES_READ / 1_000_000).toFixed(1)).join(" of ");
  return `${bar} ${String(Math.floor(share * 100)).padStart(3)} %  ${megabytes} MB  ${time}  file ${file} of ${of}: ${name}`.slice(0, columns - 1);
}

/** From 0 to 1. */
export function shareOf({ read, toRead }: Pick<Progress, "read" | "toRead">): number {
  return toRead === 0 ? 1 : read / toRead;
}
