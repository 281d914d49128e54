import { createHash } from "node:crypto";

/** An entry as it stands in the log. */
export interface LoggedEntry {
  readonly id: string;
  /** UTC with microseconds: `2026-11-22T08:15:30.123456Z`. */
  readonly at: string;
  readonly subject: string;
  readonly roles: readonly string[];
  readonly remoteAddress: string;
  readonly operations: readonly string[];
  readonly operationName: string | null;
  readonly purpose: string | null;
  readonly fileNumbers: readonly string[];
}

/** An entry with what its seal needs: the hash of whose data it was outlives disposal, the salt and the numbers do not. */
export interface SealedEntry extends LoggedEntry {
  /** Random, so that nobody finds a disposed person by trying numbers; another one after disposal. */
  readonly salt: string | null;
  /** What {@link personsHash} was before disposal took file numbers out; null before. */
  readonly personsHash: string | null;
  /** The {@link hashOfPersons} of what is left, as the last disposal has it on record; null when none has. */
  readonly leftHash: string | null;
}

/** A link of the chain (entities/access-log-seal.ts). */
export interface Seal {
  readonly number: number;
  /** As an entry's `at`. */
  readonly sealedAt: string;
  readonly lastEntry: string;
  readonly entries: number;
  /** Hexadecimal. */
  readonly hash: string;
}

/** What stands before the first seal. */
export const NOTHING_SEALED: Pick<Seal, "number" | "lastEntry" | "hash"> = { number: 0, lastEntry: "0", hash: "" };

/**
 * How many years an entry is kept at least: no city may set less, and no record of a pruning is believed that speaks of
 * younger entries. Whoever reads what is not theirs can be held to account for years, and the individual may ask who read.
 */
export const LEAST_YEARS = 2;

/** SQL of a point in time as {@link LoggedEntry} has it. */
export function utcText(timestamp: string): string {
  return `to_char(${timestamp} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;
}

/** SQL of the columns of `access_log` as {@link LoggedEntry}. */
export const ENTRY_COLUMNS = `access_log.id::text AS id, ${utcText("access_log.at")} AS at, access_log.subject, access_log.roles,
  access_log.remote_address AS "remoteAddress", access_log.operations, access_log.operation_name AS "operationName",
  access_log.purpose, access_log.file_numbers AS "fileNumbers"`;

/** SQL of the columns of `access_log` as {@link SealedEntry}. */
export const SEALED_COLUMNS = `${ENTRY_COLUMNS}, encode(access_log.salt, 'hex') AS salt, access_log.persons_hash AS "personsHash",
  CASE WHEN access_log.persons_hash IS NOT NULL THEN (
    SELECT redaction.left_hash FROM access_log_redaction AS redaction WHERE redaction.entry = access_log.id ORDER BY redaction.named_in DESC LIMIT 1
  ) END AS "leftHash"`;

/** SHA-256 of whose data an entry is about, in hexadecimal; the same after disposal as before. */
export function personsHash({ salt, personsHash: kept, fileNumbers }: Pick<SealedEntry, "salt" | "personsHash" | "fileNumbers">): string {
  return kept ?? hashOfPersons(salt, fileNumbers);
}

/** SHA-256 of those whose file numbers stand in an entry, in hexadecimal. */
export function hashOfPersons(salt: string | null, fileNumbers: readonly string[]): string {
  return createHash("sha256").update(JSON.stringify([salt, fileNumbers])).digest("hex");
}

/**
 * The hash of a seal: SHA-256 over the hash of the seal before, the hashes of its entries in the order of their numbers,
 * and what else it says. An entry's hash is SHA-256 over its values as JSON, so that anybody can work it out; for
 * whose data it was stands the hash of that, which holds when disposal has taken somebody out.
 */
export class SealHash {
  private readonly hash = createHash("sha256");
  private count = 0;

  /** @param before hash of the seal before */
  constructor(before: string) {
    this.hash.update(`${before}\n`);
  }

  /** How many entries were added. */
  get entries(): number {
    return this.count;
  }

  add(entry: SealedEntry): void {
    this.count += 1;
    this.hash.update(entryHash(entry));
  }

  digest({ number, sealedAt, lastEntry, entries }: Omit<Seal, "hash">): string {
    return this.hash.update(JSON.stringify([number, sealedAt, lastEntry, entries])).digest("hex");
  }
}

function entryHash(entry: SealedEntry): Buffer {
  const { id, at, subject, roles, remoteAddress, operations, operationName, purpose } = entry;
  const values = [id, at, subject, roles, remoteAddress, operations, operationName, purpose, personsHash(entry)];
  return createHash("sha256").update(JSON.stringify(values)).digest();
}
