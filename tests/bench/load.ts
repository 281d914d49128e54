import { join } from "node:path";
import { type BenchServer, onConnection, settle } from "./bench-server.js";
import type { CityFiles } from "./city/write-city.js";
import { type CopiedRows, copyOut, measureCopy } from "./copy-yardstick.js";
import { runEngine } from "./engine-process.js";
import { median, rounded, seconds, tell } from "./figures.js";

/** The figures of contract 4 ("Around it") for loading. */
export interface LoadFigures {
  readonly load: { readonly vsCopy: number; readonly peakRssMb: number };
  readonly delta: { readonly vsFull: number; readonly seconds: number };
}

interface Round {
  readonly load: number;
  readonly copy: number;
  readonly delta: number;
  readonly peakRssMb: number;
}

/**
 * Loads a night's decisions, and the next night's over them, against `\copy` of the rows that the first night left.
 * Each round has a database of its own, in which what decisions refer to is loaded.
 *
 * @param base a database with what decisions refer to
 */
export async function measureLoads(server: BenchServer, base: string, files: CityFiles, rounds: number): Promise<LoadFigures> {
  const measured: Round[] = [];
  let rows: CopiedRows | null = null;
  for (let at = 0; at < rounds; at += 1) {
    const url = await server.copyDatabase(base);
    // The first round has nothing to copy before it has loaded; from then on they take turns.
    const copiedFirst = rows !== null && at % 2 === 1 ? await measured_(url, rows) : null;
    await settle(url);
    const load = await runEngine(url, "load", [files.decisions]);
    rows ??= await copyOut(url, "decision", await writtenColumns(url), join(server.folder, "decision.copy"));
    const copy = copiedFirst ?? (await measured_(url, rows));
    await settle(url);
    const delta = await runEngine(url, "load", [files.nextNightsDecisions]);
    await requireBothLoaded(url);
    await server.dropDatabase(url);
    const round = { load: load.durations[0]!, copy, delta: delta.durations[0]!, peakRssMb: Math.max(load.peakRssMb, delta.peakRssMb) };
    tell(`  load ${seconds(round.load)}, \\copy ${seconds(round.copy)}, second night ${seconds(round.delta)}, ${Math.round(round.peakRssMb)} MB`);
    measured.push(round);
  }
  return {
    load: { vsCopy: rounded(median(measured.map(({ load, copy }) => load / copy))), peakRssMb: Math.round(Math.max(...measured.map(({ peakRssMb }) => peakRssMb))) },
    delta: {
      vsFull: rounded(median(measured.map(({ delta, load }) => delta / load))),
      seconds: rounded(median(measured.map(({ delta }) => delta)) / 1000),
    },
  };
}

async function measured_(url: string, rows: CopiedRows): Promise<number> {
  await settle(url);
  return measureCopy(url, rows);
}

/** The columns that the engine writes when it opens a version; the number of the row is the database's. */
async function writtenColumns(url: string): Promise<string[]> {
  return onConnection(url, async (client) => {
    const { rows } = await client.query<{ column_name: string }>(
      `SELECT column_name FROM information_schema.columns
       WHERE table_name = 'decision' AND column_name NOT IN ('id', 'closed_in', 'known_to') ORDER BY ordinal_position`,
    );
    return rows.map(({ column_name }) => column_name);
  });
}

/** A figure of a load that was refused would say nothing. */
async function requireBothLoaded(url: string): Promise<void> {
  await onConnection(url, async (client) => {
    const { rows } = await client.query<{ status: string; added: number; changed: number; withdrawn: number; quarantined: number }>(
      "SELECT status, added, changed, withdrawn, quarantined, reason FROM load WHERE type = 'BESLUT' ORDER BY id",
    );
    const [first, second, ...more] = rows;
    const fits = first?.status === "LOADED" && first.added > 0 && more.length === 0 && second?.status === "LOADED"
      && second.added > 0 && second.changed > 0 && second.withdrawn > 0 && second.quarantined > 0;
    if (!fits) throw new Error(`the decisions did not load as they should: ${JSON.stringify(rows)}`);
  });
}
