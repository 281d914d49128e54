import { ApolloServer } from "@apollo/server";
import { ApolloServerPluginCacheControlDisabled, ApolloServerPluginLandingPageDisabled, ApolloServerPluginUsageReportingDisabled } from "@apollo/server/plugin/disabled";
import { fastifyApolloDrainPlugin } from "@as-integrations/fastify";
import type { FastifyInstance } from "fastify";
import { errorAnswer } from "./error-answer.js";
import type { Log } from "./log.js";
import { operationLimits } from "./operation-limits.js";
import type { RequestContext } from "./resolvers/request-context.js";
import { createSchema } from "./resolvers/schema.js";

/** More than any honest operation has: an introspection query has some 300. */
const MOST_TOKENS = 10_000;

/** The GraphQL server that answers within an HTTP server. To be started. */
export function createGraphqlServer(http: FastifyInstance, production: boolean, log: Log): ApolloServer<RequestContext> {
  return new ApolloServer<RequestContext>({
    schema: createSchema(),
    plugins: [
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      // Whatever the environment says: nothing about operations leaves the city.
      ApolloServerPluginUsageReportingDisabled(),
      fastifyApolloDrainPlugin(http),
    ],
    validationRules: [operationLimits],
    parseOptions: { maxTokens: MOST_TOKENS },
    formatError: (formatted, error) => errorAnswer(formatted, error, log),
    includeStacktraceInErrorResponses: false,
    introspection: !production,
    hideSchemaDetailsFromClientErrors: production,
    csrfPrevention: true,
    allowBatchedHttpRequests: false,
    persistedQueries: false,
    stopOnTerminationSignals: false,
    logger: log,
  });
}
