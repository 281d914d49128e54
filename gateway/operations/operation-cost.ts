import type { ApolloServerPlugin } from "@apollo/server";
import { HeaderMap } from "@apollo/server";
import { GraphQLError } from "graphql";
import { RequestError } from "../request-error.js";
import type { RequestContext } from "../resolvers/request-context.js";
import { costOf } from "./cost.js";
import type { TakeObjects } from "./rate.js";

/** Refuses what would cost too much, and who reads too much, before anything runs. @param take what subjects may read */
export function operationCost(take: TakeObjects): ApolloServerPlugin<RequestContext> {
  return {
    requestDidStart: () => Promise.resolve({
      didResolveOperation({ schema, document, operation, request, contextValue }): Promise<void> {
        // None of that name: execution says so.
        if (!operation) return Promise.resolve();
        try {
          const { read } = costOf(schema, { document, operation, variables: request.variables ?? {} });
          take(contextValue.viewer.subject, read);
          return Promise.resolve();
        } catch (error) {
          return Promise.reject(error instanceof RequestError ? refused(error) : (error as Error));
        }
      },
    }),
  };
}

/** Retry-After and 429 for those who read HTTP alone. */
function refused(error: RequestError): GraphQLError {
  const { retryAfter } = error.details;
  const http = retryAfter === undefined ? { status: 400 } : { status: 429, headers: new HeaderMap([["retry-after", String(retryAfter)]]) };
  return new GraphQLError(error.message, { originalError: error, extensions: { http } });
}
