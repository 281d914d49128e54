import { fastifyApolloHandler } from "@as-integrations/fastify";
import { fastify, type FastifyError, type FastifyInstance, type FastifyReply, type FastifyRequest } from "fastify";
import type { DataSource } from "typeorm";
import { createTokenVerifier, type VerifyToken } from "./access/tokens.js";
import { UnauthenticatedError } from "./access/unauthenticated.js";
import type { Viewer } from "./access/viewer.js";
import { type Configuration, today } from "./configuration.js";
import { asUnauthenticated, internalError } from "./error-answer.js";
import { createGraphqlServer } from "./graphql-server.js";
import type { Log } from "./log.js";
import { loadPageAdapters, ownPagesFolder, type PageAdapterFile } from "./pages/adapters.js";
import { readiness } from "./readiness.js";
import type { RequestContext } from "./resolvers/request-context.js";
import { type Catalogue, loadCatalogue } from "./rules/catalogue.js";

/** What a gateway runs on. */
export interface GatewayParts {
  readonly configuration: Configuration;
  /** Connected, and migrated. */
  readonly dataSource: DataSource;
  readonly log: Log;
}

/** A gateway that answers. */
export interface Gateway {
  /** `http://127.0.0.1:4000`. */
  readonly url: string;
  /** Takes no more requests, lets those under way finish (for ten seconds), and stops. */
  close(): Promise<void>;
}

const LARGEST_BODY_BYTES = 256 * 1024;

/**
 * Starts the gateway: `POST /graphql`, `GET /health` (the process lives) and `GET /ready` (it can answer).
 * @throws ConfigurationError, CatalogueError, or an error of the system when the port is taken
 */
export async function startGateway(parts: GatewayParts): Promise<Gateway> {
  const { configuration, dataSource, log } = parts;
  const verifyToken = await createTokenVerifier(configuration);
  const contextOf = contextMaker(parts, verifyToken, loadCatalogue(), adaptersOf(configuration, log));
  const http = createHttpServer(log);
  const graphql = createGraphqlServer(http, configuration.production, log);
  await graphql.start();
  http.post("/graphql", fastifyApolloHandler(graphql, { context: contextOf }));
  // A query in an address would put keys of persons in every log on the way.
  http.get("/graphql", (_, reply) => refuse(reply.header("allow", "POST"), 405, "BAD_USER_INPUT", "Operations are sent by POST."));
  http.get("/health", () => ({ alive: true }));
  http.get("/ready", async (_, reply) => {
    const state = await readiness(dataSource, log);
    return reply.code(state.ready ? 200 : 503).send(state);
  });
  const url = await http.listen({ host: configuration.host, port: configuration.port });
  log.info({ url }, "the gateway answers");
  return { url, close: () => graphql.stop() };
}

function createHttpServer(log: Log): FastifyInstance {
  const http = fastify({ bodyLimit: LARGEST_BODY_BYTES });
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
  http.setNotFoundHandler((_, reply) => refuse(reply, 404, "NOT_FOUND", "There is nothing at this address."));
  http.setErrorHandler((error: FastifyError, _, reply) => {
    const status = error.statusCode ?? 500;
    if (status >= 500) return reply.code(500).send({ errors: [internalError(error, log)] });
    if (status !== 413) return refuse(reply, status, "BAD_USER_INPUT", "The request is not GraphQL over HTTP: send JSON by POST.");
    return refuse(reply, status, "OPERATION_TOO_EXPENSIVE", `A body has at most ${LARGEST_BODY_BYTES / 1024} KiB.`);
  });
  return http;
}

function refuse(reply: FastifyReply, status: number, code: string, message: string): FastifyReply {
  return reply.code(status).send({ errors: [{ message, extensions: { code } }] });
}

function contextMaker(
  { configuration, dataSource }: GatewayParts,
  verifyToken: VerifyToken,
  catalogue: Catalogue,
  adapters: readonly PageAdapterFile[],
): (request: FastifyRequest) => Promise<RequestContext> {
  return async (request) => {
    const viewer = await viewerOf(request, verifyToken);
    return { viewer, today: today(configuration), dataSource, catalogue, adapters };
  };
}

async function viewerOf(request: FastifyRequest, verifyToken: VerifyToken): Promise<Viewer> {
  try {
    const token = /^Bearer +(\S+)$/i.exec(request.headers.authorization ?? "")?.[1];
    if (token === undefined) throw new UnauthenticatedError();
    return await verifyToken(token);
  } catch (error) {
    throw error instanceof UnauthenticatedError ? asUnauthenticated(error) : error;
  }
}

/** A bad adapter is told and left out: the other pages keep their overlay. */
function adaptersOf({ pagesDir }: Configuration, log: Log): readonly PageAdapterFile[] {
  const { adapters, faults } = loadPageAdapters([ownPagesFolder(), ...(pagesDir === null ? [] : [pagesDir])]);
  for (const fault of faults) log.error(fault, "a page adapter has a fault");
  return adapters;
}
