import { randomUUID } from "node:crypto";
import { HeaderMap } from "@apollo/server";
import { unwrapResolverError } from "@apollo/server/errors";
import { GraphQLError, type GraphQLFormattedError } from "graphql";
import { UnauthenticatedError } from "./access/unauthenticated.js";
import { errorCode } from "./error-code.js";
import type { Log } from "./log.js";
import { RequestError } from "./request-error.js";

/** What Apollo calls faults of the caller's; contract 4 has one code for them. */
const CALLERS_FAULTS: ReadonlySet<unknown> = new Set([
  "BAD_REQUEST", "BAD_USER_INPUT", "GRAPHQL_PARSE_FAILED", "GRAPHQL_VALIDATION_FAILED", "INTROSPECTION_DISABLED",
  "MAX_RECURSIVE_SELECTIONS_EXCEEDED", "OPERATION_RESOLUTION_FAILURE", "PERSISTED_QUERY_NOT_FOUND",
  "PERSISTED_QUERY_NOT_SUPPORTED",
]);

/** An error as it leaves, with a code of contract 4. What is not the caller's doing leaves as an id alone. */
export function errorAnswer(formatted: GraphQLFormattedError, error: unknown, log: Log): GraphQLFormattedError {
  const cause = causeOf(error);
  if (cause instanceof RequestError) return { ...formatted, message: cause.message, extensions: { code: cause.code, ...cause.details } };
  const code = formatted.extensions?.["code"];
  if (code === "UNAUTHENTICATED") return { ...formatted, extensions: { code } };
  if (CALLERS_FAULTS.has(code)) return { ...formatted, message: withoutValue(formatted.message), extensions: { code: "BAD_USER_INPUT" } };
  return { ...formatted, ...internalError(cause, log) };
}

/** Writes an unexpected error to the log, and gives what may be said of it: an id to look it up by. */
export function internalError(error: unknown, log: Log): GraphQLFormattedError {
  const id = randomUUID();
  log.error({ id, err: error }, "an operation failed");
  const what = isTooSlow(error) ? "The database did not answer in time: try again in a while." : "Something went wrong in the gateway.";
  return {
    message: `${what} Its operator finds the cause in the log by this id.`,
    extensions: { code: "INTERNAL_SERVER_ERROR", id },
  };
}

/** A statement that was given up (57014), or one for which no connection of the pool came free, itself or as the cause. */
function isTooSlow(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return errorCode(error) === "57014" || error.message === "timeout exceeded when trying to connect" || isTooSlow(error.cause);
}

/** As a context function has to throw it: with HTTP status 401. */
export function asUnauthenticated(error: UnauthenticatedError): GraphQLError {
  const headers = new HeaderMap([["www-authenticate", "Bearer"]]);
  return new GraphQLError(error.message, { extensions: { code: error.code, http: { status: 401, headers } } });
}

/**
 * What GraphQL says of a variable that doesn't fit, without the value, which may be a person's number, and without what
 * it might have been called, which would be a look into the schema.
 */
function withoutValue(message: string): string {
  const variable = /^Variable "\$\w+" (?:got|has) invalid value/.exec(message);
  if (!variable) return message;
  const place = / at "([\w.[\]]{1,200})"/.exec(message)?.[1];
  return `${variable[0]}${place === undefined ? "" : ` at ${place}`}: it does not fit its type.`;
}

/** A request that was refused before it became an operation, as a context function has to throw it. */
export function asRefused(error: RequestError): GraphQLError {
  const status = error.code === "FORBIDDEN" ? 403 : 400;
  return new GraphQLError(error.message, { originalError: error, extensions: { http: { status } } });
}

function causeOf(error: unknown): unknown {
  const unwrapped = unwrapResolverError(error);
  return unwrapped instanceof GraphQLError ? (unwrapped.originalError ?? unwrapped) : unwrapped;
}
