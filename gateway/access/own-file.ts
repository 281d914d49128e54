import { link, mkdir, readFile, unlink, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { errorCode } from "../error-code.js";

/**
 * Reads a secret file of DATA_DIR, which is made on first use and readable by its owner alone. Several processes may
 * come first at once: one of them puts its file in place, and all read that one.
 * @param create the content of a new one
 */
export async function ownFile(file: string, create: () => Promise<string>): Promise<string> {
  const existing = await readOwn(file);
  if (existing !== null) return existing;
  await mkdir(dirname(file), { recursive: true });
  const draft = `${file}.${process.pid}-${Math.random()}`;
  await writeFile(draft, await create(), { mode: 0o600, flag: "wx" });
  try {
    await link(draft, file);
  } catch (error) {
    if (errorCode(error) !== "EEXIST") throw error;
  } finally {
    await unlink(draft);
  }
  return (await readOwn(file)) ?? ownFile(file, create);
}

async function readOwn(file: string): Promise<string | null> {
  try {
    return await readFile(file, "utf8");
  } catch (error) {
    if (errorCode(error) === "ENOENT") return null;
    throw error;
  }
}
