import { join } from "node:path";
import { type BenchServer, onConnection, settle } from "./bench-server.js";
import type { CityFiles } from "./city/write-city.js";
import { type CopiedRows, copyOut, measureCopy } from "./copy-yardstick.js";
import { runEngine } from "./engine-process.js";
import { median, rounded, seconds, tell } from "./figures.js";

/** The figures of contract 4 ("Around it") for loading. */
export interface LoadFigures {
  /** A night's decisions against `\copy` of the rows that they leave, and the most memory that a load took. */
  readonly load: { readonly vsCopy: number; readonly peakRssMb: number };
  /** The next night's decisions over them, against the first night's. */
  readonly delta: { readonly vsFull: number; readonly seconds: number };
}

/** Milliseconds of one round. */
interface Round {
  readonly load: number;
  readonly copy: number;
  readonly delta: number;
  readonly peakRssMb: number;
}

/**
 * Loads a night's decisions, and the next night's over them. Each round has a database of its own; from the second on
 * load and `\copy` take turns in who goes first.
 *
 * @param base a database with what decisions refer to
 */
export async function measureLoads(server: BenchServer, base: string, files: CityFiles, rounds: number): Promise<LoadFigures> {
  const measured: Round[] = [];
  const rows = await rowsOfFirstNight(server, base, files);
  for (let at = 0; at < rounds; at += 1) {
    const url = await server.copyDatabase(base);
    const copyBefore = at % 2 === 1 ? await measureCopy(url, rows) : null;
    await settle(url);
    const first = await runEngine(url, "load", [files.decisions]);
    const copy = copyBefore ?? (await measureCopy(url, rows));
    await settle(url);
    const second = await runEngine(url, "load", [files.nextNightsDecisions]);
    await requireBothLoaded(url);
    await server.dropDatabase(url);
    const round = { load: first.durations[0]!, copy, delta: second.durations[0]!, peakRssMb: Math.max(first.peakRssMb, second.peakRssMb) };
    tell(`  load ${seconds(round.load)}, \\copy ${seconds(copy)}, second night ${seconds(round.delta)}, ${Math.round(round.peakRssMb)} MB`);
    measured.push(round);
  }
  return {
    load: {
      vsCopy: rounded(median(measured.map(({ load, copy }) => load / copy))),
      peakRssMb: Math.round(Math.max(...measured.map(({ peakRssMb }) => peakRssMb))),
    },
    delta: {
      vsFull: rounded(median(measured.map(({ delta, load }) => delta / load))),
      seconds: rounded(median(measured.map(({ delta }) => delta)) / 1000),
    },
  };
}

/** The rows that the first night leaves, as the engine wrote them, from a load before all rounds. */
async function rowsOfFirstNight(server: BenchServer, base: string, files: CityFiles): Promise<CopiedRows> {
  const url = await server.copyDatabase(base);
  await runEngine(url, "load", [files.decisions]);
  const rows = await copyOut(url, "decision", ["id", "closed_in", "known_to"], join(server.folder, "decision.copy"));
  await server.dropDatabase(url);
  return rows;
}

/** A figure of a load that did something else would say nothing. */
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
