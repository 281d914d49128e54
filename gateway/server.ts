import { createHash, timingSafeEqual } from "node:crypto";
import { fastifyApolloHandler } from "@as-integrations/fastify";
import type { FastifyRequest, preHandlerHookHandler } from "fastify";
import type { DataSource } from "typeorm";
import { AccessLog } from "./access/access-log.js";
import { accessLogging } from "./access-log-plugin.js";
import type { KeyRing } from "./access/keys.js";
import { openKeyRing } from "./access/own-keys.js";
import { PersonReads } from "./access/person-reads.js";
import { createTokenVerifier, type VerifyToken } from "./access/tokens.js";
import { UnauthenticatedError } from "./access/unauthenticated.js";
import type { Viewer } from "./access/viewer.js";
import { bearerViewer } from "./bearer-viewer.js";
import { addChangesRoute } from "./changes-route.js";
import { type Configuration, today } from "./configuration.js";
import { asRefused, asUnauthenticated } from "./error-answer.js";
import { createGraphqlServer } from "./graphql-server.js";
import { createHttpServer, refuse } from "./http-server.js";
import type { Loader } from "./intake/load-work.js";
import { addUpload } from "./intake/upload.js";
import type { Log } from "./log.js";
import { Metrics } from "./observability/metrics.js";
import type { PageCounts } from "./observability/page-counts.js";
import { openTraces } from "./observability/traces.js";
import { Admission } from "./operations/admission.js";
import { jsonStatus } from "./operations/json-status.js";
import { noSuggestions } from "./operations/no-suggestions.js";
import { operationCost } from "./operations/operation-cost.js";
import { rateLimit } from "./operations/rate.js";
import { loadTrustedOperations } from "./operations/trusted-operations.js";
import { ownPagesFolder } from "./pages/adapters.js";
import { ServedAdapters } from "./pages/served-adapters.js";
import { projectVersion } from "./project-root.js";
import { readiness, sharedReadiness } from "./readiness.js";
import { readOrigin } from "./read-origin.js";
import { RequestError } from "./request-error.js";
import type { RequestContext } from "./resolvers/request-context.js";
import { type Catalogue, loadCatalogue } from "./rules/catalogue.js";

/** What a gateway runs on. */
export interface GatewayParts {
  readonly configuration: Configuration;
  /** Connected, and migrated. */
  readonly dataSource: DataSource;
  readonly log: Log;
  /** Does what is to be loaded for those who ask the gateway. */
  readonly loader: Loader;
  /** When the seals of the access log last came to their file, for whoever watches the gateway. */
  readonly sealedAt?: () => Date | null;
  /** How long a request may take to come in; for tests that don't want to wait. */
  readonly patienceMs?: number;
}

/** A gateway that answers. */
export interface Gateway {
  /** `http://127.0.0.1:4000`. */
  readonly url: string;
  /** Takes no more requests, lets those under way finish (for ten seconds), and stops. */
  close(): Promise<void>;
}

/**
 * Starts the gateway: `POST /graphql`, `POST /upload`, `GET /changes.ndjson`, `GET /health` (the process lives), `GET /ready`
 * (it can answer) and `GET /metrics`.
 * @throws ConfigurationError, CatalogueError, or an error of the system when the port is taken
 */
export async function startGateway(parts: GatewayParts): Promise<Gateway> {
  const { configuration, dataSource, log } = parts;
  const verifyToken = await createTokenVerifier(configuration, log);
  const metrics = new Metrics(dataSource, parts.sealedAt);
  const admission = new Admission(loadTrustedOperations(), configuration.trustedOperationsOnly);
  const ring = await openKeyRing(configuration);
  const accessLog = new AccessLog(dataSource);
  const contextOf = contextMaker(parts, verifyToken, admission, loadCatalogue(), ring, servedAdapters(configuration, log), metrics.pages);
  const http = createHttpServer(log, configuration.trustedProxies, parts.patienceMs);
  const routes: string[] = [];
  http.addHook("onRoute", ({ method, url: path }) => void routes.push(`${String(method)} ${path}`));
  metrics.watch(http);
  const traces = await openTraces(configuration.tracesTo);
  traces?.watch(http, dataSource);
  const takeObjects = rateLimit(configuration.objectsPerMinute);
  const countError = (code: unknown): void => metrics.countError(code);
  const plugins = [
    operationCost(takeObjects), jsonStatus, noSuggestions, accessLogging(accessLog, countError, log), metrics.plugin,
    ...(traces ? [traces.plugin] : []),
  ];
  const graphql = createGraphqlServer(http, plugins, countError, log);
  await graphql.start();
  const putDocument: preHandlerHookHandler = (request, _, done) => {
    request.body = admission.withDocument(request, request.body);
    done();
  };
  http.post("/graphql", { preHandler: putDocument }, fastifyApolloHandler(graphql, { context: contextOf }));
  // A query in an address would put keys of persons in every log on the way.
  http.get("/graphql", (_, reply) => refuse(reply.header("allow", "POST"), 405, "BAD_USER_INPUT", "Operations are sent by POST."));
  addUpload(http, { dataSource, loader: parts.loader, verifyToken, log, today: () => today(configuration) });
  addChangesRoute(http, { dataSource, ring, verifyToken, accessLog, takeObjects, countError, log });
  // Without a token: a browser that can't sign in has to tell this gateway from whatever else answers at an address.
  const health = { alive: true, service: "overblick", version: projectVersion() };
  http.get("/health", () => health);
  const ready = sharedReadiness(() => readiness(dataSource, today(configuration), log));
  http.get("/ready", async (_, reply) => {
    const state = await ready();
    return reply.code(state.ready ? 200 : 503).send(state);
  });
  http.get("/metrics", async (request, reply) => {
    if (!mayReadMetrics(request, configuration)) return refuse(reply, 401, "UNAUTHENTICATED", "Metrics take the token of METRICS_TOKEN.");
    return reply.type(metrics.contentType).send(await metrics.text());
  });
  const url = await http.listen({ host: configuration.host, port: configuration.port });
  log.info({ url, routes }, "the gateway answers");
  const close = async (): Promise<void> => {
    await graphql.stop();
    await traces?.close();
  };
  return { url, close };
}

/** Metrics tell of no person, and yet of how much a city's units work: in production whoever reads them has a token. */
function mayReadMetrics({ headers }: FastifyRequest, { metrics }: Configuration): boolean {
  if (metrics === "OPEN" || metrics === "CLOSED") return metrics === "OPEN";
  const digest = (text: string): Buffer => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(headers.authorization ?? ""), digest(`Bearer ${metrics.token}`));
}

function contextMaker(
  { configuration, dataSource, loader }: GatewayParts,
  verifyToken: VerifyToken,
  admission: Admission,
  catalogue: Catalogue,
  ring: KeyRing,
  adapters: ServedAdapters,
  pageCounts: PageCounts,
): (request: FastifyRequest) => Promise<RequestContext> {
  return async (request) => {
    const viewer = await viewerOf(request, verifyToken);
    const trustedOperation = orRefused(() => admission.admit(request, request.body, viewer));
    const reads = new PersonReads(viewer, orRefused(() => readOrigin(request)));
    return { viewer, trustedOperation, today: today(configuration), dataSource, reads, catalogue, ring, adapters: adapters.current(), loader, pageCounts };
  };
}

/** What is looked at before a request becomes an operation. */
function orRefused<Result>(look: () => Result): Result {
  try {
    return look();
  } catch (error) {
    throw error instanceof RequestError ? asRefused(error) : error;
  }
}

async function viewerOf(request: FastifyRequest, verifyToken: VerifyToken): Promise<Viewer> {
  try {
    return await bearerViewer(request, verifyToken);
  } catch (error) {
    throw error instanceof UnauthenticatedError ? asUnauthenticated(error) : error;
  }
}

/** A bad adapter is told and left out: the other pages keep their overlay. */
function servedAdapters({ pagesDir }: Configuration, log: Log): ServedAdapters {
  return new ServedAdapters([ownPagesFolder(), ...(pagesDir === null ? [] : [pagesDir])], log);
}
