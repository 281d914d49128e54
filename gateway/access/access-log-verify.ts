import type { PoolClient } from "pg";
import type { DataSource } from "typeorm";
import { NOTHING_SEALED, type Seal, SealHash, utcText } from "./access-log-chain.js";
import { entriesBetween, sealsAfter } from "./access-log-entries.js";
import type { SealFile } from "./seal-file.js";

/**
 * What is wrong with the log.
 * - `ENTRIES_REMOVED`, `ENTRIES_ADDED`, `ENTRIES_CHANGED`: what the seal covers is not what it covered (changed, or in
 *   another order)
 * - `SEAL_MISSING`: the database lacks a seal, or has not those that the file has
 * - `SEAL_NOT_IN_FILE`, `SEAL_DIFFERS_FROM_FILE`: the copy outside the database says otherwise
 * - `FILE_MISSING`: there is no copy to compare with
 * - `NOT_SEALED`: entries stand unsealed for too long: no gateway runs, or its sealing job fails
 */
export type AccessLogFaultKind =
  | "ENTRIES_REMOVED" | "ENTRIES_ADDED" | "ENTRIES_CHANGED" | "SEAL_MISSING" | "SEAL_NOT_IN_FILE" | "SEAL_DIFFERS_FROM_FILE"
  | "FILE_MISSING" | "NOT_SEALED";

export interface AccessLogFault {
  readonly kind: AccessLogFaultKind;
  /** The number of the seal; null when it is about no one seal. */
  readonly seal: number | null;
  /** The entries in question: sealed after the one time and until the other. Null where they are not known. */
  readonly after: string | null;
  readonly until: string | null;
  /** How many entries the seal covers, and how many there are. */
  readonly sealedEntries: number | null;
  readonly foundEntries: number | null;
}

/** What `npm run access-log -- verify` prints. */
export interface AccessLogVerification {
  readonly ok: boolean;
  readonly seals: number;
  /** Entries under a seal that holds. */
  readonly entries: number;
  readonly sealedUntil: string | null;
  readonly unsealed: number;
  /** Entries that disposal took persons out of (`npm run dispose`); what its records add up to. */
  readonly disposed: number;
  readonly file: { readonly path: string; readonly seals: number | null };
  readonly faults: readonly AccessLogFault[];
}

/** A gateway seals each minute, and a writer can hold it up: later than this something is wrong. */
const LONGEST_UNSEALED = "15 minutes";
const MOST_FAULTS = 1000;

/**
 * Works out every seal anew from the entries, and compares the seals with their copy outside the database. Each seal is
 * judged by itself, so that a fault says which minute it is about. Reads only.
 */
export async function verifyAccessLog(dataSource: DataSource, file: SealFile): Promise<AccessLogVerification> {
  const runner = dataSource.createQueryRunner();
  try {
    return await new Verification((await runner.connect()) as PoolClient, file).run();
  } finally {
    await runner.release();
  }
}

class Verification {
  private readonly faults: AccessLogFault[] = [];
  private before: Pick<Seal, "number" | "lastEntry" | "hash"> & { readonly sealedAt?: string } = NOTHING_SEALED;
  private newestCopy = 0;
  private seals = 0;
  private entries = 0;
  private disposed = 0;

  constructor(
    private readonly session: PoolClient,
    private readonly file: SealFile,
  ) {}

  async run(): Promise<AccessLogVerification> {
    // The file first: a seal that comes meanwhile is in the database before it is in the file.
    const copies = await this.file.read();
    for (const number of copies?.keys() ?? []) this.newestCopy = Math.max(this.newestCopy, number);
    for await (const seal of sealsAfter(this.session, 0)) await this.judge(seal, copies);
    if (copies === null && this.seals > 0) this.fault("FILE_MISSING", null);
    const lost = [...(copies?.values() ?? [])].filter(({ number }) => number > this.before.number);
    for (const seal of lost) this.fault("SEAL_MISSING", seal);
    const unsealed = await this.unsealed();
    return {
      ok: this.faults.length === 0, seals: this.seals, entries: this.entries, sealedUntil: this.before.sealedAt ?? null, unsealed, disposed: this.disposed,
      file: { path: this.file.path, seals: copies?.size ?? null }, faults: this.faults,
    };
  }

  private async judge(seal: Seal, copies: ReadonlyMap<number, Seal> | null): Promise<void> {
    this.seals += 1;
    if (seal.number !== this.before.number + 1) this.fault("SEAL_MISSING", { ...seal, number: this.before.number + 1 });
    const hash = new SealHash(this.before.hash);
    for await (const entry of entriesBetween(this.session, this.before.lastEntry, seal.lastEntry)) {
      hash.add(entry);
      if (entry.personsHash !== null) this.disposed += 1;
    }
    const { entries: found } = hash;
    if (found === seal.entries && hash.digest(seal) === seal.hash) this.entries += found;
    else this.fault(found < seal.entries ? "ENTRIES_REMOVED" : found > seal.entries ? "ENTRIES_ADDED" : "ENTRIES_CHANGED", seal, found);
    if (copies !== null) this.compare(seal, copies);
    this.before = seal;
  }

  /** Seals after the file's last are on their way to it. */
  private compare(seal: Seal, copies: ReadonlyMap<number, Seal>): void {
    const copy = copies.get(seal.number);
    if (copy === undefined) {
      if (seal.number < this.newestCopy) this.fault("SEAL_NOT_IN_FILE", seal);
    } else if (copy.hash !== seal.hash) this.fault("SEAL_DIFFERS_FROM_FILE", seal);
  }

  private async unsealed(): Promise<number> {
    const { rows } = await this.session.query<{ entries: number; oldest: string | null; late: boolean | null }>(
      `SELECT count(*)::int AS entries, ${utcText("min(at)")} AS oldest,
              min(at) < clock_timestamp() - interval '${LONGEST_UNSEALED}' AS late
       FROM access_log WHERE id > $1`,
      [this.before.lastEntry],
    );
    const { entries, oldest, late } = rows[0]!;
    if (late === true) this.add({ ...NOWHERE, kind: "NOT_SEALED", after: this.before.sealedAt ?? null, until: oldest, foundEntries: entries });
    return entries;
  }

  private fault(kind: AccessLogFaultKind, seal: Seal | null, found: number | null = null): void {
    this.add({
      kind, seal: seal?.number ?? null, after: this.before.sealedAt ?? null, until: seal?.sealedAt ?? null,
      sealedEntries: seal?.entries ?? null, foundEntries: found,
    });
  }

  private add(fault: AccessLogFault): void {
    if (this.faults.length < MOST_FAULTS) this.faults.push(fault);
  }
}

const NOWHERE = { seal: null, after: null, until: null, sealedEntries: null, foundEntries: null };
