import type { PoolClient } from "pg";
import type { DataSource } from "typeorm";
import type { KeyRing } from "./keys.js";
import { seal, sealingKeyId, unseal } from "./sealed-text.js";

/** A column of sealed values, by which columns its rows are told apart, and how many are opened at a time. */
interface SealedColumn {
  readonly table: string;
  readonly column: string;
  /** Numbers. */
  readonly key: readonly string[];
  readonly batch: number;
}

/** Every column that holds sealed values. The pieces of held files are large. */
const SEALED_COLUMNS: readonly SealedColumn[] = [
  { table: "person", column: "personal_number_sealed", key: ["id"], batch: 1000 },
  { table: "rejected_row", column: "raw_sealed", key: ["id"], batch: 1000 },
  { table: "held_chunk", column: "bytes_sealed", key: ["load_id", "ordinal"], batch: 8 },
];

/** How much is sealed with a key. */
export interface KeyUse {
  readonly id: string;
  /** Whether the configuration has it. */
  readonly known: boolean;
  /** Whether it seals from now on. */
  readonly first: boolean;
  /** How many values each column has of it, by `table.column`; a key without any can be taken away. */
  readonly values: Readonly<Record<string, number>>;
}

/** The keys of the ring and of the database, the ring's first. */
export async function keyUses(dataSource: DataSource, ring: KeyRing): Promise<KeyUse[]> {
  const values = new Map<string, Record<string, number>>([...ring.sealing.keys()].map((id) => [id, {}]));
  for (const { table, column } of SEALED_COLUMNS) {
    const rows = await dataSource.query<{ id: string; count: number }[]>(
      `SELECT ${sealingKeyId(column)} AS id, count(*)::int AS count FROM ${table} WHERE ${column} IS NOT NULL GROUP BY 1 ORDER BY 1`,
    );
    for (const { id, count } of rows) values.set(id, { ...values.get(id), [`${table}.${column}`]: count });
  }
  return [...values].map(([id, used]) => ({ id, known: ring.sealing.has(id), first: id === ring.first.id, values: used }));
}

/**
 * Seals everything anew that is not sealed with the ring's first key. Each batch is a statement of its own: killed
 * anywhere, what is done stays, and running it again does the rest. To be run under the loader's lock.
 *
 * @returns how many values were sealed anew
 * @throws {SealError} when a value does not open; those before it are done
 */
export async function rotateKeys(session: PoolClient, ring: KeyRing): Promise<number> {
  let count = 0;
  for (const column of SEALED_COLUMNS) {
    let after: readonly string[] | null = column.key.map(() => "-1");
    while (after !== null) {
      const rows = await otherwiseSealed(session, ring, column, after);
      await sealAnew(session, ring, column, rows);
      count += rows.length;
      after = rows.at(-1)?.key ?? null;
    }
  }
  return count;
}

interface SealedRow {
  readonly key: readonly string[];
  readonly sealed: Buffer;
}

async function otherwiseSealed(
  session: PoolClient, ring: KeyRing, { table, column, key, batch }: SealedColumn, after: readonly string[],
): Promise<SealedRow[]> {
  const places = key.map((_, at) => `$${at + 2}::bigint`);
  const { rows } = await session.query<SealedRow>(
    `SELECT ARRAY[${key.map((name) => `${name}::text`).join(", ")}] AS key, ${column} AS sealed FROM ${table}
     WHERE (${key.join(", ")}) > (${places.join(", ")}) AND ${column} IS NOT NULL AND ${sealingKeyId(column)} <> $1
     ORDER BY ${key.join(", ")} LIMIT ${batch}`,
    [ring.first.id, ...after],
  );
  return rows;
}

async function sealAnew(
  session: PoolClient, ring: KeyRing, { table, column, key }: SealedColumn, rows: readonly SealedRow[],
): Promise<void> {
  if (rows.length === 0) return;
  const place = `${table}.${column}` as const;
  const names = key.map((_, at) => `k${at}`);
  await session.query(
    `UPDATE ${table} t SET ${column} = anew.sealed
     FROM unnest($1::bytea[], ${key.map((_, at) => `$${at + 2}::bigint[]`).join(", ")}) AS anew (sealed, ${names.join(", ")})
     WHERE ${key.map((name, at) => `t.${name} = anew.${names[at]!}`).join(" AND ")}`,
    [rows.map(({ sealed }) => seal(ring, unseal(ring, sealed, place), place)), ...key.map((_, at) => rows.map((row) => row.key[at]))],
  );
}
