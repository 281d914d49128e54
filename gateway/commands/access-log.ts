import { parseArgs } from "node:util";
import type { DataSource } from "typeorm";
import { AccessLogError } from "../access/access-log.js";
import { type AccessPeriod, noteTerminalRead, reportOnAccessLog, sampleAccessLog } from "../access/access-log-report.js";
import { pruneAccessLog } from "../access/access-log-pruning.js";
import { verifyAccessLog } from "../access/access-log-verify.js";
import { SealFile } from "../access/seal-file.js";
import { type Configuration, ConfigurationError, readConfiguration, today } from "../configuration.js";
import { DatabaseUnavailableError } from "../database/database-unavailable.js";
import { openAsOwner, openDatabase } from "../database/open-database.js";
import { openDatabaseServer } from "../database/server.js";
import { createLog, type Log } from "../log.js";
import { day, isoDay, parseDay } from "../rules/calendar.js";

/*
 * npm run access-log -- verify | sample | report | prune: the recurring check of who read whose data, and what removes
 * entries that have grown old. Prints one JSON object on stdout. Exit 0; 3 when verify found the log or its seals changed; 1 when it could not run; 2 when it was called in a
 * wrong way.
 */
const USAGE = `Usage: npm run access-log -- verify
       npm run access-log -- sample [--from DAY] [--to DAY] [--count N] [--seed TEXT]
       npm run access-log -- report [--from DAY] [--to DAY] [--limit N]
       npm run access-log -- prune [--dry-run]
  verify  works out every seal anew and compares it with the copy in SEAL_FILE
  sample  draws entries at random (20); the same seed draws the same ones
  report  counts by reader, and the reads (1000 of them) outside the own caseload, of protected persons, at odd hours
  prune   removes entries older than ACCESS_LOG_YEARS, with the owner's DATABASE_URL; --dry-run counts them
  Days are YYYY-MM-DD in Stockholm, both included; without them the last 30 days. What sample and report show of
  persons is written to the log itself.`;

const USUAL_DAYS = 30;

class UsageError extends Error {}

const COMMANDS = ["verify", "sample", "report", "prune"] as const;

interface Options extends AccessPeriod {
  readonly command: (typeof COMMANDS)[number];
  readonly count: number;
  readonly limit: number;
  readonly seed: string | null;
  readonly dryRun: boolean;
}

function readOptions(args: readonly string[]): Options {
  const { values, positionals } = parse(args);
  const [word, ...rest] = positionals;
  const command = COMMANDS.find((each) => each === word);
  if (command === undefined) throw new UsageError("Say verify, sample, report or prune.");
  if (rest.length > 0) throw new UsageError("There is a word too many.");
  // Entries are of the real day, whatever day a demo takes for today.
  const to = dayOption("to", values.to) ?? today({ fixedToday: null });
  const from = dayOption("from", values.from) ?? isoDay(day(to) - USUAL_DAYS + 1);
  return { command, from, to, count: countOption("count", values.count, 20), limit: countOption("limit", values.limit, 1000), seed: values.seed ?? null, dryRun: values["dry-run"] };
}

function parse(args: readonly string[]) {
  try {
    const option = { type: "string" } as const;
    const options = { from: option, to: option, count: option, limit: option, seed: option, "dry-run": { type: "boolean", default: false } } as const;
    return parseArgs({ args: [...args], allowPositionals: true, options });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

function dayOption(name: string, text: string | undefined): string | null {
  if (text !== undefined && parseDay(text) === null) throw new UsageError(`--${name} is not a calendar date`);
  return text ?? null;
}

function countOption(name: string, text: string | undefined, fallback: number): number {
  if (text !== undefined && !/^[1-9]\d{0,5}$/.test(text)) throw new UsageError(`--${name} is not a number from 1 to 999999`);
  return text === undefined ? fallback : Number(text);
}

async function run(options: Options): Promise<void> {
  const configuration = readConfiguration();
  const log = createLog(configuration);
  const server = await openDatabaseServer(configuration, log);
  try {
    const dataSource = options.command === "prune" ? await openAsOwner(server) : await openDatabase(server);
    try {
      const answer = await answerOf(options, dataSource, configuration, log);
      process.stdout.write(`${JSON.stringify(answer)}\n`);
      if ("ok" in answer && !answer.ok) process.exitCode = 3;
    } finally {
      await dataSource.destroy();
    }
  } finally {
    await server.close();
  }
}

/** What is shown of persons is written down first: without that nothing is shown. */
async function answerOf(options: Options, dataSource: DataSource, { sealFile, accessLogYears }: Configuration, log: Log) {
  const { command, from, to, count, limit, seed, dryRun } = options;
  if (command === "prune") return pruneAccessLog(dataSource, accessLogYears, log, dryRun);
  if (command === "verify") return verifyAccessLog(dataSource, new SealFile(sealFile));
  if (command === "sample") {
    const sample = await sampleAccessLog(dataSource, { from, to }, count, seed);
    await noteTerminalRead(dataSource, "access-log sample", sample.entries);
    return sample;
  }
  const report = await reportOnAccessLog(dataSource, { from, to }, limit);
  await noteTerminalRead(dataSource, "access-log report", report.questioned);
  return report;
}

try {
  await run(readOptions(process.argv.slice(2)));
} catch (error) {
  const known = error instanceof UsageError || error instanceof ConfigurationError || error instanceof DatabaseUnavailableError
    || error instanceof AccessLogError;
  if (!known) throw error;
  process.stderr.write(`${error.message}\n${error instanceof UsageError ? `\n${USAGE}\n` : ""}`);
  process.exitCode = error instanceof UsageError ? 2 : 1;
}
