import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import type { DataSource } from "typeorm";
import { AccessLogError } from "../access/access-log.js";
import { noteTerminalRead } from "../access/access-log-report.js";
import { openKeyRing } from "../access/own-keys.js";
import { SealError } from "../access/sealed-text.js";
import { ConfigurationError, readConfiguration, today } from "../configuration.js";
import { DisposalExceptionsError, readDisposalExceptions } from "../data-protection/disposal-exceptions.js";
import { dispose, type DisposalOptions } from "../data-protection/dispose.js";
import { dueForDisposal } from "../data-protection/due-for-disposal.js";
import { countUnclaimedRows } from "../data-protection/unclaimed-rows.js";
import { countUnnamedFeedback } from "../data-protection/unnamed-feedback.js";
import { DatabaseUnavailableError } from "../database/database-unavailable.js";
import { openAsOwner, openDatabase } from "../database/open-database.js";
import { openDatabaseServer } from "../database/server.js";
import { errorCode } from "../error-code.js";
import { createLog } from "../log.js";

/*
 * npm run dispose -- [--dry-run] [--exceptions FILE]: disposal (gallring). Prints one JSON object on stdout: how many
 * went, by rule; with --dry-run who would go, which is written to the access log as a read. Exit 0; 1 when it could not
 * run (killed anywhere, running it again goes on); 2 when it was called in a wrong way.
 */
const USAGE = `Usage: npm run --silent dispose -- [--dry-run] [--exceptions FILE]
  --dry-run          lists who is due, by which rule and until when, and changes nothing
  --exceptions FILE  persons who stay: lines FILENUMBER;REASON`;

class UsageError extends Error {}

interface Options {
  readonly dryRun: boolean;
  readonly exceptions: ReadonlyMap<string, string>;
}

function readOptions(args: readonly string[]): Options {
  const { "dry-run": dryRun, exceptions } = parse(args);
  if (exceptions === undefined) return { dryRun, exceptions: new Map() };
  try {
    return { dryRun, exceptions: readDisposalExceptions(readFileSync(exceptions, "utf8")) };
  } catch (error) {
    if (error instanceof DisposalExceptionsError) throw error;
    throw new UsageError(`${exceptions} can't be read (${errorCode(error) ?? "unknown cause"}).`);
  }
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: { "dry-run": { type: "boolean", default: false }, exceptions: { type: "string" } } }).values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

async function run(options: Options): Promise<void> {
  const configuration = readConfiguration();
  const log = createLog(configuration);
  const ring = await openKeyRing(configuration);
  const server = await openDatabaseServer(configuration, log);
  try {
    const owner = await openAsOwner(server);
    const application = await openDatabase(server);
    try {
      const { withdrawnDays, quarantineDays, feedbackYears } = configuration;
      const wanted = { today: today(configuration), withdrawnDays, quarantineDays, feedbackYears, exceptions: options.exceptions };
      const answer = options.dryRun ? await listDue(application, wanted) : await dispose({ dataSource: owner, ring, log }, wanted);
      process.stdout.write(`${JSON.stringify(answer)}\n`);
    } finally {
      await owner.destroy();
      await application.destroy();
    }
  } finally {
    await server.close();
  }
}

/** Who is due, with the reason of those who stay. To list a person is to read about them, and is written down first. */
async function listDue(dataSource: DataSource, options: DisposalOptions) {
  const due = await dueForDisposal(dataSource, options.today, options.withdrawnDays);
  await noteTerminalRead(dataSource, "dispose --dry-run", due.map(({ fileNumber }) => ({ fileNumbers: [fileNumber] })));
  return {
    today: options.today,
    due: due.map((person) => ({ ...person, exception: options.exceptions.get(person.fileNumber) ?? null })),
    unclaimedRows: await countUnclaimedRows(dataSource, options),
    unnamedFeedback: await countUnnamedFeedback(dataSource, options),
  };
}

try {
  await run(readOptions(process.argv.slice(2)));
} catch (error) {
  const known = error instanceof UsageError || error instanceof ConfigurationError || error instanceof DatabaseUnavailableError
    || error instanceof DisposalExceptionsError || error instanceof SealError || error instanceof AccessLogError;
  if (!known) throw error;
  process.stderr.write(`${error.message}\n${error instanceof UsageError ? `\n${USAGE}\n` : ""}`);
  process.exitCode = error instanceof UsageError ? 2 : 1;
}
