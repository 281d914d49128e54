import { join } from "node:path";
import { type BenchServer, onConnection, settle } from "./bench-server.js";
import type { CityFiles } from "./city/write-city.js";
import { type CopiedRows, copyOut, withEmptyTable } from "./copy-yardstick.js";
import { runChild, runEngine } from "./engine-process.js";
import { median, rounded, seconds, tell } from "./figures.js";

/** What deriving the findings of a whole city costs (issue "Every finding", last point). */
export interface DeriveFigures {
  /** Against reading the same facts in case order and copying as many rows in, without evaluating anything. */
  readonly vsRead: number;
  /** One case that a load touched, in the full city. */
  readonly touchedCaseMs: number;
  readonly peakRssMb: number;
}

const TOUCHED_CASES = 25;

/** @param base a database with what decisions refer to; a city is made of it */
export async function measureDeriving(server: BenchServer, base: string, files: CityFiles, rounds: number): Promise<DeriveFigures> {
  const url = await server.copyDatabase(base);
  await runEngine(url, "load", [files.decisions, files.after]);
  // The rows that the yardstick writes are those of a derivation before all rounds.
  await runEngine(url, "derive");
  const rows = await copyOut(url, "finding", ["id"], join(server.folder, "finding.copy"));
  const ratios: number[] = [];
  let peakRssMb = 0;
  for (let at = 0; at < rounds; at += 1) {
    const readFirst = at % 2 === 1 ? await measureReading(url, rows) : null;
    await forgetFindings(url);
    const derive = await runEngine(url, "derive");
    const read = readFirst ?? (await measureReading(url, rows));
    tell(`  derive ${seconds(derive.durations[0]!)}, read and copy ${seconds(read)}, ${Math.round(derive.peakRssMb)} MB`);
    ratios.push(derive.durations[0]! / read);
    peakRssMb = Math.max(peakRssMb, derive.peakRssMb);
  }
  const touched = await runEngine(url, "touch", await someCases(url));
  await server.dropDatabase(url);
  return { vsRead: rounded(median(ratios)), touchedCaseMs: rounded(median(touched.durations)), peakRssMb: Math.round(peakRssMb) };
}

function measureReading(url: string, rows: CopiedRows): Promise<number> {
  return withEmptyTable(url, rows, async (empty) => {
    const { durations } = await runChild("reading", url, [rows.path, `COPY ${empty} (${rows.columns}) FROM STDIN`]);
    return durations[0]!;
  });
}

/** As it was when the files were in and nothing was derived yet: no findings, and every case noted as touched. */
async function forgetFindings(url: string): Promise<void> {
  await onConnection(url, async (client) => {
    await client.query("TRUNCATE finding, touched_case");
    await client.query("INSERT INTO touched_case (file_number, since) SELECT file_number, min(known_from) FROM client GROUP BY file_number");
  });
  await settle(url);
}

/** Cases from all over the city. */
async function someCases(url: string): Promise<string[]> {
  return onConnection(url, async (client) => {
    const { rows } = await client.query<{ file_number: string }>(
      `SELECT file_number FROM client ORDER BY md5(file_number) LIMIT ${TOUCHED_CASES}`,
    );
    return rows.map(({ file_number }) => file_number);
  });
}
