import { mkdir, open } from "node:fs/promises";
import { dirname } from "node:path";
import type { PoolClient } from "pg";
import { errorCode } from "../error-code.js";
import { NOTHING_SEALED, type Seal } from "./access-log-chain.js";
import { findSeal, sealsAfter } from "./access-log-entries.js";

/** The file and the database don't have the same seals: one of them was changed. */
class SealFileError extends Error {
  readonly code = "SEALS_DIFFER";

  constructor(path: string, number: number) {
    super(`Seal ${number} of the access log is another in ${path} than in the database: run npm run access-log -- verify.`);
    this.name = "SealFileError";
  }
}

/** Longer than any line. */
const TAIL_BYTES = 4096;
const LARGEST_WRITE = 1_000_000;

/**
 * The copy of the seals outside the database, a line of JSON each: who can change the database can't change what was
 * sealed without its showing here. Lines are only ever added, so the file may stand where nothing can be taken away.
 */
export class SealFile {
  private wholeAt: Date | null = null;

  constructor(readonly path: string) {}

  /** When this process last saw every entry under a seal that is in the file; null: never yet. */
  get upToDateAt(): Date | null {
    return this.wholeAt;
  }

  /** Every entry that there is now is under a seal that the file has. */
  noteUpToDate(): void {
    this.wholeAt = new Date();
  }

  /**
   * Adds the seals that the file lacks.
   * @throws SealFileError when its last seal is another than the database's
   */
  async bringUpToDate(session: PoolClient): Promise<void> {
    await mkdir(dirname(this.path), { recursive: true });
    const { last, isCut } = await this.tail();
    if (last !== null && (await findSeal(session, last.number))?.hash !== last.hash) throw new SealFileError(this.path, last.number);
    // Half a line of a process that was killed stays, and is passed over.
    let text = isCut ? "\n" : "";
    for await (const seal of sealsAfter(session, (last ?? NOTHING_SEALED).number)) {
      text += `${JSON.stringify(seal)}\n`;
      if (text.length < LARGEST_WRITE) continue;
      await this.append(text);
      text = "";
    }
    if (text !== "") await this.append(text);
  }

  /** All seals, by number; null when there is no file. Lines that are none are left out: what they held is then missing. */
  async read(): Promise<Map<number, Seal> | null> {
    const seals = new Map<number, Seal>();
    try {
      const file = await open(this.path);
      for await (const line of file.readLines()) {
        const seal = parse(line);
        if (seal !== null) seals.set(seal.number, seal);
      }
      return seals;
    } catch (error) {
      if (errorCode(error) === "ENOENT") return null;
      throw error;
    }
  }

  private async append(text: string): Promise<void> {
    const file = await open(this.path, "a", 0o600);
    try {
      await file.writeFile(text);
      await file.datasync();
    } finally {
      await file.close();
    }
  }

  private async tail(): Promise<{ readonly last: Seal | null; readonly isCut: boolean }> {
    const text = await this.end();
    const last = text.split("\n").map(parse).findLast((seal) => seal !== null) ?? null;
    return { last, isCut: text !== "" && !text.endsWith("\n") };
  }

  private async end(): Promise<string> {
    try {
      const file = await open(this.path);
      try {
        const { size } = await file.stat();
        const buffer = Buffer.alloc(Math.min(size, TAIL_BYTES));
        await file.read(buffer, 0, buffer.length, size - buffer.length);
        return buffer.toString("utf8");
      } finally {
        await file.close();
      }
    } catch (error) {
      if (errorCode(error) === "ENOENT") return "";
      throw error;
    }
  }
}

function parse(line: string): Seal | null {
  try {
    const seal = JSON.parse(line) as Partial<Seal> | null;
    return typeof seal?.number === "number" && typeof seal.hash === "string" ? (seal as Seal) : null;
  } catch {
    // Half a line.
    return null;
  }
}
