import { parseArgs } from "node:util";
import type { DataSource } from "typeorm";
import { openKeyRing } from "../access/own-keys.js";
import { terminalUser } from "../access/terminal-user.js";
import type { Viewer } from "../access/viewer.js";
import { type Configuration, ConfigurationError, readConfiguration, today } from "../configuration.js";
import { DatabaseUnavailableError } from "../database/database-unavailable.js";
import { openDatabase } from "../database/open-database.js";
import { openDatabaseServer } from "../database/server.js";
import { asOnlyLoader } from "../database/session.js";
import { acceptLoad, type IngestContext, retryLoad } from "../loading/ingest.js";
import { dismissRow, OperatorActionError } from "../loading/operator-actions.js";
import { sourceFreshness } from "../loading/query-freshness.js";
import { loadDetail } from "../loading/query-load-detail.js";
import { loadList } from "../loading/query-loads.js";
import { exitCodeOf } from "../loading/report.js";
import { createLog, type Log } from "../log.js";
import { RequestError } from "../request-error.js";
import { loadCatalogue } from "../rules/catalogue.js";
import { CatalogueError } from "../rules/catalogue-problem.js";

/*
 * npm run loads -- list | sources | show ID | accept ID | retry ID | dismiss ROW: what an operator sees and decides of
 * loads. Prints one JSON object on stdout, its log on stderr. Exit 0; 3 when what was accepted was not loaded, or a
 * source is late; 1 when it could not run; 2 when it was called in a wrong way, or there is no such load or row.
 */
const USAGE = `Usage: npm run loads -- list [--first N] [--after CURSOR]
       npm run loads -- sources
       npm run loads -- show LOAD
       npm run loads -- accept LOAD
       npm run loads -- retry LOAD
       npm run loads -- dismiss ROW
  list     the files that were delivered, the newest first (50)
  sources  the newest file of each type and owner, its age, and whether it is late
  show     one load: its rows in quarantine, by file, line, column and reason, and what operators decided
  accept   loads a held file, and what waits for it
  retry    reads the rows in quarantine of a load again, when what they lacked has been mended
  dismiss  takes a row (its id, as show gives it) out of quarantine for good
  LOAD and ROW are numbers. accept, retry and dismiss wait for a load that is at work, and are recorded with the name
  of the account that runs them.`;

class UsageError extends Error {}

const COMMANDS = ["list", "sources", "show", "accept", "retry", "dismiss"] as const;

interface Options {
  readonly command: (typeof COMMANDS)[number];
  readonly number: number;
  readonly first: number;
  readonly after: string | null;
}

function readOptions(args: readonly string[]): Options {
  const { values, positionals } = parse(args);
  const [name, target, ...rest] = positionals;
  const command = COMMANDS.find((each) => each === name);
  if (command === undefined) throw new UsageError(`Say one of: ${COMMANDS.join(", ")}.`);
  const takesNumber = command !== "list" && command !== "sources";
  if (rest.length > 0 || (target !== undefined) !== takesNumber) throw new UsageError(takesNumber ? `${command} takes one number.` : `${command} takes no number.`);
  if (takesNumber && !/^[1-9]\d{0,8}$/.test(target ?? "")) throw new UsageError("That is no number of a load or row.");
  if (!/^[1-9]\d{0,2}$/.test(values.first)) throw new UsageError("--first is not a number from 1 to 500.");
  return { command, number: Number(target), first: Number(values.first), after: values.after ?? null };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { first: { type: "string", default: "50" }, after: { type: "string" } },
    });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

async function run(options: Options): Promise<void> {
  const configuration = readConfiguration();
  const log = createLog(configuration);
  const server = await openDatabaseServer(configuration, log);
  try {
    const dataSource = await openDatabase(server);
    try {
      process.stdout.write(`${JSON.stringify(await answerOf(options, { dataSource, configuration, log }))}\n`);
    } finally {
      await dataSource.destroy();
    }
  } finally {
    await server.close();
  }
}

interface Tools {
  readonly dataSource: DataSource;
  readonly configuration: Configuration;
  readonly log: Log;
}

async function answerOf(options: Options, tools: Tools): Promise<object | null> {
  const { dataSource, configuration } = tools;
  switch (options.command) {
    case "list": {
      const { edges, pageInfo, totalCount } = await loadList(dataSource, operator(), options);
      return { loads: edges.map(({ node }) => node), after: pageInfo.hasNextPage ? pageInfo.endCursor : null, totalCount };
    }
    case "sources": {
      const sources = await sourceFreshness(dataSource, today(configuration));
      if (sources.some(({ late }) => late)) process.exitCode = 3;
      return { sources };
    }
    case "show":
      return shown(dataSource, options.number);
    case "accept": {
      const files = (await acceptLoad(await contextOf(tools), options.number, terminalUser())).map(({ load, report }) => ({ ...report, load }));
      process.exitCode = exitCodeOf({ files, ms: 0 });
      return { files };
    }
    case "retry":
      await retryLoad(await contextOf(tools), options.number, terminalUser());
      return shown(dataSource, options.number);
    case "dismiss":
      return shown(dataSource, await dismiss(tools, options.number));
  }
}

function dismiss({ dataSource, log }: Tools, row: number): Promise<number> {
  const waiting = (): void => log.info("a loader is at work: waiting for it");
  return asOnlyLoader(dataSource, waiting, (session) => dismissRow(session, String(row), terminalUser()));
}

async function shown(dataSource: DataSource, id: number): Promise<object> {
  const detail = await loadDetail(dataSource, id);
  if (detail === null) throw new OperatorActionError("NOT_FOUND", "There is no load of this number.");
  return detail;
}

function operator(): Viewer {
  return { subject: terminalUser(), roles: ["OPERATOR"], units: null };
}

async function contextOf({ dataSource, configuration, log }: Tools): Promise<IngestContext> {
  return { dataSource, catalogue: loadCatalogue(), ring: await openKeyRing(configuration), log, today: today(configuration) };
}

try {
  await run(readOptions(process.argv.slice(2)));
} catch (error) {
  const misused = error instanceof UsageError || error instanceof OperatorActionError || error instanceof RequestError;
  const known = misused || error instanceof ConfigurationError || error instanceof CatalogueError || error instanceof DatabaseUnavailableError;
  if (!known) throw error;
  process.stderr.write(`${error.message}\n${error instanceof UsageError ? `\n${USAGE}\n` : ""}`);
  process.exitCode = misused ? 2 : 1;
}
