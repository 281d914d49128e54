import { execFile } from "node:child_process";
import { createReadStream, createWriteStream } from "node:fs";
import { pipeline } from "node:stream/promises";
import { promisify } from "node:util";
import { from as copyFrom, to as copyTo } from "pg-copy-streams";
import { errorCode } from "../../gateway/error-code.js";
import { onConnection } from "./bench-server.js";

/** Rows of a table as COPY has them, with the columns that they have. */
export interface CopiedRows {
  readonly path: string;
  readonly table: string;
  readonly columns: string;
}

/** Takes the rows of a table, all columns but its generated number and those that are empty in every row, out to a file. */
export async function copyOut(url: string, table: string, columns: readonly string[], path: string): Promise<CopiedRows> {
  const rows = { path, table, columns: columns.join(", ") };
  await onConnection(url, async (client) => {
    await pipeline(client.query(copyTo(`COPY ${table} (${rows.columns}) TO STDOUT`)), createWriteStream(path));
  });
  return rows;
}

/**
 * Copies the rows into an empty table with the same columns and the same indexes, and drops it.
 * @returns milliseconds that the copy took, without connecting
 */
export async function measureCopy(url: string, { path, table, columns }: CopiedRows): Promise<number> {
  const empty = `${table}_copy`;
  await onConnection(url, (client) => client.query(`CREATE TABLE ${empty} (LIKE ${table} INCLUDING ALL)`));
  const duration = (await copyByPsql(url, `\\copy ${empty} (${columns}) from '${path}'`)) ?? (await copyByDriver(url, `COPY ${empty} (${columns}) FROM STDIN`, path));
  await onConnection(url, (client) => client.query(`DROP TABLE ${empty}`));
  return duration;
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
