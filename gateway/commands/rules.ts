import { parseArgs } from "node:util";
import { errorCode } from "../error-code.js";
import { day } from "../rules/calendar.js";
import { loadCatalogue } from "../rules/catalogue.js";
import { CatalogueError } from "../rules/catalogue-problem.js";
import { checked, compared, date, explained, UsageError } from "./rule-report.js";

/*
 * npm run rules -- check [FOLDER]    every fault of the catalogue by file and line
 * npm run rules -- explain ID [--district HAL] [--on YYYY-MM-DD]    a rule in all its versions, or in the one that holds
 * npm run rules -- diff A B    what differs between two districts or days, each DISTRICT, @DATE or DISTRICT@DATE
 * Exit 0; 1 when the catalogue has faults; 2 when it was called in a wrong way.
 */
const USAGE = `npm run rules -- check [FOLDER] | explain ID [--district CODE] [--on YYYY-MM-DD] | diff A B
A and B: a district (HAL), a day (@2022-11-30), or both (HAL@2022-11-30)`;

const write = (lines: readonly string[]): void => void process.stdout.write(`${lines.join("\n")}\n`);

function run(): void {
  const { positionals, values } = parseArgs({ allowPositionals: true, options: { district: { type: "string" }, on: { type: "string" } } });
  const [command, first, second] = positionals;
  switch (command) {
    case "check": return write(checked(loadCatalogue(first)));
    case "explain": return write(explained(loadCatalogue(), needed(first), values.district ?? null, values.on === undefined ? null : date(values.on)));
    case "diff": return write(compared(loadCatalogue(), needed(first), needed(second), day(new Date().toISOString().slice(0, 10))));
    default: throw new UsageError(USAGE);
  }
}

function needed(argument: string | undefined): string {
  if (argument === undefined) throw new UsageError(USAGE);
  return argument;
}

/** 1: the catalogue has faults; 2: it was called in a wrong way. Null: a fault of the program. */
function exitCodeOf(error: unknown): 1 | 2 | null {
  if (error instanceof CatalogueError) return 1;
  if (error instanceof UsageError) return 2;
  const code = errorCode(error) ?? "";
  return code === "ENOENT" || code.startsWith("ERR_PARSE_ARGS") ? 2 : null;
}

try {
  run();
} catch (error) {
  const code = exitCodeOf(error);
  if (code === null || !(error instanceof Error)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = code;
}
