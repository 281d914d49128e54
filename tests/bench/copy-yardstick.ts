import { execFile } from "node:child_process";
import { createReadStream, createWriteStream } from "node:fs";
import { pipeline } from "node:stream/promises";
import { promisify } from "node:util";
import { from as copyFrom, to as copyTo } from "pg-copy-streams";
import { errorCode } from "../../gateway/error-code.js";
import { onConnection, settle } from "./bench-server.js";

/** Rows of a table as COPY has them, with the columns that they have. */
export interface CopiedRows {
  readonly path: string;
  readonly table: string;
  readonly columns: string;
}

/** Takes the rows of a table out to a file, but for the columns that the database fills in itself or that are empty throughout. */
export async function copyOut(url: string, table: string, left: readonly string[], path: string): Promise<CopiedRows> {
  return onConnection(url, async (client) => {
    const { rows } = await client.query<{ columns: string }>(
      `SELECT string_agg(column_name, ', ' ORDER BY ordinal_position) AS columns FROM information_schema.columns
       WHERE table_name = $1 AND column_name <> ALL($2)`,
      [table, left],
    );
    const { columns } = rows[0]!;
    await pipeline(client.query(copyTo(`COPY ${table} (${columns}) TO STDOUT`)), createWriteStream(path));
    return { path, table, columns };
  });
}

/** Runs the work with an empty table that has the same columns and indexes as the rows' own, and drops it afterwards. */
export async function withEmptyTable<Result>(
  url: string, { table }: CopiedRows, work: (empty: string) => Promise<Result>,
): Promise<Result> {
  const empty = `${table}_copy`;
  await onConnection(url, (client) => client.query(`CREATE TABLE ${empty} (LIKE ${table} INCLUDING ALL)`));
  await settle(url);
  const result = await work(empty);
  await onConnection(url, (client) => client.query(`DROP TABLE ${empty}`));
  return result;
}

/** Copies the rows into an empty table. @returns milliseconds that the copy took, without connecting */
export async function measureCopy(url: string, rows: CopiedRows): Promise<number> {
  return withEmptyTable(url, rows, async (empty) => {
    const { path, columns } = rows;
    return (await copyByPsql(url, `\\copy ${empty} (${columns}) from '${path}'`))
      ?? (await copyByDriver(url, `COPY ${empty} (${columns}) FROM STDIN`, path));
  });
}

/** By psql, which times its commands itself. Null where there is no psql. */
async function copyByPsql(url: string, command: string): Promise<number | null> {
  const address = new URL(url);
  const password = decodeURIComponent(address.password);
  address.password = "";
  try {
    const parameters = [address.href, "--no-psqlrc", "--set=ON_ERROR_STOP=1", "-c", "\\timing on", "-c", command];
    const { stdout } = await promisify(execFile)("psql", parameters, { env: { ...process.env, PGPASSWORD: password, LC_ALL: "C" } });
    const milliseconds = /^Time: ([\d.]+) ms/m.exec(stdout)?.[1];
    if (milliseconds === undefined) throw new Error(`psql did not tell how long it took: ${stdout}`);
    return Number(milliseconds);
  } catch (error) {
    if (errorCode(error) === "ENOENT") return null;
    throw error;
  }
}

async function copyByDriver(url: string, statement: string, path: string): Promise<number> {
  return onConnection(url, async (client) => {
    const started = performance.now();
    await pipeline(createReadStream(path, { highWaterMark: 256 * 1024 }), client.query(copyFrom(statement)));
    return performance.now() - started;
  });
}
