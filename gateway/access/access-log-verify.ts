import type { PoolClient } from "pg";
import type { DataSource } from "typeorm";
import { hashOfPersons, LEAST_YEARS, NOTHING_SEALED, type Seal, SealHash, utcText } from "./access-log-chain.js";
import { entriesBetween, sealsAfter } from "./access-log-entries.js";
import { lastPruning, type PrunedUntil } from "./access-log-pruning.js";
import { redactionsHold } from "./access-log-redaction.js";
import type { SealFile } from "./seal-file.js";

/**
 * What is wrong with the log.
 * - `ENTRIES_REMOVED`, `ENTRIES_ADDED`, `ENTRIES_CHANGED`: what the seal covers is not what it covered (changed, or in
 *   another order)
 * - `PERSONS_CHANGED`: somebody was taken out of an entry that no disposal says it took out, or what it left was changed
 * - `DISPOSALS_CHANGED`: what disposals took out is not what the log says of them, or more than their records add up to
 * - `SEAL_MISSING`: the database lacks a seal, or has not those that the file has
 * - `SEAL_NOT_IN_FILE`, `SEAL_DIFFERS_FROM_FILE`: the copy outside the database says otherwise
 * - `FILE_MISSING`: there is no copy to compare with
 * - `PRUNED_TOO_EARLY`: entries went by a pruning that were younger than any city may set: the record is forged
 * - `NOT_SEALED`: entries stand unsealed for too long: no gateway runs, or its sealing job fails
 */
export type AccessLogFaultKind =
  | "ENTRIES_REMOVED" | "ENTRIES_ADDED" | "ENTRIES_CHANGED" | "PERSONS_CHANGED" | "DISPOSALS_CHANGED" | "SEAL_MISSING"
  | "SEAL_NOT_IN_FILE" | "SEAL_DIFFERS_FROM_FILE" | "FILE_MISSING" | "PRUNED_TOO_EARLY" | "NOT_SEALED";

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
  /** Entries that were removed by pruning (`npm run access-log -- prune`), under seals that stand. */
  readonly pruned: number;
  /** Entries that disposal took persons out of (`npm run dispose`), as its entries in the log say. */
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
  private pruned = 0;
  private prunedUntil: PrunedUntil | null = null;
  /** Until then entries may have been pruned. */
  private youngestPruned = "";

  constructor(
    private readonly session: PoolClient,
    private readonly file: SealFile,
  ) {}

  async run(): Promise<AccessLogVerification> {
    // The file first: a seal that comes meanwhile is in the database before it is in the file.
    const copies = await this.file.read();
    for (const number of copies?.keys() ?? []) this.newestCopy = Math.max(this.newestCopy, number);
    await this.readPruning();
    await this.expectNoneOfPruned();
    for await (const seal of sealsAfter(this.session, 0)) await this.judge(seal, copies);
    if (copies === null && this.seals > 0) this.fault("FILE_MISSING", null);
    const lost = [...(copies?.values() ?? [])].filter(({ number }) => number > this.before.number);
    for (const seal of lost) this.fault("SEAL_MISSING", seal);
    if (!(await redactionsHold(this.session))) this.add({ ...NOWHERE, kind: "DISPOSALS_CHANGED" });
    const unsealed = await this.unsealed();
    return {
      ok: this.faults.length === 0, seals: this.seals, entries: this.entries, sealedUntil: this.before.sealedAt ?? null, unsealed, pruned: this.pruned, disposed: this.disposed,
      file: { path: this.file.path, seals: copies?.size ?? null }, faults: this.faults,
    };
  }

  private async judge(seal: Seal, copies: ReadonlyMap<number, Seal> | null): Promise<void> {
    this.seals += 1;
    if (seal.number !== this.before.number + 1) this.fault("SEAL_MISSING", { ...seal, number: this.before.number + 1 });
    const found = this.isPruned(seal) ? null : await this.judgeEntries(seal);
    // They may be going at this moment.
    if (found !== null && found < seal.entries) await this.readPruning();
    if (this.isPruned(seal)) this.judgePruned(seal);
    else if (found !== null) this.fault(found < seal.entries ? "ENTRIES_REMOVED" : found > seal.entries ? "ENTRIES_ADDED" : "ENTRIES_CHANGED", seal, found);
    if (copies !== null) this.compare(seal, copies);
    this.before = seal;
  }

  /** @returns how many entries there are when they are not what the seal covers; null when they are */
  private async judgeEntries(seal: Seal): Promise<number | null> {
    const hash = new SealHash(this.before.hash);
    let changed = 0;
    for await (const entry of entriesBetween(this.session, this.before.lastEntry, seal.lastEntry)) {
      hash.add(entry);
      if (entry.personsHash === null) continue;
      // The seal holds whatever stands here now: it is for the disposal that took somebody out to say what is left.
      if (entry.leftHash === hashOfPersons(entry.salt, entry.fileNumbers)) this.disposed += 1;
      else changed += 1;
    }
    if (changed > 0) this.fault("PERSONS_CHANGED", seal, changed);
    const { entries: found } = hash;
    if (found !== seal.entries || hash.digest(seal) !== seal.hash) return found;
    this.entries += found;
    return null;
  }

  private isPruned({ number }: Seal): boolean {
    return this.prunedUntil !== null && number <= this.prunedUntil.lastSeal;
  }

  /** Without its entries a seal's hash can't be worked out anew: that it stands in the chain and in the file is left. */
  private judgePruned(seal: Seal): void {
    if (seal.sealedAt > this.youngestPruned) this.fault("PRUNED_TOO_EARLY", seal, 0);
    else this.pruned += seal.entries;
  }

  private async readPruning(): Promise<void> {
    this.prunedUntil = await lastPruning(this.session);
    const { rows } = await this.session.query<{ youngest: string }>(
      `SELECT ${utcText("(clock_timestamp() - make_interval(years => $1))")} AS youngest`, [LEAST_YEARS],
    );
    this.youngestPruned = rows[0]!.youngest;
  }

  private async expectNoneOfPruned(): Promise<void> {
    if (this.prunedUntil === null) return;
    const { lastSeal, lastEntry } = this.prunedUntil;
    const { rows } = await this.session.query<{ entries: number }>("SELECT count(*)::int AS entries FROM access_log WHERE id <= $1", [lastEntry]);
    const { entries } = rows[0]!;
    if (entries > 0) this.add({ ...NOWHERE, kind: "ENTRIES_ADDED", seal: lastSeal, foundEntries: entries });
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
