import { pino, type DestinationStream, type Logger } from "pino";
import type { Configuration } from "./configuration.js";

/** The structured log that every part writes to. */
export type Log = Logger;

/**
 * A log of JSON lines, by default on stderr (stdout belongs to what a command prints). Personal data and secrets
 * don't belong in it; what slips through in texts of libraries is masked: passwords in addresses, tokens, personal
 * numbers. Of an error only class, code, message and stack are kept, since database errors carry rows and parameters.
 */
export function createLog(
  configuration: Pick<Configuration, "logLevel">,
  destination: DestinationStream = pino.destination({ fd: 2, sync: true }),
): Log {
  return pino(
    {
      level: configuration.logLevel,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      serializers: { err: describeError, error: describeError },
      redact: { paths: SECRET_FIELDS, censor: "***" },
      hooks: { streamWrite: mask },
    },
    destination,
  );
}

const SECRET_FIELDS = ["password", "token", "authorization", "cookie", "databaseUrl"].flatMap((name) => [
  name,
  `*.${name}`,
  `*.*.${name}`,
]);

const MASKS: readonly (readonly [RegExp, string])[] = [
  [/(:\/\/[^\s/:@"]*):[^\s/@"]+@/g, "$1:***@"],
  [/\beyJ[\w-]+\.[\w-]+\.[\w-]*/g, "***"],
  // Swedish personal and coordination numbers (day + 60), with or without century and separator. Not as a bare JSON
  // number (after `":`), where asterisks would break the line.
  [/(?<!\d|":)(?:(?:18|19|20)\d{2}|\d{2})(?:0[1-9]|1[0-2])(?:[06][1-9]|[1278]\d|[39][01])[-+]?\d{4}(?!\d)/g, "***"],
];

function mask(line: string): string {
  return MASKS.reduce((text, [secret, replacement]) => text.replace(secret, replacement), line);
}

interface DescribedError {
  type: string;
  code: string | undefined;
  message: string;
  stack: string | undefined;
  cause: DescribedError | undefined;
}

function describeError(error: unknown): DescribedError {
  if (!(error instanceof Error)) {
    return { type: typeof error, code: undefined, message: String(error), stack: undefined, cause: undefined };
  }
  const code = "code" in error && typeof error.code === "string" ? error.code : undefined;
  const cause = error.cause === undefined ? undefined : describeError(error.cause);
  return { type: error.name, code, message: error.message, stack: error.stack, cause };
}
