import { ApolloServer } from "@apollo/server";
import { ApolloServerPluginCacheControlDisabled, ApolloServerPluginLandingPageDisabled, ApolloServerPluginUsageReportingDisabled } from "@apollo/server/plugin/disabled";
import { fastifyApolloDrainPlugin } from "@as-integrations/fastify";
import type { FastifyInstance } from "fastify";
import type { AccessLog } from "./access/access-log.js";
import { accessLogging } from "./access-log-plugin.js";
import { errorAnswer } from "./error-answer.js";
import type { Log } from "./log.js";
import { MOST_TOKENS } from "./operations/document-limits.js";
import { jsonStatus } from "./operations/json-status.js";
import { operationCost } from "./operations/operation-cost.js";
import type { RequestContext } from "./resolvers/request-context.js";
import { createSchema } from "./resolvers/schema.js";

/** The GraphQL server that answers within an HTTP server. To be started. @param objectsPerMinute that a subject may read */
export function createGraphqlServer(
  http: FastifyInstance, objectsPerMinute: number, accessLog: AccessLog, log: Log,
): ApolloServer<RequestContext> {
  return new ApolloServer<RequestContext>({
    schema: createSchema(),
    plugins: [
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      // Whatever the environment says: nothing about operations leaves the city.
      ApolloServerPluginUsageReportingDisabled(),
      fastifyApolloDrainPlugin(http),
      operationCost(objectsPerMinute),
      jsonStatus,
      accessLogging(accessLog, log),
    ],
    parseOptions: { maxTokens: MOST_TOKENS },
    formatError: (formatted, error) => errorAnswer(formatted, error, log),
    includeStacktraceInErrorResponses: false,
    // Who may send a text of their own may look into the schema (operations/admission.ts); others have no text to ask it by.
    introspection: true,
    hideSchemaDetailsFromClientErrors: false,
    csrfPrevention: true,
    allowBatchedHttpRequests: false,
    persistedQueries: false,
    stopOnTerminationSignals: false,
    logger: log,
  });
}
