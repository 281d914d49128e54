import { writeFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { openBenchServer } from "./bench-server.js";
import { CITY_DECISIONS, citySize } from "./city/city-size.js";
import { writeCity } from "./city/write-city.js";
import { measureDeriving } from "./derive.js";
import { runEngine } from "./engine-process.js";
import { tell } from "./figures.js";
import { measureLoads } from "./load.js";

/*
 * npm run bench -- [--out FILE] [--only load,delta,derive]: measures the engine against what the same work costs
 * without it, and prints one JSON object of ratios on stdout (contract 4, "Around it"). What is measured and how:
 * docs/benchmarks.md.
 */
const USAGE = `Usage: npm run bench -- [--out FILE] [--only NAME,...] [--rows N]
  --out FILE  write the figures there, too
  --only      some of: load, delta, derive
  --rows N    decisions of the city (${CITY_DECISIONS}); the figures are for the full number, a smaller city is for development`;

const MEASURED = ["load", "delta", "derive"] as const;
type Measured = (typeof MEASURED)[number];
/** Contract 4 names them, and there is no measurement yet. */
const NOT_MEASURED: readonly string[] = ["overlay", "case", "lists", "growth"];

const LOAD_ROUNDS = 5;
/** Fewer, since each takes several times as long. */
const DERIVE_ROUNDS = 3;

class UsageError extends Error {}

interface Options {
  readonly out: string | null;
  readonly only: readonly Measured[];
  readonly rows: number;
}

function readOptions(args: readonly string[]): Options {
  const { out, only, rows } = parse(args);
  const decisions = Number(rows ?? CITY_DECISIONS);
  if (!Number.isInteger(decisions) || decisions < 1000) throw new UsageError(`--rows ${rows}: give a whole number from 1000 up.`);
  return { out: out ?? null, only: only === undefined ? MEASURED : only.split(",").map(measured), rows: decisions };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: { out: { type: "string" }, only: { type: "string" }, rows: { type: "string" } } }).values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

function measured(name: string): Measured {
  const known = MEASURED.find((candidate) => candidate === name);
  if (known !== undefined) return known;
  const what = NOT_MEASURED.includes(name) ? "is not measured yet" : "is no measurement";
  throw new UsageError(`--only ${name}: ${name} ${what}. There are ${MEASURED.join(", ")}.`);
}

type Figures = Readonly<Record<string, Readonly<Record<string, number>>>>;

async function measure({ only, rows }: Options): Promise<Figures> {
  const server = await openBenchServer();
  try {
    tell(`a city with ${rows} decisions is written and loaded up to its clients`);
    const files = await writeCity(server.folder, citySize(rows));
    const base = await server.createDatabase();
    await runEngine(base, "load", [files.before]);
    const figures: Record<string, Readonly<Record<string, number>>> = {};
    if (only.includes("load") || only.includes("delta")) {
      tell("load, delta");
      const { load, delta } = await measureLoads(server, base, files, LOAD_ROUNDS);
      if (only.includes("load")) figures["load"] = load;
      if (only.includes("delta")) figures["delta"] = delta;
    }
    if (only.includes("derive")) {
      tell("derive");
      figures["derive"] = { ...(await measureDeriving(server, base, files, DERIVE_ROUNDS)) };
    }
    return figures;
  } finally {
    await server.close();
  }
}

try {
  const options = readOptions(process.argv.slice(2));
  const figures = JSON.stringify(await measure(options));
  if (options.out !== null) await writeFile(options.out, `${figures}\n`);
  process.stdout.write(`${figures}\n`);
} catch (error) {
  if (!(error instanceof UsageError)) throw error;
  process.stderr.write(`${error.message}\n\n${USAGE}\n`);
  process.exitCode = 1;
}
