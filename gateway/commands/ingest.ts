import { parseArgs } from "node:util";
import { openKeyRing } from "../access/own-keys.js";
import { ConfigurationError, readConfiguration, today } from "../configuration.js";
import { DatabaseUnavailableError } from "../database/database-unavailable.js";
import { openDatabase } from "../database/open-database.js";
import { openDatabaseServer } from "../database/server.js";
import { errorCode } from "../error-code.js";
import { ingest, type IngestOptions } from "../loading/ingest.js";
import { exitCodeOf } from "../loading/report.js";
import { createLog, type Log } from "../log.js";
import { LoadProgress, type Progress, shareOf } from "./load-progress.js";
import { loadCatalogue } from "../rules/catalogue.js";
import { CatalogueError } from "../rules/catalogue-problem.js";

/*
 * npm run ingest -- [--force] [--accept NAME] FOLDER...: loads every file that a source recognises and prints one JSON
 * object on stdout, its log on stderr, where a terminal gets a progress bar too. Exit 0 when no file was rejected, held or refused, 3 when some was, 1 when it
 * could not run (contract 4, "Around it").
 */
const USAGE = `Usage: npm run ingest -- [--force] [--accept NAME]... FOLDER...
  --force        load files that are older than the newest loaded
  --accept NAME  load this held file; it need not be delivered again`;

class UsageError extends Error {}

function readOptions(args: readonly string[]): IngestOptions {
  const { values, positionals } = parse(args);
  if (positionals.length === 0 && values.accept.length === 0) throw new UsageError("Name at least one folder or file to load.");
  return { paths: positionals, force: values.force, accept: values.accept };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { force: { type: "boolean", default: false }, accept: { type: "string", multiple: true, default: [] } },
    });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

async function run(options: IngestOptions): Promise<number> {
  const configuration = readConfiguration();
  const progress = new LoadProgress(process.stderr.isTTY ? process.stderr : null);
  const log = process.stderr.isTTY ? createLog(configuration, { write: (line) => progress.above(line) }) : createLog(configuration);
  const catalogue = loadCatalogue();
  const ring = await openKeyRing(configuration);
  const server = await openDatabaseServer(configuration, log);
  try {
    const dataSource = await openDatabase(server);
    try {
      const context = { dataSource, catalogue, ring, log, today: today(configuration) };
      const report = await ingest(context, options, (files) => progress.follow(files, (told) => log.info(lineOf(told), "loading")));
      process.stdout.write(`${JSON.stringify(report)}\n`);
      return exitCodeOf(report);
    } finally {
      await dataSource.destroy();
    }
  } catch (error) {
    logFailure(log, error);
    return 1;
  } finally {
    progress.stop();
    await server.close();
  }
}

/** The name is told when the file is through. */
function lineOf({ name: _, ...told }: Progress): object {
  return { ...told, percent: Math.floor(shareOf(told) * 100) };
}

function logFailure(log: Log, error: unknown): void {
  const code = errorCode(error);
  if (code === "ENOENT" && error instanceof Error && "path" in error) {
    log.error(`There is no folder or file ${String(error.path)}: nothing was loaded from it.`);
  } else {
    log.error({ err: error }, "The load could not run. What was loaded before stands; run it again when the cause is gone.");
  }
}

try {
  process.exitCode = await run(readOptions(process.argv.slice(2)));
} catch (error) {
  const known = error instanceof UsageError || error instanceof ConfigurationError || error instanceof CatalogueError
    || error instanceof DatabaseUnavailableError;
  if (!known) throw error;
  process.stderr.write(`${error.message}\n${error instanceof UsageError ? `\n${USAGE}\n` : ""}`);
  process.exitCode = 1;
}
