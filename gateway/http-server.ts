import { STATUS_CODES } from "node:http";
import type { Socket } from "node:net";
import { fastify, type FastifyError, type FastifyInstance, type FastifyReply } from "fastify";
import { internalError } from "./error-answer.js";
import { errorCode } from "./error-code.js";
import type { Log } from "./log.js";

const LARGEST_BODY_BYTES = 256 * 1024;
/** A request that has not come in whole by then is cut off. */
const PATIENCE_MS = 10_000;
/** A connection on which nothing moves, neither request nor answer. */
const IDLE_MS = 120_000;
/** A connection that waits for its next request. */
const KEEP_ALIVE_MS = 65_000;
const MOST_REQUESTS_OF_A_CONNECTION = 10_000;
const MOST_CONNECTIONS = 2_000;
/** How long a connection that was refused stays, so that its client can read why. */
const LINGER_MS = 300;

/**
 * An HTTP server without routes that refuses what is too large, too slow or no HTTP, answers every fault with a code of
 * contract 4, and logs what it answered.
 * @param trustedProxies whose word for the caller's address is taken
 * @param patienceMs how long a request may take to come in
 */
export function createHttpServer(log: Log, trustedProxies: readonly string[], patienceMs: number = PATIENCE_MS): FastifyInstance {
  const http = fastify({
    trustProxy: [...trustedProxies],
    bodyLimit: LARGEST_BODY_BYTES,
    connectionTimeout: IDLE_MS,
    keepAliveTimeout: KEEP_ALIVE_MS,
    maxRequestsPerSocket: MOST_REQUESTS_OF_A_CONNECTION,
    requestTimeout: patienceMs,
    http: { headersTimeout: patienceMs, requestTimeout: patienceMs, connectionsCheckingInterval: Math.min(1_000, patienceMs / 2) },
    clientErrorHandler: refuseConnection,
    // No route and none of its hooks: what they say of every answer is said here.
    frameworkErrors: (_, { method }, reply) => {
      void refuse(reply.header("cache-control", "no-store"), 400, "BAD_USER_INPUT", "The address is none.");
      log.info({ method, route: "", status: 400 }, "answered");
    },
  });
  http.server.maxConnections = MOST_CONNECTIONS;
  addHooks(http, log);
  http.setNotFoundHandler((_, reply) => refuse(reply, 404, "NOT_FOUND", "There is nothing at this address."));
  http.setErrorHandler((error: FastifyError, _, reply) => {
    const status = error.statusCode ?? 500;
    if (status >= 500) return reply.code(500).send({ errors: [internalError(error, log)] });
    if (status !== 413) return refuse(reply, status, "BAD_USER_INPUT", "The request is not GraphQL over HTTP: send JSON by POST.");
    return refuse(reply, status, "OPERATION_TOO_EXPENSIVE", `A body has at most ${LARGEST_BODY_BYTES / 1024} KiB.`);
  });
  return http;
}

function addHooks(http: FastifyInstance, log: Log): void {
  let closing = false;
  http.addHook("preClose", (done) => {
    closing = true;
    done();
  });
  http.addHook("onSend", async (_, reply) => {
    // Answers are about persons: no browser or proxy may keep them.
    reply.headers({ "cache-control": "no-store", "x-content-type-options": "nosniff" });
    // A connection kept alive would hold up the end.
    if (closing) reply.header("connection", "close");
  });
  http.addHook("onResponse", async (request, reply) => {
    const route = request.routeOptions.url ?? "";
    log.info({ method: request.method, route, status: reply.statusCode, ms: Math.round(reply.elapsedTime) }, "answered");
  });
}

/** Answers with one error of contract 4. */
export function refuse(reply: FastifyReply, status: number, code: string, message: string): FastifyReply {
  return reply.code(status).send(errorBody(code, message));
}

function errorBody(code: string, message: string): object {
  return { errors: [{ message, extensions: { code } }] };
}

/** What can't be read as a request has no reply to answer by: the answer is written to the connection itself. */
function refuseConnection(error: Error, socket: Socket): void {
  // Answered already: what goes on coming in is not looked at.
  if (socket.writableEnded) return;
  if (!socket.writable) {
    socket.destroy();
    return;
  }
  const [status, code, message] = connectionFault(errorCode(error));
  const body = JSON.stringify(errorBody(code, message));
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`, "content-type: application/json; charset=utf-8",
    `content-length: ${Buffer.byteLength(body)}`, "cache-control: no-store", "connection: close",
  ];
  socket.end(`${head.join("\r\n")}\r\n\r\n${body}`);
  // Closed at once on a client that is still sending, the answer would be lost with a reset.
  setTimeout(() => socket.destroy(), LINGER_MS).unref();
}

function connectionFault(code: string | null): readonly [status: number, code: string, message: string] {
  switch (code) {
    case "HPE_HEADER_OVERFLOW":
      return [431, "OPERATION_TOO_EXPENSIVE", "The headers are too large."];
    case "ERR_HTTP_REQUEST_TIMEOUT":
      return [408, "BAD_USER_INPUT", "The request took too long to come in."];
    default:
      return [400, "BAD_USER_INPUT", "This is no HTTP request."];
  }
}
