import type { PoolClient } from "pg";
import type { DataSource } from "typeorm";
import { asOnlyLoader, inTransaction } from "../database/session.js";
import type { Log } from "../log.js";

/** Entries of one transaction, or those of one seal where it has more. */
const BATCH = 10_000;

/** What a pruning removed, or would remove. */
export interface PruningReport {
  readonly years: number;
  readonly entries: number;
  /** The last seal whose entries are gone; null when none ever went. */
  readonly lastSeal: number | null;
  readonly dryRun: boolean;
}

/**
 * Removes the entries that are older than so many years, by whole seals: those whose seal was made before then. The seals
 * stay, so that the chain goes on, and a record says what went. Takes a connection with the rights of the owner, since the
 * application may remove nothing. Killed anywhere, what is gone is on record, and the next run goes on.
 */
export async function pruneAccessLog(dataSource: DataSource, years: number, log: Log, dryRun: boolean): Promise<PruningReport> {
  return asOnlyLoader(dataSource, () => log.info("a loader is at work: waiting for it"), async (session) => {
    let from = (await lastPruning(session))?.lastSeal ?? 0;
    let entries = 0;
    let record: number | null = null;
    for (let due = await dueAfter(session, from, years); due !== null; due = await dueAfter(session, from, years)) {
      const { last_seal: lastSeal, last_entry: lastEntry, counted } = due;
      if (!dryRun) record = await inTransaction(session, () => prune(session, record, { years, lastSeal, lastEntry }));
      entries += counted;
      from = lastSeal;
      log.info({ seal: from, entries }, dryRun ? "old entries of the access log" : "pruned the access log");
    }
    return { years, entries, lastSeal: from === 0 ? null : from, dryRun };
  });
}

/** How far the log was pruned. */
export interface PrunedUntil {
  readonly lastSeal: number;
  /** The last entry that the seal covered. */
  readonly lastEntry: string;
}

/** Null when it never was. */
export async function lastPruning(session: PoolClient): Promise<PrunedUntil | null> {
  const { rows } = await session.query<PrunedUntil>(
    `SELECT number AS "lastSeal", last_entry::text AS "lastEntry" FROM access_log_seal
     WHERE number = (SELECT max(last_seal) FROM access_log_pruning)`,
  );
  return rows[0] ?? null;
}

interface DueSeals {
  readonly last_seal: number;
  readonly last_entry: string;
  readonly counted: number;
}

/** The next seals that are due, as many as have a batch's entries; null when there are none. */
async function dueAfter(session: PoolClient, seal: number, years: number): Promise<DueSeals | null> {
  const { rows } = await session.query<DueSeals>(
    `SELECT number AS last_seal, last_entry::text, counted::int FROM (
       SELECT number, last_entry, sum(entries) OVER (ORDER BY number) AS counted, entries FROM (
         SELECT * FROM access_log_seal WHERE number > $1 AND sealed_at < now() - make_interval(years => $2) ORDER BY number LIMIT ${BATCH}
       ) AS old
     ) AS summed
     WHERE counted - entries < ${BATCH} ORDER BY number DESC LIMIT 1`,
    [seal, years],
  );
  return rows[0] ?? null;
}

/** @param record of this run, which grows with each batch @returns its id */
async function prune(
  session: PoolClient, record: number | null, { years, lastSeal, lastEntry }: { readonly years: number; readonly lastSeal: number; readonly lastEntry: string },
): Promise<number> {
  const { rowCount } = await session.query("DELETE FROM access_log WHERE id <= $1", [lastEntry]);
  // An entry that names others comes after them.
  await session.query("DELETE FROM access_log_redaction WHERE named_in <= $1", [lastEntry]);
  const { rows } = record === null
    ? await session.query<{ id: number }>(
      "INSERT INTO access_log_pruning (years, last_seal, entries) VALUES ($1, $2, $3) RETURNING id", [years, lastSeal, rowCount],
    )
    : await session.query<{ id: number }>(
      "UPDATE access_log_pruning SET last_seal = $2, entries = entries + $3 WHERE id = $1 RETURNING id", [record, lastSeal, rowCount],
    );
  return rows[0]!.id;
}
