import type { PoolClient } from "pg";
import { hashOfNumber, hashOfRow } from "../access/keyed-hash.js";
import type { KeyRing } from "../access/keys.js";
import { SealError, unsealText } from "../access/sealed-text.js";
import { ConfigurationError } from "../configuration.js";
import { inTransaction, type LoaderSession } from "../database/session.js";
import { ALL_SOURCES } from "../sources/all-sources.js";
import type { Target } from "../sources/source-type.js";
import { hashColumn, ROW_HASH, sealedColumn } from "./stored-columns.js";

/*
 * Keyed hashes in the database are all of one key: a load makes them with the key that is in force there, and rotation
 * exchanges all of them in one transaction. So nobody is ever half found, and no row counts as changed for its hash.
 */

/** A table whose rows are found and compared by keyed hashes. */
type HashedTable = Required<Target>;

const HASHED: readonly HashedTable[] = ALL_SOURCES.flatMap(({ targets }) =>
  targets.flatMap((target) => (target.sealed ? [{ ...target, sealed: target.sealed }] : [])));

/** What a statement on this database runs on. */
type Database = Pick<PoolClient, "query">;

const BATCH = 1000;

/**
 * The ring with that of its hash keys first which this database has hashes of; an empty one takes any. Tried on the row
 * that was loaded last.
 * @throws ConfigurationError when the keys are not those that it was loaded with: nobody would be found, and every client
 *   would count as changed
 */
export async function ringInForce(database: Database, ring: KeyRing): Promise<KeyRing> {
  const last = await lastRow(database, ring);
  if (last === null) return ring;
  for (const key of ring.finding) {
    const candidate: KeyRing = { ...ring, finding: [key, ...ring.finding.filter((other) => other !== key)] };
    if (hashOfRow(candidate, last.values).equals(last.hash)) return candidate;
  }
  throw wrongKeys("PERSON_HASH_KEY", "is not the key that persons were loaded with");
}

function wrongKeys(variable: string, fault: string): ConfigurationError {
  return new ConfigurationError([{ variable, fault, remedy: "Give back the keys that this database was loaded with" }]);
}

/** Which of the ring's hash keys a database has the hashes of. */
export interface HashKeyUse {
  /** How many the configuration has. */
  readonly keys: number;
  /** Place of the one in force, 1 for the first; null when it is none of them, or can't be told without a sealing key. */
  readonly inForce: number | null;
}

export async function hashKeyUse(database: Database, ring: KeyRing): Promise<HashKeyUse> {
  const keys = ring.finding.length;
  try {
    const [inForce] = (await ringInForce(database, ring)).finding;
    return { keys, inForce: ring.finding.indexOf(inForce) + 1 };
  } catch (error) {
    if (error instanceof ConfigurationError) return { keys, inForce: null };
    throw error;
  }
}

/**
 * Makes all keyed hashes anew with the ring's first hash key, where they are of another: in batches, so that memory is
 * bounded, and in one transaction, so that whoever looks finds everybody by the one key or by the other. Killed anywhere
 * nothing is changed. To be run under the loader's lock.
 * @returns how many rows have other hashes now
 */
export async function rotateHashes(session: LoaderSession, ring: KeyRing): Promise<number> {
  const inForce = await ringInForce(session, ring);
  if (inForce.finding[0] === ring.finding[0]) return 0;
  return inTransaction(session, async () => {
    let rows = 0;
    for (const table of HASHED) rows += await rotateTable(session, ring, table);
    return rows;
  });
}

async function rotateTable(session: LoaderSession, ring: KeyRing, table: HashedTable): Promise<number> {
  let count = 0;
  for (let after = "0"; ; ) {
    const rows = await readRows(session, ring, table, "t.id > $1 ORDER BY t.id", [after]);
    const last = rows.at(-1);
    if (last === undefined) return count;
    await hashAnew(session, ring, table, rows);
    count += rows.length;
    after = last.id;
  }
}

interface OpenedRow {
  readonly id: string;
  /** Of the table's columns, in their order, opened. */
  readonly values: readonly (string | null)[];
  readonly hash: Buffer;
}

/** One that has something sealed, where there is any: its key is tried, too. */
async function lastRow(database: Database, ring: KeyRing): Promise<OpenedRow | null> {
  try {
    for (const table of HASHED) {
      const isSealed = table.sealed.map((column) => `t.${sealedColumn(column)} IS NOT NULL`).join(" AND ");
      const [sealed] = await readRows(database, ring, table, `${isSealed} ORDER BY t.id DESC`, [], 1);
      const [row] = sealed === undefined ? await readRows(database, ring, table, "TRUE ORDER BY t.id DESC", [], 1) : [sealed];
      if (row !== undefined) return row;
    }
    return null;
  } catch (error) {
    throw error instanceof SealError ? wrongKeys("PERSON_KEYS", error.message.replace(/\.$/, "")) : error;
  }
}

async function readRows(
  database: Database, ring: KeyRing, { table, columns, sealed }: HashedTable, condition: string, values: unknown[], limit = BATCH,
): Promise<OpenedRow[]> {
  const cells = columns.map((column) => (sealed.includes(column) ? `encode(t.${sealedColumn(column)}, 'hex')` : `t.${column}`));
  const { rows } = await database.query<{ id: string; cells: (string | null)[]; hash: Buffer }>(
    `SELECT t.id::text AS id, ARRAY[${cells.join(", ")}] AS cells, t.${ROW_HASH} AS hash FROM ${table} t WHERE ${condition} LIMIT ${limit}`,
    values,
  );
  return rows.map(({ id, cells: stored, hash }) => ({
    id, hash, values: stored.map((cell, at) => {
      const column = columns[at]!;
      return cell === null || !sealed.includes(column) ? cell : unsealText(ring, Buffer.from(cell, "hex"), `${table}.${sealedColumn(column)}`);
    }),
  }));
}

async function hashAnew(session: LoaderSession, ring: KeyRing, { table, columns, sealed }: HashedTable, rows: readonly OpenedRow[]): Promise<void> {
  const hashes = sealed.map((column) => rows.map(({ values }) => {
    const value = values[columns.indexOf(column)] ?? null;
    return value === null ? null : hashOfNumber(ring, value);
  }));
  const names = sealed.map((_, at) => `h${at}`);
  await session.query(
    `UPDATE ${table} t SET ${ROW_HASH} = anew.row_hash${sealed.map((column, at) => `, ${hashColumn(column)} = anew.${names[at]!}`).join("")}
     FROM unnest($1::bigint[], $2::bytea[]${sealed.map((_, at) => `, $${at + 3}::bytea[]`).join("")}) AS anew (id, row_hash${names.map((name) => `, ${name}`).join("")})
     WHERE t.id = anew.id`,
    [rows.map(({ id }) => id), rows.map(({ values }) => hashOfRow(ring, values)), ...hashes],
  );
}
