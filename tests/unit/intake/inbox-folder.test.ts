import { chmod, mkdir, mkdtemp, readdir, rm, stat, symlink, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { InboxFolder, verdictOn } from "../../../gateway/intake/inbox-folder.js";
import type { Receipt } from "../../../gateway/loading/receipt.js";

const NAME = "SOSYS_KLIENT_HAL_20221130.TXT";
const RECEIPT: Receipt = {
  name: NAME, source: "legacy-extract", type: "KLIENT", status: "LOADED", rows: 1, added: 1, changed: 0, withdrawn: 0, quarantined: 0,
  reason: null, load: 7, quarantinedRows: [],
};

let folder: string;
let inbox: InboxFolder;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "overblick-inbox-"));
  inbox = new InboxFolder(folder);
});
afterEach(() => rm(folder, { recursive: true }));

async function put(...paths: string[]): Promise<void> {
  for (const path of paths) {
    await mkdir(join(folder, path, ".."), { recursive: true });
    await writeFile(join(folder, path), "x");
  }
}

async function waiting(): Promise<string[]> {
  return (await inbox.files()).map(({ path }) => path.slice(folder.length + 1)).sort();
}

describe("the files that wait", () => {
  test("stand in the folder and its subfolders", async () => {
    await put(NAME, `HAL/2022/${NAME}`);
    expect(await waiting()).toEqual([`HAL/2022/${NAME}`, NAME]);
  });

  test("are none of those in done and rejected", async () => {
    await put(`done/${NAME}`, `rejected/deep/${NAME}`);
    expect(await waiting()).toEqual([]);
  });

  test.each([`.${NAME}`, `${NAME}.part`, `${NAME}.PART`, `${NAME}.filepart`, `${NAME}.tmp`, `~$${NAME}`, `${NAME}~`, "Thumbs.db", "desktop.ini", ".DS_Store"])(
    "are none of the temporary name %s", async (name) => {
      await put(name, `sub/${name}`);
      expect(await waiting()).toEqual([]);
    },
  );

  test("are no links, wherever they point", async () => {
    await put(`x/${NAME}.part`);
    await symlink(join(folder, "x", `${NAME}.part`), join(folder, NAME));
    await symlink(tmpdir(), join(folder, "elsewhere"));
    expect(await waiting()).toEqual([]);
  });
});

test("a link that comes into a seen file's place is not that file, though what it leads to has its size and time", async () => {
  await put(NAME, "x/other.part");
  const [seen] = await inbox.files();
  const [path, other] = [join(folder, NAME), join(folder, "x", "other.part")];
  await utimes(other, new Date(seen!.writtenAt), new Date(seen!.writtenAt));
  await utimes(path, new Date(seen!.writtenAt), new Date(seen!.writtenAt));
  const [again] = await inbox.files();
  expect(await inbox.isAsSeen(again!)).toBe(true);
  await rm(path);
  await symlink(other, path);
  expect(await inbox.isAsSeen(again!)).toBe(false);
});

test.each([
  ["LOADED", "done"], ["UNCHANGED", "done"], ["REJECTED", "rejected"], ["REFUSED", "rejected"], ["HELD", "rejected"], ["IGNORED", "rejected"],
] as const)("a file that is %s goes to %s", (status, verdict) => {
  expect(verdictOn(status)).toBe(verdict);
});

describe("a file that is judged", () => {
  test("is moved with a report beside it", async () => {
    await put(NAME);
    expect(await inbox.judge(join(folder, NAME), "done", RECEIPT)).toEqual({ movedTo: `done/${NAME}`, reportFault: null, modeFault: null });
    expect((await readdir(join(folder, "done"))).sort()).toEqual([NAME, `${NAME}.report.json`]);
  });

  test("never takes another one's place, nor another one's report", async () => {
    await put(NAME, `done/${NAME}`, "done/SOSYS_KLIENT_HAL_20221130.2.TXT.report.json");
    const { movedTo } = await inbox.judge(join(folder, NAME), "done", RECEIPT);
    expect(basename(movedTo)).toBe("SOSYS_KLIENT_HAL_20221130.3.TXT");
  });

  test("is for this account alone, and so are its report and the folder", async () => {
    await put(NAME);
    await chmod(join(folder, NAME), 0o664);
    await inbox.judge(join(folder, NAME), "rejected", RECEIPT);
    const modes = await Promise.all(["", NAME, `${NAME}.report.json`].map(async (name) => (await stat(join(folder, "rejected", name))).mode & 0o777));
    expect(modes).toEqual([0o700, 0o600, 0o600]);
  });
});

describe("judged files", () => {
  const HOUR = 3_600_000;
  const there = async (): Promise<string[]> => (await readdir(folder, { recursive: true })).map(String).filter((path) => path.includes(".")).sort();

  test("are removed when their time is over, with their reports, and nothing else is", async () => {
    await put(NAME, `sub/${NAME}`, `done/${NAME}`, `done/${NAME}.report.json`, `rejected/${NAME}`, "rejected/kept by hand/x.txt");
    await symlink(join(folder, NAME), join(folder, "done", "link.txt"));
    expect(await inbox.removeJudged(Date.now() + HOUR)).toEqual({ removed: 3, faults: [] });
    expect(await there()).toEqual([NAME, "done/link.txt", "rejected/kept by hand/x.txt", `sub/${NAME}`].sort());
  });

  test("are kept until then, by when they were moved and not by what their sender says of their age", async () => {
    await put(`done/${NAME}`);
    await utimes(join(folder, "done", NAME), 0, 0);
    expect(await inbox.removeJudged(Date.now() - HOUR)).toEqual({ removed: 0, faults: [] });
  });

  test("are none where nothing was judged yet", async () => {
    expect(await inbox.removeJudged(Date.now() + HOUR)).toEqual({ removed: 0, faults: [] });
  });
});
