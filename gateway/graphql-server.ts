import { ApolloServer, type ApolloServerPlugin } from "@apollo/server";
import { ApolloServerPluginCacheControlDisabled, ApolloServerPluginLandingPageDisabled, ApolloServerPluginUsageReportingDisabled } from "@apollo/server/plugin/disabled";
import { fastifyApolloDrainPlugin } from "@as-integrations/fastify";
import type { FastifyInstance } from "fastify";
import { errorAnswer } from "./error-answer.js";
import type { Log } from "./log.js";
import { MOST_TOKENS } from "./operations/document-limits.js";
import type { RequestContext } from "./resolvers/request-context.js";
import { createSchema } from "./resolvers/schema.js";

/**
 * The GraphQL server that answers within an HTTP server. To be started.
 * @param plugins what happens around each operation
 * @param countError is told the code of each error that leaves
 */
export function createGraphqlServer(
  http: FastifyInstance,
  plugins: readonly ApolloServerPlugin<RequestContext>[],
  countError: (code: unknown) => void,
  log: Log,
): ApolloServer<RequestContext> {
  return new ApolloServer<RequestContext>({
    schema: createSchema(),
    plugins: [
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      // Whatever the environment says: nothing about operations leaves the city.
      ApolloServerPluginUsageReportingDisabled(),
      fastifyApolloDrainPlugin(http),
      ...plugins,
    ],
    parseOptions: { maxTokens: MOST_TOKENS },
    formatError: (formatted, error) => {
      const answer = errorAnswer(formatted, error, log);
      countError(answer.extensions?.["code"]);
      return answer;
    },
    includeStacktraceInErrorResponses: false,
    // For those who may ask freely: others are refused (operations/admission.ts), and told no names (operations/no-suggestions.ts).
    introspection: true,
    hideSchemaDetailsFromClientErrors: false,
    csrfPrevention: true,
    allowBatchedHttpRequests: false,
    persistedQueries: false,
    stopOnTerminationSignals: false,
    logger: log,
  });
}
