import { mkdir, readFile, rmdir, stat, unlink, writeFile } from "node:fs/promises";
import { setTimeout as wait } from "node:timers/promises";
import { errorCode } from "../error-code.js";
import { DatabaseUnavailableError } from "./database-unavailable.js";
import { processMark } from "./process-identity.js";

const POLL_MS = 25;
const PATIENCE_MS = 120_000;
const HALF_WRITTEN_MS = 10_000;

/**
 * Runs `work` while no other process that uses the same lock file does. The file is created exclusively and names its
 * owner; one whose owner is gone (killed) is taken away.
 * @throws DatabaseUnavailableError when a living process keeps the lock for two minutes
 */
export async function withProcessLock<T>(file: string, work: () => Promise<T>): Promise<T> {
  await acquire(file);
  try {
    return await work();
  } finally {
    await unlink(file);
  }
}

async function acquire(file: string): Promise<void> {
  const owner = `${process.pid} ${processMark(process.pid) ?? ""}`;
  const deadline = Date.now() + PATIENCE_MS;
  while (!(await createExclusively(file, owner))) {
    if (await isStale(file)) await removeStale(file);
    else await wait(POLL_MS);
    if (Date.now() > deadline) {
      throw new DatabaseUnavailableError(
        `Another process has been starting or stopping the embedded database for two minutes (${file} names it). ` +
          `If there is no such process, remove ${file} and ${guardOf(file)}, and try again.`,
      );
    }
  }
}

async function createExclusively(file: string, content: string): Promise<boolean> {
  try {
    await writeFile(file, content, { flag: "wx", mode: 0o600 });
    return true;
  } catch (error) {
    if (errorCode(error) === "EEXIST") return false;
    throw error;
  }
}

async function isStale(file: string): Promise<boolean> {
  try {
    const [pid = "", mark = ""] = (await readFile(file, "utf8")).split(" ");
    // Created but not yet written; it stays so only when its owner was killed in between.
    if (mark === "") return Date.now() - (await stat(file)).mtimeMs > HALF_WRITTEN_MS;
    return processMark(Number(pid)) !== mark;
  } catch (error) {
    if (errorCode(error) === "ENOENT") return false;
    throw error;
  }
}

/**
 * Two who both see a stale lock must not both remove it: the second would remove the first one's new lock. So only the
 * one that makes the guard folder may, and it looks again. A dead owner can't release, so nothing changes in between.
 */
async function removeStale(file: string): Promise<void> {
  try {
    await mkdir(guardOf(file));
  } catch (error) {
    if (errorCode(error) !== "EEXIST") throw error;
    await wait(POLL_MS);
    return;
  }
  try {
    if (await isStale(file)) await unlink(file);
  } finally {
    await rmdir(guardOf(file));
  }
}

function guardOf(file: string): string {
  return `${file}.break`;
}
