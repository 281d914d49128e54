import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { barOf, LoadProgress, type Progress } from "../../../gateway/commands/load-progress.js";
import { type DeliveredFile, deliveredFiles } from "../../../gateway/loading/delivery.js";

const CLEAR = "\r\u001b[2K";

let folder: string;
let files: DeliveredFile[];
let written: string[];

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
  folder = await mkdtemp(join(tmpdir(), "overblick-progress-"));
  await writeFile(join(folder, "a.txt"), Buffer.alloc(1_000_000));
  await writeFile(join(folder, "b.txt"), Buffer.alloc(3_000_000));
  files = await deliveredFiles([folder], "2022-11-30");
  written = [];
});
afterEach(async () => {
  vi.useRealTimers();
  await rm(folder, { recursive: true });
});

const screen = { write: (text: string) => written.push(text), columns: 200 };

async function read(file: DeliveredFile | undefined): Promise<number> {
  let size = 0;
  for await (const chunk of file!.bytes()) size += chunk.length;
  return size;
}

/** What the screen shows after a redraw. */
function shown(): string | undefined {
  vi.advanceTimersByTime(250);
  return written.at(-1)?.replace(CLEAR, "");
}

describe("on a terminal", () => {
  test("the bar follows the bytes that are read, twice of each file", async () => {
    const progress = new LoadProgress(screen, () => 0);
    const [a, b] = await progress.follow(files, () => undefined);
    expect(shown()).toBeUndefined();
    await read(a);
    expect(shown()).toBe("[##..................]  12 %  0.5 of 4.0 MB  0:00  file 1 of 2: a.txt");
    await read(a);
    await read(b);
    expect(shown()).toBe("[############........]  62 %  2.5 of 4.0 MB  0:00  file 2 of 2: b.txt");
    await read(b);
    expect(shown()).toBe("[####################] 100 %  4.0 of 4.0 MB  0:00  file 2 of 2: b.txt");
    progress.stop();
  });

  test("a file that is read a third time, for its quarantine, counts as read", async () => {
    const progress = new LoadProgress(screen, () => 0);
    const [a] = await progress.follow(files, () => undefined);
    for (let time = 0; time < 3; time += 1) await read(a);
    expect(shown()).toContain(" 25 % ");
    progress.stop();
  });

  test("the log stands above the bar, which is gone at the end", async () => {
    const progress = new LoadProgress(screen, () => 0);
    progress.above("before\n");
    const [a] = await progress.follow(files, () => undefined);
    await read(a);
    progress.above("a line\n");
    progress.stop();
    expect(written).toEqual([`${CLEAR}before\n`, `${CLEAR}a line\n`, expect.stringContaining("12 %"), CLEAR]);
  });

  test("what is read is what stands in the files", async () => {
    const [a, b] = await new LoadProgress(screen).follow(files, () => undefined);
    expect([await read(a), await read(b)]).toEqual([1_000_000, 3_000_000]);
  });
});

test("without a terminal a long load tells a line now and then", async () => {
  const told: Progress[] = [];
  let now = 0;
  const progress = new LoadProgress(null, () => now);
  const [a] = await progress.follow(files, (line) => told.push(line));
  await read(a);
  now = 9_999;
  vi.advanceTimersByTime(9_999);
  expect(told).toEqual([]);
  now = 10_000;
  vi.advanceTimersByTime(1);
  expect(told).toEqual([{ file: 1, of: 2, name: "a.txt", read: 1_000_000, toRead: 8_000_000, seconds: 10 }]);
  progress.stop();
});

test("the bar never takes more than a line", () => {
  const progress = { file: 3, of: 9, name: "SOSYS_BESLUT_HAL_20221130.TXT", read: 5, toRead: 10, seconds: 75 };
  expect(barOf(progress, 60)).toBe("[##########..........]  50 %  0.0 of 0.0 MB  1:15  file 3 o");
});

test("files without a byte are read at once", () => {
  expect(barOf({ file: 1, of: 1, name: "x", read: 0, toRead: 0, seconds: 0 }, 60)).toContain("100 %");
});
