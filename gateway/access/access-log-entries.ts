import type { PoolClient } from "pg";
import { type Seal, SEALED_COLUMNS, type SealedEntry, utcText } from "./access-log-chain.js";

const BATCH = 2000;

/** The entries with numbers after one and up to another, in order; memory does not grow with their number. */
export async function* entriesBetween(session: PoolClient, after: string, last: string): AsyncGenerator<SealedEntry> {
  let from = after;
  for (;;) {
    const { rows } = await session.query<SealedEntry>(
      `SELECT ${SEALED_COLUMNS} FROM access_log WHERE id > $1 AND id <= $2 ORDER BY id LIMIT ${BATCH}`,
      [from, last],
    );
    yield* rows;
    const end = rows.at(-1);
    if (end === undefined || rows.length < BATCH) return;
    from = end.id;
  }
}

/** The seals after one, in order. */
export async function* sealsAfter(session: PoolClient, number: number): AsyncGenerator<Seal> {
  let from = number;
  for (;;) {
    const { rows } = await session.query<Seal>(
      `SELECT number, ${utcText("sealed_at")} AS "sealedAt", last_entry::text AS "lastEntry", entries, hash
       FROM access_log_seal WHERE number > $1 ORDER BY number LIMIT ${BATCH}`,
      [from],
    );
    yield* rows;
    const end = rows.at(-1);
    if (end === undefined || rows.length < BATCH) return;
    from = end.number;
  }
}

/** A seal by its number, or the last one; null when there is none. */
export async function findSeal(session: PoolClient, number: number | null): Promise<Seal | null> {
  const { rows } = await session.query<Seal>(
    `SELECT number, ${utcText("sealed_at")} AS "sealedAt", last_entry::text AS "lastEntry", entries, hash
     FROM access_log_seal WHERE $1::int IS NULL OR number = $1 ORDER BY number DESC LIMIT 1`,
    [number],
  );
  return rows[0] ?? null;
}
