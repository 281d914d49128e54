import type { ApolloServerPlugin } from "@apollo/server";
import type { RequestContext } from "../resolvers/request-context.js";

/**
 * GraphQL over HTTP, "Status Codes": to a client that takes application/json alone, which may come from a proxy too,
 * the status says only whether the request was well-formed; what is wrong with the operation stands in the answer.
 */
export const jsonStatus: ApolloServerPlugin<RequestContext> = {
  requestDidStart: () => Promise.resolve({
    willSendResponse({ request, response }): Promise<void> {
      const accepts = request.http?.headers.get("accept") ?? "";
      const isWellFormed = Boolean(request.query) && response.http.status === 400;
      if (isWellFormed && !accepts.includes("application/graphql-response+json")) response.http.status = 200;
      return Promise.resolve();
    },
  }),
};
